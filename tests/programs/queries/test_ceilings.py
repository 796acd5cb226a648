from dataclasses import dataclass

from programs.queries.ceilings import MURNI, PERUBAHAN, Cell, Version, history, in_force, in_order, next_shift

FIRST, SECOND = Version("pergeseran", 1), Version("pergeseran", 2)


@dataclass
class Line:
    source: str
    versions: dict


def test_the_latest_version_is_in_force():
    assert in_force({MURNI: 1, SECOND: 3, FIRST: 2}) == 3
    assert in_force({MURNI: 1, PERUBAHAN: 4, SECOND: 3}) == 4
    assert in_force({}) is None


def test_versions_are_told_once_in_the_order_of_the_year():
    assert in_order([PERUBAHAN, SECOND, MURNI, FIRST, MURNI]) == [MURNI, FIRST, SECOND, PERUBAHAN]
    assert [one.label for one in (MURNI, SECOND)] == ["Murni", "Pergeseran 2"]
    assert [one.key for one in (MURNI, SECOND)] == ["murni", "pergeseran_2"]


def test_a_further_pergeseran_gets_the_next_number():
    assert next_shift([MURNI, PERUBAHAN]) == 1
    assert next_shift([MURNI, FIRST, SECOND]) == 3


def test_each_version_tells_what_it_changed_and_leaves_the_rest_as_it_was():
    told = history(
        [Line("PAD", {MURNI: 100, FIRST: 120, PERUBAHAN: 90}), Line("DAU", {MURNI: 50, SECOND: 70})]
    )
    assert told.versions == [MURNI, FIRST, SECOND, PERUBAHAN]
    assert told.rows == [
        ("PAD", [Cell(100), Cell(120, 20), Cell(120, told=False), Cell(90, -30)]),
        ("DAU", [Cell(50), Cell(50, told=False), Cell(70, 20), Cell(70, told=False)]),
    ]
    assert told.total == [Cell(150), Cell(170, 20), Cell(190, 20), Cell(160, -30)]


def test_a_source_that_comes_later_changes_nothing_that_stood_before():
    told = history([Line("PAD", {MURNI: 100}), Line("CSR", {PERUBAHAN: 5}), Line("APBN", {})])
    assert told.rows[1] == ("CSR", [Cell(None, told=False), Cell(5)])
    assert told.total == [Cell(100), Cell(105, 5)]
    assert len(told.rows) == 2
