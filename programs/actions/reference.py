"""Bring the shipped reference lists into the database. Whatever Bappeda has changed since stays as it is."""

import csv
from pathlib import Path

from django.db import transaction

from agencies.actions.preparation import with_preparation
from agencies.models import OfficeProfile
from programs.models import (
    AidKind,
    FundingSource,
    Nomenclature,
    NomenclatureEdition,
    PairRule,
    Program,
    ProgramAlias,
    ProgramYear,
    Statistic,
    StatisticValue,
    Unit,
)

FOLDER = Path(__file__).parent.parent / "reference"
LEVELS = {"bidang_urusan": Nomenclature.Level.BIDANG}
SERIES = ("code", "name", "unit", "direction", "field", "decimals", "definition")
PUBLISHED = ("year", "period", "value", "source", "note", "vintage", "population_basis")
EDITION = "900.1.15.5-1317/2023"


@transaction.atomic
def load_reference() -> None:
    """Units, forms of aid, funding sources, nomenclature, national programmes, pair rules, and macro figures."""
    _load_simple()
    _load_nomenclature()
    _load_programs()
    _load_pair_rules()
    _load_statistics()


def shipped(name: str) -> list[dict[str, str]]:
    """The lines of one shipped list."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def national_programs() -> list[tuple[str, str, list[str]]]:
    """(code, name, spellings) of the shipped programmes, known before any database row is."""
    return [(row["kode"], row["nama"], row["sebutan"].split("|")) for row in shipped("programs")]


def _load_simple() -> None:
    Unit.objects.bulk_create(
        [Unit(name=row["satuan"], recipient=row["dihitung_sebagai"]) for row in shipped("units")],
        ignore_conflicts=True,
    )
    AidKind.objects.bulk_create(
        [AidKind(code=row["kode"], name=row["nama"]) for row in shipped("aid_kinds")], ignore_conflicts=True
    )
    FundingSource.objects.bulk_create(
        [
            FundingSource(code=row["kode"], name=row["nama"], is_apbd=row["bagian_apbd"] == "ya")
            for row in shipped("funding_sources")
        ],
        ignore_conflicts=True,
    )


def _load_nomenclature() -> None:
    NomenclatureEdition.objects.bulk_create(
        [
            NomenclatureEdition(
                name=row["edisi"],
                first_year=row["mulai_tahun"],
                last_year=row["sampai_tahun"] or None,
                regulation=row["dasar"],
            )
            for row in shipped("nomenclature_editions")
        ],
        ignore_conflicts=True,
    )
    ids = dict(Nomenclature.objects.filter(edition=EDITION).values_list("code", "pk"))
    lines = [row for row in shipped("nomenclature_sample") if row["code"] not in ids]
    for depth in range(5):
        rows = [
            Nomenclature(
                edition=EDITION,
                code=row["code"],
                level=LEVELS.get(row["level"], row["level"]),
                name=row["name"],
                parent_id=ids[row["parent_code"]] if row["parent_code"] else None,
            )
            for row in lines
            if _depth(row["code"]) == depth
        ]
        ids |= {row.code: row.pk for row in Nomenclature.objects.bulk_create(rows)}


def _depth(code: str) -> int:
    """1 -> 0, 1.06 -> 1, 1.06.05 -> 2, 1.06.05.2.02 -> 3, with sub kegiatan -> 4 (kewenangan and kegiatan are one step)."""
    return {1: 0, 2: 1, 3: 2, 5: 3, 6: 4}[code.count(".") + 1]


def _load_programs() -> None:
    units = dict(Unit.objects.values_list("name", "pk"))
    kinds = dict(AidKind.objects.values_list("code", "pk"))
    for row in shipped("programs"):
        program, made = Program.objects.get_or_create(
            code=row["kode"],
            defaults={
                "name": row["nama"],
                "owner": row["pemilik"],
                "strategy": int(row["strategi"]),
                "unit_id": units[row["satuan"]],
                "aid_kind_id": kinds[row["bentuk"]],
            },
        )
        if made:
            names = [ProgramAlias(program=program, name=name) for name in row["sebutan"].split("|")]
            ProgramAlias.objects.bulk_create(names, ignore_conflicts=True)


def _load_pair_rules() -> None:
    ids = dict(Program.objects.values_list("code", "pk"))
    rules = []
    for row in shipped("pair_rules"):
        first, second = sorted((ids[row["program"]], ids[row["dengan_program"]]))
        rules.append(PairRule(first_id=first, second_id=second, verdict=row["aturan"], note=row["dasar"]))
    PairRule.objects.bulk_create(rules, ignore_conflicts=True)


def _load_statistics() -> None:
    """Macro figures of the nation and of every area in the file; the office's own lie among them."""
    Statistic.objects.bulk_create(
        [
            Statistic(
                **{name: row[name] for name in SERIES},
                lowest=row["lowest"] or None,
                highest=row["highest"] or None,
                main=row["main"] == "ya",
                spellings=row["spellings"].split("|"),
            )
            for row in shipped("statistics")
        ],
        ignore_conflicts=True,
    )
    _add_definitions()
    ids = dict(Statistic.objects.values_list("code", "pk"))
    StatisticValue.objects.bulk_create(
        [
            StatisticValue(
                statistic_id=ids[row["indicator"]],
                area=row["region_code"],
                area_name=row["region_name"],
                **{name: row[name] for name in PUBLISHED},
                breaks_series=f"berubah mulai {row['year']}" in row["note"],
                is_suspect=row["note"].startswith("Diragukan"),
            )
            for row in shipped("poverty_series")
        ],
        ignore_conflicts=True,
    )


def _add_definitions() -> None:
    """Series that were there before the definitions came get them; whatever Bappeda wrote stays."""
    told = {row["code"]: row["definition"] for row in shipped("statistics")}
    bare = list(Statistic.objects.filter(code__in=told, definition=""))
    for statistic in bare:
        statistic.definition = told[statistic.code]
    Statistic.objects.bulk_update(bare, ["definition"])


@with_preparation
def open_first_year(office: OfficeProfile) -> None:
    """Part of `manage.py prepare`: the lists, and the programmes of nation and villages running in the first year."""
    load_reference()
    programs = Program.objects.filter(agency__isnull=True)
    ProgramYear.objects.bulk_create(
        [ProgramYear(program=program, year=office.fiscal_year) for program in programs], ignore_conflicts=True
    )
