"""The master lists of this installation, as the limited child needs them."""

from django.utils import timezone

from agencies.importing import layouts
from agencies.importing.dialect_files import as_content
from agencies.importing.masters import Masters
from agencies.importing.values.identity_numbers import PROVINCES
from agencies.models import Agency, Dialect, Region
from agencies.queries.office import profile


def masters() -> Masters:
    """Places below the installation's regency (all loaded ones before `prepare`), agencies, programmes."""
    office = profile()
    home = office.region.code if office else None
    today = timezone.localdate()
    regions = places(home)
    return Masters(
        regions=regions,
        province_codes=PROVINCES | {code[:2] for code, *_ in regions},
        agencies=list(
            Agency.objects.current(today).order_by("code").values_list("code", "name", "short_name")
        ),
        programmes=layouts.programmes(),
        dialects=dialects(),
        home_region=home,
        today=today,
    )


def dialects() -> tuple[dict, ...]:
    """What Bappeda added to the shipped dialects, in the same shape."""
    return tuple(as_content(row) for row in Dialect.objects.order_by("pk"))


def places(home: str | None) -> list[tuple[str, str, str, str]]:
    """(code, name, kind, parent's code): the regency, what lies below it, and what lies above."""
    rows = Region.objects.order_by("code").values_list("code", "name", "kind", "parent__code")
    if home is None:
        return list(rows)
    above = [home[:length] for length in (2, 5) if length <= len(home)]
    return list(rows.filter(code__startswith=f"{home}.")) + list(rows.filter(code__in=above))
