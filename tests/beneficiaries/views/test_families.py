from datetime import date

import pytest
from django.urls import reverse

from agencies.models import ReadEvent
from beneficiaries.views.families import age
from tests.factories import (
    AssistanceFactory,
    FamilyFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    ProgramFactory,
)

pytestmark = pytest.mark.django_db


def test_the_family_page_shows_members_time_line_and_what_should_be_looked_at(sign_in):
    OfficeFactory()
    family = FamilyFactory(decile=1)
    child = PersonFactory(name="Putu Kecil", village=family.village)
    MembershipFactory(
        family=family, person=PersonFactory(name="Komang Sukerti", village=family.village), relation="kepala"
    )
    MembershipFactory(family=family, person=child, relation="anak")
    AssistanceFactory(
        person=None, family=family, program=ProgramFactory(code="BST", name="BST Pusat"), amount=900_000
    )
    AssistanceFactory(person=child, program=ProgramFactory(code="BLT_DD", name="BLT Desa"), amount=300_000)
    client = sign_in("secretariat")

    page = client.get(reverse("beneficiaries:family-detail", args=[family.pk]))

    body = page.content.decode()
    assert "Bantuan pada periode yang sama" in body
    assert "BST Pusat dan BLT Desa, perlu diperiksa" in body
    assert [stay.person.name for stay, _, _ in page.context["members"]] == ["Komang Sukerti", "Putu Kecil"]
    assert "untuk Putu Kecil" in body
    assert page.context["line"].this_year == 1_200_000
    assert {cell.state for row in page.context["line"].rows for cell in row.cells if cell.year == 2026} == {
        "clash"
    }
    assert ReadEvent.objects.get().subject_id == str(family.pk)


def test_a_family_without_anything_says_so(sign_in):
    OfficeFactory()
    page = sign_in("secretariat").get(reverse("beneficiaries:family-detail", args=[FamilyFactory().pk]))
    assert "Belum ada bantuan tercatat sejak 2024." in page.content.decode()


def test_age_counts_full_years():
    born = PersonFactory.build(birth_date=date(2000, 2, 29))
    assert age(born) >= 25
    assert age(PersonFactory.build(birth_date=None)) is None
