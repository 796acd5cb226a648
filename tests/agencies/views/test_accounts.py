from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from agencies.access.roles import Role
from agencies.models import Job, RoleAssignment, User
from agencies.queries.office import fiscal_year
from tests.factories import AgencyFactory, OfficeFactory, UserFactory

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"agencies:{name}", args=args)


def invitation(**over) -> dict:
    return {
        "name": "Kadek Yuliani", "username": "kadek.yuliani", "email": "", "nip": "", "position": "", "phone": "",
        "role": Role.AUDITOR, "agency": "", "region": "", "valid_to": date(fiscal_year(), 12, 31).isoformat(),
    } | over  # fmt: skip


def test_an_invitation_shows_a_link_that_works_once(sign_in):
    OfficeFactory()
    body = sign_in(Role.SECRETARIAT).post(url("user-invite"), invitation()).content.decode()
    path = body.split('id="tautan">')[1].split("<")[0].removeprefix("http://testserver")
    person = Client()
    form = person.get(path, follow=True).request["PATH_INFO"]
    chosen = {"password1": "Kopi-Tubruk-77", "password2": "Kopi-Tubruk-77"}
    assert person.post(form, chosen).status_code == 302
    entered = person.post("/masuk/", {"login": "kadek.yuliani", "password": "Kopi-Tubruk-77"})
    assert entered.status_code == 302
    again = Client().get(path, follow=True)
    assert "password1" not in again.content.decode()


def test_a_letter_is_queued_when_there_is_an_address(sign_in):
    client = sign_in(Role.SECRETARIAT)
    client.post(url("user-invite"), invitation(email="kadek@contoh.example"))
    assert Job.objects.filter(
        task="accounts.letter", subject_id=User.objects.get(username="kadek.yuliani").pk
    ).exists()


def test_what_was_typed_stays_and_the_error_stands_beside_its_field(sign_in):
    answer = sign_in(Role.SECRETARIAT).post(url("user-invite"), invitation(nip="123"))
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "NIP berisi 18 angka." in body
    assert 'value="kadek.yuliani"' in body


def test_a_head_finds_the_own_people_and_only_two_roles_to_give(sign_in):
    agency = AgencyFactory()
    client = sign_in(Role.AGENCY_HEAD, agency=agency)
    other = UserFactory(name="Orang Lain")
    body = client.get(url("user-list")).content.decode()
    assert client.user.name in body
    assert other.name not in body
    form = client.get(url("user-invite")).content.decode()
    assert f'value="{Role.OPERATOR}"' in form
    assert f'value="{Role.SECRETARIAT}"' not in form


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.PLANNER, Role.REGISTER_OFFICE, Role.ADMINISTRATOR])
def test_a_head_who_forges_the_form_grants_no_role_of_bappeda(sign_in, role):
    agency = AgencyFactory()
    client = sign_in(Role.AGENCY_HEAD, agency=agency)
    client.post(url("user-invite"), invitation(role=role, agency=agency.pk))
    assert not RoleAssignment.objects.filter(role=role).exists()


def test_a_head_who_forges_the_form_grants_nothing_in_another_agency(sign_in):
    other = AgencyFactory()
    client = sign_in(Role.AGENCY_HEAD, agency=AgencyFactory())
    client.post(url("user-invite"), invitation(role=Role.OPERATOR, agency=other.pk))
    assert not RoleAssignment.objects.filter(agency=other).exists()


def test_a_head_makes_no_link_for_bappedas_planner(sign_in, holder):
    agency = AgencyFactory()
    planner = holder(Role.PLANNER, agency=agency)
    client = sign_in(Role.AGENCY_HEAD, agency=agency)
    for name in ("user-link", "user-close", "user-edit", "user-unlock", "user-handover", "user-grant"):
        assert client.post(url(name, planner.pk)).status_code == 404, name


def test_fields_that_are_not_in_the_form_change_nothing(sign_in):
    """Mass assignment: every column of the table is sent along."""
    user = UserFactory()
    before = User.objects.values().get(pk=user.pk)
    forged = {
        "is_superuser": "1", "is_staff": "1", "is_system": "1", "is_active": "", "password": "x", "id": "999",
        "closed_at": "2020-01-01", "groups": "1", "factor_reset_asked_by": "1", "last_login": "2020-01-01",
    }  # fmt: skip
    typed = {
        "name": "Nama Baru",
        "username": user.username,
        "email": user.email,
        "nip": "",
        "position": "",
        "phone": "",
    }
    answer = sign_in(Role.SECRETARIAT).post(url("user-edit", user.pk), typed | forged)
    assert answer.status_code == 302
    assert User.objects.values().get(pk=user.pk) == before | {"name": "Nama Baru"}


def test_a_second_holder_approves_from_the_account_page(sign_in, holder):
    OfficeFactory()
    user, proposer = UserFactory(), holder(Role.SECRETARIAT)
    waiting = RoleAssignment.objects.create(
        user=user, role=Role.SECRETARIAT, valid_from=date(2020, 1, 1), granted_by=proposer
    )
    client = sign_in(Role.SECRETARIAT)
    assert "Setujui peran" in client.get(url("user-detail", user.pk)).content.decode()
    client.post(url("grant-approve", waiting.pk))
    waiting.refresh_from_db()
    assert waiting.approved_by == client.user


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cari=lia", {"Lia"}),
        ("peran=auditor", {"Lia"}),
        ("keadaan=ditutup", {"Budi"}),
        ("keadaan=aktif", set()),
    ],
)
def test_the_list_is_filtered_by_the_address(sign_in, query, found):
    RoleAssignment.objects.create(user=UserFactory(name="Lia"), role="auditor", valid_from=date(2020, 1, 1))
    UserFactory(name="Budi", is_active=False)
    body = sign_in(Role.SECRETARIAT).get(f"{url('user-list')}?{query}").content.decode()
    assert {name for name in ("Lia", "Budi") if f">{name}</a>" in body} == found


def test_the_list_costs_the_same_number_of_queries_for_one_and_for_many(
    sign_in, django_assert_max_num_queries
):
    agency = AgencyFactory()
    for _ in range(20):
        RoleAssignment.objects.create(
            user=UserFactory(), role="operator", agency=agency, valid_from=date(2020, 1, 1)
        )
    client = sign_in(Role.SECRETARIAT)
    client.get(url("user-list"))
    with django_assert_max_num_queries(17):
        client.get(url("user-list"))
