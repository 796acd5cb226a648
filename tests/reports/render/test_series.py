import json
from decimal import Decimal as D

from reports.render.series import Line, Place, quadrant_chart, series_chart

LINES = [
    Line("Kita", {2020: None, 2021: D("6.12"), 2022: None, 2023: D("5.85")}, own=True),
    Line("Provinsi", {2020: D("5.9"), 2021: D("5.9"), 2022: D("5.9"), 2023: D("5.86")}),
    Line("Bangsa", dict.fromkeys(range(2020, 2024))),
]


def test_a_year_without_value_is_null_and_nothing_is_filled_in():
    spec = series_chart(LINES, "persen")
    points = spec["layer"][0]["data"]["values"]
    assert [one["value"] for one in points if one["area"] == "Kita"] == [None, 6.12, None, 5.85]
    assert "NaN" not in json.dumps(spec)


def test_an_area_without_any_value_is_not_drawn():
    points = series_chart(LINES, "persen")["layer"][0]["data"]["values"]
    assert {one["area"] for one in points} == {"Kita", "Provinsi"}


def test_names_at_the_ends_stand_apart():
    ends = series_chart(LINES, "persen")["layer"][2]["data"]["values"]
    assert [one["words"] for one in ends] == ["Kita 5,85", "Provinsi 5,86"]
    assert ends[1]["value"] - ends[0]["value"] > 0.01


def test_places_keep_their_measures_and_names_that_meet_move_up():
    places = [
        Place("A", D("18"), D(500), 1, "/a/"),
        Place("B", D("18.1"), D(501), 1),
        Place("C", D(30), D(900), 4),
    ]
    spec = quadrant_chart(places, D(20), D(600), ("x", "y"), ("-", "+"), ("Belum terlayani", "Keluarga"))
    dots = next(one for one in spec["layer"] if one.get("data", {}).get("values", [{}])[0].get("name"))[
        "data"
    ]["values"]
    assert [(one["x"], one["y"]) for one in dots] == [(18.0, 500.0), (18.1, 501.0), (30.0, 900.0)]
    assert dots[1]["place"] - dots[0]["place"] > 10
    assert "hanya belum terlayani" in json.dumps(spec)


def test_a_name_goes_to_the_other_side_of_its_dot_where_the_first_is_taken():
    places = [
        Place("A", D(10), D(100), 4), Place("Busungbiu", D(21), D(500), 1), Place("Kubutambahan", D(20), D(501), 1),
        Place("D", D(30), D(900), 4),
    ]  # fmt: skip
    spec = quadrant_chart(places, D(20), D(600), ("x", "y"), ("-", "-"), ("Belum terlayani", "Keluarga"))
    dots = next(one for one in spec["layer"] if one.get("data", {}).get("values", [{}])[0].get("name"))
    told = {one["name"]: (one["left"], one["place"]) for one in dots["data"]["values"]}
    assert told == {
        "A": (False, 100),
        "Busungbiu": (False, 500),
        "Kubutambahan": (True, 501),
        "D": (False, 900),
    }
