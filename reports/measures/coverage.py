"""How many families and persons are reached, and who is not (DECISIONS 2.6, DOMAIN 17)."""

from agencies.access.permissions import Permission as P
from agencies.queries.settings import setting
from reports.measures.base import Figure, Measure, people_url
from reports.measures.words import moment, per_cent
from reports.queries.scope import Scope

RECIPIENTS = "Daftar penerima dari perangkat daerah"
NOT_COUNTED = "Angka tahun ini belum dihitung"
NO_REGISTER = "Belum ada daftar keluarga berdesil"


def served(scope: Scope) -> Figure:
    told = scope.coverage
    if told is None or scope.state.register is None:
        return Figure(None, note=_why(scope))
    return Figure(
        told.served,
        of=told.target,
        note=f"{per_cent(told.share)} {_deciles()}" if told.share is not None else _deciles(),
        url=people_url("reports:village-list", scope),
        freshness=counted_at(scope),
        bar=told.share,
    )


def unserved(scope: Scope) -> Figure:
    told = scope.coverage
    if told is None or scope.state.register is None:
        return Figure(None, note=_why(scope))
    note = "" if told.unserved_share is None else f"{per_cent(told.unserved_share)} keluarga sasaran"
    return Figure(
        told.unserved,
        note=note,
        url=people_url("beneficiaries:unserved-list", scope, "perangkat"),
        freshness=counted_at(scope),
    )


def families(scope: Scope) -> Figure:
    return _reached(scope, "families", sebagai="keluarga")


def persons(scope: Scope) -> Figure:
    return _reached(scope, "persons", sebagai="orang")


def _reached(scope: Scope, name: str, **more: str) -> Figure:
    if scope.coverage is None:
        return Figure(None, note=NOT_COUNTED)
    url = people_url("beneficiaries:person-list", scope, **more)
    return Figure(getattr(scope.coverage, name), note="semua desil", url=url, freshness=counted_at(scope))


def counted_at(scope: Scope) -> str:
    """When the figures were counted; '' before the first count."""
    return f"Dihitung {moment(scope.state.counted_at)}" if scope.state else ""


def _why(scope: Scope) -> str:
    return NOT_COUNTED if scope.state is None or scope.place is None else NO_REGISTER


def _deciles() -> str:
    return f"keluarga desil 1–{setting('coverage_deciles')}"


SERVED = Measure(
    "terlayani",
    "Keluarga miskin terlayani",
    "Keluarga sampai desil sasaran yang menerima paling sedikit satu bantuan tahun ini.",
    "Keluarga sasaran penerima ÷ seluruh keluarga sasaran × 100",
    f"Daftar keluarga berdesil terbaru; {RECIPIENTS.lower()}",
    "keluarga",
    P.VIEW_DASHBOARD,
    served,
    state="ok",
)
UNSERVED = Measure(
    "belum-terlayani",
    "Belum menerima apa pun",
    "Keluarga sampai desil sasaran yang tidak tercatat menerima bantuan apa pun tahun ini, dari siapa pun.",
    "Keluarga sasaran − keluarga sasaran penerima",
    f"Daftar keluarga berdesil terbaru; {RECIPIENTS.lower()}",
    "keluarga",
    P.VIEW_DASHBOARD,
    unserved,
)
FAMILIES = Measure(
    "keluarga-penerima",
    "Keluarga penerima",
    "Keluarga semua desil yang menerima bantuan tahun ini, sendiri atau lewat anggotanya.",
    "Hitungan keluarga, bukan hitungan bantuan",
    RECIPIENTS,
    "keluarga",
    P.VIEW_DASHBOARD,
    families,
)
PERSONS = Measure(
    "orang-penerima",
    "Orang penerima",
    "Orang yang menerima bantuan atas namanya sendiri tahun ini.",
    "Hitungan orang, bukan hitungan bantuan",
    RECIPIENTS,
    "orang",
    P.VIEW_DASHBOARD,
    persons,
)
