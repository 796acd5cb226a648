import pytest

from beneficiaries.models import Assistance
from tests.beneficiaries.lists import (
    codes_of,
    kk,
    line,
    merged,
    nik,
    staged,
)
from tests.factories import AgencyFactory, ProgramFactory
from tests.factories.programs import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bst():
    return ProgramFactory(code="BST", name="Bantuan Sosial Tunai")


@pytest.fixture
def pkh():
    return ProgramFactory(
        code="PKH", name="Program Keluarga Harapan", unit=UnitFactory(name="keluarga", recipient="family")
    )


def test_a_second_line_about_the_same_aid_is_told_and_not_counted(pkh):
    upload = staged(
        [line("Wayan", nik=nik(1), no_kk=kk(1)), line("Luh", nik=nik(2), no_kk=kk(1))], program="PKH"
    )
    assert "duplicate_in_file" in codes_of(upload, 3)
    assert "duplicate_in_file" not in codes_of(upload, 2)


def test_a_changed_amount_is_told_old_and_new_and_then_stored(bst):
    agency = AgencyFactory()
    merged([line("Wayan", nik=nik(1), nominal=300_000)], program="BST", agency=agency)
    upload = staged([line("Wayan", nik=nik(1), nominal=600_000)], program="BST", agency=agency)
    staged_line = type(upload)._meta.apps.get_model("beneficiaries.StagedPerson").objects.get(upload=upload)
    assert staged_line.outcome == "changed"
    assert staged_line.changes == {"nominal": [300_000, 600_000]}
    assert "duplicate_existing" in codes_of(upload, 2)
    merged([line("Wayan", nik=nik(1), nominal=600_000)], program="BST", agency=agency)
    assert Assistance.objects.get().amount == 600_000
