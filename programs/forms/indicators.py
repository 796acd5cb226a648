from django import forms

from agencies.access.permissions import Permission
from programs.forms.fields import NumberField
from programs.forms.programs import agencies_for
from programs.models import Attainment, Indicator, Program, Target


class IndicatorForm(forms.ModelForm):
    """One RPJMD indicator and how it is judged."""

    baseline_value = NumberField(label="Kondisi awal")

    class Meta:
        model = Indicator
        fields = [
            "name", "code", "definition", "unit", "level", "direction", "formula", "decimals", "agency", "program",
            "baseline_year", "baseline_value", "data_source",
        ]  # fmt: skip
        widgets = {"definition": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, viewer, **options):
        super().__init__(*args, **options)
        self.fields["agency"].queryset = agencies_for(viewer, Permission.EDIT_INDICATORS)
        self.fields["program"].queryset = Program.objects.visible_to(viewer).order_by("sort_key")


class TargetForm(forms.Form):
    """The target of one indicator in each year: a number, or words where it is none."""

    def __init__(self, *args, indicator: Indicator, years: list[int], **options):
        super().__init__(*args, **options)
        self.years = years
        known = {row.year: row for row in indicator.targets.filter(year__in=years)}
        for year in years:
            row = known.get(year)
            self.fields[f"angka_{year}"] = NumberField(
                label=f"Target {year}", initial=row.value if row else None
            )
            self.fields[f"kata_{year}"] = forms.CharField(
                label=f"Target {year} dengan kata",
                required=False,
                max_length=60,
                initial=row.text if row else "",
            )

    def lines(self) -> list[tuple[int, list]]:
        return [(year, [self[f"angka_{year}"], self[f"kata_{year}"]]) for year in self.years]

    def targets(self) -> dict[int, tuple]:
        """year -> (value, words); both empty removes the target."""
        return {
            year: (self.cleaned_data[f"angka_{year}"], self.cleaned_data[f"kata_{year}"].strip())
            for year in self.years
        }


class AttainmentForm(forms.ModelForm):
    """What an indicator reached in one quarter, or why it has no value yet."""

    value = NumberField(label="Realisasi")

    class Meta:
        model = Attainment
        fields = ["value", "text", "reason", "hindering", "driving"]
        widgets = {
            "hindering": forms.Textarea(attrs={"rows": 2}),
            "driving": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {"text": "Hanya bila realisasinya bukan angka, misalnya WTP."}

    def __init__(self, *args, target: Target | None, needs_cause, **options):
        super().__init__(*args, **options)
        self.needs_cause = needs_cause
        unit = self.instance.indicator.unit
        goal = "" if target is None else target.text or self.fields["value"].prepare_value(target.value)
        self.fields["value"].help_text = (
            f"Satuan: {unit}. Target: {goal} {unit}." if goal else f"Satuan: {unit}. Belum ada target."
        )
        self.fields["reason"].choices = [("", "Ada nilainya"), ("not_published", "Data belum terbit")]

    def clean(self):
        cleaned = super().clean()
        filled = cleaned.get("value") is not None or cleaned.get("text")
        if not filled and not cleaned.get("reason") and "value" not in self.errors:
            self.add_error("value", "Isi realisasi, atau pilih alasan kosong.")
        if filled and cleaned.get("reason"):
            self.add_error("reason", "Pilih Ada nilainya, karena realisasi sudah diisi.")
        if (
            filled
            and not cleaned.get("hindering")
            and not self.errors
            and self.needs_cause(self.instance, cleaned)
        ):
            self.add_error("hindering", "Capaian rendah. Tulis faktor penghambatnya.")
        return cleaned
