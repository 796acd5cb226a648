"""Count the figures of one year anew. Old rows are replaced in one transaction: readers see all old or all new."""

from django.db import transaction
from django.utils import timezone

from agencies import sql
from agencies.models import OfficeProfile
from agencies.queries.settings import setting
from beneficiaries.queries.coverage import counting_register
from beneficiaries.queries.overlaps import JUDGED, PAIRS
from reports.models import CoverageFigure, FigureState, MeetingFigure, ReachFigure

# Village, kecamatan and the whole regency, each counted by itself; people without a village count in the regency only.
REGION = """CASE WHEN grouping({v}.village_id) = 0 THEN {v}.village_id
    WHEN grouping({v}.district_id) = 0 THEN {v}.district_id ELSE %(home)s END"""

# Every village with the code it carries today: an old one counts where its successor is (DECISIONS 2.8).
PLACE = """
place AS MATERIALIZED (
    WITH RECURSIVE line AS (
        SELECT id, id AS now, successor_id FROM agencies_region WHERE level = 'village'
      UNION
        SELECT line.id, r.id, r.successor_id FROM line JOIN agencies_region r ON r.id = line.successor_id
    )
    SELECT line.id, r.id AS village_id, r.parent_id AS district_id
    FROM line JOIN agencies_region r ON r.id = line.now WHERE line.successor_id IS NULL
)
"""

# What persons and families received in the year, one row each: read once, then counted by agency and by pairs of programmes.
# `family_id` is the family it reached, that of a person included; `village_id` is where the person lives.
RECEIVED = """
CREATE TEMP TABLE received ON COMMIT DROP AS
SELECT a.id, a.agency_id, a.person_id, p.village_id, m.family_id, a.program_id, a.period_kind, a.period_number,
       a.period_start, a.period_end, a.amount
FROM beneficiaries_assistance a JOIN beneficiaries_person p ON p.id = a.person_id
LEFT JOIN beneficiaries_membership m ON m.person_id = a.person_id AND m.valid_to IS NULL
WHERE a.year = %(year)s AND a.status = 'diterima'
UNION ALL
SELECT a.id, a.agency_id, NULL, NULL, a.family_id, a.program_id, a.period_kind, a.period_number,
       a.period_start, a.period_end, a.amount
FROM beneficiaries_assistance a
WHERE a.year = %(year)s AND a.status = 'diterima' AND a.family_id IS NOT NULL
"""

# A family and a person lie in one village and have one set of agencies: counted by both first, the few counts then add up.
COVERAGE = f"""
WITH {PLACE}, target AS MATERIALIZED (
    SELECT f.id, f.village_id FROM beneficiaries_family f
    WHERE f.decile <= %(deciles)s AND EXISTS (
        SELECT FROM beneficiaries_registerentry e
        WHERE e.family_id = f.id AND e.family_id IS NOT NULL AND e.register_id = %(register)s AND e.ended_by_id IS NULL)
),
counted AS (
    SELECT NULL::bigint AS village_id, NULL::bigint[] AS agencies, 0 AS target, 0 AS served, 0 AS families, 0 AS persons
  UNION ALL
    SELECT id, NULL, 0, 0, 0, 0 FROM agencies_region r WHERE EXISTS (SELECT FROM beneficiaries_family f WHERE f.village_id = r.id)
  UNION ALL
    SELECT village_id, NULL, count(*), 0, 0, 0 FROM target GROUP BY village_id
  UNION ALL
    SELECT f.village_id, g.agencies, 0, count(t.id), count(*), 0
    FROM (SELECT family_id, array_agg(DISTINCT agency_id) AS agencies FROM received GROUP BY family_id) g
    JOIN beneficiaries_family f ON f.id = g.family_id LEFT JOIN target t ON t.id = f.id
    GROUP BY f.village_id, g.agencies
  UNION ALL
    SELECT village_id, agencies, 0, 0, 0, count(*)
    FROM (
        SELECT village_id, array_agg(DISTINCT agency_id) AS agencies
        FROM received WHERE person_id IS NOT NULL GROUP BY person_id, village_id
    ) p GROUP BY village_id, agencies
)
SELECT %(year)s, {REGION.format(v="v")} AS region_id, a.id AS agency_id, sum(target), sum(served), sum(families), sum(persons)
FROM counted LEFT JOIN place v ON v.id = counted.village_id
CROSS JOIN LATERAL (SELECT NULL::bigint AS id UNION ALL SELECT unnest(counted.agencies)) a
GROUP BY GROUPING SETS ((a.id, v.village_id), (a.id, v.district_id), (a.id))
HAVING {REGION.format(v="v")} IS NOT NULL
"""  # noqa: S608 - put together from constants

