"""What becomes of a job whose work fails: what is told, and what is kept of the error."""

import logging

import pytest
from django.db import IntegrityError

from agencies.jobs import queue
from agencies.jobs.failures import UNEXPECTED, Failure
from agencies.jobs.queue import claim, enqueue, finish, run
from agencies.models import Job
from tests.agencies.jobs.database import database_error
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
DONE, FAILED, QUEUED, RUNNING, CANCELLED = (
    Job.Status.DONE, Job.Status.FAILED, Job.Status.QUEUED, Job.Status.RUNNING, Job.Status.CANCELLED,
)  # fmt: skip


def test_an_unexpected_error_fails_the_job_and_keeps_no_word_of_its_message(toy, caplog):
    @toy.does
    def work(job, progress):
        progress(1, words="Menyimpan")
        raise ValueError("Siti Lestari 3299010101010001")

    job = enqueue(toy.name, 1)
    with caplog.at_level(logging.INFO):
        assert isinstance(run(claim()), ValueError)
    job.refresh_from_db()
    assert (job.status, job.words) == (FAILED, UNEXPECTED)
    assert job.error.startswith("ValueError; step Menyimpan\n")
    assert "test_queue_failures.py" in job.error
    for kept in (job.error, job.words, caplog.text):
        assert "Siti" not in kept
        assert "3299010101010001" not in kept


def test_of_a_database_error_only_state_constraint_table_and_step_are_kept(toy, caplog):
    user = UserFactory(username="rahasia.sekali")

    @toy.does
    def work(job, progress):
        progress(1, words="Menyimpan")
        with finish(job):
            UserFactory._meta.model.objects.create(username=user.username)

    job = enqueue(toy.name, 1)
    with caplog.at_level(logging.INFO):
        assert isinstance(run(claim()), IntegrityError)
    job.refresh_from_db()
    assert "IntegrityError; SQLSTATE 23505; constraint " in job.error
    assert "table agencies_user; step Menyimpan" in job.error
    assert "rahasia.sekali" not in job.error + job.words + caplog.text


def test_a_failure_is_told_in_its_own_words(toy):
    @toy.does
    def work(job, progress):
        raise Failure("Berkas sudah dihapus. Unggah sekali lagi.")

    job = enqueue(toy.name, 1)
    run(claim())
    job.refresh_from_db()
    assert (job.status, job.words) == (FAILED, "Berkas sudah dihapus. Unggah sekali lagi.")


def test_a_sentence_too_long_for_its_place_is_cut_and_stops_no_worker(toy):
    @toy.does
    def work(job, progress):
        raise Failure("Panjang sekali. " * 20)

    job = enqueue(toy.name, 1)
    run(claim())
    job.refresh_from_db()
    assert (job.status, len(job.words)) == (FAILED, 120)


def test_a_listener_that_breaks_leaves_the_job_failed(toy, monkeypatch):
    def broken(job):
        raise ValueError(job)

    told = []
    monkeypatch.setattr(queue, "failure_listeners", [broken, told.append])

    @toy.does
    def work(job, progress):
        raise Failure("Berkas sudah dihapus.")

    job = enqueue(toy.name, 1)
    run(claim())
    job.refresh_from_db()
    assert (job.status, told) == (FAILED, [job])


def test_a_full_disk_is_named(toy):
    @toy.does
    def work(job, progress):
        raise database_error("53100")

    job = enqueue(toy.name, 1)
    run(claim())
    job.refresh_from_db()
    assert job.words.startswith("Ruang penyimpanan server penuh.")
