"""Families in which programmes meet that should be looked at (DECISIONS 2.6)."""

from agencies.access.permissions import Permission as P
from reports.measures.base import Figure, Measure, people_url
from reports.measures.coverage import NOT_COUNTED, counted_at
from reports.measures.words import rupiah
from reports.models import MeetingFigure
from reports.queries.scope import Scope


def to_check(scope: Scope) -> Figure:
    if scope.state is None or scope.place is None:
        return Figure(None, note=NOT_COUNTED)
    total = total_meeting(scope)
    note = f"{rupiah(total.amount)} perlu diperiksa" if total and total.amount else "perlu diperiksa"
    return Figure(
        total.families if total else 0,
        note=note,
        url=people_url("beneficiaries:overlap-list", scope, "perangkat"),
        freshness=counted_at(scope),
    )


def total_meeting(scope: Scope) -> MeetingFigure | None:
    return next((row for row in scope.meetings if row.first_id is None), None)


def pairs(scope: Scope) -> list[MeetingFigure]:
    """Every pair of programmes that meets, most families first."""
    return [row for row in scope.meetings if row.first_id is not None]


TO_CHECK = Measure(
    "tumpang-tindih",
    "Bantuan tumpang tindih",
    "Keluarga yang menerima dua bantuan sejenis atau lebih pada periode yang sama.",
    "Hitungan keluarga, bukan hitungan bantuan. Pasangan yang diperbolehkan tidak dihitung",
    "Daftar penerima dari perangkat daerah; aturan kombinasi bantuan",
    "keluarga",
    P.VIEW_DASHBOARD,
    to_check,
)
