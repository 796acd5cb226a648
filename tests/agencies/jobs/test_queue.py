import threading

import pytest
from django.db import OperationalError, connection, connections, transaction

from agencies.jobs import queue
from agencies.jobs.queue import Cancelled, Outrun, Released, claim, enqueue, finish, run, run_now
from agencies.models import Job, Notice
from tests.agencies.jobs.database import database_error, elsewhere
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
DONE, FAILED, QUEUED, RUNNING, CANCELLED = (
    Job.Status.DONE, Job.Status.FAILED, Job.Status.QUEUED, Job.Status.RUNNING, Job.Status.CANCELLED,
)  # fmt: skip


def test_a_job_is_claimed_oldest_first_and_done_once(toy):
    first, second = enqueue(toy.name, 1), enqueue(toy.name, 2)

    for expected in (first, second):
        job = claim()
        assert (job, job.status, job.attempt) == (expected, RUNNING, 1)
        assert run(job) is None

    assert claim() is None
    assert toy.seen == [1, 2]
    first.refresh_from_db()
    assert first.status == DONE
    assert first.finished_at is not None


def test_asking_again_while_a_job_waits_returns_the_same_job(toy):
    user = UserFactory()
    job = enqueue(toy.name, 7, by=user, colour="merah")
    assert enqueue(toy.name, 7, colour="biru") == job
    assert (job.queued_by, job.parameters) == (user, {"colour": "merah"})
    assert enqueue(toy.name, None) == enqueue(toy.name, None)


def test_asking_while_the_job_runs_queues_another_one_behind_it(toy):
    job = enqueue(toy.name, 7)

    @toy.does
    def ask_again(job, progress):
        toy.seen.append(enqueue(toy.name, 7))

    run(claim())
    [again] = toy.seen
    assert again != job
    assert again.status == QUEUED


def test_an_unknown_task_cannot_be_queued(toy):
    with pytest.raises(KeyError):
        enqueue("toy.unknown", 1)


def test_a_job_whose_task_this_worker_does_not_know_is_left_alone(toy):
    Job.objects.create(task="newer.version", subject_id=1)
    assert claim() is None


def test_a_worker_takes_only_the_queues_it_serves(toy_import):
    enqueue(toy_import.name, 1)
    assert claim(("default",)) is None
    assert claim(("import",)) is not None


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_share_a_job(toy):
    job = enqueue(toy.name, 1)
    mine = claim()
    assert mine == job
    assert elsewhere(claim) is None
    run(mine)
    assert elsewhere(claim) is None


@pytest.mark.django_db(transaction=True)
def test_two_jobs_of_one_subject_do_not_run_at_once(toy):
    enqueue(toy.name, 1)
    mine = claim()
    behind = enqueue(toy.name, 1)
    assert elsewhere(claim) is None
    run(mine)
    assert claim() == behind


@pytest.mark.django_db(transaction=True)
def test_an_agency_has_one_import_at_a_time_and_does_not_hold_up_others(toy_import):
    enqueue(toy_import.name, 1, agency=5)
    enqueue(toy_import.name, 2, agency=5)
    other = enqueue(toy_import.name, 3, agency=6)
    mine = claim()
    assert mine.subject_id == 1
    assert elsewhere(claim) == other
    run(mine)


