"""Who of the demo's inhabitants stands on which list: overlaps, gaps and people outside the target on purpose."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from reports.management.demo.population import Household, Inhabitant, Population

YEARS = (2024, 2025, 2026)


@dataclass(frozen=True, slots=True)
class AgencyList:
    """One agency's list of one programme: whom it may hold, what share of them it does, rupiah each."""

    program: str
    agency: str
    title: str
    fits: Callable[[Household, Inhabitant], bool]
    share: float
    amount: int | None


def _head(family: Household, person: Inhabitant) -> bool:
    return person is family.head


LISTS = (
    AgencyList(
        "KES-01", "Dinkes", "PESERTA JAMINAN KESEHATAN DAERAH", lambda f, p: f.decile <= 5, 0.58, 453_600
    ),
    AgencyList(
        "PDK-01",
        "Disdikpora",
        "PENERIMA PERLENGKAPAN SEKOLAH SD",
        lambda f, p: f.decile <= 4 and 7 <= p.age <= 12,
        0.7,
        500_000,
    ),
    AgencyList(
        "PDK-02",
        "Disdikpora",
        "PENERIMA PERLENGKAPAN SEKOLAH SMP",
        lambda f, p: f.decile <= 5 and 13 <= p.age <= 15,
        0.6,
        750_000,
    ),
    AgencyList(
        "SOS-01",
        "Dinsos",
        "PENERIMA PERMAKANAN LANSIA DAN DISABILITAS",
        lambda f, p: f.decile <= 5 and (p.age >= 65 or p.disabled),
        0.5,
        1_800_000,
    ),
    AgencyList(
        "SOS-04",
        "Dinsos",
        "PENERIMA BANTUAN SOSIAL KESEJAHTERAAN KELUARGA",
        lambda f, p: _head(f, p) and f.decile <= 3,
        0.18,
        1_200_000,
    ),
    AgencyList(
        "PGN-02",
        "DKPP",
        "PENERIMA CADANGAN PANGAN PEMERINTAH",
        lambda f, p: _head(f, p) and f.decile <= 4,
        0.55,
        None,
    ),
    AgencyList(
        "PKP-01",
        "Perkimta",
        "PENERIMA PERBAIKAN RUMAH TIDAK LAYAK HUNI",
        lambda f, p: _head(f, p) and f.decile <= 3,
        0.06,
        20_000_000,
    ),
    AgencyList(
        "PUP-03",
        "DPUPR",
        "PENERIMA JAMBAN KELUARGA",
        lambda f, p: _head(f, p) and f.decile <= 4,
        0.05,
        4_500_000,
    ),
    AgencyList(
        "UKM-01",
        "Disdagperinkop",
        "PENERIMA BANTUAN USAHA MIKRO",
        lambda f, p: p.job in {"Pedagang kecil", "Wiraswasta", "Pengrajin"},
        0.05,
        2_400_000,
    ),
    AgencyList(
        "TAN-01",
        "Distan",
        "PENERIMA BIBIT TERNAK",
        lambda f, p: p.job in {"Petani", "Buruh tani"},
        0.09,
        3_500_000,
    ),
    AgencyList(
        "NAK-01",
        "Disnaker",
        "PESERTA PELATIHAN KETERAMPILAN",
        lambda f, p: 18 <= p.age <= 40 and f.decile <= 6,
        0.03,
        None,
    ),
    AgencyList("KES-04", "Dinkes", "BALITA PENERIMA MAKANAN TAMBAHAN", lambda f, p: p.age <= 4, 0.28, None),
)


def recipients(
    chosen: AgencyList, population: Population, year: int, chance: Random
) -> Iterator[tuple[Household, Inhabitant]]:
    """This year's recipients; some villages are forgotten, a few recipients are better off than they should be."""
    for family in population.families:
        if _forgotten(family.village, chosen.program) or _poor_and_unknown(family):
            continue
        for person in family.members:
            stray = chance.random() < 0.002 and family.decile >= 7 and chosen.amount is not None
            if (stray or chosen.fits(family, person)) and _keeps(
                person.nik, chosen.program, year
            ) < chosen.share:
                yield family, person


def _forgotten(village: str, program: str) -> bool:
    """About one village in nine gets nothing from a programme: what a coordination meeting should find."""
    return hash_of(village, program) % 9 == 0


def _keeps(nik: str, program: str, year: int) -> float:
    """Most who received last year receive again: the draw moves only a little from year to year."""
    return (hash_of(nik, program) % 10_000 / 10_000 + 0.06 * (year - 2024)) % 1


def hash_of(*words: str) -> int:
    """A number that is the same in every process, unlike Python's own."""
    value = 2166136261
    for letter in "|".join(words):
        value = (value ^ ord(letter)) * 16777619 % 2**32
    return value


def ranking_flags(population: Population, year: int) -> dict[str, set[str]]:
    """The programme columns of the family ranking of one year: card numbers with 'Ya'."""
    poor = [family for family in population.families if not _poor_and_unknown(family)]
    return {
        "BPNT": {f.kk for f in poor if f.decile <= 4 and _keeps(f.kk, "BPNT", year) < 0.62},
        "PKH": {
            f.kk
            for f in poor
            if f.decile <= 3
            and any(p.age < 19 or p.age >= 60 for p in f.members)
            and _keeps(f.kk, "PKH", year) < 0.5
        },
        "BST": {f.kk for f in poor if f.decile <= 5 and _keeps(f.kk, "BST", year) < 0.07},
    }


def _poor_and_unknown(family: Household) -> bool:
    """The poor whom no programme knows: a third of a few villages, a tenth elsewhere."""
    return hash_of(family.kk, "celah") % 100 < (45 if hash_of(family.village, "celah") % 7 == 0 else 12)


def cash_aid(population: Population, year: int, district: str | None = None) -> list[Household]:
    """Families with village cash aid (BLT Dana Desa): poor ones, some of whom have PKH or BST as well."""
    return [
        family
        for family in population.families
        if (district is None or family.district_name == district)
        and family.decile <= 3
        and not _poor_and_unknown(family)
        and _keeps(family.kk, "BLT", year) < 0.2
    ]
