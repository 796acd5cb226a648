import pytest

from agencies.importing.book import Book
from agencies.importing.couples import coupled
from agencies.importing.preview import understand
from tests.sheets.odd import BIRTHS, NAMES, NIKS, masters, record, sheet

HEAD = [
    "No",
    "Nama Suami",
    "NIK Suami",
    "Nama Istri",
    "NIK Istri",
    "Alamat",
    "Desa",
    "Kecamatan",
    "Jumlah (Rp)",
]
SHARED = ["Jl. Mawar", "Sukamaju", "Sumberagung", 500000.0]


def lines():
    return [
        [float(i + 1), NAMES[2 * i], NIKS[2 * i], NAMES[2 * i + 1], NIKS[2 * i + 1], *SHARED]
        for i in range(3)
    ]


def read(kind, rows, choices=None, **more):
    return understand(
        Book("xlsx", coupled(sheet(*rows, **more))), kind, {"program": "PKH"}, masters(), choices
    )


def test_husband_and_wife_in_one_line_are_two_persons_who_share_the_rest_of_the_line():
    first, second = read("individu", [HEAD, *lines()]).imported
    assert first.mapping | {} == {
        "B": "nama",
        "C": "nik",
        "F": "alamat",
        "G": "desa",
        "H": "kecamatan",
        "I": "nominal",
    }
    assert (record(first, 2)["nik"], record(second, 2)["nik"]) == (NIKS[0], NIKS[1])
    assert record(first, 2)["kode_desa"] == record(second, 2)["kode_desa"] == "35.99.01.2001"


@pytest.mark.parametrize("kind", ["penerima", "keluarga"])
def test_aid_of_a_couple_is_counted_once(kind):
    preview = read(kind, [HEAD, *lines()])
    assert preview.totals["valid"] == 3
    assert preview.sheets[1].action == "ignore"
    assert preview.sheets[1].reason.startswith("Orang kedua di baris yang sama.")


def test_the_second_persons_are_read_when_an_officer_chooses_them():
    rows = [HEAD, *lines()]
    parts = coupled(sheet(*rows))
    parts[1].name = "Istri"
    choices = {"sheets": {"Istri": {"use": True}}}
    preview = understand(Book("xlsx", parts), "penerima", {"program": "PKH"}, masters(), choices)
    assert preview.totals["valid"] == 6


def test_a_widow_takes_the_first_place_and_stands_there_only_once():
    widow = [4.0, None, None, NAMES[6], NIKS[6], *SHARED]
    husband = [5.0, NAMES[7], NIKS[7], None, None, *SHARED]
    first, second = read("individu", [HEAD, *lines(), widow, husband]).imported
    assert [record(first, row)["nama"] for row in (5, 6)] == [NAMES[6], NAMES[7]]
    assert second.table.rows == [2, 3, 4]


def test_persons_named_in_the_line_above_are_told_apart_too():
    rows = [
        ["No", "Suami", None, None, "Istri", None, None, "Alamat", "Dusun"],
        [None, "Nama", "NIK", "Tgl Lahir", "Nama", "NIK", "Tgl Lahir", None, None],
        *(
            [1.0, NAMES[i], NIKS[i], BIRTHS[i], NAMES[i + 1], NIKS[i + 1], BIRTHS[i + 1], "Jl. A", "Krajan"]
            for i in (0, 2, 4)
        ),
    ]
    first, second = read("individu", rows, merges=[(1, 2, 1, 4), (1, 5, 1, 7)]).imported
    assert second.mapping == {"E": "nama", "F": "nik", "G": "tanggal_lahir", "H": "alamat", "I": "dusun"}
    assert record(first, 3)["dusun"] == record(second, 3)["dusun"] == "Krajan"


@pytest.mark.parametrize(
    "head",
    [
        ["Nama Balita", "Nama Ayah", "NIK Ayah", "Nama Ibu", "NIK Ibu"],
        ["NIK", "Nama Ayah", "NIK Ayah", "Nama Ibu", "NIK Ibu"],
        ["NIK Anak", "Nama Ayah", "NIK Ayah", "Nama Ibu", "NIK Ibu"],
        ["No", "Nama", "NIK", "Nama Istri", "NIK Istri"],
    ],
)
def test_parents_and_wives_of_somebody_else_in_the_line_are_no_persons_of_their_own(head):
    assert len(coupled(sheet(head, [NAMES[0], NAMES[1], NIKS[1], NAMES[2], NIKS[2]]))) == 1


def test_a_total_below_couples_is_no_person():
    rows = [HEAD, *lines(), [None, "JUMLAH", None, None, None, None, None, None, 1500000.0]]
    preview = read("individu", rows)
    assert preview.totals["data"] == 6
