import random
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import msoffcrypto
import pytest

from agencies.importing.book import Book, ErrorCell, FileRefused
from agencies.importing.child import run_limited
from agencies.importing.limits import Limits
from agencies.importing.reader import read
from tests.sheets.hostile import ACCEPTED, CASES, EXAMPLES
from tests.sheets.lockedxls import lock_xls
from tests.sheets.packages import (
    MAIN,
    SMALL,
    number_cell,
    ods,
    ods_cell,
    pack,
    row,
    text_cell,
    worksheet,
    xlsx,
)

WORKBOOKS = sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".xlsx", ".xls", ".ods", ".csv"))


def read_limited(path: Path, **options) -> Book:
    payload = {"path": str(path)} | options
    return run_limited("agencies.importing.reader:read", payload, limits=Limits(), seconds=40)


@pytest.fixture
def opened(tmp_path):
    def opened(content: bytes, **options) -> Book:
        path = tmp_path / "berkas"
        path.write_bytes(content)
        return read(path, **options)

    return opened


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_hostile_file_ends_as_foretold(case, tmp_path):
    path = tmp_path / "berkas.xlsx"
    path.write_bytes(case.build())
    try:
        outcome = ACCEPTED if isinstance(read_limited(path), Book) else "no book"
    except FileRefused as refused:
        outcome = refused.code
    assert outcome == case.outcome


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_every_example_opens_and_is_the_same_in_haste(path):
    book = read_limited(path)
    assert read_limited(path, hasty=True) == book
    assert any(sheet.rows for sheet in book.sheets)
    assert all(len(line) == len(sheet.rows[0]) for sheet in book.sheets for line in sheet.rows)


def test_flipped_bytes_end_in_a_book_or_a_refusal(tmp_path):
    rows = run_limited(
        f"{__name__}:read_mutations",
        {"folder": str(tmp_path), "seed": 11, "times": 60},
        limits=Limits(),
        seconds=120,
    )
    assert len(rows) == 60
    assert set(rows) <= {ACCEPTED, "file_unreadable", "file_encrypted", "file_too_large", "file_empty"}
    assert {ACCEPTED, "file_unreadable"} <= set(rows)


def read_mutations(folder: str, seed: int, times: int) -> list[str]:
    """Runs in the child: damage an example at random, outside or inside its package, and read it."""
    source, path, outcomes = random.Random(seed), Path(folder) / "berkas", []
    for _ in range(times):
        content = source.choice(WORKBOOKS).read_bytes()
        inside = content.startswith(b"PK") and source.random() < 0.7
        path.write_bytes(damaged_inside(content, source) if inside else damaged(content, source))
        try:
            read(path)
            outcomes.append(ACCEPTED)
        except FileRefused as refused:
            outcomes.append(refused.code)
    return outcomes


