import pytest

from programs.queries.action_words import benefit_of, duration_of, location_of, sources_of, target_of
from tests.factories import ActionRowFactory, DistrictFactory
from tests.factories.programs import FundingSourceFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_links_are_named_in_the_order_of_their_codes():
    row = ActionRowFactory(location_text="Pasar Lama")
    row.sources.set([FundingSourceFactory(code="DAU"), FundingSourceFactory(code="DAK")])
    row.regions.set(
        [DistrictFactory(name="Kencana", code="35.99.02"), DistrictFactory(name="Asri", code="35.99.01")]
    )
    assert sources_of(row) == "DAK, DAU"
    assert location_of(row) == "Asri, Kencana, Pasar Lama"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"target_count": 1500, "target_text": "desil 1"}, "1.500 KK (desil 1)"),
        ({"target_count": 0}, "0 KK"),
        ({"target_text": "Semua desa"}, "Semua desa"),
        ({}, ""),
    ],
)
def test_the_target_is_a_number_with_its_unit_and_its_remark(values, words):
    assert target_of(ActionRowFactory(target_unit=UnitFactory(name="KK"), **values)) == words


def test_benefit_and_duration_are_numbers_or_words():
    row = ActionRowFactory(benefit_amount=600_000, benefit_text="per bulan", duration_months=12)
    assert (benefit_of(row), duration_of(row)) == ("Rp 600.000 (per bulan)", "12 bulan")
    assert benefit_of(ActionRowFactory(benefit_text="Beras")) == "Beras"
    assert duration_of(ActionRowFactory(duration="4 kali", duration_months=2)) == "4 kali"
