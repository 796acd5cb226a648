from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from reports.measures.words import moment, number, per_cent, rupiah


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (None, "–"),
        (999_000, "Rp 999.000"),
        (12_500_000, "Rp 12,5 juta"),
        (3_000_000_000, "Rp 3 miliar"),
        (2_250_000_000_000, "Rp 2,3 triliun"),
    ],
)
def test_money_is_told_in_the_largest_unit_it_fills(amount, words):
    assert rupiah(amount) == words


def test_numbers_are_grouped_and_cut_as_indonesians_write_them():
    assert (number(1234567), number(Decimal("71.476"), 2), number(None)) == ("1.234.567", "71,48", "–")
    assert (per_cent(50.04), per_cent(None)) == ("50,0 %", "–")


def test_moments_are_told_in_the_zone_of_the_office():
    with timezone.override("Asia/Makassar"):
        assert moment(datetime(2026, 11, 20, 22, 15, tzinfo=UTC)) == "21 November 2026, 06.15 WITA"
    assert moment(None) == "–"
