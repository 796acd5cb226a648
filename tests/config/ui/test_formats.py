from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given, strategies as st

from config.ui import formats


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (None, "–"),
        ("", "–"),
        (0, "Rp 0"),
        (600_000, "Rp 600.000"),
        (999_999, "Rp 1 juta"),
        (12_500_000, "Rp 12,5 juta"),
        (561_600_000, "Rp 561,6 juta"),
        (950_000_000_000, "Rp 950 miliar"),
        (999_960_000_000, "Rp 1 triliun"),
        (182_400_000_000, "Rp 182,4 miliar"),
        (Decimal("3250000000000"), "Rp 3,3 triliun"),
        (-12_500_000, "−Rp 12,5 juta"),
    ],
)
def test_short_money_names_the_largest_fitting_word(amount, words):
    assert formats.rupiah_singkat(amount) == words


@given(st.integers(0, 10**15))
def test_short_money_never_shows_a_thousand_of_a_word_that_has_a_larger_one(amount):
    number = formats.rupiah_singkat(amount).removeprefix("Rp ").split(" ")
    if len(number) == 2 and number[1] != "triliun":
        assert Decimal(number[0].replace(".", "").replace(",", ".")) < 1000


@given(st.integers(-(10**15), 10**15))
def test_a_number_read_back_is_the_number(value):
    assert int(formats.angka(value).replace(".", "").replace("−", "-")) == value


def test_money_in_rows_is_written_in_full():
    assert formats.rupiah(12_500_000) == "Rp 12.500.000"
    assert formats.rupiah(-1500) == "−Rp 1.500"
    assert formats.rupiah(None) == "–"


def test_per_cent_has_a_comma_and_a_space():
    assert formats.persen(Decimal("71.4815")) == "71,48 %"
    assert formats.persen(66.8, 1) == "66,8 %"
    assert formats.persen(None) == "–"


def test_a_half_is_rounded_up_as_on_paper():
    assert formats.angka(Decimal("2.5")) == "3"
    assert formats.angka(Decimal("71.475"), 2) == "71,48"


def test_days_are_written_out_and_short():
    day = date(2026, 11, 21)
    assert formats.tanggal(day) == "21 November 2026"
    assert formats.tanggal_singkat(day) == "21 Nov 2026"
    assert formats.hari_tanggal(day) == "Sabtu, 21 November 2026"
    assert formats.tanggal(None) == "–"


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Makassar", "06.15 WITA"),
        ("Asia/Jakarta", "05.15 WIB"),
        ("Asia/Jayapura", "07.15 WIT"),
        ("UTC", "22.15"),
    ],
)
def test_times_carry_the_zone_of_the_office(zone, words):
    with timezone.override(zone):
        assert formats.waktu(datetime(2026, 11, 20, 22, 15, tzinfo=UTC)) == words


def test_a_moment_before_midnight_elsewhere_is_the_next_day_here():
    with timezone.override("Asia/Makassar"):
        assert formats.saat(datetime(2026, 11, 20, 22, 15, tzinfo=UTC)) == "21 November 2026, 06.15 WITA"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("KOMANG SUKERTI", "Komang Sukerti"),
        ("i nengah darma", "I Nengah Darma"),
        ("Ni Luh de Vries", "Ni Luh de Vries"),
        ("MA'RUF AMIN", "Ma'ruf Amin"),
        ("NUR-AINI BINTI UMAR", "Nur-Aini binti Umar"),
        ("A.A. GEDE RAI, S.PD", "A.A. Gede Rai, S.Pd"),
        ("KETUT SARI (ALM)", "Ketut Sari (Alm)"),
        ("PUTU ARYA II", "Putu Arya II"),
        ("", "–"),
    ],
)
def test_names_are_shown_as_people_write_them(typed, shown):
    assert formats.nama(typed) == shown
