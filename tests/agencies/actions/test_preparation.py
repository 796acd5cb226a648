import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from agencies.access.roles import Role
from agencies.access.viewer import Viewer
from agencies.actions.preparation import free_username, prepare, zone_of
from agencies.models import Agency, Boundary, OfficeProfile, Region, User
from programs.models import Program, ProgramYear
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_an_empty_installation_becomes_the_one_of_buleleng():
    admin, secretary = prepare("51.08", admin="Made Admin", secretary="Ni Luh Sekar, S.T.")

    office = OfficeProfile.objects.select_related("region").get()
    assert (office.region.name, office.zone) == ("Kabupaten Buleleng", "Asia/Makassar")
    assert Region.objects.villages().within("51.08").count() == 148
    assert Region.objects.villages().count() == 148
    assert Boundary.objects.count() == 158
    assert Agency.objects.get().kind == Agency.Kind.BAPPEDA
    assert Program.objects.filter(code="PKH").exists()
    assert ProgramYear.objects.filter(year=office.fiscal_year).count() == Program.objects.count()
    assert (admin.user.username, secretary.user.username) == ("made.admin", "ni.luh.sekar")


def test_the_two_first_people_can_do_their_work_at_once():
    for account in prepare("73.72", admin="Admin", secretary="Sekretaris"):
        assert Viewer.of(account.user).holds(account.role)
        assert account.user.check_password(account.password)
        assert account.user.password_changed_at is None
        assert authenticate(username=account.user.username, password="salah") is None


def test_a_prepared_installation_is_left_alone(capsys):
    prepare("73.72", admin="Admin", secretary="Sekretaris")
    with pytest.raises(CommandError, match="Sudah disiapkan untuk Kota Pare"):
        call_command("prepare", region="51.08", admin="Lain", secretary="Juga Lain")
    assert OfficeProfile.objects.count() == 1


@pytest.mark.parametrize(
    ("region", "admin", "words"),
    [
        ("51", "Admin", "bukan kabupaten atau kota"),
        ("99.99", "Admin", "bukan kabupaten atau kota"),
        ("73.72", " sekretaris", "dua orang"),
    ],
)
def test_what_cannot_be_prepared_is_said_and_nothing_stays(region, admin, words):
    with pytest.raises(ValidationError, match=words):
        prepare(region, admin=admin, secretary="Sekretaris")
    assert not OfficeProfile.objects.exists()
    assert not User.objects.exists()


def test_the_command_prints_each_password_once(capsys):
    call_command("prepare", region="73.72", admin="Admin", secretary="Sekretaris")
    printed = capsys.readouterr().out
    assert "Admin sistem: admin" in printed
    assert printed.count("kata sandi") == 2
    assert Role.SECRETARIAT.label in printed


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("11.01", "Asia/Jakarta"),
        ("62.01", "Asia/Jakarta"),
        ("63.01", "Asia/Makassar"),
        ("94.01", "Asia/Jayapura"),
    ],
)
def test_the_zone_follows_from_the_province(code, zone):
    assert zone_of(code) == zone


def test_a_taken_user_name_gets_a_number():
    UserFactory(username="made")
    assert free_username("Made") == "made2"
    assert free_username("…") == "pengguna"
