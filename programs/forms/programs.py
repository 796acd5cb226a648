import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.models import Agency
from agencies.queries.office import fiscal_year
from programs.forms.fields import NumberField
from programs.models import Nomenclature, Program, ProgramYear
from programs.queries.nomenclature import edition_of, proposed

PADDED = re.compile(r"^(\d\.\d\d\.\d\d)\.0(\d)\.")  # local files write the authority segment as 02


def agencies_for(viewer, permission: Permission):
    """The agencies of today for which the viewer may do this."""
    agencies = Agency.objects.visible_to(viewer).current(timezone.localdate()).order_by("sort_key")
    reached = [grant.agency_id for grant in viewer.grants_for(permission)]
    return agencies if None in reached else agencies.filter(pk__in=reached)


class NodeField(forms.CharField):
    """A node of the nomenclature by its code; the padded spelling 1.06.05.02.02 is understood."""

    def prepare_value(self, value):
        return (
            Nomenclature.objects.filter(pk=value).values_list("code", flat=True).first()
            if isinstance(value, int)
            else value
        )

    def to_python(self, value) -> Nomenclature | None:
        code = PADDED.sub(r"\1.\2.", (value or "").strip())
        if not code:
            return None
        node = Nomenclature.objects.filter(code=code).order_by("-edition").first()
        if node is None:
            raise ValidationError(_unknown(code), code="unknown_node")
        return node


def _unknown(code: str) -> str:
    """That the edition in use does not know a code, and which ones may be meant."""
    edition = edition_of(fiscal_year())
    if edition is None:
        return f"Kode {code} tidak dikenal."
    meant = ", ".join(node.code for node in proposed(code, "", edition.name))
    return f"Kode {code} tidak dikenal pada edisi {edition}." + (f" Mungkin {meant}." if meant else "")


class ProgramForm(forms.ModelForm):
    """One programme; an agency's own stands on its agency and, if it has one, on a node of the nomenclature."""

    node = NodeField(
        label="Kode nomenklatur",
        required=False,
        help_text="Misalnya 1.06.05.2.02. Kosong untuk program pusat dan desa.",
    )

    class Meta:
        model = Program
        fields = [
            "name", "code", "owner", "agency", "node", "is_poverty", "strategy", "unit", "aid_kind", "description",
        ]  # fmt: skip
        help_texts = {
            "code": "Singkat dan tetap, misalnya DINSOS-RTLH.",
            "is_poverty": "Yang lain hanya membawa anggarannya.",
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, viewer, **options):
        super().__init__(*args, **options)
        self.everything = viewer.reaches_everything(Permission.EDIT_PROGRAMS)
        self.fields["agency"].queryset = agencies_for(viewer, Permission.EDIT_PROGRAMS)
        if not self.everything:
            del self.fields["owner"]
            self.fields["agency"].required = True

    def clean_code(self):
        return self.cleaned_data["code"].strip().upper()

    def clean(self):
        cleaned = super().clean()
        for name in ("strategy", "unit") if cleaned.get("is_poverty") else ():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, "Wajib bagi program penanggulangan kemiskinan.")
        agency, node = cleaned.get("agency"), cleaned.get("node")
        if agency and node and agency.fields_of_affairs and not _belongs(node.code, agency.fields_of_affairs):
            self.add_error(
                "node",
                f"Bidang {node.code[:4]} bukan urusan {agency.name} ({', '.join(agency.fields_of_affairs)}).",
            )
        return cleaned


def _belongs(code: str, affairs: list[str]) -> bool:
    """Programmes of kecamatan (7.01) and support programmes (xx.01) belong to everybody (DOMAIN 2.1)."""
    return code[:4] in affairs or code.startswith("7.01") or code[4:7] == ".01"


class ProgramYearForm(forms.ModelForm):
    """How many recipients a programme aims at in one fiscal year, and how its money counts for poverty reduction."""

    weight = NumberField(
        label="Bobot", places=2, low=Decimal(0), high=Decimal(1),
        help_text="Bagian pagu untuk penanggulangan kemiskinan: 1 seluruhnya, 0,5 separuhnya.",
    )  # fmt: skip

    class Meta:
        model = ProgramYear
        fields = ["target_count", "activity", "weight", "field"]


class CopyYearForm(forms.Form):
    """From which fiscal year to which programmes are carried on."""

    dari = forms.TypedChoiceField(label="Salin program tahun", coerce=int)
    ke = forms.TypedChoiceField(label="Ke tahun anggaran", coerce=int)

    def __init__(self, *args, years: list[int], **options):
        super().__init__(*args, **options)
        choices = [(str(year), str(year)) for year in years]
        self.fields["dari"].choices = self.fields["ke"].choices = choices

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("dari") and cleaned.get("dari") == cleaned.get("ke"):
            self.add_error("ke", "Pilih tahun yang lain dari tahun asal.")
        return cleaned
