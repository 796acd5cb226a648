"""Facts are compared with the tables and written only where they differ."""

from decimal import Decimal

import pytest

from agencies.models import Upload
from programs.importing.facts import Draft, number, save_needed, shown, told_only
from programs.models import Nomenclature, Program, StagedPlanLine, StatisticValue
from tests.factories import AgencyFactory, NodeFactory, StatisticFactory, StatisticValueFactory, UploadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload():
    return UploadFactory(kind="statistik")


def draft_of(upload, *values, area="35.99") -> Draft:
    """One line per value, all of one statistic, each of a year of its own unless it is a pair (year, value)."""
    statistic = StatisticFactory(code="X")
    lines = [StagedPlanLine(pk=n, upload=upload, sheet="S", row=n) for n in range(1, len(values) + 1)]
    draft = Draft(upload, lines)
    for place, (told, value) in enumerate(zip(draft.told, values, strict=True)):
        year, value = value if isinstance(value, tuple) else (2020 + place, value)
        key = {"statistic": statistic, "area": area, "year": year, "period": "Tahun"}
        draft.say(
            told,
            StatisticValue,
            key,
            {"value": Decimal(str(value))},
            beside={"area_name": "A", "source": "B"},
            value="nilai",
        )
    draft.compare()
    return draft


def test_only_what_differs_is_written_and_knows_its_line(upload):
    statistic = StatisticFactory(code="X")
    same = StatisticValueFactory(statistic=statistic, area="35.99", year=2020, period="Tahun", value=1)
    other = StatisticValueFactory(statistic=statistic, area="35.99", year=2021, period="Tahun", value=1)
    draft = draft_of(upload, 1, 2.5, 3)

    assert [draft.outcome_of(told) for told in draft.told] == ["same", "changed", "new"]
    assert draft.changes_of(draft.told[1]) == {"nilai": [1, "2,5"]}
    assert len(draft.write()) == 2
    same.refresh_from_db()
    other.refresh_from_db()
    assert (same.source_upload, other.source_upload, other.source_row, other.value) == (
        None,
        upload,
        2,
        Decimal("2.5"),
    )
    assert StatisticValue.pgh_event_model.objects.filter(pgh_obj_id=same.pk).count() == 0


def test_adding_only_leaves_what_is_stored(upload):
    statistic = StatisticFactory(code="X")
    StatisticValueFactory(statistic=statistic, area="35.99", year=2020, period="Tahun", value=1)
    upload.mode = Upload.Mode.ADD
    draft = draft_of(upload, 9, 9)
    assert [draft.outcome_of(told) for told in draft.told] == ["same", "new"]
    assert len(draft.write()) == 1
    assert StatisticValue.objects.get(year=2020).value == 1


def test_a_line_that_says_otherwise_than_an_earlier_one_is_held(upload):
    draft = draft_of(upload, (2020, 1), (2020, 1), (2020, 2))
    assert [draft.outcome_of(told) for told in draft.told] == ["new", "new", "held"]
    assert draft.told[2].problems[0]["facts"] == {"n": 1}
    draft.write()
    assert StatisticValue.objects.get().value == 1


def test_a_number_no_column_holds_is_held(upload):
    draft = draft_of(upload, 1e17, 1e30)
    assert [problem["code"] for told in draft.told for problem in told.problems] == ["value_too_large"] * 2


def test_a_line_the_reading_held_says_nothing(upload):
    draft = Draft(upload, [StagedPlanLine(pk=1, upload=upload, sheet="S", row=1, outcome="held")])
    draft.told[0].hold("month_missing")
    assert (draft.told[0].held, draft.told[0].problems) == (True, [])


def test_rows_that_are_needed_are_stored_parents_first(upload):
    above = Nomenclature(code="1.06.09", level="program", name="P")
    node = Nomenclature(code="1.06.09.2.01", level="kegiatan", name="K", parent=above)
    program = Program(code="1.x", name="N", agency=AgencyFactory(), node=node, is_poverty=False)
    save_needed([program, node, NodeFactory()])
    assert Program.objects.get().node.parent.code == "1.06.09"


def test_numbers_are_shown_as_people_write_them():
    assert [shown(each) for each in (Decimal("4.5000"), Decimal("1000.0000"), 9.35, 7, None, "BB")] == [
        "4,5",
        1000,
        "9,35",
        7,
        None,
        "BB",
    ]
    assert [number(each) for each in (9.35, None, True)] == [Decimal("9.35"), None, None]
    assert told_only(a=None, b="", c=0) == {"c": 0}
