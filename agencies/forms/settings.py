"""Forms of the settings page; the field of a setting follows from how it is declared."""

from django import forms
from django.core.validators import MinValueValidator
from django.utils import timezone

from agencies.models import OfficeProfile, Signatory
from agencies.settings_catalogue import Declared

LOGO_BYTES = 200 * 1024
LOGO_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class SettingForm(forms.Form):
    """One setting: its value, from when, and why."""

    valid_from = forms.DateField(
        label="Berlaku mulai", initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )  # fmt: skip
    reason = forms.CharField(label="Alasan", max_length=300, help_text="Tampil dalam riwayat pengaturan ini.")

    field_order = ["value", "valid_from", "reason"]

    def __init__(self, *args, declared: Declared, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"] = field_of(declared)
        self.fields["value"].initial = ", ".join(now) if declared.kind == "list" else now
        self.order_fields(self.field_order)
        self._declared = declared

    def clean_value(self):
        value = self.cleaned_data["value"]
        if self._declared.kind == "decimal":
            return str(value)
        if self._declared.kind != "list":
            return value
        words = [word.strip() for word in value.split(",") if word.strip()]
        if set(words) != set(self._declared.default) or len(words) != len(set(words)):
            raise forms.ValidationError(
                f"Isi kata yang sama, urutannya saja berbeda: {', '.join(self._declared.default)}."
            )
        return words


def field_of(declared: Declared) -> forms.Field:
    label = f"{declared.label} ({declared.unit})" if declared.unit else declared.label
    if declared.kind == "whole":
        return forms.IntegerField(label=label, min_value=0, max_value=1_000_000, help_text=declared.sentence)
    if declared.kind == "decimal":
        return forms.DecimalField(label=label, validators=[MinValueValidator(0)], help_text=declared.sentence)
    if declared.kind == "flag":
        return forms.BooleanField(label=label, required=False, help_text=declared.sentence)
    if declared.kind == "choice":
        return forms.ChoiceField(label=label, choices=declared.choices, help_text=declared.sentence)
    return forms.CharField(label=label, help_text=f"{declared.sentence} Pisahkan dengan koma.")


class OfficeForm(forms.ModelForm):
    """The office profile; the logo is read into the row, PNG or JPEG by its content."""

    crest = forms.FileField(
        label="Lambang daerah", required=False, help_text="PNG atau JPEG, paling besar 200 kB."
    )

    class Meta:
        model = OfficeProfile
        fields = [
            "government_name", "planning_agency_name", "village_word", "address", "contact", "zone", "fiscal_year",
        ]  # fmt: skip

    def clean_fiscal_year(self):
        year = self.cleaned_data["fiscal_year"]
        if not 2000 <= year <= timezone.localdate().year + 2:
            raise forms.ValidationError("Tulis tahun anggaran, misalnya 2026.")
        return year

    def clean_crest(self):
        file = self.cleaned_data["crest"]
        if file is None:
            return None
        if file.size > LOGO_BYTES:
            raise forms.ValidationError("Gambar lebih dari 200 kB. Perkecil dulu.")
        content = file.read()
        kind = next((kind for start, kind in LOGO_KINDS.items() if content.startswith(start)), None)
        if kind is None:
            raise forms.ValidationError("Berkas ini bukan PNG atau JPEG. Simpan ulang gambarnya.")
        self.instance.logo, self.instance.logo_type = content, kind
        return file


class SignatoryForm(forms.ModelForm):
    class Meta:
        model = Signatory
        fields = ["post", "title", "name", "rank", "nip", "valid_from", "valid_to"]
        widgets = {
            day: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for day in ("valid_from", "valid_to")
        }

    def clean_nip(self):
        nip = self.cleaned_data["nip"].replace(" ", "")
        if nip and not (nip.isdecimal() and len(nip) == 18):
            raise forms.ValidationError("NIP berisi 18 angka. Kosongkan bila bukan ASN.")
        return nip
