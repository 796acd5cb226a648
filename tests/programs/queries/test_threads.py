import pytest

from programs.models import Indicator, PlanItem, Program
from programs.queries.threads import of_item, of_program
from tests.factories import (
    AgencyFactory,
    BudgetFactory,
    IndicatorFactory,
    PlanCeilingFactory,
    PlanFactory,
    PlanItemFactory,
    ProgramFactory,
    RealizationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread():
    """Visi > tujuan > sasaran of the RPJMD, a Renstra programme that supports the sasaran, a sub kegiatan below it."""
    agency = AgencyFactory()
    rpjmd, renstra = PlanFactory(), PlanFactory(kind="renstra", agency=agency)
    vision = PlanItemFactory(plan=rpjmd, level="visi", text="Visi")
    goal = PlanItemFactory(plan=rpjmd, level="tujuan", parent=vision, text="Tujuan")
    sasaran = PlanItemFactory(plan=rpjmd, parent=goal, text="Sasaran")
    program = PlanItemFactory(plan=renstra, level="program", supports=sasaran, text="Program")
    leaf = PlanItemFactory(plan=renstra, level="sub_kegiatan", parent=program, text="Sub kegiatan")
    PlanItemFactory(plan=rpjmd, level="sasaran", parent=goal, text="Sasaran lain")
    carrier = ProgramFactory(agency=agency, item=leaf)
    BudgetFactory(program=carrier, ceiling_amount=100)
    RealizationFactory(program=carrier, spent_amount=40)
    return {"sasaran": sasaran, "leaf": leaf, "program": program, "carrier": carrier}


def seen(item):
    return of_item(item, 2026, PlanItem.objects.all(), Program.objects.all(), Indicator.objects.all())


def words(items):
    return [item.text for item in items]


def test_upwards_it_reaches_the_vision_and_downwards_the_money(thread):
    found = seen(thread["sasaran"])
    assert words(found.above) == ["Visi", "Tujuan"]
    assert words(found.below) == ["Program", "Sub kegiatan"]
    assert found.programs == [thread["carrier"]]
    assert (found.money.ceiling_amount, found.money.spent_amount) == (100, 40)
    assert found.programs[0].absorption == 40


def test_from_below_it_crosses_into_the_plan_above(thread):
    found = seen(thread["leaf"])
    assert words(found.above) == ["Visi", "Tujuan", "Sasaran", "Program"]
    assert found.below == []


def test_indicators_stand_on_the_way_up_and_the_ceiling_is_the_items_own(thread):
    above, _aside = IndicatorFactory(item=thread["sasaran"]), IndicatorFactory()
    PlanCeilingFactory(item=thread["program"], year=2026, amount=900)
    found = seen(thread["program"])
    assert found.indicators == [above]
    assert found.planned_amount == 900


def test_a_programme_named_by_an_item_carries_it_too(thread):
    carrier = ProgramFactory()
    thread["leaf"].program = carrier
    thread["leaf"].save()
    assert set(seen(thread["leaf"]).programs) == {carrier, thread["carrier"]}


def test_a_programme_sees_what_it_serves(thread):
    indicator = IndicatorFactory(item=thread["sasaran"])
    found = of_program(thread["carrier"], 2026, PlanItem.objects.all(), Indicator.objects.all())
    assert words(found.above) == ["Visi", "Tujuan", "Sasaran", "Program", "Sub kegiatan"]
    assert found.indicators == [indicator]
    assert of_program(ProgramFactory(), 2026, PlanItem.objects.all(), Indicator.objects.all()).above == []


def test_what_the_reader_may_not_see_is_not_crossed(thread):
    hidden = PlanItem.objects.exclude(pk=thread["program"].pk)
    found = of_item(thread["leaf"], 2026, hidden, Program.objects.all(), Indicator.objects.all())
    assert found.above == []
