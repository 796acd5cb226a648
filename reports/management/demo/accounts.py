"""One account per role, and the operators who hand the demo's lists in."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from agencies.access.roles import Role
from agencies.models import Agency, Region, RoleAssignment, User
from agencies.queries.accounts import DEMO_PASSWORD

UNTIL = date(2027, 12, 31)
ACCOUNTS = (
    ("sekretariat", "I Gede Artawan", "Kepala Bidang, Sekretariat TKPK", Role.SECRETARIAT, "", ""),
    ("mitra", "Ni Luh Suryani", "Perencana Ahli Muda, Bappeda", Role.PLANNER, "Disdikpora", ""),
    ("operator", "Kadek Yuliani", "Perencana Dinas Sosial", Role.OPERATOR, "Dinsos", ""),
    ("kepala", "I Nyoman Sudarma", "Kepala Dinas Sosial", Role.AGENCY_HEAD, "Dinsos", ""),
    ("data", "Komang Widiarta", "Pengelola Data, Dinas Sosial", Role.REGISTER_OFFICE, "Dinsos", ""),
    ("pimpinan", "Putu Mahardika", "Wakil Bupati, Ketua TKPK", Role.LEADER, "", ""),
    ("camat", "Made Santika", "Camat Banjar", Role.DISTRICT, "", "51.08.04"),
    ("desa", "Ketut Redana", "Perbekel", Role.VILLAGE, "", "51.08.04.2002"),
    ("setwan", "Wayan Parwati", "Sekretariat DPRD", Role.COUNCIL_OFFICE, "", ""),
    ("dewan", "Gede Wirawan", "Anggota DPRD", Role.COUNCILLOR, "", ""),
    ("tapd", "Nyoman Martini", "Tim Anggaran Pemerintah Daerah", Role.BUDGET_TEAM, "", ""),
    ("inspektorat", "Made Suardana", "Auditor Ahli Madya", Role.AUDITOR, "", ""),
    ("admin", "Kadek Wiguna", "Pranata Komputer", Role.ADMINISTRATOR, "", ""),
)
PARTNERED = ("Disdikpora", "Dinkes", "Dinsos", "Perkimta")  # the agencies that the demo's planner looks after


@dataclass(frozen=True, slots=True)
class DemoAccount:
    role: str
    username: str
    password: str


def make_accounts(agencies: dict[str, Agency], existing: dict[str, User]) -> list[DemoAccount]:
    """Every role can be tried; `existing` are the accounts that `prepare` made, by role."""
    made = []
    for username, name, position, role, agency, region in ACCOUNTS:
        user = existing.get(role) or User(username=username)
        user.username, user.name, user.position = username, name, position
        user.email = f"{username}@buleleng.example"
        user.set_password(DEMO_PASSWORD)
        user.password_changed_at = timezone.now()
        user.save()
        if role not in existing:
            for short in PARTNERED if role == Role.PLANNER else (agency,):
                _grant(user, role, agencies.get(short), Region.objects.filter(code=region).first())
        made.append(DemoAccount(Role(role).label, username, DEMO_PASSWORD))
    return made


def make_operators(agencies: dict[str, Agency], names: set[str]) -> dict[str, User]:
    """One operator of each agency that hands lists in; nobody signs in as them."""
    operators = {}
    for short in sorted(names):
        word = short.lower().replace(".", "").replace(" ", "-")
        user = User(
            username=f"perencana-{word}",
            name=f"Perencana {short}",
            position=f"Perencana {agencies[short].name}"[:150],
        )
        user.set_unusable_password()
        user.save()
        _grant(user, Role.OPERATOR, agencies[short], None)
        operators[short] = user
    return operators


def _grant(user: User, role: str, agency: Agency | None, region: Region | None) -> None:
    RoleAssignment.objects.create(
        user=user, role=role, agency=agency, region=region, valid_from=date(2024, 1, 1), valid_to=UNTIL
    )
