from openpyxl import Workbook

from agencies.importing.besides import parted
from agencies.importing.preview import preview_file
from tests.sheets.odd import NAMES, NIKS, masters, people, sheet

HEAD = ["No", "NIK", "No KK", "Nama"]


def saved(tmp_path, rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "daftar.xlsx"
    book.save(path)
    return path


def test_two_tables_side_by_side_are_two_sheets_with_their_own_titles(tmp_path):
    rows = [
        ["KECAMATAN SUMBERAGUNG"],
        ["DESA SUKAMAJU", *[None] * 4, "DESA TANJUNG SARI"],
        [*HEAD, None, *HEAD],
    ]
    rows += [[*left, None, *right] for left, right in zip(people(3), people(3, start=3), strict=True)]
    preview = preview_file(saved(tmp_path, rows), "individu", {}, masters())
    first, second = preview.imported
    assert [each.name for each in preview.imported] == ["Sheet", "Sheet (tabel 2)"]
    assert second.mapping == {"G": "nik", "H": "no_kk", "I": "nama"}
    assert [each.constants["desa"] for each in (first, second)] == ["Sukamaju", "Tanjung Sari"]
    assert [record["values"]["nama"] for record in first.records() + second.records()] == NAMES[:6]
    assert preview.questions == []


def test_tables_without_a_gap_and_of_unequal_length_are_parted_too(tmp_path):
    rows = [
        ["NIK", "Nama", "NIK", "Nama"],
        [NIKS[0], NAMES[0], NIKS[2], NAMES[2]],
        [NIKS[1], NAMES[1], None, None],
    ]
    preview = preview_file(saved(tmp_path, rows), "individu", {}, masters())
    assert preview.totals == {"data": 3, "valid": 3, "error": 0}


def test_a_heading_that_only_repeats_one_number_is_one_table():
    assert parted(sheet(["NIK", "Nama", "NIK", "Alamat"], ["1", "2", "3", "4"])) == [
        sheet(["NIK", "Nama", "NIK", "Alamat"], ["1", "2", "3", "4"])
    ]
    assert len(parted(sheet([]))) == 1


def test_a_second_table_further_down_with_other_columns_is_a_sheet_of_its_own(tmp_path):
    rows = [["DATA KECAMATAN SUMBERAGUNG"], HEAD, *people(3), [], ["B. DATA BARU DESA TANJUNG SARI"]]
    rows += [["No", "Nama", "NIK"], [1.0, NAMES[4], NIKS[4]], [2.0, NAMES[5], NIKS[5]]]
    first, second = preview_file(saved(tmp_path, rows), "individu", {}, masters()).imported
    assert (first.table.rows, second.table.rows) == ([3, 4, 5], [9, 10])
    assert second.mapping == {"B": "nama", "C": "nik"}
    assert second.constants["desa"] == "Tanjung Sari"


def test_a_heading_printed_on_every_page_opens_no_other_table(tmp_path):
    rows = [HEAD, *people(3), HEAD, *people(3, start=3)]
    assert len(preview_file(saved(tmp_path, rows), "individu", {}, masters()).sheets) == 1


def test_the_same_people_again_beside_themselves_are_one_table():
    rows = [["NIK", "Nama"] * 2, *[[NIKS[i], NAMES[i]] * 2 for i in range(4)]]
    assert len(parted(sheet(*rows))) == 1
