from datetime import date, datetime

import pytest

from agencies.importing.values.amounts import (
    factor_of,
    read_amount,
    read_count,
    read_rate,
    read_target,
    read_volume,
)
from agencies.importing.values.dates import choose_birth_date, read_date, read_readings, split_place_and_date
from agencies.importing.values.identity_numbers import birth_of, looks_like_identity, read_identity
from agencies.importing.values.periods import parse_period, read_month, read_year, with_word
from agencies.importing.values.places import read_rt, read_rt_rw, rt_rw_of_address
from agencies.importing.values.words import (
    inactive_reason,
    is_empty,
    plain,
    read_decile,
    read_sex,
    read_whole,
    read_yes,
)

TODAY = date(2026, 11, 21)
NIK = "3599010703770001"


class TestIdentityNumbers:
    @pytest.mark.parametrize(
        "cell",
        [
            NIK,
            f"'{NIK}\u00a0",
            f'="{NIK}"',
            "35.9901.0703770001",
            "3599 0107 0377 0001",
            f"{NIK}.0",
            float(NIK),
            int(NIK),
            f"‘{NIK}",
        ],
    )
    def test_sixteen_digits_are_read_whatever_is_around_them(self, cell):
        assert read_identity(cell)[:2] == (NIK, None)

    @pytest.mark.parametrize("cell", [None, "", " - ", "0", 0.0, "0000000000000000", "nihil", "00"])
    def test_zero_and_empty_are_no_number(self, cell):
        assert read_identity(cell)[:2] == (None, None)

    @pytest.mark.parametrize(
        ("cell", "code"),
        [
            ("359901021250000", "nik_length"), ("3599016607620O01", "nik_chars"), (3599014112700000.0, "nik_precision"),
            (9599014112700002.0, "nik_precision"), (359901411270.0, "nik_length"), ("3,59901E+15", "nik_precision"),
            ("3.59901E+15", "nik_precision"), ("9999999999999999", "nik_placeholder"), ("3599019999999999", "nik_placeholder"),
            ("belum punya", "nik_chars"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_read_with_certainty_is_refused_and_never_repaired(self, cell, code):
        assert read_identity(cell)[:2] == (None, code)

    def test_the_number_says_birth_and_sex(self):
        assert birth_of("3599017112630001") == (63, 12, 31, "P")
        assert birth_of("3599012902800001") == (80, 2, 29, "L")
        assert birth_of("3599013102800001") is None

    def test_damaged_numbers_still_look_like_what_they_were_meant_to_be(self):
        assert all(
            looks_like_identity(cell) for cell in (NIK, "3599016607620O01", "3,59901E+15", 3599014112700000.0)
        )
        assert not any(
            looks_like_identity(cell) for cell in ("081234567890 (rumah)", "Rp 600.000", 600000.0, "2E+05")
        )


class TestDates:
    @pytest.mark.parametrize(
        "cell",
        [
            date(1996, 3, 10), datetime(1996, 3, 10), "1996-03-10", "10-03-1996", "10/03/1996", "10.03.1996", "10/03/1996 0:00:00",  # noqa: DTZ001
            "10 Maret 1996", "10-Mar-96", "10 MARET 1996", 35134.0, "35134", "10031996", "19960310", "Minggu, 10 Maret 1996",
        ],
    )  # fmt: skip
    def test_every_spelling_of_a_day_is_read(self, cell):
        assert read_date(cell, TODAY) == (date(1996, 3, 10), None)

    def test_month_first_is_taken_only_when_day_first_is_impossible(self):
        assert read_date("03/25/1996", TODAY) == (date(1996, 3, 25), "date_order_month_first")

    @pytest.mark.parametrize(
        "cell", ["31-02-1979", "tidak diketahui", "1980", 1980.0, "12-1980", "00/00/0000"]
    )
    def test_impossible_days_are_left_out(self, cell):
        assert read_date(cell, TODAY) == (None, "date_invalid")

    def test_the_number_decides_between_two_possible_readings(self):
        born = birth_of(NIK)
        assert choose_birth_date(read_readings("03/07/1977", TODAY), born, TODAY) == (
            date(1977, 3, 7),
            "date_order_from_nik",
        )
        assert choose_birth_date(read_readings("07/03/1977", TODAY), born, TODAY) == (date(1977, 3, 7), None)
        assert choose_birth_date(read_readings("05/06/1977", TODAY), born, TODAY) == (
            date(1977, 6, 5),
            "date_mismatch_nik",
        )
        assert choose_birth_date(read_readings("05/06/1977", TODAY), None, TODAY) == (date(1977, 6, 5), None)

    def test_nobody_is_born_tomorrow_or_before_1900(self):
        assert choose_birth_date(read_readings("22-11-2026", TODAY), None, TODAY) == (None, "date_invalid")
        assert choose_birth_date(read_readings("31-12-1899", TODAY), None, TODAY) == (None, "date_invalid")

    def test_years_of_two_digits_turn_at_the_present_year(self):
        assert read_date("1-2-26", TODAY)[0].year == 2026
        assert read_date("1-2-27", TODAY)[0].year == 1927

    def test_place_and_date_are_split_at_the_date(self):
        assert split_place_and_date("Malang, 12-05-1980") == ("Malang", "12-05-1980")
        assert split_place_and_date("LOKA/12 Mei 1980") == ("LOKA", "12 Mei 1980")
        assert split_place_and_date("Malang") == ("Malang", None)


class TestAmounts:
    @pytest.mark.parametrize(
        "cell",
        ["600000", "Rp 600.000", "Rp600.000", "Rp. 600.000,-", "600.000,-", "Rp600.000,00", "600,000", "600,000.00", "IDR 600.000",
         " 600.000 ", 600000.0, 600000, "600000,00"],
    )  # fmt: skip
    def test_every_spelling_of_an_amount_is_read(self, cell):
        assert read_amount(cell) == (600_000, None)

    @pytest.mark.parametrize(
        "cell", ["Rp 750.00.0", "enam ratus ribu", "600rb", "#REF!", "1.2.3", "12,34.567,8", True]
    )
    def test_words_and_mixed_groups_are_refused(self, cell):
        assert read_amount(cell) == (None, "amount_invalid")

    def test_brackets_and_minus_are_negative_and_a_dash_is_empty(self):
        assert read_amount("(1.500)") == (-1500, None)
        assert read_amount("-1.500") == (-1500, None)
        assert read_amount("-") == (None, None)

    def test_half_rupiah_are_rounded_up(self):
        assert read_amount("1,5") == (2, None)
        assert read_amount(1234.5) == (1235, None)

    def test_the_unit_of_the_heading_multiplies(self):
        assert (factor_of("Pagu (juta rupiah)"), factor_of("ribu jiwa"), factor_of("Nominal (Rp)")) == (
            1_000_000,
            1000,
            1,
        )
        assert read_amount("1,25", 1_000_000) == (1_250_000, None)

    def test_rates_have_decimal_marks_and_counts_have_thousands(self):
        assert read_rate("9,35 %") == (9.35, None)
        assert read_rate("1.234") == (1.234, None)
        assert read_count("1.234") == (1234, None)
        assert read_count("n.a (belum rilis)") == (None, "value_invalid")

    def test_volume_and_unit_are_parted(self):
        assert read_volume("12 Orang") == (12, "Orang")
        assert read_volume("2,5") == (2.5, None)
        assert read_volume("1.00") == (1, None)

    def test_targets_keep_their_words(self):
        assert read_target("3,25") == (3.25, "3,25", None)
        assert read_target("B (68,40)") == (None, "B (68,40)", "target_not_numeric")
        assert read_target(9.71) == (9.71, "9.71", None)
        assert read_target("n/a") == (None, None, None)


class TestPlaces:
    @pytest.mark.parametrize(
        ("cell", "rt"),
        [
            ("1", "001"),
            ("001", "001"),
            ("1.0", "001"),
            (1.0, "001"),
            ("RT 01", "001"),
            ("-", None),
            ("000", None),
        ],
    )
    def test_rt_has_three_digits(self, cell, rt):
        assert read_rt(cell) == (rt, None)

    @pytest.mark.parametrize(
        ("cell", "pair"),
        [
            ("001/002", ("001", "002")),
            ("1/2", ("001", "002")),
            ("003/-", ("003", None)),
            ("RT 04 RW 02", ("004", "002")),
        ],
    )
    def test_rt_and_rw_in_one_cell_are_parted(self, cell, pair):
        assert read_rt_rw(cell) == pair

    @pytest.mark.parametrize(
        ("address", "pair"),
        [("Jl. Melati RT 04 RW 02", ("004", "002")), ("RT.003/RW.001", ("003", "001")), ("RT:001, RW:002", ("001", "002")),
         ("RT 004 RW - Dusun Lor", ("004", None)), ("Jl. Rt Amanah", (None, None))],
    )  # fmt: skip
    def test_rt_and_rw_are_found_in_addresses(self, address, pair):
        assert rt_rw_of_address(address) == pair


class TestWords:
    def test_empty_has_many_spellings_and_zero_is_none_of_them(self):
        assert all(
            map(
                is_empty,
                [None, "", " ", "-", "–", "null", "N/A", "#N/A", "...", "nihil", "Tidak Ada", float("nan")],
            )
        )
        assert not any(map(is_empty, [0, 0.0, "0", "x"]))

    @pytest.mark.parametrize(
        ("cell", "sex"),
        [
            ("Laki - Laki", "L"),
            ("Pria", "L"),
            ("Lk", "L"),
            (1.0, "L"),
            ("Pr", "P"),
            ("WANITA", "P"),
            ("2", "P"),
        ],
    )
    def test_sex_is_compared_by_whole_words(self, cell, sex):
        assert read_sex(cell) == (sex, None)

    def test_an_unknown_sex_is_a_warning(self):
        assert read_sex("Px") == (None, "gender_invalid")

    def test_yes_and_no(self):
        assert all(
            read_yes(cell)[0] for cell in ("Ya", "v", "✓", 1.0, "Ya, dengan kartu", "6013 0123 4567", "aktif")
        )
        assert not any(read_yes(cell)[0] for cell in ("Tidak", "T", 0.0, "-", None, "Tidak menerima", "0000"))
        assert read_yes("2")[0] is True
        assert read_yes("2", coded=True)[0] is False

    def test_deciles_are_one_to_ten(self):
        assert [read_decile(cell) for cell in ("1", 10.0, "Desil 4", "12", "0", "")] == [
            (1, None), (10, None), (4, None), (None, "decile_invalid"), (None, "decile_invalid"), (None, "value_missing"),
        ]  # fmt: skip

    def test_words_are_tidied_and_whole_numbers_have_no_fraction(self):
        assert plain("  H.\u00a0 WAHYU\n SETIAWAN ") == "H. WAHYU SETIAWAN"
        assert (plain(7.0), plain(7.5), plain(date(2025, 1, 2))) == ("7", "7.5", "2025-01-02")
        assert read_whole("4 orang") == (4, None)

    def test_those_who_left_are_named_with_the_reason(self):
        assert inactive_reason("Meninggal Dunia") == "meninggal"
        assert inactive_reason("PINDAH") == "pindah"
        assert inactive_reason("pindahan dari desa lain") is None


class TestPeriods:
    @pytest.mark.parametrize(
        ("words", "kind", "number"),
        [("Tahap II 2025", "tahap", 2), ("Triwulan III 2025", "triwulan", 3), ("TW 4 Tahun 2025", "triwulan", 4),
         ("Semester 1 2025", "semester", 1),
         ("Januari 2025", "bulan", 1), ("2025", "tahun", 1), ("Tahap pertama 2025", "tahap", 1)],
    )  # fmt: skip
    def test_words_name_a_year_a_kind_and_a_number(self, words, kind, number):
        period = parse_period(words)
        assert (period.year, period.kind, period.number) == (2025, kind, number)

    @pytest.mark.parametrize(
        ("words", "kind", "number", "ends"),
        [
            ("Januari - Maret 2025", "triwulan", 1, (1, 3)),
            ("Jul s.d. Des 2025", "semester", 2, (7, 12)),
            ("Mei s/d Juni 2025", "tahap", 3, (5, 6)),
            ("Januari sampai September 2025", "tahun", 1, (1, 12)),
        ],
    )
    def test_months_from_and_to_are_a_period(self, words, kind, number, ends):
        period = parse_period(words)
        assert (period.kind, period.number) == (kind, number)
        assert (period.first.month, period.last.month) == ends

    @pytest.mark.parametrize(
        ("cell", "word", "words"),
        [
            ("II", "tahap", "Tahap II"), (3.0, "triwulan", "Triwulan 3"), ("3", "bulan", "Maret"), ("Maret", "bulan", "Maret"),
            ("II", "", "II"), (None, "tahap", None), ("13", "bulan", "13"),
        ],
    )  # fmt: skip
    def test_a_bare_number_takes_its_word_from_the_heading(self, cell, word, words):
        assert with_word(cell, word) == words

    def test_a_period_has_its_first_and_last_day(self):
        period = parse_period("Triwulan I", 2024)
        assert (period.first, period.last) == (date(2024, 1, 1), date(2024, 3, 31))

    def test_without_a_year_there_is_no_period(self):
        assert parse_period("Tahap II") is None
        assert parse_period(None) is None
        assert parse_period(None, 2025).kind == "tahun"

    def test_years_and_months_are_read_from_words_and_numbers(self):
        assert read_year("TA 2025") == (2025, None)
        assert read_year(2025.0) == (2025, None)
        assert (read_month("Agustus"), read_month("8"), read_month("Nop"), read_month("besok")) == (
            8,
            8,
            11,
            None,
        )
