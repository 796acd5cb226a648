import random
from collections import defaultdict

import pytest

from programs.models import Budget, FundingSource, Program, Realization
from programs.queries.budgets import (
    MoneyRow,
    QuarterRow,
    money_by,
    money_of_programs,
    quarters_by_agency,
    rows_of,
    total_of,
)
from tests.factories import AgencyFactory, BudgetFactory, ProgramFactory, RealizationFactory

pytestmark = pytest.mark.django_db
ORDER = ["murni", "pergeseran", "perubahan"]


@pytest.fixture
def some_money():
    """Two agencies and one national programme, two sources, several versions, scattered months."""
    sources = [FundingSource.objects.create(code=code, name=code) for code in ("PAD", "DAU")]
    agencies = [AgencyFactory(name=f"Dinas {letter}") for letter in "AB"]
    programs = [
        ProgramFactory(agency=agency, strategy=n % 3 + 1) for n, agency in enumerate([*agencies, agencies[0]])
    ]
    programs.append(ProgramFactory(agency=None, owner="pusat", strategy=1))
    for program in programs:
        for source in sources:
            for revision in random.sample(ORDER, random.randint(0, 3)):
                BudgetFactory(
                    program=program,
                    funding_source=source,
                    revision=revision,
                    ceiling_amount=random.randrange(10**9),
                )
            for month in random.sample(range(1, 13), 5):
                RealizationFactory(
                    program=program, funding_source=source, month=month, spent_amount=random.randrange(10**7)
                )
    BudgetFactory(program=programs[0], funding_source=sources[0], year=2025)
    return programs


def slow_lines(until=12):
    """(programme, source) -> [ceiling in force, spent], worked out from the definition."""
    lines = defaultdict(lambda: [None, None])
    for budget in sorted(
        Budget.objects.filter(year=2026).order_by("pk"), key=lambda row: ORDER.index(row.revision)
    ):
        lines[budget.program, budget.funding_source][0] = budget.ceiling_amount
    for row in Realization.objects.filter(year=2026, month__lte=until).order_by("pk"):
        line = lines[row.program, row.funding_source]
        line[1] = (line[1] or 0) + row.spent_amount
    return lines


def added(values):
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def slow_money_by(until=12):
    groups = defaultdict(list)
    for (program, source), (ceiling, spent) in slow_lines(until).items():
        for key in (
            ("agency", program.agency_id),
            ("strategy", program.strategy),
            ("source", source.pk),
            ("total", None),
        ):
            groups[key].append((program.pk, ceiling, spent))
    return {
        key: (len({one for one, _, _ in group}), added(c for _, c, _ in group), added(s for _, _, s in group))
        for key, group in groups.items()
    }


@pytest.mark.parametrize("until", [3, 12])
def test_totals_agree_with_the_definition(some_money, until):
    found = {
        (row.dimension, row.key): (row.programs, row.ceiling_amount, row.spent_amount)
        for row in money_by(Program.objects.all(), 2026, until)
    }
    assert found == slow_money_by(until)


def test_the_latest_version_of_a_line_counts():
    program = ProgramFactory()
    for revision, amount in (("murni", 100), ("perubahan", 80), ("pergeseran", 120)):
        BudgetFactory(program=program, revision=revision, ceiling_amount=amount)

    assert total_of(Program.objects.all(), 2026).ceiling_amount == 80
    assert [row.ceiling_amount for row in Budget.objects.in_force()] == [80]


def test_of_several_shifts_the_last_counts():
    program = ProgramFactory()
    for number, amount in ((2, 130), (1, 120), (0, 110)):
        BudgetFactory(program=program, revision="pergeseran", number=number, ceiling_amount=amount)

    assert total_of(Program.objects.all(), 2026).ceiling_amount == 130
    assert [row.ceiling_amount for row in Budget.objects.in_force()] == [130]


def test_a_sub_kegiatan_without_strategy_has_a_row_of_its_own_and_the_total_stays_one():
    BudgetFactory(program__strategy=1, ceiling_amount=10)
    plain = ProgramFactory(is_poverty=False, strategy=None, unit=None)
    BudgetFactory(program=plain, ceiling_amount=5)
    rows = money_by(Program.objects.all(), 2026)

    assert [(row.label, row.ceiling_amount) for row in rows_of(rows, "strategy")] == [
        ("Mengurangi beban pengeluaran", 10), ("Tanpa strategi", 5),
    ]  # fmt: skip
    assert [row.ceiling_amount for row in rows_of(rows, "total")] == [15]
    assert total_of(Program.objects.poverty(), 2026).ceiling_amount == 10


def test_nothing_known_is_not_nought():
    ProgramFactory()
    assert total_of(Program.objects.all(), 2026) == MoneyRow("total", None, "Jumlah", 0, None, None)
    assert money_by(Program.objects.none(), 2026) == []


def test_strategies_are_named():
    BudgetFactory(program__strategy=3)
    assert [row.label for row in rows_of(money_by(Program.objects.all(), 2026), "strategy")] == [
        "Mengurangi kantong kemiskinan"
    ]


def test_absorption_needs_a_ceiling_and_a_report_and_shows_what_is_over():
    assert MoneyRow("total", None, "", 1, 200, 50).absorption == 25
    assert MoneyRow("total", None, "", 1, None, 50).absorption is None
    assert MoneyRow("total", None, "", 1, 200, None).absorption is None
    assert MoneyRow("total", None, "", 1, 200, 201).is_over


def test_quarters_agree_with_the_definition(some_money):
    groups = defaultdict(list)
    for row in Realization.objects.filter(year=2026).select_related("program__agency").order_by("pk"):
        quarter, agency = (row.month + 2) // 3, row.program.agency
        named = (agency.pk, agency.name) if agency else (None, "Bukan perangkat daerah")
        for key in ((*named, quarter), (*named, None), (None, "Jumlah", quarter), (None, "Jumlah", None)):
            groups[key].append(row)

    found = quarters_by_agency(Program.objects.all(), 2026)

    assert set(found) == {
        QuarterRow(*key, len({r.program_id for r in rows}), sum(r.spent_amount for r in rows))
        for key, rows in groups.items()
    }
    assert (found[-1].agency, found[-1].quarter) == ("Jumlah", None)


def test_the_money_of_each_programme_agrees_with_the_definition(some_money):
    expected = defaultdict(list)
    for (program, _source), line in slow_lines().items():
        expected[program.pk].append(line)

    found = money_of_programs(Program.objects.all(), 2026)

    assert {pk: (one.ceiling_amount, one.spent_amount) for pk, one in found.items()} == {
        pk: (added(c for c, _ in lines), added(s for _, s in lines)) for pk, lines in expected.items()
    }


def test_physical_progress_is_weighted_by_money_and_the_last_month_counts():
    program = ProgramFactory()
    pad, dau = (FundingSource.objects.create(code=code, name=code) for code in ("PAD", "DAU"))
    for source, ceiling, levels in ((pad, 300, {1: 10, 2: 40}), (dau, 100, {1: 80, 3: None})):
        BudgetFactory(program=program, funding_source=source, ceiling_amount=ceiling)
        for month, physical in levels.items():
            RealizationFactory(program=program, funding_source=source, month=month, physical=physical)

    assert (
        money_of_programs(Program.objects.all(), 2026)[program.pk].physical == 50
    )  # (40 x 300 + 80 x 100) / 400
