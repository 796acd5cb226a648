"""The grid in which an agency fills in one quarter, and the note of whoever returns a report."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.forms import BoundField

from programs.forms.fields import NumberField
from programs.models import Attainment, Indicator
from programs.queries.plausibility import PER_CENT
from programs.queries.quarters import Due

PARTS = ("nilai", "kata", "pembilang", "penyebut", "terbit", "hambat", "dorong")
STEP = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the grid: the indicator and its bound fields; closed where its report is in review.

    `kata` is there where target or report are words, the fraction where the indicator is a share, else None.
    """

    due: Due
    closed: bool
    nilai: BoundField
    terbit: BoundField
    hambat: BoundField
    dorong: BoundField
    kata: BoundField | None = None
    pembilang: BoundField | None = None
    penyebut: BoundField | None = None


class QuarterForm(forms.Form):
    """What the indicators of one page reached in a quarter; a row left as it was is not touched."""

    def __init__(self, *args, dues: list[Due], year: int, quarter: int, closed: set[int], **options):
        super().__init__(*args, **options)
        self.dues, self.year, self.quarter, self.closed = dues, year, quarter, closed
        for one in dues:
            self._add(one)

    @property
    def is_open(self) -> bool:
        """Whether any row of this page may be changed."""
        return any(one.indicator.pk not in self.closed for one in self.dues)

    def lines(self) -> list[Line]:
        return [
            Line(
                one,
                one.indicator.pk in self.closed,
                **{part: self[name] for part, name in self._names(one.indicator)},
            )
            for one in self.dues
        ]

    def clean(self):
        cleaned = super().clean()
        for one in self.dues:
            self._check(one.indicator)
        return cleaned

    def reports(self) -> list[Attainment]:
        """The rows that differ from what is stored, ready to be stored."""
        return [row for one in self.dues if (row := self._report(one)) is not None]

    def _add(self, one: Due) -> None:
        name, row = one.indicator.name, one.report or Attainment()
        shut = {"disabled": one.indicator.pk in self.closed, "required": False}
        made = {
            "nilai": NumberField(label=f"Realisasi {name}", initial=row.value, widget=_input(), **shut),
            "terbit": forms.BooleanField(
                label="Data belum terbit", initial=row.reason == Attainment.Reason.NOT_PUBLISHED,
                widget=forms.CheckboxInput(attrs={"class": "form-check-input"}), **shut,
            ),
            "hambat": forms.CharField(label=f"Faktor penghambat {name}", initial=row.hindering, widget=_area(), **shut),
            "dorong": forms.CharField(label=f"Faktor pendorong {name}", initial=row.driving, widget=_area(), **shut),
        }  # fmt: skip
        if row.text or (one.target and one.target.text):
            made["kata"] = forms.CharField(
                label=f"Realisasi dengan kata {name}",
                max_length=60,
                initial=row.text,
                widget=_input(""),
                **shut,
            )
        if row.numerator is not None or one.indicator.formula == Indicator.Formula.SHARE:
            made["pembilang"] = NumberField(
                label=f"Pembilang {name}", initial=row.numerator, widget=_input(hint="Pembilang"), **shut
            )
            made["penyebut"] = NumberField(
                label=f"Penyebut {name}", initial=row.denominator, widget=_input(hint="Penyebut"), **shut
            )
        for part, made_field in made.items():
            self.fields[f"{part}_{one.indicator.pk}"] = made_field

    def _names(self, indicator: Indicator) -> list[tuple[str, str]]:
        """The parts this row of the grid has, with the names of their fields."""
        named = [(part, f"{part}_{indicator.pk}") for part in PARTS]
        return [(part, name) for part, name in named if name in self.fields]

    def _told(self, indicator: Indicator) -> dict:
        return dict.fromkeys(PARTS) | {
            part: self.cleaned_data.get(name) for part, name in self._names(indicator)
        }

    def _check(self, indicator: Indicator) -> None:
        told = self._told(indicator)
        above, below = told["pembilang"], told["penyebut"]
        if (above is None) != (below is None):
            self.add_error(
                f"pembilang_{indicator.pk}", "Isi pembilang dan penyebut, atau kosongkan keduanya."
            )
        elif below == 0:
            self.add_error(f"penyebut_{indicator.pk}", "Penyebut tidak boleh 0.")
        if told["terbit"] and (told["nilai"] is not None or told["kata"] or above is not None):
            self.add_error(
                f"nilai_{indicator.pk}", "Kosongkan realisasi, atau hapus centang Data belum terbit."
            )

    def _report(self, one: Due) -> Attainment | None:
        told = self._told(one.indicator)
        row = one.report or Attainment(indicator=one.indicator, year=self.year, quarter=self.quarter)
        row.indicator = one.indicator
        new = {
            "value": figure_of(told, one.indicator), "text": told["kata"] or "", "numerator": told["pembilang"],
            "denominator": told["penyebut"], "reason": Attainment.Reason.NOT_PUBLISHED if told["terbit"] else "",
            "hindering": told["hambat"] or "", "driving": told["dorong"] or "",
        }  # fmt: skip
        if one.indicator.pk in self.closed or all(getattr(row, name) == value for name, value in new.items()):
            return None
        for name, value in new.items():
            setattr(row, name, value)
        return row


class NoteForm(forms.Form):
    """Why a report goes back to its agency."""

    catatan = forms.CharField(
        label="Catatan untuk perangkat daerah",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )


def _input(kind: str = "num", hint: str = "") -> forms.TextInput:
    attrs = {"class": f"form-control {kind}".strip(), "autocomplete": "off"}
    return forms.TextInput(
        attrs=attrs | ({"inputmode": "decimal"} if kind else {}) | ({"placeholder": hint} if hint else {})
    )


def _area() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2, "class": "form-control"})


def figure_of(told: dict, indicator: Indicator) -> Decimal | None:
    """The figure entered, or the one that numerator and denominator make: per cent where the unit says so."""
    above, below = told["pembilang"], told["penyebut"]
    if above is None or not below:
        return told["nilai"]
    factor = 100 if indicator.unit.strip().lower() in PER_CENT else 1
    return (above / below * factor).quantize(STEP, ROUND_HALF_UP)
