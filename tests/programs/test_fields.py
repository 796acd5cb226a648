from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from programs.forms.fields import NumberField, RupiahField


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1.250.000", 1_250_000), ("Rp 1.250.000", 1_250_000), ("rp1250000", 1_250_000), ("1.250.000,00", 1_250_000), ("0", 0),
     ("", None), ("Rp. 5.000,-", 5_000)],
)  # fmt: skip
def test_rupiah_are_read_as_people_type_them(typed, amount):
    assert RupiahField().clean(typed) == amount


@pytest.mark.parametrize("typed", ["Rp 1,25 juta", "1.25", "-5", "12,5", "1.2500", "9" * 16])
def test_what_could_mean_two_things_is_refused(typed):
    with pytest.raises(ValidationError):
        RupiahField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("71,48", "71.48"), ("1.250,5", "1250.5"), ("-0,3", "-0.3"), ("12 %", "12"), ("4", "4")],
)
def test_numbers_have_a_comma(typed, number):
    assert NumberField().clean(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["71.48", "1,23456", "x", "1.000.00"])
def test_numbers_with_a_point_are_refused(typed):
    with pytest.raises(ValidationError):
        NumberField().clean(typed)


def test_a_stored_value_is_shown_as_it_would_be_typed():
    assert RupiahField().prepare_value(1_250_000) == "1.250.000"
    assert NumberField().prepare_value(Decimal("1250.5000")) == "1.250,5"
    assert NumberField().prepare_value(Decimal("80.0000")) == "80"
