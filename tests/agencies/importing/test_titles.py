from agencies.importing.tables import Grid
from agencies.importing.titles import (
    TitleReader,
    carry,
    pairs_in,
    pairs_of_line,
    place_of_sheet,
    read_metadata,
)
from tests.sheets.odd import NAMES, NIKS, masters, only, read, sheet

LISTS = masters()
TITLES = TitleReader("penerima", LISTS)


def words(text, kind="penerima"):
    return TitleReader(kind, LISTS).read_words(text)


def test_pairs_are_read_from_one_cell_and_over_several():
    assert pairs_in("No. KK : 123 Alamat : JL A, RT/RW : 001/002") == [
        ("No. KK", "123"),
        ("Alamat", "JL A"),
        ("RT/RW", "001/002"),
    ]
    cells = [(0, "PROVINSI"), (1, ":"), (2, " JAWA TIMUR"), (7, "DESA"), (8, ":"), (9, "PULE")]
    assert pairs_of_line(cells) == [("PROVINSI", "JAWA TIMUR"), ("DESA", "PULE")]
    assert pairs_of_line([(0, "Kecamatan :"), (1, "X")]) == [("Kecamatan", "X")]
    assert pairs_of_line([(0, "Kecamatan"), (1, ": X")]) == [("Kecamatan", "X")]


def test_titles_name_programme_place_period_and_year():
    assert words("DATA PENERIMA PKH DESA KARANGANYAR (01)") == {"desa": "KARANGANYAR", "program": "PKH"}
    assert words("BNBA BLT-DD TAHUN 2025") == {"tahun": 2025, "program": "BLT_DD"}
    assert words("PENYALURAN TAHAP II TAHUN 2025") == {"tahun": 2025, "periode": "Tahap II 2025"}
    assert words("KECAMATAN SUMBERAGUNG KABUPATEN TIRTA KENCANA") == {
        "kecamatan": "SUMBERAGUNG",
        "kabupaten": "TIRTA KENCANA",
    }
    assert words("TAHUN ANGGARAN 2025 - BULAN JUNI", "anggaran") == {"tahun": 2025, "bulan": 6}
    assert words("RPJMD TAHUN 2025-2029", "indikator") == {"periode": "2025-2029"}


def test_laws_and_dates_of_printing_are_no_year_of_the_list():
    assert words("Berdasarkan Perbup Nomor 7 Tahun 2019") == {}
    assert words("Dicetak 16-04-2025") == {}


def test_a_new_group_replaces_its_level_and_what_is_below():
    current = {"kecamatan": "A", "desa": "B", "no_kk": "1"}
    assert carry(current, {"desa": "C"}) == {"kecamatan": "A", "desa": "C"}
    assert carry(current, {"no_kk": "2"}) == {"kecamatan": "A", "desa": "B", "no_kk": "2"}


def test_sheets_named_after_villages_are_known_also_when_cut_short():
    assert place_of_sheet("1. KARANGANYAR", LISTS, "35.99.05") == {"desa": "Karanganyar"}
    assert place_of_sheet("KARANGANYAR", LISTS, None) == {}
    assert place_of_sheet("Sheet1", LISTS, None) == {}


def test_a_group_line_of_one_name_is_a_village():
    assert TITLES.read_group([(0, "2. TAMBAK REJO")], {}) == {"desa": "TAMBAK REJO"}
    assert TITLES.read_group([(0, "Kelompok Mawar")], {}) == {}


def test_a_sheet_of_labels_and_values_is_metadata():
    grid = Grid(
        sheet(["Nama Program", "PKH"], ["Sasaran Program", 2.0], ["###"], ["1. Sasaran : 1 = Penduduk"])
    )
    assert read_metadata(grid) == {"program": "PKH", "sasaran": "keluarga"}
    assert read_metadata(Grid(sheet(["NIK", "Nama"], ["1", "x"]))) == {}


def test_a_village_nobody_knows_is_kept_when_its_kecamatan_is_known():
    rows = [[NIKS[i], NAMES[i]] for i in range(3)]
    title = ["DATA KPM BLT DD DESA TJ SARI KEC SUMBERAGUNG TAHUN 2025"]
    found = only(read("penerima", sheet(title, [], ["NIK", "Nama"], *rows)))
    assert (found.constants["desa"], found.constants["kecamatan"]) == ("TJ SARI", "Sumberagung")
    assert {problem.code for problem in found.problems} == {"region_unknown"}
