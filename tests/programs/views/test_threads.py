from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from tests.factories import (
    AgencyFactory,
    BudgetFactory,
    IndicatorFactory,
    NodeFactory,
    OfficeFactory,
    PlanFactory,
    PlanItemFactory,
    ProgramFactory,
    StandingFactory,
)
from tests.factories.programs import ProgramYearFactory

pytestmark = pytest.mark.django_db
UNLINKED = reverse("programs:program-unlinked")


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


@pytest.fixture
def agency():
    return AgencyFactory()


@pytest.fixture
def item(agency):
    rpjmd = PlanFactory(in_force_from=date(2025, 1, 1))
    renstra = PlanFactory(kind="renstra", agency=agency, in_force_from=date(2025, 1, 1))
    sasaran = PlanItemFactory(plan=rpjmd, text="Kemiskinan menurun")
    StandingFactory(indicator=IndicatorFactory(item=sasaran, agency=agency), target_value=7, percent=95)
    return PlanItemFactory(
        plan=renstra, level="program", supports=sasaran, text="Perlindungan sosial", node=NodeFactory()
    )


def running(**fields):
    return ProgramYearFactory(program=ProgramFactory(**fields), year=2026).program


def thread(item):
    return reverse("programs:item-thread", args=[item.pk])


def test_the_thread_shows_goal_money_and_programme(sign_in, item, agency):
    BudgetFactory(program=running(name="Santunan", agency=agency, item=item), ceiling_amount=5_000_000)
    page = sign_in(Role.LEADER).get(thread(item))
    for words in ("Kemiskinan menurun", "Santunan", "5.000.000", "95,00 %"):
        assertContains(page, words)


def test_the_page_of_a_programme_leads_upwards(sign_in, item, agency):
    program = running(agency=agency, item=item)
    page = sign_in(Role.OPERATOR, agency=agency).get(reverse("programs:program-detail", args=[program.pk]))
    assertContains(page, "Perlindungan sosial")
    assertContains(page, "Kemiskinan menurun")


def test_strangers_do_not_find_the_thread(sign_in, item):
    assert sign_in(Role.OPERATOR, agency=AgencyFactory()).get(thread(item)).status_code == 404


def test_the_queries_of_the_thread_do_not_grow(sign_in, item, agency, queries_of):
    client = sign_in(Role.LEADER)
    running(agency=agency, item=PlanItemFactory(plan=item.plan, parent=item))
    before = queries_of(client, thread(item))
    for _ in range(10):
        BudgetFactory(program=running(agency=agency, item=PlanItemFactory(plan=item.plan, parent=item)))
    assert queries_of(client, thread(item)) == before


def test_programmes_without_plan_get_the_item_of_their_code(sign_in, item, agency):
    program = running(agency=agency, node=NodeFactory(parent=item.node))
    stranger = running(agency=AgencyFactory(), node=item.node)
    client = sign_in(Role.OPERATOR, agency=agency)

    page = client.get(UNLINKED)
    assertContains(page, "Perlindungan sosial")
    assertContains(page, "Hubungkan yang dipilih")
    client.post(UNLINKED, {"pilih": [program.pk, stranger.pk, "x"]})

    for row in (program, stranger):
        row.refresh_from_db()
    assert (program.item, stranger.item) == (item, None)
    assertNotContains(client.get(UNLINKED), program.name)


def test_readers_are_offered_no_linking(sign_in, item, agency):
    program = running(agency=agency, node=item.node)
    client = sign_in(Role.LEADER)
    assertNotContains(client.get(UNLINKED), "Hubungkan yang dipilih")
    assert client.post(UNLINKED, {"pilih": [program.pk]}).status_code == 403
    program.refresh_from_db()
    assert program.item is None
