"""What indicators reached, as a list reports it: the closing figure of a year, or figures of quarters.

What was handed in for verification or verified already is not overwritten by a list.
"""

from agencies.models import Upload
from programs.importing.facts import Draft, Told, number
from programs.models import Attainment, Indicator

REVIEWED = (Attainment.Status.SUBMITTED, Attainment.Status.VERIFIED)
CLOSING = 4  # the quarter that closes the year


def say(draft: Draft, told: Told, indicator: Indicator, upload: Upload) -> None:
    """Add the reports of one line."""
    for year, quarter, name in reports_of(told):
        value = number(told.values.get(name))
        words = "" if value is not None else str(told.values.get(f"{name}_teks") or "")[:60]
        if value is not None or words:
            key = {"indicator": indicator, "year": year, "quarter": quarter}
            beside = {"entered_by": upload.sender, "status": Attainment.Status.DRAFT, "reason": ""}
            draft.say(
                told, Attainment, key, {"value": value, "text": words}, beside=beside, value=name, text=name
            )


def hold_reviewed(draft: Draft) -> None:
    """Hold the lines that would change a report which is under review or verified. Needs `compare`."""
    for fact in draft.facts.values():
        if fact.model is Attainment and fact.changes and fact.row.status in REVIEWED:
            period = f"triwulan {fact.row.quarter} tahun {fact.row.year}"
            for told in fact.told:
                told.hold("attainment_reviewed", fact.names["value"], periode=period)


def reports_of(told: Told) -> list[tuple[int, int, str]]:
    """(year, quarter, field) of what the line may report."""
    found = {
        (int(name[10:]), CLOSING, name)
        for name in (each.removesuffix("_teks") for each in told.values)
        if name.startswith("realisasi_20") and name[10:].isdigit()
    }
    if year := told.line.year:
        found |= {(year, quarter, f"realisasi_volume_tw_{quarter}") for quarter in range(1, 5)}
        found.add((year, CLOSING, "realisasi"))
    return sorted(each for each in found if each[2] in told.values or f"{each[2]}_teks" in told.values)
