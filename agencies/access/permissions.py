from enum import StrEnum, auto


class Permission(StrEnum):
    """Everything a person can be allowed to do. Values are stored nowhere."""

    USE_SITE = auto()  # own account, help, notices, search: everybody with a role
    VIEW_DASHBOARD = auto()
    VIEW_AGENCIES = auto()
    VIEW_REGIONS = auto()
    VIEW_PROGRAMS = auto()  # with budgets and realisation
    EDIT_PROGRAMS = auto()
    EDIT_REALIZATION = auto()
    EDIT_PLANS = auto()  # planning documents, their targets and ceilings
    VIEW_INDICATORS = auto()
    EDIT_INDICATORS = auto()
    EDIT_ATTAINMENTS = auto()
    VERIFY_FIGURES = auto()  # of what agencies reported
    LOCK_PERIODS = auto()  # close a quarter or semester for entries, and open it again
    EDIT_ANALYSIS = auto()  # macro figures, findings, issues
    VIEW_UPLOADS = auto()
    SEND_UPLOADS = auto()
    CONFIRM_UPLOADS = auto()
    APPROVE_UPLOADS = auto()
    VIEW_PEOPLE = auto()  # names (class C), identity masked
    VIEW_SPECIAL = auto()  # health, disability, income (class E)
    REVEAL_IDENTITY = auto()  # one number, with a reason, logged
    EDIT_PEOPLE = auto()  # one recipient by form, under the same approval
    EXPORT_PEOPLE = auto()
    VIEW_REPORTS = auto()
    BUILD_REPORTS = auto()
    MANAGE_REFERENCE = auto()
    MANAGE_SETTINGS = auto()
    MANAGE_USERS = auto()
    VIEW_JOBS = auto()
    VIEW_TRAIL = auto()  # who saw or changed what about people
    VIEW_SYSTEM_TRAIL = auto()  # sign-in and settings events only
