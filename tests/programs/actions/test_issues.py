import pytest

from agencies.access.roles import Role
from agencies.models import AuditEvent
from programs.actions import issues
from programs.forms.issues import IssueForm
from programs.models import Issue
from tests.factories import IndicatorFactory, IssueFactory, OfficeFactory

pytestmark = pytest.mark.django_db


def filled(viewer, **values):
    told = {"kind": "masalah", "title": "Kemiskinan tinggi", "status": "terbuka", **values}
    form = IssueForm(told, instance=Issue(year=2026), viewer=viewer)
    assert form.is_valid(), form.errors
    return form


def test_a_new_issue_gets_the_next_number_and_its_links(viewer_of):
    OfficeFactory()
    viewer = viewer_of(Role.SECRETARIAT)
    IssueFactory(kind="masalah", number=7)
    indicator = IndicatorFactory()

    issue = issues.save(filled(viewer, indicators=[indicator.pk]), by=None)

    assert (issue.number, list(issue.indicators.all())) == (8, [indicator])
    assert AuditEvent.objects.filter(action="issue.added").count() == 1


def test_removing_is_told_by_the_trail():
    issues.remove(IssueFactory(title="Salah ketik"), by=None)
    assert not Issue.objects.exists()
    assert AuditEvent.objects.get(action="issue.removed").detail["title"] == "Salah ketik"
