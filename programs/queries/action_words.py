"""The free columns of an action row in the words of the official form (DOMAIN 8.3), as it is printed and read back."""

from operator import attrgetter

from programs.models import ActionRow


def location_of(row: ActionRow) -> str:
    names = [region.name for region in sorted(row.regions.all(), key=attrgetter("code"))]
    return ", ".join([*names, *([row.location_text] if row.location_text else [])])


def target_of(row: ActionRow) -> str:
    """'500 KK', with its remark in brackets."""
    count = "" if row.target_count is None else f"{_dotted(row.target_count)} {row.target_unit or ''}".strip()
    return f"{count} ({row.target_text})" if count and row.target_text else count or row.target_text


def benefit_of(row: ActionRow) -> str:
    amount = "" if row.benefit_amount is None else f"Rp {_dotted(row.benefit_amount)}"
    return f"{amount} ({row.benefit_text})" if amount and row.benefit_text else amount or row.benefit_text


def duration_of(row: ActionRow) -> str:
    return row.duration or (f"{row.duration_months} bulan" if row.duration_months else "")


def sources_of(row: ActionRow) -> str:
    return ", ".join(sorted(source.code for source in row.sources.all()))


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
