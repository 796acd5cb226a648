"""Who is meant to be reached, and who is (DECISIONS 2.6).

The target are the families of the newest DTSEN vintage, else of the newest vintage of any register that ranks
families, up to the decile of the setting. A family is served when it or one of its present members received
something in the year.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from agencies import sql
from agencies.access.viewer import Viewer
from agencies.queries.settings import setting
from beneficiaries.models import Assistance, Family, Register, RegisterEntry
from beneficiaries.models.families import FamilyQuerySet

RECEIVED = Assistance.Status.RECEIVED


def counting_register() -> Register | None:
    """The vintage that coverage counts, or None as long as no register ranks families."""
    ranked = Register.objects.filter(
        Exists(
            RegisterEntry.objects.filter(
                register=OuterRef("pk"), family__isnull=False, decile__isnull=False, ended_by=None
            )
        )
    )
    newest = ranked.order_by("-year", "-number", "-pk")
    return newest.filter(source=Register.Source.DTSEN).first() or newest.first()


def target_families(viewer: Viewer) -> FamilyQuerySet:
    """The visible families of the counting register whose shown decile is within the limit."""
    families = Family.objects.visible_to(viewer)
    register = counting_register()
    if register is None:
        return families.none()
    entries = RegisterEntry.objects.filter(register=register, family=OuterRef("pk"), ended_by=None)
    return families.filter(Exists(entries), decile__lte=setting("coverage_deciles"))


def receives(year: int, **aid) -> Q:
    """Families that, or whose present members, received aid in the year; `aid` narrows which (program=..., agency=...)."""
    rows = Assistance.objects.filter(year=year, status=RECEIVED, **aid)
    return Q(Exists(rows.filter(family=OuterRef("pk")))) | Q(
        Exists(rows.filter(person__memberships__family=OuterRef("pk"), person__memberships__valid_to=None))
    )


def served(families: FamilyQuerySet, year: int) -> FamilyQuerySet:
    return families.filter(receives(year))


def unserved(families: FamilyQuerySet, year: int) -> FamilyQuerySet:
    return families.exclude(receives(year))


@dataclass(frozen=True, slots=True)
class VillageCoverage:
    """Target families of one village, and how many of them received something; code None is all villages together."""

    code: str | None
    village: str
    district: str
    target: int
    served: int

    @property
    def unserved(self) -> int:
        return self.target - self.served

    @property
    def share(self) -> float | None:
        """Coverage in per cent (DOMAIN 17); None where nobody is in the target."""
        return 100 * self.served / self.target if self.target else None


def coverage_by_village(families: FamilyQuerySet, year: int) -> list[VillageCoverage]:
    """One row per village, and first a row for them all, families without a village included."""
    return sql.select(
        VillageCoverage,
        """
        , received AS (
            SELECT DISTINCT coalesce(a.family_id, m.family_id) AS family_id
            FROM beneficiaries_assistance a
            LEFT JOIN beneficiaries_membership m ON m.person_id = a.person_id AND m.valid_to IS NULL
            WHERE a.year = %(year)s AND a.status = 'diterima'
        )
        SELECT v.code, coalesce(v.name, ''), coalesce(d.name, ''), count(*), count(r.family_id)
        FROM source
        LEFT JOIN received r ON r.family_id = source.id
        LEFT JOIN agencies_region v ON v.id = source.village_id
        LEFT JOIN agencies_region d ON d.id = v.parent_id
        GROUP BY GROUPING SETS ((v.code, v.name, d.name), ())
        HAVING grouping(v.code) = 1 OR v.code IS NOT NULL
        ORDER BY grouping(v.code) DESC, v.code
        """,
        source=families.order_by().values("id", "village_id"),
        year=year,
    )
