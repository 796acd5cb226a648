import pytest
from openpyxl import Workbook

from agencies.importing import dialect_files, fields
from agencies.importing.mappings import BadFile
from agencies.importing.masters import Masters
from agencies.importing.preview import preview_file
from agencies.models import Dialect
from tests.agencies.road import kk, nik

FILE = """name = "krama_bali"
label = "Krama Bali"
[headings]
nama = ["Wastan Krama"]
hubungan_keluarga = ["Pamilet"]
[codes.hubungan_keluarga]
"71" = "Kepala Keluarga"
[ignored]
headings = ["Wewaran"]
"""


@pytest.fixture(autouse=True)
def _shipped_words_afterwards():
    yield
    fields.speak(())


def content(text: str) -> tuple[dict, ...]:
    return (dialect_files.as_content(dialect_files.from_file(text.encode())),)


def test_a_heading_unknown_before_is_mapped_once_bappeda_added_it(tmp_path):
    book = Workbook()
    book.active.append(["NIK", "No KK", "Wastan Krama", "Pamilet", "Wewaran"])
    for number in (1, 2, 3):
        book.active.append([nik(number), kk(number), "1a2b", "71", "x"])
    book.save(tmp_path / "krama.xlsx")

    before = preview_file(tmp_path / "krama.xlsx", "individu", {}, Masters())
    assert "nama" not in {name for sheet in before.sheets for name in sheet.mapping.values()}
    after = preview_file(tmp_path / "krama.xlsx", "individu", {}, Masters(dialects=content(FILE)))
    (sheet,) = after.imported
    assert sheet.mapping["C"] == "nama"
    assert sheet.table.columns["hubungan_keluarga"] == ["Kepala Keluarga"] * 3
    assert preview_file(tmp_path / "krama.xlsx", "individu", {}, Masters()).imported == before.imported


def test_a_shipped_dialect_cannot_be_given_another_meaning():
    with pytest.raises(BadFile, match="sudah dikenal dengan arti lain"):
        dialect_files.from_file(FILE.replace("Wastan Krama", "No. KK").encode())


def test_what_is_written_is_read_back_alike():
    row = dialect_files.from_file(FILE.encode())
    again = dialect_files.from_file(dialect_files.as_file(row).encode())

    assert dialect_files.as_content(again) == dialect_files.as_content(row)


def test_every_shipped_dialect_passes_its_own_rules_of_form():
    for shipped in fields.shipped():
        headings = {name: list(words) for name, words in shipped.get("headings", {}).items()}
        row = Dialect(name=shipped["name"], label=shipped["label"], headings=headings)
        assert [fault for fault in dialect_files.faults(row) if "tidak dikenal" in fault] == []


def test_every_dialect_that_is_offered_to_begin_from_can_be_handed_in_again():
    offered = dialect_files.starting_points()
    assert set(offered) == {each["name"] for each in fields.shipped()} - {"umum"}
    for row in offered.values():
        again = dialect_files.from_file(dialect_files.as_file(row).encode())
        assert dialect_files.as_content(again) == dialect_files.as_content(row)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = 1", "keliru"),
        ('headings = {nama = ["X Y"]}', "Tulis name"),
        ('headings = {}\nprogrammes = {PKH = ["X"]}', "Sebutan program"),
        ('name = "x y"\nheadings = {nama = ["X Y"]}', "Tulis name"),
        ('name = "x"\nlabel = ""\nheadings = {nama = ["X Y"]}', "Tulis label"),
        ('name = "x"\nlabel = "X"\nheadings = {nama = "X"}', "keliru"),
        ('name = "x"\nlabel = "X"\nheadings = {nama = ["X"]}\ncodes = {nama = 1}', "keliru"),
        ('name = "x"\nlabel = "X"\nheadings = {nama = ["X"]}\nignored = 1', "keliru"),
        ('name = "x"\nlabel = "X"\nheadings = {}', "paling sedikit satu"),
        ('name = "x"\nlabel = "X"\nheadings = {warna = ["Wwwww"]}', "Arti warna tidak dikenal"),
        ('name = "x"\nlabel = "X"\nheadings = {nama = ["-"]}', "kosong"),
        ('name = "x"\nlabel = "X"\nheadings = {nama = ["Wwwww"], alamat = ["wwwww"]}', "arti berbeda"),
        ('name = "x"\nlabel = "X"\nheadings = {nama = ["Wwwww"]}\ncodes = {nik = {a = "b"}}', "tidak memakai kode"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_in_words(text, sentence):
    with pytest.raises(BadFile) as refused:
        dialect_files.from_file(text.encode())
    assert sentence in " ".join(refused.value.sentences)


def test_a_dialect_has_a_limit():
    row = Dialect(headings={"nama": [f"Judul {number}" for number in range(1_001)]})

    assert "Paling banyak 1000" in dialect_files.faults(row)[0]
