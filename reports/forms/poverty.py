"""What officers write about an analysis, and what they choose to compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms

from reports.measures.places import Yardstick

REFERENCES = (("average", "Rata-rata"), ("median", "Median"))
WAYS = (("kecamatan", "Tiap kecamatan"), ("semua", "Seluruh daerah"))
COUNTS = (("3", "3 desa"), ("5", "5 desa"), ("10", "10 desa"), ("27", "27 desa"))


class FindingForm(forms.Form):
    """The text of one finding; it begins as the draft or as what is stored."""

    text = forms.CharField(
        label="Temuan", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Tulis untuk pimpinan: apa yang terjadi, lalu apa artinya.",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    x: Yardstick
    y: Yardstick
    how: str
    count: int
    per_district: bool


class PlacesForm(forms.Form):
    """Two measures, their reference, and how many villages to propose; anything else counts as the first choice."""

    x = forms.ChoiceField(label="Ukuran pertama")
    y = forms.ChoiceField(label="Ukuran kedua")
    acuan = forms.ChoiceField(label="Dibandingkan dengan", choices=REFERENCES)
    cara = forms.ChoiceField(label="Desa fokus", choices=WAYS)
    n = forms.ChoiceField(label="Banyaknya", choices=COUNTS)

    def __init__(self, params, *, measures: Sequence[Yardstick]):
        self.measures = {one.code: one for one in measures}
        codes = list(self.measures)
        first = {"x": codes[1], "y": codes[0], "acuan": "average", "cara": "kecamatan", "n": "3"}
        given = {key: value for key, value in (params or {}).items() if key in first and value}
        super().__init__(first | given)
        self.fields["x"].choices = self.fields["y"].choices = [(one.code, one.name) for one in measures]
        self.first = first

    @property
    def query(self) -> str:
        """What is chosen, as it stands in an address."""
        self.is_valid()
        return urlencode(self.first | self.cleaned_data)

    def chosen(self) -> Choice:
        self.is_valid()
        told = self.first | self.cleaned_data
        return Choice(
            self.measures[told["x"]], self.measures[told["y"]], told["acuan"], int(told["n"]), told["cara"] == "kecamatan"
        )  # fmt: skip
