"""Every request of the corpus ends as foretold: by the form of step 1, as a browser or a forger would send it."""

import pytest
from django.urls import reverse

from agencies.access.roles import Role
from agencies.actions import uploads as actions
from agencies.importing import storage
from agencies.models import Upload
from beneficiaries.models import Person
from tests.agencies.road import as_file, line, posted, work, workbook
from tests.sheets.hostile_uploads import BAD_REQUEST, BOUNDARY, NO_FILE, REQUESTS, saved_again

pytestmark = pytest.mark.django_db
NEW = reverse("agencies:upload-new")


@pytest.mark.parametrize("case", REQUESTS, ids=str)
def test_every_hostile_request_ends_as_foretold(case, operator, agency):
    fields = posted(agency, None)
    del fields["file"]
    body = case.body(fields, workbook(line(1)))
    response = operator.generic("POST", NEW, body, content_type=f"multipart/form-data; boundary={BOUNDARY}")

    if case.outcome in (NO_FILE, BAD_REQUEST):
        assert response.status_code == (400 if case.outcome == BAD_REQUEST else 200)
        assert not Upload.objects.exists()
        assert list(storage.folder().iterdir()) == []
        return
    assert work() == []
    upload = Upload.objects.get()
    assert (upload.name, upload.status) == (case.kept_as, case.outcome)
    (kept,) = storage.folder().iterdir()
    assert kept.name == upload.stored_as
    assert case.kept_as.partition(".")[0] not in kept.name
    page = operator.get(reverse("agencies:upload-detail", args=[upload.pk]), follow=True)
    assert page.status_code == 200
    assert "<img src=x" not in page.content.decode()


def test_the_same_list_under_other_bytes_is_taken_in_and_brings_nothing(operator, agency, holder):
    content = workbook(line(1), line(2))
    operator.post(NEW, posted(agency, as_file(content)))
    assert work() == []
    first = Upload.objects.get()
    actions.confirm(first, by=operator.user)
    actions.approve(first, by=holder(Role.SECRETARIAT))
    assert work() == []

    operator.post(NEW, posted(agency, as_file(content)))
    assert Upload.objects.count() == 1  # the same bytes lead to the first upload
    operator.post(NEW, posted(agency, as_file(saved_again(content))))
    assert work() == []
    second = Upload.objects.latest("pk")
    assert (second.status, second.rows_new, second.rows_changed, second.rows_same) == ("previewed", 0, 0, 2)
    assert Person.objects.count() == 2