@pytest.mark.django_db(transaction=True)
def test_ten_requests_at_once_queue_one_job(toy):
    threads = [
        threading.Thread(target=lambda: (enqueue(toy.name, 1), connections.close_all())) for _ in range(10)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_dead_worker_is_taken_up_with_a_higher_attempt(toy):
    enqueue(toy.name, 1)
    assert elsewhere(claim).attempt == 1  # its session ends with the thread

    job = claim()
    assert job.attempt == 2
    run(job)
    assert toy.seen == [1]


@pytest.mark.django_db(transaction=True)
def test_a_job_that_ends_its_process_three_times_is_given_up(toy, monkeypatch):
    told = []
    monkeypatch.setattr(queue, "failure_listeners", [told.append])
    job = enqueue(toy.name, 1)
    for _ in range(3):
        elsewhere(claim)

    assert claim() is None
    job.refresh_from_db()
    assert (job.status, job.attempt) == (FAILED, 3)
    assert job.words == "Berhenti mendadak 3 kali. Tidak ada data yang berubah. Hubungi admin sistem."
    assert told == [job]
    assert toy.seen == []


def test_the_result_and_the_final_state_are_stored_together(toy):
    user = UserFactory()

    @toy.does
    def work(job, progress):
        with finish(job):
            Notice.objects.create(user=user, text="selesai")
            assert Job.objects.get().status == RUNNING

    job = enqueue(toy.name, 1)
    run(claim())
    job.refresh_from_db()
    assert (job.status, Notice.objects.count()) == (DONE, 1)


def test_an_outrun_attempt_stores_nothing(toy):
    user = UserFactory()

    @toy.does
    def overtaken(job, progress):
        with finish(job):
            Notice.objects.create(user=user, text="selesai")
            Job.objects.update(attempt=2)  # as another worker would

    job = enqueue(toy.name, 1)
    assert isinstance(run(claim()), Outrun)
    job.refresh_from_db()
    assert (job.status, Notice.objects.count()) == (RUNNING, 0)


def test_an_attempt_that_is_outrun_beforehand_does_not_even_begin_to_store(toy):
    @toy.does
    def overtaken(job, progress):
        Job.objects.update(attempt=2)
        with finish(job):
            toy.seen.append("stored")

    enqueue(toy.name, 1)
    assert isinstance(run(claim()), Outrun)
    assert toy.seen == []


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_at_once_also_from_inside_a_transaction(toy):
    def seen_by_others():
        return Job.objects.values_list("done", "total", "words").get()

    @toy.does
    def work(job, progress):
        progress(3, 10, words="Membaca baris")
        toy.seen.append(elsewhere(seen_by_others))
        with finish(job):
            progress(10, words="Menyimpan")
            toy.seen.append(elsewhere(seen_by_others))

    job = enqueue(toy.name, 1)
    run(claim())
    assert toy.seen == [(3, 10, "Membaca baris"), (10, 10, "Menyimpan")]
    job.refresh_from_db()
    assert (job.status, job.done, job.words) == (DONE, 10, "Menyimpan")


@pytest.mark.django_db(transaction=True)
def test_progress_is_not_written_more_often_than_people_look(toy, django_assert_num_queries):
    @toy.does
    def work(job, progress):
        progress(0, words="Membaca")
        with django_assert_num_queries(0):
            for row in range(1000):
                progress(row)

    enqueue(toy.name, 1)
    assert run(claim()) is None


@pytest.mark.django_db(transaction=True)
def test_a_cancelled_job_stops_at_its_next_report_and_stores_nothing(toy):
    user = UserFactory()

    @toy.does
    def work(job, progress):
        with finish(job):
            Notice.objects.create(user=user, text="selesai")
            elsewhere(lambda: Job.objects.update(cancel_asked=True))
            progress(1, words="Menyimpan")

    job = enqueue(toy.name, 1)
    assert isinstance(run(claim()), Cancelled)
    job.refresh_from_db()
    assert (job.status, Notice.objects.count()) == (CANCELLED, 0)


@pytest.mark.django_db(transaction=True)
def test_a_cancelled_job_of_a_dead_worker_is_not_begun_again(toy):
    job = enqueue(toy.name, 1)
    elsewhere(claim)
    Job.objects.update(cancel_asked=True)
    assert claim() is None
    job.refresh_from_db()
    assert job.status == CANCELLED


def test_a_worker_that_is_stopped_gives_the_job_back_uncounted(toy):
    @toy.does
    def work(job, progress):
        progress(1, words="Membaca")

    job = enqueue(toy.name, 1)
    assert isinstance(run(claim(), stopping=lambda: True), Released)
    toy.does(lambda job, progress: toy.seen.append(job.attempt))
    run(claim())
    job.refresh_from_db()
    assert (toy.seen, job.status) == ([1], DONE)


def test_a_statement_ended_by_the_stop_gives_the_job_back_too(toy):
    @toy.does
    def work(job, progress):
        raise database_error("57014")

    job = enqueue(toy.name, 1)
    run(claim(), stopping=lambda: True)
    job.refresh_from_db()
    assert (job.status, job.attempt) == (RUNNING, 0)


@pytest.mark.parametrize("sqlstate", ["40P01", "40001"])
def test_a_collision_is_tried_again_without_anybody_noticing(toy, sqlstate):
    @toy.does
    def work(job, progress):
        with finish(job):
            toy.seen.append(job.attempt)
            if len(toy.seen) < 3:
                raise database_error(sqlstate)

    job = enqueue(toy.name, 1)
    assert run(claim()) is None
    job.refresh_from_db()
    assert (toy.seen, job.status, job.attempt) == ([1, 1, 1], DONE, 1)


def test_three_collisions_fail_the_job(toy):
    @toy.does
    def work(job, progress):
        toy.seen.append(1)
        raise database_error("40P01")

    job = enqueue(toy.name, 1)
    run(claim())
    job.refresh_from_db()
    assert (len(toy.seen), job.status) == (3, FAILED)
    assert "SQLSTATE 40P01" in job.error


@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_leaves_the_job_to_whoever_is_connected_first(toy):
    @toy.does
    def work(job, progress):
        toy.seen.append(job.attempt)
        if job.attempt == 1:
            mine = connection.connection.get_backend_pid()
            elsewhere(lambda: end_session(mine))
            Job.objects.count()

    enqueue(toy.name, 1)
    with pytest.raises(OperationalError):
        run(claim())
    assert run(claim()) is None
    assert toy.seen == [1, 2]
    assert Job.objects.get().status == DONE


def end_session(pid):
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])


def test_run_now_does_the_work_here_and_returns_the_job(toy):
    job = run_now(toy.name, 4, colour="merah")
    assert (job.status, toy.seen) == (DONE, [4])


def test_run_now_raises_what_the_task_raised(toy):
    @toy.does
    def work(job, progress):
        raise ValueError("oops")

    with pytest.raises(ValueError, match="oops"):
        run_now(toy.name, 4)
    assert Job.objects.get().status == FAILED


@pytest.mark.django_db(transaction=True)
def test_run_now_waits_for_the_worker_that_was_faster(toy):
    started, may_end = threading.Event(), threading.Event()

    @toy.does
    def work(job, progress):
        started.set()
        may_end.wait(30)
        toy.seen.append(job.attempt)

    enqueue(toy.name, 4)
    worker = threading.Thread(target=lambda: (run(claim()), connections.close_all()))
    worker.start()
    started.wait(30)
    threading.Timer(0.3, may_end.set).start()
    # The row is running, so a request of its own waits behind it and is then done here.
    job = run_now(toy.name, 4)
    worker.join()
    assert (job.status, toy.seen) == (DONE, [1, 1])


def test_a_task_works_inside_somebody_elses_transaction(toy):
    with transaction.atomic():
        assert run_now(toy.name, 4).status == DONE
