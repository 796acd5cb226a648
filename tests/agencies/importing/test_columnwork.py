from agencies.importing.columnwork import ERRORS
from tests.sheets.odd import NAMES, NIKS, only, read, record, sheet


def test_a_problem_names_line_column_and_cell():
    (problem,) = only(read("keluarga", sheet(["NIK", "Nama", "Desil"], [NIKS[0], NAMES[0], 12.0]))).problems
    assert (problem.row, problem.column, problem.field, problem.cell) == (2, "C", "desil", "12")
    assert problem.severity == "warning"
    assert problem.code not in ERRORS


def test_an_empty_cell_takes_the_fixed_value_of_the_form_and_a_filled_one_does_not():
    listed = sheet(["NIK", "Nama", "Program"], [NIKS[0], NAMES[0], "PIP"], [NIKS[1], NAMES[1], None])
    found = only(read("penerima", listed, context={"program": "PKH", "tahun": 2025}))
    assert [record(found, row)["program"] for row in (2, 3)] == ["PIP", "PKH"]


def test_codes_are_written_out_only_where_the_whole_column_is_coded():
    coded = sheet(["NIK", "nama", "kk_level"], [NIKS[0], NAMES[0], "1"], [NIKS[1], NAMES[1], "4"])
    assert record(only(read("individu", coded)), 3)["hubungan_keluarga"] == "Anak"
    mixed = sheet(["NIK", "nama", "kk_level"], [NIKS[0], NAMES[0], "1"], [NIKS[1], NAMES[1], "Istri"])
    assert record(only(read("individu", mixed)), 2)["hubungan_keluarga"] == "1"


def test_income_in_words_is_left_out_and_holds_nothing_back():
    found = only(
        read(
            "individu",
            sheet(
                ["NIK", "Nama", "Penghasilan"],
                [NIKS[0], NAMES[0], "500 ribu - 1 juta"],
                [NIKS[1], NAMES[1], "1.500.000"],
            ),
        )
    )
    assert found.table.columns["penghasilan"] == [None, 1_500_000]
    assert found.problems == []


def test_short_lines_are_filled_with_nothing():
    found = only(
        read("individu", sheet(["NIK", "Nama", "Ket"], [NIKS[0], NAMES[0]], [NIKS[1], NAMES[1], "x"]))
    )
    assert found.table.columns["keterangan"] == [None, "x"]
