import pytest
from django.utils import timezone

from agencies.access.roles import Role
from agencies.importing.layouts import layout_of
from agencies.models import Job, Upload
from agencies.queries import uploads as queries
from tests.agencies.road import ground, line, nik, staged, workbook
from tests.factories import AgencyFactory, UploadFactory

pytestmark = pytest.mark.django_db
Status = Upload.Status


@pytest.fixture
def agency():
    ground()
    return AgencyFactory()


@pytest.fixture
def sender(holder, agency):
    return holder(Role.OPERATOR, agency=agency)


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


def counted(agency, **rows):
    read = sum(rows.values())
    parts = {f"rows_{part}": number for part, number in rows.items()}
    return UploadFactory(agency=agency, rows_read=read, **parts)


def before(agency, approver, **rows):
    upload = counted(agency, **rows)
    Upload.objects.filter(pk=upload.pk).update(
        status=Status.MERGED, merged_at=timezone.now(), approver=approver
    )


def test_what_differs_much_from_the_usual_is_a_signal(agency, holder):
    approver = holder(Role.SECRETARIAT)
    before(agency, approver, new=4, same=96)
    before(agency, approver, new=6, same=94)

    assert queries.signals(counted(agency, new=17, same=83)) == [("new", 17, 5)]
    assert queries.signals(counted(agency, new=6, same=94)) == []


def test_a_first_list_has_nothing_to_differ_from(agency):
    assert queries.signals(counted(agency, new=100)) == []


def test_an_agencys_list_is_not_compared_with_anothers(agency, holder):
    before(AgencyFactory(), holder(Role.SECRETARIAT), new=1, same=99)
    assert queries.signals(counted(agency, new=100)) == []


def test_nobody_waits_for_the_own_approval(agency, sender, holder):
    other = holder(Role.OPERATOR, agency=agency)
    theirs = UploadFactory(agency=agency, sender=other, confirmed_by=other, status=Status.CONFIRMED)
    UploadFactory(agency=agency, sender=sender, status=Status.CONFIRMED)
    UploadFactory(agency=agency, sender=other, confirmed_by=sender, status=Status.CONFIRMED)
    UploadFactory(agency=agency, sender=other, status=Status.PREVIEWED)

    assert list(queries.waiting_for(Upload.objects.all(), sender.pk)) == [theirs]


@pytest.mark.parametrize(("held", "data", "share"), [(0, 0, 0), (1, 10, 10), (2, 15, 13)])
def test_the_share_of_held_lines_is_of_the_data(agency, held, data, share):
    upload = counted(agency, held=held, new=data - held, skipped=50)
    assert queries.held_share(upload) == share
