"""Who should be served and who is (DOMAIN 17, DECISIONS 2.6): one definition for lists, dashboard and reports."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.queries.settings import setting
from beneficiaries.models import Assistance, Register, RegisterEntry
from beneficiaries.models.families import FamilyQuerySet

RECEIVED = Q(status=Assistance.Status.RECEIVED)


def counting_register() -> Register | None:
    """The list whose families count: the newest DTSEN vintage, else the newest vintage of any national register."""
    newest = Register.objects.filter(entries__family__isnull=False).order_by("-year", "-number", "-pk")
    return newest.filter(source=Register.Source.DTSEN).first() or newest.first()


def in_target(families: FamilyQuerySet, register: Register | None) -> QuerySet:
    """Families of that register up to the target decile (setting coverage_deciles); none without a register."""
    if register is None:
        return families.none()
    entries = RegisterEntry.objects.filter(family=OuterRef("pk"), register=register)
    return families.filter(Exists(entries), decile__lte=setting("coverage_deciles"))


def served(year: int, *, agency: int | None = None, program: int | None = None) -> Q:
    """Families that received anything in the year, themselves or through a member; `agency` handed the list in."""
    aid = Assistance.objects.filter(RECEIVED, year=year)
    if agency is not None:
        aid = aid.filter(agency=agency)
    if program is not None:
        aid = aid.filter(program=program)
    members = aid.filter(
        person__memberships__family=OuterRef("pk"), person__memberships__valid_to__isnull=True
    )
    return Q(Exists(aid.filter(family=OuterRef("pk")))) | Q(Exists(members))


def unserved_families(families: FamilyQuerySet, year: int) -> QuerySet:
    """Target families without any aid in the year: the poorest whom nobody reaches."""
    return in_target(families, counting_register()).exclude(served(year))


def served_families(families: FamilyQuerySet, year: int) -> QuerySet:
    """Target families with at least one aid in the year."""
    return in_target(families, counting_register()).filter(served(year))
