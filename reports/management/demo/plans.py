"""The plans of the demo regency: an RPJMD with its thread down to sub kegiatan, a cash plan, an action plan, revenue, issues.

Invented throughout; only the form is real.
"""

from datetime import date
from decimal import Decimal

from agencies.actions.calendar import open_year
from agencies.models import Agency, Schedule
from programs.models import (
    ActionReport,
    ActionRow,
    Budget,
    BudgetAccount,
    Indicator,
    Issue,
    MonthlyPlan,
    Plan,
    PlanCeiling,
    PlanItem,
    PlannedTarget,
    Program,
    ProgramYear,
    Realization,
    Target,
)
from programs.models.sources import Field
from reports.management.demo.figures import rows

YEAR = 2026
PERIOD = range(2025, 2030)
AIMS = {
    1: "1.1.1.1",
    2: "1.2.1.1",
    3: "1.3.1.1",
}  # the sasaran that a strategy serves, unless the affair says better
AFFAIRS = {
    "1.01": "1.1.1.2",
    "1.02": "1.1.1.2",
    "2.14": "1.1.1.2",
    "3.27": "1.2.1.2",
    "3.25": "1.2.1.2",
    "2.09": "1.2.1.2",
    "5.01": "1.4.1.1",
}
FIELDS = {
    "1.01": Field.PENDIDIKAN, "1.02": Field.KESEHATAN, "1.03": Field.INFRASTRUKTUR, "1.04": Field.INFRASTRUKTUR, "1.06": Field.KEMISKINAN,
    "2.07": Field.KETENAGAKERJAAN, "2.09": Field.PANGAN, "2.14": Field.KESEHATAN, "2.17": Field.EKONOMI, "3.25": Field.PANGAN,
    "3.27": Field.PANGAN, "3.30": Field.EKONOMI, "3.31": Field.EKONOMI,
}  # fmt: skip
ACCOUNTS = (
    ("4", "Pendapatan daerah", 2_318_400_000_000, 2_361_900_000_000),
    ("4.1", "Pendapatan asli daerah", 532_700_000_000, 548_200_000_000),
    ("4.2", "Pendapatan transfer", 1_741_500_000_000, 1_765_900_000_000),
    ("4.3", "Lain-lain pendapatan daerah yang sah", 44_200_000_000, 47_800_000_000),
    ("5", "Belanja daerah", 2_372_600_000_000, 2_431_300_000_000),
)
MOVED = {
    "4.1": Decimal("0.79"),
    "4.2": Decimal("0.84"),
    "4.3": Decimal("0.61"),
    "5": Decimal("0.71"),
}  # until October
ISSUES = (
    ("masalah", "Persentase penduduk miskin di atas Provinsi Bali", "P0 Maret 2024: Buleleng 5,39 %, Bali 4,00 %. Sumber: BPS.",
     "Bappeda", "ditangani", "Persentase penduduk miskin"),
    ("masalah", "Laporan realisasi beberapa perangkat daerah terlambat", "Enam perangkat daerah belum melapor sejak Juli 2026.",
     "Bappeda", "terbuka", ""),
    ("masalah", "Rumah tidak layak huni masih banyak", "Target 2025 belum tercapai.", "Perkimta", "ditangani", "Rumah tidak layak huni"),
    ("isu", "Bantuan menumpuk pada keluarga yang sama", "Lihat halaman Tumpang tindih.", "Dinsos", "ditangani", ""),
    ("isu", "Keluarga sasaran belum menerima apa pun", "Lihat halaman Belum terlayani.", "Dinsos", "terbuka", ""),
)  # fmt: skip


def make_plans(programs: list[tuple[Program, dict]], agencies: dict[str, Agency]) -> None:
    items = _rpjmd(programs, agencies)
    _link_indicators(items)
    _tags(programs)
    _cash()
    _actions(programs)
    _region(agencies)


def _rpjmd(programs: list[tuple[Program, dict]], agencies: dict[str, Agency]) -> dict[str, PlanItem]:
    """The RPJMD in force, from the vision to the sub kegiatan, with ceilings; items by their number."""
    plan = Plan.objects.create(
        kind=Plan.Kind.RPJMD, first_year=PERIOD[0], last_year=PERIOD[-1], name="RPJMD Kabupaten Buleleng 2025–2029 (contoh)",
        decree="Peraturan Daerah Nomor 0 Tahun 2025 (contoh)", decree_date=date(2025, 8, 20), in_force_from=date(2025, 8, 20),
    )  # fmt: skip
    items: dict[str, PlanItem] = {}
    for row in rows("plans"):
        number = row["nomor"]
        items[number] = PlanItem.objects.create(
            plan=plan, level=row["tingkat"], number=number, text=row["uraian"], parent=items.get(number.rpartition(".")[0]),
            agency=agencies.get(row["perangkat_daerah"]),
        )  # fmt: skip
    for program, _ in programs:
        _hang(plan, program, items)
    _ceilings(plan)
    return items


def _hang(plan: Plan, program: Program, items: dict[str, PlanItem]) -> None:
    """The sub kegiatan below its programme of the nomenclature, below the sasaran it serves."""
    node = program.node.parent.parent if program.node and program.node.parent else None
    aim = AFFAIRS.get(program.node.code[:4], AIMS[program.strategy])
    key = f"{aim}/{node.code}/{program.agency_id}"
    if key not in items:
        count = sum(1 for one in items if one.startswith(f"{aim}/") and one.count("/") == 2)
        items[key] = PlanItem.objects.create(
            plan=plan, level=PlanItem.Level.PROGRAM, number=f"{aim}.{count + 1}", text=node.name, parent=items[aim], node=node,
            agency=program.agency,
        )  # fmt: skip
    below = items[key]
    items[f"{key}/{program.pk}"] = program.item = PlanItem.objects.create(
        plan=plan, level=PlanItem.Level.SUB_KEGIATAN, number=f"{below.number}.{below.children.count() + 1}", text=program.name,
        parent=below, node=program.node, agency=program.agency, program=program,
    )  # fmt: skip
    program.save(update_fields=["item"])


