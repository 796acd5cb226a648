import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from agencies.models import Agency
from tests.factories import AgencyFactory, BudgetFactory, OfficeFactory, UploadFactory
from tests.factories.programs import ProgramYearFactory

pytestmark = pytest.mark.django_db
LIST = reverse("agencies:agency-list")


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory()


def page_of(agency):
    return reverse("agencies:agency-detail", args=[agency.pk])


def test_the_list_finds_by_name_and_leaves_out_what_ended(sign_in):
    AgencyFactory(name="Dinas Sosial", short_name="DINSOS")
    AgencyFactory(name="Dinas Lama", valid_to="2020-12-31")
    client = sign_in(Role.LEADER)

    assertContains(client.get(LIST, {"cari": "dinsos"}), "Dinas Sosial")
    assertNotContains(client.get(LIST), "Dinas Lama")
    assertContains(client.get(LIST, {"berlaku": "semua"}), "Dinas Lama")


def test_the_queries_of_the_list_do_not_grow(sign_in, queries_of):
    client = sign_in(Role.SECRETARIAT)
    AgencyFactory()
    before = queries_of(client, LIST)
    AgencyFactory.create_batch(20)
    assert queries_of(client, LIST) == before


def test_the_page_shows_programmes_and_indicators_of_the_agency(sign_in):
    budget = BudgetFactory(program__name="Bedah rumah", ceiling_amount=7_000_000)
    ProgramYearFactory(program=budget.program, year=2026)
    page = sign_in(Role.LEADER).get(page_of(budget.program.agency))
    assertContains(page, "Bedah rumah")
    assertContains(page, "7.000.000")
    assertContains(page, "Belum ada indikator")


def test_uploads_and_people_are_shown_to_those_who_may_see_them(sign_in, holder):
    upload = UploadFactory()
    holder(Role.OPERATOR, agency=upload.agency)
    assertContains(sign_in(Role.SECRETARIAT).get(page_of(upload.agency)), "Unggahan terbaru")
    assertContains(sign_in(Role.SECRETARIAT).get(page_of(upload.agency)), "Perencana/operator")
    leader = sign_in(Role.LEADER).get(page_of(upload.agency))
    assertNotContains(leader, "Unggahan terbaru")
    assertNotContains(leader, "Perencana/operator")


NEW = {
    "name": "Dinas  Pangan",
    "code": "3.27.0.00.0.00.09.0000",
    "kind": "dinas",
    "fields_of_affairs": "3.27",
}


def test_bappeda_adds_and_changes_an_agency(sign_in):
    client = sign_in(Role.SECRETARIAT)
    client.post(reverse("agencies:agency-add"), NEW)
    agency = Agency.objects.get(code=NEW["code"])
    assert (agency.name, agency.fields_of_affairs) == ("Dinas Pangan", ["3.27"])
    client.post(reverse("agencies:agency-edit", args=[agency.pk]), NEW | {"name": "Dinas Pertanian"})
    agency.refresh_from_db()
    assert agency.name == "Dinas Pertanian"


def test_more_than_three_fields_of_affairs_are_refused(sign_in):
    page = sign_in(Role.SECRETARIAT).post(
        reverse("agencies:agency-add"), NEW | {"fields_of_affairs": "1.01,1.02,1.03,1.04"}
    )
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"fields_of_affairs"}


def test_an_agency_is_not_its_own_parent(sign_in):
    top = AgencyFactory()
    unit = AgencyFactory(parent=top)
    data = NEW | {"code": top.code, "parent": unit.pk}
    page = sign_in(Role.SECRETARIAT).post(reverse("agencies:agency-edit", args=[top.pk]), data)
    assertContains(page, "Induk tidak boleh", status_code=422)


def test_a_renamed_agency_points_to_its_successor(sign_in):
    old, new = AgencyFactory(), AgencyFactory(name="Dinas Gabungan")
    client = sign_in(Role.SECRETARIAT)
    client.post(
        reverse("agencies:agency-replace", args=[old.pk]), {"successor": new.pk, "last_day": "2026-06-30"}
    )
    assertContains(client.get(page_of(old)), "Dinas Gabungan")
    assertContains(client.get(page_of(new)), old.name)


def test_others_only_read(sign_in):
    agency = AgencyFactory()
    for name in ("agency-edit", "agency-replace"):
        assert (
            sign_in(Role.PLANNER, agency=agency)
            .get(reverse(f"agencies:{name}", args=[agency.pk]))
            .status_code
            == 403
        )
    assert sign_in(Role.LEADER).get(reverse("agencies:agency-detail", args=[0])).status_code == 404
