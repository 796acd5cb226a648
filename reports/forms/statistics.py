"""Macro figures typed by hand: a series, and one published number of it."""

import re

from django import forms
from django.utils import timezone

from programs.models import Statistic, StatisticValue

PERIODS = (
    "Tahun",
    "Maret",
    "September",
    "Februari",
    "Agustus",
    "Semester I",
    "Semester II",
    "Juni",
    "Desember",
)
CODE = re.compile(r"^[A-Z][A-Z0-9_]*$")
FIRST_YEAR = 1990


class StatisticForm(forms.ModelForm):
    """One series; its code stays what it was, because addresses and imports know it."""

    spellings = forms.CharField(
        label="Sebutan lain", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu sebutan per baris. Kepala kolom berkas dicocokkan dengan sebutan ini.",
    )  # fmt: skip

    class Meta:
        model = Statistic
        fields = [
            "name",
            "code",
            "unit",
            "direction",
            "field",
            "main",
            "decimals",
            "lowest",
            "highest",
            "definition",
            "spellings",
        ]
        widgets = {"definition": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "code": "Huruf besar, angka, dan garis bawah. Misalnya STUNTING.",
            "unit": "Misalnya persen, ribu jiwa, indeks.",
            "direction": "Menentukan kapan posisi baik dan kapan tren membaik.",
            "main": "Indikator utama menentukan prioritas bidangnya.",
            "definition": "Apa yang dihitung, menurut penerbitnya.",
            "lowest": "Nilai di bawahnya diberi peringatan.",
            "highest": "Nilai di atasnya diberi peringatan.",
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["code"].disabled = self.instance.pk is not None
        for name in ("lowest", "highest"):
            self.fields[name].localize = self.fields[name].widget.is_localized = True
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "decimal"})
            self.fields[name].widget.is_localized = True
        self.initial["spellings"] = "\n".join(self.instance.spellings)

    def clean_code(self):
        code = self.cleaned_data["code"].strip().upper()
        if not CODE.match(code):
            raise forms.ValidationError("Tulis huruf besar, angka, dan garis bawah saja.", code="not_a_code")
        return code

    def clean_spellings(self):
        return [line.strip()[:80] for line in self.cleaned_data["spellings"].splitlines() if line.strip()]

    def clean(self):
        told = super().clean()
        low, high = told.get("lowest"), told.get("highest")
        if low is not None and high is not None and low > high:
            self.add_error("highest", "Nilai tertinggi harus di atas nilai terendah.")
        if told.get("main") and (other := _other_main(self.instance, told.get("field"))):
            self.add_error("main", f"Bidang ini sudah punya indikator utama: {other}.")
        return told


class ValueForm(forms.ModelForm):
    """One published number. What stands for the same area, year and period is corrected there, not written over here."""

    area = forms.ChoiceField(label="Wilayah")
    period = forms.ChoiceField(label="Periode", help_text="Hanya periode yang sama dibandingkan.")
    value = forms.DecimalField(
        label="Nilai", max_digits=20, decimal_places=4, localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )  # fmt: skip

    class Meta:
        model = StatisticValue
        fields = [
            "area",
            "year",
            "period",
            "value",
            "source",
            "vintage",
            "population_basis",
            "note",
            "breaks_series",
            "is_suspect",
        ]
        help_texts = {
            "source": "Penerbit dan judul, misalnya BPS, Kabupaten Buleleng Dalam Angka 2025.",
            "vintage": "Kapan diterbitkan, misalnya Juli 2025.",
            "population_basis": "Jumlah penduduk yang dipakai, misalnya Proyeksi SP2020.",
            "breaks_series": "Tren dihitung mulai nilai ini.",
            "is_suspect": "Ditampilkan, tetapi tidak dipakai menghitung tren.",
        }

    def __init__(self, *args, areas, **options):
        super().__init__(*args, **options)
        known = self.instance
        names = dict(areas)
        if known.area:
            names.setdefault(known.area, known.area_name)
        self.names = names
        self.fields["area"].choices = list(names.items())
        periods = dict.fromkeys((*PERIODS, *([known.period] if known.pk else [])))
        self.fields["period"].choices = [(one, one) for one in periods]
        self.fields["value"].label = f"Nilai ({known.statistic.unit})"

    def clean_year(self):
        year, last = self.cleaned_data["year"], timezone.localdate().year
        if not FIRST_YEAR <= year <= last:
            raise forms.ValidationError(f"Tulis tahun dari {FIRST_YEAR} sampai {last}.", code="out_of_range")
        return year

    def clean(self):
        told = super().clean()
        if {"area", "year", "period"} <= told.keys():
            known = self.instance.statistic.values.filter(
                area=told["area"], year=told["year"], period=told["period"]
            )
            if known.exclude(pk=self.instance.pk).exists():
                self.add_error("year", "Nilai wilayah, tahun, dan periode ini sudah ada. Ubah nilai itu.")
            self.instance.area_name = self.names[told["area"]]
        return told


class ReasonForm(forms.Form):
    """Why a number is taken out."""

    reason = forms.CharField(label="Alasan", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


def _other_main(statistic: Statistic, field: str | None) -> Statistic | None:
    return Statistic.objects.filter(field=field, main=True).exclude(pk=statistic.pk).first()
