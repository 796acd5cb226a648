import re

import pytest
from django.urls import reverse

from agencies.models import ReadEvent
from tests.beneficiaries.lists import BORN, kk, line, merged, nik
from tests.factories import (
    AgencyFactory,
    AssistanceFactory,
    DistrictFactory,
    FamilyFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    ProgramFactory,
    VillageFactory,
)

pytestmark = pytest.mark.django_db
SIXTEEN = re.compile(rb"\d{16}")


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory()


def served_family(**aid):
    family = FamilyFactory(village=aid.get("village") or VillageFactory())
    member = PersonFactory(village=family.village)
    MembershipFactory(family=family, person=member, relation="kepala")
    gift = AssistanceFactory(person=None, family=family, **aid)
    return family, member, gift


def test_the_list_shows_families_with_their_aid_and_what_it_sums_to(sign_in):
    family, member, gift = served_family(amount=600_000)
    AssistanceFactory(person=member, amount=400_000)
    page = sign_in("secretariat").get(reverse("beneficiaries:person-list"))
    body = page.content.decode()
    assert family.head_name in body
    assert gift.program.name in body
    assert "1.000.000" in body
    assert [row.subject for row in page.context["lines"]] == [family]
    assert page.context["total"] == 1_000_000


def test_persons_who_receive_in_their_own_name_have_a_list_of_their_own(sign_in):
    alone = AssistanceFactory().person
    served_family()
    page = sign_in("secretariat").get(reverse("beneficiaries:person-list"), {"sebagai": "orang"})
    assert [row.subject for row in page.context["lines"]] == [alone]


@pytest.mark.parametrize("name", ["cari", "kecamatan", "desa", "program", "desil", "perangkat", "tahun"])
def test_each_filter_leaves_what_it_says(sign_in, name):
    village = VillageFactory(parent=DistrictFactory(code="35.99.77"))
    wanted, member, gift = served_family(village=village)
    other, _, _ = served_family()
    type(wanted).objects.filter(pk=other.pk).update(decile=9)
    AssistanceFactory(person=None, family=other, year=2025)
    type(member).objects.filter(pk=member.pk).update(search="'ketut':1 'lestari':2")
    value = {
        "cari": "LEST", "kecamatan": village.parent.code, "desa": village.code, "program": gift.program_id, "desil": "1-4",
        "perangkat": gift.agency_id, "tahun": 2025,
    }[name]  # fmt: skip
    page = sign_in("secretariat").get(reverse("beneficiaries:person-list"), {name: value})
    assert [row.subject for row in page.context["lines"]] == ([other] if name == "tahun" else [wanted])


def test_an_agency_sees_its_own_aid_in_full_and_others_by_programme_only(sign_in):
    ours = AgencyFactory()
    family, _, gift = served_family(agency=ours, amount=111_000)
    foreign = AssistanceFactory(person=None, family=family, amount=987_654_000)
    stranger, _, _ = served_family()
    client = sign_in("operator", agency=ours)
    for address in (
        reverse("beneficiaries:person-list"),
        reverse("beneficiaries:family-detail", args=[family.pk]),
    ):
        body = client.get(address).content.decode()
        assert gift.program.name in body
        assert foreign.program.name in body
        assert not {"987.654", "987654"} & set(re.findall(r"[\d.]+", body))
        assert stranger.head_name not in body
    assert client.get(reverse("beneficiaries:family-detail", args=[stranger.pk])).status_code == 404


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("secretariat", True), ("auditor", True), ("register_office", True), ("operator", False), ("planner", False), ("district", False),
    ],
)  # fmt: skip
def test_who_sees_a_person_depends_on_reach(sign_in, role, sees):
    person = AssistanceFactory().person
    reach = {"agency": AgencyFactory()} if role in ("operator", "planner", "register_office") else {}
    reach |= {"region": DistrictFactory(code="35.99.78")} if role == "district" else {}
    answer = sign_in(role, **reach).get(reverse("beneficiaries:person-detail", args=[person.pk]))
    assert answer.status_code == (200 if sees else 404)


def test_an_officer_of_a_region_sees_who_lives_or_receives_there(sign_in):
    here = VillageFactory()
    resident = PersonFactory(village=here)
    receiver = AssistanceFactory(village=here, person=PersonFactory()).person
    client = sign_in("village", region=here)
    for person in (resident, receiver):
        assert client.get(reverse("beneficiaries:person-detail", args=[person.pk])).status_code == 200


def test_the_page_says_that_the_look_was_written_down(sign_in):
    person = AssistanceFactory().person
    client = sign_in("secretariat")
    assert (
        b"Anda tercatat melihat halaman ini"
        in client.get(reverse("beneficiaries:person-detail", args=[person.pk])).content
    )
    event = ReadEvent.objects.get(what="page")
    assert (event.actor_id, event.subject_id) == (client.user.pk, str(person.pk))


def test_a_merged_person_leads_to_the_other(sign_in):
    kept = AssistanceFactory().person
    gone = PersonFactory(merged_into=kept)
    answer = sign_in("secretariat").get(reverse("beneficiaries:person-detail", args=[gone.pk]))
    assert answer.url == reverse("beneficiaries:person-detail", args=[kept.pk])


def test_the_page_tells_file_sheet_and_row_of_every_fact_and_no_page_holds_a_number(sign_in):
    ProgramFactory(code="BST")
    lines = [
        line(
            "Siti Aminah", nik=nik(1), no_kk=kk(1), tanggal_lahir=BORN, alamat="Jl. Mawar", desil=1, nominal=1
        )
    ]
    upload = merged(lines, program="BST")
    merged(
        [line("Siti Aminah", nik=nik(1), alamat="Jl. Melati")], kind="individu", sumber="dtsen", triwulan=1
    )
    client = sign_in("secretariat")
    person = upload._meta.apps.get_model("beneficiaries.Person").objects.get()
    family = upload._meta.apps.get_model("beneficiaries.Family").objects.get()
    addresses = [
        reverse("beneficiaries:person-detail", args=[person.pk]), reverse("beneficiaries:family-detail", args=[family.pk]),
        reverse("beneficiaries:person-list"), reverse("beneficiaries:person-list") + "?sebagai=orang",
    ]  # fmt: skip
    bodies = [client.get(address).content for address in addresses]
    assert not any(SIXTEEN.search(body) for body in bodies)
    assert b"lembar Sheet1, baris 2" in bodies[0]
    assert b"<b>Jl. Mawar</b>" in bodies[0]  # the lower-ranked source says something else
    assert "3599 ••••".encode() in bodies[0]


def test_the_number_of_queries_does_not_grow_with_the_list(sign_in, django_assert_max_num_queries):
    for _ in range(12):
        served_family()
    client = sign_in("secretariat")
    client.get(reverse("beneficiaries:person-list"))
    with django_assert_max_num_queries(45):
        client.get(reverse("beneficiaries:person-list"))
