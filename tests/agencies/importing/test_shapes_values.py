"""SHAPES section 5, line by line: one cell beside a person's number and name, through the whole importer."""

from datetime import date, datetime

import pytest

from agencies.importing.book import ErrorCell
from tests.sheets.odd import KKS, NIKS, only, read, sheet

NIK = NIKS[0]  # a man born on 7 March 1977
HELD = "held back"


def outcome(kind, heading, field, cell, number=NIK, context=None):
    """(value or HELD, codes) of one cell under a heading; a further line keeps the column alive."""
    rows = [[number, KKS[0], "PONIRAN", "Jl. A", cell], [NIKS[3], KKS[3], "GUNAWAN", "Jl. B", None]]
    found = only(read(kind, sheet(["NIK", "No KK", "Nama", "Warna", heading], *rows), context=context))
    codes = {problem.code for problem in found.problems if problem.row == 2}
    values = next((line["values"] for line in found.records() if line["row"] == 2), None)
    return (HELD if values is None else values.get(field)), codes - {"value_missing"}


NUMBERS = [
    (float(NIK), NIK, None),
    (3599010703770010.0, HELD, "nik_precision"),
    (9199010703770002.0, HELD, "nik_precision"),
    (359901070377.0, HELD, "nik_length"),
    ("3,50712E+15", HELD, "nik_precision"),
    ("3.50712E+15", HELD, "nik_precision"),
    ("35990107O3770001", HELD, "nik_chars"),
    (NIK[:15], HELD, "nik_length"),
    (NIK + "1", HELD, "nik_length"),
    ("3599019999999999", HELD, "nik_placeholder"),
    ("9999999999999999", HELD, "nik_placeholder"),
    (KKS[0], HELD, "nik_equals_kk"),
    (ErrorCell("#REF!"), HELD, "nik_chars"),
    *[(cell, None, "nik_empty") for cell in ("0", 0.0, "0000000000000000", "-", "–", "null", "N/A", "#N/A", "…", "nihil", "tidak ada")],
    *[
        (cell, NIK, None)
        for cell in (
            f"'{NIK}", f"’{NIK}", f"`{NIK}", f'="{NIK}"', f"{NIK}.0", f"\u00a0{NIK} ", f"{NIK[:8]}\u200b{NIK[8:]}",
            f"{NIK[:2]}.{NIK[2:6]}.{NIK[6:12]}.{NIK[12:]}", f"{NIK[:6]}-{NIK[6:12]}/{NIK[12:]}", f"{NIK[:4]} {NIK[4:]}",
        )
    ],
    ("9999010703770001", "9999010703770001", "nik_suspect"),
    ("3599013313770001", "3599013313770001", "nik_suspect"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "value", "code"), NUMBERS, ids=[str(place) for place in range(len(NUMBERS))]
)
def test_identity_numbers_are_taken_emptied_or_refused_but_never_repaired(cell, value, code):
    found, codes = outcome(
        "penerima", "Ket", "nik", None, number=cell, context={"program": "PKH", "tahun": 2025}
    )
    assert (found, codes) == (value, {code} - {None})


