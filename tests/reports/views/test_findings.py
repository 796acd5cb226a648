import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from agencies.access.roles import Role
from programs.models import Determinant, Finding
from tests.factories import BudgetFactory, OfficeFactory, ProgramFactory, StatisticFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["posisi", "bidang", "keterkaitan", "tiada"])
def test_what_cannot_be_judged_has_no_finding(sign_in, kind):
    OfficeFactory()
    client = sign_in(Role.SECRETARIAT)
    assert client.get(reverse("reports:finding-edit", args=[kind, "P0"])).status_code == 404


@pytest.mark.parametrize("kind", ["anggaran", "posisi", "tiada"])
def test_without_money_or_place_there_is_nothing_to_write_about(sign_in, kind):
    OfficeFactory()
    assert sign_in(Role.SECRETARIAT).get(reverse("reports:finding-write", args=[kind])).status_code == 404


def test_what_drives_a_statistic_has_a_draft_that_grows_old_with_the_money(sign_in):
    OfficeFactory()
    client, program = sign_in(Role.SECRETARIAT), ProgramFactory()
    main = StatisticFactory(code="P0", name="Tingkat kemiskinan (P0)")
    row = Determinant.objects.create(main=main, name="Putus sekolah", evidence="x", judged_by=client.user)
    row.programs.add(program)
    page = reverse("reports:poverty-links")
    assertContains(
        client.get(page), "Tingkat kemiskinan punya 1 faktor penentu. Belum ada yang punya anggaran."
    )
    client.post(reverse("reports:finding-edit", args=["keterkaitan", "P0"]), {"text": "Belum ada uangnya."})
    finding = Finding.objects.get()
    assert (finding.kind, finding.year, finding.verdict) == ("keterkaitan", 2026, "tanpa")
    BudgetFactory(program=program)
    response = client.get(page)
    assertContains(response, "Angka berubah")
    assertContains(response, "Belum ada uangnya.")


def test_an_empty_text_is_refused(sign_in):
    OfficeFactory()
    client = sign_in(Role.SECRETARIAT)
    main = StatisticFactory(code="P0")
    Determinant.objects.create(main=main, name="Putus sekolah", evidence="x", judged_by=client.user)
    address = reverse("reports:finding-edit", args=["keterkaitan", "P0"])
    assert client.post(address, {"text": " "}).status_code == 422
    assert not Finding.objects.exists()
