from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from programs.models import Indicator, Plan, PlanItem, Target
from tests.factories import (
    AgencyFactory,
    IndicatorFactory,
    NodeFactory,
    OfficeFactory,
    PlanCeilingFactory,
    PlanFactory,
    PlanItemFactory,
    PlannedTargetFactory,
    ProgramFactory,
)

pytestmark = pytest.mark.django_db
LIST = reverse("programs:plan-list")


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


@pytest.fixture
def plan():
    plan = PlanFactory(number=0, name="RPJMD Tirta Kencana", in_force_from=date(2025, 1, 1))
    item = PlanItemFactory(plan=plan, number="1.1", text="Menurunnya kemiskinan")
    PlanCeilingFactory(item=item, year=2026, amount=12_500_000)
    PlannedTargetFactory(
        plan=plan, indicator=IndicatorFactory(name="Penduduk miskin", item=item), year=2027, value=7
    )
    return plan


def at(name, row):
    return reverse(f"programs:{name}", args=[row.pk])


def document(**fields):
    return {
        "name": "Renja 2026", "kind": "renja", "agency": "", "first_year": 2026, "last_year": 2026, "stage": "penetapan", "number": 0,
    } | fields  # fmt: skip


def item_of(**fields):
    return {"level": "program", "number": "2", "text": "Program baru"} | fields


def test_the_list_shows_documents_and_which_are_in_force(sign_in, plan):
    PlanFactory(name="Rancangan")
    page = sign_in(Role.LEADER).get(LIST)
    assertContains(page, "RPJMD Tirta Kencana")
    assertContains(page, "Belum berlaku")
    assertNotContains(page, "Tambah dokumen")


def test_the_tree_shows_items_targets_and_ceilings(sign_in, plan):
    page = sign_in(Role.LEADER).get(at("plan-detail", plan))
    assertContains(page, "Menurunnya kemiskinan")
    assertContains(page, "Penduduk miskin")
    assertContains(page, "7,00")
    assertContains(page, "12,5")
    assertNotContains(page, "Berlakukan")


def test_the_queries_of_the_tree_do_not_grow(sign_in, plan, queries_of):
    client = sign_in(Role.SECRETARIAT)
    before = queries_of(client, at("plan-detail", plan))
    for _ in range(20):
        PlannedTargetFactory(
            plan=plan, indicator=IndicatorFactory(item=PlanItemFactory(plan=plan, node=NodeFactory()))
        )
    assert queries_of(client, at("plan-detail", plan)) == before


def test_an_agency_writes_its_own_documents_only(sign_in, plan):
    agency = AgencyFactory()
    client = sign_in(Role.OPERATOR, agency=agency)
    assert client.get(at("plan-edit", plan)).status_code == 403
    assert client.get(at("plan-edit", PlanFactory(kind="renstra", agency=AgencyFactory()))).status_code == 404
    add = reverse("programs:plan-add")
    assert client.post(add, document()).status_code == 422
    assert client.post(add, document(kind="rkpd", agency=agency.pk)).status_code == 422
    assert client.post(add, document(agency=AgencyFactory().pk)).status_code == 422
    assert client.post(add, document(agency=agency.pk)).status_code == 302
    assert Plan.objects.get(kind="renja").agency == agency


def test_the_secretariat_writes_the_regions_documents(sign_in):
    client, add = sign_in(Role.SECRETARIAT), reverse("programs:plan-add")
    page = client.post(add, document(kind="rpjmd", agency=AgencyFactory().pk))
    assertContains(page, "RPJMD dan RKPD milik daerah", status_code=422)
    assert client.post(add, document(kind="rpjmd")).status_code == 302
    page = client.post(at("plan-edit", Plan.objects.get()), document(kind="rpjmd", last_year=2025))
    assertContains(page, "Tahun akhir tidak boleh sebelum tahun awal.", status_code=422)


