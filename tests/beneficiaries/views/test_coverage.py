import pytest
from django.urls import reverse

from agencies.models import Region
from tests.beneficiaries.lists import kk, line, merged
from tests.factories import AssistanceFactory, OfficeFactory, VillageFactory

pytestmark = pytest.mark.django_db


def test_it_says_which_list_is_missing_as_long_as_no_register_ranks_families(sign_in):
    OfficeFactory()
    assert (
        "Unggah daftar keluarga DTSEN"
        in sign_in("secretariat").get(reverse("beneficiaries:unserved-list")).content.decode()
    )


def test_the_poor_without_aid_are_listed_and_counted(sign_in):
    OfficeFactory()
    village = VillageFactory()
    lines = [line(f"Kepala {n}", no_kk=kk(n), desil=n, kode_desa=village.code) for n in (1, 4, 5)]
    upload = merged(lines, kind="keluarga", sumber="dtsen", triwulan=3)
    family = upload._meta.apps.get_model("beneficiaries.Family").objects.get(head_name="Kepala 1")
    page = sign_in("secretariat").get(reverse("beneficiaries:unserved-list"))
    assert [row.head_name for row in page.context["page"]] == ["Kepala 1", "Kepala 4"]
    assert (page.context["all"].target, page.context["all"].unserved) == (2, 2)
    AssistanceFactory(person=None, family=family)
    page = sign_in("secretariat").get(reverse("beneficiaries:unserved-list"), {"desa": village.code})
    assert [row.head_name for row in page.context["page"]] == ["Kepala 4"]
    assert page.context["villages"][0].share == 50
    other = Region.objects.exclude(pk=village.pk).filter(level="village").first() or VillageFactory()
    page = sign_in("secretariat").get(reverse("beneficiaries:unserved-list"), {"desa": other.code})
    assert "Semua keluarga sasaran di saringan ini menerima bantuan." in page.content.decode()
