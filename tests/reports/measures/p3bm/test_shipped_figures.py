"""The figures of DOMAIN 18 and the worked series of 5.4 to 5.6, read from the file that is shipped."""

import csv
from decimal import Decimal as D
from pathlib import Path

import pytest

from reports.measures.p3bm.poverty import implied_population
from tests.reports.measures.p3bm import series_of_domain as domain

FILE = Path(__file__).parents[4] / "programs" / "reference" / "poverty_series.csv"
THOUSAND = 1000


def shipped() -> dict[tuple[str, str, int, str], D]:
    """(region, statistic, year, period) -> value."""
    with FILE.open(encoding="utf-8") as file:
        return {
            (row["region_code"], row["indicator"], int(row["year"]), row["period"]): D(row["value"])
            for row in csv.DictReader(file)
        }


FIGURES = shipped()


@pytest.mark.parametrize(
    ("region", "code", "year", "period", "value"),
    [
        ("00", "P0", 2015, "Maret", "11.22"), ("00", "P0", 2025, "Maret", "8.47"), ("00", "P0", 2025, "September", "8.25"),
        ("00", "P0_EKSTREM", 2023, "Maret", "1.12"), ("00", "P0_EKSTREM", 2024, "Maret", "0.83"),
        ("00", "GK", 2025, "Maret", "609160"), ("32.75", "GK", 2025, "Tahun", "864601"), ("32.16", "GK", 2025, "Tahun", "698154"),
        ("32.16", "P0", 2025, "Maret", "4.36"), ("32.75", "P0", 2024, "Maret", "4.01"), ("51.08", "P0", 2024, "Maret", "5.39"),
        ("73.72", "P0", 2022, "Maret", "5.41"),
    ],
)  # fmt: skip
def test_the_latest_figures_are_as_published(region, code, year, period, value):
    assert FIGURES[region, code, year, period] == D(value)


@pytest.mark.parametrize(
    ("region", "millions", "registered"),
    [("32.16", "4.25", "3.39"), ("32.75", "3.21", "2.57"), ("51.08", "0.68", "0.83")],
)
def test_number_and_rate_rest_on_another_population_than_the_registered_one(region, millions, registered):
    implied = implied_population(
        FIGURES[region, "JUMLAH_MISKIN", 2024, "Maret"] * THOUSAND, FIGURES[region, "P0", 2024, "Maret"]
    )
    assert round(D(implied) / 10**6, 2) == D(millions)
    assert round(FIGURES[region, "PENDUDUK", 2024, "Semester II"] / 10**6, 2) == D(registered)


@pytest.mark.parametrize(
    ("region", "code", "points"),
    [
        ("73.72", "P0", domain.P0_PAREPARE), ("73", "P0", domain.P0_SULSEL), ("00", "P0", domain.P0_NATION),
        ("32.16", "P1", domain.P1_BEKASI), ("51.08", "P1", domain.P1_BULELENG), ("73.72", "P1", domain.P1_PAREPARE),
        ("32.75", "P1", domain.P1_KOTA_BEKASI),
    ],
)  # fmt: skip
def test_the_worked_series_are_those_of_the_file(region, code, points):
    assert [FIGURES[region, code, point.year, "Maret"] for point in points] == [
        point.value for point in points
    ]


def test_the_number_of_poor_fell_by_another_share_than_the_rate():
    before, after = (FIGURES["73.72", "JUMLAH_MISKIN", year, "Maret"] for year in (2018, 2019))
    assert round((after - before) / before * 100, 2) == D("-4.87")
    rates = [FIGURES["73.72", "P0", year, "Maret"] for year in (2018, 2019)]
    assert rates[1] - rates[0] == D("-0.33")
