"""What drives the main statistics: the planners' judgements beside what the figures say, and whether money follows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from programs.models import Determinant, Statistic
from reports.measures.lenses import Picture
from reports.measures.p3bm.linkage import Driver, Strength, coverage, orphans, strength
from reports.measures.poverty import points_of


@dataclass(frozen=True, slots=True)
class Judged:
    """One determinant: the correlation of its yearly figures with the main statistic, its way, and the money it has."""

    row: Determinant
    strength: Strength | None
    way: str
    funded: int  # sub kegiatan with a ceiling in the year
    driver: Driver

    @property
    def is_orphan(self) -> bool:
        return bool(orphans([self.driver]))


@dataclass(frozen=True, slots=True)
class Tree:
    """A main statistic with its determinants; `percent` of them have money, None without any."""

    main: Statistic
    rows: tuple[Judged, ...]
    funded: int
    percent: Decimal | None


def trees(
    determinants: Iterable[Determinant], pictures: Mapping[int, Picture], funded: set[int], enough: int
) -> list[Tree]:
    """By main statistic. `funded` are the programmes with a ceiling; determinants come with their programmes prefetched."""
    by_main: dict[Statistic, list[Judged]] = {}
    for row in determinants:
        by_main.setdefault(row.main, []).append(_judged(row, pictures, funded, enough))
    return [_tree(main, rows) for main, rows in by_main.items()]


def _tree(main: Statistic, rows: list[Judged]) -> Tree:
    with_money, _, percent = coverage([one.driver for one in rows])
    return Tree(main, tuple(rows), with_money, percent)


def _judged(row: Determinant, pictures: Mapping[int, Picture], funded: set[int], enough: int) -> Judged:
    own, main = pictures.get(row.statistic_id), pictures.get(row.main_id)
    lens = own.by_kind.get("perkembangan") if own else None
    count = sum(program.pk in funded for program in row.programs.all())
    worsens = None if lens is None or lens.verdict == "belum_cukup" else lens.verdict == "memburuk"
    return Judged(
        row,
        strength(_pairs(main, own), enough) if own and main else None,
        lens.words if lens else "",
        count,
        Driver(row.name, count > 0, worsens),
    )


def _pairs(main: Picture, own: Picture) -> list[tuple[Decimal, Decimal]]:
    """Values of both in the years that both know."""
    ours, theirs = (
        {point.year: point.value for point in points_of(one.told.macro.own)} for one in (own, main)
    )
    return [(ours[year], theirs[year]) for year in sorted(ours.keys() & theirs.keys())]
