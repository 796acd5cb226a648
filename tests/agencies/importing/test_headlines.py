from agencies.importing.book import Book
from agencies.importing.headlines import find_heading, heading_offers, listed_offers
from agencies.importing.outline import outline_of
from agencies.importing.tables import Grid
from tests.sheets.odd import NAMES, NIKS, only, people, read, sheet

LIST = sheet(
    ["DAFTAR PENERIMA"],
    [],
    ["No", "NIK", "No KK", "Nama", "Warna Rumah"],
    *[[*line, "putih"] for line in people(4)],
    ["No", "NIK", "No KK"],
)


def test_every_line_that_may_be_the_heading_is_offered_best_first():
    offers = heading_offers(Grid(LIST), "individu")
    assert [offer.rows for offer in offers] == [(3,), (8,)]
    assert offers[0].score > offers[1].score


def test_offers_are_told_in_words_with_the_chosen_one():
    grid = Grid(LIST)
    told = listed_offers(heading_offers(grid, "individu"), find_heading(grid, "individu"), "individu")
    assert [(each["rows"], each["chosen"]) for each in told] == [([3], True), ([8], False)]
    assert told[0]["reasons"] == [
        "3 judul dikenal: NIK, No. KK, Nama.",
        "1 judul dikenal, tetapi tidak dipakai.",
        "1 judul tidak dikenal.",
        "4 dari 10 baris di bawahnya berisi NIK atau No. KK.",
    ]


def test_the_outline_keeps_the_offers_of_sheets_that_are_not_imported_too():
    lost = sheet(["Nama", "Alamat"], ["SITI", "Jl. A"], name="tanpa nomor")
    outline = outline_of(Book("xlsx", [LIST, lost]), read("individu", LIST, lost))
    assert [each["candidates"][0]["rows"] for each in outline["sheets"]] == [[3], [1]]


def test_a_heading_of_three_lines_below_merged_groups_is_read_whole():
    groups = ["No", "Nama Petani", "NIK", "Komoditas", "Kebutuhan Pupuk (Kg)", None, None, None, "Jumlah"]
    seasons = [None] * 4 + ["MT I", None, "MT II", None, None]
    kinds = [None] * 4 + ["Urea", "NPK", "Urea", "NPK", None]
    rows = [
        [1.0, NAMES[0], NIKS[0], "Padi", 50.0, 75.0, 50.0, 75.0, 250.0],
        [2.0, NAMES[1], NIKS[1], "Jagung", 1.0, 2.0, 3.0, 4.0, 10.0],
    ]
    numbers = [float(number) for number in range(1, 10)]
    merges = [(3, 5, 3, 8), (4, 5, 4, 6), (4, 7, 4, 8)]
    title = ["RENCANA KEBUTUHAN PUPUK TAHUN 2025"]
    found = only(read("individu", sheet(title, [], groups, seasons, kinds, numbers, *rows, merges=merges)))
    assert found.table.rows == [7, 8]
    assert {"B": "nama", "C": "nik"}.items() <= found.mapping.items()


def test_words_below_merged_groups_that_are_records_are_no_heading():
    groups = ["Nama", "NIK", "Bantuan", None]
    rows = [["SITI", NIKS[0], "Beras", "Telur"], ["MADE", NIKS[1], None, "Telur"]]
    found = only(read("individu", sheet(groups, *rows, merges=[(1, 3, 1, 4)])))
    assert found.table.rows == [2, 3]
