import pytest

from programs.models import PlanItem, Program
from programs.queries.links import proposals, unlinked
from tests.factories import AgencyFactory, NodeFactory, PlanFactory, PlanItemFactory, ProgramFactory
from tests.factories.programs import ProgramYearFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nodes():
    """program > kegiatan > sub kegiatan"""
    program = NodeFactory(level="program")
    activity = NodeFactory(level="kegiatan", parent=program)
    return program, activity, NodeFactory(parent=activity)


def test_the_nearest_item_of_the_agency_comes_before_the_regions(nodes):
    agency = AgencyFactory()
    region = PlanItemFactory(plan=PlanFactory(), node=nodes[1])
    program = ProgramFactory(agency=agency, node=nodes[2])
    assert proposals([program], PlanItem.objects.all()) == {program.pk: region}

    renstra = PlanFactory(kind="renstra", agency=agency)
    far, near = (PlanItemFactory(plan=renstra, node=node) for node in nodes[:2])
    assert proposals([program], PlanItem.objects.all()) == {program.pk: near}
    near.delete()
    assert proposals([program], PlanItem.objects.all()) == {program.pk: far}


def test_an_item_of_another_agency_is_never_proposed(nodes):
    PlanItemFactory(plan=PlanFactory(kind="renstra", agency=AgencyFactory()), node=nodes[2])
    PlanItemFactory(plan=PlanFactory(), node=nodes[2], agency=AgencyFactory())
    program = ProgramFactory(node=nodes[2])
    assert proposals([program, ProgramFactory()], PlanItem.objects.all()) == {}


def test_linked_national_and_idle_programmes_are_no_matter():
    open_one, linked, national, idle = (
        ProgramFactory(), ProgramFactory(item=PlanItemFactory()), ProgramFactory(agency=None, owner="pusat"), ProgramFactory(),
    )  # fmt: skip
    for program in (open_one, linked, national):
        ProgramYearFactory(program=program)
    assert list(unlinked(Program.objects.all(), 2026)) == [open_one]
    assert not unlinked(Program.objects.filter(pk=idle.pk), 2026).exists()
