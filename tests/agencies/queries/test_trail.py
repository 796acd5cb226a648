import pytest

from agencies.access.roles import Role
from agencies.actions import audit
from agencies.models import ReadEvent
from agencies.queries import trail
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def acts():
    ketut, wayan = UserFactory(name="Ketut Ariani"), UserFactory(name="Wayan Sudana")
    audit.record("upload.approved", None, by=ketut, address="10.0.0.7")
    audit.record("setting.changed", None, by=wayan)
    audit.saw(ketut, ReadEvent.What.PAGE, ketut)
    audit.saw(wayan, ReadEvent.What.REVEAL, ketut, reason="cek lapangan")


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, {"upload.approved", "setting.changed"}),
        ({"cari": "ketut"}, {"upload.approved"}),
        ({"tindakan": "setting."}, {"setting.changed"}),
        ({"tindakan": "Unggahan disetujui"}, {"upload.approved"}),
        ({"alamat": "10.0.0.7"}, {"upload.approved"}),
        ({"sejak": "2999-01-01"}, set()),
        ({"sampai": "2000-01-01"}, set()),
        ({"sejak": "2026-02-31"}, {"upload.approved", "setting.changed"}),
    ],
)
def test_changes_are_narrowed_by_the_address(acts, viewer_of, params, found):
    assert set(trail.changes(viewer_of(Role.AUDITOR), params).values_list("action", flat=True)) == found


def test_looks_are_narrowed_by_what_was_done(acts, viewer_of):
    (look,) = trail.reads(viewer_of(Role.AUDITOR), {"perbuatan": "reveal"})
    assert look.actor == "Wayan Sudana"


def test_the_administrator_reads_no_looks_and_no_uploads(acts, viewer_of):
    viewer = viewer_of(Role.ADMINISTRATOR)
    assert list(trail.changes(viewer, {}).values_list("action", flat=True)) == ["setting.changed"]
    assert not trail.reads(viewer, {}).exists()
