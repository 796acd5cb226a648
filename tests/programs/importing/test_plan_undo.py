"""What a list wrote goes back; what somebody has changed since stays and is named."""

import pytest

from agencies.access.roles import Role
from programs.importing.plan_undo import outlook, undo
from programs.models import Budget, Nomenclature, Program, ProgramYear
from tests.factories import ProgramFactory
from tests.programs.importing.examples import agency_of, ground, handed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(holder):
    ground()
    agency = agency_of("DINSOS")
    by, approver = holder(Role.OPERATOR, agency=agency), holder(Role.SECRETARIAT)
    return handed_in("anggaran", agency=agency, by=by, approver=approver)


def test_what_somebody_changed_since_is_kept_and_named(upload):
    budget = Budget.objects.get(program__node__code="1.06.05.2.02.0003")
    budget.ceiling_amount = 1
    budget.save()

    assert outlook(upload)[0] == 4
    assert "Fasilitasi Bantuan Sosial Kesejahteraan Keluarga" in outlook(upload)[1][0]
    result = undo(upload)
    assert (result.restored, result.kept, result.kept_rows[0][:2]) == (4, 1, ("RFK", 18))
    assert list(Budget.objects.values_list("ceiling_amount", flat=True)) == [1]
    assert Program.objects.filter(source_upload=upload).get() == budget.program
    assert ProgramYear.objects.filter(source_upload=upload).count() == 1


def test_a_change_that_was_put_back_by_hand_counts_as_none(upload):
    budget = Budget.objects.get(program__node__code="1.06.05.2.02.0003")
    for amount in (1, 2_750_000_000):
        budget.ceiling_amount = amount
        budget.save()
    assert undo(upload).kept == 0
    assert not Budget.objects.exists()


def test_a_sub_kegiatan_that_became_a_poverty_programme_stays(upload):
    program = Program.objects.get(node__code="1.06.05.2.02.0003")
    other = ProgramFactory()
    Program.objects.filter(pk=program.pk).update(is_poverty=True, strategy=1, unit=other.unit)
    assert undo(upload).kept == 0
    assert Program.objects.filter(agency=upload.agency).get() == program


def test_nodes_that_came_with_the_list_leave_with_it(upload):
    assert not Nomenclature.objects.filter(origin="upload").exists()
    node = Program.objects.filter(source_upload=upload).first().node
    made = Nomenclature.objects.create(
        code=f"{node.parent.code}.0999",
        level="sub_kegiatan",
        name="Baru",
        parent=node.parent,
        origin="upload",
        source_upload=upload,
    )
    undo(upload)
    assert not Nomenclature.objects.filter(pk=made.pk).exists()
    assert Nomenclature.objects.filter(pk=node.pk).exists()
