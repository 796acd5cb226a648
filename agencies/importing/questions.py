"""What the mapping screen asks of one sheet before approval; none of it stops the reading."""

from collections import Counter

from agencies.importing.values.periods import YEAR


def questions_of(preview, kind: str, masters) -> list[dict]:
    """Columns that are not sure or stand twice, programmes nobody knows, a programme or period that is missing."""
    found = [
        {"code": "column_unsure", "column": each.column.letter, "field": each.field, "reason": each.reason}
        for each in preview.readings
        if each.field and not each.sure
    ]
    found += [
        {"code": "column_repeated", "column": each.column.letter, "field": "nik"}
        for each in _left_over(preview.readings)
    ]
    known = set(masters.programme_keys.values())
    unknown = Counter(gift.programme for gift in preview.aid if gift.programme not in known)
    if unknown:
        found.append({"code": "program_unknown", "values": dict(unknown)})
    if kind == "penerima":
        found += [{"code": code} for code in _missing(preview)]
    return [{"code": each["code"], "sheet": preview.name} | each for each in found]


def _missing(preview):
    columns = preview.table.columns
    if not preview.aid and preview.counts["valid"]:
        yield "program_missing"
    told = preview.aid and all(gift.period and YEAR.search(gift.period) for gift in preview.aid)
    if not told and not any(any(columns.get(name) or ()) for name in ("periode", "tahun")):
        yield "period_missing"


def _left_over(readings):
    """Further columns of identity numbers that are not the same again: perhaps of another person."""
    used = [reading for reading in readings if reading.field == "nik"]
    for reading in readings:
        repeated = (
            reading.field is None
            and reading.column.match.fields[:1] == ("nik",)
            and reading.profile.identities > 0.5
        )
        if repeated and used and reading.profile.samples != used[0].profile.samples:
            yield reading
