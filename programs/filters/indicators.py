import django_filters
from django import forms

from agencies.models import Agency
from programs.filters.programs import year_choices
from programs.models import Attainment, Indicator, Program
from programs.queries.attainment import CLASSES, FLAG_WORDS, REASON_WORDS, STATE_WORDS
from programs.queries.indicators import WITHOUT


class IndicatorFilter(django_filters.FilterSet):
    """The filters of the indicator list; what they mean is in programs.queries.indicators.standing."""

    cari = django_filters.CharFilter(label="Nama indikator", widget=forms.TextInput(attrs={"type": "search"}))
    tahun = django_filters.ChoiceFilter(label="Tahun", choices=[], empty_label=None)
    perangkat = django_filters.ModelChoiceFilter(
        label="Perangkat daerah", queryset=Agency.objects.none(), empty_label="Semua"
    )
    keadaan = django_filters.ChoiceFilter(
        label="Keadaan", empty_label="Semua", choices=[*STATE_WORDS.items(), *FLAG_WORDS.items()]
    )
    kelas = django_filters.ChoiceFilter(
        label="Kelas", empty_label="Semua", choices=[(code, words) for _, code, words in CLASSES]
    )
    tingkat = django_filters.ChoiceFilter(
        label="Tingkat", choices=Indicator.Level.choices, empty_label="Semua"
    )
    tanda = django_filters.ChoiceFilter(label="Tanda", choices=Indicator.Mark.choices, empty_label="Semua")
    program = django_filters.ChoiceFilter(label="Program", choices=[], empty_label="Semua")
    sebab = django_filters.ChoiceFilter(
        label="Sebab", empty_label="Semua", choices=[one for one in REASON_WORDS.items() if one[0]]
    )
    status = django_filters.ChoiceFilter(
        label="Status", empty_label="Semua", choices=Attainment.Status.choices
    )

    class Meta:
        model = Indicator
        fields: list[str] = []

    def __init__(self, data=None, queryset=None, *, viewer, at_work: int, year: int):
        super().__init__({"tahun": str(year)} | (data.dict() if data else {}), queryset)
        self.filters["tahun"].extra |= {"choices": year_choices(at_work), "initial": str(at_work)}
        self.filters["perangkat"].queryset = Agency.objects.visible_to(viewer).order_by("sort_key")
        if asked := self.data.get("program"):
            self.filters["program"].extra["choices"] = [(asked, self._program(viewer, asked))]
        else:  # there are hundreds: one comes here from where it stands, and is not chosen from a list
            del self.filters["program"]

    @staticmethod
    def _program(viewer, asked: str) -> str:
        if asked == WITHOUT:
            return "Tanpa program"
        known = asked.isdecimal() and len(asked) < 10
        program = Program.objects.visible_to(viewer).filter(pk=asked).first() if known else None
        return program.name if program else "Tidak dikenal"
