"""Relative position (posisi relatif, DOMAIN 5.3): better or worse than province, nation and siblings in one year."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reports.measures.p3bm.series import sign

WORDS = {
    "baik": "Baik",
    "di_bawah_provinsi": "Lebih buruk dari provinsi",
    "di_bawah_nasional": "Lebih buruk dari nasional",
    "buruk": "Buruk",
}
PROVINCE, NATION = "provinsi", "nasional"


@dataclass(frozen=True, slots=True)
class Position:
    """Gaps are own minus reference in the statistic's unit; advantages are above 0 where the own value is better.

    `verdict` is a key of WORDS, None without any reference; `missing` names the references that are not known.
    """

    gap_province: Decimal | None
    gap_nation: Decimal | None
    advantage_province: Decimal | None
    advantage_nation: Decimal | None
    ratio_province: Decimal | None
    ratio_nation: Decimal | None
    verdict: str | None
    missing: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return WORDS.get(self.verdict or "", "Belum dapat dinilai")


def position(own: Decimal, province: Decimal | None, nation: Decimal | None, direction: str) -> Position:
    """An equal value is not worse; without one of the references the other one alone decides."""
    way = sign(direction)
    gaps = [None if other is None else own - other for other in (province, nation)]
    ratios = [own / other if other else None for other in (province, nation)]
    advantages = [None if gap is None else way * gap for gap in gaps]
    missing = tuple(name for name, gap in zip((PROVINCE, NATION), gaps, strict=True) if gap is None)
    return Position(*gaps, *advantages, *ratios, _verdict(*advantages), missing)


def _verdict(province: Decimal | None, nation: Decimal | None) -> str | None:
    if province is None and nation is None:
        return None
    below = (province is not None and province < 0, nation is not None and nation < 0)
    return {
        (False, False): "baik",
        (True, False): "di_bawah_provinsi",
        (False, True): "di_bawah_nasional",
        (True, True): "buruk",
    }[below]


def rank(values: Mapping[str, Decimal], code: str, direction: str) -> tuple[int, int]:
    """(place, of how many) of one area, best is 1; equal values share the better place. Raises KeyError for an unknown area."""
    way = sign(direction)
    own = way * values[code]
    return 1 + sum(way * value > own for value in values.values()), len(values)
