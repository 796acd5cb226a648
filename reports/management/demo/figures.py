"""Money and indicators of the demo regency: invented figures of believable shape."""

import csv
from decimal import Decimal
from pathlib import Path
from random import Random

from agencies.models import Agency, Region
from programs.actions import standings
from programs.models import (
    AidKind,
    Attainment,
    Budget,
    FundingSource,
    Indicator,
    Nomenclature,
    Program,
    ProgramYear,
    Realization,
    Target,
    Unit,
)

FOLDER = Path(__file__).parent
YEARS = (2024, 2025, 2026)
LAST_MONTH = {2024: 12, 2025: 12, 2026: 10}
SILENT = (
    "Disnaker",
    "Kec. Gerokgak",
    "Kec. Tejakula",
    "Bagian Kesra",
    "DP2KBP3A",
    "Perkimta",
)  # have not reported the last months
MET, NOT_MET = 193, 77  # of 270, as one city reported in January 2022 (DOMAIN 1.1)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def make_agencies() -> dict[str, Agency]:
    """The forty agencies by their short names; the Bappeda that `prepare` made keeps its place."""
    regions = {region.code: region for region in Region.objects.districts()}
    made = {}
    for row in rows("agencies"):
        values = {
            "code": row["kode"],
            "name": row["nama"],
            "short_name": row["singkatan"],
            "fields_of_affairs": row["urusan"].split("|"),
            "region": regions.get(row["wilayah"]),
        }
        agency = (
            Agency.objects.filter(kind=row["jenis"]).first() if row["jenis"] == Agency.Kind.BAPPEDA else None
        )
        agency = agency or Agency(kind=row["jenis"])
        for name, value in values.items():
            setattr(agency, name, value)
        agency.save()
        made[row["singkatan"]] = agency
    made["Bagian Kesra"].parent = made["Setda"]
    made["Bagian Kesra"].save()
    return made


def make_programs(agencies: dict[str, Agency]) -> list[tuple[Program, dict]]:
    nodes = {node.code: node for node in Nomenclature.objects.all()}
    units = {unit.name: unit for unit in Unit.objects.all()}
    kinds = {kind.code: kind for kind in AidKind.objects.all()}
    made = []
    for row in rows("programs"):
        program = Program.objects.create(
            code=row["kode"],
            name=row["nama"],
            agency=agencies[row["perangkat_daerah"]],
            node=nodes[row["nomenklatur"]],
            strategy=int(row["strategi"]),
            unit=units[row["satuan"]],
            aid_kind=kinds[row["bentuk"]],
        )
        made.append((program, row))
    return made


