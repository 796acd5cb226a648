import pytest

from agencies.access.roles import Role
from agencies.models import Signatory
from reports.queries.covers import asked_for, letterhead, signatories, unreported, zone
from reports.queries.scope import scope_of
from tests.factories import AgencyFactory, OfficeFactory
from tests.factories.programs import ProgramFactory, ProgramYearFactory

pytestmark = pytest.mark.django_db


def test_the_letterhead_leaves_out_what_the_office_has_not_told():
    OfficeFactory(address="Jalan Contoh 1")
    assert letterhead() == ("Pemerintah Kabupaten Tirta Kencana", "Bappeda", "Jalan Contoh 1")
    assert zone() == "Asia/Makassar"


def test_the_filters_are_told_in_words(viewer_of):
    OfficeFactory()
    agency = AgencyFactory(name="Dinas Sosial")
    words = dict(
        asked_for(scope_of(viewer_of(Role.LEADER), {"triwulan": "3", "perangkat": str(agency.pk)}, 2026))
    )
    assert (words["Tahun anggaran"], words["Realisasi"], words["Perangkat daerah"]) == (
        "2026",
        "sampai triwulan III",
        "Dinas Sosial",
    )


def test_who_has_not_reported_is_named(viewer_of):
    OfficeFactory()
    ProgramYearFactory(program=ProgramFactory(agency=AgencyFactory(name="Dinas Lambat")), year=2025)
    assert unreported(scope_of(viewer_of(Role.LEADER), {"tahun": "2025"})) == "Dinas Lambat"
    assert unreported(scope_of(viewer_of(Role.LEADER), {"tahun": "2024"})).startswith("Tidak ada")


def test_only_those_sign_who_hold_the_post_today():
    Signatory.objects.create(
        post="deputy", title="Wakil Bupati", name="Lama", valid_from="2019-01-01", valid_to="2020-01-01"
    )
    Signatory.objects.create(post="deputy", title="Wakil Bupati", name="Baru", valid_from="2020-01-02")
    assert [row.name for row in signatories(("deputy", "planning_head"))] == ["Baru"]
