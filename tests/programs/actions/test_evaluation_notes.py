import pytest

from agencies.models import AuditEvent
from programs.actions.evaluation_notes import write
from programs.models import EvaluationNote
from tests.factories import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_note_says_who_wrote_it_and_leaves_a_trail_without_its_words():
    user = UserFactory()
    note = write(
        EvaluationNote(scope="rkpd", agency=AgencyFactory(), year=2025, quarter=2, driving="Rahasia dapur"),
        by=user,
    )
    assert (note.written_by, EvaluationNote.objects.count()) == (user, 1)
    event = AuditEvent.objects.get(action="evaluation.noted")
    assert event.detail == {"scope": "rkpd", "year": 2025, "quarter": 2}
