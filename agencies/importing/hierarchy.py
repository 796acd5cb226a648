"""Codes of plans and accounts: lost zeros, levels, which lines are counted, and sums that disagree.

A hierarchy states the same money on every level; only its deepest lines are added up (SHAPES section 6).
"""

import re
from collections import defaultdict

from agencies.importing.values.words import is_empty, plain

NOMENCLATURE = re.compile(r"^[\dxX]\.(?:\d\d|[xX]{2})(?:\.|$)")
SHORT = re.compile(r"^([\dxX])\.(\d)(?=\.|$)")
ACCOUNT = re.compile(r"^[4-8](?:\.\d(?!\d))?(?:\.\d\d?(?:\.\d{2,4})*)?(?:\.\d)*$")
OFFICE = re.compile(r"^[\dxX]\.[\dxX]{2}\.[\dxX]\.[\dxX]{2}\.[\dxX]\.[\dxX]{2}\.\d\d(?:\.\d{4})?$")
MODERN = re.compile(r"^[\dxX](?:\.(?:\d\d|[xX]{2})(?:\.\d\d(?:\.0?[12](?:\.\d\d(?:\.\d{2,4})?)?)?)?)?$")
LEVELS = {1: "urusan", 2: "bidang", 3: "program", 4: "kegiatan", 5: "kegiatan", 6: "sub_kegiatan"}
PATHS = (
    ("kode_program", "kode_kegiatan", "kode_sub_kegiatan", "kode_akun"),
    ("nama_program", "nama_kegiatan", "nama_sub_kegiatan", "nama_akun"),
)
AMOUNTS = ("pagu_perubahan", "pagu", "pagu_rka", "realisasi")
AUTHORITY = 3  # place of `2.03`, authority and activity, among the columns of a code
AUTHORITY_PART = re.compile(r"^[12]\.\d\d?$")
WIDTHS = (1, 2, 2, 4, 4)
LEVEL_WORD = re.compile(
    r"\s*(?:\d+\W+)?(urusan|bidang(?:\s+urusan)?|program|sub\s*-?\s*kegiatan|kegiatan)\b", re.I
)
LEVEL_WORDS = {
    "urusan": "urusan", "bidang": "bidang", "bidangurusan": "bidang", "program": "program", "kegiatan": "kegiatan",
    "subkegiatan": "sub_kegiatan",
}  # fmt: skip
DEPTHS = ["urusan", "bidang", "program", "kegiatan", "sub_kegiatan"]
CODE_BEFORE = re.compile(r"\s*([\dxX](?:\.[\dxX]{1,4})+)\.?\s+\D")
DEEPEST_DETAIL = 4  # levels of lines without a code under one line with a code


def read_codes(cells: list) -> list[str | None]:
    """Codes as text. The zeros that number cells lost come back where the list holds codes of the nomenclature."""
    codes = [_read(cell) for cell in cells]
    if not any(NOMENCLATURE.match(code) for code in codes if code):
        return codes
    known = {code for code in codes if code}
    return [_restored(code, cell, known) for code, cell in zip(codes, cells, strict=True)]


def joined(parts: list[list]) -> list[str | None]:
    """Codes spread over columns. Number cells lost the zeros of `06`, `02`, `2.10`, `0001`; the fourth part tells of them."""
    kinds = (_read(cell) for cell in parts[AUTHORITY]) if len(parts) > AUTHORITY else ()
    padded = any(AUTHORITY_PART.match(kind) for kind in kinds if kind)
    codes = []
    for cells in zip(*parts, strict=True):
        texts = []
        for place, cell in enumerate(cells):
            if is_empty(cell):
                break
            texts.append(
                _padded(place, cell) if padded and isinstance(cell, (int, float)) else _read(cell) or ""
            )
        codes.append(".".join(texts) or None)
    return codes


def _padded(place, cell):
    text = _read(cell)
    if place == AUTHORITY:
        head, _, tail = text.partition(".")
        return f"{head}.{tail.ljust(2, '0')}" if tail else text
    return text.zfill(WIDTHS[place]) if place < len(WIDTHS) else text


