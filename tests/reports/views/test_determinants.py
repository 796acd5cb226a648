import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from programs.models import Determinant
from tests.factories import (
    BudgetFactory,
    OfficeFactory,
    ProgramFactory,
    StatisticFactory,
    StatisticValueFactory,
)

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("reports:poverty-links"), reverse("reports:determinant-add")


@pytest.fixture
def p0():
    OfficeFactory()
    return StatisticFactory(code="P0", name="Tingkat kemiskinan")


def test_a_judgement_is_written_corrected_and_removed(sign_in, p0):
    client, program = sign_in(Role.PLANNER), ProgramFactory()
    assertContains(client.get(LIST), "Belum ada faktor penentu")
    told = {"main": p0.pk, "name": "Putus sekolah", "strength": "kuat", "evidence": "Survei 2025"}
    client.post(ADD, told | {"programs": []})
    row = Determinant.objects.get()
    assert row.judged_by == client.user
    client.post(reverse("reports:determinant-edit", args=[row.pk]), told | {"strength": "lemah"})
    assertContains(client.get(LIST), "Lemah")
    remove = reverse("reports:determinant-remove", args=[row.pk])
    assertContains(client.get(remove), "Hapus faktor Putus sekolah?")
    client.post(remove)
    assert not Determinant.objects.exists()
    assert program.determinants.count() == 0


def test_a_judgement_without_evidence_is_refused(sign_in, p0):
    response = sign_in(Role.PLANNER).post(ADD, {"main": p0.pk, "name": "Putus sekolah", "strength": "kuat"})
    assert response.status_code == 422
    assert not Determinant.objects.exists()


def test_a_factor_that_worsens_without_money_stands_out_until_it_has_money(sign_in, p0):
    client, program = sign_in(Role.SECRETARIAT), ProgramFactory()
    schooling = StatisticFactory(code="PUTUS", name="Putus sekolah")
    for place in range(8):
        StatisticValueFactory(statistic=p0, year=2015 + place, value=5 + place)
        StatisticValueFactory(statistic=schooling, year=2015 + place, value=10 + 2 * place)
    row = Determinant.objects.create(
        main=p0, name="Putus sekolah", statistic=schooling, evidence="x", judged_by=client.user
    )
    response = client.get(LIST)
    assertContains(response, "Belum ada, memburuk")
    assertContains(response, "1,00 (8)")
    assertContains(response, "0 dari 1 faktor punya anggaran 2026 (0 %)")
    row.programs.add(program)
    assertContains(client.get(LIST), "Belum ada, memburuk")
    BudgetFactory(program=program)
    assertContains(client.get(LIST), "1 dari 1 faktor punya anggaran 2026 (100 %)")
    assertNotContains(client.get(LIST), "memburuk</span>")


def test_only_who_analyses_may_look(sign_in, p0):
    assert sign_in(Role.LEADER).get(LIST).status_code == 403
