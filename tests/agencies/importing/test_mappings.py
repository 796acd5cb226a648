import pytest

from agencies.importing import mappings
from agencies.importing.order import fingerprint
from agencies.models import SavedMapping

FILE = b"""jenis = "penerima"
[kolom]
"Nama Penerima" = "nama"
"N.I.K" = "nik"
Ket = ""
[isian.jenis_kelamin]
LK = "L"
"""


def test_a_file_gives_kind_columns_and_words():
    kind, arrangement = mappings.from_file(FILE, "bnba.toml")

    assert kind == "penerima"
    assert arrangement.headings == fingerprint(["Nama Penerima", "N.I.K", "Ket"])
    assert arrangement.mapping == {"namapenerima": "nama", "nik": "nik", "ket": None}
    assert arrangement.values == {"jenis_kelamin": {"LK": "L"}}


def test_what_is_written_is_read_back_alike():
    labels = [["namaasli", 'Nama "asli"\n\\'], ["ket", "Ket\x7f"]]
    row = SavedMapping(
        kind="penerima", mapping={"ket": None, "namaasli": "nama"}, labels=labels, values={"desa": {"Suka Majoe": "Sukamaju"}},
        fill=["namaasli"],
    )  # fmt: skip
    kind, arrangement = mappings.from_file(mappings.as_file(row).encode())

    assert arrangement.labels == labels
    assert (kind, arrangement.values, arrangement.fill) == ("penerima", row.values, ["namaasli"])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "bukan susunan"),
        (b'jenis = "penerima"\n[kolom\n', "baris 2"),
        (b'jenis = "apa"\n', "salah satu dari"),
        (b'jenis = "penerima"\n', "Bagian [kolom] tidak ada"),
        (b'jenis = "penerima"\n[kolom]\nA = "warna"\n', "A: arti warna tidak dikenal"),
        (b'jenis = "penerima"\n[kolom]\nA = "bantuan"\n', "tidak dikenal"),
        (b'jenis = "penerima"\n[kolom]\nA = 3\n', "di antara tanda kutip"),
        (b'jenis = "penerima"\n[kolom]\n"-" = "nik"\n', "kosong"),
        (b'jenis = "penerima"\n[kolom]\nA = "nik"\nB = "nik"\n', "dua kolom"),
        (b'jenis = "penerima"\n[kolom]\nA = "nik"\n[isian.nama]\nB = "C"\n', "tidak dapat diingat"),
        (b'jenis = "penerima"\n[kolom]\nA = "nik"\n[isian.desa]\nB = 1\n', "tulis tulisan = arti"),
        (b'jenis = "penerima"\nisi_ke_bawah = ["Desa"]\n[kolom]\nA = "nik"\n', "tidak ada di [kolom]"),
        (b'jenis = "penerima"\nisi_ke_bawah = "A"\n[kolom]\nA = "nik"\n', "daftar judul"),
        (b'isian = 1\njenis = "penerima"\n[kolom]\nA = "nik"\n', "Bagian [isian] keliru"),
        (b"a" * 200_001, "lebih besar"),
    ],
)
def test_a_wrong_file_is_refused_in_words(content, sentence):
    with pytest.raises(mappings.BadFile) as refused:
        mappings.from_file(content)
    assert sentence in " ".join(refused.value.sentences)


@pytest.mark.parametrize(
    ("name", "may"),
    [("jenis_kelamin", True), ("desa", True), ("program", True), ("bantuan:PKH", True), ("nik", False), ("nama", False),
     ("nominal", False), ("tanggal_lahir", False), ("tak_ada", False)],
)  # fmt: skip
def test_only_words_that_mean_the_same_everywhere_are_kept(name, may):
    assert mappings.is_learnable(name, "penerima") is may
    assert bool(mappings.learnable({name: {"a": "b"}}, "penerima")) is may


def test_the_lists_of_an_upload_are_those_of_its_used_sheets():
    columns = [{"heading": "NIK"}]
    used, unused = (
        {"action": "import", "columns": columns},
        {"action": "ignore", "columns": [{"heading": "X"}]},
    )

    assert mappings.fingerprints({"sheets": [used, used, unused]}) == [fingerprint(["NIK"])]
