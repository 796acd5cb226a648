"""The reference tables of programmes as lists for upload and export."""

from import_export.fields import Field
from import_export.widgets import IntegerWidget

from agencies.importing.resources import ChoiceWidget, CommonMeta, NamedWidget, ReferenceResource, YesNoWidget
from agencies.models import Agency
from programs.importing.plan_masters import clean_code
from programs.models import (
    AidKind,
    FundingSource,
    NodeMapping,
    Nomenclature,
    NomenclatureEdition,
    PairRule,
    Program,
    ProgramAlias,
    Unit,
)


class FundingSourceResource(ReferenceResource):
    code = Field("code", "kode")
    name = Field("name", "nama")
    is_apbd = Field("is_apbd", "bagian_apbd", YesNoWidget())

    class Meta(CommonMeta):
        model = FundingSource
        import_id_fields = ("code",)
        fields = ("code", "name", "is_apbd")


class UnitResource(ReferenceResource):
    name = Field("name", "satuan")
    recipient = Field("recipient", "dihitung_sebagai", ChoiceWidget(Unit.Recipient.choices))

    class Meta(CommonMeta):
        model = Unit
        import_id_fields = ("name",)
        fields = ("name", "recipient")


class AidKindResource(ReferenceResource):
    code = Field("code", "kode")
    name = Field("name", "nama")

    class Meta(CommonMeta):
        model = AidKind
        import_id_fields = ("code",)
        fields = ("code", "name")


class ProgramAliasResource(ReferenceResource):
    program = Field("program", "kode_program", NamedWidget(Program, field="code"))
    name = Field("name", "sebutan")
    agency = Field("agency", "kode_perangkat_daerah", NamedWidget(Agency, field="code"))

    class Meta(CommonMeta):
        model = ProgramAlias
        import_id_fields = ("agency", "name")
        fields = ("program", "name", "agency")


class PairRuleResource(ReferenceResource):
    first = Field("first", "kode_program", NamedWidget(Program, field="code"))
    second = Field("second", "dengan_program", NamedWidget(Program, field="code"))
    verdict = Field("verdict", "aturan", ChoiceWidget(PairRule.Verdict.choices))
    note = Field("note", "dasar")

    class Meta(CommonMeta):
        model = PairRule
        import_id_fields = ("first", "second")
        fields = ("first", "second", "verdict", "note")

    def before_import_row(self, row, **kwargs):
        """A pair is stored once, in the order of its programmes, whichever is written first."""
        super().before_import_row(row, **kwargs)
        codes = (row.get("kode_program"), row.get("dengan_program"))
        known = dict(Program.objects.filter(code__in=codes).values_list("code", "pk"))
        if set(codes) <= set(known) and known[codes[0]] > known[codes[1]]:
            row["kode_program"], row["dengan_program"] = row["dengan_program"], row["kode_program"]


class ParentWidget(NamedWidget):
    """The node above, of the same edition."""

    def get_queryset(self, value, row, *args, **kwargs):
        return self.model.objects.filter(edition=row.get("edisi", ""))


class NomenclatureResource(ReferenceResource):
    edition = Field("edition", "edisi")
    code = Field("code", "kode")
    level = Field("level", "tingkat", ChoiceWidget(Nomenclature.Level.choices))
    name = Field("name", "uraian")
    parent = Field("parent", "kode_induk", ParentWidget(Nomenclature, field="code"))

    class Meta(CommonMeta):
        model = Nomenclature
        import_id_fields = ("edition", "code")
        fields = ("edition", "code", "level", "name", "parent")


class NomenclatureEditionResource(ReferenceResource):
    name = Field("name", "edisi")
    first_year = Field("first_year", "mulai_tahun", IntegerWidget())
    last_year = Field("last_year", "sampai_tahun", IntegerWidget())
    regulation = Field("regulation", "dasar")

    class Meta(CommonMeta):
        model = NomenclatureEdition
        import_id_fields = ("name",)
        fields = ("name", "first_year", "last_year", "regulation")


class NodeWidget(NamedWidget):
    """A node by its code in the edition that another column names; written with both."""

    def __init__(self, edition_column: str):
        super().__init__(Nomenclature, field="code")
        self.edition_column = edition_column

    def get_queryset(self, value, row, *args, **kwargs):
        return self.model.objects.filter(edition=row.get(self.edition_column, ""))

    def clean(self, value, row=None, **kwargs):
        return super().clean(clean_code(value), row, **kwargs)


class NodeMappingResource(ReferenceResource):
    """Successors of codes; one old code may have several lines. The editions only tell the codes apart."""

    old_edition = Field("old__edition", "edisi_lama", readonly=True)
    old = Field("old", "kode_lama", NodeWidget("edisi_lama"))
    new_edition = Field("new__edition", "edisi_baru", readonly=True)
    new = Field("new", "kode_baru", NodeWidget("edisi_baru"))
    note = Field("note", "catatan")

    class Meta(CommonMeta):
        model = NodeMapping
        import_id_fields = ("old", "new")
        fields = ("old_edition", "old", "new_edition", "new", "note")
