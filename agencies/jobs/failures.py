"""What may be kept of an error: where it happened and its SQLSTATE, never its message, which can hold a cell's content."""

import traceback
from pathlib import Path

from django.db import DatabaseError, Error, InterfaceError, OperationalError

ROOT = Path(__file__).resolve().parents[2]
COLLISIONS = {"40P01", "40001"}  # deadlock, serialization: the same work succeeds when tried again
GONE = ("08", "57P")  # connection exceptions; shutdown, crash and start of the server
TOO_MANY = "53300"
INTERRUPTED = "57014"

REASONS = {
    "53100": "Ruang penyimpanan server penuh. Tidak ada data yang berubah. Hubungi admin sistem.",
    "53200": "Server kehabisan memori. Tidak ada data yang berubah. Coba lagi nanti.",
    INTERRUPTED: "Pekerjaan ini terlalu lama dan dihentikan. Tidak ada data yang berubah.",
}
UNEXPECTED = "Terhenti karena kesalahan yang tidak terduga. Tidak ada data yang berubah. Coba lanjutkan."
CRASHED = "Berhenti mendadak {} kali. Tidak ada data yang berubah. Hubungi admin sistem."


class Failure(Exception):
    """Ends a job for good. The message is an Indonesian sentence for the officer, without values of people."""


def sqlstate(error: BaseException) -> str:
    """The SQLSTATE of a database error, empty for any other error and for a lost connection."""
    return getattr(error.__cause__, "pgcode", None) or "" if isinstance(error, Error) else ""


def connection_lost(error: BaseException) -> bool:
    """Did the database go away? Then the job is taken up again, by whoever is connected first."""
    if state := sqlstate(error):
        return state.startswith(GONE) or state == TOO_MANY
    # psycopg2 has no SQLSTATE for a refused or broken connection
    return isinstance(error, (OperationalError, InterfaceError)) or (
        type(error) is DatabaseError and error.__cause__ is not None
    )


def reason(error: BaseException) -> str:
    """What the officer reads."""
    if isinstance(error, Failure):
        return str(error)
    if isinstance(error, MemoryError):
        return REASONS["53200"]
    return REASONS.get(sqlstate(error), UNEXPECTED)


def described(error: BaseException, step: str) -> str:
    """What the administrator reads: kind, SQLSTATE, constraint, table, step and the lines of code, nothing else."""
    facts = [type(error).__name__]
    if state := sqlstate(error):
        told = error.__cause__.diag
        facts += [f"SQLSTATE {state}", f"constraint {told.constraint_name}", f"table {told.table_name}"]
    facts.append(f"step {step or '-'}")
    frames = traceback.extract_tb(error.__traceback__)
    ours = [
        frame
        for frame in frames
        if Path(frame.filename).is_relative_to(ROOT) and ".venv" not in frame.filename
    ]
    places = [f"{Path(frame.filename).relative_to(ROOT)}:{frame.lineno} {frame.name}" for frame in ours[-4:]]
    return "; ".join(fact for fact in facts if not fact.endswith(" None")) + "".join(
        f"\n{place}" for place in places
    )
