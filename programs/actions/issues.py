"""Keep the register of problems and strategic issues."""

from django.db import transaction

from agencies.actions import audit
from agencies.models import User
from programs.models import Issue
from programs.queries.issues import next_number


@transaction.atomic
def save(form, *, by: User) -> Issue:
    """Store an issue with its links; a new one gets the next number of its year and kind."""
    issue = form.save(commit=False)
    new = issue.pk is None
    if new:
        issue.number = next_number(issue.year, issue.kind)
    issue.save()
    form.save_m2m()
    audit.record("issue.added" if new else "issue.changed", issue, by=by, status=issue.status)
    return issue


@transaction.atomic
def remove(issue: Issue, *, by: User) -> None:
    audit.record("issue.removed", issue, by=by, title=issue.title)
    issue.delete()
