from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.access.roles import Role
from programs.models import ActionReport, ActionRow
from programs.queries.action_plans import ActionLine, lines, listing, repairs
from tests.factories import (
    ActionRowFactory,
    AgencyFactory,
    NodeFactory,
    PlanItemFactory,
    ProgramFactory,
    RealizationFactory,
)

pytestmark = pytest.mark.django_db
SUB = "1.06.05.2.02.0001"


@pytest.fixture
def everybody(viewer_of):
    return viewer_of(Role.SECRETARIAT)


def sub_kegiatan(code=SUB, **program):
    node = NodeFactory(
        code=code, parent=NodeFactory(code=code.rpartition(".")[0], level="kegiatan", name="Kegiatan")
    )
    NodeFactory(code=code[:7], level="program", name="PROGRAM PERLINDUNGAN")
    return ActionRowFactory(program=ProgramFactory(node=node, **program), allocation_amount=100)


def line_of(told=(None, None), counted=(None, None), allocation=100) -> ActionLine:
    row = ActionRow(allocation_amount=allocation)
    return ActionLine(row, "", "", dict(enumerate(told, start=1)), dict(enumerate(counted, start=1)))


@pytest.mark.parametrize(
    ("told", "percent", "light"),
    [
        ((40, 55), 95, "green"),
        ((80, None), 80, "green"),
        ((79, None), 79, "yellow"),
        ((50, 0), 50, "yellow"),
        ((49, None), 49, "red"),
        ((None, None), None, ""),
    ],
)
def test_the_light_follows_the_share_of_the_allocation(told, percent, light):
    line = line_of(told)
    assert (line.percent, line.light) == (percent, light)
    assert line_of((1, 1), allocation=0).percent is None


def test_the_report_goes_before_the_months_and_each_half_stands_alone():
    line = line_of((None, 55), (40, 60))
    assert (line.first, line.second, line.total, line.differs) == (40, 55, 95, True)


def test_a_second_half_that_holds_the_first_is_noticed():
    assert line_of((40, 95)).looks_cumulative
    assert not line_of((40, 55)).looks_cumulative
    assert not line_of((40, 120)).looks_cumulative


def test_months_come_to_two_halves_of_the_year(everybody):
    row = sub_kegiatan()
    for month, amount in ((1, 10), (6, 20), (7, 5), (12, 7)):
        RealizationFactory(program=row.program, month=month, spent_amount=amount)
    ActionReport.objects.create(row=row, semester=2, realized_amount=50, reason="Sumber lain")

    (line,) = lines(listing(everybody, {}, 2026))

    assert (line.counted, line.first, line.second, line.total) == ({1: 30, 2: 12}, 30, 50, 80)
    assert (line.program, line.activity, line.code) == ("PROGRAM PERLINDUNGAN", "Kegiatan", SUB)
    assert line.percent == D(80)


def test_the_list_keeps_what_the_filters_leave(everybody, viewer_of):
    row, other = sub_kegiatan(), ActionRowFactory(strategy=2)
    ActionRowFactory(year=2025)
    ActionRowFactory(removed_at=timezone.now())

    def found(**params):
        return set(listing(everybody, params, 2026))

    assert found() == {row, other}
    assert found(perangkat=str(row.agency_id)) == found(cari="1.06.05") == {row}
    assert found(strategi="2") == {other}
    assert found(perangkat="x") == found(status="verified") == set()
    assert list(listing(viewer_of(Role.OPERATOR, agency=other.agency), {}, 2026)) == [other]


def test_a_child_below_a_programme_that_is_not_its_parent_is_to_be_repaired(everybody):
    wrong = PlanItemFactory(level="program", node=NodeFactory(code="1.06.02", level="program"))
    sub_kegiatan(item=wrong)
    (one,) = repairs(everybody, 2026)
    assert one.problem == f"Diletakkan di bawah 1.06.02, padahal kodenya {SUB}."


def test_a_child_below_its_own_programme_is_in_order(everybody):
    right = PlanItemFactory(level="program", node=NodeFactory(code="1.06.05", level="program"))
    sub_kegiatan(item=PlanItemFactory(level="kegiatan", parent=right, plan=right.plan))
    assert repairs(everybody, 2026) == []


def test_a_node_that_hangs_below_a_foreign_parent_is_to_be_repaired(everybody):
    node = NodeFactory(code=SUB, parent=NodeFactory(code="1.06.02.2.03", level="kegiatan"))
    ActionRowFactory(program=ProgramFactory(node=node))
    (one,) = repairs(everybody, 2026)
    assert "1.06.02.2.03 yang bukan induknya" in one.problem


def test_one_name_in_two_agencies_is_never_joined_but_listed(everybody):
    node = NodeFactory(code=SUB)
    for _ in range(2):
        ActionRowFactory(program=ProgramFactory(node=node, agency=AgencyFactory()))
    assert [one.problem for one in repairs(everybody, 2026)] == [
        "Nama yang sama ada pada perangkat daerah lain."
    ] * 2


def test_without_code_with_another_strategy_or_too_much_spent_a_row_is_listed(everybody):
    ActionRowFactory()
    row = sub_kegiatan()
    ActionRow.objects.filter(pk=row.pk).update(strategy=3)
    ActionReport.objects.create(row=row, semester=1, realized_amount=150)
    assert {one.problem for one in repairs(everybody, 2026)} == {
        "Tanpa kode nomenklatur.",
        "Strategi berbeda dari strategi program.",
        "Realisasi melebihi alokasi tanpa alasan.",
    }


def test_what_is_explained_or_looks_cumulative_is_said_as_such(everybody):
    row = sub_kegiatan()
    ActionReport.objects.create(row=row, semester=1, realized_amount=40)
    report = ActionReport.objects.create(row=row, semester=2, realized_amount=95)
    assert [one.problem for one in repairs(everybody, 2026)] == ["Semester 2 tampak kumulatif."]
    report.reason = "Tambahan pusat"
    report.save()
    assert repairs(everybody, 2026) == []


def test_the_number_of_queries_does_not_grow_with_the_rows(everybody):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            lines(listing(everybody, {}, 2026))
            repairs(everybody, 2026)
        return len(queries)

    sub_kegiatan(item=PlanItemFactory(level="program"))
    few = asked()
    ActionRowFactory.create_batch(5)
    assert asked() == few