def make_money(programs: list[tuple[Program, dict]], chance: Random) -> None:
    """Ceilings of three years (2025 and 2026 with a change of budget) and monthly realisation until October 2026."""
    sources = {source.code: source for source in FundingSource.objects.all()}
    years, budgets, spent = [], [], []
    for program, row in programs:
        for year in YEARS:
            years.append(ProgramYear(program=program, year=year, target_count=chance.randint(4, 90) * 10))
            total = int(
                int(row["pagu_juta"]) * 1_000_000 * (0.85 + 0.09 * (year - 2024)) * chance.uniform(0.92, 1.08)
            )
            for source, part in _split(row["sumber"].split("|"), total // 1000 * 1000):
                line = {"program": program, "year": year, "funding_source": sources[source]}
                budgets.append(Budget(**line, revision=Budget.Revision.MURNI, ceiling_amount=part))
                changed = part
                if year >= 2025 and chance.random() < 0.45:
                    changed = int(part * chance.uniform(0.8, 1.2)) // 1000 * 1000
                    budgets.append(Budget(**line, revision=Budget.Revision.PERUBAHAN, ceiling_amount=changed))
                spent += _months(line, changed, row["perangkat_daerah"], chance)
    ProgramYear.objects.bulk_create(years)
    ProgramYear.objects.bulk_create(
        [
            ProgramYear(program=program, year=year)
            for program in Program.objects.filter(agency=None)
            for year in YEARS
        ],
        ignore_conflicts=True,  # `prepare` has opened the running year for them
    )
    Budget.objects.bulk_create(budgets)
    Realization.objects.bulk_create(spent)


def _split(sources: list[str], total: int) -> list[tuple[str, int]]:
    parts = [
        int(total * share) // 1000 * 1000 for share in ((1.0,), (0.6, 0.4), (0.5, 0.3, 0.2))[len(sources) - 1]
    ]
    parts[0] += total - sum(parts)
    return list(zip(sources, parts, strict=True))


def _months(line: dict, ceiling: int, agency: str, chance: Random) -> list[Realization]:
    """Slow start, busy end: the usual curve; a silent agency stops reporting after June of the running year."""
    last = 6 if line["year"] == 2026 and agency in SILENT else LAST_MONTH[line["year"]]
    weights = [(month**1.35) * chance.uniform(0.7, 1.3) for month in range(1, 13)]
    absorbed = chance.choice((0.97, 0.95, 0.93, 0.9, 0.86, 0.78, 0.6)) if chance.random() < 0.97 else 1.04
    made, physical = [], 0.0
    for month in range(1, last + 1):
        share = weights[month - 1] / sum(weights)
        physical = min(100.0, physical + share * 100 * chance.uniform(0.97, 1.06))
        amount = int(ceiling * absorbed * share) // 1000 * 1000
        made.append(
            Realization(**line, month=month, spent_amount=amount, physical=Decimal(f"{physical:.2f}"))
        )
    return made


TEMPLATES = (
    ("Cakupan sasaran: {}", "persen", "+", "share", (60, 95)),
    ("Jumlah penerima: {}", "{}", "+", "sum", (80, 900)),
    ("Keluhan belum selesai: {}", "persen", "-", "falling", (4, 18)),
    ("Desa terlayani: {}", "desa", "+", "last", (20, 148)),
)
OUTCOMES = (
    ("Persentase penduduk miskin", "persen", "-", 5.4), ("Tingkat pengangguran terbuka", "persen", "-", 3.1),
    ("Prevalensi stunting", "persen", "-", 6.2), ("Indeks pembangunan manusia", "indeks", "+", 75.4),
    ("Rata-rata lama sekolah", "tahun", "+", 7.9), ("Harapan lama sekolah", "tahun", "+", 13.4),
    ("Keluarga miskin ekstrem", "persen", "-", 0.6), ("Indeks kedalaman kemiskinan", "indeks", "-", 0.8),
    ("Rumah tangga dengan sanitasi layak", "persen", "+", 94.5), ("Rumah tangga dengan air minum layak", "persen", "+", 96.1),
    ("Rumah tidak layak huni", "unit", "-", 4100), ("Kawasan kumuh", "hektare", "-", 92),
    ("Angka putus sekolah usia 13-15", "persen", "-", 1.1), ("Cakupan jaminan kesehatan nasional", "persen", "+", 99.1),
    ("Kematian bayi", "per 1.000 kelahiran", "-", 6.8), ("Kematian ibu", "per 100.000 kelahiran", "-", 118),
    ("Skor pola pangan harapan", "skor", "+", 91.3), ("Desa rawan pangan", "desa", "-", 5),
    ("Pengeluaran per kapita", "ribu rupiah", "+", 14300), ("Pertumbuhan ekonomi", "persen", "+", 5.2),
    ("Partisipasi angkatan kerja", "persen", "+", 77.2), ("Usaha mikro naik kelas", "usaha", "+", 140),
    ("Gini rasio", "rasio", "-", 0.31), ("Penduduk dengan NIK dan akta lengkap", "persen", "+", 97.6),
    ("Kunjungan ibu hamil lengkap", "persen", "+", 93.2), ("Imunisasi dasar lengkap", "persen", "+", 95.8),
    ("Pencari kerja terlatih yang ditempatkan", "persen", "+", 62), ("Kelompok tani naik kelas", "kelompok", "+", 34),
    ("Nelayan terlindungi asuransi", "orang", "+", 950), ("Nilai SAKIP daerah", "nilai", "+", 71.5),
)  # fmt: skip


def make_indicators(
    programs: list[tuple[Program, dict]], agencies: dict[str, Agency], chance: Random
) -> None:
    """270 indicators: four of each programme and thirty outcomes; 2025 ends with 193 met and 77 not."""
    drafts = []
    for program, _ in programs:
        for name, unit, direction, formula, (low, high) in TEMPLATES:
            size = chance.randint(low, high)
            drafts.append(
                (
                    name.format(program.name),
                    unit.format(program.unit.name),
                    direction,
                    formula,
                    size,
                    program.agency,
                    program,
                )
            )
    for name, unit, direction, size in OUTCOMES:
        drafts.append(
            (
                name,
                unit,
                direction,
                "falling" if direction == "-" else "last",
                size,
                agencies["Bappeda"],
                None,
            )
        )
    indicators = Indicator.objects.bulk_create(
        _indicator(number, *draft) for number, draft in enumerate(drafts, start=1)
    )
    met = set(chance.sample(range(len(indicators)), MET))
    targets, attained = [], []
    for number, indicator in enumerate(indicators):
        for year in YEARS:
            target = _target(indicator, drafts[number][4], year)
            targets.append(Target(indicator=indicator, year=year, value=target))
            attained += _attained(indicator, target, year, number in met, chance)
    Target.objects.bulk_create(targets)
    Attainment.objects.bulk_create(attained)
    standings.refresh_all()


def _indicator(
    number: int, name: str, unit: str, direction: str, formula: str, size: float, agency: Agency, program
) -> Indicator:
    whole = isinstance(size, int)
    indicator = Indicator(
        code=f"IND-{number:03}", name=name, unit=unit, direction=direction, formula=formula, agency=agency, program=program,
        level=Indicator.Level.PROGRAM if program else Indicator.Level.SASARAN, decimals=0 if whole else 2,
        baseline_year=2023, baseline_value=Decimal(str(size)), data_source="Laporan perangkat daerah" if program else "BPS",
    )  # fmt: skip
    indicator.sort_key = Indicator._meta.get_field("sort_key").pre_save(indicator, add=True)
    return indicator


def _target(indicator: Indicator, size: float, year: int) -> Decimal:
    step = Decimal("0.02") * (year - 2023) * (1 if indicator.direction == "+" else -1)
    value = Decimal(str(size)) * (1 + step)
    if indicator.unit == "persen":
        value = min(value, Decimal(100))
    return round(value, indicator.decimals)


def _attained(
    indicator: Indicator, target: Decimal, year: int, met: bool, chance: Random
) -> list[Attainment]:
    """Closed years have one figure for the whole year, the running year three quarters of some of the indicators."""
    if year < 2026:
        good = met if year == 2025 else chance.random() < 0.68
        return [
            Attainment(indicator=indicator, year=year, quarter=4, **_outcome(indicator, target, good, chance))
        ]
    if indicator.agency.short_name in SILENT:
        return []
    made = []
    for quarter in (1, 2, 3):
        share = Decimal(quarter) / 4 if indicator.formula == Indicator.Formula.SUM else Decimal(1)
        reached = _outcome(indicator, target * share, chance.random() < 0.6, chance)["value"]
        before = sum(earlier.value for earlier in made) if indicator.formula == Indicator.Formula.SUM else 0
        made.append(
            Attainment(
                indicator=indicator, year=year, quarter=quarter, value=max(reached - before, Decimal(0))
            )
        )
    return made


def _outcome(indicator: Indicator, target: Decimal, good: bool, chance: Random) -> dict:
    distance = Decimal(str(round(chance.uniform(0.005, 0.12), 4)))
    better = good == (indicator.direction == "+")
    value = round(target * (1 + distance if better else 1 - distance), indicator.decimals)
    step = Decimal(1).scaleb(-indicator.decimals)
    if not good:
        value = min(value, target - step) if indicator.direction == "+" else max(value, target + step)
    if indicator.unit == "persen":
        value = min(value, Decimal(100))
    hindering = (
        ""
        if good
        else chance.choice(
            ("Anggaran terlambat tersedia.", "Data sasaran belum lengkap.", "Tenaga lapangan kurang.")
        )
    )
    return {"value": max(value, Decimal(0)), "hindering": hindering}
