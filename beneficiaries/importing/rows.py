"""From a sheet as it was understood to lines of the staging tables. Runs in the limited child: no Django here.

Identity numbers are sealed on the way; nothing that leaves this module holds one in clear.
"""

from collections.abc import Iterator
from datetime import date

from agencies.identity import Keys, seal
from agencies.importing.gifts import Gift
from agencies.importing.values.periods import Period, parse_period
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
HELD = "held"
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


def rows_for_staging(
    sheet, problems: dict[int, list], facts: dict, keys: Keys
) -> Iterator[tuple[str, tuple]]:
    """(table, values) per line and per aid; a line with an error is staged as held, for the answer to the sender."""
    reader = _Lines(sheet, facts, keys)
    gifts: dict[int, list] = {}
    for gift in sheet.aid:
        gifts.setdefault(gift[0], []).append(Gift(*gift))
    for index, row in enumerate(sheet.table.rows):
        found = problems.get(row, [])
        held = any(problem["severity"] == "error" for problem in found)
        yield PERSONS, reader.person(index, row, HELD if held else "", found)
        if not held:
            for gift in gifts.get(row, ()):
                line = reader.aid(index, row, gift)
                if line:
                    yield AIDS, line


class _Lines:
    """One sheet's columns with what holds for all of its lines."""

    def __init__(self, sheet, facts: dict, keys: Keys):
        self.name, self.table, self.keys, self.facts = sheet.name, sheet.table.columns, keys, facts
        self.context = facts["context"] | sheet.constants
        self.last_sealed: dict[str, tuple] = {}
        self.periods: dict[tuple, Period | None] = {}
        self.extra = [
            field for field in self.table if field not in OWN_COLUMNS and not field.startswith("bantuan:")
        ]

    def cell(self, field: str, index: int):
        column = self.table.get(field)
        value = column[index] if column is not None else None
        return self.context.get(field) if value is None and field in ("periode", "tahun") else value

    def text(self, field: str, index: int, length: int) -> str:
        column = self.table.get(field)
        value = column[index] if column is not None else None
        return "" if value is None else str(value)[:length]

    def whole(self, field: str, index: int) -> int | None:
        value = self.cell(field, index)
        return value if isinstance(value, int) and 0 <= value <= SMALL else None

    def sealed(self, field: str, column: str, index: int) -> tuple:
        number = self.cell(field, index)
        if not number:
            return None, None, ""
        known = self.last_sealed.get(column)  # members of a family follow each other
        if known is None or known[0] != number:
            stored = seal(str(number), column, self.keys)
            known = self.last_sealed[column] = (number, (stored.ct, stored.bi, stored.tag))
        return known[1]

    def year(self, index: int) -> int | None:
        """The year of the list the line belongs to: of its own period, else of the whole upload."""
        period = self.period(index)
        return period.year if period else self.facts.get("year")

    def period(self, index: int) -> Period | None:
        stated = self.cell("periode", index)
        if isinstance(stated, Period):
            return stated
        key = stated, self.cell("tahun", index)
        if key not in self.periods:
            self.periods[key] = parse_period(stated, int(key[1]) if key[1] else None)
        return self.periods[key]

    def period_named(self, words: str | None) -> Period | None:
        """The period of a gift whose column is one: `Januari 2025`."""
        if words and (words, None) not in self.periods:
            self.periods[words, None] = parse_period(words, self.facts.get("year"))
        return self.periods[words, None] if words else None

    def person(self, index: int, row: int, outcome: str, problems: list) -> tuple:
        name = self.text("nama", index, 150)
        head = self.text("nama_kepala_keluarga", index, 150)
        birth = self.cell("tanggal_lahir", index)
        return (
            self.facts["upload_id"], self.name, row, outcome, problems, *self.sealed("nik", "nik", index),
            *self.sealed("no_kk", "kk", index), name, normal_form(name)[:150], head, head and normal_form(head)[:150],
            date.fromisoformat(birth) if isinstance(birth, str) else birth, self.text("tempat_lahir", index, 100),
            self.text("jenis_kelamin", index, 1), self.relation(index), self.text("alamat", index, 300), self.text("dusun", index, 100),
            self.text("rt", index, 3), self.text("rw", index, 3), self.text("kode_desa", index, 13), self.whole("desil", index),
            self.whole("persentil", index), LIFE.get(self.text("status_penduduk", index, 30).strip().lower(), ""),
            self.whole("jumlah_anggota", index), self.text("id_sumber", index, 60), self.year(index), self.other(index), False, {},
        )  # fmt: skip

    def relation(self, index: int) -> str:
        words = self.text("hubungan_keluarga", index, 60).strip().lower()
        if not words:
            return "kepala" if self.facts["kind"] == "keluarga" else ""
        return RELATIONS.get(words, "lain")

    def other(self, index: int) -> dict:
        """Whatever else the line says, kept under the field's name (class E)."""
        values = {field: self.table[field][index] for field in self.extra}
        return {
            field: value.isoformat() if isinstance(value, date) else value
            for field, value in values.items()
            if value not in (None, "")
        }

    def aid(self, index: int, row: int, gift) -> tuple | None:
        """One aid of the line; None for a programme the register does not know: the mapping screen asks."""
        _, programme, nominal, _, own_period = gift
        known = self.facts["programs"].get(programme)
        if known is None:
            return None
        period = self.period_named(own_period) or self.period(index)
        number = 0 if period is None or period.kind == "tahun" else period.number
        only_card = not self.cell("nik", index) and bool(self.cell("no_kk", index))
        told = (
            (period.year, period.kind, number, period.first, period.last, period.words[:60])
            if period
            else (None, "", 0, None, None, "")
        )
        return (
            self.facts["upload_id"], self.name, row, "", [], known[0], bool(known[1]) or only_card, *told, nominal,
            self.text("no_peserta", index, 40), self.status(index), self.text("keterangan", index, 300),
        )  # fmt: skip

    def status(self, index: int) -> str:
        words = self.text("status_bantuan", index, 60).strip().lower()
        return "diusulkan" if words.startswith(PROPOSED) else "diterima"
