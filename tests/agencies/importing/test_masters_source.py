from datetime import date

import pytest

from agencies.importing.masters_source import masters
from tests.factories import AgencyFactory, OfficeFactory, ProgramFactory, RegencyFactory, VillageFactory

pytestmark = pytest.mark.django_db


def test_before_prepare_every_loaded_place_counts():
    VillageFactory(code="35.99.01.2001", parent__code="35.99.01")
    here = masters()

    assert here.home_region is None
    assert {code for code, _, _, _ in here.regions} == {"35.99", "35.99.01", "35.99.01.2001"}


def test_after_prepare_only_what_lies_below_the_regency_and_what_lies_above_it():
    RegencyFactory(code="35.98", name="Kabupaten Lain")
    VillageFactory(code="35.99.01.2001", parent__code="35.99.01")
    OfficeFactory(region__code="35.99")
    here = masters()

    assert here.home_region == "35.99"
    assert {code for code, _, _, _ in here.regions} == {"35.99", "35.99.01", "35.99.01.2001"}


def test_the_words_for_programmes_come_from_the_floor_above_even_before_any_row_exists():
    assert "PKH" in {code for code, _, _ in masters().programmes}
    ProgramFactory(code="RANTANG", name="Rantang Kasih")
    assert ("RANTANG", "Rantang Kasih", ()) in masters().programmes


def test_agencies_that_were_closed_are_no_longer_meant():
    AgencyFactory(name="Dinas Lama", valid_to=date(2020, 1, 1))
    AgencyFactory(name="Dinas Baru")

    assert [name for _, name, _ in masters().agencies] == ["Dinas Baru"]


def test_numbers_of_every_loaded_province_are_likely():
    VillageFactory(code="00.99.01.2001", parent__code="00.99.01")
    here = masters()

    assert "00" in here.province_codes
    assert "35" in here.province_codes
