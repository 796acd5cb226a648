import pytest
from django.urls import reverse

from beneficiaries.models import MatchCandidate, Person
from tests.factories import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate():
    first, second = PersonFactory(name="Siti Aminah"), PersonFactory(name="Siti Aminnah")
    return MatchCandidate.objects.create(first=first, second=second, score=97, reasons=["near_name"])


def test_a_pair_stands_side_by_side_with_its_reasons_in_words(sign_in, candidate):
    body = sign_in("secretariat").get(reverse("beneficiaries:candidate-list")).content.decode()
    assert "Siti Aminah" in body
    assert "Siti Aminnah" in body
    assert "nama mirip" in body


def test_a_verdict_is_kept_and_can_be_taken_back(sign_in, candidate):
    client = sign_in("secretariat")
    client.post(reverse("beneficiaries:candidate-decide", args=[candidate.pk]), {"keputusan": "sama"})
    assert Person.objects.get(pk=candidate.second_id).merged_into_id == candidate.first_id
    assert (
        "Semua pasangan sudah diputuskan."
        in client.get(reverse("beneficiaries:candidate-list")).content.decode()
    )
    client.post(reverse("beneficiaries:candidate-reopen", args=[candidate.pk]))
    assert Person.objects.get(pk=candidate.second_id).merged_into_id is None


def test_who_comes_second_is_told_the_verdict(sign_in, candidate):
    client = sign_in("secretariat")
    address = reverse("beneficiaries:candidate-decide", args=[candidate.pk])
    client.post(address, {"keputusan": "beda"})
    answer = client.post(address, {"keputusan": "sama"}, follow=True)
    assert "sudah memutuskan: Orang berbeda." in answer.content.decode()
    candidate.refresh_from_db()
    assert candidate.verdict == "different"


def test_only_who_sees_the_whole_register_sees_pairs(sign_in, candidate):
    client = sign_in("operator", agency=AgencyFactory())
    assert client.get(reverse("beneficiaries:candidate-list")).context["pairs"] == []
    answer = client.post(
        reverse("beneficiaries:candidate-decide", args=[candidate.pk]), {"keputusan": "sama"}
    )
    assert answer.status_code == 404


def test_a_pair_put_aside_leaves_the_page_and_keeps_its_question(sign_in, candidate):
    client = sign_in("secretariat")
    address = reverse("beneficiaries:candidate-list")
    assert f'href="?lewati={candidate.pk}" data-key="l"' in client.get(address).content.decode()
    assert client.get(address, {"lewati": f"{candidate.pk},x"}).context["pairs"] == []
    assert len(client.get(address).context["pairs"]) == 1
