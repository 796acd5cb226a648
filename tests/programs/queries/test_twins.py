import pytest

from programs.models import Program
from programs.queries.twins import pairs
from tests.factories import AgencyFactory, NodeFactory, ProgramFactory

pytestmark = pytest.mark.django_db


def found(similarity=90):
    programs = list(Program.objects.select_related("agency", "node").order_by("pk"))
    return [(pair.first.name, pair.second.name, pair.same_node) for pair in pairs(programs, similarity)]


def test_one_code_comes_before_like_names_whatever_the_names_are():
    node = NodeFactory()
    ProgramFactory(name="Bedah rumah", node=node)
    ProgramFactory(name="Pembangunan RTLH", node=node)
    ProgramFactory(name="Bantuan sembako lansia")
    ProgramFactory(name="Bantuan lansia sembako")
    assert found() == [
        ("Bedah rumah", "Pembangunan RTLH", True), ("Bantuan sembako lansia", "Bantuan lansia sembako", False),
    ]  # fmt: skip


def test_within_one_agency_nothing_is_a_twin():
    agency, node = AgencyFactory(), NodeFactory()
    for _ in range(2):
        ProgramFactory(name="Bedah rumah", agency=agency, node=node)
    assert found() == []


def test_how_alike_names_must_be_is_said_by_the_caller():
    ProgramFactory(name="Pelatihan kerja")
    ProgramFactory(name="Pelatihan kerja pemuda")
    assert found(95) == []
    assert len(found(60)) == 1
    assert pairs([], 90) == []
