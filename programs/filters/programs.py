import django_filters
from django import forms

from agencies.models import Agency
from programs.models import AidKind, Program
from programs.queries.programs import EVERYTHING, narrowed
from programs.queries.years import years_around


def year_choices(at_work: int) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in years_around(at_work)]


class ProgramFilter(django_filters.FilterSet):
    """The filters of the programme list; what they mean is in programs.queries.programs.narrowed."""

    cari = django_filters.CharFilter(label="Nama program", widget=forms.TextInput(attrs={"type": "search"}))
    tahun = django_filters.ChoiceFilter(label="Tahun anggaran", choices=[], empty_label=None)
    perangkat = django_filters.ModelChoiceFilter(
        label="Perangkat daerah", queryset=Agency.objects.none(), empty_label="Semua"
    )
    strategi = django_filters.ChoiceFilter(
        label="Strategi", choices=Program.Strategy.choices, empty_label="Semua"
    )
    pemilik = django_filters.ChoiceFilter(label="Pemilik", choices=Program.Owner.choices, empty_label="Semua")
    bentuk = django_filters.ModelChoiceFilter(
        label="Bentuk bantuan", queryset=AidKind.objects.none(), empty_label="Semua"
    )

    cakupan = django_filters.ChoiceFilter(
        label="Cakupan", choices=[(EVERYTHING, "Seluruh belanja")], empty_label="Penanggulangan kemiskinan"
    )

    class Meta:
        model = Program
        fields: list[str] = []

    def __init__(self, data=None, queryset=None, *, viewer, at_work: int, year: int):
        super().__init__({"tahun": str(year)} | (data.dict() if data else {}), queryset)
        self.filters["tahun"].extra |= {"choices": year_choices(at_work), "initial": str(at_work)}
        self.filters["perangkat"].queryset = Agency.objects.visible_to(viewer).order_by("sort_key")
        self.filters["bentuk"].queryset = AidKind.objects.visible_to(viewer).order_by("name")

    def filter_queryset(self, queryset):
        return narrowed(queryset, self.data)
