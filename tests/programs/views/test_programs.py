from decimal import Decimal

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertTemplateNotUsed

from agencies.access.roles import Role
from programs.models import Program, ProgramYear
from tests.factories import (
    AgencyFactory,
    BudgetFactory,
    NodeFactory,
    OfficeFactory,
    ProgramFactory,
    RealizationFactory,
)
from tests.factories.programs import ProgramYearFactory, UnitFactory

pytestmark = pytest.mark.django_db
LIST = reverse("programs:program-list")


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


def running(**fields):
    return ProgramYearFactory(program=ProgramFactory(**fields), year=2026).program


def test_the_list_shows_money_and_the_totals_of_all_pages(sign_in):
    program = running(name="Bedah rumah")
    BudgetFactory(program=program, ceiling_amount=12_500_000)
    RealizationFactory(program=program, spent_amount=2_500_000)

    page = sign_in(Role.LEADER).get(LIST)

    assertContains(page, "12.500.000")
    assertContains(page, "20,0 %")
    assertContains(page, "1 program")


def test_an_operator_sees_the_own_agencys_and_national_programmes_only(sign_in):
    mine, _other = running(name="Program kami"), running(name="Program mereka")
    running(name="Program pusat", agency=None, owner="pusat")

    page = sign_in(Role.OPERATOR, agency=mine.agency).get(LIST)

    assertContains(page, "Program kami")
    assertContains(page, "Program pusat")
    assertNotContains(page, "Program mereka")


def test_what_a_budget_brings_along_is_shown_only_when_asked_for(sign_in):
    running(name="Bedah rumah")
    running(name="Gaji pegawai", is_poverty=False, strategy=None, unit=None)
    client = sign_in(Role.LEADER)

    assertNotContains(client.get(LIST), "Gaji pegawai")
    page = client.get(LIST, {"cakupan": "semua"})
    assertContains(page, "Gaji pegawai")
    assertContains(page, "2 program")
    assertNotContains(page, "None")


def test_its_page_says_what_it_is(sign_in):
    plain = running(name="Gaji pegawai", is_poverty=False, strategy=None, unit=None, agency=AgencyFactory())
    page = sign_in(Role.SECRETARIAT).get(reverse("programs:program-detail", args=[plain.pk]))
    assertContains(page, "hanya membawa anggarannya")
    assertNotContains(page, "None")


