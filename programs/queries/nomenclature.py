"""Editions of the nomenclature: which one a year uses, what takes the place of an older code, and what a strange code may mean."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from rapidfuzz import fuzz

from programs.models import NodeMapping, Nomenclature, NomenclatureEdition, Program
from programs.models.programs import ProgramQuerySet

BIDANG = 4  # letters of a code that name its field of affairs: 1.06
LIKELY = 60  # per cent of words; below it a name proposes nothing
ALMOST = 85  # per cent of a code alone: a digit or two
STEPS = 5  # editions between the oldest code and the one in use


@dataclass(frozen=True, slots=True)
class Stray:
    """One programme whose code is not of the edition in use: what takes its place, or else what it may mean."""

    program: Program
    successors: list[Nomenclature] = field(default_factory=list)
    proposals: list[Nomenclature] = field(default_factory=list)


def edition_of(year: int) -> NomenclatureEdition | None:
    """The edition in use in a fiscal year; of several that claim it the newest."""
    rows = NomenclatureEdition.objects.filter(
        Q(last_year__isnull=True) | Q(last_year__gte=year), first_year__lte=year
    )
    return rows.order_by("-first_year", "-pk").first()


def counted(editions: QuerySet[NomenclatureEdition]) -> QuerySet[NomenclatureEdition]:
    """Newest first, each with `nodes`, `strange` (codes met in lists only) and `mapped` (codes with a successor)."""
    nodes = Nomenclature.objects.filter(edition=OuterRef("name")).order_by().values("edition")
    return editions.annotate(
        nodes=_count(nodes, Count("pk")),
        strange=_count(nodes.filter(origin=Nomenclature.Origin.UPLOAD), Count("pk")),
        mapped=_count(nodes.filter(replaced_by__isnull=False), Count("pk", distinct=True)),
    ).order_by("-first_year", "-pk")


def found(nodes: QuerySet[Nomenclature], params) -> QuerySet[Nomenclature]:
    """The nodes that the filters of an address leave: edition, level, words of the name or beginning of the code."""
    if edition := params.get("edisi"):
        nodes = nodes.filter(edition=edition)
    if level := params.get("tingkat"):
        nodes = nodes.filter(level=level)
    for word in params.get("cari", "").split():
        nodes = nodes.filter(Q(name__icontains=word) | Q(code__startswith=word))
    return nodes.order_by("code", "-edition", "pk")


def successors(nodes: Iterable[Nomenclature], edition: str) -> dict[int, list[Nomenclature]]:
    """node id -> the nodes of `edition` that take its place, through the editions between; one query for each step."""
    reached = {node.pk: {node.pk} for node in nodes}
    arrived: dict[int, dict[int, Nomenclature]] = defaultdict(dict)
    for _ in range(STEPS):
        ways = defaultdict(list)
        for row in NodeMapping.objects.filter(old__in=set().union(*reached.values())).select_related("new"):
            ways[row.old_id].append(row.new)
        for start, places in reached.items():
            following = [new for place in places for new in ways[place]]
            arrived[start] |= {new.pk: new for new in following if new.edition == edition}
            reached[start] = {new.pk for new in following if new.edition != edition}
        if not any(reached.values()):
            break
    return {
        start: sorted(rows.values(), key=lambda node: node.code) for start, rows in arrived.items() if rows
    }


def stray(programs: ProgramQuerySet, edition: str) -> ProgramQuerySet:
    """Programmes whose code is of another edition, or was met in a list and is in no edition that was published."""
    unknown = ~Q(node__edition=edition) | Q(node__origin=Nomenclature.Origin.UPLOAD)
    rows = programs.filter(unknown, node__isnull=False)
    return rows.select_related("node", "agency").order_by("node__code", "sort_key", "pk")


def explained(programs: Iterable[Program], edition: str) -> list[Stray]:
    """The rows of one page with their successors, and with proposals where there are none."""
    programs = list(programs)
    known = successors({program.node_id: program.node for program in programs}.values(), edition)
    lost = [program.node for program in programs if program.node_id not in known]
    published = _published(edition, {node.code[:BIDANG] for node in lost})
    return [
        Stray(
            program,
            known.get(program.node_id, []),
            [] if program.node_id in known else nearest(program.node.code, program.node.name, published),
        )
        for program in programs
    ]


def strayed(program: Program, year: int) -> Stray | None:
    """What takes the place of the code of one programme in a year; None where its code is of the edition in use."""
    edition, node = edition_of(year), program.node
    if edition is None or node is None:
        return None
    if node.edition == edition.name and node.origin != Nomenclature.Origin.UPLOAD:
        return None
    return explained([program], edition.name)[0]


def proposed(code: str, words: str, edition: str) -> list[Nomenclature]:
    """What a code that the edition does not know may mean, nearest first."""
    return nearest(code, words, _published(edition, {code[:BIDANG]}))


def nearest(code: str, words: str, nodes: Iterable[Nomenclature], most: int = 3) -> list[Nomenclature]:
    """Of nodes with as many segments: the same code written with more digits first, then the most alike names.

    Without words the codes are compared.
    """
    depth = code.count(".")
    scored = []
    for node in nodes:
        if node.code.count(".") != depth or node.code == code:
            continue
        alike = (
            fuzz.token_set_ratio(words.casefold(), node.name.casefold())
            if words
            else fuzz.ratio(code, node.code)
        )
        if same_place(code, node.code):
            scored.append((0, -alike, node.code, node))
        elif alike >= (LIKELY if words else ALMOST) and node.code[:BIDANG] == code[:BIDANG]:
            scored.append((1, -alike, node.code, node))
    return [row[-1] for row in sorted(scored, key=lambda row: row[:3])[:most]]


def same_place(code: str, other: str) -> bool:
    """1.06.05.2.02.01 and 1.06.05.2.02.0001: equal numbers in every segment."""
    return [part.lstrip("0") for part in code.split(".")] == [part.lstrip("0") for part in other.split(".")]


def _published(edition: str, affairs: set[str]) -> list[Nomenclature]:
    if not affairs:
        return []
    within = Q(*(("code__startswith", prefix) for prefix in affairs), _connector=Q.OR)
    rows = Nomenclature.objects.filter(within, edition=edition).exclude(origin=Nomenclature.Origin.UPLOAD)
    return list(rows.order_by("code"))


def _count(rows: QuerySet, count: Count) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(total=count).values("total")), 0)