REACH = f"""
WITH {PLACE}
SELECT %(year)s, {REGION.format(v="a")} AS region_id, a.program_id, count(DISTINCT a.person_id), count(DISTINCT a.family_id),
       count(DISTINCT a.group_id), count(*), coalesce(sum(a.amount), 0)
FROM (
    SELECT a.program_id, a.person_id, a.family_id, a.group_id, a.amount, v.village_id, v.district_id
    FROM beneficiaries_assistance a LEFT JOIN place v ON v.id = a.village_id
    WHERE a.year = %(year)s AND a.status = 'diterima' AND (%(programs)s::bigint[] IS NULL OR a.program_id = ANY(%(programs)s))
) a
GROUP BY GROUPING SETS ((a.program_id, a.village_id), (a.program_id, a.district_id), (a.program_id))
HAVING {REGION.format(v="a")} IS NOT NULL
"""  # noqa: S608 - put together from constants

# A family with several pairs counts once where all pairs are together: both columns of the pair are empty there.
MEETINGS = f"""
WITH {PLACE}, {JUDGED}, found AS (
    SELECT f.village_id, first_id, second_id, min(verdict) AS verdict, sum(amount) AS amount
    FROM ({PAIRS}) pair JOIN beneficiaries_family f ON f.id = pair.family_id
    GROUP BY GROUPING SETS ((f.id, f.village_id, first_id, second_id), (f.id, f.village_id))
),
counted AS (
    SELECT village_id, first_id, second_id, min(verdict) AS verdict, count(*) AS families, sum(amount) AS amount
    FROM found GROUP BY village_id, first_id, second_id
)
SELECT %(year)s, {REGION.format(v="v")} AS region_id, first_id, second_id, min(verdict), sum(families), coalesce(sum(amount), 0)
FROM counted LEFT JOIN place v ON v.id = counted.village_id
GROUP BY GROUPING SETS ((first_id, second_id, v.village_id), (first_id, second_id, v.district_id), (first_id, second_id))
HAVING {REGION.format(v="v")} IS NOT NULL
"""  # noqa: S608 - put together from constants

COUNTED = (
    (ReachFigure, ("year", "region_id", "program_id", "persons", "families", "groups", "records", "amount"), REACH),
    (CoverageFigure, ("year", "region_id", "agency_id", "target_families", "served_families", "families", "persons"), COVERAGE),
    (MeetingFigure, ("year", "region_id", "first_id", "second_id", "verdict", "families", "amount"), MEETINGS),
)  # fmt: skip


@transaction.atomic
def refresh(year: int, programs: set[int] | None = None) -> None:
    """Count one year; recipients only of the touched programmes when they are named."""
    office = OfficeProfile.objects.first()
    if office is None:
        return
    register = counting_register()
    known = {
        "year": year,
        "home": office.region_id,
        "register": register.pk if register else None,
        "deciles": setting("coverage_deciles"),
        "programs": sorted(programs) if programs else None,
    }
    FigureState.objects.select_for_update().filter(
        year=year
    ).first()  # two refreshes of one year follow each other
    # Whole tables meet here, and all processors may help: what reaches the one that writes is little beside that.
    sql.execute("SET LOCAL work_mem = '128MB'; SET LOCAL parallel_tuple_cost = 0.01")
    touched = {"program__in": programs} if programs else {}
    ReachFigure.objects.filter(year=year, **touched).delete()
    CoverageFigure.objects.filter(year=year).delete()
    MeetingFigure.objects.filter(year=year).delete()
    sql.execute("DROP TABLE IF EXISTS received")  # of an earlier year in the same transaction
    sql.execute(RECEIVED, year=year)
    sql.execute("ANALYZE received (family_id, person_id, agency_id, program_id)")
    for model, columns, statement in COUNTED:
        # Read, then written: PostgreSQL shares only the work of a plain SELECT among its processes.
        rows = sql.select(lambda *row: row, statement, **known)
        model.objects.bulk_create(
            [model(**dict(zip(columns, row, strict=True))) for row in rows], batch_size=1_000
        )
    FigureState.objects.update_or_create(
        year=year, defaults={"counted_at": timezone.now(), "register": register}
    )
