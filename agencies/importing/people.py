"""Lines about people and families: identity, sex and birth date against the NIK, aid, duplicates (SHAPES sections 5 to 7)."""

import re

from agencies.importing.addresses import villages_in_addresses
from agencies.importing.columnwork import Work, clean_simple
from agencies.importing.fields import field_of
from agencies.importing.gifts import Gift, period_gifts
from agencies.importing.locations import place_lines
from agencies.importing.values.dates import (
    MONTH_NAMES,
    choose_birth_date,
    read_readings,
    split_place_and_date,
)
from agencies.importing.values.identity_numbers import birth_of, read_identity
from agencies.importing.values.places import read_rt, read_rt_rw, read_rw, rt_rw_of_address
from agencies.importing.values.words import inactive_reason, is_empty, plain, read_yes

SPECIAL = frozenset(
    {"nik", "no_kk", "nama", "jenis_kelamin", "tanggal_lahir", "tempat_tanggal_lahir", "rt", "rw", "rt_rw"}
)
NAME_WRAPPERS = "'\"`"
FOOTNOTE = re.compile(r"\s*\*+\s*\)?\s*$")  # `SITI *)`


def clean_people(work: Work, seen: dict) -> list:
    """Clean all columns and judge all lines; `seen` remembers keys over the sheets of a file. Returns the aid records."""
    born = _identities(work)
    _names(work)
    _sexes(work, born)
    _birth_dates(work, born)
    clean_simple(work, SPECIAL)
    _rt_rw(work)
    villages_in_addresses(work)
    place_lines(work)
    _fixed_columns(work)
    _activity(work)
    flags = _aid_flags(work)
    _duplicates(work, seen)
    return _aid(work, flags)


def _identities(work):
    """NIK and No. KK of every line with the problems of SHAPES section 5; returns what each NIK says about birth."""
    niks, nik_bad = _numbers(work, "nik")
    kks, kk_bad = _numbers(work, "no_kk")
    sources = work.raw.get("id_sumber")
    born = _born(niks)
    provinces = work.masters.province_codes
    for place, (nik, kk) in enumerate(zip(niks, kks, strict=True)):
        if place in nik_bad:
            work.problem(place, "nik", *nik_bad[place])
        elif nik is None:
            _without_nik(
                work, place, kk, place in kk_bad, sources is not None and not is_empty(sources[place])
            )
        elif nik == kk:
            work.problem(place, "nik", "nik_equals_kk")
        elif born[place] is None or nik[:2] not in provinces:
            work.problem(place, "nik", "nik_suspect")
        if place in kk_bad:
            work.problem(place, "no_kk", "kk_invalid")
    work.columns["nik"], work.columns["no_kk"] = niks, kks
    return born


def _numbers(work, name):
    raw = work.raw.get(name)
    if raw is None:
        raw = [work.fixed_at(place, name) for place in range(len(work.rows))]
    numbers, bad = [], {}
    for place, cell in enumerate(raw):
        number, code, facts = read_identity(cell)
        if code:
            bad[place] = (code, facts)
        elif number is None and name in work.raw:
            number = read_identity(work.fixed_at(place, name))[0]
        numbers.append(number)
    return numbers, bad


def _without_nik(work, place, kk, kk_is_bad, has_source):
    if work.kind == "individu":
        work.problem(place, "nik", "nik_missing")
    elif kk:
        if "nik" in work.raw:
            work.problem(place, "nik", "nik_empty")
    elif work.kind != "keluarga" or not has_source:
        work.problem(
            place,
            "nik" if "nik" in work.raw else "no_kk",
            "identity_missing",
            source="no_kk" if kk_is_bad else None,
        )


def _names(work):
    raw = work.raw.get("nama") or work.raw.get("nama_kepala_keluarga") or [None] * len(work.rows)
    names = []
    for place, cell in enumerate(raw):
        name = None if is_empty(cell) else _without_marks(plain(cell)) or None
        if name is None or not any(map(str.isalpha, name)):
            work.problem(place, "nama", "name_missing")
        names.append(name)
    work.columns["nama"] = names


def _without_marks(name):
    return (FOOTNOTE.sub("", name) if "*" in name else name).strip(NAME_WRAPPERS)


