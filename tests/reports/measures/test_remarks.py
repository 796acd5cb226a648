import pytest

from programs.models import Finding
from reports.measures.lenses import Lens
from reports.measures.remarks import remark
from tests.factories import StatisticFactory

LENS = Lens("posisi", "Posisi relatif", "baik", "Baik", "Aturan", "Usulan.", {"nilai": "5"})


@pytest.fixture
def p0(db):
    return StatisticFactory(code="P0")


def test_without_a_finding_the_draft_speaks(p0):
    told = remark(LENS, p0, "35.99", 2024, "Maret", written={})
    assert (told.text, told.is_outdated) == ("Usulan.", False)


def test_a_finding_of_the_same_figures_speaks_and_is_not_old(p0):
    kept = Finding(text="Kita baik.", figures={"nilai": "5"})
    told = remark(LENS, p0, "35.99", 2024, "Maret", written={("posisi", p0.pk, 2024, "Maret"): kept})
    assert (told.text, told.is_outdated) == ("Kita baik.", False)


def test_other_figures_make_it_old(p0):
    kept = Finding(text="Kita baik.", figures={"nilai": "4"})
    assert remark(
        LENS, p0, "35.99", 2024, "Maret", written={("posisi", p0.pk, 2024, "Maret"): kept}
    ).is_outdated


@pytest.mark.parametrize(
    "key", [("posisi", None, 2024, ""), ("bidang", None, 2024, ""), ("posisi", None, 2023, "Maret")]
)
def test_what_was_written_about_something_else_is_not_taken(p0, key):
    assert remark(LENS, p0, "35.99", 2024, "Maret", written={key: Finding(text="x")}).finding is None


def test_what_is_to_be_kept_carries_the_figures_of_today():
    row = remark(LENS, None, "35.99", 2026, "a b average", written={}).written("Teks")
    assert (row.kind, row.statistic, row.area, row.year, row.period) == (
        "posisi",
        None,
        "35.99",
        2026,
        "a b average",
    )
    assert (row.text, row.figures, row.verdict, row.rule) == ("Teks", {"nilai": "5"}, "baik", "Aturan")
