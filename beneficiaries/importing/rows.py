"""From a sheet as it was understood to lines of the staging tables. Runs in the limited child: no Django here.

Identity numbers are sealed on the way; nothing that leaves this module holds one in clear.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache, partial

from agencies.identity import Keys, seal_all
from agencies.importing.gifts import Gift
from agencies.importing.order import Blocks
from agencies.importing.values.periods import Period, parse_period, with_word
from beneficiaries.matching.names import normal_form

PERSONS = "beneficiaries_stagedperson"
AIDS = "beneficiaries_stagedaid"
TABLES = {
    PERSONS: (
        "upload_id", "sheet", "row", "outcome", "problems", "nik_ct", "nik_bi", "nik_tag", "kk_ct", "kk_bi", "kk_tag", "name", "name_key",
        "head_name", "head_key", "birth_date", "birth_place", "sex", "relation", "address", "hamlet", "rt", "rw", "village_code",
        "decile", "percentile", "status", "member_count", "source_number", "year", "other", "disputed", "changes",
    ),
    AIDS: (
        "upload_id", "sheet", "row", "outcome", "problems", "program_id", "to_family", "year", "period_kind", "period_number",
        "period_start", "period_end", "period_words", "amount", "card_number", "status", "note",
    ),
}  # fmt: skip
HELD, NEW = "held", "new"  # new until the check finds otherwise
RELATIONS = {
    "kepala keluarga": "kepala", "kepala": "kepala", "kepala rumah tangga": "kepala", "krt": "kepala", "suami": "pasangan",
    "istri": "pasangan", "isteri": "pasangan", "suami/istri": "pasangan", "pasangan": "pasangan", "anak": "anak",
    "anak kandung": "anak", "anak angkat": "anak", "anak tiri": "anak", "menantu": "menantu", "cucu": "cucu",
    "orang tua": "orang_tua", "mertua": "orang_tua", "orang tua/mertua": "orang_tua",
}  # fmt: skip
LIFE = {
    "hidup": "hidup", "aktif": "hidup", "ada": "hidup", "mati": "mati", "meninggal": "mati", "meninggal dunia": "mati", "wafat": "mati",
    "pindah": "pindah", "pergi": "pindah", "hilang": "hilang", "tidak ditemukan": "hilang", "tidak valid": "hilang",
}  # fmt: skip
PROPOSED = ("usul", "calon", "diusulkan", "cadangan", "daftar tunggu")
OWN_COLUMNS = {
    "nik", "no_kk", "nama", "nama_kepala_keluarga", "tanggal_lahir", "tempat_lahir", "jenis_kelamin", "hubungan_keluarga", "alamat",
    "dusun", "rt", "rw", "rt_rw", "desa", "kecamatan", "kabupaten", "provinsi", "kode_wilayah", "kode_desa", "desil", "persentil",
    "status_penduduk", "jumlah_anggota", "id_sumber", "tahun", "program", "periode", "nominal", "no_peserta", "tempat_tanggal_lahir",
    "opd", "kode_opd", "sumber_dana",
}  # fmt: skip
SMALL = 32_767


BLOCK = 5_000  # lines that are sealed and written at a time
UNNUMBERED = (None, None, "")
NO_PROBLEMS: list[dict] = []
NO_PERIOD = (None, "", 0, None, None, "")


def rows_for_staging(sheet, problems: dict[int, list], facts: dict, keys: Keys) -> Blocks:
    """(table, values) per line and per aid; a line with an error is staged as held, for the answer to the sender.

    A programme the register does not know gives no aid: the mapping screen asks.
    """
    held = {row for row, found in problems.items() if any(one["severity"] == "error" for one in found)}
    lines = _Lines(sheet, facts, keys)
    gifts = [gift for gift in sheet.aid if gift[0] not in held and gift[1] in facts["programs"]]
    return Blocks(
        [
            *((PERSONS, partial(lines.persons, at, problems, held)) for at in _slices(len(sheet.table.rows))),
            *((AIDS, partial(lines.aids, gifts[at])) for at in _slices(len(gifts))),
        ]
    )


def _slices(count: int) -> list[slice]:
    return [slice(first, first + BLOCK) for first in range(0, count, BLOCK)]


class _Lines:
    """One sheet's columns with what holds for all of its lines; every question is answered for many lines at once."""

    def __init__(self, sheet, facts: dict, keys: Keys):
        self.name, self.rows, self.table = sheet.name, sheet.table.rows, sheet.table.columns
        self.keys, self.facts = keys, facts
        self.context = facts["context"] | sheet.constants
        self.place_of = {row: place for place, row in enumerate(self.rows)}
        self.period_word = getattr(sheet, "period_word", "")
        self.periods: dict[tuple, Period | None] = {}
        self.others: dict[tuple, dict] = {}
        self.extra = [
            field for field in self.table if field not in OWN_COLUMNS and not field.startswith("bantuan:")
        ]

    def cells(self, field: str, places: slice) -> list:
        column = self.table.get(field)
        return [None] * len(self.rows[places]) if column is None else column[places]

    def stated(self, field: str, places: slice) -> list:
        """The same, with what the form or the title says where the line says nothing."""
        for_all = self.context.get(field)
        return [for_all if value is None else value for value in self.cells(field, places)]

    def texts(self, field: str, places: slice, length: int) -> list[str]:
        return ["" if value is None else str(value)[:length] for value in self.cells(field, places)]

    def wholes(self, field: str, places: slice) -> list[int | None]:
        return [
            value if isinstance(value, int) and 0 <= value <= SMALL else None
            for value in self.cells(field, places)
        ]

    def days(self, field: str, places: slice) -> list[date | None]:
        return [
            date.fromisoformat(value) if isinstance(value, str) else value
            for value in self.cells(field, places)
        ]

    def numbers(self, field: str, column: str, places: slice) -> list[list]:
        """Ciphertexts, blind indexes and tags of a column of identity numbers."""
        numbers = self.cells(field, places)
        distinct = list(dict.fromkeys(filter(None, numbers)))  # members of a family share theirs
        fresh = seal_all([str(number) for number in distinct], column, self.keys)
        sealed = dict(zip(distinct, fresh, strict=True))
        return list(zip(*(sealed.get(number, UNNUMBERED) for number in numbers), strict=True))

    def dated(self, places: slice) -> list[Period | None]:
        """The period that each line itself names, or the form or title for it."""
        stated = zip(self.stated("periode", places), self.stated("tahun", places), strict=True)
        return [self.period(words, year) for words, year in stated]

    def period(self, words, year) -> Period | None:
        if isinstance(words, Period):
            return words
        if (words, year) not in self.periods:
            self.periods[words, year] = parse_period(
                with_word(words, self.period_word), int(year) if year else None
            )
        return self.periods[words, year]

    def persons(self, places: slice, problems: dict[int, list], held: set[int]) -> list[Sequence]:
        """The columns of PERSONS."""
        rows = self.rows[places]
        names, heads = self.texts("nama", places, 150), self.texts("nama_kepala_keluarga", places, 150)
        year = self.facts.get("year")
        status = self.texts("status_penduduk", places, 30)
        return [
            [self.facts["upload_id"]] * len(rows), [self.name] * len(rows), rows, [HELD if row in held else NEW for row in rows],
            [problems.get(row, NO_PROBLEMS) for row in rows], *self.numbers("nik", "nik", places), *self.numbers("no_kk", "kk", places),
            names, [normal_form(name)[:150] for name in names], heads, [head and normal_form(head)[:150] for head in heads],
            self.days("tanggal_lahir", places), self.texts("tempat_lahir", places, 100), self.texts("jenis_kelamin", places, 1),
            self.relations(places), self.texts("alamat", places, 300), self.texts("dusun", places, 100),
            self.texts("rt", places, 3), self.texts("rw", places, 3), self.texts("kode_desa", places, 13),
            self.wholes("desil", places), self.wholes("persentil", places),
            [LIFE.get(words.strip().lower(), "") for words in status], self.wholes("jumlah_anggota", places),
            self.texts("id_sumber", places, 60), [period.year if period else year for period in self.dated(places)],
            self.other(places), [False] * len(rows), [{}] * len(rows),
        ]  # fmt: skip

    def relations(self, places: slice) -> list[str]:
        unnamed = "kepala" if self.facts["kind"] == "keluarga" else ""
        words = [words.strip().lower() for words in self.texts("hubungan_keluarga", places, 60)]
        return [RELATIONS.get(one, "lain") if one else unnamed for one in words]

    def other(self, places: slice) -> list[dict]:
        """Whatever else each line says, kept under the field's name (class E). Equal lines share one."""
        if not self.extra:
            return [{}] * len(self.rows[places])
        return [
            self.other_of(values)
            for values in zip(*(self.cells(field, places) for field in self.extra), strict=True)
        ]

    def other_of(self, values: tuple) -> dict:
        if values not in self.others:
            self.others[values] = {
                field: value.isoformat() if isinstance(value, date) else value
                for field, value in zip(self.extra, values, strict=True)
                if value not in (None, "")
            }
        return self.others[values]

    def aids(self, gifts: list[tuple]) -> list[Sequence]:
        """The columns of AIDS, one line of staging per gift."""
        rows, programmes, amounts, _, own = zip(*(Gift(*gift) for gift in gifts), strict=True)
        places = [self.place_of[row] for row in rows]
        first = min(places)
        of_lines = slice(first, max(places) + 1)
        places = [place - first for place in places]

        def per_gift(values: list) -> list:
            return [values[place] for place in places]

        niks, kks = per_gift(self.cells("nik", of_lines)), per_gift(self.cells("no_kk", of_lines))
        known = [self.facts["programs"][programme] for programme in programmes]
        year = self.facts.get("year")
        periods = [
            (words and self.period(words, year)) or period
            for words, period in zip(own, per_gift(self.dated(of_lines)), strict=True)
        ]
        told = {id(period): _told(period) if period else NO_PERIOD for period in periods}
        return [
            [self.facts["upload_id"]] * len(gifts), [self.name] * len(gifts), rows, [""] * len(gifts), [NO_PROBLEMS] * len(gifts),
            [pk for pk, _ in known], [bool(family) or not nik and bool(kk) for (_, family), nik, kk in zip(known, niks, kks, strict=True)],
            *zip(*(told[id(period)] for period in periods), strict=True), amounts, per_gift(self.texts("no_peserta", of_lines, 40)),
            [_status(words) for words in per_gift(self.texts("status_bantuan", of_lines, 60))],
            per_gift(self.texts("keterangan", of_lines, 300)),
        ]  # fmt: skip


@lru_cache
def _told(period: Period) -> tuple:
    """A period as the staging table has it: year, kind, number, first and last day, words."""
    number = 0 if period.kind == "tahun" else period.number
    return period.year, period.kind, number, period.first, period.last, period.words[:60]


def _status(words: str) -> str:
    return "diusulkan" if words.strip().lower().startswith(PROPOSED) else "diterima"
