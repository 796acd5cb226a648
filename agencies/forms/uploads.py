"""What people tell us about a file, and the short forms of its road."""

from django import forms
from django.core.files.base import ContentFile
from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.importing import layouts
from agencies.importing.limits import Limits
from agencies.importing.pasting import as_csv
from agencies.models import Agency, Region, Upload

EXAMPLES = {
    "individu": "Daftar penduduk atau anggota keluarga, satu baris satu orang.",
    "keluarga": "Daftar keluarga menurut desil, satu baris satu keluarga.",
    "penerima": "Penerima BLT, PKH, atau bantuan lain, satu baris satu penerima.",
    "usulan": "Usulan musrenbang, renja, atau pokir, satu baris satu usulan.",
    "anggaran": "DPA, RKA, atau laporan realisasi per sub kegiatan.",
    "indikator": "Target dan capaian indikator RPJMD atau Renstra.",
    "statistik": "Angka per kecamatan atau desa dan tahun.",
    "rat": "Rencana aksi 18 kolom, atau laporan OPPKPKE 21 kolom.",
}
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI")
PERIODS = [
    ("", "Menurut berkas"),
    ("Triwulan", [(f"Triwulan {number}", f"Triwulan {number}") for number in ROMAN[:4]]),
    ("Semester", [(f"Semester {number}", f"Semester {number}") for number in ROMAN[:2]]),
    ("Tahap", [(f"Tahap {number}", f"Tahap {number}") for number in ROMAN]),
    ("Bulan", [(month, month) for month in MONTHS]),
]
SOURCES = [("agency", "Daftar perangkat daerah"), ("dtsen", "DTSEN"), ("dtks", "DTKS"), ("p3ke", "P3KE")]
MODES = [
    ("update", "Tambah dan perbarui. Sel kosong di berkas tidak menghapus isi lama."),
    ("add", "Hanya tambah yang baru."),
    (
        "replace",
        "Ganti seluruh daftar. Orang yang tidak ada di berkas ini diakhiri dengan alasan, tidak dihapus.",
    ),
]
FIRST_YEAR = 2000
MOST_PASTED = 2_000_000  # letters; a longer list is a file


def agencies_of(viewer):
    """The agencies in whose name this person may hand something in."""
    current = Agency.objects.visible_to(viewer).current(timezone.localdate()).order_by("sort_key")
    if viewer.reaches_everything(Permission.SEND_UPLOADS):
        return current
    return current.filter(pk__in=[grant.agency_id for grant in viewer.grants_for(Permission.SEND_UPLOADS)])


class UploadForm(forms.Form):
    """Step 1: the file, what it holds, and what is true of all its lines."""

    kind = forms.ChoiceField(label="Apa isi berkas ini?", choices=Upload.Kind.choices)
    agency = forms.ModelChoiceField(
        label="Perangkat daerah", queryset=Agency.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label="Berkas", allow_empty_file=True,
        error_messages={"required": "Pilih berkas yang akan diunggah."},
    )  # fmt: skip
    program = forms.ChoiceField(label="Program", required=False)
    tahun = forms.IntegerField(label="Tahun", required=False)
    period = forms.ChoiceField(label="Periode", choices=PERIODS, required=False)
    number = forms.IntegerField(
        label="Periode ke-", required=False, help_text="Misalnya 3 untuk triwulan III."
    )
    kecamatan = forms.ChoiceField(label="Kecamatan", required=False)
    desa = forms.ChoiceField(label="Desa/kelurahan", required=False)
    sumber = forms.ChoiceField(
        label="Sumber daftar", choices=SOURCES, required=False,
        help_text="Untuk daftar orang dan keluarga: dari register mana data ini.",
    )  # fmt: skip
    mode = forms.ChoiceField(
        label="Cara menyimpan", choices=MODES, initial=Upload.Mode.UPDATE, widget=forms.RadioSelect
    )

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        agencies = agencies_of(viewer)
        self.fields["agency"].queryset = agencies
        only = list(agencies[:2])
        if len(only) == 1:
            self.fields["agency"].widget = forms.HiddenInput()
            self.fields["agency"].initial = only[0]
        self.fields["kind"].initial = Upload.Kind.PENERIMA
        self.fields["program"].choices = [("", "Menurut berkas")] + [
            (code, name if name == code else f"{code} – {name}") for code, name, _ in layouts.programmes()
        ]
        self.villages = list(villages_of(viewer))
        self.fields["kecamatan"].choices = [("", "Menurut berkas")] + _districts(self.villages)
        self.fields["desa"].choices = [("", "Menurut berkas")] + _grouped(self.villages)

    def clean_file(self):
        file = self.cleaned_data["file"]
        most = Limits().file_bytes
        if file.size > most:
            raise forms.ValidationError(
                f"Berkas {file.size / 2**20:.0f} MB, paling besar {most // 2**20} MB. "
                "Bagi menjadi beberapa berkas, misalnya per kecamatan."
            )
        if not file.size:
            raise forms.ValidationError("Berkas kosong. Pilih berkas lain; mungkin unduhannya gagal.")
        return file

    def clean_tahun(self):
        year = self.cleaned_data["tahun"]
        last = timezone.localdate().year + 5
        if year is not None and not FIRST_YEAR <= year <= last:
            raise forms.ValidationError(f"Tulis tahun antara {FIRST_YEAR} dan {last}.")
        return year

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("period") and not cleaned.get("tahun"):
            self.add_error("tahun", "Isi tahunnya agar periode ini jelas.")
        return cleaned

    def context(self) -> dict:
        """The fixed values in the words of SHAPES 1; nothing that was left empty."""
        cleaned = self.cleaned_data
        context = {name: cleaned[name] for name in ("program", "tahun", "kecamatan") if cleaned.get(name)}
        if cleaned.get("period"):
            context["periode"] = f"{cleaned['period']} {cleaned['tahun']}"
        for village in self.villages:
            if village.code == cleaned.get("desa"):
                context |= {"desa": village.name, "kecamatan": village.parent.name}
        if cleaned["kind"] in (Upload.Kind.INDIVIDU, Upload.Kind.KELUARGA):
            context["sumber"] = cleaned.get("sumber") or "agency"
        return context


