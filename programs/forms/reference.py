from django import forms
from django.core import signing
from django.forms import modelform_factory

from programs.forms.nomenclature import NodeMappingForm
from programs.importing.reference_tables import Table
from programs.models import NodeMapping, PairRule

SALT = "sinergi.reference"
HOUR = 3600


class PairRuleForm(forms.ModelForm):
    """A pair is stored in the order of its programmes, whichever is chosen first."""

    class Meta:
        model = PairRule
        fields = ["first", "second", "verdict", "note"]

    def clean(self):
        cleaned = super().clean()
        first, second = cleaned.get("first"), cleaned.get("second")
        if first and second and first == second:
            self.add_error("second", "Pilih program yang lain.")
        elif first and second and first.pk > second.pk:
            cleaned["first"], cleaned["second"] = second, first
        return cleaned


OWN_FORMS = {PairRule: PairRuleForm, NodeMapping: NodeMappingForm}


def form_for(table: Table) -> type[forms.ModelForm]:
    """The form of one row: the columns of the list, in their order."""
    if table.model in OWN_FORMS:
        return OWN_FORMS[table.model]
    return modelform_factory(table.model, fields=list(table.resource._meta.fields))


class ListUploadForm(forms.Form):
    """A filled list."""

    berkas = forms.FileField(
        label="Berkas", help_text="Excel, LibreOffice, atau CSV, dengan judul kolom seperti berkas unduhan."
    )


def sealed(sheet: dict) -> str:
    """The rows as shown in the preview, signed, so that exactly these are stored."""
    return signing.dumps(sheet, salt=SALT, compress=True)


def unsealed(token: str) -> dict | None:
    """None when the token is not ours or older than an hour."""
    try:
        return signing.loads(token, salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        return None
