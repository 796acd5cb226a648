from datetime import date

import pytest

from beneficiaries.queries import timeline
from tests.factories import (
    AgencyFactory,
    AssistanceFactory,
    FamilyFactory,
    MembershipFactory,
    PersonFactory,
    ProgramFactory,
)

pytestmark = pytest.mark.django_db


def quarterly(number, **values):
    start, end = date(2026, number * 3 - 2, 1), date(2026, number * 3, 30)
    return AssistanceFactory(
        period_kind="triwulan", period_number=number, period_start=start, period_end=end, **values
    )


def states(row, year=2026):
    return [(cell.state, cell.amount) for cell in row.cells if cell.year == year]


def test_quarters_stand_side_by_side_and_add_up(viewer_of):
    family, program, agency = FamilyFactory(), ProgramFactory(), AgencyFactory()
    for number, amount in ((1, 600_000), (3, 900_000)):
        quarterly(number, person=None, family=family, program=program, agency=agency, amount=amount)
    line = timeline.of_family(viewer_of("secretariat"), family, 2026)
    (row,) = line.rows
    assert line.years == [2024, 2025, 2026]
    assert states(row) == [("got", 600_000), ("", None), ("got", 900_000), ("", None)]
    assert (row.total_words, line.total, line.this_year, line.programs) == ("1.500", 1_500_000, 1_500_000, 1)


def test_aid_for_a_year_tints_all_quarters_and_counts_once(viewer_of):
    family = FamilyFactory()
    AssistanceFactory(person=None, family=family, amount=40_000_000)
    line = timeline.of_family(viewer_of("secretariat"), family, 2026)
    assert states(line.rows[0]) == [("got", None)] * 3 + [("got", 40_000_000)]
    assert line.total == 40_000_000


def test_what_is_only_proposed_adds_nothing(viewer_of):
    family = FamilyFactory()
    quarterly(4, person=None, family=family, status="diusulkan", amount=5)
    line = timeline.of_family(viewer_of("secretariat"), family, 2026)
    assert states(line.rows[0])[3] == ("plan", 5)
    assert line.total is None


def test_what_was_ended_is_not_told_as_received(viewer_of):
    family = FamilyFactory()
    AssistanceFactory(person=None, family=family, status="diakhiri")
    assert timeline.of_family(viewer_of("secretariat"), family, 2026).rows == []


def test_of_another_agency_programme_and_period_are_told_and_no_amount(viewer_of):
    ours, family = AgencyFactory(), FamilyFactory()
    quarterly(1, person=None, family=family, agency=ours, amount=5_000)
    quarterly(2, person=None, family=family, amount=9_000)
    line = timeline.of_family(viewer_of("operator", agency=ours), family, 2026)
    assert [states(row) for row in line.rows] == [
        [("got", 5_000), ("", None), ("", None), ("", None)],
        [("", None), ("got", None), ("", None), ("", None)],
    ]
    assert (line.total, line.in_full) == (5_000, False)
    assert line.rows[1].cells[-3].words == "✓"


def test_a_person_page_tells_own_aid_and_that_of_the_family(viewer_of):
    family, person, sibling = FamilyFactory(), PersonFactory(), PersonFactory()
    for member in (person, sibling):
        MembershipFactory(family=family, person=member)
    AssistanceFactory(person=person, program=ProgramFactory(name="Beasiswa"))
    AssistanceFactory(person=None, family=family, program=ProgramFactory(name="PKH"))
    AssistanceFactory(person=sibling, program=ProgramFactory(name="Bukan miliknya"))
    line = timeline.of_person(viewer_of("secretariat"), person, family, 2026)
    assert {row.program for row in line.rows} == {"Beasiswa", "PKH"}
    assert {row.program for row in timeline.of_family(viewer_of("secretariat"), family, 2026).rows} == {
        "Beasiswa",
        "PKH",
        "Bukan miliknya",
    }


def test_quarters_in_which_two_programmes_meet_are_marked(viewer_of):
    family = FamilyFactory()
    quarterly(2, person=None, family=family, program=ProgramFactory(code="BST"))
    AssistanceFactory(person=None, family=family, program=ProgramFactory(code="BLT_DD"))
    line = timeline.of_family(viewer_of("secretariat"), family, 2026)
    assert [[cell.state for cell in row.cells if cell.year == 2026] for row in line.rows] == [
        ["", "clash", "", ""],
        ["got", "clash", "got", "got"],
    ]
