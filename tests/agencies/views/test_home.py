import pytest
from django.urls import reverse

from agencies.access.roles import Role
from agencies.models import AuditEvent, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_the_administrator_sees_the_state_of_the_system(sign_in):
    UserFactory(last_login=None)
    body = sign_in(Role.ADMINISTRATOR).get(reverse("home")).content.decode()
    assert "Diundang, belum masuk" in body
    assert "Gagal masuk hari ini" in body


def test_a_number_of_the_home_page_equals_its_list(sign_in):
    client = sign_in(Role.ADMINISTRATOR)
    UserFactory.create_batch(3, last_login=None)
    invited = User.objects.filter(last_login=None, is_active=True).count()
    tile = next(one for one in client.get(reverse("home")).context["tiles"] if "Diundang" in one.name)
    assert tile.number == invited
    assert client.get(tile.url).context["page"].paginator.count == invited


def test_refused_sign_ins_lead_to_the_trail(sign_in):
    AuditEvent.objects.create(actor="sistem", action="session.failed", subject="", subject_id="")
    client = sign_in(Role.ADMINISTRATOR)
    tile = next(one for one in client.get(reverse("home")).context["tiles"] if "Gagal" in one.name)
    assert tile.number == 1
    assert client.get(tile.url).context["page"].paginator.count == 1


def test_nobody_without_a_role_gets_a_home(sign_in):
    assert sign_in(None).get(reverse("home")).status_code == 403
