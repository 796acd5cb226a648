from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.importing.values.amounts import read_amount
from agencies.importing.values.identity_numbers import read_identity
from agencies.models import Agency, Region
from beneficiaries.models import Person
from programs.models import Program

WRONG_NUMBER = {
    "nik_length": "Isi 16 angka sesuai KTP atau KK.",
    "nik_chars": "Ganti dengan angka.",
    "nik_placeholder": "Nomor ini hanya pengisi. Kosongkan bila belum ada.",
}
PERIODS = [("", "Setahun"), *((f"Triwulan {n}", f"Triwulan {n}") for n in ("I", "II", "III", "IV"))]
LIFE = [("", "Tidak diubah"), *((code, label) for code, label in Person.Status.choices)]


class NumberField(forms.CharField):
    """A NIK or No. KK as people type it; 16 digits or empty."""

    def __init__(self, **options):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(**{"max_length": 40, "required": False, "widget": widget} | options)

    def clean(self, value):
        number, code, _ = read_identity(super().clean(value))
        if code:
            raise ValidationError(WRONG_NUMBER.get(code, "Isi 16 angka."), code=code)
        return number


class RupiahField(forms.CharField):
    """Whole rupiah, typed as people type: 1.250.000."""

    def clean(self, value):
        amount, code = read_amount(super().clean(value))
        if code or (amount is not None and amount < 0):
            raise ValidationError("Tulis dengan angka, misalnya 600.000.", code="amount_invalid")
        return amount


class PersonFields(forms.Form):
    """What can be said of one person; field names are those of lists."""

    nama = forms.CharField(label="Nama", max_length=150)
    tanggal_lahir = forms.DateField(
        label="Tanggal lahir",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    tempat_lahir = forms.CharField(label="Tempat lahir", max_length=100, required=False)
    jenis_kelamin = forms.ChoiceField(
        label="Jenis kelamin", choices=[("", "–"), *Person.Sex.choices], required=False
    )
    alamat = forms.CharField(label="Alamat", max_length=300, required=False)
    dusun = forms.CharField(label="Dusun/banjar", max_length=100, required=False)
    rt = forms.RegexField(r"^\d{1,3}$", label="RT", required=False)
    rw = forms.RegexField(r"^\d{1,3}$", label="RW", required=False)
    kode_desa = forms.ChoiceField(label="Desa/kelurahan", required=False)
    agency = forms.ModelChoiceField(
        label="Perangkat daerah", queryset=Agency.objects.none(), empty_label=None
    )

    def __init__(self, *args, viewer, **options):
        super().__init__(*args, **options)
        villages = Region.objects.visible_to(viewer).filter(level=Region.Level.VILLAGE, valid_to=None)
        named = villages.order_by("parent__sort_key", "sort_key").values_list("code", "name", "parent__name")
        self.fields["kode_desa"].choices = [
            ("", "–"),
            *((code, f"{name}, {above}") for code, name, above in named),
        ]
        self.fields["agency"].queryset = agencies_for(viewer)

    def clean_tanggal_lahir(self):
        day = self.cleaned_data["tanggal_lahir"]
        if day and not 1900 <= day.year <= timezone.localdate().year:
            raise ValidationError("Tanggal tidak mungkin. Tulis hari, bulan, tahun.")
        return day

    def _padded(self, name: str) -> str:
        return self.cleaned_data[name].zfill(3) if self.cleaned_data[name] else ""

    def clean_rt(self):
        return self._padded("rt")

    def clean_rw(self):
        return self._padded("rw")

    def values(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "agency"}


class RecipientForm(PersonFields):
    """One recipient of one programme."""

    field_order = ["nik", "no_kk", "nama", "program", "tahun", "periode", "nominal", "agency"]
    nik = NumberField(label="NIK")
    no_kk = NumberField(label="No. KK")
    program = forms.ModelChoiceField(label="Program", queryset=Program.objects.none(), to_field_name="code")
    tahun = forms.IntegerField(label="Tahun", min_value=2000)
    periode = forms.ChoiceField(label="Periode", choices=PERIODS, required=False)
    nominal = RupiahField(label="Nilai (Rp)", required=False, help_text="Misalnya 600.000.")

    def __init__(self, *args, viewer, **options):
        super().__init__(*args, viewer=viewer, **options)
        self.fields["program"].queryset = Program.objects.visible_to(viewer).poverty().order_by("sort_key")

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("nik") or cleaned.get("no_kk") or self.errors):
            raise ValidationError(
                "Isi NIK atau No. KK agar orang ini tidak tertukar.", code="identity_missing"
            )
        if cleaned.get("nik") and cleaned.get("nik") == cleaned.get("no_kk"):
            self.add_error("no_kk", "NIK sama dengan No. KK. Periksa keduanya; salah satu tertukar.")
        return cleaned

    def values(self) -> dict:
        return super().values() | {"program": self.cleaned_data["program"].code}


class CorrectionForm(PersonFields):
    """What is wrong with one person; an empty field leaves what is known."""

    status_penduduk = forms.ChoiceField(label="Keadaan", choices=LIFE, required=False)

    @staticmethod
    def initial_of(person: Person) -> dict:
        return {
            "nama": person.name, "tanggal_lahir": person.birth_date, "tempat_lahir": person.birth_place,
            "jenis_kelamin": person.sex, "alamat": person.address, "dusun": person.hamlet, "rt": person.rt, "rw": person.rw,
            "kode_desa": person.village.code if person.village else "",
        }  # fmt: skip


class EndForm(forms.Form):
    """Why one aid ends."""

    alasan = forms.ChoiceField(
        label="Alasan",
        choices=[
            (words, words)
            for words in (
                "Sudah mampu",
                "Meninggal",
                "Pindah",
                "Ganda",
                "Tidak ditemukan",
                "Mengundurkan diri",
            )
        ],
    )


def agencies_for(viewer):
    """The agencies in whose name the viewer may add or correct recipients."""
    agencies = Agency.objects.visible_to(viewer).current(timezone.localdate()).order_by("sort_key")
    if viewer.reaches_everything(Permission.EDIT_PEOPLE):
        return agencies
    return agencies.filter(pk__in=[grant.agency_id for grant in viewer.grants_for(Permission.EDIT_PEOPLE)])
