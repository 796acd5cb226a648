from datetime import date

from tests.sheets.odd import KKS, NAMES, NIKS, only, read, sheet

MONTHS = ["Jan", "Feb", "Mar"]


def gifts(*rows, headings=("NIK", "Nama", *MONTHS), context=None):
    context = {"program": "BLT_DD", "tahun": 2025} | (context or {})
    return only(read("penerima", sheet(list(headings), *rows), context=context))


def test_a_column_per_month_with_amounts_is_one_aid_per_month():
    found = gifts([NIKS[0], NAMES[0], 300000.0, "300.000", None], [NIKS[1], NAMES[1], 300000.0, "-", 0.0])
    assert found.aid == [
        (2, "BLT_DD", 300_000, "300000", "Januari 2025"),
        (2, "BLT_DD", 300_000, "300.000", "Februari 2025"),
        (3, "BLT_DD", 300_000, "300000", "Januari 2025"),
    ]
    assert found.assistance == {"BLT_DD": {"count": 3, "nominal": 900_000}}


def test_marks_under_the_months_of_a_heading_of_two_lines_are_one_aid_each():
    table = sheet(
        ["NIK", "No KK", "Nama", "Bulan", None, None],
        [None, None, None, *MONTHS],
        *[[NIKS[i], KKS[i], NAMES[i], "v", None, "v"] for i in range(3)],
        merges=[(1, 4, 1, 6)],
    )
    found = only(read("penerima", table, context={"program": "PKH", "tahun": 2025}))
    assert found.table.rows == [3, 4, 5]
    assert {gift.period for gift in found.aid} == {"Januari 2025", "Maret 2025"}
    assert len(found.aid) == 6


def test_marks_beside_an_amount_of_the_whole_stay_one_aid_because_nobody_knows_the_shares():
    rows = [[NIKS[i], NAMES[i], "v", "v", "v", 900000.0] for i in range(3)]
    found = gifts(*rows, headings=("NIK", "Nama", *MONTHS, "Nominal"))
    assert found.assistance == {"BLT_DD": {"count": 3, "nominal": 2_700_000}}


def test_the_sum_of_the_months_is_not_added_to_them():
    rows = [[NIKS[i], NAMES[i], 300000.0, 300000.0, 300000.0, 900000.0] for i in range(3)]
    found = gifts(*rows, headings=("NIK", "Nama", *MONTHS, "Jumlah (Rp)"))
    assert found.assistance == {"BLT_DD": {"count": 9, "nominal": 2_700_000}}


def test_instalments_may_have_columns_too_and_the_mapping_keeps_to_the_names_of_the_catalogue():
    rows = [[NIKS[i], NAMES[i], "300.000", "300.000"] for i in range(3)]
    preview = read(
        "penerima",
        sheet(["NIK", "Nama", "Tahap I", "Tahap II"], *rows),
        context={"program": "PKH", "tahun": 2025},
    )
    assert {gift.period for gift in only(preview).aid} == {"Tahap I 2025", "Tahap II 2025"}
    assert preview.as_json()["sheets"][0]["mapping"] == {"A": "nik", "B": "nama"}


def test_months_typed_as_dates_head_their_columns():
    rows = [[NIKS[i], NAMES[i], 300000.0, None if i else 300000.0] for i in range(3)]
    found = gifts(*rows, headings=("NIK", "Nama", date(2025, 1, 1), date(2025, 2, 1)))
    assert found.header_rows == (1,)
    assert [gift.period for gift in found.aid] == [
        "Januari 2025",
        "Februari 2025",
        "Januari 2025",
        "Januari 2025",
    ]


def test_the_only_month_over_amounts_is_asked_about_as_the_amount():
    rows = [[NIKS[i], NAMES[i], 300000.0] for i in range(3)]
    found = gifts(*rows, headings=("NIK", "Nama", "Maret 2025"))
    assert found.assistance == {"BLT_DD": {"count": 3, "nominal": 900_000}}
    assert [reading.sure for reading in found.readings] == [True, True, False]


def test_a_single_column_called_like_a_month_is_no_period():
    assert "Mei" in [
        reading.column.heading for reading in gifts([NIKS[0], NAMES[0], "v"], headings=("NIK", "Nama", "Mei")).readings
        if reading.field is None
    ]  # fmt: skip
