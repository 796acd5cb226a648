import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.access.roles import Role
from agencies.models import Job
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/pekerjaan/"


def a_job(**fields):
    return Job.objects.create(**{"task": "uploads.stage", "subject_id": Job.objects.count() + 1} | fields)


def test_the_list_says_what_runs_what_failed_and_why(sign_in):
    a_job(status=Job.Status.QUEUED, queued_by=UserFactory(name="Putu Sari"))
    a_job(
        status=Job.Status.FAILED, words="Ruang penyimpanan server penuh.", error="SQLSTATE 53100",
        finished_at=timezone.now(),
    )  # fmt: skip
    body = sign_in(Role.SECRETARIAT).get(LIST).content.decode()
    for words in (
        "Membaca unggahan",
        "Menunggu",
        "Putu Sari",
        "Gagal",
        "Ruang penyimpanan server penuh.",
        "SQLSTATE 53100",
    ):
        assert words in body
    assert body.index("Menunggu") < body.index("Ruang penyimpanan")


def test_a_running_job_that_nobody_works_on_is_called_stopped(sign_in):
    a_job(status=Job.Status.RUNNING, attempt=1, moved_at=timezone.now())
    body = sign_in(Role.ADMINISTRATOR).get(LIST).content.decode()
    assert "Terhenti" in body
    assert "Berhenti bergerak sejak" in body


def test_it_says_when_no_worker_lives(sign_in):
    assert "Tidak ada pekerja yang hidup" in sign_in(Role.SECRETARIAT).get(LIST).content.decode()


def test_an_empty_list_says_so(sign_in):
    assert "Tidak ada pekerjaan berjalan." in sign_in(Role.SECRETARIAT).get(LIST).content.decode()


def test_the_list_can_be_filtered_by_state(sign_in):
    a_job(status=Job.Status.QUEUED, words="yang menunggu")
    a_job(status=Job.Status.FAILED, words="yang gagal", finished_at=timezone.now())
    body = sign_in(Role.SECRETARIAT).get(LIST, {"keadaan": "failed"}).content.decode()
    assert "yang gagal" in body
    assert "yang menunggu" not in body


def test_htmx_gets_only_the_live_part(sign_in):
    body = sign_in(Role.SECRETARIAT).get(LIST, headers={"HX-Request-Type": "partial"}).content.decode()
    assert 'id="hasil"' in body
    assert "<html" not in body


def test_the_number_of_queries_does_not_grow_with_the_list(sign_in, django_assert_num_queries):
    client = sign_in(Role.SECRETARIAT)
    a_job()
    client.get(LIST)
    with django_assert_num_queries(20, exact=False) as few:
        client.get(LIST)
    for _ in range(10):
        a_job(queued_by=UserFactory())
    with django_assert_num_queries(len(few), exact=True):
        client.get(LIST)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LEADER, Role.AUDITOR])
def test_others_have_no_such_page(sign_in, role):
    assert sign_in(role).get(LIST).status_code == 403


def test_whoever_queued_a_job_sees_its_progress(sign_in):
    client = sign_in(Role.OPERATOR)
    job = a_job(queued_by=client.user, status=Job.Status.RUNNING, done=300, total=1200, words="Membaca baris")
    response = client.get(reverse("agencies:job-progress", args=[job.pk]))
    assert "Membaca baris" in response.content.decode()
    assert "300 dari kira-kira 1.200" in response.content.decode()
    assert "HX-Refresh" not in response.headers


def test_at_the_end_the_page_around_the_progress_is_shown_anew(sign_in):
    client = sign_in(Role.OPERATOR)
    job = a_job(queued_by=client.user, status=Job.Status.DONE, finished_at=timezone.now())
    assert client.get(reverse("agencies:job-progress", args=[job.pk])).headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("act", ["progress", "cancel"])
def test_a_foreign_job_is_as_good_as_none(sign_in, act):
    job = a_job(queued_by=UserFactory(), status=Job.Status.QUEUED)
    client = sign_in(Role.OPERATOR)
    ask = client.get if act == "progress" else client.post
    foreign = ask(reverse(f"agencies:job-{act}", args=[job.pk]))
    missing = ask(reverse(f"agencies:job-{act}", args=[job.pk + 1]))
    assert (foreign.status_code, missing.status_code) == (404, 404)
    job.refresh_from_db()
    assert job.status == Job.Status.QUEUED


def test_my_own_job_can_be_stopped_from_the_page_i_am_on(sign_in):
    client = sign_in(Role.OPERATOR)
    job = a_job(queued_by=client.user)
    page = "http://testserver/unggahan/"
    response = client.post(reverse("agencies:job-cancel", args=[job.pk]), headers={"Referer": page})
    assert (response.status_code, response.url) == (302, page)
    job.refresh_from_db()
    assert job.status == Job.Status.CANCELLED


def test_a_page_elsewhere_is_not_gone_back_to(sign_in):
    client = sign_in(Role.OPERATOR)
    address = reverse("agencies:job-cancel", args=[a_job(queued_by=client.user).pk])
    assert client.post(address, headers={"Referer": "https://penipu.example/"}).url == "/"


def test_a_failed_job_is_done_again_as_a_new_one(sign_in):
    job = a_job(status=Job.Status.FAILED, finished_at=timezone.now(), parameters={"agency": 4})
    sign_in(Role.SECRETARIAT).post(reverse("agencies:job-retry", args=[job.pk]))
    again = Job.objects.exclude(pk=job.pk).get()
    assert (again.status, again.task, again.subject_id) == (Job.Status.QUEUED, job.task, job.subject_id)
    assert again.parameters == {"agency": 4}


def test_only_those_who_watch_over_jobs_have_them_done_again(sign_in):
    client = sign_in(Role.OPERATOR)
    job = a_job(status=Job.Status.FAILED, finished_at=timezone.now(), queued_by=client.user)
    assert client.post(reverse("agencies:job-retry", args=[job.pk])).status_code == 403


@pytest.mark.parametrize("act", ["cancel", "retry"])
def test_acts_are_posted(sign_in, act):
    assert sign_in(Role.SECRETARIAT).get(reverse(f"agencies:job-{act}", args=[a_job().pk])).status_code == 405
