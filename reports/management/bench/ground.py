"""Invented data for measuring: a prepared regency with as many people and aid records as asked for.

Kinder than reality: every number is right, every village equally large. Regency code 99 of the numbers is nobody's.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from agencies import identity, sql
from agencies.actions.preparation import prepare
from agencies.models import Agency, OfficeProfile, Region, Upload, User
from beneficiaries.models import Register
from programs.models import Program
from reports.management.demo import figures

REGENCY = "51.08"
YEAR = 2026
FAMILY = 3  # persons of one family
BATCH = 50_000
FIRST = ("PUTU", "MADE", "KOMANG", "KETUT", "WAYAN", "NYOMAN", "GEDE", "KADEK", "LUH", "NENGAH")
LAST = (
    "ARTAWAN", "SURYANI", "SUDARMA", "WIDIARTA", "SANTIKA", "REDANA", "PARWATI", "WIRAWAN", "MARTINI", "SUARDANA", "RASMINI",
)  # fmt: skip
HAMLETS = ("Kaja", "Kelod", "Kangin", "Kauh", "Tengah")
DAYS, MONTHS, YEARS = 28, 12, 75
SERIALS = DAYS * MONTHS * YEARS  # so many people have a number with the same serial


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person; the same number always gives the same one, at the same address in the same family."""

    number: int

    @property
    def name(self) -> str:
        return f"{FIRST[self.number % 10]} {LAST[self.number // 10 % 11]} {_letters(self.number)}"

    @property
    def born(self) -> date:
        return date(
            1930 + self.number // 336 % YEARS, 1 + self.number // DAYS % MONTHS, 1 + self.number % DAYS
        )

    @property
    def sex(self) -> str:
        return "LP"[self.number % 2]

    @property
    def nik(self) -> str:
        day = self.born.day + 40 * (self.sex == "P")
        return f"519901{day:02}{self.born:%m%y}{self.number // SERIALS + 1:04}"

    @property
    def family(self) -> int:
        return self.number // FAMILY

    @property
    def kk(self) -> str:
        issued = (
            f"{1 + self.family % DAYS:02}{1 + self.family // DAYS % MONTHS:02}{10 + self.family // 336 % 10}"
        )
        return f"519902{issued}{self.family // 3360 + 1:04}"

    @property
    def relation(self) -> str:
        return ("kepala", "pasangan", "anak")[self.number % FAMILY]

    @property
    def address(self) -> str:
        return f"Jl. Melati No. {1 + self.family % 250}"

    @property
    def hamlet(self) -> str:
        return f"Banjar Dinas {HAMLETS[self.family % 5]}"

    @property
    def rt(self) -> str:
        return f"{1 + self.family % 12:03}"

    @property
    def rw(self) -> str:
        return f"{1 + self.family % 4:03}"


@dataclass(frozen=True, slots=True)
class Ground:
    """What the measurements stand on."""

    villages: list[Region]
    agency: Agency
    program: Program
    upload: Upload
    persons: int


def lay(persons: int, aid: int, say: Callable[[str], None]) -> Ground:
    """Prepare the regency and fill it; `aid` records are spread over five years."""
    prepare(REGENCY, admin="Admin Ukur", secretary="Sekretariat Ukur")
    OfficeProfile.objects.update(fiscal_year=YEAR)
    agencies, chance = figures.make_agencies(), Random(270)  # noqa: S311 - figures for measuring
    programs = figures.make_programs(agencies)
    figures.make_money(programs, chance)
    figures.make_indicators(programs, agencies, chance)
    villages = list(Region.objects.within(REGENCY).villages().select_related("parent").order_by("code"))
    agency = agencies["Dinsos"]
    upload = Upload.objects.create(
        kind=Upload.Kind.PENERIMA, agency=agency, sender=User.objects.first(), name="ukur.xlsx", size=1, sha256="0" * 64,
        status=Upload.Status.WITHDRAWN,
    )  # fmt: skip
    say("regency prepared")
    fill(persons, aid, villages, upload, say)
    program = Program.objects.filter(agency=agency).order_by("pk").first()
    return Ground(villages, agency, program, upload, persons)


def fill(persons: int, aid: int, villages: list[Region], upload: Upload, say: Callable[[str], None]) -> None:
    """Families of three, a register with their deciles, persons with sealed numbers, aid for every programme."""
    places = [village.pk for village in villages]
    register = Register.objects.create(source=Register.Source.DTSEN, year=YEAR - 1, number=4)
    sql.execute(FACTS)
    for start in range(0, persons, BATCH):
        lines = "".join(_line(Person(number)) for number in range(start, min(persons, start + BATCH)))
        sql.copy_in("bench_fact", FACT_COLUMNS, io.StringIO(lines))
    say(f"{persons} numbers sealed")
    for words, statement in FILLED.items():
        sql.execute(statement, register=register.pk, upload=upload.pk, places=places)
        say(words)
    give(persons, 0, aid, upload, say)
    for table in ("person", "family", "membership", "registerentry"):
        sql.execute(f"ANALYZE beneficiaries_{table}")


def more(laid: Ground, first: int, last: int, say: Callable[[str], None]) -> None:
    """Further aid records, numbers first to last."""
    give(laid.persons, first, last, laid.upload, say)


