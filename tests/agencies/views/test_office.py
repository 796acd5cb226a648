import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agencies.access.roles import Role
from agencies.models import AuditEvent, OfficeProfile, Signatory
from tests.factories import OfficeFactory

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def typed(**over) -> dict:
    return {
        "government_name": "Pemerintah Kabupaten Tirta Kencana", "planning_agency_name": "Bapperida", "village_word": "Desa",
        "address": "", "contact": "", "zone": "Asia/Makassar", "fiscal_year": "2026",
    } | over  # fmt: skip


def save(client, **over):
    return client.post(reverse("agencies:office-edit"), typed(**over))


def test_the_profile_is_changed_and_noted(sign_in):
    OfficeFactory()
    assert save(sign_in(Role.SECRETARIAT)).status_code == 302
    assert OfficeProfile.objects.get().planning_agency_name == "Bapperida"
    assert AuditEvent.objects.get(action="setting.office_changed").detail["fields"] == [
        "planning_agency_name"
    ]


def test_a_coat_of_arms_is_shown_to_everybody_and_asked_again_by_its_fingerprint(sign_in):
    OfficeFactory()
    client = Client()
    assert client.get(reverse("agencies:office-crest")).status_code == 404
    save(sign_in(Role.SECRETARIAT), crest=SimpleUploadedFile("lambang.png", PNG))
    shown = client.get(reverse("agencies:office-crest"))
    assert (shown["Content-Type"], shown.content) == ("image/png", PNG)
    again = client.get(reverse("agencies:office-crest"), headers={"If-None-Match": shown["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("lambang.svg", SVG),
        ("lambang.png", SVG),
        ("lambang.png", PNG + b"x" * 200 * 1024),
        ("lambang.gif", b"GIF89a"),
    ],
)
def test_anything_but_a_small_png_or_jpeg_is_refused(sign_in, name, content):
    OfficeFactory()
    assert save(sign_in(Role.SECRETARIAT), crest=SimpleUploadedFile(name, content)).status_code == 422
    assert OfficeProfile.objects.get().logo_type == ""


def test_signatories_are_added_and_changed_with_their_term(sign_in):
    client = sign_in(Role.SECRETARIAT)
    one = {
        "post": "secretary", "title": "Sekretaris Daerah", "name": "Ni Made Contoh", "rank": "", "nip": "",
        "valid_from": "2025-01-01", "valid_to": "",
    }  # fmt: skip
    assert client.post(reverse("agencies:signatory-add"), one).status_code == 302
    page = reverse("agencies:signatory-edit", args=[Signatory.objects.get().pk])
    assert client.post(page, one | {"valid_to": "2024-01-01"}).status_code == 422
    assert client.post(page, one | {"valid_to": "2026-01-01"}).status_code == 302
    assert Signatory.objects.get().valid_to.year == 2026
