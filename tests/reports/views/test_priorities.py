import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from agencies.access.roles import Role
from programs.actions.reference import load_reference
from programs.models import ProgramYear
from reports.actions.rollups import refresh
from tests.factories import (
    BudgetAccountFactory,
    BudgetFactory,
    OfficeFactory,
    ProgramFactory,
    RegencyFactory,
    StatisticFactory,
    StatisticValueFactory,
)

pytestmark = pytest.mark.django_db
FIELDS, PLACES = reverse("reports:poverty-fields"), reverse("reports:poverty-places")
BUDGET = reverse("reports:poverty-budget")


def test_fields_of_buleleng_are_ranked_by_known_flags_only(sign_in):
    load_reference()
    OfficeFactory(region=RegencyFactory(code="51.08", name="Kabupaten Buleleng"))
    response = sign_in(Role.LEADER).get(FIELDS)
    rows = {row.label: row for row in response.context["rows"]}
    assert rows["Kemiskinan"].flags.worse_province is True
    assert rows["Kemiskinan"].flags.worse_nation is False
    assert rows["Kemiskinan"].flags.worsening is None
    assert rows["Ketahanan pangan"].picture is None
    assertContains(response, "Belum ada angka indikator utama")


def test_before_any_figure_both_pages_say_what_to_do(sign_in):
    client = sign_in(Role.LEADER)
    assertContains(client.get(FIELDS), "Unggah daftar statistik")
    assertContains(client.get(PLACES), "Unggah register keluarga")


def test_kecamatan_stand_in_quadrants_and_villages_are_proposed(sign_in, regency):
    refresh(2026)
    response = sign_in(Role.LEADER).get(PLACES)
    assert len(response.context["told"].rows) == 2
    assert "BPS tidak menerbitkan tingkat kemiskinan kecamatan" in response.content.decode()
    assert all(one.row.target >= 5 for one in response.context["focus"])


def test_what_is_asked_is_compared_and_anything_else_is_ignored(sign_in, regency):
    refresh(2026)
    _, _, villages = regency
    statistic = StatisticFactory(code="APS", name="Angka partisipasi sekolah", direction="+")
    for area in ("35.99.01", "35.99.02", "35.99.03"):
        StatisticValueFactory(statistic=statistic, area=area, year=2025)
    client = sign_in(Role.LEADER)
    told = client.get(PLACES, {"x": "APS", "y": "belum", "acuan": "median"}).context["told"]
    assert (told.x.code, told.y.code) == ("APS", "belum")
    told = client.get(PLACES, {"x": "tiada", "n": "x"}).context["told"]
    assert (told.x.code, told.y.code) == ("belum", "sasaran")


def test_a_camat_sees_only_the_own_kecamatan(sign_in, regency):
    refresh(2026)
    _, _, villages = regency
    own = villages[0].parent
    response = sign_in(Role.DISTRICT, region=own).get(PLACES)
    assert {row.code for row in response.context["told"].rows} <= {own.code}
    assert {one.row.code[: len(own.code)] for one in response.context["focus"]} <= {own.code}


def test_money_stands_against_the_whole_spending_and_the_poor(sign_in):
    load_reference()
    OfficeFactory(region=RegencyFactory(code="51.08", name="Kabupaten Buleleng"))
    program = ProgramFactory()
    ProgramYear.objects.update_or_create(program=program, year=2026, defaults={"field": "kemiskinan"})
    BudgetFactory(program=program, ceiling_amount=312 * 10**9)
    BudgetAccountFactory(code="5", ceiling_murni=2400 * 10**9)
    response = sign_in(Role.LEADER).get(BUDGET)
    found = {one.code: one.value for one in response.context["readings"]}
    assert (found["B1"], found["B3"]) == ("13,0 %", "Rp 8,5 juta")
    assertContains(response, "untuk 36.550 orang")
    assertContains(response, "1 sub kegiatan belum punya bobot")


def test_without_money_the_budget_page_says_what_to_do(sign_in):
    OfficeFactory()
    assertContains(sign_in(Role.LEADER).get(BUDGET), "Unggah DPA")
