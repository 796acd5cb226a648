from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from agencies.access.roles import Role
from agencies.access.viewer import Viewer
from agencies.models import Job, Upload
from agencies.views.upload_pages import LOOK, STEP, Page, next_page
from tests.factories import AgencyFactory, UploadFactory

pytestmark = pytest.mark.django_db
Status = Upload.Status


@pytest.fixture
def agency():
    return AgencyFactory()


def page(upload, user):
    return Page(SimpleNamespace(viewer=Viewer.of(user), user=user), upload)


def test_every_state_has_a_step_and_a_look():
    assert set(STEP) == set(LOOK) == set(Status)


@pytest.mark.parametrize(
    ("status", "ending"),
    [(Status.MAPPING, "/kolom/"), (Status.PREVIEWED, "/periksa/"), (Status.RETURNED, "/periksa/")],
)
def test_who_has_work_there_is_led_to_it(holder, agency, status, ending):
    upload = UploadFactory(agency=agency, status=status)
    worker, reader = Viewer.of(holder(Role.OPERATOR, agency=agency)), Viewer.of(holder(Role.AUDITOR))

    assert next_page(upload, worker).url.endswith(ending)
    assert next_page(upload, reader).url == f"/unggahan/{upload.pk}/"


def test_undoing_is_open_as_long_as_row_history_is_kept(holder, agency):
    user, approver = holder(Role.OPERATOR, agency=agency), holder(Role.SECRETARIAT)
    recent = UploadFactory(agency=agency, status=Status.MERGED, approver=approver, merged_at=timezone.now())
    old = UploadFactory(
        agency=agency, status=Status.MERGED, approver=approver, merged_at=timezone.now() - timedelta(days=731)
    )

    assert page(recent, user).may()["undo"]
    assert not page(old, user).may()["undo"]


def test_a_job_that_failed_is_told_only_while_the_upload_waits_for_it(holder, agency):
    user = holder(Role.OPERATOR, agency=agency)
    waiting = UploadFactory(agency=agency, status=Status.READING)
    over = UploadFactory(agency=agency, status=Status.WITHDRAWN)
    for upload in (waiting, over):
        Job.objects.create(task="uploads.stage", subject_id=upload.pk, status=Job.Status.FAILED)

    assert page(waiting, user).failed is not None
    assert page(over, user).failed is None


def test_a_password_is_asked_for_only_where_one_can_help(holder, agency):
    user = holder(Role.OPERATOR, agency=agency)
    locked = {"code": "file_encrypted", "facts": {}}
    cases = [
        (locked, True),
        (locked | {"facts": {"container": "zip"}}, False),
        ({"code": "file_empty", "facts": {}}, False),
        ({}, False),
    ]

    assert [page(UploadFactory(agency=agency, refusal=refusal), user).locked for refusal, _ in cases] == [
        asked for _, asked in cases
    ]


def test_a_wrong_password_is_called_so(holder, agency):
    refusal = {"code": "file_encrypted", "facts": {"wrong_password": True}}
    upload = UploadFactory(agency=agency, status=Status.REFUSED, refusal=refusal)

    assert page(upload, holder(Role.OPERATOR, agency=agency)).refusal()[0] == "Kata sandi itu tidak cocok."


@pytest.mark.parametrize(
    ("sheets", "note"),
    [
        ([], ""),
        ([{"name": "BNBA", "action": "import", "lines": 1297}], "lembar BNBA, baris 1–1.297"),
        (
            [
                {"name": "*", "action": "import", "lines": 41},
                {"name": "Kode", "action": "ignore", "lines": 9},
            ],
            "baris 1–41",
        ),
        (
            [{"name": "1", "action": "import", "lines": 5}, {"name": "2", "action": "import", "lines": 5}],
            "2 lembar",
        ),
    ],
)
def test_the_balance_says_which_lines_it_counts(holder, agency, sheets, note):
    upload = UploadFactory(agency=agency, outline={"sheets": sheets})
    assert page(upload, holder(Role.OPERATOR, agency=agency)).read_note() == note
