from datetime import date

import pytest
from django.test import RequestFactory

from agencies.access.roles import Role
from agencies.access.viewer import Viewer
from agencies.models import Notice, RoleAssignment
from config.ui.context import Shell, shell
from tests.factories import AgencyFactory, OfficeFactory, UserFactory


def shell_of(user, query: str = "") -> Shell:
    request = RequestFactory().get(f"/?{query}")
    request.user = user
    request.viewer = Viewer.of(user)
    return shell(request)["shell"]


@pytest.fixture
def operator(db):
    user = UserFactory(name="Kadek Yuliani", position="Perencana")
    agency = AgencyFactory(name="Dinas Sosial")
    RoleAssignment.objects.create(user=user, role=Role.OPERATOR, agency=agency, valid_from=date(2020, 1, 1))
    return user


def test_a_request_without_a_viewer_is_a_strangers(db):
    assert not shell(RequestFactory().get("/"))["shell"].signed_in


def test_the_last_line_of_the_menu_names_post_and_agency(operator):
    assert shell_of(operator).who == "Perencana, Dinas Sosial"


def test_a_deputy_is_told_for_whom_he_acts(operator):
    assert shell_of(operator).acting_for == ""
    operator.role_assignments.update(acting=True)
    assert shell_of(operator).acting_for == "Dinas Sosial"


def test_post_and_agency_ask_nothing_beyond_the_grants(operator, django_assert_num_queries):
    made = shell_of(operator)
    with django_assert_num_queries(0):
        assert (made.who, made.acting_for) == ("Perencana, Dinas Sosial", "")


def test_the_year_is_that_of_the_office_until_the_address_names_another(operator):
    OfficeFactory(fiscal_year=2026)
    assert shell_of(operator).fiscal_year == 2026
    assert shell_of(operator, "tahun=2025").fiscal_year == 2025
    assert shell_of(operator, "tahun=' or 1").fiscal_year == 2026
    assert shell_of(operator).years == ["2027", "2026", "2025", "2024", "2023"]


def test_before_the_office_is_prepared_the_shell_still_stands(operator):
    made = shell_of(operator)
    assert (made.region, made.demo, made.planning_agency) == ("", False, "Bappeda")


def test_the_bell_counts_what_is_unread_and_the_menu_what_waits(operator):
    for read, waits, done in (
        (None, True, None),
        (None, False, None),
        ("2026-01-01", True, None),
        (None, True, "2026-01-02"),
    ):
        Notice.objects.create(
            user=operator, text="x", waits=waits,
            read_at=f"{read}T00:00Z" if read else None, done_at=f"{done}T00:00Z" if done else None,
        )  # fmt: skip
    Notice.objects.create(user=UserFactory(), text="another's", waits=True)
    made = shell_of(operator)
    assert made.unread == 3
    assert made._counts["tasks"] == 2


def test_a_page_that_shows_no_shell_asks_the_database_nothing(operator, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user, request.viewer = operator, Viewer.of(operator)
    with django_assert_num_queries(0):
        shell(request)
