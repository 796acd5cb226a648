from datetime import date

import pytest

from agencies.models import Signatory
from agencies.queries.office import crest, fiscal_year, profile, signatory
from tests.factories import OfficeFactory

pytestmark = pytest.mark.django_db


def test_before_the_office_is_prepared_there_is_none():
    assert profile() is None
    assert crest() is None


def test_the_fiscal_year_is_the_one_the_office_works_on():
    OfficeFactory(fiscal_year=2031)
    assert fiscal_year() == 2031


def test_the_one_who_held_the_post_on_that_day_signs():
    for name, start, end in (
        ("Lama", date(2020, 1, 1), date(2024, 12, 31)),
        ("Baru", date(2025, 1, 1), None),
    ):
        Signatory.objects.create(post="secretary", title="Sekda", name=name, valid_from=start, valid_to=end)
    assert signatory("secretary", date(2024, 12, 31)).name == "Lama"
    assert signatory("secretary", date(2025, 1, 1)).name == "Baru"
    assert signatory("secretary", date(2019, 1, 1)) is None


def test_the_coat_of_arms_comes_with_its_kind():
    OfficeFactory(logo=b"\x89PNG\r\n\x1a\nx", logo_type="image/png")
    assert crest() == (b"\x89PNG\r\n\x1a\nx", "image/png")
