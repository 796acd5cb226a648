from decimal import Decimal as D

from programs.models import FocusRegion
from reports.measures.places import (
    FAMILIES,
    UNSERVED,
    Yardstick,
    beside,
    compared,
    focus,
    scores,
    share_of,
    yardsticks,
)
from reports.queries.villages import VillageRow
from tests.factories import StatisticFactory


def place(code: str, target: int, unserved: int) -> VillageRow:
    return VillageRow(code, f"Tempat {code}", code, "Kecamatan", target, target - unserved, unserved, 0, 0, 0)


DISTRICTS = [
    place("51.08.01", 100, 50),
    place("51.08.02", 50, 20),
    place("51.08.03", 10, 1),
    place("51.08.04", 0, 0),
]


def test_the_register_gives_a_number_and_a_share():
    families, share = yardsticks(DISTRICTS, [])
    assert (families.code, share.code) == (FAMILIES, UNSERVED)
    assert share.values == {"51.08.01": 50, "51.08.02": 40, "51.08.03": 10}


def test_published_statistics_of_kecamatan_join_in():
    statistic = StatisticFactory.build(code="APS", name="Angka partisipasi sekolah", direction="+")
    last = yardsticks(DISTRICTS, [(statistic, 2024, {"51.08.01": D(80)})])[-1]
    assert (last.code, last.name, last.direction) == ("APS", "Angka partisipasi sekolah 2024", "+")


def test_the_most_urgent_kecamatan_come_first_and_unknown_ones_last():
    families, share = yardsticks(DISTRICTS, [])
    told = compared(DISTRICTS, share, families, "average")
    assert (round(told.ref_x, 2), round(told.ref_y, 2)) == (D("33.33"), D("53.33"))
    assert [(row.code[-2:], row.quadrant) for row in told.rows] == [
        ("01", 1),
        ("02", 2),
        ("03", 4),
        ("04", None),
    ]
    assert told.rows[-1].words == "Belum ada angka"


def test_the_median_is_another_reference():
    families, share = yardsticks(DISTRICTS, [])
    assert compared(DISTRICTS, share, families, "median").ref_x == 40


def test_without_any_value_there_is_no_quadrant():
    empty = Yardstick("x", "x", "", "-", 0, {})
    assert {row.quadrant for row in compared(DISTRICTS, empty, empty, "average").rows} == {None}


def villages() -> list[VillageRow]:
    return [place(f"51.08.0{d}.200{v}", 100 + 10 * v, 5 * v * d) for d in (1, 2) for v in range(1, 6)]


def test_focus_villages_are_taken_of_every_kecamatan_or_overall():
    scored = scores(villages(), 5)
    each = focus(scored, 2, per_district=True)
    assert each == ["51.08.01.2005", "51.08.01.2004", "51.08.02.2005", "51.08.02.2004"]
    assert [code[:8] for code in focus(scored, 2, per_district=False)] == ["51.08.02", "51.08.02"]


def test_villages_with_few_families_are_never_named():
    rows = [place("51.08.01.2001", 4, 4), place("51.08.01.2002", 5, 1)]
    assert focus(scores(rows, 5), 3, per_district=True) == ["51.08.01.2002"]
    assert focus(scores([place("51.08.01.2001", 4, 4)], 5), 3, per_district=True) == []


def test_decisions_stand_beside_the_proposal_and_win():
    rows = villages()
    scored = scores(rows, 5)
    proposed = focus(scored, 1, per_district=True)
    decided = {
        proposed[0]: FocusRegion(is_focus=False, was_proposed=True),
        "51.08.02.2001": FocusRegion(is_focus=True, was_proposed=False),
        "99.99.99.2001": FocusRegion(is_focus=True, was_proposed=False),
    }
    told = {one.row.code: one for one in beside(rows, scored, proposed, decided)}
    assert list(told) == [*proposed, "51.08.02.2001"]
    assert [(one.is_proposed, one.is_focus, one.differs) for one in told.values()] == [
        (True, False, True), (True, True, False), (False, True, True),
    ]  # fmt: skip
    assert told["51.08.02.2001"].score is not None


def test_the_share_is_of_the_target_families():
    assert share_of(place("51.08.01", 3, 1)) == D(100) / 3
