"""Make an empty installation the one of a regency: places, Bappeda, office profile and the two first people."""

import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from agencies.access.roles import Role
from agencies.actions import audit
from agencies.actions.boundaries import SHIPPED_SOURCE, load_boundaries, read_boundaries, shipped_for
from agencies.actions.regions import SHIPPED, load_regions, only, read_regions
from agencies.models import Agency, OfficeProfile, Region, RoleAssignment, User

EASTERN = {"81", "82", "91", "92", "93", "94", "95", "96"}
CENTRAL = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
VILLAGE_WORDS = {"11": "Gampong", "13": "Nagari"} | dict.fromkeys(
    ("91", "92", "93", "94", "95", "96"), "Kampung"
)
BAPPEDA_CODE = "5.01.5.05.0.00.01.0000"
_steps: list[Callable[[OfficeProfile], None]] = []


@dataclass(frozen=True, slots=True)
class FirstAccount:
    """One of the two first people; the password is known here only, and is to be changed at the first sign-in."""

    user: User
    role: str
    password: str


def with_preparation(step: Callable[[OfficeProfile], None]):
    """Register work of an upper floor that belongs to preparing an installation (reference lists)."""
    _steps.append(step)
    return step


@transaction.atomic
def prepare(region_code: str, *, admin: str, secretary: str) -> list[FirstAccount]:
    """Prepare the installation. Raises ValidationError with a sentence when that cannot be done, or was done before."""
    done = OfficeProfile.objects.select_related("region").first()
    if done:
        raise ValidationError(
            f"Sudah disiapkan untuk {done.region.name} ({done.region.code}). Tidak ada yang diubah."
        )
    if admin.strip().casefold() == secretary.strip().casefold():
        raise ValidationError("Admin dan sekretaris harus dua orang yang berbeda.")
    region = _load_places(region_code)
    office = _open_office(region)
    for step in _steps:
        step(office)
    bappeda = Agency.objects.get(code=BAPPEDA_CODE)
    accounts = [_account(admin, Role.ADMINISTRATOR), _account(secretary, Role.SECRETARIAT)]
    audit.record("office.prepared", office, by=None, region=region.code, agency=bappeda.pk)
    return accounts


def _load_places(code: str) -> Region:
    if not Region.objects.filter(code=code).exists():
        load_regions(only(read_regions(SHIPPED), code))
    region = Region.objects.filter(code=code, level=Region.Level.REGENCY).first()
    if region is None:
        raise ValidationError(
            f"Kode {code} bukan kabupaten atau kota. Contoh: 51.08 untuk Kabupaten Buleleng."
        )
    outlines = shipped_for(code)
    if outlines:
        load_boundaries(read_boundaries(outlines), source=SHIPPED_SOURCE)
    return region


def _open_office(region: Region) -> OfficeProfile:
    Agency.objects.get_or_create(
        code=BAPPEDA_CODE,
        defaults={
            "name": "Badan Perencanaan Pembangunan Daerah",
            "short_name": "Bappeda",
            "kind": Agency.Kind.BAPPEDA,
            "fields_of_affairs": ["5.01", "5.05"],
        },
    )
    return OfficeProfile.objects.create(
        region=region,
        government_name=f"Pemerintah {region.name}",
        village_word=VILLAGE_WORDS.get(region.code[:2], "Desa"),
        zone=zone_of(region.code),
        fiscal_year=timezone.localdate().year,
    )


def zone_of(code: str) -> str:
    """The time zone of a province: Papua and Maluku are WIT, Bali to Sulawesi and three of Kalimantan WITA."""
    if code[:2] in EASTERN:
        return OfficeProfile.Zone.WIT
    return OfficeProfile.Zone.WITA if code[:2] in CENTRAL else OfficeProfile.Zone.WIB


def _account(name: str, role: str) -> FirstAccount:
    """An account without e-mail; the password's age is unknown, so it is to be changed at once."""
    password = "-".join(secrets.token_urlsafe(4) for _ in range(4))
    user = User.objects.create_user(username=free_username(name), name=name.strip(), password=password)
    RoleAssignment.objects.create(user=user, role=role, valid_from=timezone.localdate())
    return FirstAccount(user, role, password)


def free_username(name: str) -> str:
    """'I Gede Artawan, S.T.' -> 'i.gede.artawan'; a number follows where it is taken."""
    plain = unicodedata.normalize("NFKD", name.partition(",")[0]).encode("ascii", "ignore").decode().lower()
    stem = ".".join(re.findall(r"[a-z0-9]+", plain)) or "pengguna"
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    return next(each for each in (stem, *(f"{stem}{n}" for n in range(2, 1000))) if each not in taken)
