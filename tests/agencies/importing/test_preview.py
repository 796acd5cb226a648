import json
import pickle

import pytest

from agencies.importing.preview import preview_file
from tests.sheets.odd import EXAMPLES, NAMES, NIKS, masters, read, sheet
from tests.sheets.score import score

EXPECTATIONS = sorted(EXAMPLES.glob("*.expected.json"))


@pytest.mark.parametrize("path", EXPECTATIONS, ids=lambda path: path.name[:2])
def test_every_example_is_understood_as_expected(path):
    expected = json.loads(path.read_text(encoding="utf-8"))
    preview = preview_file(EXAMPLES / expected["file"], expected["kind"], expected["context"], masters())
    shown = json.loads(json.dumps(preview.as_json()))
    assert [(name, detail) for name, passed, detail in score(expected, shown) if not passed] == []
    for sheet_expected in expected["sheets"]:
        shown_sheet = next(
            (each for each in shown["sheets"] if each["name"] == sheet_expected["name"]), shown["sheets"][0]
        )
        if sheet_expected["action"] == "import":
            for key in ("numbering_row", "first_data_row", "last_data_row", "skipped_rows"):
                assert shown_sheet[key] == sheet_expected[key]


def test_there_are_twelve_examples():
    assert len(EXPECTATIONS) == 12


def test_the_counts_of_every_example_balance():
    for path in EXPECTATIONS:
        expected = json.loads(path.read_text(encoding="utf-8"))
        preview = preview_file(EXAMPLES / expected["file"], expected["kind"], expected["context"], masters())
        for found in preview.imported:
            assert (
                found.counts["data"] == found.counts["valid"] + found.counts["error"] == len(found.table.rows)
            )
            assert len(found.records()) == found.counts["valid"]
            assert {len(column) for column in found.table.columns.values()} == {len(found.table.rows)}


def test_the_json_masks_cells_and_carries_the_sentences():
    preview = read("individu", sheet(["NIK", "Nama"], [NIKS[0] + "1", NAMES[0]], [NIKS[1], NAMES[1]]))
    shown = preview.as_json()["sheets"][0]
    assert shown["errors"] == [
        {
            "row": 2, "column": "A", "field": "nik", "code": "nik_length", "cell": "3599" + "•" * 13,
            "wrong": "NIK berisi 17 angka, seharusnya 16.", "remedy": "Lengkapi NIK sesuai KTP atau KK.",
        }
    ]  # fmt: skip
    assert shown["columns"][0]["reason"] == "1 dari 2 sel berisi 16 angka."
    assert all(NIKS[1] not in sample for column in shown["columns"] for sample in column["samples"])


def test_listed_records_can_be_limited():
    preview = read("individu", sheet(["NIK", "Nama"], *[[NIKS[i], NAMES[i]] for i in range(5)]))
    assert len(preview.as_json(records=2)["sheets"][0]["records"]) == 2


def test_a_file_that_cannot_be_read_is_a_refusal(tmp_path):
    path = tmp_path / "kosong.xlsx"
    path.write_bytes(b"")
    preview = preview_file(path, "individu", {}, masters())
    assert (preview.accept, preview.file_error["code"]) == (False, "file_empty")
    assert preview.as_json()["sheets"] == []


def test_a_tab_separated_text_is_understood_like_a_workbook(tmp_path):
    path = tmp_path / "daftar.xls"
    path.write_text(
        "\n".join(["NIK\tNama KPM\tDesil", *[f"{NIKS[i]}\t{NAMES[i]}\t{i + 1}" for i in range(3)]]),
        encoding="utf-8",
    )
    preview = preview_file(path, "penerima", {"program": "PKH", "tahun": 2025}, masters())
    assert preview.totals == {"data": 3, "valid": 3, "error": 0}
    assert preview.assistance == {"PKH": {"count": 3}}
    assert preview.questions == []


def test_a_preview_travels_between_processes():
    preview = read("individu", sheet(["NIK", "Nama"], [NIKS[0], NAMES[0]]))
    assert pickle.loads(pickle.dumps(preview)).as_json() == preview.as_json()


def test_without_any_list_the_file_is_refused():
    assert (
        read("individu", sheet(["Selamat datang"], [], ["Isi lembar berikut"])).file_error["code"]
        == "sheet_not_found"
    )
