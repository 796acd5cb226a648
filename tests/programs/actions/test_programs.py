import pytest

from agencies.models import AuditEvent
from programs.actions.programs import copy_year, save, set_target, undo_copy
from programs.models import Program, ProgramYear
from tests.factories import BudgetFactory, ProgramFactory, UserFactory
from tests.factories.programs import ProgramYearFactory

pytestmark = pytest.mark.django_db


def test_copying_carries_programmes_without_figures_and_twice_changes_nothing():
    one = ProgramYearFactory(year=2026, target_count=10)
    ProgramYearFactory(year=2025)
    ProgramYearFactory(program=ProgramYearFactory(year=2026).program, year=2027, target_count=7)
    user = UserFactory()

    event = copy_year(Program.objects.all(), 2026, 2027, by=user)

    assert event.detail["programs"] == [one.program_id]
    assert ProgramYear.objects.get(program=one.program, year=2027).target_count is None
    assert copy_year(Program.objects.all(), 2026, 2027, by=user).detail["programs"] == []


def test_undoing_a_copy_keeps_what_carries_figures_already():
    rows = [ProgramYearFactory(year=2026) for _ in range(3)]
    user = UserFactory()
    event = copy_year(Program.objects.all(), 2026, 2027, by=user)
    BudgetFactory(program=rows[0].program, year=2027)
    ProgramYear.objects.filter(program=rows[1].program, year=2027).update(target_count=5)

    assert undo_copy(event, by=user) == 1
    assert set(ProgramYear.objects.filter(year=2027).values_list("program", flat=True)) == {
        rows[0].program_id,
        rows[1].program_id,
    }


def test_saving_leaves_its_line_in_the_trail():
    user = UserFactory()
    program = ProgramFactory()
    save(program, by=user)
    set_target(ProgramYear(program=program, year=2026, target_count=3), by=user)
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "program.changed",
        "program.targeted",
    ]
