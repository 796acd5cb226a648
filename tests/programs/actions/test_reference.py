import pytest

from programs.actions.reference import load_reference, national_programs
from programs.models import AidKind, FundingSource, Nomenclature, PairRule, Program, ProgramAlias

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
