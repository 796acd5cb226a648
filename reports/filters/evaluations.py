import django_filters

from agencies.models import Agency
from programs.queries.years import years_around
from reports.queries.scope import Scope


class EvaluationFilter(django_filters.FilterSet):
    """Year and agency of an evaluation table; the page is always about one agency."""

    tahun = django_filters.ChoiceFilter(label="Tahun", choices=[], empty_label=None)
    perangkat = django_filters.ModelChoiceFilter(
        label="Perangkat daerah", queryset=Agency.objects.none(), empty_label=None
    )

    class Meta:
        model = Agency
        fields: list[str] = []

    def __init__(self, *, scope: Scope, agencies, at_work: int):
        chosen = {"tahun": str(scope.year), "perangkat": str(scope.agency.pk) if scope.agency else ""}
        super().__init__(chosen, Agency.objects.none())
        years = sorted({*years_around(at_work), scope.year}, reverse=True)
        self.filters["tahun"].extra |= {
            "choices": [(str(year), str(year)) for year in years],
            "initial": str(at_work),
        }
        self.filters["perangkat"].queryset = agencies
