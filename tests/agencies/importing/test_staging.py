import pytest

from agencies import identity
from agencies.access.roles import Role
from agencies.importing.layouts import layout_of
from agencies.importing.limits import Limits
from agencies.importing.staging import order_for, read_into_staging, saved_mappings
from agencies.models import CellCorrection, SavedMapping
from tests.agencies.road import line, receive, workbook
from tests.factories import AgencyFactory, UploadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(agency, holder):
    return receive(workbook(*map(line, range(1, 5))), agency=agency, by=holder(Role.OPERATOR, agency=agency))


def test_the_child_gets_corrections_as_ciphertext_only(upload):
    ct = identity.seal_text("3599014203800009", "cell:BNBA!A4")
    CellCorrection.objects.create(
        upload=upload, sheet="BNBA", row=4, column="A", old_ct=b"", new_ct=ct, by=upload.sender
    )
    order = order_for(upload, layout_of("penerima"), Limits())

    assert order.corrections == [("BNBA", 4, "A", ct)]
    assert order.facts["upload_id"] == upload.pk


def test_the_newest_version_of_a_saved_mapping_counts_and_only_the_own_agencys(upload, agency):
    for version, owner in ((1, agency), (2, agency), (3, AgencyFactory())):
        SavedMapping.objects.create(
            agency=owner,
            kind="penerima",
            headings="f" * 64,
            mapping={"v": str(version)},
            version=version,
            saved_by=upload.sender,
        )

    assert saved_mappings(upload)["f" * 64]["mapping"] == {"v": "2"}
    assert saved_mappings(UploadFactory()) == {}


def test_lines_are_copied_while_progress_is_told(upload):
    told = []
    layout = layout_of("penerima")
    outline = read_into_staging(
        order_for(upload, layout, Limits()), layout, 60, lambda *facts: told.append(facts)
    )

    assert layout.staged.objects.filter(upload=upload).count() == 4
    assert outline["sheets"][0]["rows"] == {"data": 4, "valid": 4, "error": 0}
    assert told[-1][2] == "Memeriksa baris"


def test_a_cancelled_reading_ends_at_once(upload):
    class Stop(Exception):
        pass

    def stops(*facts):
        raise Stop

    layout = layout_of("penerima")
    with pytest.raises(Stop):
        read_into_staging(order_for(upload, layout, Limits()), layout, 60, stops)