def _born(niks):
    memo = {None: None}
    for nik in niks:
        if nik is not None and nik[6:12] not in memo:
            memo[nik[6:12]] = birth_of(nik)
    return [memo[nik and nik[6:12]] for nik in niks]


def _sexes(work, born):
    if "jenis_kelamin" not in work.raw:
        return
    work.clean(field_of("jenis_kelamin", work.kind))
    for place, (sex, birth) in enumerate(zip(work.columns["jenis_kelamin"], born, strict=True)):
        if sex and birth and birth[3] != sex:
            work.problem(place, "jenis_kelamin", "gender_mismatch_nik")


def _birth_dates(work, born):
    """Day before month, checked against the NIK; place and date in one cell are split first."""
    raw, source = work.raw.get("tanggal_lahir"), "tanggal_lahir"
    if "tempat_tanggal_lahir" in work.raw:
        parts = [split_place_and_date(cell) for cell in work.raw["tempat_tanggal_lahir"]]
        if "tempat_lahir" not in work.raw:
            work.columns["tempat_lahir"] = [birthplace for birthplace, _ in parts]
        if raw is None:
            raw, source = [day for _, day in parts], "tempat_tanggal_lahir"
    if raw is None:
        return
    today, memo, days = work.masters.today, {}, []
    for place, cell in enumerate(raw):
        if cell not in memo:
            memo[cell] = None if is_empty(cell) else read_readings(cell, today)
        readings = memo[cell]
        day, code = (None, None) if readings is None else choose_birth_date(readings, born[place], today)
        if code:
            work.problem(place, "tanggal_lahir", code, {"tanggal": in_words(day)}, source)
        days.append(day)
    work.columns["tanggal_lahir"] = days


def in_words(day) -> str:
    """`10 Maret 1996`, or nothing."""
    return f"{day.day} {MONTH_NAMES[day.month].split()[0].title()} {day.year}" if day else ""


def _rt_rw(work):
    """From columns of their own, one common column, group lines, or the address when there is no such column."""
    for name, read in (("rt", read_rt), ("rw", read_rw)):
        if name in work.raw:
            work.columns[name] = [value for value, _ in _pairs(work.raw[name], read)]
    for name, values in zip(("rt", "rw"), zip(*_common_rt_rw(work), strict=True), strict=False):
        if name not in work.columns and any(values):
            work.columns[name] = list(values)


def _common_rt_rw(work):
    """(RT, RW) per line from everything that is not a column of RT and another of RW."""
    if "rt_rw" in work.raw:
        return _pairs(work.raw["rt_rw"], read_rt_rw)
    if "rt" in work.raw and "rw" not in work.raw:
        return _pairs(
            work.raw["rt"], lambda cell: (None, read_rt_rw(cell)[1] if "/" in plain(cell) else None)
        )
    return [] if "rw" in work.raw else _pairs_of_lines(work)


def _pairs(cells, read):
    memo = {}
    return [memo[cell] if cell in memo else memo.setdefault(cell, read(cell)) for cell in cells]


def _pairs_of_lines(work):
    addresses = (
        _pairs(work.raw["alamat"], rt_rw_of_address)
        if "alamat" in work.raw
        else [(None, None)] * len(work.rows)
    )
    if not work.lines.groups and not {"rt", "rw", "rt_rw"} & set(work.fixed):
        return addresses
    pairs = []
    for place, pair in enumerate(addresses):
        both = read_rt_rw(work.fixed_at(place, "rt_rw"))
        alone = read_rt(work.fixed_at(place, "rt"))[0], read_rw(work.fixed_at(place, "rw"))[0]
        pairs.append(tuple(one or two or three for one, two, three in zip(pair, both, alone, strict=True)))
    return pairs


def _fixed_columns(work):
    """Values of title, group lines and form for fields that are no column."""
    grouped = {name for _, values in work.lines.groups for name in values}
    for name in (
        "program",
        "periode",
        "tahun",
        "dusun",
        "alamat",
        "nama_kepala_keluarga",
        "opd",
        "sumber_dana",
    ):
        if name not in work.columns and (name in work.fixed or name in grouped):
            work.columns[name] = [work.fixed_at(place, name) for place in range(len(work.rows))]
    programmes = work.columns.get("program")
    if programmes:
        known = {each: work.masters.find_programme(each) or each for each in set(programmes) if each}
        work.columns["program"] = [known.get(each) for each in programmes]


