"""Count the figures of one year anew. Old rows are replaced in one transaction: readers see all old or all new."""

from django.db import transaction
from django.utils import timezone

from agencies import sql
from agencies.models import OfficeProfile
from agencies.queries.settings import setting
from beneficiaries.queries.coverage import counting_register
from beneficiaries.queries.overlaps import PAIRS
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

GIFTS = """
    SELECT a.agency_id, a.person_id, coalesce(a.family_id, m.family_id) AS family_id
    FROM beneficiaries_assistance a
    LEFT JOIN beneficiaries_membership m ON m.person_id = a.person_id AND m.valid_to IS NULL
    WHERE a.year = %(year)s AND a.status = 'diterima' AND a.group_id IS NULL
"""

COVERAGE = f"""
WITH {PLACE}, gift AS MATERIALIZED ({GIFTS}),
family AS MATERIALIZED (
    SELECT f.id, v.village_id, v.district_id,
           f.decile <= %(deciles)s AND EXISTS (
               SELECT FROM beneficiaries_registerentry e
               WHERE e.family_id = f.id AND e.register_id = %(register)s AND e.ended_by_id IS NULL) AS target
    FROM beneficiaries_family f LEFT JOIN place v ON v.id = f.village_id
),
family_gift AS (SELECT DISTINCT family_id, agency_id FROM gift WHERE family_id IS NOT NULL),
person_gift AS (
    SELECT DISTINCT g.person_id, g.agency_id, v.village_id, v.district_id
    FROM gift g JOIN beneficiaries_person p ON p.id = g.person_id LEFT JOIN place v ON v.id = p.village_id
),
counted AS (
    SELECT {REGION.format(v="f")} AS region_id, NULL::bigint AS agency_id, count(*) FILTER (WHERE f.target) AS target,
           count(*) FILTER (WHERE f.target AND g.family_id IS NOT NULL) AS served, count(g.family_id) AS families, 0 AS persons
    FROM family f LEFT JOIN (SELECT DISTINCT family_id FROM family_gift) g ON g.family_id = f.id
    GROUP BY GROUPING SETS ((f.village_id), (f.district_id), ())
  UNION ALL
    SELECT {REGION.format(v="f")}, g.agency_id, 0, count(*) FILTER (WHERE f.target), count(*), 0
    FROM family_gift g JOIN family f ON f.id = g.family_id
    GROUP BY GROUPING SETS ((g.agency_id, f.village_id), (g.agency_id, f.district_id), (g.agency_id))
  UNION ALL
    SELECT {REGION.format(v="p")}, NULL, 0, 0, 0, count(DISTINCT p.person_id)
    FROM person_gift p GROUP BY GROUPING SETS ((p.village_id), (p.district_id), ())
  UNION ALL
    SELECT {REGION.format(v="p")}, p.agency_id, 0, 0, 0, count(*)
    FROM person_gift p GROUP BY GROUPING SETS ((p.agency_id, p.village_id), (p.agency_id, p.district_id), (p.agency_id))
)
SELECT %(year)s, region_id, agency_id, sum(target), sum(served), sum(families), sum(persons)
FROM counted WHERE region_id IS NOT NULL GROUP BY region_id, agency_id
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

MEETINGS = f"""
WITH {PLACE}, pair AS MATERIALIZED (
    SELECT p.*, v.village_id, v.district_id
    FROM ({PAIRS}) p JOIN beneficiaries_family f ON f.id = p.family_id LEFT JOIN place v ON v.id = f.village_id
)
SELECT %(year)s, {REGION.format(v="p")} AS region_id, p.first_id, p.second_id, coalesce(min(p.verdict), ''),
       count(DISTINCT p.family_id), coalesce(sum(p.amount), 0)
FROM pair p
GROUP BY GROUPING SETS (
    (p.first_id, p.second_id, p.village_id), (p.first_id, p.second_id, p.district_id), (p.first_id, p.second_id),
    (p.village_id), (p.district_id), ())
HAVING {REGION.format(v="p")} IS NOT NULL AND count(p.family_id) > 0
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
    sql.execute("SET LOCAL work_mem = '64MB'")  # whole tables meet here
    touched = {"program__in": programs} if programs else {}
    ReachFigure.objects.filter(year=year, **touched).delete()
    CoverageFigure.objects.filter(year=year).delete()
    MeetingFigure.objects.filter(year=year).delete()
    for model, columns, statement in COUNTED:
        # Read, then written: PostgreSQL shares only the work of a plain SELECT among its processes.
        rows = sql.select(lambda *row: row, statement, **known)
        model.objects.bulk_create(
            [model(**dict(zip(columns, row, strict=True))) for row in rows], batch_size=1_000
        )
    FigureState.objects.update_or_create(
        year=year, defaults={"counted_at": timezone.now(), "register": register}
    )
