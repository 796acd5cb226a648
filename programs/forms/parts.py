"""The grid in which the parts of one quarter's figure are entered."""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField

from programs.forms.fields import NumberField
from programs.forms.quarters import figure_of
from programs.models import Attainment, AttainmentPart

SPARE = 3  # empty rows for groups that the officer names


@dataclass(frozen=True, slots=True)
class Line:
    """One group: its name, or the field for it, and the bound fields of its figures."""

    label: str
    fields: list[BoundField]
    name: BoundField | None = None


class PartsForm(forms.Form):
    """The figures of one dimension; `labels` are (group, code of its area), further groups are named by the officer."""

    def __init__(
        self,
        *args,
        report: Attainment,
        dimension: str,
        labels: list[tuple[str, str]],
        fractions: bool,
        **options,
    ):
        super().__init__(*args, **options)
        self.report, self.dimension, self.fractions = report, dimension, fractions
        known = {part.label: part for part in report.parts.filter(dimension=dimension).order_by("pk")}
        named = dimension == AttainmentPart.Dimension.OTHER
        self.groups = [
            *labels,
            *((label, part.area) for label, part in known.items() if label not in dict(labels)),
        ]
        self.groups += [("", "")] * (SPARE if named else 0)
        for number, (label, _) in enumerate(self.groups):
            self._add(number, label, known.get(label, AttainmentPart()), named)

    def lines(self) -> list[Line]:
        return [
            Line(
                label,
                [self[name] for name in self._names(number)],
                self[f"nama_{number}"] if f"nama_{number}" in self.fields else None,
            )
            for number, (label, _) in enumerate(self.groups)
        ]

    def clean(self):
        cleaned = super().clean()
        seen = set()
        for number in range(len(self.groups)):
            told = self._told(number)
            label = self._label(number)
            if (told["pembilang"] is None) != (told["penyebut"] is None):
                self.add_error(f"pembilang_{number}", "Isi pembilang dan penyebut, atau kosongkan keduanya.")
            elif told["penyebut"] == 0:
                self.add_error(f"penyebut_{number}", "Penyebut tidak boleh 0.")
            if any(figure is not None for figure in told.values()) and not label:
                self.add_error(f"nama_{number}", "Tulis nama kelompoknya.")
            if label and label in seen:
                self.add_error(f"nama_{number}", "Kelompok ini sudah ada. Tulis nama lain.")
            seen.add(label)
        return cleaned

    def parts(self) -> list[AttainmentPart]:
        """One part per group that has a name, ready to be compared with what is stored."""
        return [self._part(number) for number in range(len(self.groups)) if self._label(number)]

    def _add(self, number: int, label: str, part: AttainmentPart, named: bool) -> None:
        words = label or f"kelompok {number + 1}"
        if named:
            self.fields[f"nama_{number}"] = forms.CharField(
                label=f"Nama {words}", required=False, max_length=80, initial=label,
                widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
            )  # fmt: skip
        self.fields[f"nilai_{number}"] = NumberField(label=f"Nilai {words}", initial=part.value)
        if self.fractions:
            self.fields[f"pembilang_{number}"] = NumberField(
                label=f"Pembilang {words}", initial=part.numerator
            )
            self.fields[f"penyebut_{number}"] = NumberField(
                label=f"Penyebut {words}", initial=part.denominator
            )

    def _names(self, number: int) -> list[str]:
        names = [f"{kind}_{number}" for kind in ("nilai", "pembilang", "penyebut")]
        return [name for name in names if name in self.fields]

    def _told(self, number: int) -> dict:
        return {
            kind: self.cleaned_data.get(f"{kind}_{number}") for kind in ("nilai", "pembilang", "penyebut")
        }

    def _label(self, number: int) -> str:
        return (self.cleaned_data.get(f"nama_{number}") or self.groups[number][0]).strip()

    def _part(self, number: int) -> AttainmentPart:
        told = self._told(number)
        return AttainmentPart(
            dimension=self.dimension, label=self._label(number), area=self.groups[number][1],
            value=figure_of(told, self.report.indicator), numerator=told["pembilang"], denominator=told["penyebut"],
        )  # fmt: skip
