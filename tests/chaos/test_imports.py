"""An import whose process is killed with SIGKILL while it reads and while it saves ends with the same register."""

import csv
import os
import signal

import pytest

from tests.chaos.house import PATIENCE, ROOT

pytestmark = pytest.mark.xdist_group("chaos")

EXAMPLES = ROOT / "tests/sheets/examples"
AGENCY = "1.06.0.00.0.00.01.0000"
LINES = 6_000
SETUP = """
import django; django.setup()
from programs.actions.reference import load_reference; load_reference()
"""
EMPTY = """
    TRUNCATE agencies_upload, agencies_job, agencies_notice, beneficiaries_person, beneficiaries_family,
             beneficiaries_register, beneficiaries_registerentry, beneficiaries_membership CASCADE
"""
# What a register says, without numbers and times that differ from run to run.
REGISTER = {
    "people": "SELECT nik_bi, nik_disputed, name, name_key, birth_date, sex, village_id, decile FROM beneficiaries_person ORDER BY 1, 3",
    "families": "SELECT kk_bi, head_name, village_id, decile FROM beneficiaries_family ORDER BY 1",
    "members": """
        SELECT f.kk_bi, p.nik_bi, m.relation, m.source_sheet, m.source_row FROM beneficiaries_membership m
        JOIN beneficiaries_family f ON f.id = m.family_id JOIN beneficiaries_person p ON p.id = m.person_id ORDER BY 1, 2
    """,
    "entries": """
        SELECT p.nik_bi, f.kk_bi, e.name, e.birth_date, e.source_sheet, e.source_row FROM beneficiaries_registerentry e
        LEFT JOIN beneficiaries_person p ON p.id = e.person_id LEFT JOIN beneficiaries_family f ON f.id = e.family_id
        ORDER BY e.source_row, 1, 2
    """,
    "aid": """
        SELECT g.code, p.nik_bi, f.kk_bi, a.year, a.period_kind, a.period_number, a.amount, a.source_row FROM beneficiaries_assistance a
        JOIN programs_program g ON g.id = a.program_id LEFT JOIN beneficiaries_person p ON p.id = a.person_id
        LEFT JOIN beneficiaries_family f ON f.id = a.family_id ORDER BY a.source_row
    """,
}


def begin_anew(house):
    """An empty register. Programmes name the upload they came from, so they leave with the uploads and are loaded again."""
    house.ask(EMPTY)
    house._python("-c", SETUP)


@pytest.fixture
def ready(house):
    """The house with places, agencies and programmes, and an empty register."""
    assert house.manage("load_regions", str(EXAMPLES / "wilayah.csv")).wait(PATIENCE) == 0, house.log()
    assert house.manage("load_agencies", str(EXAMPLES / "perangkat_daerah.csv")).wait(PATIENCE) == 0, (
        house.log()
    )
    begin_anew(house)
    yield house
    house.end_all()
    house.ask(EMPTY)


@pytest.fixture
def sheet(tmp_path):
    """A list long enough to be caught in the middle: good lines, families of two, and some damage."""
    path = tmp_path / "penerima_pkh.csv"
    with path.open("w", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow(["NIK", "No. KK", "Nama", "JK", "Desa", "Kecamatan", "Nominal"])
        for number in range(LINES):
            nik = f"3599014{number // 10_000 % 10 + 1}0380{number % 10_000:04}" if number % 97 else "35990"
            lines.writerow(
                [
                    nik,
                    f"35990101021{number // 2:05}",
                    f"Warga {number}",
                    "P",
                    "Sukamaju",
                    "Sumberagung",
                    "600.000",
                ]
            )
    return path


def road(house, sheet, *more):
    context = '{"program": "PKH", "periode": "Triwulan III 2026", "tahun": 2026}'
    arguments = ("--kind", "penerima", "--agency", AGENCY, "--context", context, "--json")
    return house.manage("import_upload", str(sheet), *arguments, *more)


def register(house):
    return {what: house.ask(statement) for what, statement in REGISTER.items()}


def kill_when(house, process, happened, what):
    house.until(happened, what)
    assert process.poll() is None, "the process had ended before it could be killed"
    os.kill(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)


def reading(house):
    return house.ask(
        "SELECT 1 FROM agencies_upload u JOIN agencies_job j ON j.subject_id = u.id AND j.task = 'uploads.stage'"
        " WHERE u.status = 'reading' AND j.status = 'running'"
    )


def saving(house):
    return house.ask(
        "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query ~ 'INSERT INTO beneficiaries_'"
    )


def status(house):
    return house.ask("SELECT status FROM agencies_upload")[0][0]


def test_a_killed_import_ends_with_the_register_of_an_undisturbed_one(ready, sheet):
    house = ready
    assert road(house, sheet, "--approve").wait(PATIENCE) == 0, house.log()
    undisturbed, counts = (
        register(house),
        "SELECT rows_read, rows_new, rows_held, rows_skipped FROM agencies_upload",
    )
    counted = house.ask(counts)
    assert len(undisturbed["people"]) == counted[0][1] > LINES * 0.9

    begin_anew(house)
    kill_when(house, road(house, sheet), lambda: reading(house), "the reading to begin")
    house.manage("work")
    house.until(lambda: status(house) == "previewed", "another process to read the list")
    house.end_all()

    kill_when(house, road(house, sheet, "--approve"), lambda: saving(house), "the saving to begin")
    assert register(house)["aid"] == []  # all or nothing
    house.manage("work")
    house.until(lambda: status(house) == "merged", "another process to save the list")

    assert house.ask(counts) == counted
    assert register(house) == undisturbed


def undoing(house):
    return house.ask(
        "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()"
        " AND query ~ 'affected_(person|family)|DELETE FROM beneficiaries_'"
    )


def test_a_killed_undo_has_taken_nothing_back_and_is_finished_by_the_next_worker(ready, sheet):
    house = ready
    assert road(house, sheet, "--approve").wait(PATIENCE) == 0, house.log()
    house.manage("work")
    pending = "SELECT 1 FROM agencies_job WHERE status IN ('queued', 'running')"
    house.until(lambda: not house.ask(pending), "the work after the saving")
    house.end_all()
    stored = register(house)
    ((upload, agency, lines),) = house.ask("SELECT id, agency_id, rows_new FROM agencies_upload")

    house.ask("UPDATE agencies_upload SET status = 'undoing'")
    house.queue("uploads.undo", upload, queue="import", agency=agency)
    kill_when(house, house.manage("work"), lambda: undoing(house), "the undo to begin")
    assert register(house) == stored  # all or nothing
    assert status(house) == "undoing"

    house.manage("work")
    house.until(lambda: status(house) == "undone", "another process to take the list back")
    assert all(rows == [] for rows in register(house).values())
    result = house.ask("SELECT undo_result->>'restored', undo_result->>'kept' FROM agencies_upload")
    assert result == [(str(lines), "0")]
    assert house.ask("SELECT count(*) FROM agencies_auditevent WHERE action = 'upload.undone'") == [(1,)]
