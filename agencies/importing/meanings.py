"""Which column means which field: the heading first, then what the column holds. Every field is taken once."""

from dataclasses import dataclass, replace

from agencies.importing.doubts import doubt, without_foreign_codes, without_quantities
from agencies.importing.evidence import Profile
from agencies.importing.fields import JOINT, PEOPLE, squeeze
from agencies.importing.headings import ABBREVIATED, EXACT, NEAR, words_of
from agencies.importing.joint_headings import joint_by_content, joint_by_heading
from agencies.importing.tables import Column
from agencies.importing.values.dates import read_readings
from agencies.importing.values.identity_numbers import birth_of, read_identity
from agencies.importing.values.words import read_sex

STATUS_WORDS = {
    "status_kawin": {"kawin", "belum kawin", "cerai hidup", "cerai mati", "kawin tercatat", "menikah", "belum menikah", "nikah"},
    "status_penduduk": {"hidup", "meninggal", "mati", "pindah", "pindah domisili", "hilang"},
    "status_bantuan": {"layak", "tidak layak", "aktif", "tidak aktif", "salur", "cair", "diterima", "gagal", "berhasil", "sudah salur"},
    "hubungan_keluarga": {"kepala keluarga", "istri", "anak", "suami", "famili lain", "cucu", "orang tua"},
}  # fmt: skip
LEAST_COMPARED = 4  # lines with a readable NIK before other columns are compared with it
MONEY_HINTS = {
    "uang", "rp", "rupiah", "nominal", "nilai", "besaran", "besar", "diterima", "dana", "jumlah", "santunan", "modal", "insentif",
    "beasiswa",
}  # fmt: skip
NAME_HINTS = {"nama", "penerima", "kpm", "peserta", "warga", "kepala", "keluarga", "siswa", "orang", "pm"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One column as understood: its field or None, why in words, and whether an officer need not look."""

    column: Column
    profile: Profile
    field: str | None = None
    reason: str = ""
    sure: bool = True


def assign(columns, profiles, kind, masters, hints=None, cells=None) -> list[Reading]:
    """Give each column its meaning. `hints` are values from title, metadata sheet or form (sasaran).

    `cells` are the sampled cells of each column, line by line: what a NIK says is compared with them.
    """
    readings = {column: Reading(column, profile) for column, profile in zip(columns, profiles, strict=True)}
    taken = set()
    if kind in PEOPLE:
        joint_by_heading(readings, taken, dict(zip(columns, cells or (), strict=False)))
        joint_by_content(readings, taken)
    for column, fields, strength in _by_strength(readings):
        _take(readings, taken, column, fields, strength)
    if kind in PEOPLE:
        _people_by_content(readings, taken, kind, masters, hints or {})
        doubt(readings, taken)
        without_foreign_codes(readings, taken, masters.index)
        without_quantities(readings, taken)
        _by_what_numbers_say(readings, taken, dict(zip(columns, cells or (), strict=False)), masters.today)
    if kind == "penerima":
        _amounts_by_content(readings, taken)
    _aid_amounts(readings, taken)
    return [_explained(readings[column]) for column in columns]


def _by_strength(readings):
    """Columns with a known heading, surest first; an empty column gives way to a filled one of the same heading."""
    offers, spans = [], _period_columns(readings)
    for place, (column, reading) in enumerate(readings.items()):
        if column.match.fields and reading.field is None and _is_offered(column, reading.profile, spans):
            strength = column.match.strength - 0.3 * (not reading.profile.filled)
            if (
                column.match.fields[0] in {"nik", "no_kk"}
                and reading.profile.filled
                and reading.profile.identities < 0.3
            ):
                strength -= 1.5
            depth = _code_depth(reading.profile) if column.match.fields[0] == "kode_wilayah" else 0
            offers.append((-strength, len(column.match.fields), -depth, place, column))
    for negative, _, _, _, column in sorted(offers, key=lambda offer: offer[:4]):
        yield column, column.match.fields, -negative


def _code_depth(profile):
    """Digits of the codes of a column: of several codes of places the one of the smallest place counts."""
    return max((sum(map(str.isdigit, sample)) for sample in profile.samples), default=0)


def _is_offered(column, profile, spans):
    field = column.match.fields[0]
    if column.match.strength <= NEAR and profile.filled and _contradicts(field, profile):
        return False
    return field not in JOINT and (column in spans or not field.startswith("periode:"))


def _contradicts(field, profile):
    """A heading that only resembles a known one counts for nothing where the cells hold something else."""
    if field in {"nik", "no_kk"}:
        return profile.identities < 0.3
    if field in {"nominal", "penghasilan"}:
        return not _holds_amounts(profile)
    if field == "tanggal_lahir":
        return profile.dates < 0.5
    return profile.identities > 0.5 or field.startswith("nama") and profile.names < 0.5


def _period_columns(readings):
    """Columns for one month or instalment each, where there are several, with marks or amounts in them."""
    spans = {
        column
        for column, reading in readings.items()
        if column.match.fields[:1]
        and column.match.fields[0].startswith("periode:")
        and (reading.profile.flags >= 0.8 or _holds_amounts(reading.profile) or not reading.profile.filled)
    }
    return spans if len({column.match.fields for column in spans}) > 1 else set()


def _by_what_numbers_say(readings, taken, cells, today):
    """A column nobody named that agrees line by line with the birth dates, or the sexes, of the NIKs beside it."""
    niks = next((cells.get(column) for column, reading in readings.items() if reading.field == "nik"), None)
    born = [
        birth_of(number) if number else None for number in (read_identity(cell)[0] for cell in niks or ())
    ]
    if sum(map(bool, born)) < LEAST_COMPARED:
        return
    for field, agrees in (("tanggal_lahir", _agrees_in_birth), ("jenis_kelamin", _agrees_in_sex)):
        for column, reading in readings.items():
            if field not in taken and _is_free(reading) and column in cells:
                told = [
                    agrees(cell, birth, today)
                    for cell, birth in zip(cells[column], born, strict=True)
                    if birth
                ]
                if sum(told) >= 0.8 * len(told) and len(reading.profile.values) != 1:
                    _fill(readings, taken, column, field)


def _agrees_in_birth(cell, birth, today):
    return any(
        day and (day.year % 100, day.month, day.day) == birth[:3] for day in read_readings(cell, today)
    )


def _agrees_in_sex(cell, birth, today):
    return read_sex(cell)[0] == birth[3]


def _take(readings, taken, column, fields, strength):
    for field in fields:
        if field not in taken or field.startswith("bantuan:"):
            taken.add(field)
            readings[column] = replace(readings[column], field=field, sure=strength >= ABBREVIATED - 0.5)
            return


def _people_by_content(readings, taken, kind, masters, hints):
    for column in list(readings):
        if squeeze(column.heading) == "status" and readings[column].field is None:
            _status_by_content(readings, taken, column)
    _stated_target(readings, taken, hints)
    _identities_by_content(readings, taken)
    free = [column for column, reading in readings.items() if _is_free(reading)]
    for column in free:
        if readings[column].profile.sexes >= 0.9 and not readings[column].profile.numbers:
            _fill(readings, taken, column, "jenis_kelamin")
        elif "lahir" in words_of(column.heading) and readings[column].profile.dates >= 0.6:
            _fill(readings, taken, column, "tanggal_lahir")
    if "nama" not in taken and not _name_beside_number(readings, taken):
        _name_by_content(readings, taken, masters)
    _codes_by_content(readings, taken, masters)
    for level in ("desa", "kecamatan"):
        _places_by_content(readings, taken, masters, level)


def _is_free(reading):
    return reading.field is None and not reading.column.match.trap and reading.profile.filled > 0


def _fill(readings, taken, column, field):
    if field not in taken and readings[column].field is None:
        taken.add(field)
        readings[column] = replace(readings[column], field=field, sure=False)


def _status_by_content(readings, taken, column):
    values = readings[column].profile.values
    for field, words in STATUS_WORDS.items():
        if values and len(values & words) >= 0.6 * len(values):
            _fill(readings, taken, column, field)
            return


def _stated_target(readings, taken, hints):
    """A metadata sheet may say whether the members' column holds persons (NIK) or families (No. KK)."""
    stated = {"penduduk": "nik", "keluarga": "no_kk"}.get(hints.get("sasaran"))
    if not stated:
        return
    column = next(
        (each for each in readings if squeeze(each.heading) in {"peserta", "idpeserta", "sasaran"}), None
    )
    if column is None:
        return
    for other, reading in readings.items():
        if reading.field == stated:
            readings[other] = replace(reading, field=None)
    taken.add(stated)
    readings[column] = replace(readings[column], field=stated, sure=True)


def _identities_by_content(readings, taken):
    """Columns full of 16-digit numbers under headings nobody knows: NIK says women's birth days, No. KK repeats."""
    free = [
        column
        for column, reading in readings.items()
        if _is_free(reading) and _holds_numbers_of_people(reading.profile)
    ]
    missing = [field for field in ("nik", "no_kk") if field not in taken]
    if not free or not missing:
        return
    ranked = sorted(free, key=lambda column: _nik_likeness(readings[column].profile), reverse=True)
    if missing == ["no_kk"]:
        same = {reading.profile.samples for reading in readings.values() if reading.field == "nik"}
        ranked = [column for column in ranked[::-1] if not _says_birth(readings[column].profile)]
        ranked = [column for column in ranked if readings[column].profile.samples not in same]
        missing = missing if ranked else []
    if missing == ["nik", "no_kk"] and len(ranked) == 1 and not _says_birth(readings[ranked[0]].profile):
        missing = ["no_kk"] if readings[ranked[0]].profile.distinct < 0.95 else ["nik"]
    for field, column in zip(
        missing,
        ranked if len(missing) == 1 else (ranked[0], ranked[-1]) if len(ranked) > 1 else ranked,
        strict=False,
    ):
        if field == "nik" or not _says_birth(readings[column].profile):
            _fill(readings, taken, column, field)


def _holds_numbers_of_people(profile):
    """Sixteen digits with a date in the middle: cards of banks and insurers have another length or no date."""
    return (
        profile.identities >= 0.6
        and profile.sixteen >= 0.5 * profile.filled
        and profile.impossible < 0.5 * profile.sixteen
    )


def _says_birth(profile):
    return profile.women > 0.15 * max(profile.sixteen, 1)


def _nik_likeness(profile):
    return profile.women / max(profile.sixteen, 1) + profile.distinct


def _name_beside_number(readings, taken):
    """`NIK Ketua` is the number of whoever stands under `Ketua` or `Nama Ketua`."""
    number = next((words_of(column.heading) for column, one in readings.items() if one.field == "nik"), [])
    whose = [word for word in number if word not in {"nik", "no", "nomor", "ktp"}]
    for column, reading in readings.items():
        words = [word for word in words_of(column.heading) if word != "nama"]
        if whose and words == whose and reading.field is None and reading.profile.names >= 0.8:
            taken.add("nama")
            readings[column] = replace(reading, field="nama")
            return True
    return False


def _name_by_content(readings, taken, masters):
    best, best_score = None, 0.7
    for column, reading in readings.items():
        guessed = reading.field is not None and column.match.strength <= NEAR and not reading.sure
        if not (_is_free(reading) or guessed) or reading.profile.names < 0.8:
            continue
        hinted = bool(NAME_HINTS.intersection(words_of(column.heading)))
        score = (
            0.6 * reading.profile.distinct
            + 0.5 * hinted
            + 0.2 * reading.profile.names
            - _share_of_places(reading.profile, masters)
        )
        if score > best_score:
            best, best_score = column, score
    if best:
        taken.discard(readings[best].field)  # a likeness to another heading, such as `Nama PD` to `Nama OPD`
        readings[best] = replace(readings[best], field=None)
        _fill(readings, taken, best, "nama")


def _share_of_places(profile, masters, level="desa"):
    if not profile.values or not masters.index:
        return 0.0
    known = sum(bool(masters.index.named(level, value)) for value in profile.values)
    return known / len(profile.values)


def _codes_by_content(readings, taken, masters):
    """A column that holds nothing but codes of villages we know, under a heading nobody knows."""
    if not masters.index or {"kode_wilayah", "kode_desa"} & taken:
        return
    for column, reading in readings.items():
        codes = reading.profile.values if _is_free(reading) else ()
        places = [masters.index.find_code(code).place for code in codes]
        if places and all(place and place.level == "desa" for place in places):
            _fill(readings, taken, column, "kode_wilayah")
            return


def _places_by_content(readings, taken, masters, level):
    if level in taken or not masters.index:
        return
    for column, reading in readings.items():
        if (
            _is_free(reading)
            and len(reading.profile.values) > 1
            and _share_of_places(reading.profile, masters, level) >= 0.8
        ):
            _fill(readings, taken, column, level)
            return


def _amounts_by_content(readings, taken):
    """A column of amounts under a heading that speaks of money; of several, asked about, the one of the largest sums."""
    offers = [
        column for column, reading in readings.items()
        if _is_free(reading) and _holds_amounts(reading.profile) and _speaks_of_money(column)
    ]  # fmt: skip
    offers = [column for column in offers if not readings[column].profile.identities]
    if "nominal" not in taken and offers:
        _fill(readings, taken, max(offers, key=lambda column: _largest(readings[column].profile)), "nominal")


def _largest(profile):
    return max((int("".join(filter(str.isdigit, sample)) or 0) for sample in profile.samples), default=0)


def _speaks_of_money(column):
    """A word for money, or the only month of the list: `Maret 2025` over amounts."""
    month = column.match.fields[:1] and column.match.fields[0].startswith("periode:")
    return month or MONEY_HINTS.intersection(words_of(column.heading))


def _aid_amounts(readings, taken):
    """`Nominal` right of a programme's column belongs to that programme; a programme column of amounts is one."""
    ordered = list(readings)
    for left, right in zip(ordered, ordered[1:], strict=False):
        programme = readings[left].field or ""
        bare = right.match.fields[:1] == ("nominal",)
        if programme.startswith("bantuan:") and not programme.endswith(":nominal") and bare:
            taken.discard("nominal") if readings[right].field == "nominal" else None
            readings[right] = replace(readings[right], field=f"{programme}:nominal")
    for column, reading in readings.items():
        field, profile = reading.field or "", reading.profile
        if field.startswith("bantuan:") and not field.endswith("nominal") and _holds_amounts(profile):
            readings[column] = replace(reading, field=f"{field}:nominal")


def _holds_amounts(profile):
    return (
        profile.numbers >= 0.8
        and not profile.flags
        and profile.identities < 0.1
        and all(len("".join(filter(str.isdigit, sample))) in range(4, 10) for sample in profile.samples)
    )


def _explained(reading):
    if reading.field is None:
        if reading.reason:
            return reading
        if reading.column.match.trap:
            return replace(
                reading, reason="Judul ini dikenal, tetapi tidak dipakai untuk jenis unggahan ini."
            )
        return replace(reading, reason="Judul dan isi kolom ini tidak dikenal. Isinya tidak dipakai.")
    if reading.field in {"nik", "no_kk"}:
        total = reading.profile.filled + reading.profile.blank
        return replace(
            reading,
            reason=f"{_thousands(reading.profile.sixteen)} dari {_thousands(total)} sel berisi 16 angka.",
        )
    if reading.column.match.strength >= EXACT - 0.5 and reading.sure:
        return replace(reading, reason="Judul kolom dikenal.")
    if reading.column.match.strength > NEAR:
        return replace(reading, reason="Judul kolom dikenal dari singkatannya.")
    if reading.column.match.strength == NEAR:
        return replace(reading, reason="Judul kolom mirip dengan sebutan yang dikenal.")
    return replace(reading, reason=f"Dikenal dari isi {_thousands(reading.profile.filled)} sel.")


def _thousands(number):
    return f"{number:,}".replace(",", ".")
