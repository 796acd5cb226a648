from decimal import Decimal as D

import pytest

from reports.measures.p3bm.places import Score, composite, quadrant, reference, top


@pytest.mark.parametrize(
    ("x", "y", "priority"),
    [("9.1", 1400, 1), ("7.5", 500, 2), ("4.2", 1250, 3), ("3.0", 450, 4), ("6.0", 900, 4)],
)
def test_four_kecamatan_against_the_average(x, y, priority):
    assert quadrant(D(x), D(y), D("6.0"), D(900), "-", "-") == priority


def test_higher_is_better_mirrors_the_quadrant():
    assert quadrant(D(9), D(1400), D(6), D(900), "+", "-") == 3


def test_the_reference_is_average_median_or_target():
    values = [D("9.1"), D("7.5"), D("4.2"), D("3.0")]
    assert reference(values) == D("5.95")
    assert reference(values, "median") == D("5.85")
    assert reference(values, "target", D("5.5")) == D("5.5")
    assert reference([]) is None


def indexed(values, direction):
    rows = {str(n): {"a": D(value)} for n, value in enumerate(values)}
    return [score.value for score in composite(rows, {"a": D(1)}, {"a": direction}).values()]


def test_the_worst_place_has_100_and_the_best_0():
    assert indexed([10, 20, 30], "-") == [0, 50, 100]
    assert indexed([10, 20, 30], "+") == [100, 50, 0]


def test_where_all_are_equal_nobody_is_urgent():
    assert indexed([7, 7, 7], "-") == [0, 0, 0]
    assert indexed([7, 7, 7], "+") == [0, 0, 0]


def test_weights_add_up_and_missing_values_drop_out():
    rows = {"x": {"a": D(3), "b": D(1)}, "y": {"a": D(1), "b": D(2)}, "z": {"a": D(3), "b": None}, "w": {}}
    scores = composite(rows, {"a": D(2), "b": D(1)}, {"a": "-", "b": "-"})
    assert round(scores["x"].value, 2) == D("66.67")
    assert scores["z"] == Score(D(100), D(50))
    assert scores["w"] == Score(None, D(0))


def test_three_of_each_kecamatan_are_27_of_nine():
    scores = {f"51.08.{d:02}.{v}": D(v) for d in range(1, 10) for v in range(2001, 2006)}
    within = {area: area[:8] for area in scores}
    chosen = top(scores, 3, within)
    assert len(chosen) == 27
    assert all(area.endswith(("2003", "2004", "2005")) for area in chosen)


def test_the_most_urgent_overall_come_first_and_equals_by_code():
    assert top({"c": D(5), "b": D(9), "a": D(5)}, 2) == ["b", "a"]
