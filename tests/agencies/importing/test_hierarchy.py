import pytest

from agencies.importing.hierarchy import (
    are_accounts,
    codes_in_words,
    disagreements,
    leaves_of,
    level_of,
    levels_in_words,
    levels_of,
    read_codes,
    sums_of,
)


def counted(codes, amounts=None, **columns) -> list[bool]:
    columns = {"kode": codes, "pagu": amounts or [1] * len(codes)} | columns
    return leaves_of(columns, len(codes))


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ([2.1, "2.10.02"], ["2.10", "2.10.02"]),
        (["1.6", "1.06.02"], ["1.06", "1.06.02"]),
        ([1.1, "1.02.02"], ["1.10", "1.02.02"]),
        (["1.6.02.", "1.06.02.2.03.0001"], ["1.06.02", "1.06.02.2.03.0001"]),
        (["4.1", "4.1.01", "5.1.02.01.01.0024"], ["4.1", "4.1.01", "5.1.02.01.01.0024"]),
        (["1. 06. 02", None, "-"], ["1.06.02", None, None]),
        (["1.1", "1.1.01"], ["1.1", "1.1.01"]),
        (["1.06.02.2.03.0001", "5.1.02"], ["1.06.02.2.03.0001", "5.1.02"]),
    ],
)
def test_lost_zeros_come_back_only_where_the_nomenclature_is_used(cells, codes):
    assert read_codes(cells) == codes


@pytest.mark.parametrize(
    ("codes", "answer"),
    [
        (["4", "4.1", "4.1.01", "5.2"], True),
        (["5.1.02.01.01.0024"], True),
        (["5.01.02.2.01.0001"], False),
        (["5"], False),
        (["1.06.02", "5.1.02"], False),
    ],
)
def test_accounts_are_told_from_the_nomenclature(codes, answer):
    assert are_accounts(codes) is answer


def test_a_code_has_a_level_unless_it_names_an_office_or_an_account():
    codes = [
        "1",
        "1.06",
        "1.06.02",
        "1.06.02.2.03",
        "1.06.02.2.03.0001",
        "1.06.0.00.0.00.01.0000",
        "5.1.02",
        None,
    ]
    assert levels_of(codes) == ["urusan", "bidang", "program", "kegiatan", "sub_kegiatan", None, None, None]
    assert levels_of(["4", "4.1"]) == [None, None]
    assert level_of("X.XX.01") == "program"
    assert level_of("1.06.1.06.01.01.02") is None  # an older system


def test_only_the_deepest_lines_are_counted():
    codes = ["1", "1.06", "1.06.02", "1.06.02.2.03.0001", "1.06.02.2.03.0004"]
    assert counted(codes) == [False, False, False, True, True]


def test_accounts_stand_below_the_sub_activity_above_them():
    codes = ["1.06.02.2.03.0001", "5", "5.1", "5.1.02", "1.06.02.2.03.0002", "5", "5.1"]
    assert counted(codes) == [False, False, False, True, False, False, True]


def test_programmes_stand_below_the_office_above_them():
    codes = ["1.06.0.00.0.00.01.0000", "1.06.02", "1.06.02.2.03", "1.02.0.00.0.00.01.0000"]
    assert counted(codes) == [False, False, True, True]


def test_details_without_a_code_repeat_the_line_above_them():
    codes = ["5.1", "5.1.02", None, None, "5.1.03", None]
    assert counted(codes, [1000, 600, 600, 600, 400, 400]) == [False, True, False, False, True, False]


def test_lines_without_a_code_that_repeat_nothing_are_counted():
    assert counted(["5.1", None, None], [1000, 300, 200]) == [True, True, True]


def test_a_parent_without_parts_that_carry_money_is_counted_itself():
    assert counted(["1.06.02", "1.06.02.2.03"], [500, None]) == [True, True]


def test_levels_in_columns_of_their_own_are_a_hierarchy_too():
    columns = {
        "kode_program": ["1.06.02", "1.06.02", "1.06.02"],
        "kode_kegiatan": [None, "1.06.02.2.03", "1.06.02.2.03"],
        "kode_sub_kegiatan": [None, None, "1.06.02.2.03.0001"],
        "pagu": [5, 5, 5],
    }
    assert leaves_of(columns, 3) == [False, False, True]


def test_an_outline_of_names_is_a_hierarchy_too():
    columns = {
        "nama_program": ["A", None, None, None, "B"],
        "nama_kegiatan": [None, "A1", None, None, None],
        "nama_sub_kegiatan": [None, None, "x", "y", None],
        "pagu": [3, 3, 1, 2, 4],
    }
    assert leaves_of(columns, 5) == [False, False, True, True, True]


def test_flat_lists_count_every_line():
    columns = {
        "nama_program": ["A", "A"],
        "nama_kegiatan": ["K", "K"],
        "nama_sub_kegiatan": ["x", "y"],
        "pagu": [1, 2],
    }
    assert leaves_of(columns, 2) == [True, True]


def test_sums_leave_parents_and_held_lines_out():
    columns = {"kode": ["1.06", "1.06.02", "1.06.03"], "pagu": [30, 10, 20], "realisasi": [None, 4, None]}
    assert sums_of(columns, ["pagu", "realisasi"], {2}, 3) == {"pagu": 10, "realisasi": 4}


def test_a_parent_that_states_another_sum_than_its_parts_is_found():
    columns = {"kode": ["1.06", "1.06.02", "1.06.03"], "pagu": [300, 100, 150]}
    assert disagreements(columns, 3) == [(0, 300, 250)]
    columns["pagu"] = [252, 100, 150]
    assert disagreements(columns, 3) == []  # rounding


def test_levels_that_only_words_tell_are_a_hierarchy_too():
    levels = levels_in_words(["PROGRAM A", "Kegiatan B", "Sub Kegiatan x", "Belanja alat", "1. Program C"])
    assert levels == ["program", "kegiatan", "sub_kegiatan", None, "program"]
    assert leaves_of({"level": levels, "pagu": [3, 3, 3, 3, 1]}, 5) == [False, False, False, True, True]
    assert levels_in_words(["Program A", "Program B"]) == [None, None]


def test_codes_may_stand_before_the_words():
    assert codes_in_words(["1.06.02 PROGRAM", "1.06.02.2.03 Kegiatan", "Lainnya"]) == [
        "1.06.02",
        "1.06.02.2.03",
        None,
    ]
    assert codes_in_words(["PROGRAM", "1.06.02 Kegiatan"]) is None
