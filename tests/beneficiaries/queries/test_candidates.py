import pytest

from beneficiaries.models import MatchCandidate
from beneficiaries.queries.candidates import pairs
from tests.factories import AssistanceFactory, MembershipFactory, PersonFactory, ProgramFactory

pytestmark = pytest.mark.django_db


def test_both_sides_are_told_with_family_and_aid_and_what_differs(viewer_of):
    first = PersonFactory(name="Siti", birth_date="1980-01-01")
    second = PersonFactory(name="Siti", birth_date="1981-01-01", village=first.village)
    stay = MembershipFactory(person=first)
    AssistanceFactory(person=second, program=ProgramFactory(name="PKH"), year=2025)
    candidate = MatchCandidate.objects.create(
        first=first, second=second, score=100, reasons=["same_name", "same_village"]
    )
    (pair,) = pairs(viewer_of("secretariat"), [candidate])
    assert pair.reasons == ["nama sama", "desa sama"]
    assert (pair.first.family, pair.second.programs) == (stay, ["PKH 2025"])
    assert pair.differs == {"nik", "birth_date"}


def test_a_pair_of_which_one_is_out_of_reach_is_not_told(viewer_of):
    candidate = MatchCandidate.objects.create(first=PersonFactory(), second=PersonFactory(), score=50)
    assert pairs(viewer_of("leader"), [candidate]) == []