def _read(cell):
    if is_empty(cell):
        return None
    if isinstance(cell, float) and not cell.is_integer():
        return repr(cell)
    return re.sub(r"\s*\.\s*", ".", plain(cell)).strip(". ") or None


def _restored(code, cell, known):
    """`2.1` of a number cell was 2.10; of text, or with more behind it, it was 2.01."""
    if code is None or not SHORT.match(code) or _is_account_among(code, known):
        return code
    padded = f"{code}0"
    whole = len(code) == 3
    if whole and (isinstance(cell, float) or any(each.startswith(f"{padded}.") for each in known)):
        return padded
    return SHORT.sub(r"\1.0\2", code)


def _is_account_among(code, known):
    """An account in a list of the nomenclature: no line of the nomenclature begins like it."""
    padded = SHORT.sub(r"\1.0\2", code)[:4]
    return code[0] in "45678" and not any(each.startswith(padded) for each in known)


def are_accounts(cells: list) -> bool:
    """Do these codes belong to the chart of accounts (4 income, 5 expenditure, 6 financing) and not to the nomenclature?"""
    codes = [code for code in map(_read, cells) if code]
    longer = [code for code in codes if "." in code]
    return bool(longer) and all(code[0] in "45678" and len(code.split(".")[1]) == 1 for code in longer)


def level_of(code: str | None) -> str | None:
    """The level of a nomenclature code; None for accounts, offices and codes of older systems."""
    if not code or not MODERN.match(code):
        return None
    return LEVELS[code.count(".") + 1]


def levels_of(codes: list) -> list[str | None]:
    """Levels of a column of codes; none where the list does not follow the nomenclature."""
    if not any(NOMENCLATURE.match(code) for code in codes if code):
        return [None] * len(codes)
    return [level_of(code) for code in codes]


def levels_in_words(texts: list) -> list[str | None]:
    """`PROGRAM ...`, `Kegiatan ...`, `Sub Kegiatan ...`: levels that only the words of the lines tell; none unless several occur."""
    found = [LEVEL_WORD.match(text or "") for text in texts]
    levels = [LEVEL_WORDS[re.sub(r"\W+", "", each[1]).casefold()] if each else None for each in found]
    return levels if len(set(filter(None, levels))) > 1 else [None] * len(texts)


def codes_in_words(texts: list) -> list[str | None] | None:
    """`1.06.02 PROGRAM ...`: codes that stand before the words of most lines, or None."""
    found = [CODE_BEFORE.match(text or "") for text in texts]
    return [each and each[1] for each in found] if 2 * sum(map(bool, found)) > len(texts) else None


def amounts_of(columns: dict) -> tuple[str | None, list]:
    """The amount that a hierarchy of lines states on every level: its field and its values."""
    name = next((each for each in AMOUNTS if any(columns.get(each) or ())), None)
    return name, columns[name] if name else []


def keys_of(columns: dict, length: int) -> list[tuple | None]:
    """Where each line stands: a tuple that begins with the tuple of the line above it; None without a code."""
    codes = columns.get("kode")
    if codes and any(codes):
        return _keys_of_codes(codes)
    if any(columns.get("kode_akun") or ()) and not any(columns.get("kode_sub_kegiatan") or ()):
        return _keys_of_codes(columns["kode_akun"])
    for names in PATHS:
        levels = [columns[name] for name in names if any(columns.get(name) or ())]
        if len(levels) > 1:
            return [_path(parts) for parts in zip(*levels, strict=True)]
    if any(columns.get("level") or ()):
        return _keys_of_levels(columns["level"])
    return [None] * length


def _keys_of_levels(levels):
    """The stack of lines above each line; a line whose words tell no level is the deepest."""
    keys, stack = [], []
    for place, level in enumerate(levels):
        depth = DEPTHS.index(level) if level else len(DEPTHS)
        while stack and stack[-1][0] >= depth:
            stack.pop()
        stack.append((depth, place))
        keys.append(tuple(each for _, each in stack))
    return keys


