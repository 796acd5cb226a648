"""Readings of people's columns that the content speaks against, or for, beyond the heading. All of them are asked about."""

from dataclasses import replace

from agencies.importing.headings import words_of

MOTHERS = {"ibu", "bumil"}
MINISTRY = {"kemendagri", "kemdagri", "mendagri", "dagri"}
NEARLY_ALL = 0.9
IN_RUPIAH = {"rp", "rupiah", "ribu", "ribuan", "juta", "jutaan"}
COUNTING = {"jumlah", "total"}
LEAST_RUPIAH = 1_000
TOO_FEW = "Angkanya terlalu kecil untuk rupiah. Pilih Nominal bila memang rupiah."


def doubt(readings: dict, taken: set) -> None:
    """Mark exchanged numbers as unsure, and take the mother for the person in a list of women."""
    by_field = {reading.field: column for column, reading in readings.items() if reading.field}
    if {"nik", "no_kk"} <= by_field.keys() and by_field["nik"] is not by_field["no_kk"]:
        _doubt_exchanged(readings, by_field["nik"], by_field["no_kk"])
    _women(readings, taken, by_field)


def without_foreign_codes(readings: dict, taken: set, index) -> None:
    """Leave out a column of codes that the region list hardly knows: other offices number places in their own way."""
    for column, reading in readings.items():
        if reading.field != "kode_wilayah" or not index or not reading.profile.values:
            continue
        named = MINISTRY.intersection(words_of(column.heading))
        known = sum(index.find_code(value).place is not None for value in reading.profile.values)
        if not named and known < 0.5 * len(reading.profile.values):
            taken.discard("kode_wilayah")
            readings[column] = replace(reading, field=None)


def without_quantities(readings: dict, taken: set) -> None:
    """`Jumlah Bantuan` over 1, 2 and 10 counts goats: nobody receives so few rupiah."""
    for column, reading in readings.items():
        words = set(words_of(column.heading))
        if reading.field == "nominal" and words & COUNTING and not words & IN_RUPIAH:
            amounts = ["".join(filter(str.isdigit, value)) for value in reading.profile.values]
            if any(map(int, filter(None, amounts))) and all(int(one or 0) < LEAST_RUPIAH for one in amounts):
                taken.discard("nominal")
                readings[column] = replace(reading, field=None, reason=TOO_FEW)


def _doubt_exchanged(readings, nik, kk):
    """Numbers of persons hardly repeat and show women's birth days; those of families repeat and show none."""
    person, family = readings[nik].profile, readings[kk].profile
    if (
        person.distinct < NEARLY_ALL
        and not person.women
        and family.women
        and family.distinct > person.distinct
    ):
        for column in (nik, kk):
            readings[column] = replace(readings[column], sure=False)


def _women(readings, taken, by_field):
    """Pregnant women's lists call the person `Nama Ibu` or `NIK Ibu`; only where every number is a woman's."""
    for column, reading in readings.items():
        words = words_of(column.heading)
        if "nik" in taken or "nik" not in words or not MOTHERS.intersection(words):
            continue
        name = by_field.get("nama")
        if name and MOTHERS.intersection(words_of(name.heading)) and _are_women(reading.profile):
            taken.add("nik")
            readings[column] = replace(reading, field="nik", sure=False)
    mother, number = by_field.get("nama_ibu"), by_field.get("nik")
    if "nama" not in taken and mother and number and _are_women(readings[number].profile):
        taken.add("nama")
        taken.discard("nama_ibu")
        readings[mother] = replace(readings[mother], field="nama", sure=False)


def _are_women(profile):
    return profile.sixteen > 2 and profile.women >= NEARLY_ALL * profile.sixteen
