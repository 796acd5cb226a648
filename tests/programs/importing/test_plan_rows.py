from agencies.identity import Keys
from programs.importing.plan_rows import TABLE, TABLES, rows_for_staging
from tests.sheets.odd import only, read, sheet

FACTS = {"upload_id": 7, "kind": "usulan", "context": {"tahun": 2026}}


def lines(found, problems=None, **facts) -> list[dict]:
    staged = rows_for_staging(found, problems or {}, FACTS | facts, Keys({}, 1, b""))
    return [dict(zip(TABLES[table], values, strict=True)) for table, values in staged if table == TABLE]


def test_a_proposal_keeps_what_it_says_under_the_names_of_the_fields():
    found = only(
        read(
            "usulan",
            sheet(
                ["ID Usulan", "Usulan", "Anggaran"], ["U-1", "Irigasi", "5.000.000"], ["U-2", "Jalan", None]
            ),
        )
    )
    first, second = lines(found)
    assert (first["code"], first["title"], first["year"], first["outcome"]) == ("U-1", "Irigasi", 2026, "")
    assert first["values"] == {"id_usulan": "U-1", "usulan": "Irigasi", "anggaran": 5_000_000}
    assert "anggaran" not in second["values"]


def test_a_number_of_a_person_among_words_is_cut():
    found = only(read("usulan", sheet(["Usulan", "Pengusul"], ["Bedah rumah", "Siti NIK 3599014203800001"])))
    (line,) = lines(found)
    assert line["values"]["pengusul"] == "Siti NIK 3599••••••••••••"


def test_a_line_with_an_error_is_held():
    found = only(read("usulan", sheet(["Usulan", "Anggaran"], ["Irigasi", "x"])))
    (line,) = lines(found, {2: [{"code": "amount_invalid", "severity": "error"}]})
    assert line["outcome"] == "held"


def test_each_number_of_a_statistic_names_its_measure_unit_and_year():
    found = only(
        read(
            "statistik",
            sheet(["Wilayah", "Tahun", "Penduduk (jiwa)", "Miskin (%)"], ["Desa A", 2024.0, "1.200", "9,35"]),
        )
    )
    (line,) = lines(found, kind="statistik")
    assert line["year"] == 2024
    assert line["figures"] == [
        {
            "column": "C",
            "measure": "Penduduk (jiwa)",
            "unit": "jiwa",
            "year": 2024,
            "period": None,
            "value": 1200,
        },
        {"column": "D", "measure": "Miskin (%)", "unit": "%", "year": 2024, "period": None, "value": 9.35},
    ]
