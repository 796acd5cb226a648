from django import forms

from agencies.models import Agency
from reports.queries.scope import Scope, districts


class ScopeForm(forms.Form):
    """Kecamatan within the viewer's reach and, for those who see more than one, the agencies."""

    kecamatan = forms.ChoiceField(label="Kecamatan", required=False)
    perangkat = forms.ChoiceField(label="Perangkat daerah", required=False)

    def __init__(self, *args, scope: Scope, home: str, **kwargs):
        super().__init__(*args, **kwargs)
        places = districts(scope, home)
        self.fields["kecamatan"].choices = [("", "Semua kec."), *places]
        if len(places) < 2:  # nothing to choose for a camat or a village
            del self.fields["kecamatan"]
        agencies = Agency.objects.visible_to(scope.viewer).order_by("sort_key").values_list("pk", "name")
        self.fields["perangkat"].choices = [("", "Semua OPD"), *agencies]
