import pytest

from programs.importing.plan_titles import ordinal, plan_kind_of, stage_of, title_of, version_of, years_of
from tests.factories import UploadFactory


@pytest.mark.parametrize(
    ("title", "version"),
    [
        ("DPA Dinas Sosial 2025", ("murni", 0)),
        ("DPA pergeseran ke-2 2025", ("pergeseran", 2)),
        ("Pergeseran Anggaran ke III", ("pergeseran", 3)),
        ("DPPA 2025", ("perubahan", 0)),
        ("Perubahan APBD 2025", ("perubahan", 0)),
    ],
)
def test_the_title_names_the_version_of_a_budget(title, version):
    assert version_of(title) == version


@pytest.mark.parametrize(
    ("title", "kind", "stage"),
    [
        ("RPJMD KABUPATEN TIRTA KENCANA TAHUN 2025-2029", "rpjmd", None),
        ("Perubahan kedua RPJMD", "rpjmd", ("perubahan", 0)),
        ("Perubahan ke-2 RPJMD", "rpjmd", ("perubahan", 2)),
        ("Rancangan Awal RKPD 2026", "rkpd", ("ranwal", 0)),
        ("Rancangan Akhir Renstra Dinas Sosial", "renstra", ("rancangan_akhir", 0)),
        ("Rancangan Renja 2026", "renja", ("rancangan", 0)),
    ],
)
def test_the_title_names_the_document_and_its_stage(title, kind, stage):
    assert (plan_kind_of(title, (2025, 2029)), stage_of(title)) == (kind, stage)


def test_without_a_name_one_year_is_of_the_yearly_plan():
    assert plan_kind_of("Indikator", (2026, 2026)) == "rkpd"
    assert plan_kind_of("Indikator", (2025, 2029)) == "rpjmd"


def test_years_are_read_from_spans_and_single_years():
    found = [
        years_of(words)
        for words in ("2025-2029", "Tahun 2025 s.d. 2029", 2026, "2029-2025", "lima tahun", None)
    ]
    assert found == [(2025, 2029), (2025, 2029), (2026, 2026), None, None, None]


def test_numbers_are_read_in_both_ways_of_writing():
    assert [ordinal(words) for words in ("2", "IV", None, "kedua")] == [2, 4, 0, 0]


def test_the_title_is_the_name_of_the_file_the_sheets_and_the_lines_above_the_table():
    sheet = {"name": "RFK", "action": "import", "header_rows": [3], "head": [
        {"row": 1, "cells": ["DPPA", ""]}, {"row": 3, "cells": ["Kode"]}, {"row": 4, "cells": ["Perubahan pola makan"]},
    ]}  # fmt: skip
    upload = UploadFactory.build(
        name="dpa_2025.xlsx", outline={"sheets": [sheet, {"name": "lain", "action": "skip"}]}
    )
    assert title_of(upload).split("\n") == ["dpa 2025 xlsx", "RFK", "DPPA"]
