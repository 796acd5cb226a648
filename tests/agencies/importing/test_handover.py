import io
import os
import re
from datetime import date

import pytest
from openpyxl import load_workbook

from agencies import identity
from agencies.importing import handover, storage
from agencies.importing.book import Book, ErrorCell, FileRefused, Sheet
from agencies.importing.fields import squeeze
from agencies.importing.handover import csv_line, problems_by_row, stage_lines, understand_with_saved
from agencies.importing.limits import Limits
from agencies.importing.masters import Masters
from agencies.importing.order import Order, correction_purpose, fingerprint
from agencies.importing.preview import understand
from beneficiaries.importing import rows
from tests.agencies.road import HEADINGS, line, nik, workbook

KEYS = identity.Keys({1: b"k" * 32}, 1, b"i" * 32)
CONTEXT = {"program": "PKH", "tahun": 2026}
CIPHERTEXT = re.compile(r"\\x[0-9a-f]{90}\b")


def order(content=b"", **other):
    kept = storage.keep([content], KEYS)
    settings = {"kind": "penerima", "context": CONTEXT, "masters": Masters(), "limits": Limits()} | other
    return Order(path=str(storage.path_of(kept.name)), keys=KEYS, **settings)


def names_for_staging(sheet, problems, facts, keys):
    for place, row in enumerate(sheet.table.rows):
        sealed = identity.seal(sheet.table.columns["nik"][place], "nik", keys)
        yield (
            "lines",
            (
                facts["upload_id"],
                sheet.name,
                row,
                sealed.ct,
                sheet.table.columns["nama"][place],
                problems.get(row, []),
            ),
        )


def test_lines_leave_as_csv_with_sealed_numbers(monkeypatch):
    sent = []
    monkeypatch.setattr(handover, "tell_progress", lambda **told: sent.append(told))
    wanted = order(
        workbook(line(1, 'SITI "IBU" AMINAH'), line(2)),
        rows=f"{__name__}:names_for_staging",
        facts={"upload_id": 7},
    )
    stage_lines(wanted)

    (chunk,) = sent
    assert (chunk["table"], chunk["done"], chunk["lines"].count("\n")) == ("lines", 2, 2)
    assert '7,"BNBA",4,\\x01' in chunk["lines"]
    assert '"SITI ""IBU"" AMINAH",' in chunk["lines"]
    assert nik(1) not in chunk["lines"]


def test_many_lines_leave_in_chunks(monkeypatch):
    sent = []
    monkeypatch.setattr(handover, "tell_progress", lambda **told: sent.append(told))
    monkeypatch.setattr(handover, "CHUNK_LINES", 3)
    stage_lines(
        order(workbook(*map(line, range(1, 8))), rows=f"{__name__}:names_for_staging", facts={"upload_id": 7})
    )

    assert [chunk["done"] for chunk in sent] == [3, 6, 7]


def two_sheets() -> bytes:
    """Seventeen lines on two sheets; some have no number, two name the month's aid wrongly, names hold quotation marks."""
    first = [
        line(number, f'SITI "{number}"', **({"NIK": None} if number % 4 == 0 else {}))
        for number in range(1, 11)
    ]
    book = load_workbook(io.BytesIO(workbook(*first, line(11, Nominal="enam ratus"))))
    page = book.copy_worksheet(book.active)
    page.title = "KEDUA"
    page.delete_rows(4, 99)
    for number in range(20, 26):
        page.append(line(number, Nominal="salah" if number == 22 else 500_000))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def sent_by(monkeypatch, content: bytes, *, long: int) -> tuple[list[dict], int]:
    """What is handed over, without the nonces, and how many processes were started for it."""
    sent, started, fork = [], [], os.fork
    monkeypatch.setattr(handover, "tell_progress", lambda **told: sent.append(told))
    monkeypatch.setattr(handover, "LONG", long)
    monkeypatch.setattr(os, "fork", lambda: (started.append(1), fork())[1])
    facts = {
        "upload_id": 7,
        "kind": "penerima",
        "context": CONTEXT,
        "year": 2026,
        "programs": {"PKH": (3, True)},
    }
    stage_lines(order(content, rows="beneficiaries.importing.rows:rows_for_staging", facts=facts))
    chunks = [told | {"lines": CIPHERTEXT.sub("sealed", told["lines"])} for told in sent if "table" in told]
    return chunks, len(started)


