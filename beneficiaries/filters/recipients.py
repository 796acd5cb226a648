import django_filters
from django import forms

from agencies.models import Agency, Region
from beneficiaries.models import Family, Register
from beneficiaries.queries.recipients import FAMILIES, TO_CHECK, Chosen
from programs.models import Program
from programs.queries.years import years_around

DECILES = [("1-4", "1 sampai 4"), *((str(n), str(n)) for n in range(1, 5)), ("5-10", "5 sampai 10")]
PLAIN = {"all": "Semua"}


class PlaceFilter(django_filters.FilterSet):
    """Year, kecamatan and desa: what the lists of families share. Its meaning is in beneficiaries.queries."""

    tahun = django_filters.ChoiceFilter(label="Tahun", choices=[], empty_label=None)
    kecamatan = django_filters.ChoiceFilter(label="Kecamatan", choices=[], empty_label=PLAIN["all"])
    desa = django_filters.ChoiceFilter(label="Desa", choices=[], empty_label=PLAIN["all"])
    desil = django_filters.ChoiceFilter(label="Desil", choices=DECILES, empty_label=PLAIN["all"])

    class Meta:
        model = Family
        fields: list[str] = []

    def __init__(self, data=None, *, viewer, chosen: Chosen):
        super().__init__({"tahun": str(chosen.year)} | (data.dict() if data else {}), Family.objects.none())
        years = years_around(chosen.year)
        self.filters["tahun"].extra["choices"] = [(str(year), str(year)) for year in years]
        districts, villages = places(viewer, chosen.region)
        self.filters["kecamatan"].extra["choices"] = districts
        self.filters["desa"].extra["choices"] = villages


class RecipientFilter(PlaceFilter):
    """The filters of /penerima/."""

    cari = django_filters.CharFilter(label="Nama", widget=forms.TextInput(attrs={"type": "search"}))
    program = django_filters.ModelChoiceFilter(
        label="Program", queryset=Program.objects.none(), empty_label=PLAIN["all"]
    )
    temuan = django_filters.ChoiceFilter(
        label="Temuan", choices=[(TO_CHECK, "Perlu diperiksa")], empty_label=PLAIN["all"]
    )
    perangkat = django_filters.ModelChoiceFilter(
        label="Perangkat daerah", queryset=Agency.objects.none(), empty_label=PLAIN["all"]
    )
    sumber = django_filters.ChoiceFilter(
        label="Sumber", choices=Register.Source.choices, empty_label=PLAIN["all"]
    )
    sebagai = django_filters.CharFilter(widget=forms.HiddenInput)

    class Meta(PlaceFilter.Meta):
        pass

    def __init__(self, data=None, *, viewer, chosen: Chosen):
        super().__init__(data, viewer=viewer, chosen=chosen)
        self.filters["program"].queryset = Program.objects.visible_to(viewer).poverty().order_by("sort_key")
        self.filters["perangkat"].queryset = Agency.objects.visible_to(viewer).order_by("sort_key")
        if chosen.by != FAMILIES:
            del self.filters["temuan"]


def places(viewer, region: str) -> tuple[list, list]:
    """The kecamatan to choose from, and the villages of the chosen one."""
    regions = Region.objects.visible_to(viewer)
    districts = regions.filter(level=Region.Level.DISTRICT).order_by("sort_key").values_list("code", "name")
    villages = regions.filter(level=Region.Level.VILLAGE, parent__code=region[:8]).order_by("sort_key")
    return list(districts), list(villages.values_list("code", "name")) if region else []
