"""Sub kegiatan of two agencies that seem to do the same: same code, or almost the same name."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, process

from programs.models import Program


@dataclass(frozen=True, slots=True)
class Pair:
    """Two programmes of different agencies; `similarity` of their names in per cent, `same_node` when the code is one."""

    first: Program
    second: Program
    similarity: int
    same_node: bool


def pairs(programs: list[Program], similarity: int) -> list[Pair]:
    """Pairs with one code first, then names at least this similar, most similar first. Words may stand in any order."""
    names = [program.sort_key for program in programs]
    found: dict[tuple[int, int], Pair] = {}
    by_node = defaultdict(list)
    for place, program in enumerate(programs):
        if program.node_id is not None:
            by_node[program.node_id].append(place)
    for places in by_node.values():
        for one, other in combinations(places, 2):
            _keep(found, programs, names, one, other, same_node=True)
    scores = process.cdist(names, names, scorer=fuzz.token_sort_ratio, score_cutoff=similarity, workers=1)
    for one, other in zip(*scores.nonzero(), strict=True):
        if one < other:
            _keep(found, programs, names, int(one), int(other), same_node=False)
    return sorted(
        found.values(), key=lambda pair: (not pair.same_node, -pair.similarity, pair.first.sort_key, pair.first.pk, pair.second.pk)
    )  # fmt: skip


def _keep(found, programs, names, one: int, other: int, *, same_node: bool) -> None:
    first, second = programs[one], programs[other]
    if first.agency_id == second.agency_id or (one, other) in found:
        return
    found[one, other] = Pair(first, second, round(fuzz.token_sort_ratio(names[one], names[other])), same_node)
