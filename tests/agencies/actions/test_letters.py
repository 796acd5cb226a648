import pytest
from django.core import mail

from agencies.access.roles import Role
from agencies.actions import letters
from agencies.actions.accounts import one_time_path
from agencies.jobs.queue import run_now
from agencies.models import Job, Notice
from tests.factories import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db
SITE = "https://sinergi.contoh.example/"


def test_an_invitation_carries_a_link_that_lets_its_reader_choose_a_password(client):
    user = UserFactory()
    assert letters.write_letter(user.pk, site=SITE, invitation=True)
    (letter,) = mail.outbox
    link = next(line for line in letter.body.splitlines() if line.startswith(SITE))
    assert letter.to == [user.email]
    assert client.get(link.removeprefix(SITE[:-1]), follow=True).status_code == 200


def test_nobody_is_written_to_without_an_address_or_with_a_closed_account():
    for user in (UserFactory(email=""), UserFactory(is_active=False)):
        assert not letters.write_letter(user.pk, site=SITE, invitation=False)
    assert mail.outbox == []


def test_an_unknown_address_costs_the_same_job_and_no_letter():
    job = letters.ask_for_letter(None, site=SITE)
    known = letters.ask_for_letter(UserFactory(), site=SITE)
    assert (job.task, set(job.parameters)) == (known.task, set(known.parameters))


def test_the_job_keeps_no_link():
    job = letters.ask_for_letter(UserFactory(), site=SITE)
    assert set(job.parameters) == {"site", "invitation"}


def test_a_dead_mail_server_only_delays_the_letter(monkeypatch):
    user = UserFactory()

    def dead(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(letters, "send_mail", dead)
    job = Job.objects.create(task=letters.LETTER, subject_id=user.pk, status="running", attempt=1,
                             parameters={"site": SITE, "invitation": False})  # fmt: skip
    letters.deliver(job, lambda **_: None)
    job.refresh_from_db()
    assert job.status == Job.Status.QUEUED
    assert job.run_after is not None


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_what_was_asked_for():
    run_now(letters.LETTER, UserFactory().pk, site=SITE, invitation=False)
    assert len(mail.outbox) == 1


def test_without_a_mail_server_the_keepers_of_the_account_are_asked_to_hand_over_a_link(
    settings, holder, tmp_path
):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = letters.LETTERS_STAY_HERE, tmp_path / "mail"
    agency = AgencyFactory()
    head, secretary = holder(Role.AGENCY_HEAD, agency=agency), holder(Role.SECRETARIAT)
    holder(Role.AGENCY_HEAD, agency=AgencyFactory())
    user = holder(Role.OPERATOR, agency=agency)
    letters.write_letter(user.pk, site=SITE, invitation=False)
    assert set(Notice.objects.filter(waits=True).values_list("user", flat=True)) == {head.pk, secretary.pk}
    one_time_path(by=secretary, user=user)
    assert not Notice.objects.filter(done_at=None).exists()
