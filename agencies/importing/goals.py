"""The goals of a plan as lines of their own above what serves them: `MISI 1 : MENINGKATKAN KESEJAHTERAAN`."""

import re

GOALS = ("visi", "misi", "tujuan", "sasaran")  # from the highest down
LINE = re.compile(
    r"^\W*(visi|misi|tujuan|sasaran)\b\s*(?:ke\s*-?\s*)?([ivx]{1,5}\b|\d{1,2}(?:\.\d{1,2}){0,3})?\s*([:.)=–-]*)\s*(\S.*)$",
    re.I | re.S,
)


def goal_of(text: str) -> dict[str, str]:
    """{level: "1. words"}; empty where the line is no goal. A level without number needs its mark, `VISI: ...`."""
    found = LINE.match(text)
    if not found or not (found[2] or ":" in found[3]):
        return {}
    words = " ".join(found[4].split())
    return {found[1].casefold(): f"{found[2].upper()}. {words}" if found[2] else words}
