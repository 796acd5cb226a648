"""All fields of an indicator (DOMAIN 11.1) are entered in one form and stand on its page."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from programs.models import Indicator, NomenclatureEdition
from tests.factories import (
    AgencyFactory,
    IndicatorFactory,
    NodeFactory,
    OfficeFactory,
    PlanFactory,
    PlanItemFactory,
    StatisticFactory,
)

pytestmark = pytest.mark.django_db
ADD = reverse("programs:indicator-add")


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


def filled(**told):
    return {
        "name": "Tingkat kemiskinan", "code": "IKU-1", "external_code": "SIPD-77", "definition": "Penduduk di bawah garis kemiskinan.",
        "formula_text": "Penduduk miskin dibagi penduduk, kali 100", "unit": "persen", "decimals": 2, "direction": "-",
        "formula": "falling", "aggregation": "", "frequency": "tahunan", "level": "tujuan", "marks": ["iku", "spm"],
        "baseline_year": 2024, "baseline_value": "5,32", "final_value": "4,10", "data_source": "BPS",
    } | told  # fmt: skip


def edit_url(indicator):
    return reverse("programs:indicator-edit", args=[indicator.pk])


def test_everything_that_is_entered_is_stored_and_shown(sign_in):
    agency = AgencyFactory()
    item = PlanItemFactory(plan=PlanFactory(in_force_from=date(2025, 1, 1)), text="Kemiskinan menurun")
    above = IndicatorFactory(name="Kesejahteraan", code="IKU-0")
    statistic = StatisticFactory(name="Persentase penduduk miskin")
    client = sign_in(Role.SECRETARIAT)

    data = filled(agency=agency.pk, item=item.pk, parent="IKU-0", statistic=statistic.pk)
    assert client.post(ADD, data).status_code == 302

    made = Indicator.objects.get(code="IKU-1")
    assert (made.item, made.parent, made.statistic, made.marks) == (item, above, statistic, ["iku", "spm"])
    page = client.get(reverse("programs:indicator-detail", args=[made.pk]))
    for words in (
        "SIPD-77", "Penduduk miskin dibagi penduduk", "Tahunan", "Menurut jenis rumus", "IKU", "SPM", "5,32", "(2024)", "4,10", "BPS",
        "Kemiskinan menurun", "Kesejahteraan", "Persentase penduduk miskin",
    ):  # fmt: skip
        assertContains(page, words)
    assertContains(client.get(reverse("programs:indicator-detail", args=[above.pk])), "Tingkat kemiskinan")


def test_an_edit_begins_with_what_is_stored(sign_in):
    above = IndicatorFactory(code="IKU-0")
    node = NodeFactory(code="1.06.05", level="program")
    indicator = IndicatorFactory(parent=above, node=node, level="program", marks=["ikd"])
    page = sign_in(Role.SECRETARIAT).get(edit_url(indicator))
    assertContains(page, 'value="IKU-0"')
    assertContains(page, 'value="1.06.05"')
    assertContains(page, 'value="ikd" id="id_marks_1" checked')


def test_no_indicator_is_its_own_ancestor(sign_in):
    top = IndicatorFactory(code="IKU-0")
    below = IndicatorFactory(code="IKU-1", parent=top)
    data = filled(agency=top.agency_id, code="IKU-0", parent=below.code)
    assertContains(
        sign_in(Role.SECRETARIAT).post(edit_url(top), data), "berada di bawah indikator ini", status_code=422
    )
    assert Indicator.objects.get(pk=top.pk).parent is None


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"parent": "TIDAK-ADA"}, "Indikator dengan kode TIDAK-ADA tidak ada."),
        ({"final_text": "WTP"}, "angka atau kata"),
        ({"node": "1.06.05"}, "Samakan tingkatnya"),
    ],
)
def test_what_contradicts_itself_is_refused_beside_its_field(sign_in, told, words):
    NodeFactory(code="1.06.05", level="program")
    page = sign_in(Role.SECRETARIAT).post(ADD, filled(agency=AgencyFactory().pk) | told)
    assertContains(page, words, status_code=422)
    assert not Indicator.objects.exists()


def test_items_are_offered_of_the_region_and_of_the_own_agency_only(sign_in):
    agency = AgencyFactory()
    for owner, words in ((None, "Butir daerah"), (agency, "Butir sendiri"), (AgencyFactory(), "Butir orang")):
        kind = "renstra" if owner else "rpjmd"
        plan = PlanFactory(kind=kind, agency=owner, in_force_from=date(2025, 1, 1))
        PlanItemFactory(plan=plan, text=words)
    PlanItemFactory(text="Butir rancangan")
    page = sign_in(Role.SECRETARIAT).get(edit_url(IndicatorFactory(agency=agency)))
    assertContains(page, "Butir daerah")
    assertContains(page, "Butir sendiri")
    assertNotContains(page, "Butir orang")
    assertNotContains(page, "Butir rancangan")


def test_a_code_that_the_edition_does_not_know_comes_back_with_what_may_be_meant(sign_in):
    NomenclatureEdition.objects.create(name="900.1.15.5-1317/2023", first_year=2024, regulation="x")
    NodeFactory(code="1.06.05", level="program")
    page = sign_in(Role.SECRETARIAT).post(
        ADD, filled(agency=AgencyFactory().pk, node="1.06.06", level="program")
    )
    sentence = "Kode 1.06.06 tidak dikenal pada edisi 900.1.15.5-1317/2023. Mungkin 1.06.05."
    assertContains(page, sentence, status_code=422)
