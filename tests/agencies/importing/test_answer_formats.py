"""The answer to every example, in whatever format it came, reads again line by line as the file it was made from."""

import csv
import json
from pathlib import Path

import pytest

from agencies import identity
from agencies.importing import answer_stamp, answers, storage
from agencies.importing.limits import Limits
from agencies.importing.masters import Masters
from agencies.importing.order import Answer, Order
from agencies.importing.preview import understand
from agencies.importing.reader import read
from tests.agencies.road import kk, nik

EXAMPLES = Path(__file__).parents[2] / "sheets" / "examples"
FILES = sorted(path.name.removesuffix(".expected.json") for path in EXAMPLES.glob("*.expected.json"))
WEB_PAGE = "<html><table><tr><th>NIK</th><th>No KK</th><th>Nama</th></tr>{}</table></html>"


def masters() -> Masters:
    with (EXAMPLES / "wilayah.csv").open() as file:
        rows = list(csv.reader(file))[1:]
    return Masters(regions=[(code, name, level, code.rpartition(".")[0]) for code, level, name, *_ in rows])


def read_again(content: bytes, kind: str, context: dict, tmp_path):
    """(preview of the file, preview of its answer)."""
    kept = storage.keep([content], identity.keys())
    order = Order(str(storage.path_of(kept.name)), identity.keys(), kind, context, masters(), Limits())
    with storage.in_clear(order.path, order.keys) as path:
        first = understand(read(path), kind, context, order.masters)
    answer = tmp_path / "jawaban.xlsx"
    answer.write_bytes(answers.build(order, Answer(7, "a" * 64, "berkas", "21-11-2026 09.40")))
    book = read(answer)
    assert (
        answer_stamp.find(str(answer))
        == answer_stamp.find_in_cells(book)
        == {"upload": 7, "sha256": "a" * 16, "whole": True}
    )
    answer_stamp.strip(book)
    return first, understand(book, kind, context, order.masters)


def facts(preview) -> list:
    """Per used sheet: what would be stored, and what is wrong where."""
    return [
        (sheet.records(), sorted((each.row, each.code, each.field) for each in sheet.problems), sheet.counts)
        for sheet in preview.imported
    ]


@pytest.mark.parametrize("name", FILES)
def test_an_answer_reads_again_as_the_file_it_was_made_from(name, tmp_path):
    expected = json.loads((EXAMPLES / f"{name}.expected.json").read_text())
    content = (EXAMPLES / name).read_bytes()
    first, second = read_again(content, expected["kind"], expected.get("context") or {}, tmp_path)

    assert first.imported
    assert facts(second) == facts(first)


def test_a_web_page_called_xls_comes_back_as_a_workbook(tmp_path):
    lines = [(nik(1), kk(1), "SITI"), (nik(2), kk(1), "BUDI"), ("3599", kk(2), "DEWI")]
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    first, second = read_again(WEB_PAGE.format(rows).encode(), "individu", {}, tmp_path)

    assert first.totals["error"] == 1
    assert facts(second) == facts(first)


def test_all_formats_are_among_the_examples():
    assert {Path(name).suffix for name in FILES} == {".xlsx", ".xls", ".ods", ".csv"}
