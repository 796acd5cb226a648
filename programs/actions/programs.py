"""Save a programme, carry programmes into a new fiscal year, and take that back."""

from django.db import transaction

from agencies.actions import audit
from agencies.models import AuditEvent, User
from programs.models import Budget, Program, ProgramYear, Realization
from programs.models.programs import ProgramQuerySet


@transaction.atomic
def save(program: Program, *, year: int | None = None, by: User) -> Program:
    """Store a programme; a new one starts to run in `year`."""
    new = program.pk is None
    program.save()
    if new and year:
        ProgramYear.objects.create(program=program, year=year)
    audit.record("program.added" if new else "program.changed", program, by=by)
    return program


@transaction.atomic
def set_target(row: ProgramYear, *, by: User) -> ProgramYear:
    """Store how many a programme aims at in a year; saving it also says that the programme runs then."""
    row.save()
    audit.record("program.targeted", row.program, by=by, year=row.year, target=row.target_count)
    return row


def to_copy(programs: ProgramQuerySet, source: int, target: int) -> ProgramQuerySet:
    """The programmes that ran in `source` and do not run in `target` yet."""
    return (
        programs.in_year(source)
        .exclude(years__year=target)
        .select_related("agency", "unit")
        .order_by("sort_key", "pk")
    )


@transaction.atomic
def copy_year(programs: ProgramQuerySet, source: int, target: int, *, by: User) -> AuditEvent:
    """Let the programmes of one fiscal year run in another, without figures. The event tells how many and which."""
    ids = list(to_copy(programs, source, target).values_list("pk", flat=True))
    ProgramYear.objects.bulk_create(
        [ProgramYear(program_id=pk, year=target) for pk in ids], ignore_conflicts=True
    )
    return audit.record("program.year_copied", None, by=by, source=source, target=target, programs=ids)


@transaction.atomic
def undo_copy(event: AuditEvent, *, by: User) -> int:
    """Take back one copying where nobody has entered a figure since; how many programmes were taken out."""
    year = event.detail["target"]
    rows = ProgramYear.objects.filter(
        program__in=event.detail["programs"], year=year, target_count__isnull=True
    )
    for model in (Budget, Realization):
        rows = rows.exclude(program__in=model.objects.filter(year=year).values("program"))
    taken, _ = rows.delete()
    audit.record("program.year_copy_undone", None, by=by, target=year, event=event.pk, taken=taken)
    return taken