def test_htmx_gets_only_the_results(sign_in):
    page = sign_in(Role.LEADER).get(LIST, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assertTemplateNotUsed(page, "base.html")
    assertContains(page, 'id="hasil"', count=1)


def test_the_number_of_queries_does_not_grow_with_the_list(sign_in, queries_of):
    client = sign_in(Role.SECRETARIAT)
    BudgetFactory(program=running())
    before = queries_of(client, LIST)
    for _ in range(20):
        BudgetFactory(program=running())
    assert queries_of(client, LIST) == before


def test_the_detail_page_shows_every_version_and_the_quarters(sign_in):
    program = running()
    BudgetFactory(program=program, revision="murni", ceiling_amount=1_000)
    BudgetFactory(program=program, revision="perubahan", ceiling_amount=2_000)
    RealizationFactory(program=program, month=5, spent_amount=1_500)

    page = sign_in(Role.SECRETARIAT).get(reverse("programs:program-detail", args=[program.pk]))

    assertContains(page, "Perubahan 2.000")
    assertContains(page, "75,0 %")


def test_strangers_find_nothing_and_readers_may_not_change(sign_in):
    program = running()
    stranger = sign_in(Role.OPERATOR, agency=AgencyFactory())
    assert stranger.get(reverse("programs:program-detail", args=[program.pk])).status_code == 404
    assert stranger.get(reverse("programs:program-edit", args=[program.pk])).status_code == 404
    leader = sign_in(Role.LEADER)
    assert leader.get(reverse("programs:program-detail", args=[program.pk])).status_code == 200
    assert leader.get(reverse("programs:program-edit", args=[program.pk])).status_code == 403


def test_an_operator_may_not_change_a_national_programme(sign_in):
    national = running(agency=None, owner="pusat")
    client = sign_in(Role.OPERATOR, agency=AgencyFactory())
    assert client.get(reverse("programs:program-edit", args=[national.pk])).status_code == 403


def new_program(owner, **fields):
    return {
        "name": "Jamban sehat",
        "code": "jmb-1",
        "owner": "daerah",
        "agency": owner.pk,
        "is_poverty": "on",
        "strategy": 3,
        "unit": UnitFactory().pk,
        **fields,
    }


def test_a_new_programme_runs_in_the_fiscal_year_at_once(sign_in):
    agency = AgencyFactory()
    page = sign_in(Role.OPERATOR, agency=agency).post(reverse("programs:program-add"), new_program(agency))

    program = Program.objects.get(code="JMB-1")
    assert page.url == reverse("programs:program-detail", args=[program.pk])
    assert list(program.years.values_list("year", flat=True)) == [2026]


def test_only_a_poverty_programme_needs_strategy_and_unit(sign_in):
    agency = AgencyFactory()
    client, url = sign_in(Role.OPERATOR, agency=agency), reverse("programs:program-add")
    page = client.post(url, new_program(agency, strategy="", unit=""))
    assert set(page.context["form"].errors) == {"strategy", "unit"}
    assert client.post(url, new_program(agency, strategy="", unit="", is_poverty="")).status_code == 302
    assert not Program.objects.get().is_poverty


def test_an_operator_cannot_give_a_programme_to_another_agency(sign_in):
    other = AgencyFactory()
    page = sign_in(Role.OPERATOR, agency=AgencyFactory()).post(
        reverse("programs:program-add"), new_program(other)
    )
    assert page.status_code == 422
    assert not Program.objects.exists()


def test_a_programme_of_the_region_needs_an_agency(sign_in):
    page = sign_in(Role.SECRETARIAT).post(
        reverse("programs:program-add"), new_program(AgencyFactory(), agency="")
    )
    assertContains(page, "harus punya perangkat daerah", status_code=422)


def test_the_target_of_a_year_is_stored(sign_in):
    program = running()
    url = reverse("programs:program-year", args=[program.pk, 2026])
    sign_in(Role.OPERATOR, agency=program.agency).post(url, {"target_count": "120"})
    assert program.years.get().target_count == 120


def test_the_tag_of_a_year_is_stored_and_support_programmes_have_none(sign_in):
    program = running()
    client = sign_in(Role.OPERATOR, agency=program.agency)
    tag = {"activity": "langsung", "weight": "0,5", "field": "kemiskinan"}
    client.post(reverse("programs:program-year", args=[program.pk, 2026]), tag)
    row = program.years.get()
    assert (row.activity, row.weight, row.field) == ("langsung", Decimal("0.5"), "kemiskinan")

    support = running(agency=program.agency, node=NodeFactory(code="1.06.01.2.01.0001"))
    page = client.post(reverse("programs:program-year", args=[support.pk, 2026]), tag)
    assertContains(page, "Program penunjang urusan (xx.01) tidak dapat ditandai.", status_code=422)


def test_a_new_year_is_opened_after_a_preview_and_can_be_undone(sign_in):
    client = sign_in(Role.SECRETARIAT)
    program = running(name="Pasar murah")
    url = reverse("programs:program-copy")

    preview = client.get(url, {"dari": "2026", "ke": "2027"})
    assertContains(preview, "Pasar murah")
    assert not ProgramYear.objects.filter(year=2027).exists()

    done = client.post(url, {"dari": "2026", "ke": "2027"}, follow=True)
    assert program.years.filter(year=2027, target_count=None).exists()
    [message] = done.context["messages"]
    client.post(message.extra_tags.removeprefix("urungkan="))
    assert not program.years.filter(year=2027).exists()


def test_nobody_undoes_the_copying_of_somebody_else(sign_in):
    running()
    url = reverse("programs:program-copy")
    done = sign_in(Role.SECRETARIAT).post(url, {"dari": "2026", "ke": "2027"}, follow=True)
    [message] = done.context["messages"]
    assert sign_in(Role.SECRETARIAT).post(message.extra_tags.removeprefix("urungkan=")).status_code == 404
    assert ProgramYear.objects.filter(year=2027).exists()
