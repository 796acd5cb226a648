from agencies.importing.book import Book
from agencies.importing.headlines import find_heading, heading_offers, listed_offers
from agencies.importing.outline import outline_of
from agencies.importing.tables import Grid
from tests.sheets.odd import people, read, sheet

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