def _path(parts):
    filled = [place for place, part in enumerate(parts) if part]
    return tuple(parts[: filled[-1] + 1]) if filled else None


def _keys_of_codes(codes):
    """Accounts stand below the line of the nomenclature above them, those below the office above them."""
    mixed = any(NOMENCLATURE.match(code) for code in codes if code)
    keys, plan, office = [], (), ()
    for code in codes:
        if not code:
            keys.append(None)
        elif OFFICE.match(code):
            office, plan = (f"office {code}",), ()
            keys.append(office)
        elif mixed and not NOMENCLATURE.match(code) and "." in code and ACCOUNT.match(code):
            keys.append(plan + ("account", *code.split(".")))
        elif mixed and plan and code in "45678" and len(plan) >= 5:
            keys.append(plan + ("account", code))
        else:
            plan = (*office, *code.split("."))
            keys.append(plan)
    return keys


def leaves_of(columns: dict, length: int) -> list[bool]:
    """True for lines that are counted: no other line with an amount stands below them."""
    return _leaves(keys_of(columns, length), amounts_of(columns)[1])


def _leaves(keys, amounts):
    if amounts:
        keys = [() if amount is None else key for key, amount in zip(keys, amounts, strict=True)]
    parents = {key[:size] for key in filter(None, keys) for size in range(1, len(key))}
    leaves = [key is None or key not in parents for key in keys]
    for place, (key, below) in enumerate(zip(keys, keys[1:], strict=False)):
        if key and below and len(below) > len(key) and _is_indented(key, below):
            leaves[place] = False
    return _without_details(leaves, keys, amounts)


def _is_indented(key, below):
    """The line below leaves the names of its parents blank, as an outline does."""
    return all(mine is None or mine == above for above, mine in zip(key, below, strict=False))


def _without_details(leaves, keys, amounts):
    """Lines without a code that only repeat, level by level, the amount of the line with a code above them."""
    if not amounts or not any(keys) or None not in keys:
        return leaves
    place = 0
    while place < len(keys):
        end = place + 1
        while end < len(keys) and keys[end] is None:
            end += 1
        stated = amounts[place] if keys[place] else None
        detailed = sum(amount or 0 for amount in amounts[place + 1 : end])
        if stated and detailed and detailed % stated == 0 and detailed // stated <= DEEPEST_DETAIL:
            leaves[place + 1 : end] = [False] * (end - place - 1)
        place = end
    return leaves


def sums_of(columns: dict, names: list[str], held: set[int], length: int) -> dict[str, int]:
    """The sum of each amount over the lines that are counted and not held back."""
    sums, keys = {}, keys_of(columns, length)
    for name in names:
        leaves = _leaves(keys, columns[name])
        sums[name] = sum(
            amount
            for place, amount in enumerate(columns[name])
            if amount is not None and leaves[place] and place not in held
        )
    return sums


def disagreements(columns: dict, length: int) -> list[tuple[int, int, int]]:
    """(place, stated, sum of what stands below it) of lines whose parts add up to something else; rounding is allowed."""
    keys, amounts = keys_of(columns, length), amounts_of(columns)[1]
    leaves = _leaves(keys, amounts)
    if not amounts or all(leaves):
        return []
    sums, counts = defaultdict(int), defaultdict(int)
    for key, leaf, amount in zip(keys, leaves, amounts, strict=True):
        if key and leaf and amount is not None:
            for size in range(1, len(key)):
                sums[key[:size]] += amount
                counts[key[:size]] += 1
    return [
        (place, amounts[place], sums[key])
        for place, (key, leaf) in enumerate(zip(keys, leaves, strict=True))
        if key
        and not leaf
        and amounts[place] is not None
        and abs(sums[key] - amounts[place]) > counts[key] > 0
    ]
