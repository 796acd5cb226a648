import pytest

from agencies.models import AuditEvent
from beneficiaries.actions.candidates import DecidedMeanwhile, decide, reopen
from beneficiaries.models import MatchCandidate, Person
from tests.beneficiaries.lists import BORN, dump, kk, line, merged, nik
from tests.factories import ProgramFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    ProgramFactory(code="BST")
    merged(
        [line("Siti Aminah", nik=nik(1), no_kk=kk(1), tanggal_lahir=BORN, alamat="A", nominal=1)],
        program="BST",
    )
    merged(
        [line("Sitti Aminah", nik=nik(1), no_kk=kk(2), periode="Tahap 1", desil=2, nominal=2)], program="BST"
    )
    return MatchCandidate.objects.get()


def test_same_lets_one_person_stand_for_both(pair):
    decide(pair, "same", by=UserFactory())
    kept, gone = Person.objects.get(pk=pair.first_id), Person.objects.get(pk=pair.second_id)
    assert gone.merged_into == kept
    assert kept.assistances.count() == 2
    assert (kept.decile, kept.address) == (2, "A")
    assert kept.memberships.filter(valid_to=None).count() == 1
    assert gone.memberships.count() == 0
    assert AuditEvent.objects.get(action="candidate.decided").subject_id == str(pair.pk)


def test_same_can_be_taken_back_exactly(pair):
    before = dump()
    decide(pair, "same", by=UserFactory())
    assert dump() != before
    reopen(pair, by=UserFactory())
    after = dump()
    assert [after[table] for table in ("person", "registerentry", "assistance", "matchcandidate")] == [
        before[table] for table in ("person", "registerentry", "assistance", "matchcandidate")
    ]
    assert Person.objects.get(pk=pair.second_id).memberships.count() == 1


def test_different_changes_no_person(pair):
    before = dump() | {"matchcandidate": None}
    decide(pair, "different", by=UserFactory())
    assert dump() | {"matchcandidate": None} == before


def test_the_first_verdict_stands(pair):
    decide(pair, "different", by=UserFactory())
    with pytest.raises(DecidedMeanwhile):
        decide(pair, "same", by=UserFactory())


def test_the_next_list_finds_the_joined_person(pair):
    decide(pair, "same", by=UserFactory())
    merged([line("Sitti Aminah", nik=nik(1), periode="Tahap 2")], program="BST")
    assert Person.objects.count() == 2
    assert Person.objects.get(pk=pair.first_id).assistances.count() == 3
