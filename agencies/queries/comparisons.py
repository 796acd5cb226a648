"""An upload beside the last one of the same list, and beside what is usual for its agency."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Avg, Count, F, FloatField, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, NullIf

from agencies.models import Region, Upload
from agencies.queries.settings import setting

RECENT = 5  # merged uploads that say what is usual
SHARES = ("new", "changed", "doubled", "held")


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of one village in this list and in the one before."""

    code: str
    name: str
    before: int
    now: int

    @property
    def per_cent(self) -> int:
        """Change in per cent of before; 0 where there was nothing before."""
        return round((self.now - self.before) * 100 / self.before) if self.before else 0

    @property
    def fall(self) -> int:
        return -self.per_cent


@dataclass(frozen=True, slots=True)
class Comparison:
    """Villages that vanished or jumped, and all the others together."""

    earlier: Upload
    period: str  # of the earlier list, in a sentence; empty where it is of the same period or names none
    unusual: list[Place]
    rest: Place  # `code` is how many villages they are
    total: Place


def lines_by_village(lines: QuerySet, column: str) -> dict[str, int]:
    """Staged lines per village code; "" stands for lines without one."""
    counted = lines.order_by().values(column).annotate(n=Count("pk"))
    return dict(counted.values_list(column, "n"))


def earlier_list(upload: Upload) -> Upload | None:
    """The newest stored upload of the same list: same agency, kind, programmes and set of headings."""
    profile = upload.profile
    if not profile.get("places"):
        return None
    same = Upload.objects.filter(
        agency=upload.agency, kind=upload.kind, status=Upload.Status.MERGED, is_form=False,
        profile__headings=profile.get("headings"), profile__programs=profile.get("programs"),
    )  # fmt: skip
    if upload.merged_at:
        same = same.filter(merged_at__lt=upload.merged_at)
    return same.exclude(pk=upload.pk).order_by("-merged_at", "-pk").first()


def comparison(upload: Upload) -> Comparison | None:
    """Lines per village beside the last list; None where there is no such list."""
    earlier = earlier_list(upload)
    if earlier is None:
        return None
    now, before = upload.profile["places"], earlier.profile.get("places", {})
    codes = sorted(set(now) | set(before))
    names = {region.code: region.full_name for region in Region.objects.filter(code__in=codes)}
    places = [Place(code, names.get(code, code), before.get(code, 0), now.get(code, 0)) for code in codes]
    jump, least = setting("village_jump"), setting("village_jump_lines")
    unusual = [place for place in places if place.code and _unusual(place, jump, least)]
    rest = [place for place in places if place not in unusual]
    return Comparison(earlier, _period(upload, earlier), unusual, _sum(rest), _sum(places))


def _period(upload: Upload, earlier: Upload) -> str:
    period = str(earlier.context.get("periode") or "")
    return "" if period == str(upload.context.get("periode") or "") else period[:1].lower() + period[1:]


def _unusual(place: Place, jump: int, least: int) -> bool:
    """Vanished, or changed by more than so many per cent and at least so many lines."""
    change = abs(place.now - place.before)
    if not place.now:
        return place.before > 0
    return change >= least and change * 100 > jump * place.before


def _sum(places: list[Place]) -> Place:
    return Place(
        str(len(places)), "", sum(place.before for place in places), sum(place.now for place in places)
    )


def signals(upload: Upload) -> list[tuple[str, int, int]]:
    """(part, per cent now, usual per cent) where this upload differs much from the agency's latest ones of its kind."""
    earlier = Upload.objects.filter(agency=upload.agency, kind=upload.kind, status=Upload.Status.MERGED)
    recent = earlier.exclude(pk=upload.pk).order_by("-merged_at").values("pk")[:RECENT]
    data = NullIf(F("rows_read") - F("rows_skipped"), 0)
    doubled = Cast(KeyTextTransform("doubled", "profile"), FloatField())
    shares = {
        part: Avg(Cast((doubled if part == "doubled" else F(f"rows_{part}")) * 100.0 / data, FloatField()))
        for part in SHARES
    }
    usual = Upload.objects.filter(pk__in=recent).aggregate(**shares)
    times, least = setting("unusual_times"), setting("unusual_share")
    found = []
    for part, now in shares_of(upload).items():
        before = usual[part]
        if before is not None and now >= least and now > max(before, 1) * times:
            found.append((part, round(now), round(before)))
    return found


