from datetime import date

from django.db.models import Q
from django.utils import timezone

from agencies.models import OfficeProfile, Signatory


def profile() -> OfficeProfile | None:
    """The office this installation serves; None before `prepare` has run."""
    return OfficeProfile.objects.select_related("region").defer("logo").first()


def signatory(post: str, on: date | None = None) -> Signatory | None:
    """Who held the post on that day (today)."""
    day = on or timezone.localdate()
    held = Signatory.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day), post=post, valid_from__lte=day
    )
    return held.order_by("-valid_from").first()


def fiscal_year() -> int:
    """The year the office works on; the calendar year before `prepare` has run."""
    office = profile()
    return office.fiscal_year if office else timezone.localdate().year


def crest() -> tuple[bytes, str] | None:
    """The coat of arms and its content type; None while nobody has uploaded one."""
    row = OfficeProfile.objects.exclude(logo_type="").values_list("logo", "logo_type").first()
    return (bytes(row[0]), row[1]) if row and row[0] else None
