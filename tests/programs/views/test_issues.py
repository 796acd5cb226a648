import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agencies.access.roles import Role
from programs.models import Issue
from tests.factories import AgencyFactory, IndicatorFactory, IssueFactory, OfficeFactory

pytestmark = pytest.mark.django_db
LIST = reverse("programs:issue-list")


@pytest.fixture(autouse=True)
def office():
    return OfficeFactory(fiscal_year=2026)


def test_the_list_names_owner_evidence_and_links(sign_in):
    issue = IssueFactory(
        title="Air bersih kurang", evidence="12 desa, 2026", agency=AgencyFactory(name="Dinas Air")
    )
    issue.indicators.add(indicator := IndicatorFactory(name="Air minum layak"))

    page = sign_in(Role.LEADER).get(LIST)

    for words in ("Air bersih kurang", "12 desa, 2026", "Dinas Air", "Air minum layak"):
        assertContains(page, words)
    assertContains(page, reverse("programs:indicator-detail", args=[indicator.pk]))
    assertNotContains(page, reverse("programs:issue-edit", args=[issue.pk]))


def test_who_may_adds_changes_and_removes(sign_in):
    client = sign_in(Role.SECRETARIAT)
    told = {"kind": "isu", "title": "Stunting", "status": "terbuka"}
    client.post(reverse("programs:issue-add") + "?tahun=2026", told)
    issue = Issue.objects.get(title="Stunting", year=2026)

    client.post(reverse("programs:issue-edit", args=[issue.pk]), told | {"status": "selesai"})
    issue.refresh_from_db()
    assert issue.status == "selesai"

    assertContains(
        client.get(reverse("programs:issue-remove", args=[issue.pk])), "Hapus permasalahan atau isu?"
    )
    client.post(reverse("programs:issue-remove", args=[issue.pk]))
    assert not Issue.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_issues(sign_in, django_assert_max_num_queries):
    client = sign_in(Role.LEADER)
    client.get(LIST)
    IssueFactory()
    with django_assert_max_num_queries(40) as few:
        client.get(LIST)
    for issue in IssueFactory.create_batch(12):
        issue.indicators.add(IndicatorFactory())
    with django_assert_max_num_queries(40) as many:
        client.get(LIST)
    assert len(many) <= len(few) + 1
