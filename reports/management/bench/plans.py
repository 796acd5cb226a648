"""Bars P1 to P3: the board of indicators and the upkeep of its counts against a sequential scan of the targets.

P3 are the statements that each page of indicators asks: as many with all of them as with a few.
"""

from django.test import Client

from agencies import sql
from agencies.actions.preparation import prepare
from agencies.models import Agency, OfficeProfile
from programs.actions import standings
from reports.management.bench.bars import median, say, tell, timed
from reports.management.bench.ground import REGENCY, YEAR
from reports.management.bench.pages import database_seconds, queries, secretary
from reports.management.demo import figures

YEARS = range(YEAR - 4, YEAR + 1)
AGENCIES = 40
FEW = 30  # more than one page of a list
BOARD, SHELL = "/indikator/", "/glosarium/"
PAGES = (
    BOARD, "/indikator/daftar/", "/indikator/daftar/?keadaan=belum_tercapai", "/indikator/perangkat/{agency}/",
    "/indikator/isi/{year}/2/?perangkat={agency}", "/indikator/verifikasi/{year}/2/", "/lapor/", "/konsolidasi/", "/evaluasi/rkpd/",
    "/beranda/",
)  # fmt: skip
SCAN = "SELECT count(*), sum(value), max(year), max(indicator_id), max(id), min(text) FROM programs_target"
LAY = (
    """
    INSERT INTO programs_indicator (code, external_code, name, sort_key, definition, formula_text, unit, level, direction, formula,
        aggregation, frequency, marks, decimals, agency_id, final_text, data_source, source_sheet)
    SELECT 'UKUR-' || a.id || '-' || n, '', 'Indikator ' || n, 'INDIKATOR ' || lpad(n::text, 6, '0'), '', '', 'persen', 'program',
        CASE WHEN n %% 5 = 0 THEN '-' ELSE '+' END, CASE WHEN n %% 5 = 0 THEN 'falling' WHEN n %% 3 = 0 THEN 'sum' ELSE 'last' END,
        '', 'triwulan', '{}', 2, a.id, '', '', ''
    FROM agencies_agency a, generate_series(%(after)s + 1, %(many)s) n WHERE a.id = ANY(%(agencies)s)
    """,
    """
    INSERT INTO programs_target (indicator_id, year, value, text, source_sheet)
    SELECT i.id, y, 60 + i.id %% 40, '', '' FROM programs_indicator i, generate_series(%(first)s, %(last)s) y
    WHERE i.code LIKE 'UKUR-%%' ON CONFLICT DO NOTHING
    """,
    """
    INSERT INTO programs_attainment (indicator_id, year, quarter, value, text, reason, hindering, driving, status, note, source_sheet)
    SELECT t.indicator_id, t.year, CASE WHEN t.year = %(last)s THEN 2 ELSE 4 END, t.value - 10 + (t.id * 7) %% 25, '', '', '', '',
        'draft', '', ''
    FROM programs_target t JOIN programs_indicator i ON i.id = t.indicator_id WHERE i.code LIKE 'UKUR-%%' ON CONFLICT DO NOTHING
    """,
)


def prepared() -> list[int]:
    """A regency with forty agencies and nothing planned; the agencies' ids."""
    prepare(REGENCY, admin="Admin Ukur", secretary="Sekretariat Ukur")
    OfficeProfile.objects.update(fiscal_year=YEAR)
    figures.make_agencies()
    agencies = list(Agency.objects.order_by("pk").values_list("pk", flat=True)[:AGENCIES])
    agencies += [
        Agency.objects.create(code=f"UKUR-{n}", name=f"Dinas Ukur {n}").pk
        for n in range(len(agencies), AGENCIES)
    ]
    return agencies


def lay(agencies: list[int], many: int, *, after: int = 0) -> None:
    """Have `many` indicators over five years in each of the agencies, of which `after` are there already."""
    years = {"first": YEARS[0], "last": YEARS[-1]}
    for statement in LAY:
        sql.execute(statement, many=many, after=after, agencies=agencies, **years)
    sql.execute("ANALYZE")
    say(f"{AGENCIES * many} indicators laid")
    say(f"all years judged: {timed(lambda: standings.refresh(None, YEARS)):.1f} s")
    sql.execute(
        "VACUUM (ANALYZE)"
    )  # as the server leaves a table at rest; else it does so while pages are timed


def measure(agencies: list[int], many: int, repeats: int) -> None:
    """The three bars with `many` indicators in each agency."""
    client = secretary()
    pages = [page.format(agency=agencies[0], year=YEAR) for page in PAGES]
    lay(agencies, FEW)
    few = [queries(client, page) for page in pages]
    lay(agencies, many, after=FEW)
    counts = {page: [before, queries(client, page)] for page, before in zip(pages, few, strict=True)}
    more = max(after - before for before, after in counts.values())
    tell("P3", more, 0, counts, rows=AGENCIES * many * len(YEARS))
    compare(client, agencies, many, repeats)


def compare(client: Client, agencies: list[int], many: int, repeats: int) -> None:
    """P1: the database time of the board, without and with what every page asks; P2: judging one agency's quarter anew.

    The scan is read before and after, so that a machine that is busy for a while slows both sides.
    """
    scans = scan(max(3, repeats))
    boards, shells = database_seconds(client, BOARD), database_seconds(client, SHELL)
    scans += scan(max(3, repeats))
    rows = AGENCIES * many * len(YEARS)
    sides = {"page_s": boards, "shell_s": shells, "scan_s": scans}
    own = max(0.0, median(boards) - median(shells))
    tell("P1", own / median(scans), 0.1, sides, rows=rows)
    tell("P1 with the shell", median(boards) / median(scans), 0.1, sides, rows=rows)
    upkeep = [_quarter(agencies[number % len(agencies)]) for number in range(repeats)]
    tell("P2", median(upkeep) / median(scans), 10, {"upkeep_s": upkeep, "scan_s": scans}, rows=rows)


def scan(repeats: int) -> list[float]:
    """Seconds of reading every target once, without parallel workers."""
    sql.execute("SET max_parallel_workers_per_gather = 0")
    seconds = [timed(lambda: sql.select(lambda *row: row, SCAN)) for _ in range(repeats)]
    sql.execute("RESET max_parallel_workers_per_gather")
    return seconds


def _quarter(agency: int) -> float:
    """Seconds to judge one agency's year anew after every one of its reports has changed."""
    sql.execute(
        "UPDATE programs_attainment SET value = value + 1 WHERE year = %(year)s AND indicator_id IN "
        "(SELECT id FROM programs_indicator WHERE agency_id = %(agency)s)",
        year=YEAR,
        agency=agency,
    )
    rows = sql.select(int, "SELECT id FROM programs_indicator WHERE agency_id = %(agency)s", agency=agency)
    return timed(lambda: standings.refresh(rows, [YEAR]))
