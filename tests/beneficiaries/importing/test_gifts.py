import pytest

from beneficiaries.models import Assistance, Family
from tests.beneficiaries.lists import (
    codes_of,
    kk,
    line,
    merged,
    nik,
    outcome_of,
    staged,
)
from tests.factories import AgencyFactory, ProgramFactory
from tests.factories.programs import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bst():
    return ProgramFactory(code="BST", name="Bantuan Sosial Tunai")


@pytest.fixture
def pkh():
    return ProgramFactory(
        code="PKH", name="Program Keluarga Harapan", unit=UnitFactory(name="keluarga", recipient="family")
    )


def test_aid_per_family_hangs_on_the_family_whoever_is_named(pkh):
    agency = AgencyFactory()
    merged([line("Wayan", nik=nik(1), no_kk=kk(1), nominal=750_000)], program="PKH", agency=agency)
    merged([line("Luh", nik=nik(2), no_kk=kk(1), nominal=750_000)], program="PKH", agency=agency)
    aid = Assistance.objects.get()
    assert aid.family == Family.objects.get()
    assert aid.person is None


def test_aid_per_family_follows_the_person_whose_family_the_register_knows(pkh):
    merged([line("Wayan", nik=nik(1), no_kk=kk(1))], kind="individu")
    merged([line("Wayan", nik=nik(1))], program="PKH")
    assert Assistance.objects.get().family == Family.objects.get()


def test_aid_given_before_the_family_was_known_is_not_given_twice(pkh):
    agency = AgencyFactory()
    merged([line("Wayan", nik=nik(1))], program="PKH", agency=agency)
    merged([line("Wayan", nik=nik(1), no_kk=kk(1))], kind="individu")
    merged([line("Wayan", nik=nik(1))], program="PKH", agency=agency)
    assert Assistance.objects.get().person.name == "Wayan"


def test_only_a_card_number_means_the_family(bst):
    merged([line("Wayan", no_kk=kk(1))], program="BST")
    assert Assistance.objects.get().family == Family.objects.get()


def test_the_period_is_part_of_what_makes_an_aid_one(bst):
    agency = AgencyFactory()
    for period in ("Tahap 1", "Tahap 2", "Januari", "Triwulan 1", None):
        merged([line("Wayan", nik=nik(1), periode=period)], program="BST", agency=agency)
    assert set(Assistance.objects.values_list("period_kind", "period_number")) == {
        ("tahap", 1), ("tahap", 2), ("bulan", 1), ("triwulan", 1), ("tahun", 0),
    }  # fmt: skip


def test_no_agency_overwrites_the_aid_of_another(bst):
    first = merged([line("Wayan", nik=nik(1), nominal=300_000)], program="BST")
    lines = [line("Wayan", nik=nik(1), nominal=999)]
    other = staged(lines, program="BST")
    assert outcome_of(other, 2) == "same"
    assert "duplicate_existing" in codes_of(other, 2)
    merged(lines, program="BST")
    aid = Assistance.objects.get()
    assert (aid.amount, aid.agency, aid.source_upload) == (300_000, first.agency, first)


def test_a_complete_list_ends_with_a_reason_whom_it_leaves_out(bst):
    agency = AgencyFactory()
    merged([line(f"Warga {n}", nik=nik(n)) for n in (1, 2, 3)], program="BST", agency=agency)
    other = merged([line("Warga 9", nik=nik(9))], program="BST")
    upload = merged(
        [line("Warga 1", nik=nik(1)), line("Warga 3", nik=nik(3))],
        program="BST",
        agency=agency,
        mode="replace",
        held=[3],
    )
    assert dict(Assistance.objects.values_list("person__name", "status")) == {
        "Warga 1": "diterima", "Warga 2": "diakhiri", "Warga 3": "diterima", "Warga 9": "diterima",
    }  # fmt: skip
    ended = Assistance.objects.get(status="diakhiri")
    assert (ended.ended_by, ended.end_reason) == (upload, f"Tidak ada di daftar {upload.name}")
    assert other.agency != agency