def test_an_item_is_added_with_ceilings_and_indicators(sign_in, plan):
    indicator = IndicatorFactory(code="IKU-1")
    program = ProgramFactory(code="DINSOS-1")
    data = item_of(parent=plan.items.get().pk, pagu_2026="1.250.000", codes="IKU-1", carriers="DINSOS-1")
    assert sign_in(Role.SECRETARIAT).post(at("plan-item-add", plan), data).status_code == 302

    item = plan.items.get(text="Program baru")
    assert (item.parent.text, item.ceilings.get().amount) == ("Menurunnya kemiskinan", 1_250_000)
    assert (list(item.indicators.all()), list(item.programs.all())) == ([indicator], [program])
    sign_in(Role.SECRETARIAT).post(at("item-edit", item), item_of())
    assert not item.indicators.exists()
    assert not item.programs.exists()
    assert not item.ceilings.exists()


def test_an_agency_links_no_programme_of_another(sign_in):
    agency = AgencyFactory()
    renstra = PlanFactory(kind="renstra", agency=agency)
    ProgramFactory(code="DINAS-LAIN")
    data = item_of(carriers="DINAS-LAIN")
    page = sign_in(Role.OPERATOR, agency=agency).post(at("plan-item-add", renstra), data)
    assertContains(page, "Sub kegiatan DINAS-LAIN tidak ditemukan.", status_code=422)


def test_an_item_stands_below_no_item_of_its_own_and_names_known_indicators(sign_in, plan):
    client, item = sign_in(Role.SECRETARIAT), plan.items.get()
    child = PlanItemFactory(plan=plan, parent=item)
    page = client.post(at("item-edit", item), item_of(parent=child.pk, codes="TIADA"))
    assertContains(page, "di bawah dirinya sendiri", status_code=422)
    assertContains(page, "Indikator TIADA tidak ditemukan.", status_code=422)


def test_targets_of_the_document_in_force_become_the_targets(sign_in, plan):
    indicator = Indicator.objects.get()
    url = f"{at('plan-targets', plan)}?indikator={indicator.pk}"
    client = sign_in(Role.SECRETARIAT)
    assertContains(client.get(url), "Penduduk miskin")
    assert client.post(url, {"angka_2026": "7,5", "kata_2028": "WTP"}).status_code == 302
    assert sorted(Target.objects.values_list("year", "text")) == [(2026, ""), (2028, "WTP")]
    assert client.get(at("plan-targets", plan)).status_code == 404


def test_a_version_is_made_compared_and_put_in_force(sign_in, plan):
    client = sign_in(Role.SECRETARIAT)
    client.post(at("plan-version", plan), {"stage": "perubahan", "number": 1})
    copy = Plan.objects.get(based_on=plan)
    copy.planned_targets.update(value=6)
    assertContains(client.get(at("plan-compare", copy)), "Penduduk miskin")

    again = client.post(at("plan-version", plan), {"stage": "perubahan", "number": 1}, follow=True)
    assertContains(again, "Versi ini sudah ada.")
    early = client.post(at("plan-enforce", copy), {"from_day": "2025-01-01"}, follow=True)
    assertContains(early, "Tanggal harus sesudah")
    done = client.post(at("plan-enforce", copy), {"from_day": "2026-07-01"}, follow=True)
    assertContains(done, "1 target indikator mengikuti dokumen ini.")
    assert Target.objects.get().value == 6


def test_an_item_is_taken_out(sign_in, plan):
    item = plan.items.get()
    assert sign_in(Role.LEADER).post(at("item-remove", item)).status_code == 403
    sign_in(Role.SECRETARIAT).post(at("item-remove", item))
    assert not PlanItem.objects.exists()


def test_a_long_tree_ends_at_programmes_with_the_sums_of_what_is_folded_away(sign_in, plan):
    program = PlanItemFactory(
        plan=plan, parent=plan.items.get(), level="program", number="1.1.1", text="Program air"
    )
    for number, amount in ((1, 2_000_000), (2, 3_000_000)):
        below = PlanItemFactory(
            plan=plan, parent=program, level="sub_kegiatan", number=f"1.1.1.{number}", text=f"Sumur {number}"
        )
        PlanCeilingFactory(item=below, year=2027, amount=amount)
    client = sign_in(Role.LEADER)

    page = client.get(at("plan-detail", plan))
    assertContains(page, "Rp 5 juta")
    assertContains(page, "Tampilkan juga 2 kegiatan dan sub kegiatan")
    assertNotContains(page, "Sumur 1")
    assertContains(client.get(at("plan-detail", plan), {"rinci": "1"}), "Sumur 1")