def _ceilings(plan: Plan) -> None:
    """Indicative ceilings: the budget of 2026, four per cent more or less for each year."""
    money = {}
    for line in Budget.objects.filter(year=YEAR, revision=Budget.Revision.MURNI):
        money[line.program_id] = money.get(line.program_id, 0) + line.ceiling_amount
    PlanCeiling.objects.bulk_create(
        PlanCeiling(item=item, year=year, amount=int(money[item.program_id] * (1 + 0.04 * (year - YEAR))) // 1000 * 1000)
        for item in plan.items.filter(program__in=money)
        for year in PERIOD
    )  # fmt: skip


def _link_indicators(items: dict[str, PlanItem]) -> None:
    """Programme indicators stand under their sub kegiatan, outcomes under a sasaran; the plan carries the targets in force."""
    plan = items["1"].plan
    aims = [item for item in items.values() if item.level == PlanItem.Level.SASARAN]
    linked = []
    for number, indicator in enumerate(Indicator.objects.select_related("program__item").order_by("code")):
        indicator.item = indicator.program.item if indicator.program else aims[number % len(aims)]
        linked.append(indicator)
    Indicator.objects.bulk_update(linked, ["item"])
    PlannedTarget.objects.bulk_create(
        PlannedTarget(plan=plan, indicator_id=row.indicator_id, year=row.year, value=row.value)
        for row in Target.objects.filter(year__in=PERIOD)
    )
    Target.objects.filter(year__in=PERIOD).update(plan=plan)


def _tags(programs: list[tuple[Program, dict]]) -> None:
    """How much of each programme's money counts for poverty reduction, and in which field."""
    for program, _ in programs:
        code = program.node.code[:4]
        ProgramYear.objects.filter(program=program).update(
            activity=ProgramYear.Activity.DIRECT if program.strategy != 3 else ProgramYear.Activity.INDIRECT,
            weight=Decimal("1") if program.strategy != 3 else Decimal("0.5"), field=FIELDS.get(code, Field.LAIN),
        )  # fmt: skip


def _cash() -> None:
    """The cash plan of 2026: even months, a little more towards the end."""
    plans = []
    for line in Budget.objects.filter(year=YEAR, revision=Budget.Revision.MURNI):
        weights = [month + 4 for month in range(1, 13)]
        for month, weight in enumerate(weights, start=1):
            amount = line.ceiling_amount * weight // sum(weights) // 1000 * 1000
            done = Decimal(100 * sum(weights[:month])) / sum(weights)
            plans.append(
                MonthlyPlan(
                    program_id=line.program_id, year=YEAR, month=month, funding_source_id=line.funding_source_id,
                    planned_amount=amount, physical_target=round(done, 2),
                )
            )  # fmt: skip
    MonthlyPlan.objects.bulk_create(plans)


def _actions(programs: list[tuple[Program, dict]]) -> None:
    """The annual action plan of 2026 with what was spent in its first semester."""
    for program, _ in programs:
        lines = list(Budget.objects.filter(program=program, year=YEAR, revision=Budget.Revision.MURNI))
        target = ProgramYear.objects.get(program=program, year=YEAR).target_count
        total = sum(line.ceiling_amount for line in lines)
        direct = program.strategy != 3
        where = str(program.agency.region or "Kabupaten Buleleng")
        service = program.aid_kind and program.aid_kind.code == "layanan"
        row = ActionRow.objects.create(
            year=YEAR, agency=program.agency, program=program, strategy=program.strategy, direct=program.name if direct else "",
            indirect="" if direct else program.name, allocation_amount=total, target_count=target, target_unit=program.unit,
            regularity=ActionRow.Regularity.ROUTINE, location_text=where, benefit_amount=total // target if target else None,
            form=ActionRow.Form.SERVICE if service else ActionRow.Form.GOODS, duration="1 tahun", duration_months=12,
            status=ActionRow.Status.SUBMITTED,
        )  # fmt: skip
        row.sources.set([line.funding_source_id for line in lines])
        if program.agency.region:
            row.regions.set([program.agency.region])
        spent = Realization.objects.filter(program=program, year=YEAR, month__lte=6).values_list(
            "spent_amount", flat=True
        )
        ActionReport.objects.create(row=row, semester=1, realized_amount=sum(spent))


def _region(agencies: dict[str, Agency]) -> None:
    """Calendar, revenue and issues of the region."""
    for year in (YEAR, YEAR + 1):
        open_year(year, by=None)
    Schedule.objects.filter(closes__lt=date(YEAR, 9, 1)).update(done_at=date(YEAR, 9, 1))
    moved = {code: int(share * after) for code, _, _, after in ACCOUNTS if (share := MOVED.get(code))}
    moved["4"] = sum(amount for code, amount in moved.items() if code.startswith("4."))
    BudgetAccount.objects.bulk_create(
        BudgetAccount(
            year=YEAR, code=code, name=name, ceiling_murni=before, ceiling_perubahan=after,
            realized_amount=moved[code], realized_until=10,
        )
        for code, name, before, after in ACCOUNTS
    )  # fmt: skip
    for number, (kind, title, evidence, owner, status, indicator) in enumerate(ISSUES, start=1):
        issue = Issue.objects.create(
            year=YEAR,
            number=number,
            kind=kind,
            title=title,
            evidence=evidence,
            agency=agencies[owner],
            status=status,
        )
        issue.indicators.set(Indicator.objects.filter(name=indicator) if indicator else [])
