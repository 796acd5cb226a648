from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.access.roles import Role
from agencies.importing.layouts import layout_of
from agencies.models import Job, Upload
from agencies.queries import uploads as queries
from tests.agencies.road import line, nik, staged, workbook
from tests.factories import UploadFactory

pytestmark = pytest.mark.django_db
Status = Upload.Status


@pytest.fixture
def lines(agency, sender):
    content = workbook(
        line(1), line(2, Nominal="enam"), line(3, Nominal="enam"), line(4, Nominal="lima"), line(5, NIK="35990142038000"),
        line(6, NIK="35990142038000"),
    )  # fmt: skip
    return queries.staged_lines(layout_of("penerima").staged, staged(content, agency=agency, by=sender))


def test_problems_are_grouped_by_code_commonest_first(lines):
    groups = queries.problem_groups(lines)

    assert [(group.code, group.lines) for group in groups[:2]] == [("amount_invalid", 3), ("nik_length", 2)]
    assert {group.severity for group in groups} == {"error"}


def test_a_wording_that_repeats_can_be_replaced_and_numbers_of_people_are_left_out(lines):
    assert [
        (each.field, each.cell, each.lines) for each in queries.repeated_values(lines, "amount_invalid")
    ] == [("nominal", "enam", 2)]
    assert queries.repeated_values(lines, "nik_length") == []


def test_the_lines_of_one_kind_carry_that_problem_only(lines):
    found = queries.with_problem(
        queries.lines_with(lines, "nik_length"), "nik_length", lambda each: each.name
    )

    assert [(each.line.row, each.name) for each in found] == [(8, "Warga 5"), (9, "Warga 6")]
    assert nik(5) not in str([each.problem for each in found])


def test_the_latest_job_of_the_road_is_the_uploads_job():
    upload = UploadFactory()
    Job.objects.create(task="uploads.stage", subject_id=upload.pk, status="done")
    latest = Job.objects.create(task="uploads.merge", subject_id=upload.pk)
    Job.objects.create(task="uploads.answer", subject_id=upload.pk)
    Job.objects.create(task="uploads.stage", subject_id=upload.pk + 1000)

    assert queries.job_of(upload) == latest
    assert queries.job_of(UploadFactory()) is None


def test_nobody_waits_for_the_own_approval(agency, sender, holder):
    other = holder(Role.OPERATOR, agency=agency)
    theirs = UploadFactory(agency=agency, sender=other, confirmed_by=other, status=Status.CONFIRMED)
    UploadFactory(agency=agency, sender=sender, status=Status.CONFIRMED)
    UploadFactory(agency=agency, sender=other, confirmed_by=sender, status=Status.CONFIRMED)
    UploadFactory(agency=agency, sender=other, status=Status.PREVIEWED)

    assert list(queries.waiting_for(Upload.objects.all(), sender.pk)) == [theirs]


def test_work_under_way_says_how_long_it_will_take_and_that_it_was_interrupted():
    job = Job(status=Job.Status.RUNNING, done=60_000, total=100_000, parameters={"resumed": 42_000})
    job.started_at = timezone.now() - timedelta(seconds=60)

    assert queries.outlook(job) == [
        "Sempat terhenti, dilanjutkan dari baris 42.000.",
        "sekitar 40 detik lagi",
    ]
    assert queries.outlook(None) == []
    assert queries.outlook(Job(status=Job.Status.DONE, done=1, total=1, parameters={"resumed": 1})) == []


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "10 detik"), (44, "40 detik"), (89, "90 detik"), (150, "2 menit")]
)
def test_the_time_left_is_told_roughly(seconds, words):
    assert queries.in_about(seconds) == f"sekitar {words} lagi"
