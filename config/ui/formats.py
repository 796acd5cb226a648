"""Numbers, money, dates and names as an Indonesian officer writes them. No value is shown as `–`, never as 0."""

import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

NOTHING = "–"
MINUS = "\N{MINUS SIGN}"
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
SHORT_MONTHS = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Mei",
    "Jun",
    "Jul",
    "Agu",
    "Sep",
    "Okt",
    "Nov",
    "Des",
]
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
ZONES = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
SCALES = (
    (Decimal(10) ** 12, "triliun"),
    (Decimal(10) ** 9, "miliar"),
    (Decimal(10) ** 6, "juta"),
)
NEARLY = Decimal("0.99995")  # from here one decimal rounds up to the next word: 999,96 juta is 1 miliar


def angka(value, decimals: int = 0) -> str:
    """1234567 -> '1.234.567'; with decimals 71.476 -> '71,48'."""
    if value is None or value == "":
        return NOTHING
    step = Decimal(1).scaleb(-int(decimals))
    rounded = _decimal(value).quantize(step, rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{int(decimals)}f}".translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if rounded < 0 else text


def rupiah(amount) -> str:
    """12500000 -> 'Rp 12.500.000', in whole rupiah, for rows."""
    if amount is None or amount == "":
        return NOTHING
    sign, size = _split_sign(amount)
    return f"{sign}Rp {angka(size)}"


def rupiah_singkat(amount) -> str:
    """12500000000 -> 'Rp 12,5 miliar', for tiles and sentences; below one million in full."""
    if amount is None or amount == "":
        return NOTHING
    sign, size = _split_sign(amount)
    for scale, word in SCALES:
        if size >= scale * NEARLY:
            return f"{sign}Rp {angka(size / scale, 1).removesuffix(',0')} {word}"
    return f"{sign}Rp {angka(size)}"


def persen(value, decimals: int = 2) -> str:
    """71.4815 (already per cent) -> '71,48 %'; `|persen:1` -> '71,5 %'."""
    return NOTHING if value is None or value == "" else f"{angka(value, decimals)} %"


def tanggal(day) -> str:
    """'21 November 2026'."""
    day = _local(day)
    return NOTHING if day is None else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def tanggal_singkat(day) -> str:
    """'21 Nov 2026', for narrow columns."""
    day = _local(day)
    return NOTHING if day is None else f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def hari_tanggal(day) -> str:
    """'Sabtu, 21 November 2026'."""
    day = _local(day)
    return NOTHING if day is None else f"{DAYS[day.weekday()]}, {tanggal(day)}"


def waktu(moment) -> str:
    """'06.15 WITA', in the time zone in force for this request."""
    moment = _local(moment)
    return NOTHING if moment is None else f"{moment.hour:02}.{moment.minute:02} {zone_word()}".rstrip()


def saat(moment) -> str:
    """'21 November 2026, 06.15 WITA'."""
    return NOTHING if not moment else f"{tanggal(moment)}, {waktu(moment)}"


def zone_word() -> str:
    """WIB, WITA or WIT; nothing outside Indonesia."""
    return ZONES.get(timezone.get_current_timezone_name(), "")


def nama(name) -> str:
    """'KOMANG SUKERTI' -> 'Komang Sukerti'; a name typed in mixed case stays as it was typed."""
    if not name:
        return NOTHING
    if name != name.upper() and name != name.lower():
        return name
    return " ".join(_name_word(word) for word in name.split())


SMALL_WORDS = {"BIN", "BINTI", "DAN", "ALIAS"}
TITLES = {
    "SE", "SH", "ST", "SPD", "MPD", "MSI", "MM", "SKM", "SSOS", "STP", "SAP",
    "II", "III", "IV", "VI", "VII", "VIII",
}  # fmt: skip


def _name_word(word: str) -> str:
    upper = word.upper()
    if upper in SMALL_WORDS:
        return word.lower()
    if upper.strip(",.()") in TITLES:
        return upper
    return "".join(_capital(part) for part in _parts(word))


def _parts(word: str) -> list[str]:
    """Pieces that each begin with a capital: after a hyphen, a full stop, a bracket or a slash, not an apostrophe."""
    pieces, current = [], ""
    for letter in word:
        current += letter
        if letter in "-./(":
            pieces.append(current)
            current = ""
    return [*pieces, current]


def _capital(part: str) -> str:
    return part[:1].upper() + part[1:].lower()


def _split_sign(amount) -> tuple[str, Decimal]:
    number = _decimal(amount)
    return (MINUS if number < 0 else ""), abs(number)


def _decimal(value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _local(moment):
    """The moment in the zone in force; a plain day stays a day; nothing stays nothing."""
    if not moment:
        return None
    if isinstance(moment, datetime.datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment
