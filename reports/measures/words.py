"""Figures inside sentences, as Indonesians write them: 1.234.567, 71,48 %, Rp 12,5 miliar."""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format

MAGNITUDES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))
UNKNOWN = "–"
ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def number(value: int | float | Decimal | None, decimals: int = 0) -> str:
    if value is None:
        return UNKNOWN
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return number_format(exact, decimals, use_l10n=True, force_grouping=True)


def per_cent(value: float | Decimal | None, decimals: int = 1) -> str:
    """A value that is in per cent already."""
    return UNKNOWN if value is None else f"{number(value, decimals)} %"


def rupiah(amount: int | None) -> str:
    """12500000000 -> 'Rp 12,5 miliar'; below one million in full."""
    if amount is None:
        return UNKNOWN
    for size, word in MAGNITUDES:
        if amount >= size:
            return f"Rp {number(Decimal(amount) / size, 1).removesuffix(',0')} {word}"
    return f"Rp {number(amount)}"


def moment(when: datetime | None) -> str:
    """'21 November 2026, 06.15 WITA', in the office's time zone."""
    if when is None:
        return UNKNOWN
    zone = ZONES.get(timezone.get_current_timezone_name(), "")
    return f"{date_format(timezone.localtime(when), 'j F Y, H.i')} {zone}".rstrip()
