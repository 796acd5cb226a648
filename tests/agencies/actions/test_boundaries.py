import json

import pytest

from agencies.actions.boundaries import load_boundaries, read_boundaries, shipped_for
from agencies.actions.regions import BadList, Loaded
from agencies.models import Boundary
from tests.factories import RegencyFactory

SQUARE = {"type": "Polygon", "coordinates": [[[115, -8], [115.1, -8], [115.1, -8.1], [115, -8]]]}


def test_the_shipped_outlines_cover_every_village_of_buleleng():
    found = read_boundaries(shipped_for("51.08"))
    assert sum(len(code) == 13 for code in found) == 148
    assert {"51.08", "51.08.01"} <= set(found)


def test_a_regency_without_shipped_outlines_has_none():
    assert shipped_for("11.01") is None


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "x",
        json.dumps({"features": [{"id": "35", "geometry": {"type": "Point", "coordinates": [1, 2]}}]}),
    ],
)
def test_what_is_no_outline_is_refused(tmp_path, content):
    path = tmp_path / "a.geojson"
    path.write_text(content)
    with pytest.raises(BadList):
        read_boundaries(path)


@pytest.mark.django_db
def test_outlines_are_replaced_and_those_without_a_place_left_out():
    RegencyFactory()
    assert load_boundaries({"35.99": SQUARE, "36.01": SQUARE}, source="contoh") == Loaded(1, 0, 1)
    assert load_boundaries({"35.99": SQUARE}, source="lain") == Loaded(0, 1, 0)
    assert Boundary.objects.get().source == "lain"
