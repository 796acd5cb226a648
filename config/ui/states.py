"""States as icon + word + colour, and numbers of people as they may be shown."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from config.ui.formats import NOTHING
from config.ui.icons import icon

ICONS = {
    "ok": "circle-check",
    "warn": "alert-triangle",
    "bad": "alert-octagon",
    "proc": "progress",
    "none": "circle-dashed",
    "lock": "lock",
}
WORDS = {
    "ok": ("Tersimpan", "Tercapai", "Sesuai jalur", "Terpenuhi", "Selesai", "Wajar", "Boleh", "Aktif", "Disetujui"),
    "warn": ("Perlu Anda", "Berisiko", "Perlu diperiksa", "Segera jatuh tempo", "Data lama"),
    "bad": (
        "Ditahan", "Dikembalikan", "Gagal", "Belum tercapai", "Di luar jalur", "Dilarang ganda", "Terlambat",
        "Melebihi pagu", "Belum", "Terhenti", "Ditolak",
    ),
    "proc": (
        "Dibaca", "Menunggu", "Disimpan", "Diverifikasi", "Direncanakan", "Ditindaklanjuti", "Berjalan", "Diundang",
    ),
    "none": (
        "Dibatalkan", "Diurungkan", "Belum dapat dinilai", "Belum diisi", "Ditunda", "Tidak berlaku", "Berakhir",
    ),
    "lock": ("Dikunci", "Jadwal tutup"),
}  # fmt: skip
STATE_OF = {word.lower(): state for state, words in WORDS.items() for word in words}


def badge(state: str, words: str) -> SafeString:
    """{% badge "warn" "BLT ganda" %}: state is ok, warn, bad, proc, none or lock."""
    return format_html('<span class="st st-{}">{}{}</span>', state, icon(ICONS[state]), words)


def status(words: str) -> SafeString:
    """{% status "Menunggu" %}: a badge whose colour and icon follow from one of the agreed words."""
    return badge(kata_status(words), words)


def kata_status(words: str) -> str:
    """The state (ok, warn, ...) that an agreed status word stands for; `none` for any other word."""
    return STATE_OF.get(str(words).lower(), "none")


def samar(masked: str) -> SafeString:
    """'5199•••••••••••• #K7QF' of agencies.identity.mask, set in groups with its tag in bold."""
    if not masked:
        return format_html('<span class="nik">{}</span>', NOTHING)
    digits, _, tag = str(masked).partition(" ")
    grouped = " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
    hidden = format_html(
        '<span class="visually-hidden">Nomor disamarkan, tanda </span><span aria-hidden="true">{}</span>',
        grouped,
    )
    return (
        format_html('<span class="nik">{} <b>{}</b></span>', hidden, tag)
        if tag
        else format_html('<span class="nik">{}</span>', hidden)
    )
