"""Who received what in a year: by family, or by person where aid is meant for persons (page /penerima/)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from agencies.access.viewer import Viewer
from agencies.queries.office import fiscal_year
from agencies.queries.regions import in_place
from beneficiaries.models import Assistance, Family, Membership, Person, RegisterEntry
from beneficiaries.queries import coverage, overlaps, people

FAMILIES, PERSONS = "keluarga", "orang"
TO_CHECK = "periksa"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filters of an address, judged: ids and codes as typed, nonsense as something that finds nothing."""

    year: int
    by: str = FAMILIES
    name: str = ""
    region: str = ""
    deciles: tuple[int, int] | None = None
    source: str = ""
    finding: str = ""
    aid: dict = field(default_factory=dict)
    order: str = ""

    @classmethod
    def of(cls, params: Mapping[str, str]) -> "Chosen":
        year = params.get("tahun", "")
        aid = {
            key: params[name]
            for key, name in (("program", "program"), ("agency", "perangkat"))
            if params.get(name)
        }
        return cls(
            year=int(year) if year.isdecimal() and len(year) == 4 else fiscal_year(),
            by=PERSONS if params.get("sebagai") == PERSONS else FAMILIES,
            name=params.get("cari", "").strip(),
            region=params.get("desa") or params.get("kecamatan", ""),
            deciles=deciles_of(params.get("desil", "")),
            source=params.get("sumber", ""),
            finding=params.get("temuan", ""),
            aid={key: int(value) if value.isdecimal() else 0 for key, value in aid.items()},
            order=params.get("urut", ""),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One family or person as the list shows it. `amount` counts only aid the viewer sees in full; None: nothing known."""

    subject: Family | Person
    members: int | None
    programs: list[str]
    amount: int | None
    findings: list[str]


def deciles_of(text: str) -> tuple[int, int] | None:
    """'2' -> (2, 2), '1-4' -> (1, 4)."""
    low, _, high = text.partition("-")
    return (int(low), int(high or low)) if low.isdecimal() and (high or low).isdecimal() else None


def chosen_rows(viewer: Viewer, params: Mapping[str, str]) -> QuerySet:
    """The visible families or persons that received something in the year, narrowed and ordered."""
    chosen = Chosen.of(params)
    rows = _persons(viewer, chosen) if chosen.by == PERSONS else _families(viewer, chosen)
    return ordered(narrowed(rows, chosen), viewer, chosen)


def _families(viewer: Viewer, chosen: Chosen) -> QuerySet:
    families = Family.objects.visible_to(viewer).filter(coverage.receives(chosen.year, **chosen.aid))
    if chosen.name:
        families = people.families_named(families, chosen.name)
    if chosen.finding == TO_CHECK:
        families = families.filter(pk__in=overlaps.with_finding(narrowed(families, chosen), chosen.year))
    return families


def _persons(viewer: Viewer, chosen: Chosen) -> QuerySet:
    aid = Assistance.objects.filter(
        person=OuterRef("pk"), year=chosen.year, status=coverage.RECEIVED, **chosen.aid
    )
    persons = Person.objects.visible_to(viewer).living().filter(Exists(aid))
    return people.named(persons, chosen.name) if chosen.name else persons


def narrowed(rows: QuerySet, chosen: Chosen) -> QuerySet:
    """Place, decile and source, which families and persons share."""
    if chosen.region:
        rows = rows.filter(in_place("village__code", chosen.region))
    if chosen.deciles:
        rows = rows.filter(decile__range=chosen.deciles)
    if chosen.source:
        subject = {rows.model._meta.model_name: OuterRef("pk")}
        rows = rows.filter(
            Exists(RegisterEntry.objects.filter(Q(**subject), register__source=chosen.source, ended_by=None))
        )
    return rows


def ordered(rows: QuerySet, viewer: Viewer, chosen: Chosen) -> QuerySet:
    key = "name_key" if rows.model is Person else "head_key"
    rows = rows.select_related("village__parent")
    if chosen.order.lstrip("-") == "nilai":
        seen = Assistance.objects.visible_to(viewer).filter(year=chosen.year, status=coverage.RECEIVED)
        rows = rows.annotate(seen_amount=_sum_of(rows.model, seen))
        amount = F("seen_amount")
        return rows.order_by(
            amount.asc(nulls_first=True) if chosen.order == "nilai" else amount.desc(nulls_last=True),
            key,
            "pk",
        )
    fields = {"nama": (key,), "-nama": (f"-{key}",), "desil": ("decile", key), "-desil": ("-decile", key)}
    return rows.order_by(*fields.get(chosen.order, (key,)), "pk")


def _sum_of(model, aid: QuerySet):
    def total(**of):
        return Subquery(aid.filter(**of).order_by().values("year").annotate(sum=Sum("amount")).values("sum"))

    if model is Person:
        return total(person=OuterRef("pk"))
    members = total(person__memberships__family=OuterRef("pk"), person__memberships__valid_to=None)
    return Coalesce(total(family=OuterRef("pk")), 0) + Coalesce(members, 0)


def lines(viewer: Viewer, subjects: list, chosen: Chosen) -> list[Line]:
    """The subjects of one page with their aid of the year; a few queries, however many there are."""
    by_family = chosen.by == FAMILIES
    gifts = _gifts(subjects, chosen.year, by_family=by_family)
    seen = set(
        Assistance.objects.visible_to(viewer)
        .filter(pk__in=[gift.pk for several in gifts.values() for gift in several])
        .values_list("pk", flat=True)
    )
    found, members = {}, {}
    if by_family:
        found = overlaps.findings(
            Family.objects.filter(pk__in=[family.pk for family in subjects]), chosen.year
        )
        members = _member_counts(subjects)
    return [
        _line(subject, gifts.get(subject.pk, []), seen, found.get(subject.pk, []), members.get(subject.pk))
        for subject in subjects
    ]


def _line(subject, gifts: list[Assistance], seen: set[int], found: list, members: int | None) -> Line:
    amounts = [gift.amount for gift in gifts if gift.pk in seen and gift.amount is not None]
    return Line(
        subject=subject,
        members=members or getattr(subject, "member_count", None),
        programs=list(dict.fromkeys(gift.program.name for gift in gifts)),
        amount=sum(amounts) if amounts else None,
        findings=list(dict.fromkeys(_finding_words(one) for one in found)),
    )


def _finding_words(finding: overlaps.Finding) -> str:
    return (
        f"{finding.first} ganda"
        if finding.first_id == finding.second_id
        else f"{finding.first} + {finding.second}"
    )


def _gifts(subjects: list, year: int, *, by_family: bool) -> dict[int, list[Assistance]]:
    """Aid of the year by family (its present members' included) or by person."""
    ids = [subject.pk for subject in subjects]
    rows = Assistance.objects.filter(year=year, status=coverage.RECEIVED).select_related("program")
    found: dict[int, list[Assistance]] = {}
    if by_family:
        for gift in rows.filter(family__in=ids).order_by("program__sort_key", "pk"):
            found.setdefault(gift.family_id, []).append(gift)
        homes = dict(Membership.objects.filter(family__in=ids, valid_to=None).values_list("person", "family"))
        for gift in rows.filter(person__in=homes).order_by("program__sort_key", "pk"):
            found.setdefault(homes[gift.person_id], []).append(gift)
        return found
    for gift in rows.filter(person__in=ids).order_by("program__sort_key", "pk"):
        found.setdefault(gift.person_id, []).append(gift)
    return found


def _member_counts(families: list) -> dict[int, int]:
    counts: dict[int, int] = {}
    for family in Membership.objects.filter(family__in=families, valid_to=None).values_list(
        "family", flat=True
    ):
        counts[family] = counts.get(family, 0) + 1
    return counts


def total_amount(viewer: Viewer, rows: QuerySet, chosen: Chosen) -> int | None:
    """Rupiah that the chosen families or persons received in the year, as far as the viewer sees it in full."""
    aid = Assistance.objects.visible_to(viewer).filter(year=chosen.year, status=coverage.RECEIVED)
    ids = rows.order_by().values("pk")
    if chosen.by == PERSONS:
        return aid.filter(person__in=ids).aggregate(sum=Sum("amount"))["sum"]
    members = Membership.objects.filter(family__in=ids, valid_to=None).values("person")
    return aid.filter(Q(family__in=ids) | Q(person__in=members)).aggregate(sum=Sum("amount"))["sum"]


def rows_for_export(viewer: Viewer, params: Mapping[str, str], chunk: int = 500) -> Iterator[Line]:
    """Every line of the list in its order, without counting on; memory does not grow with the list."""
    chosen, waiting = Chosen.of(params), []
    for subject in chosen_rows(viewer, params).iterator(chunk_size=chunk):
        waiting.append(subject)
        if len(waiting) == chunk:
            yield from lines(viewer, waiting, chosen)
            waiting = []
    yield from lines(viewer, waiting, chosen)


def with_heads(families: QuerySet) -> QuerySet:
    """Each family with its present members who are the head, for the number beside the name."""
    heads = Membership.objects.filter(relation=Membership.Relation.HEAD, valid_to=None).select_related(
        "person"
    )
    return families.prefetch_related(Prefetch("memberships", heads, to_attr="heads"))
