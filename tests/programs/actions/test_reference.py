import pytest

from programs.actions.reference import load_reference, national_programs
from programs.models import (
    AidKind,
    FundingSource,
    Nomenclature,
    PairRule,
    Program,
    ProgramAlias,
    Statistic,
    StatisticValue,
)

pytestmark = pytest.mark.django_db


def test_loading_again_adds_nothing_and_undoes_nothing():
    load_reference()
    counts = [
        model.objects.count()
        for model in (AidKind, FundingSource, Nomenclature, PairRule, Program, ProgramAlias)
    ]
    Program.objects.filter(code="PKH").update(name="Diubah Bappeda")
    ProgramAlias.objects.filter(name="BPNT").delete()

    load_reference()

    assert Program.objects.get(code="PKH").name == "Diubah Bappeda"
    assert not ProgramAlias.objects.filter(name="BPNT").exists()
    assert counts[2:5] == [398, 9, len(national_programs())]


def test_the_programmes_of_the_sheets_ship_without_an_agency():
    load_reference()
    expected = {"PKH", "SEMBAKO", "PIP", "PBI_JK", "BLT_DD", "BST", "RTLH", "BPUM"}
    found = Program.objects.filter(code__in=expected, agency=None, node=None, owner__in=("pusat", "desa"))
    assert set(found.values_list("code", flat=True)) == expected


def test_the_pairs_are_those_of_the_standing_rule():
    load_reference()
    verdicts = {
        frozenset((rule.first.code, rule.second.code)): rule.verdict
        for rule in PairRule.objects.select_related("first", "second")
    }
    assert verdicts[frozenset(("PKH", "SEMBAKO"))] == "allowed"
    assert {pair for pair, verdict in verdicts.items() if verdict == "check"} == {
        frozenset(("BLT_DD", "BST")), frozenset(("BLT_DD", "PKH")), frozenset(("BST", "PKH")),
    }  # fmt: skip


def test_the_nomenclature_is_a_tree():
    load_reference()
    node = Nomenclature.objects.get(code="1.06.05.2.02")
    assert (node.level, node.parent.code, node.parent.parent.code) == ("kegiatan", "1.06.05", "1.06")


def test_every_series_says_what_it_counts_and_what_bappeda_wrote_stays():
    load_reference()
    assert not Statistic.objects.filter(definition="").exists()
    Statistic.objects.filter(code="P0").update(definition="")
    Statistic.objects.filter(code="P1").update(definition="Kata Bappeda.")
    load_reference()
    assert Statistic.objects.get(code="P0").definition
    assert Statistic.objects.get(code="P1").definition == "Kata Bappeda."


def test_figures_carry_their_release_their_population_and_their_doubts():
    load_reference()
    poor = StatisticValue.objects.filter(statistic__code="JUMLAH_MISKIN")
    assert set(poor.values_list("population_basis", flat=True)) == {"Proyeksi penduduk BPS"}
    registered = StatisticValue.objects.filter(statistic__code="PENDUDUK", source__contains="Dukcapil")
    assert set(registered.values_list("vintage", flat=True)) == {"Semester II 2024"}
    breaks = StatisticValue.objects.filter(breaks_series=True)
    assert set(breaks.values_list("statistic__code", "year")) == {("IPM", 2021)}
    assert StatisticValue.objects.filter(is_suspect=True).count() == 2