def _activity(work):
    """People who died, moved or are not valid any more stay on record and are listed."""
    for name in ("status_penduduk", "status_bantuan", "keterangan"):
        for place, value in enumerate(work.columns.get(name, ())):
            reason = inactive_reason(value)
            if reason:
                work.problem(place, name, "status_not_active", {"keadaan": reason})


def _aid_flags(work):
    """Programme -> (yes per line, words per line, amount per line or None); two columns of a programme are one record."""
    flags, count = {}, len(work.rows)
    for reading in work.readings:
        if reading.field.startswith("bantuan:"):
            programme = reading.field.split(":")[1]
            known = flags.setdefault(programme, ([False] * count, [None] * count, [None] * count))
            if reading.field.endswith(":nominal"):
                _take_amounts(known, work.columns[reading.field], f"bantuan:{programme}" in work.raw)
            else:
                _take_answers(known, work.cells_of(reading), reading.profile)
    for programme, (yes, _, _) in flags.items():
        work.columns[f"bantuan:{programme}"] = yes
    return flags


def _take_amounts(known, column, has_answers):
    """Without a column of answers an amount is a yes."""
    yes, _, amounts = known
    for place, amount in enumerate(column):
        if amount:
            amounts[place] = amount
            yes[place] = yes[place] or not has_answers


def _take_answers(known, cells, profile):
    yes, words, _ = known
    coded = "2" in profile.values and profile.values <= {"1", "2"}
    memo = {}
    for place, cell in enumerate(cells):
        if cell not in memo:
            memo[cell] = read_yes(cell, coded=coded)[0]
        if memo[cell]:
            yes[place], words[place] = True, plain(cell)


def _aid(work, flags):
    """One Gift for every aid of every line that would be stored."""
    found = []
    for column, (yes, words, amounts) in flags.items():
        programme = work.programme(column)
        found += [
            Gift(work.rows[place], programme, amounts[place], words[place])
            for place in range(len(work.rows)) if yes[place] and place not in work.held
        ]  # fmt: skip
    if (work.kind == "penerima" and not flags) or "program" in work.raw:
        found += _aid_of_programme(work)
    return found


def _aid_of_programme(work):
    """Aid from the column or fixed value `program`; of several programmes in one cell nobody knows the amounts."""
    programmes, typed = work.columns.get("program") or [], work.raw.get("program")
    amounts = work.columns.get("nominal") or [None] * len(work.rows)
    found, spans = [], period_gifts(work)
    known = {
        each: [work.programme(code) for code in work.masters.find_programmes(each) or [each]]
        for each in set(programmes)
        if each
    }
    for place, programme in enumerate(programmes):
        if programme and place not in work.held:
            codes, row = known[programme], work.rows[place]
            words = plain(typed[place]) if typed else plain(programme)
            if spans:
                found += [Gift(row, code, *given) for code in codes for given in spans[place]]
                continue
            nominal = amounts[place] if len(codes) == 1 else None
            found += [Gift(row, code, nominal, words) for code in codes]
    return found


def _duplicates(work, seen):
    """The first valid line of a key counts; later ones are held. The key is that of SHAPES section 1."""
    niks, kks = work.columns["nik"], work.columns["no_kk"]
    programmes = work.columns.get("program") or [None] * len(work.rows)
    spans = [work.columns.get(name) or [None] * len(work.rows) for name in ("periode", "tahun")]
    for place, (nik, kk) in enumerate(zip(niks, kks, strict=True)):
        if place in work.held or place in work.malformed:
            continue
        first, second = (kk, nik) if work.kind == "keluarga" else (nik, kk)
        if not (first or second):
            continue
        key = first or second
        if work.kind == "penerima":
            key = (key, programmes[place], spans[0][place], spans[1][place])
        earlier = seen.setdefault(key, (work.grid.sheet.name, work.rows[place]))
        if earlier != (work.grid.sheet.name, work.rows[place]):
            facts = {"n": earlier[1]} | ({"lembar": earlier[0]} if earlier[0] != work.grid.sheet.name else {})
            work.problem(
                place,
                "nik" if key is nik or (work.kind == "penerima" and nik) else "no_kk",
                "duplicate_in_file",
                facts,
            )
