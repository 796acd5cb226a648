"""The reference tables that Bappeda keeps on its own pages: list, form, upload with a dry run, export."""

from dataclasses import dataclass, field

import tablib
from django.core.exceptions import ValidationError
from django.db.models import Model

from agencies.importing.plainsheet import workbook
from agencies.importing.resources import AgencyResource, ReferenceResource
from agencies.models import Agency
from programs.importing import resources
from programs.models import (
    AidKind,
    FundingSource,
    NodeMapping,
    Nomenclature,
    NomenclatureEdition,
    PairRule,
    ProgramAlias,
    Unit,
)


@dataclass(frozen=True, slots=True)
class Table:
    """One reference table: its key in the address, its words, and how its rows look in a list."""

    key: str
    title: str
    sentence: str
    model: type[Model]
    resource: type[ReferenceResource]
    related: tuple[str, ...] = ()
    order: tuple[str, ...] = ("code",)
    search: tuple[str, ...] = ("name",)

    def rows(self, viewer):
        return (
            self.model._default_manager.visible_to(viewer)
            .select_related(*self.related)
            .order_by(*self.order, "pk")
        )

    def cells(self, row) -> list[str]:
        return self.resource().export_resource(row)


@dataclass(slots=True)
class Trial:
    """What an upload would do: counts and every problem with its line and column, as the sheet shows them."""

    new: int = 0
    changed: int = 0
    same: int = 0
    problems: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return self.new + self.changed


TABLES = {
    table.key: table
    for table in (
        Table("perangkat-daerah", "Perangkat daerah", "Kantor yang merencanakan, membelanjakan, dan melapor.", Agency, AgencyResource,
              ("parent", "successor"), search=("name", "short_name", "code")),
        Table("sumber-dana", "Sumber dana", "Dari mana uang program berasal.", FundingSource, resources.FundingSourceResource,
              search=("name", "code")),
        Table("satuan", "Satuan sasaran", "Apa yang dihitung sebuah program.", Unit, resources.UnitResource, order=("name",)),
        Table("bentuk-bantuan", "Bentuk bantuan", "Tumpang tindih dinilai di dalam satu bentuk.", AidKind,
              resources.AidKindResource, search=("name", "code")),
        Table("sebutan", "Sebutan program", "Ejaan lain yang dipakai di berkas unggahan.", ProgramAlias, resources.ProgramAliasResource,
              ("program", "agency"), ("program__sort_key", "name"), ("name", "program__name", "program__code")),
        Table("aturan-pasangan", "Aturan kombinasi", "Program mana boleh bertemu di satu keluarga.", PairRule, resources.PairRuleResource,
              ("first", "second"), ("first__code", "second__code"), ("first__name", "second__name")),
        Table("nomenklatur", "Nomenklatur", "Kode urusan sampai sub kegiatan.", Nomenclature, resources.NomenclatureResource,
              ("parent",), ("edition", "code"), ("name", "code")),
        Table("edisi-nomenklatur", "Edisi nomenklatur", "Kepmendagri mana yang dipakai tahun mana.", NomenclatureEdition,
              resources.NomenclatureEditionResource, order=("-first_year",), search=("name", "regulation")),
        Table("padanan-kode", "Padanan kode", "Kode edisi lama dan kode yang menggantikannya.", NodeMapping,
              resources.NodeMappingResource, ("old", "new"), ("old__edition", "old__code", "new__code"),
              ("old__code", "new__code", "old__name", "new__name")),
    )
}  # fmt: skip


def tried(table: Table, sheet: dict) -> Trial:
    """Run an upload without storing anything."""
    return _run(table, sheet, dry_run=True)


def stored(table: Table, sheet: dict) -> Trial:
    """Store an upload whole; with a single problem nothing is stored."""
    return _run(table, sheet, dry_run=False)


def exported(table: Table, viewer) -> bytes:
    """The table as a workbook that can be uploaded again as it is."""
    resource = table.resource()
    rows = [resource.export_resource(row) for row in table.rows(viewer)]
    return workbook(table.title, table.resource.columns(), rows)


def _run(table: Table, sheet: dict, *, dry_run: bool) -> Trial:
    missing = [name for name in _needed(table) if name not in sheet["headings"]]
    if missing:
        words = f"Kolom {', '.join(missing)} tidak ada. Pakai judul kolom dari berkas unduhan."
        return Trial(problems=[(sheet["first"] - 1, "", words)])
    known = [at for at, name in enumerate(sheet["headings"]) if name in table.resource.columns()]
    lines = [(number, row) for number, row in enumerate(sheet["rows"], start=sheet["first"]) if any(row)]
    content = tablib.Dataset(
        *[[row[at] for at in known] for _, row in lines], headers=[sheet["headings"][at] for at in known]
    )
    result = table.resource().import_data(content, dry_run=dry_run, rollback_on_validation_errors=True)
    return _trial(table, result, [number for number, _ in lines])


def _trial(table: Table, result, numbers: list[int]) -> Trial:
    trial = Trial(result.totals["new"], result.totals["update"], result.totals["skip"])
    names = {name: one.column_name for name, one in table.resource().fields.items()}
    for invalid in result.invalid_rows:
        for name, words in invalid.error_dict.items():
            trial.problems.append(
                (numbers[invalid.number - 1], names.get(name, ""), " ".join(map(str, words)))
            )
    for number, errors in result.row_errors():
        trial.problems.extend((numbers[number - 1], "", _words(one.error)) for one in errors)
    if result.base_errors:
        trial.problems.append(
            (
                numbers[0] if numbers else 1,
                "",
                "Daftar tidak dapat dibaca. Pakai berkas unduhan sebagai contoh.",
            )
        )
    trial.problems.sort()
    return trial


def _words(error: Exception) -> str:
    """Our own sentence where we wrote one; never a database's text, which may hold cells."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return str(error) if type(error) is ValueError else "Baris ini tidak dapat disimpan. Periksa isinya."


def _needed(table: Table) -> list[str]:
    """The columns without which a row cannot be told apart or stored."""
    resource = table.resource()
    needed = []
    for name, one in resource.fields.items():
        if (
            name in resource._meta.import_id_fields
            or "__" in one.attribute
            or _must_be_told(table, one.attribute)
        ):
            needed.append(one.column_name)
    return needed


def _must_be_told(table: Table, attribute: str) -> bool:
    column = table.model._meta.get_field(attribute)
    return not (column.blank or column.has_default())
