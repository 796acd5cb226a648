from agencies.importing.columnwork import Table
from agencies.importing.gifts import Gift
from agencies.importing.sheetpreview import SheetPreview
from tests.sheets.odd import NAMES, NIKS, only, read, sheet


def test_counts_and_aid_are_those_of_lines_that_would_be_stored():
    sheet = SheetPreview("A", "import", table=Table([2, 3, 5], {"nama": ["x", "y", "z"]}), held={3})
    sheet.aid = [Gift(2, "PKH", 100, "Ya"), Gift(5, "PKH", None, "Ya"), Gift(5, "BST", None, "v")]
    assert sheet.counts == {"data": 3, "valid": 2, "error": 1}
    assert sheet.assistance == {"PKH": {"count": 2, "nominal": 100}, "BST": {"count": 1}}
    assert [record["row"] for record in sheet.records()] == [2, 5]


def test_the_word_for_bare_periods_comes_from_their_heading():
    rows = [[NIKS[0], NAMES[0], "II"]]
    found = only(
        read(
            "penerima",
            sheet(["NIK", "Nama", "Tahap Salur"], *rows),
            context={"program": "PKH", "tahun": 2025},
        )
    )
    assert found.period_word == "tahap"
    assert SheetPreview("A").period_word == ""
