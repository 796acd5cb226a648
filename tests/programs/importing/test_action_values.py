import pytest

from programs.importing.action_values import Values
from programs.importing.facts import Told
from programs.models import StagedPlanLine
from tests.factories import ActionRowFactory, DistrictFactory
from tests.factories.programs import FundingSourceFactory, UnitFactory

pytestmark = pytest.mark.django_db


def told(**cells) -> Told:
    return Told(StagedPlanLine(values=cells, outcome=""))


def test_a_cell_that_prints_like_the_stored_row_changes_nothing():
    row = ActionRowFactory(
        direct="Beras\ndan minyak", target_count=500, target_unit=UnitFactory(name="KK"), benefit_text="Paket", duration="12 bulan",
        location_text="Kencana Barat",
    )  # fmt: skip
    cells = {
        "aktivitas_langsung": "Beras dan minyak", "jumlah_sasaran": "500 KK", "besaran_manfaat": "paket", "durasi": "12 bulan",
        "lokasi": "Kencana  Barat",
    }  # fmt: skip
    assert Values().of(told(**cells), row) == ({}, {})


def test_what_is_left_empty_is_not_told():
    assert Values().of(told(lokasi="", sumber_dana=None), None) == ({}, {})


def test_a_new_cell_replaces_all_columns_it_tells():
    source, place = FundingSourceFactory(code="DAU"), DistrictFactory(name="Kencana")
    row = ActionRowFactory(target_count=500, target_text="desil 1", location_text="Pasar Lama")
    values, links = Values().of(told(jumlah_sasaran="Semua desa", lokasi="Kencana", sumber_dana="DAU"), row)
    assert values == {
        "target_count": None,
        "target_unit": None,
        "target_text": "Semua desa",
        "location_text": "",
    }
    assert links == {"sources": [source], "regions": [place]}


def test_words_that_no_column_holds_keep_the_line_back():
    line = told(lokasi="x" * 201)
    Values().of(line, None)
    assert line.held
    assert line.problems[0]["facts"] == {"kolom": "Lokasi", "n": 200}
