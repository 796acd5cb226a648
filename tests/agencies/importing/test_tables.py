from hypothesis import HealthCheck, given, settings, strategies as st

from agencies.importing.headlines import find_heading
from agencies.importing.tables import Grid, build_heading, is_numbering, letter_of
from tests.sheets.odd import NAMES, masters, only, read, sheet

PLACES = masters()


def test_columns_are_named_as_spreadsheet_programs_name_them():
    assert [letter_of(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_line_that_numbers_the_columns_is_known_in_every_spelling():
    assert is_numbering([1.0, 2.0, 3.0])
    assert is_numbering(["(1)", "(2)", "(3)", None, "(4)"])
    assert is_numbering(["1", "2", "3", "4 = (3 / 2) * 100", "5"])
    assert is_numbering(["a", "b", "c"])


def test_a_line_of_figures_is_no_numbering():
    assert not is_numbering([1.0, 200.0, 30.0])
    assert not is_numbering(["1", "SITI", "3"])
    assert not is_numbering([1.0])


def test_merged_headings_reach_down_and_across():
    table = sheet(
        ["No", "Nama", "Alamat", None, "NIK"],
        [None, None, "RT", "RW", None],
        merges=[(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4), (1, 5, 2, 5)],
    )
    heading = find_heading(Grid(table), "individu")
    assert heading.rows == (1, 2)
    assert [column.heading for column in heading.columns] == ["No", "Nama", "Alamat RT", "Alamat RW", "NIK"]


def test_a_title_merged_over_the_whole_width_is_no_heading():
    table = sheet(["DAFTAR NAMA DAN NIK", None, None], ["No", "Nama", "NIK"], merges=[(1, 1, 1, 3)])
    assert find_heading(Grid(table), "individu").rows == (2,)


def test_pairs_of_label_and_value_are_no_heading():
    table = sheet(["Kecamatan", ":", "Desa"], [], ["NIK", "Nama", "Alamat"])
    assert find_heading(Grid(table), "individu").rows == (3,)


def test_a_code_over_several_columns_is_one_column():
    table = sheet(
        ["Kode", None, None, "Uraian", "Pagu"], ["1", "06", "02", "PROGRAM", 5.0], merges=[(1, 1, 1, 3)]
    )
    heading = find_heading(Grid(table), "anggaran")
    assert [column.letter for column in heading.columns] == ["A:C", "D", "E"]


def test_the_lines_an_officer_chose_are_taken():
    grid = Grid(sheet(["x", "y"], ["NIK", "Nama"], ["3", "4"]))
    assert build_heading(grid, [2], "individu").fields == {"nik", "nama"}


def _person(draw):
    day, month, year = draw(st.integers(1, 28)), draw(st.integers(1, 12)), draw(st.integers(50, 99))
    return f"359901{day:02d}{month:02d}{year:02d}{draw(st.integers(1, 9998)):04d}"


@st.composite
def decorated(draw):
    """A table with everything people put around it, and the lines that are its people."""
    headings = {"nik": ["NIK", "No. KTP", "nomor_nik"], "nama": ["Nama", "NAMA PENERIMA", "namaLengkap"],
                "alamat": ["Alamat", "Alamat Rumah"],
                "rt": ["RT", "No. RT"], "keterangan": ["Ket.", "Keterangan"]}  # fmt: skip
    order = draw(st.permutations(list(headings)))
    rows = [["DAFTAR PENERIMA BANTUAN"]] * draw(st.integers(0, 2)) + [[]] * draw(st.integers(0, 2))
    rows.append(["No", *(draw(st.sampled_from(headings[name])) for name in order)])
    if draw(st.booleans()):
        rows.append([f"({place})" for place in range(1, 7)])
    people, expected = draw(st.integers(2, 12)), []
    for number in range(people):
        values = {
            "nik": _person(draw),
            "nama": NAMES[number % 10],
            "alamat": "JL MELATI",
            "rt": f"{number + 1:03d}",
            "keterangan": None,
        }
        rows.append([float(number + 1), *(values[name] for name in order)])
        expected.append(len(rows))
        rows += [[]] * draw(st.integers(0, 1)) if number < people - 1 else []
    if draw(st.booleans()):
        rows.append([None, "JUMLAH", None, None, None, float(people)])
    if draw(st.booleans()):
        rows += [
            [],
            [None, None, "Sumberagung, 12 Januari 2025"],
            [None, "Mengetahui,"],
            [None, "Kepala Desa"],
            [],
            [None, "BUDI SANTOSO"],
        ]
    return rows, expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(decorated())
def test_of_a_decorated_table_exactly_the_people_are_data(table):
    rows, expected = table
    found = only(read("individu", sheet(*rows)))
    assert found.table.rows == expected
    lines = found.table.rows + [row for reason in found.skipped.values() for row in reason]
    around = [*found.header_rows, *found.title_rows] + ([found.numbering_row] if found.numbering_row else [])
    with_content = {number for number, row in enumerate(rows, 1) if any(cell is not None for cell in row)}
    assert with_content <= set(lines + around)
    assert len(lines + around) == len(set(lines + around))