def shares_of(upload: Upload) -> Mapping[str, float]:
    """New, changed, doubled and held lines per hundred lines of data."""
    lines = upload.rows_read - upload.rows_skipped
    counts = {part: getattr(upload, f"rows_{part}", 0) for part in SHARES}
    counts["doubled"] = upload.profile.get("doubled", 0)
    return {part: count * 100 / lines if lines else 0 for part, count in counts.items()}


def held_share(upload: Upload) -> int:
    """Held lines per hundred lines of data."""
    lines = upload.rows_read - upload.rows_skipped
    return upload.rows_held * 100 // lines if lines else 0


def ended_share(upload: Upload) -> int:
    """What would end, per hundred of what the agency's list holds now: ending, or named here again."""
    held_now = upload.rows_ended + upload.rows_same + upload.rows_changed
    return upload.rows_ended * 100 // held_now if held_now else 0


def many_held(upload: Upload) -> bool:
    """Are so many lines held that the sheet or its columns may be the wrong ones?"""
    return held_share(upload) > setting("held_share_limit")


def stops(upload: Upload) -> dict[str, str]:
    """Why this upload may only be confirmed with a reason: key -> words for the officer; none where all is as usual."""
    held, ended, doubled = (setting(f"{part}_share_limit") for part in ("held", "ended", "doubled"))
    reasons = {}
    if many_held(upload):
        part = "sepersepuluh" if held == 10 else f"{held} %"
        reasons["share_held"] = f"Lebih dari {part} baris bermasalah. Mungkin lembar atau kolomnya keliru."
    if ended_share(upload) > ended:
        reasons["share_ended"] = (
            f"Lebih dari {ended} % isi daftar lama akan berakhir. Mungkin berkas ini hanya sebagian."
        )
    if shares_of(upload)["doubled"] > doubled:
        reasons["share_doubled"] = (
            f"Lebih dari {doubled} % baris ganda atau sudah ada. Mungkin daftar ini sudah pernah diunggah."
        )
    return reasons


def to_confirm(upload: Upload) -> dict[str, str]:
    """Everything unusual that the one who asks for approval must confirm: key -> words.

    The keys name what was seen (`ended:3`, `village:35.99.01.2001`), so no answer fits another list unread.
    """
    found = comparison(upload)
    places = {f"village:{place.code}": jump_words(place) for place in (found.unusual if found else ())}
    ended = {f"ended:{upload.rows_ended}": ended_words(upload)} if upload.rows_ended else {}
    return places | ended | stops(upload)


def jump_words(place: Place) -> str:
    return f"{place.name}: {place.now} baris, sebelumnya {place.before}."


def ended_words(upload: Upload) -> str:
    return f"{upload.rows_ended} penerima berakhir karena tidak ada di berkas ini."


def better_sheet(upload: Upload) -> str:
    """Where every line is held: the unused sheet in which most columns were recognised; "" where none is better."""
    lines = upload.rows_read - upload.rows_skipped
    if not lines or upload.rows_held < lines:
        return ""
    known = {
        sheet["name"]: sum(1 for column in sheet.get("columns", ()) if column["field"])
        for sheet in upload.outline.get("sheets", ())
        if sheet["action"] != "import" and not sheet.get("hidden")
    }
    best = max(known, key=lambda name: known[name], default="")
    return best if known.get(best, 0) > 1 else ""
