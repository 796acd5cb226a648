"""The filters of the dashboard, of the villages and of the report: place, agency, year, quarter."""

from django import forms

from agencies.models import Agency
from reports.queries.scope import Scope, districts

QUARTERS = (
    ("", "Setahun penuh"),
    ("1", "Sampai triwulan I"),
    ("2", "Sampai triwulan II"),
    ("3", "Sampai triwulan III"),
)


class ScopeForm(forms.Form):
    """Kecamatan within the viewer's reach and, for those who see more than one, the agencies."""

    kecamatan = forms.ChoiceField(label="Kecamatan", required=False)
    perangkat = forms.ChoiceField(label="Perangkat daerah", required=False)

    def __init__(self, *args, scope: Scope, home: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kecamatan"].choices = [("", "Semua kecamatan"), *districts(scope, home)]
        agencies = Agency.objects.visible_to(scope.viewer).order_by("sort_key").values_list("pk", "name")
        self.fields["perangkat"].choices = [("", "Semua perangkat daerah"), *agencies]
