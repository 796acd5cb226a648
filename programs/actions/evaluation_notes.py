"""Store the words below an evaluation table."""

from django.db import transaction

from agencies.actions import audit
from agencies.models import User
from programs.models import EvaluationNote


@transaction.atomic
def write(note: EvaluationNote, *, by: User) -> EvaluationNote:
    """One note per table, agency, year and quarter; writing again replaces the words."""
    note.written_by = by
    note.save()
    audit.record("evaluation.noted", note, by=by, scope=note.scope, year=note.year, quarter=note.quarter)
    return note
