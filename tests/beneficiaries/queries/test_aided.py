from dataclasses import replace

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from beneficiaries.models import Assistance
from beneficiaries.queries.aided import Aided, aid, aided, by_program
from programs.models import Indicator, PlanItem, Program
from programs.queries.panels import thread_panels
from programs.queries.threads import of_program
from tests.factories import (
    AgencyFactory,
    AssistanceFactory,
    FamilyFactory,
    MembershipFactory,
    OfficeFactory,
    ProgramFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def household():
    """A family of two persons who both receive, from two programmes, and the family itself from one."""
    first, second = ProgramFactory(), ProgramFactory()
    family = FamilyFactory()
    one, other = (MembershipFactory(family=family).person for _ in range(2))
    AssistanceFactory(program=first, person=one, amount=100)
    AssistanceFactory(program=first, person=other, amount=200)
    AssistanceFactory(program=second, person=one, amount=None)
    AssistanceFactory(program=second, person=None, family=family, amount=50)
    return first, second


def test_each_family_and_person_counts_once_over_all_programmes(household):
    assert aided(Assistance.objects.all()) == Aided(1, 2, 350)
    assert {pk: (row.families, row.persons, row.amount) for pk, row in by_program(Assistance.objects.all()).items()} == {
        household[0].pk: (1, 2, 300), household[1].pk: (1, 1, 50),
    }  # fmt: skip
    assert aided(Assistance.objects.none()) == Aided(0, 0, None)


def test_only_what_was_received_in_the_year_and_within_reach_counts(household, viewer_of):
    AssistanceFactory(status="diusulkan")
    AssistanceFactory(year=2025)
    ours = AssistanceFactory(agency=AgencyFactory())
    assert aided(aid(viewer_of(Role.LEADER), 2026)).persons == 3
    assert aided(aid(viewer_of(Role.OPERATOR, agency=ours.agency), 2026)).persons == 1
    assert aided(aid(viewer_of(Role.DISTRICT, region=ours.village.parent), 2026)).persons == 1
    assert aided(aid(viewer_of(Role.ADMINISTRATOR), 2026)).persons == 0


def test_the_page_of_a_programme_tells_whom_it_reached(household, sign_in):
    OfficeFactory(fiscal_year=2026)
    url = reverse("programs:program-detail", args=[household[0].pk])
    page = sign_in(Role.LEADER).get(url)
    assertContains(page, "Siapa yang menerima 2026?")
    assertNotContains(page, "Buka daftar penerima")
    assertContains(sign_in(Role.SECRETARIAT).get(url), "Buka daftar penerima")


def test_a_thread_counts_over_all_its_programmes(household, viewer_of):
    thread = of_program(household[0], 2026, PlanItem.objects.all(), Indicator.objects.all())
    thread = replace(thread, programs=list(Program.objects.order_by("pk")))
    [panel] = thread_panels.shown(viewer_of(Role.LEADER), thread, 2026)
    assert panel.context["aided"] == Aided(1, 2, 350)