def damaged(content: bytes, source: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(source.randint(1, 20)):
        changed[source.randrange(len(changed))] = source.choice(
            (source.randrange(256), source.choice(b'0189A<>/"'))
        )
    return bytes(changed)


def damaged_inside(content: bytes, source: random.Random) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = source.choice(sorted(name for name in parts if name.endswith((".xml", ".rels"))))
    return pack(parts | {chosen: damaged(parts[chosen], source)})


def test_line_and_column_numbers_are_those_of_the_spreadsheet_program(opened):
    sheet = opened(xlsx(worksheet(row(3, number_cell("C3", 7)) + row(5, number_cell("D5", 8))))).sheets[0]
    assert sheet.rows[2][2] == 7
    assert sheet.rows[4][3] == 8
    assert sheet.rows[0] == [None, None, None, None]


def test_blank_lines_and_columns_at_the_end_are_cut(opened):
    blank = '<c r="D9" t="str"><f>""</f><v></v></c>'
    sheet = opened(
        xlsx(worksheet(row(1, number_cell("A1", 1), text_cell("B1", " ")) + row(9, blank)))
    ).sheets[0]
    assert sheet.rows == [[1]]


def test_numbers_text_and_dates_keep_their_kind(opened):
    cells = (
        number_cell("A1", 3299010101900001),
        text_cell("B1", "3299010101900001"),
        number_cell("C1", 25708, style=1),
        number_cell("D1", "25708.5", style=1),
        '<c r="E1" t="b"><v>1</v></c>',
        text_cell("F1", "=1+1"),
    )
    assert opened(xlsx(worksheet(row(1, *cells)))).sheets[0].rows[0] == [
        3299010101900001.0,
        "3299010101900001",
        date(1970, 5, 20),
        datetime(1970, 5, 20, 12),  # noqa: DTZ001 (a cell has no time zone)
        True,
        "=1+1",
    ]


def test_dates_that_count_from_1904_are_read_so(opened):
    content = xlsx(
        worksheet(row(1, number_cell("A1", 25708, style=1))), properties='<workbookPr date1904="1"/>'
    )
    assert opened(content).sheets[0].rows == [[date(1974, 5, 21)]]


def test_an_error_cell_is_never_blank_and_a_formula_without_result_is(opened):
    cells = '<c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>1+1</f></c><c r="C1" t="e"><v>#N/A</v></c>'
    line = opened(xlsx(worksheet(row(1, cells)))).sheets[0].rows[0]
    assert line == ["#REF!", None, "#N/A"]
    assert isinstance(line[0], ErrorCell)


def test_an_error_in_an_ods_is_an_error_too(opened):
    error = ods_cell("#DIV/0!", 'calcext:value-type="error"')
    book = opened(
        ods(f'<table:table table:name="S"><table:table-row>{error}</table:table-row></table:table>')
    )
    assert isinstance(book.sheets[0].rows[0][0], ErrorCell)


def test_a_number_without_end_is_an_error(opened):
    assert isinstance(
        opened(xlsx(worksheet(row(1, number_cell("A1", "1e999"))))).sheets[0].rows[0][0], ErrorCell
    )


def test_characters_that_the_database_refuses_are_dropped(opened):
    strings = f"<sst {MAIN}><si><t>a_x0000_b_x0001_</t></si></sst>"
    content = xlsx(worksheet(row(1, '<c r="A1" t="s"><v>0</v></c>')), strings=strings)
    assert opened(content).sheets[0].rows == [["ab"]]


def test_all_rows_are_read_when_the_dimension_lies(opened):
    rows = "".join(row(line, number_cell(f"A{line}", line)) for line in range(1, 4))
    assert len(opened(xlsx(worksheet(rows, before='<dimension ref="A1"/>'))).sheets[0].rows) == 3


def test_hidden_sheets_are_marked(opened):
    book = opened(xlsx(SMALL, SMALL, SMALL, states=("visible", "hidden", "veryHidden")))
    assert [sheet.hidden for sheet in book.sheets] == [False, True, True]


def test_merges_beyond_the_cells_are_cut_and_overlapping_ones_cannot_pile_up(opened):
    merged = '<mergeCell ref="A1:XFD1048576"/>' + '<mergeCell ref="A1:B2"/>' * 9
    after = f"<mergeCells>{merged}</mergeCells>"
    sheet = opened(xlsx(SMALL.replace("</worksheet>", after + "</worksheet>"))).sheets[0]
    assert sheet.merges == [(1, 1, 2, 2)]


def test_the_survey_speaks_before_the_decoder_even_in_haste(opened):
    cells = row(1, number_cell("A1", 1)) + row(2, '<c r="A2" t="s"><v>-1</v></c><c r="A3" t="s"><v>9</v></c>')
    with pytest.raises(FileRefused) as caught:
        opened(xlsx(worksheet(cells)), hasty=True)
    assert caught.value.facts["reason"] == "string_index"


def test_what_only_the_decoder_finds_is_damage_in_haste_too(opened):
    broken = worksheet(row(1, '<c r="A1" t="s"><v>99</v></c>'))
    for content in (xlsx(broken), xlsx(SMALL, broken)):
        with pytest.raises(FileRefused) as caught:
            opened(content, hasty=True)
        assert caught.value.facts["reason"] == "damaged"


def test_macros_are_ignored_and_told(opened):
    assert opened(next(case for case in CASES if case.name == "xlsm with macros").build()).remarks == [
        "Makro dalam berkas diabaikan."
    ]


def locked(password: str) -> bytes:
    buffer = BytesIO()
    msoffcrypto.OfficeFile(BytesIO((EXAMPLES / "06_keluarga_desil.xlsx").read_bytes())).encrypt(
        password, buffer
    )
    return buffer.getvalue()


def test_a_locked_workbook_asks_for_its_password(opened):
    with pytest.raises(FileRefused) as caught:
        opened(locked("rahasia"))
    assert (caught.value.code, caught.value.facts) == ("file_encrypted", {})


def test_an_old_locked_workbook_asks_for_its_password_and_opens_with_it(tmp_path):
    path = tmp_path / "berkas"
    path.write_bytes(lock_xls((EXAMPLES / "04_buku_induk_per_keluarga.xls").read_bytes(), "rahasia"))
    for password, facts in ((None, {}), ("salah", {"wrong_password": True})):
        with pytest.raises(FileRefused) as caught:
            read_limited(path, password=password)
        assert (caught.value.code, caught.value.facts) == ("file_encrypted", facts)
    unlocked = read_limited(path, password="rahasia")
    assert unlocked.sheets == read_limited(EXAMPLES / "04_buku_induk_per_keluarga.xls").sheets


def test_a_wrong_password_is_told(opened):
    with pytest.raises(FileRefused) as caught:
        opened(locked("rahasia"), password="salah")
    assert (caught.value.code, caught.value.facts) == ("file_encrypted", {"wrong_password": True})


def test_the_right_password_opens_the_workbook(opened):
    assert opened(locked("rahasia"), password="rahasia").sheets[0].name == "Keluarga"


def test_a_workbook_that_opens_in_excel_without_asking_opens_here_too(opened):
    assert opened(locked("VelvetSweatshop")).sheets[0].name == "Keluarga"