SEXES = [
    *[
        (word, "L", set())
        for word in ("L", "LK", "Lk", "Laki-laki", "LAKI-LAKI", "Laki - Laki", "Pria", "M", "1", 1.0)
    ],
    *[
        (word, "P", {"gender_mismatch_nik"})
        for word in ("P", "PR", "Pr", "Perempuan", "Wanita", "F", "2", 2.0)
    ],
    *[(word, None, {"gender_invalid"}) for word in ("X", "Waria", "P/L")],
]
BIRTHS = [
    *[
        (cell, "1977-03-07", set())
        for cell in (
            date(1977, 3, 7), datetime(1977, 3, 7), "1977-03-07", "07-03-1977", "07/03/1977", "7.3.1977", "07/03/1977 0:00:00",  # noqa: DTZ001
            "7 Maret 1977", "7 MARET 1977", "7-Mar-77", "07 Mar 1977", 28191.0, "28191", "1977-03-07 00:00:00", "Senin, 7 Maret 1977",
        )
    ],
    ("03/07/1977", "1977-03-07", {"date_order_from_nik"}),
    ("12/25/1977", "1977-12-25", {"date_order_month_first"}),
    ("08/03/1977", "1977-03-08", {"date_mismatch_nik"}),
    *[(cell, None, {"date_invalid"}) for cell in ("31/02/1977", "13/13/1977", "2077-03-07", "1899-01-01", "Maret 1977", "1977")],
]  # fmt: skip
PLACES_AND_DATES = [
    "Malang, 07-03-1977", "MALANG 07/03/1977", "Malang / 7 Maret 1977", "Kab. Malang,7 Mar 1977", "Malang,07031977", "07-03-1977",
]  # fmt: skip
RT = [
    ("1", "001"),
    ("001", "001"),
    ("1.0", "001"),
    (1.0, "001"),
    ("RT 01", "001"),
    ("-", None),
    ("000", None),
    ("01/02", "001"),
]
RT_RW = [
    ("001/002", "002"),
    ("1/2", "002"),
    ("RT 01 RW 02", "002"),
    ("RT.01/RW.02", "002"),
    ("-/-", None),
    ("1", None),
]
ADDRESSES = [
    ("Jl. A RT 04 RW 02", "002"), ("Dsn B RT.003/RW.001", "001"), ("Jl. C RT:001, RW:002", "002"), ("RT 004 RW -", None),
    ("RT/RW 04/02 Krajan", "002"), ("Krajan RT 04/02", "002"), ("Jl. D 04/02", None),
]  # fmt: skip
DECILES = [
    ("1", 1, set()), (4.0, 4, set()), ("Desil 3", 3, set()), ("desil_4", 4, set()), ("10", 10, set()), ("-", None, set()),
    ("12", None, {"decile_invalid"}), ("0", None, {"decile_invalid"}), ("1-4", None, {"decile_invalid"}),
]  # fmt: skip
AMOUNTS = [
    *[
        (cell, 600_000, set())
        for cell in (
            "600000", 600000.0, "Rp 600.000", "Rp600.000", "Rp. 600.000,-", "600.000,-", "Rp600.000,00", "600,000", "600,000.00",
            "IDR 600.000", " 600.000 ", "600 000",
        )
    ],
    ("(600.000)", -600_000, set()), ("-600000", -600_000, set()), ("1.234.567,89", 1_234_568, set()), ("1.50", 2, set()),
    ("0", 0, set()), ("-", None, set()), ("Rp -", None, set()), (None, None, set()),
    *[(cell, HELD, {"amount_invalid"}) for cell in ("750.00.0", "enam ratus ribu", "600 ribu", "1,5 juta", ErrorCell("#REF!"), "1e6")],
]  # fmt: skip
ANSWERS = [
    *[
        (cell, True)
        for cell in ("Ya", "Y", "1", "true", True, "✓", "√", "v", "x", "Aktif", "6013010123456", "Ya, aktif")
    ],
    *[(cell, False) for cell in ("Tidak", "T", "0", "-", None, "TIDAK", "tdk", "Bukan", "Belum")],
]
CELLS = [
    *[("Jenis Kelamin", "jenis_kelamin", *case) for case in SEXES],
    *[("Tanggal Lahir", "tanggal_lahir", *case) for case in BIRTHS],
    *[("Tempat, Tanggal Lahir", "tanggal_lahir", cell, "1977-03-07", set()) for cell in PLACES_AND_DATES],
    *[("RT", "rt", cell, value, set()) for cell, value in RT],
    *[("RT/RW", "rw", cell, value, set()) for cell, value in RT_RW],
    *[("Alamat", "rw", cell, value, set()) for cell, value in ADDRESSES],
    *[("Desil", "desil", *case) for case in DECILES],
    *[("Nominal", "nominal", *case) for case in AMOUNTS],
    *[("Penerima PKH", "bantuan:PKH", cell, value, set()) for cell, value in ANSWERS],
]


@pytest.mark.parametrize(("heading", "field", "cell", "value", "codes"), CELLS)
def test_values_follow_the_rules_of_their_field(heading, field, cell, value, codes):
    assert outcome("individu", heading, field, cell) == (value, codes)


PLACES = [
    ("Sukamaju", "SUMBERAGUNG", "35.99.01.2001", None),
    ("SUKA MAJU", "Kec. Sumberagung", "35.99.01.2001", None),
    ("Desa Sukamaju", "Sumber Agung", "35.99.01.2001", None),
    ("TANJUNG_SARI", "Sumberagung", "35.99.01.2003", None),
    ("Tj. Sari", "Sumberagung", None, "region_unknown"),
    ("Sukamaju", None, None, "region_ambiguous"),
    ("Sukamaju", "Antah Berantah", None, "region_unknown"),
]


@pytest.mark.parametrize(("village", "district", "code", "problem"), PLACES)
def test_places_are_found_in_the_list_or_asked_about(village, district, code, problem):
    rows = [[NIKS[0], "PONIRAN", village, district]]
    found = only(read("individu", sheet(["NIK", "Nama", "Desa", "Kecamatan"], *rows)))
    assert found.records()[0]["values"].get("kode_desa") == code
    assert {each.code for each in found.problems} == {problem} - {None}


@pytest.mark.parametrize("code", ["35.99.01.2001", "3599012001", 3599012001.0])
def test_a_code_wins_over_names(code):
    rows = [[NIKS[0], "PONIRAN", code, "Nama yang keliru"]]
    found = only(read("individu", sheet(["NIK", "Nama", "Kode Kemdagri", "Desa"], *rows)))
    assert found.records()[0]["values"]["kode_desa"] == "35.99.01.2001"
    assert found.records()[0]["values"]["desa"] == "Sukamaju"
