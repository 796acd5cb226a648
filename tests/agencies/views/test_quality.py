import pytest
from django.urls import reverse
from django.utils import timezone

from agencies.access.roles import Role
from agencies.models import Upload
from tests.factories import AgencyFactory, UploadFactory, UserFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("agencies:quality-list")


def stored(agency, score, **other):
    return UploadFactory(
        agency=agency, quality=score, status=Upload.Status.MERGED, merged_at=timezone.now(), approver=UserFactory(), **other
    )  # fmt: skip


def test_the_cleanest_agency_stands_first_with_its_formula(sign_in):
    stored(AgencyFactory(name="Dinas Sosial"), "71.5")
    stored(AgencyFactory(name="Dinas Kesehatan"), "98.4")
    text = sign_in(Role.SECRETARIAT).get(PAGE).content.decode()

    assert (
        text.index("Dinas Kesehatan") < text.index("98,4") < text.index("Dinas Sosial") < text.index("71,5")
    )
    assert "berbobot NIK 3, No. KK 2, desa 2, isian lain 1" in text


def test_an_agency_sees_its_own_score_only(sign_in):
    mine = AgencyFactory(name="Dinas Sosial")
    stored(mine, "71.5")
    stored(AgencyFactory(name="Dinas Kesehatan"), "98.4")
    client = sign_in(Role.OPERATOR, agency=mine)
    text = client.get(PAGE).content.decode()

    assert "71,5" in text
    assert "98,4" not in text
    assert "71,5 dari 100" in client.get(reverse("agencies:agency-detail", args=[mine.pk])).content.decode()
    assert "71,5" in client.get(reverse("agencies:upload-list")).content.decode()


def test_the_scores_leave_as_excel(sign_in):
    stored(AgencyFactory(name="Dinas Sosial"), "71.5")
    response = sign_in(Role.SECRETARIAT).get(reverse("reports:export-list", args=["quality"]))

    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"PK")


def test_before_any_list_was_stored_the_page_says_so(sign_in):
    assert (
        "Belum ada unggahan tersimpan yang dinilai." in sign_in(Role.SECRETARIAT).get(PAGE).content.decode()
    )
