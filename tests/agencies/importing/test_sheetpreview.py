from agencies.importing.columnwork import Table
from agencies.importing.sheetpreview import SheetPreview


def test_counts_and_aid_are_those_of_lines_that_would_be_stored():
    sheet = SheetPreview("A", "import", table=Table([2, 3, 5], {"nama": ["x", "y", "z"]}), held={3})
    sheet.aid = [(2, "PKH", 100, "Ya"), (5, "PKH", None, "Ya"), (5, "BST", None, "v")]
    assert sheet.counts == {"data": 3, "valid": 2, "error": 1}
    assert sheet.assistance == {"PKH": {"count": 2, "nominal": 100}, "BST": {"count": 1}}
    assert [record["row"] for record in sheet.records()] == [2, 5]
