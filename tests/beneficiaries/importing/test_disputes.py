import pytest

from beneficiaries.models import MatchCandidate
from tests.beneficiaries.lists import BORN, kk, line, merged, nik
from tests.factories import ProgramFactory

pytestmark = pytest.mark.django_db


def test_holders_of_one_number_are_proposed_once_with_what_they_share():
    ProgramFactory(code="BST")
    merged([line("Siti Aminah", nik=nik(1), no_kk=kk(1), tanggal_lahir=BORN)], program="BST")
    lines = [line("Siti Aminnah", nik=nik(1), no_kk=kk(1), tanggal_lahir=BORN.replace(year=1990))]
    merged(lines, program="BST")
    merged(lines, program="BST", tahun=2025)
    pair = MatchCandidate.objects.get()
    assert pair.reasons == ["same_nik", "same_family"]
    assert pair.score == 100  # doubled letters are one in the loose form
    assert pair.verdict == "open"


def test_a_number_held_by_one_person_proposes_nobody():
    ProgramFactory(code="BST")
    merged([line("Siti", nik=nik(1)), line("Budi", nik=nik(2))], program="BST")
    assert MatchCandidate.objects.count() == 0
