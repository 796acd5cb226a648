import pytest

from agencies.access.roles import Role
from agencies.models import Notice, Upload
from agencies.queries.handovers import SHOWN, belongings
from tests.factories import UploadFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_unfinished_uploads_and_waiting_tasks_are_named(viewer_of):
    user = UserFactory()
    UploadFactory(sender=user, status=Upload.Status.PREVIEWED, name="penerima.xlsx")
    UploadFactory(sender=user, status=Upload.Status.WITHDRAWN)
    Notice.objects.create(user=user, text="Isi capaian", waits=True)
    Notice.objects.create(user=user, text="Sudah lewat")
    told = {one.label: (one.count, one.names) for one in belongings(user, viewer_of(Role.SECRETARIAT))}
    assert told["Unggahan yang belum selesai"] == (1, ("penerima.xlsx",))
    assert told["Tugas yang menunggu"] == (1, ("Isi capaian",))


def test_the_administrator_is_told_how_many_and_not_which(viewer_of):
    user = UserFactory()
    UploadFactory(sender=user, status=Upload.Status.PREVIEWED, name="penerima.xlsx")
    (uploads, *_) = belongings(user, viewer_of(Role.ADMINISTRATOR))
    assert (uploads.count, uploads.names) == (1, ())


def test_a_long_list_is_cut_and_still_counted(viewer_of):
    user = UserFactory()
    UploadFactory.create_batch(SHOWN + 2, sender=user, status=Upload.Status.PREVIEWED)
    (uploads, *_) = belongings(user, viewer_of(Role.SECRETARIAT))
    assert (uploads.count, len(uploads.names)) == (SHOWN + 2, SHOWN)
