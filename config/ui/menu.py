"""The menu as data: which pages exist, and in which order each role finds them (the look's guide, section 2).

A page that a person may not open is absent, never greyed.
"""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from agencies.access.permissions import Permission as P
from agencies.access.roles import Role


@dataclass(frozen=True, slots=True)
class Item:
    """One page of the menu; `count` names the number of Shell that stands beside it when it is not 0.

    `around` are the beginnings of further addresses that belong to it; `args` those of its own address.
    """

    label: str
    icon: str
    url_name: str
    permission: P
    count: str = ""
    around: tuple[str, ...] = ()
    args: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One menu entry as the template shows it."""

    label: str
    icon: str
    url: str
    count: int
    current: bool


HOME = Item("Beranda", "layout-dashboard", "home", P.USE_SITE, around=("/beranda/",))
TASKS = Item("Tugas saya", "checkbox", "agencies:task-list", P.USE_SITE, count="tasks")
UPLOADS = Item(
    "Unggahan",
    "file-upload",
    "agencies:upload-list",
    P.VIEW_UPLOADS,
    around=("/templat/", "/susunan-kolom/", "/mutu-data/"),
)
UPLOAD = Item("Unggah", "file-upload", "agencies:upload-new", P.SEND_UPLOADS)
INDICATORS = Item("Indikator RPJMD", "target-arrow", "programs:indicator-list", P.VIEW_INDICATORS)
PROGRAMS = Item(
    "Program & anggaran",
    "cash-banknote",
    "programs:program-list",
    P.VIEW_PROGRAMS,
    around=("/anggaran/", "/lapor/"),
)
PLANS = Item(
    "Rencana", "list-tree", "programs:plan-list", P.VIEW_PROGRAMS, around=("/butir/", "/nomenklatur/")
)
ACTIONS = Item("Rencana aksi", "checklist", "programs:action-list", P.VIEW_PROGRAMS)
EVALUATION = Item(
    "Evaluasi",
    "report-analytics",
    "reports:evaluation-show",
    P.VIEW_INDICATORS,
    around=("/evaluasi/",),
    args=("rkpd",),
)
POVERTY = Item(
    "Kemiskinan", "chart-line", "reports:poverty-list", P.VIEW_INDICATORS, around=("/temuan/", "/statistik/")
)
CONSOLIDATION = Item(
    "Konsolidasi", "layers-linked", "reports:consolidation", P.VIEW_DASHBOARD, around=("/isu/",)
)
SCHEDULES = Item("Jadwal", "calendar-event", "agencies:schedule-list", P.USE_SITE)
PEOPLE = Item(
    "Penerima", "users", "beneficiaries:person-list", P.VIEW_PEOPLE, around=("/orang/", "/keluarga/")
)
UNSERVED = Item("Belum terlayani", "users-minus", "beneficiaries:unserved-list", P.VIEW_PEOPLE)
OVERLAPS = Item("Tumpang tindih", "arrows-cross", "beneficiaries:overlap-list", P.VIEW_PEOPLE)
DOUBLES = Item("Calon kembar", "users-group", "beneficiaries:candidate-list", P.VIEW_PEOPLE)
VILLAGES = Item("Desa", "map-pins", "reports:village-list", P.VIEW_DASHBOARD)
REPORTS = Item("Laporan", "file-analytics", "reports:report-list", P.VIEW_REPORTS, around=("/unduhan/",))
AGENCIES = Item(
    "Perangkat daerah", "building-community", "agencies:agency-list", P.VIEW_AGENCIES, around=("/wilayah/",)
)
USERS = Item("Pengguna", "user-cog", "agencies:user-list", P.MANAGE_USERS)
JOBS = Item("Pekerjaan", "list-check", "agencies:job-list", P.VIEW_JOBS)
TRAIL = Item("Jejak", "history", "agencies:trail-list", P.VIEW_SYSTEM_TRAIL)
REFERENCE = Item("Data acuan", "books", "programs:reference-index", P.MANAGE_REFERENCE)
SETTINGS = Item("Pengaturan", "settings", "agencies:settings", P.MANAGE_SETTINGS)

Groups = tuple[tuple[str, tuple[Item, ...]], ...]
WORK: Groups = (
    (
        "",
        (
            HOME,
            TASKS,
            UPLOADS,
            PLANS,
            PROGRAMS,
            INDICATORS,
            ACTIONS,
            EVALUATION,
            POVERTY,
            PEOPLE,
            UNSERVED,
            VILLAGES,
            SCHEDULES,
            REPORTS,
        ),
    ),
)
FIGURES: Groups = (
    (
        "",
        (
            HOME,
            CONSOLIDATION,
            POVERTY,
            PLANS,
            INDICATORS,
            PROGRAMS,
            ACTIONS,
            EVALUATION,
            VILLAGES,
            SCHEDULES,
            REPORTS,
        ),
    ),
)
PLACE: Groups = (("", (HOME, TASKS, VILLAGES, PEOPLE, UNSERVED, PROGRAMS, REPORTS)),)

MENU: dict[str, Groups] = {
    Role.SECRETARIAT: (
        ("Pantau", (HOME, INDICATORS, PROGRAMS, PEOPLE, UNSERVED, OVERLAPS, VILLAGES)),
        ("Rencanakan", (CONSOLIDATION, POVERTY, PLANS, ACTIONS, EVALUATION, SCHEDULES)),
        ("Kerjakan", (TASKS, UPLOADS, DOUBLES, REPORTS)),
        ("Atur", (AGENCIES, REFERENCE, USERS, JOBS, SETTINGS)),
    ),
    Role.PLANNER: (
        ("", (HOME, TASKS, INDICATORS, PROGRAMS, PEOPLE, UPLOADS, REPORTS)),
        ("Rencanakan", (CONSOLIDATION, POVERTY, PLANS, ACTIONS, EVALUATION, SCHEDULES)),
    ),
    Role.OPERATOR: WORK,
    Role.AGENCY_HEAD: (*WORK, ("Atur", (USERS,))),
    Role.REGISTER_OFFICE: (*WORK, ("Register", (OVERLAPS, DOUBLES))),
    Role.LEADER: FIGURES,
    Role.DISTRICT: PLACE,
    Role.VILLAGE: PLACE,
    Role.COUNCIL_OFFICE: FIGURES,
    Role.COUNCILLOR: FIGURES,
    Role.BUDGET_TEAM: FIGURES,
    Role.AUDITOR: (("", (HOME, PEOPLE, PROGRAMS, UPLOADS, TRAIL, REPORTS)),),
    Role.ADMINISTRATOR: (("", (HOME, USERS, AGENCIES, JOBS, TRAIL, SETTINGS)),),
}
TABS: dict[str, tuple[Item, ...]] = {
    Role.SECRETARIAT: (HOME, TASKS, PEOPLE, INDICATORS),
    Role.PLANNER: (HOME, TASKS, INDICATORS, UPLOADS),
    Role.OPERATOR: (HOME, TASKS, UPLOAD, PEOPLE),
    Role.AGENCY_HEAD: (HOME, TASKS, PROGRAMS, PEOPLE),
    Role.REGISTER_OFFICE: (HOME, TASKS, UPLOAD, PEOPLE),
    Role.LEADER: (HOME, INDICATORS, VILLAGES, REPORTS),
    Role.DISTRICT: (HOME, TASKS, PEOPLE, VILLAGES),
    Role.VILLAGE: (HOME, TASKS, PEOPLE, VILLAGES),
    Role.COUNCIL_OFFICE: (HOME, PROGRAMS, VILLAGES),
    Role.COUNCILLOR: (HOME, PROGRAMS, VILLAGES),
    Role.BUDGET_TEAM: (HOME, PROGRAMS, INDICATORS),
    Role.AUDITOR: (HOME, PEOPLE, TRAIL),
    Role.ADMINISTRATOR: (HOME, USERS, JOBS),
}
SHORT = {
    "Tugas saya": "Tugas",
    "Indikator RPJMD": "Indikator",
    "Program & anggaran": "Program",
}

# The help page of a screen: the beginning of its url name -> the page below /bantuan/.
HELP = (
    ("agencies:upload", "unggahan"),
    ("agencies:quality", "unggahan"),
    ("agencies:arrangement", "unggahan-kolom"),
    ("agencies:dialect", "unggahan-kolom"),
    ("agencies:user", "pengguna"),
    ("agencies:setting", "pengaturan"),
    ("programs:reference", "pengaturan"),
    ("agencies:agency", "pengaturan"),
    ("beneficiaries:", "penerima"),
    ("programs:quarter", "indikator-isi"),
    ("programs:attainment", "indikator-isi"),
    ("programs:indicator", "indikator"),
    ("programs:agency-indicators", "indikator"),
    ("programs:nomenclature", "nomenklatur"),
    ("programs:action", "rencana-aksi"),
    ("programs:plan", "rencana"),
    ("programs:item", "rencana"),
    ("programs:program-unlinked", "rencana"),
    ("programs:budget", "anggaran"),
    ("programs:realization", "anggaran"),
    ("programs:", "program"),
    ("reports:report", "laporan"),
    ("reports:export", "laporan"),
    ("reports:poverty", "kemiskinan"),
    ("reports:finding", "kemiskinan"),
    ("reports:focus", "kemiskinan"),
    ("reports:determinant", "kemiskinan"),
    ("reports:statistic", "angka-makro"),
    ("reports:value", "angka-makro"),
    ("reports:evaluation", "evaluasi"),
    ("reports:consolidation", "konsolidasi"),
    ("home", "beranda"),
    ("reports:", "beranda"),
)


def main_role(viewer) -> str | None:
    """The role whose menu a person gets: of several, the first in the order above."""
    held = {grant.role for grant in viewer.grants}
    return next((role for role in MENU if role in held), None)


def menu_for(viewer, path: str, counts: dict[str, int]) -> list[tuple[str, list[Link]]]:
    """(heading, links) per group, in the order of the person's main role; empty groups are left out."""
    rows = [
        (
            heading,
            [link for item in items if (link := _link(item, viewer, path, counts))],
        )
        for heading, items in MENU.get(main_role(viewer), ())
    ]
    return [(heading, links) for heading, links in rows if links]


def tabs_for(viewer, path: str, counts: dict[str, int]) -> list[Link]:
    """The at most four targets of the phone's tab bar."""
    return [
        link
        for item in TABS.get(main_role(viewer), ())
        if (link := _link(item, viewer, path, counts, short=True))
    ]


def help_page(view_name: str) -> str | None:
    """The help page of the screen with this url name; None leads to the list of help pages."""
    return next((page for start, page in HELP if view_name.startswith(start)), None)


def url_or_none(name: str, *args) -> str | None:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None


def _link(item: Item, viewer, path: str, counts: dict[str, int], *, short: bool = False) -> Link | None:
    url = url_or_none(item.url_name, *item.args) if viewer.may(item.permission) else None
    if url is None:
        return None
    label = SHORT.get(item.label, item.label) if short else item.label
    return Link(label, item.icon, url, counts.get(item.count, 0), _is_current((url, *item.around), path))


def _is_current(addresses: tuple[str, ...], path: str) -> bool:
    return path in addresses or any(path.startswith(one) for one in addresses if one != "/")