def test_a_second_process_changes_nothing_of_what_is_handed_over(monkeypatch):
    monkeypatch.setattr(handover, "CHUNK_LINES", 4)
    monkeypatch.setattr(rows, "BLOCK", 3)
    content = two_sheets()
    alone, none_started = sent_by(monkeypatch, content, long=1_000)
    together, one_started = sent_by(monkeypatch, content, long=17)

    assert (none_started, one_started) == (0, 1)
    assert together == alone
    assert [(told["table"], told["count"], told["done"]) for told in alone] == [
        (rows.PERSONS, 4, 4), (rows.PERSONS, 4, 8), (rows.AIDS, 4, 8), (rows.AIDS, 4, 8), (rows.PERSONS, 4, 12),
        (rows.PERSONS, 4, 16), (rows.AIDS, 4, 16), (rows.PERSONS, 1, 17), (rows.AIDS, 3, 17),
    ]  # fmt: skip
    assert sum(told["lines"].count("sealed") for told in alone) == 15 + 17  # NIK, No. KK


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", '""'),
        ('dua "kata"', '"dua ""kata"""'),
        ("a,b\nc", '"a,b\nc"'),
        (True, "t"),
        (5, "5"),
        (date(2026, 3, 2), "2026-03-02"),
        (b"\x01\xff", "\\x01ff"),
        ([{"a": "ü"}], '"[{""a"": ""ü""}]"'),
    ],
)
def test_each_value_is_written_as_copy_reads_it(value, text):
    assert csv_line([value]) == f"{text}\n"


def test_the_warnings_of_a_line_with_errors_are_left_out_and_numbers_masked():
    book = Book("xlsx", [Sheet("BNBA", [list(HEADINGS), line(1, NIK=f"{nik(1)}9")])])
    (sheet,) = understand(book, "penerima", CONTEXT, Masters()).imported

    (problem,) = problems_by_row(sheet)[2]
    assert (problem["code"], problem["severity"], problem["column"]) == ("nik_length", "error", "A")
    assert nik(1) not in str(problem)


def test_corrected_cells_are_opened_in_here_only():
    ct = identity.seal_text("600000", correction_purpose("BNBA", 4, "F"), KEYS)
    wanted = order(corrections=[("BNBA", 4, "F", ct)], choices={"values": {}})

    assert handover.corrected(wanted) == {"values": {}, "cells": {"BNBA!F4": "600000"}}


def saved_for(headings, *fill, **mapping):
    known = {squeeze(heading): None for heading in headings} | mapping
    saved = {"mapping": known, "values": {}, "fill": list(fill), "saved_at": "2026-08-12T00:00:00+00:00"}
    return {fingerprint(headings): saved}


def test_a_saved_mapping_serves_exactly_its_set_of_headings():
    headings = ["NIK", "Orangnya", "Uangnya"]
    mapping = {"nik": "nik", "orangnya": "nama", "uangnya": "nominal"}
    book = Book("xlsx", [Sheet("BNBA", [headings, [nik(1), "SITI", 5000]])])
    fits = order(saved=saved_for(headings, **mapping))
    other = order(saved=saved_for([*headings, "Lain"], **mapping))

    preview, applied = understand_with_saved(book, fits)
    assert (preview.imported[0].mapping, list(applied)) == (
        {"A": "nik", "B": "nama", "C": "nominal"},
        ["BNBA"],
    )
    assert understand_with_saved(book, other)[1] == {}


def test_blank_cells_follow_the_cell_above_in_the_columns_that_were_remembered():
    headings = ["NIK", "Nama", "Alamat"]
    lines = [[nik(1), "SITI", "Jl. Mawar"], [nik(2), "TUTI", None], [nik(3), None, None]]
    book = Book("xlsx", [Sheet("BNBA", [headings, *lines])])
    wanted = order(saved=saved_for(headings, "alamat", nik="nik", nama="nama", alamat="alamat"))

    preview, _ = understand_with_saved(book, wanted)
    assert preview.imported[0].table.columns["alamat"] == ["Jl. Mawar"] * 3
    assert preview.imported[0].table.columns["nama"] == ["SITI", "TUTI", None]


def test_what_the_officer_decides_now_goes_before_what_was_remembered():
    headings = ["NIK", "Nama", "Nominal"]
    book = Book("xlsx", [Sheet("BNBA", [headings, [nik(1), "SITI", 5000]])])
    wanted = order(
        saved=saved_for(headings, nik="nik", nama="nama"), choices={"sheets": {"BNBA": {"use": True}}}
    )

    preview, applied = understand_with_saved(book, wanted)
    assert applied == {}
    assert preview.imported[0].mapping["C"] == "nominal"


def test_a_file_without_password_is_not_unlocked():
    with pytest.raises(FileRefused):
        handover.unlocked(order(b"apa saja"), "rahasia")


@pytest.mark.parametrize(
    "values",
    [
        ["SITI", 'TUTI "IBU"', "a\nb", ""],
        ["SITI", ErrorCell("#REF!"), None],
        [b"\x01", None, b"\xff\x00"],
        [None, None],
        [date(2026, 3, 2), None, date(2026, 3, 2)],
        [1, 2, None, 1],
        [[], [{"a": 1}], []],
    ],
)
def test_a_column_is_written_as_its_values_are(values):
    assert handover.csv_lines([values]) == [csv_line([value]).removesuffix("\n") for value in values]


def test_equal_values_of_a_column_are_written_once_and_stand_in_every_line():
    shared = {"pekerjaan": "petani"}
    columns = [("SITI", "SITI", None), (True, False, True), (shared, shared, {})]
    assert handover.csv_lines(columns) == [
        '"SITI",t,"{""pekerjaan"": ""petani""}"',
        '"SITI",f,"{""pekerjaan"": ""petani""}"',
        ',t,"{}"',
    ]