def give(persons: int, first: int, last: int, upload: Upload, say: Callable[[str], None]) -> None:
    programs = list(Program.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(first, last, 10 * BATCH):
        end = min(last, start + 10 * BATCH)
        sql.execute(
            AID,
            first=start,
            last=end - 1,
            persons=persons,
            programs=programs,
            agency=upload.agency_id,
            upload=upload.pk,
        )
        say(f"{end} aid records")
    sql.execute("ANALYZE beneficiaries_assistance")


def people(first: int, last: int) -> Iterator[Person]:
    return (Person(number) for number in range(first, last))


def _line(person: Person) -> str:
    """One invented person as csv for `bench_fact`."""
    nik, kk = identity.blind_index(person.nik), identity.blind_index(person.kk)
    return (
        f"{person.number},{person.family},{person.name},{person.born},{person.sex},{person.relation},\\x{nik.hex()},"
        f"5199{identity.tag_of(nik)},\\x{kk.hex()},5199{identity.tag_of(kk)},{person.address},{person.hamlet},{person.rt},{person.rw}\n"
    )


def _letters(number: int) -> str:
    """A third name that keeps people apart."""
    word = ""
    while True:
        number, rest = divmod(number, 21)
        word += "BCDFGHJKLMNPRSTVWXYZQ"[rest] + "AEIOU"[rest % 5]
        if not number:
            return word


FACT_COLUMNS = [
    "number", "family", "name", "born", "sex", "relation", "nik_bi", "nik_tag", "kk_bi", "kk_tag", "address", "hamlet", "rt", "rw",
]  # fmt: skip
FACTS = """
CREATE TEMP TABLE bench_fact (
    number bigint, family bigint, name text, born date, sex text, relation text, nik_bi bytea, nik_tag text, kk_bi bytea, kk_tag text,
    address text, hamlet text, rt text, rw text)
"""
# Rows get the numbers of their people as ids, so that nothing has to be looked up; the sequences follow.
FILLED = {
    "families": """
INSERT INTO beneficiaries_family (id, kk_ct, kk_bi, kk_tag, head_name, head_key, address, hamlet, rt, rw, village_id, decile, created_at)
SELECT family + 1, '\\x00'::bytea, kk_bi, kk_tag, name, name, address, hamlet, rt, rw,
       (%(places)s::bigint[])[1 + family %% array_length(%(places)s::bigint[], 1)], 1 + (family * 7) %% 10, now()
FROM bench_fact WHERE relation = 'kepala' ORDER BY number
""",
    "register": """
INSERT INTO beneficiaries_registerentry (register_id, family_id, name, name_key, birth_place, sex, relation, address, hamlet, rt, rw,
    village_id, decile, status, source_number, other, approved_at, source_upload_id, source_sheet, source_row)
SELECT %(register)s, id, head_name, head_key, '', '', '', address, hamlet, rt, rw, village_id, decile, '', '', '{}', now(), %(upload)s,
       'S', id
FROM beneficiaries_family ORDER BY id
""",
    "persons": """
INSERT INTO beneficiaries_person (id, nik_ct, nik_bi, nik_tag, nik_disputed, name, name_key, search, birth_date, birth_place, sex,
    address, hamlet, rt, rw, village_id, status, created_at)
SELECT number + 1, '\\x00'::bytea, nik_bi, nik_tag, false, name, name, to_tsvector('simple', name), born, 'SINGARAJA', sex, address,
       hamlet, rt, rw, (%(places)s::bigint[])[1 + family %% array_length(%(places)s::bigint[], 1)], 'hidup', now()
FROM bench_fact ORDER BY number
""",
    "what the register says of persons": """
INSERT INTO beneficiaries_registerentry (register_id, person_id, household_id, name, name_key, birth_date, birth_place, sex, relation,
    address, hamlet, rt, rw, village_id, status, source_number, other, approved_at, source_upload_id, source_sheet, source_row)
SELECT %(register)s, number + 1, family + 1, name, name, born, 'SINGARAJA', sex, relation, address, hamlet, rt, rw,
       (%(places)s::bigint[])[1 + family %% array_length(%(places)s::bigint[], 1)], '', '', '{}', now(), %(upload)s, 'S', number
FROM bench_fact ORDER BY number
""",
    "members": """
INSERT INTO beneficiaries_membership (family_id, person_id, relation, source_upload_id, source_sheet, source_row)
SELECT family + 1, number + 1, relation, %(upload)s, 'S', number FROM bench_fact ORDER BY number
""",
    "sequences": """
SELECT setval(pg_get_serial_sequence('beneficiaries_family', 'id'), (SELECT max(id) FROM beneficiaries_family)),
       setval(pg_get_serial_sequence('beneficiaries_person', 'id'), (SELECT max(id) FROM beneficiaries_person))
""",
}
AID = """
INSERT INTO beneficiaries_assistance (program_id, person_id, agency_id, village_id, year, period_kind, period_number, period_start,
    period_end, period_words, amount, card_number, status, end_reason, note, source_upload_id, source_sheet, source_row)
SELECT (%(programs)s::bigint[])[1 + (n / %(persons)s * 11 + p.place * 7) %% array_length(%(programs)s::bigint[], 1)], p.id, %(agency)s,
       p.village_id, 2022 + (n / %(persons)s + p.place) %% 5, 'tahun', 0, make_date((2022 + (n / %(persons)s + p.place) %% 5)::int, 1, 1),
       make_date((2022 + (n / %(persons)s + p.place) %% 5)::int, 12, 31), '', 100000 + p.place %% 900 * 1000, '', 'diterima', '', '',
       %(upload)s, 'S', n
FROM generate_series(%(first)s, %(last)s) n
JOIN (SELECT id, village_id, row_number() OVER (ORDER BY id) - 1 AS place FROM beneficiaries_person) p
  ON p.place = (n %% %(persons)s) * 2 / 3
ON CONFLICT DO NOTHING
"""