class PasteForm(UploadForm):
    """Step 1 with cells copied from a spreadsheet program instead of a file."""

    file = None
    pasted = forms.CharField(
        label="Sel dari Excel", strip=False, max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocomplete": "off"}),
        help_text="Di Excel pilih selnya, termasuk judul kolom. Salin, lalu tempel di sini.",
        error_messages={
            "required": "Tempel dulu sel dari Excel.",
            "max_length": "Isinya terlalu banyak untuk ditempel. Unggah berkasnya.",
        },
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("pasted"):
            name = f"Tempelan {timezone.localtime():%d-%m-%Y %H.%M}.csv"
            cleaned["file"] = ContentFile(as_csv(cleaned["pasted"]), name)
        return cleaned


def villages_of(viewer):
    villages = Region.objects.visible_to(viewer).filter(level=Region.Level.VILLAGE, valid_to=None)
    return villages.select_related("parent").order_by("parent__sort_key", "sort_key")


def _districts(villages) -> list[tuple[str, str]]:
    return [
        (name, name) for name in dict.fromkeys(village.parent.name for village in villages if village.parent)
    ]


def _grouped(villages) -> list:
    groups: dict[str, list] = {}
    for village in villages:
        groups.setdefault(village.parent.name if village.parent else "", []).append(
            (village.code, village.full_name)
        )
    return list(groups.items())


class PasswordForm(forms.Form):
    """Asked in place; used once to open the file, kept nowhere."""

    password = forms.CharField(
        label="Kata sandi berkas", widget=forms.PasswordInput(attrs={"autocomplete": "off"}), max_length=255, strip=False,
        help_text="Kata sandi hanya dipakai untuk membuka, tidak disimpan.",
    )  # fmt: skip


class NoteForm(forms.Form):
    """A sentence that somebody will want to read later."""

    note = forms.CharField(label="Catatan", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, label: str = "Catatan", required: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].label, self.fields["note"].required = label, required


class CellForm(forms.Form):
    """One cell, typed anew."""

    sheet = forms.CharField(max_length=120, widget=forms.HiddenInput)
    row = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    column = forms.RegexField(r"^[A-Z]{1,3}$", widget=forms.HiddenInput)
    value = forms.CharField(
        label="Isi yang benar",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )


class ValueForm(forms.Form):
    """One wording of one field, wherever it stands."""

    field = forms.RegexField(r"^[a-z_:A-Z0-9]{1,80}$", widget=forms.HiddenInput)
    text = forms.CharField(max_length=500, widget=forms.HiddenInput)
    meaning = forms.CharField(label="Ganti semua menjadi", max_length=500)
