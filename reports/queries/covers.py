"""The facts of a report's cover: whose it is, what was asked for, and how fresh the data are."""

from agencies.models import OfficeProfile
from agencies.queries.office import profile, signatory
from reports.queries.scope import Scope

QUARTER_WORDS = {
    1: "sampai triwulan I",
    2: "sampai triwulan II",
    3: "sampai triwulan III",
    4: "sampai triwulan IV",
}


def letterhead() -> tuple[str, ...]:
    """Government, office, address and contact, as far as they are known."""
    office = profile()
    if office is None:
        return ()
    lines = (office.government_name, office.planning_agency_name, office.address, office.contact)
    return tuple(line for line in lines if line)


def zone() -> str:
    office = profile()
    return office.zone if office else OfficeProfile.Zone.WITA


def asked_for(scope: Scope) -> tuple[tuple[str, str], ...]:
    """The filters in words."""
    return (
        ("Tahun anggaran", str(scope.year)),
        ("Realisasi", QUARTER_WORDS.get(scope.quarter or 0, "setahun penuh")),
        ("Wilayah", scope.place.full_name if scope.place else "–"),
        ("Perangkat daerah", str(scope.agency) if scope.agency else "Semua yang dapat Anda lihat"),
    )


def unreported(scope: Scope) -> str:
    """Which agencies have not reported everything that was due, by name."""
    late = [row.agency for row in scope.reporting if row.late]
    return "; ".join(late) if late else "Tidak ada, semua sudah melapor"


def signatories(posts: tuple[str, ...]) -> list:
    """Those who hold the posts today, in the order of the posts."""
    return [row for post in posts if (row := signatory(post)) is not None]
