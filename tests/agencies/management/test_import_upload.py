import io
import json

import pytest
from django.core.management import CommandError, call_command

from agencies.importing import storage
from agencies.models import AuditEvent, Region, Upload, User
from beneficiaries.models import Assistance, Person
from tests.agencies.road import CONTEXT, ground, line, workbook
from tests.factories import AgencyFactory, VillageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    ground()
    return AgencyFactory(code="1.06.0.00.0.00.01.0000")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "penerima.xlsx"
    path.write_bytes(workbook(line(1), line(2), line(3, Nominal="x")))
    return path


def bring_in(path, agency, *, context=CONTEXT, confirm=("share_held",), **options):
    """One line of the list in three is held: that is unusual, and confirmed here."""
    out = io.StringIO()
    call_command(
        "import_upload", str(path), kind="penerima", agency=agency.code, context=json.dumps(context), as_json=True,
        confirm=list(confirm), stdout=out, **options,
    )  # fmt: skip
    return json.loads(out.getvalue())


def test_the_whole_road_in_the_foreground(path, agency):
    told = bring_in(path, agency, approve=True)

    assert told["status"] == "merged"
    assert told["rows"] == {
        "read": 6,
        "new": 2,
        "changed": 0,
        "same": 0,
        "held": 1,
        "skipped": 3,
        "warned": 0,
    }
    assert set(told["seconds"]) == {"baca", "periksa", "simpan"}
    assert Assistance.objects.count() == 2


def test_the_same_file_again_brings_nothing_new(path, agency):
    first = bring_in(path, agency, approve=True)
    second = bring_in(path, agency, approve=True)
    third = bring_in(path, agency, approve=True, again=True)

    assert second["upload"] == first["upload"]
    assert (third["rows"]["new"], third["rows"]["changed"], third["rows"]["same"]) == (0, 0, 2)
    assert Person.objects.count() == 2


def test_without_approval_nothing_is_stored(path, agency):
    told = bring_in(path, agency)

    assert told["status"] == "previewed"
    assert not Person.objects.exists()


def test_the_trail_says_that_two_commands_did_it_and_nobody_can_sign_in_as_them(path, agency):
    bring_in(path, agency, approve=True)

    upload = Upload.objects.get()
    assert (upload.sender.username, upload.approver.username) == ("perintah", "perintah-persetujuan")
    assert not any(user.has_usable_password() for user in User.objects.filter(is_system=True))
    assert AuditEvent.objects.get(action="upload.approved").actor_id == upload.approver_id


def test_a_question_stops_the_road_with_an_exit_code(path, agency):
    with pytest.raises(SystemExit):
        bring_in(path, agency, approve=True, context={"program": "PKH"})
    assert Upload.objects.get().status == "mapping"


def test_an_unknown_agency_or_file_stores_nothing(path, agency, tmp_path):
    agency.code = "9.99"
    with pytest.raises(CommandError, match="no agency"):
        bring_in(path, agency)
    agency.code = "1.06.0.00.0.00.01.0000"
    with pytest.raises(CommandError, match="No such file"):
        bring_in(tmp_path / "tidak-ada.xlsx", agency)
    assert not Upload.objects.exists()
    assert list(storage.folder().iterdir()) == []


def test_a_kind_that_cannot_be_stored_yet_is_read_checked_and_said_so(agency, tmp_path):
    path = tmp_path / "usulan.xlsx"
    path.write_bytes(
        workbook(
            ["Jalan usaha tani", 300],
            ["Irigasi", "x"],
            headings=("Usulan", "Anggaran"),
        )
    )
    out = io.StringIO()
    with pytest.raises(SystemExit, match="is not merged"):
        call_command(
            "import_upload",
            str(path),
            kind="usulan",
            agency=agency.code,
            approve=True,
            as_json=True,
            stdout=out,
        )
    told = json.loads(out.getvalue())
    assert (told["status"], told["rows"]["new"], told["rows"]["held"]) == ("previewed", 1, 1)
    assert set(told["seconds"]) == {"baca", "periksa"}
    assert "belum dapat disimpan" in told["note"]


def test_what_the_page_would_ask_stops_the_road_and_is_named(path, agency):
    with pytest.raises(SystemExit, match="--confirm share_held  Lebih dari sepersepuluh baris bermasalah"):
        bring_in(path, agency, approve=True, confirm=())

    assert Upload.objects.get().status == "previewed"
    assert bring_in(path, agency, approve=True)["status"] == "merged"
    assert "Lebih dari sepersepuluh baris bermasalah" in Upload.objects.get().note


def test_each_unusual_thing_of_a_complete_list_is_confirmed_by_its_own_name(agency, tmp_path):
    village = VillageFactory(
        name="Sukamakmur", code="35.99.01.2002", parent=Region.objects.get(code="35.99.01")
    )
    whole, part = tmp_path / "lengkap.xlsx", tmp_path / "sebagian.xlsx"
    whole.write_bytes(workbook(line(1), line(2, Desa=village.name), line(3)))
    part.write_bytes(workbook(line(1), line(3)))
    bring_in(whole, agency, approve=True, confirm=())

    with pytest.raises(SystemExit) as stopped:
        bring_in(part, agency, mode="replace", approve=True, confirm=["share_ended"])
    assert [text.split("  ")[0] for text in str(stopped.value).splitlines()[1:]] == [
        "--confirm village:35.99.01.2002", "--confirm ended:1",
    ]  # fmt: skip
    assert not Assistance.objects.filter(status="diakhiri").exists()

    keys = ["village:35.99.01.2002", "ended:1", "share_ended"]
    assert bring_in(part, agency, mode="replace", approve=True, confirm=keys)["status"] == "merged"
    assert Assistance.objects.filter(status="diakhiri").count() == 1
    trail = AuditEvent.objects.filter(action="upload.confirmed").latest("pk")
    assert trail.detail["villages"] == ["35.99.01.2002"]
