"""Bars D1 to D3: the first page and the upkeep of its figures against a sequential scan of the aid records."""

from agencies import sql
from reports.actions import rollups
from reports.management.bench import ground
from reports.management.bench.bars import median, say, tell, timed
from reports.management.bench.ground import Ground
from reports.management.bench.pages import database_seconds, secretary

SCAN = "SELECT count(*), sum(amount), max(year), max(program_id), max(village_id), max(person_id) FROM beneficiaries_assistance"


def measure(laid: Ground, aid: int, repeats: int, tenth: list[float]) -> None:
    """`tenth` are the seconds of the page's queries at a tenth of the records (D2)."""
    scans = scan(max(3, repeats))
    pages = page()
    late = sorted(pages)[int(0.95 * (len(pages) - 1))]
    tell("D1", late / median(scans), 0.1, {"page_s": pages, "scan_s": scans}, rows=aid)
    tell("D2", median(pages) / median(tenth), 1.5, {"page_s": pages, "tenth_s": tenth}, rows=aid)
    upkeep = [timed(lambda: rollups.refresh(ground.YEAR, {laid.program.pk})) for _ in range(repeats)]
    tell("D3", median(upkeep) / median(scans), 10, {"upkeep_s": upkeep, "scan_s": scans}, rows=aid)


def scan(repeats: int) -> list[float]:
    """Seconds of reading every aid record once, without parallel workers."""
    sql.execute("SET max_parallel_workers_per_gather = 0")
    seconds = [timed(lambda: sql.select(lambda *row: row, SCAN)) for _ in range(repeats)]
    sql.execute("RESET max_parallel_workers_per_gather")
    return seconds


def page() -> list[float]:
    """Seconds that the queries of the first page take in the database, request by request."""
    client = secretary()
    for year in range(ground.YEAR - 4, ground.YEAR + 1):
        say(f"figures of {year}: {timed(lambda year=year: rollups.refresh(year)):.1f} s")
    return database_seconds(client, "/")
