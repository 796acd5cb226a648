"""The roles of the TKPK (DOMAIN 3), what each may do, and how far. Codes are stored, labels are shown."""

from django.db import models

from agencies.access.permissions import Permission as P


class Role(models.TextChoices):
    SECRETARIAT = "secretariat", "Sekretariat TKPK (Bappeda)"
    PLANNER = "planner", "Mitra Bappeda"
    OPERATOR = "operator", "Perencana/operator perangkat daerah"
    AGENCY_HEAD = "agency_head", "Kepala perangkat daerah"
    REGISTER_OFFICE = "register_office", "Pengelola data (Dinas Sosial)"
    LEADER = "leader", "Pimpinan daerah"
    DISTRICT = "district", "Camat"
    VILLAGE = "village", "Desa/kelurahan"
    COUNCIL_OFFICE = "council_office", "Sekretariat DPRD"
    COUNCILLOR = "councillor", "Anggota DPRD"
    BUDGET_TEAM = "budget_team", "TAPD"
    AUDITOR = "auditor", "Inspektorat"
    ADMINISTRATOR = "administrator", "Admin sistem"


_FIGURES = {
    P.USE_SITE,
    P.VIEW_DASHBOARD,
    P.VIEW_AGENCIES,
    P.VIEW_REGIONS,
    P.VIEW_PROGRAMS,
    P.VIEW_INDICATORS,
    P.VIEW_REPORTS,
}
_ANALYST = _FIGURES | {
    P.VIEW_UPLOADS, P.SEND_UPLOADS, P.APPROVE_UPLOADS, P.VIEW_PEOPLE, P.REVEAL_IDENTITY, P.EXPORT_PEOPLE,
    P.BUILD_REPORTS, P.EDIT_INDICATORS, P.EDIT_ATTAINMENTS, P.EDIT_PROGRAMS, P.EDIT_REALIZATION, P.EDIT_PLANS,
    P.VERIFY_FIGURES, P.EDIT_ANALYSIS,
}  # fmt: skip
_OPERATOR = _FIGURES | {
    P.VIEW_UPLOADS, P.SEND_UPLOADS, P.CONFIRM_UPLOADS, P.VIEW_PEOPLE, P.EDIT_PEOPLE, P.EXPORT_PEOPLE, P.REVEAL_IDENTITY,
    P.EDIT_PROGRAMS, P.EDIT_REALIZATION, P.EDIT_PLANS, P.EDIT_ATTAINMENTS, P.BUILD_REPORTS,
}  # fmt: skip

PERMISSIONS: dict[str, frozenset[P]] = {
    Role.SECRETARIAT: frozenset(
        _ANALYST
        | {
            P.CONFIRM_UPLOADS,
            P.EDIT_PEOPLE,
            P.LOCK_PERIODS,
            P.MANAGE_REFERENCE,
            P.MANAGE_SETTINGS,
            P.MANAGE_USERS,
            P.VIEW_JOBS,
            P.VIEW_SPECIAL,
        }
    ),
    Role.PLANNER: frozenset(_ANALYST | {P.CONFIRM_UPLOADS}),
    Role.OPERATOR: frozenset(_OPERATOR),
    Role.AGENCY_HEAD: frozenset(
        _FIGURES
        | {
            P.VIEW_UPLOADS,
            P.CONFIRM_UPLOADS,
            P.VIEW_PEOPLE,
            P.REVEAL_IDENTITY,
            P.BUILD_REPORTS,
            P.MANAGE_USERS,
        }
    ),
    Role.REGISTER_OFFICE: frozenset(_OPERATOR | {P.VIEW_SPECIAL}),
    Role.LEADER: frozenset(_FIGURES | {P.BUILD_REPORTS}),
    Role.DISTRICT: frozenset(_FIGURES | {P.VIEW_PEOPLE}),
    Role.VILLAGE: frozenset(_FIGURES | {P.VIEW_PEOPLE}),
    Role.COUNCIL_OFFICE: frozenset(_FIGURES),
    Role.COUNCILLOR: frozenset(_FIGURES),
    Role.BUDGET_TEAM: frozenset(_FIGURES),
    Role.AUDITOR: frozenset(
        _FIGURES
        | {
            P.VIEW_UPLOADS,
            P.VIEW_PEOPLE,
            P.VIEW_SPECIAL,
            P.REVEAL_IDENTITY,
            P.VIEW_TRAIL,
            P.VIEW_SYSTEM_TRAIL,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            P.USE_SITE,
            P.VIEW_AGENCIES,
            P.VIEW_REGIONS,
            P.MANAGE_USERS,
            P.MANAGE_SETTINGS,
            P.VIEW_JOBS,
            P.VIEW_SYSTEM_TRAIL,
        }
    ),
}

# The register office serves its own agency, but the register it keeps is everybody's (DECISIONS 2.5, 3).
BEYOND_OWN_AGENCY: dict[str, frozenset[P]] = {
    Role.REGISTER_OFFICE: frozenset({P.VIEW_PEOPLE, P.VIEW_SPECIAL, P.REVEAL_IDENTITY})
}

# Roles that are held over everything, over an agency, or over a region: the grant form asks accordingly.
OVER_AGENCY = frozenset({Role.PLANNER, Role.OPERATOR, Role.AGENCY_HEAD, Role.REGISTER_OFFICE})
OVER_REGION = frozenset({Role.DISTRICT, Role.VILLAGE})
WHOLE = frozenset(Role) - OVER_AGENCY - OVER_REGION

# Pairs that one person may not hold together (SECURITY 3.2): who enters does not approve, who administers sees no people.
_WRITING = frozenset({Role.SECRETARIAT, Role.PLANNER, Role.OPERATOR, Role.AGENCY_HEAD, Role.REGISTER_OFFICE})
INCOMPATIBLE: frozenset[frozenset[str]] = frozenset(
    {frozenset({Role.ADMINISTRATOR, other}) for other in Role if other != Role.ADMINISTRATOR}
    | {frozenset({Role.AUDITOR, other}) for other in _WRITING}
    | {
        frozenset({one, other})
        for one in (Role.SECRETARIAT, Role.PLANNER)
        for other in (Role.OPERATOR, Role.REGISTER_OFFICE)
    }
)

# Granting these needs a second holder of the same role (DECISIONS 3).
NEEDS_SECOND_HOLDER = frozenset({Role.SECRETARIAT, Role.ADMINISTRATOR})
