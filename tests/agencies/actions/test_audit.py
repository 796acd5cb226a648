import pytest

from agencies.actions import audit
from agencies.models import AuditEvent, ReadEvent
from tests.factories import UploadFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_event_names_who_what_and_which_but_holds_no_reference():
    by, upload = UserFactory(name="Ketut Ariani"), UploadFactory()
    audit.record(
        "upload.approved", upload, by=by, reason="sesuai", rows=12, subject="boleh dipakai sebagai rincian"
    )
    event = AuditEvent.objects.get()
    assert (event.actor, event.actor_id) == ("Ketut Ariani", by.pk)
    assert (event.subject, event.subject_id) == ("agencies.Upload", str(upload.pk))
    assert event.detail == {"rows": 12, "subject": "boleh dipakai sebagai rincian"}
    assert not any(field.is_relation for field in AuditEvent._meta.get_fields())


def test_what_the_system_does_has_no_actor_id():
    assert audit.record("system.sealed", None, by=None).actor == "sistem"


def test_a_look_at_a_person_is_noted_with_its_reason():
    by, upload = UserFactory(), UploadFactory()
    audit.saw(by, ReadEvent.What.REVEAL, upload, reason="cek lapangan")
    event = ReadEvent.objects.get()
    assert (event.what, event.reason, event.rows) == ("reveal", "cek lapangan", 1)
