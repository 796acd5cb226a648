"""Which programmes support no item of a plan yet, and which item each of them seems to belong to."""

from collections import defaultdict

from programs.models import Nomenclature, PlanItem, Program
from programs.models.plans import PlanItemQuerySet
from programs.models.programs import ProgramQuerySet


def unlinked(programs: ProgramQuerySet, year: int) -> ProgramQuerySet:
    """Programmes of agencies that run in the year and stand on no item of a plan."""
    rows = programs.in_year(year).filter(item__isnull=True, agency__isnull=False)
    return rows.select_related("agency", "node").order_by("agency__sort_key", "sort_key", "pk")


def proposals(programs: list[Program], items: PlanItemQuerySet) -> dict[int, PlanItem]:
    """programme -> the item on the nearest node at or above its own; the agency's plan before the region's.

    `items` are those of the plans in force that the reader may see.
    """
    paths = _paths({program.node_id for program in programs if program.node_id})
    on_node = defaultdict(list)
    wanted = {node for path in paths.values() for node in path}
    rows = items.filter(node__in=wanted).select_related("plan").order_by("plan__agency", "pk")
    for item in rows:
        on_node[item.node_id].append(item)
    found = {}
    for program in programs:
        near = [item for node in paths.get(program.node_id, ()) for item in on_node[node]]
        own = [item for item in near if item.plan.agency_id == program.agency_id]
        region = [
            item
            for item in near
            if item.plan.agency_id is None and item.agency_id in (None, program.agency_id)
        ]
        if own or region:
            found[program.pk] = (own or region)[0]
    return found


def _paths(nodes: set[int]) -> dict[int, list[int]]:
    """node -> itself and everything above it, nearest first; one query per level of the nomenclature."""
    parents: dict[int, int | None] = {}
    unknown = set(nodes)
    while unknown:
        parents |= dict(Nomenclature.objects.filter(pk__in=unknown).values_list("pk", "parent_id"))
        unknown = {parent for parent in parents.values() if parent is not None and parent not in parents}
    paths = {}
    for node in nodes:
        path, step = [], node
        while step is not None:
            path.append(step)
            step = parents[step]
        paths[node] = path
    return paths
