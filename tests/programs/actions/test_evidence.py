import pytest

from agencies.importing.storage import Damaged
from agencies.models import Attachment, AuditEvent
from programs.actions import evidence
from tests.factories import AttainmentFactory, UserFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 surat pernyataan"


def test_a_file_is_kept_sealed_and_comes_back_as_it_was():
    row = evidence.add(AttainmentFactory(), name="berita acara.pdf", content=PDF, by=UserFactory())
    assert PDF not in (evidence.shelf() / row.stored_as).read_bytes()
    assert b"".join(evidence.content_of(row)) == PDF
    assert (row.content_type, row.size) == ("application/pdf", len(PDF))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("surat.pdf", b"MZ\x90 program"),
        ("gambar.png", PDF),
        ("halaman.html", b"<script>"),
        ("besar.pdf", b"%PDF-" + bytes(evidence.LARGEST)),
        ("kosong.pdf", b""),
    ],
)
def test_what_is_not_what_its_name_says_is_refused(name, content):
    with pytest.raises(evidence.Unfit):
        evidence.add(AttainmentFactory(), name=name, content=content, by=UserFactory())
    assert not Attachment.objects.exists()
    assert list(evidence.shelf().iterdir()) == []


def test_a_changed_file_is_not_handed_out():
    row = evidence.add(AttainmentFactory(), name="a.pdf", content=PDF, by=UserFactory())
    path = evidence.shelf() / row.stored_as
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(Damaged):
        b"".join(evidence.content_of(row))


def test_the_file_goes_with_its_row_and_the_trail_keeps_its_digest(django_capture_on_commit_callbacks):
    row = evidence.add(AttainmentFactory(), name="a.pdf", content=PDF, by=UserFactory())
    with django_capture_on_commit_callbacks(execute=True):
        evidence.remove(row, by=UserFactory())
    assert list(evidence.shelf().iterdir()) == []
    assert AuditEvent.objects.get(action="attachment.removed").detail["sha256"]
