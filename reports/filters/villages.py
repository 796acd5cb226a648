import django_filters
from django import forms

from agencies.models import Agency, Region
from agencies.queries.regions import home_code
from programs.queries.years import years_around
from reports.queries.scope import Scope, districts


class VillageFilter(django_filters.FilterSet):
    """The filters of the table of villages; what they mean is in reports.queries.scope and villages.narrowed."""

    cari = django_filters.CharFilter(label="Nama desa", widget=forms.TextInput(attrs={"type": "search"}))
    tahun = django_filters.ChoiceFilter(label="Tahun", choices=[], empty_label=None)
    kecamatan = django_filters.ChoiceFilter(label="Kecamatan", choices=[], empty_label="Semua")
    perangkat = django_filters.ModelChoiceFilter(
        label="Perangkat daerah", queryset=Agency.objects.none(), empty_label="Semua"
    )

    class Meta:
        model = Region
        fields: list[str] = []

    def __init__(self, data, *, scope: Scope, at_work: int):
        super().__init__({"tahun": str(scope.year)} | data.dict(), Region.objects.none())
        self.filters["tahun"].extra["choices"] = [(str(year), str(year)) for year in years_around(at_work)]
        self.filters["tahun"].extra["initial"] = str(at_work)
        self.filters["kecamatan"].extra["choices"] = districts(scope, home_code() or "")
        self.filters["perangkat"].queryset = Agency.objects.visible_to(scope.viewer).order_by("sort_key")
