"""The place of every line: province, regency, kecamatan and village by code or by name, one look-up per distinct combination."""

from agencies.importing.columnwork import Work
from agencies.importing.fields import AREAS
from agencies.importing.masters import DISTRICT, REGENCY, TOP, VILLAGE, Masters, digits_of, dotted
from agencies.importing.values.words import is_empty, plain

ABOVE = {TOP: (), REGENCY: (TOP,), DISTRICT: (REGENCY, TOP), VILLAGE: (DISTRICT, REGENCY, TOP)}


def place_lines(work: Work) -> None:
    """Fill provinsi, kabupaten, kecamatan, desa, kode_desa and kode_wilayah as far as columns or fixed values name them."""
    names = [
        name
        for name in (*AREAS, "kode_wilayah")
        if name in work.raw or name in work.fixed or _grouped(work, name)
    ]
    if not names:
        return
    columns = [_words(work, name) for name in names]
    memo, results = {}, []
    for place, key in enumerate(zip(*columns, strict=True)):
        found = memo.get(key)
        if found is None:
            found = memo[key] = resolve(dict(zip(names, key, strict=True)), work.masters)
        results.append(found[0])
        for name, code, facts in found[1]:
            work.problem(place, name, code, facts)
    filled = {name for values, _ in memo.values() for name in values}
    for name in (*AREAS, "kode_desa", "kode_wilayah"):
        if name in filled:
            work.columns[name] = [values.get(name) for values in results]


def _grouped(work, name):
    return any(name in values for _, values in work.lines.groups)


def _words(work, name):
    """Words as typed; an empty cell takes the fixed value, but a place from further up never joins another line's code."""
    raw = work.raw.get(name)
    if raw is None and not work.lines.groups:
        return [work.fixed.get(name)] * len(work.rows)
    if raw is None:
        return [work.fixed_at(place, name) for place in range(len(work.rows))]
    if name not in work.fixed and not work.lines.groups:
        return [None if is_empty(cell) else cell for cell in raw]
    return [work.fixed_at(place, name) if is_empty(cell) else cell for place, cell in enumerate(raw)]


def resolve(words: dict, masters: Masters) -> tuple[dict, list]:
    """(values by field, problems as (field, code, facts)). A code wins over names; unknown names stay as typed."""
    index, values, problems, places = masters.index, {}, [], {}
    words = {name: text for name, text in words.items() if not is_empty(text)}
    code = words.get("kode_wilayah")
    if code is not None:
        values["kode_wilayah"] = dotted(digits_of(code)) or plain(code)
        found = index.find_code(code)
        problems += [("kode_wilayah", found.problem, found.facts)] if found.problem else []
        places = _upwards(index, found.place)
    for level in AREAS:
        if level in places or level not in words:
            continue
        text = words[level]
        found = _find(index, level, plain(text), words, places)
        if found.place:
            unnamed = {up: place for up, place in _upwards(index, found.place).items() if up not in words}
            places = unnamed | places | {level: found.place}
        elif found.problem:
            problems.append((level, found.problem, found.facts | {"daftar": level}))
        values[level] = plain(text)
    values |= {
        level: place.name for level, place in places.items() if level in words or level in (DISTRICT, VILLAGE)
    }
    if VILLAGE in places:
        values["kode_desa"] = places[VILLAGE].code
    return values, problems


def _upwards(index, place):
    return {level: up for level in AREAS if place and (up := index.up(place, level))}


def _find(index, level, text, words, places):
    """A village is searched inside the line's kecamatan; when that is unknown, nowhere."""
    if text.replace(".", "").isdigit() and len(digits_of(text)) in (2, 4, 6, 10):
        found = index.find_code(text)
        if found.place and found.place.level == level:
            return found
    above = next((up for up in ABOVE[level] if up in places), None)
    named = next((up for up in ABOVE[level] if up in words), None)
    if level == VILLAGE and named == DISTRICT and DISTRICT not in places:
        return Unplaced
    return index.find(level, text, places[above].code if above else None)


class Unplaced:
    """No search is possible and the line already has its problem on the level above."""

    place = problem = None
