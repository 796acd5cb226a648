from openpyxl import Workbook

from agencies.importing.folded import unfolded
from agencies.importing.preview import preview_file
from tests.sheets.odd import NAMES, NIKS, masters, sheet


def test_a_csv_that_sits_in_one_column_is_read_like_a_table(tmp_path):
    book = Workbook()
    for line in [
        "DAFTAR WARGA",
        "NIK;Nama;Alamat",
        *[f'{NIKS[i]};{NAMES[i]};"Jl. A; No. {i}"' for i in range(4)],
    ]:
        book.active.append([line])
    book.save(tmp_path / "daftar.xlsx")
    preview = preview_file(tmp_path / "daftar.xlsx", "individu", {}, masters())
    (found,) = preview.imported
    assert found.mapping == {"A": "nik", "B": "nama", "C": "alamat"}
    assert found.table.rows == [3, 4, 5, 6]
    assert found.records()[0]["values"]["alamat"] == "Jl. A; No. 0"


def test_a_column_of_sentences_and_a_table_stay_as_they_are():
    for rows in ([["Satu, dua"], ["Tiga"]], [["NIK;x", "Nama"], ["1;2", "3"]], [[]]):
        table = sheet(*rows)
        assert unfolded(table) is table
