import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Agency, Boundary, Region

EXAMPLES = Path(__file__).parents[2] / "sheets" / "examples"
pytestmark = pytest.mark.django_db


def test_the_example_lists_load(capsys):
    call_command("load_regions", EXAMPLES / "wilayah.csv")
    call_command("load_agencies", EXAMPLES / "perangkat_daerah.csv")
    assert (Region.objects.count(), Agency.objects.count()) == (37, 8)
    assert "37 baru" in capsys.readouterr().out


def test_one_regency_of_the_shipped_list_is_enough():
    call_command("load_regions", regency="73.72")
    assert Region.objects.villages().count() == 22


def test_outlines_load_with_their_source(tmp_path, capsys):
    call_command("load_regions", EXAMPLES / "wilayah.csv")
    path = tmp_path / "batas.geojson"
    shape = {"type": "Polygon", "coordinates": [[[115, -8], [115.1, -8], [115.1, -8.1], [115, -8]]]}
    path.write_text(json.dumps({"features": [{"properties": {"code": "35.99"}, "geometry": shape}]}))
    call_command("load_boundaries", path)
    assert Boundary.objects.get().source == "batas.geojson"


@pytest.mark.parametrize("command", ["load_regions", "load_agencies", "load_boundaries"])
def test_a_file_that_is_not_there_is_said_in_one_line(command, tmp_path):
    with pytest.raises(CommandError):
        call_command(command, tmp_path / "tidak-ada.csv")
