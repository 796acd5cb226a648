"""The one context processor: `viewer` and `shell`. Nothing is asked of the database before the page shows it."""

from functools import cached_property

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from agencies.access.roles import Role
from agencies.access.viewer import Grant, Viewer
from agencies.models import Notice, OfficeProfile
from agencies.queries.office import profile
from config.ui.menu import help_page, main_role, menu_for, tabs_for, url_or_none

YEARS_BACK = 3


def shell(request) -> dict:
    viewer = getattr(request, "viewer", None) or Viewer(user_id=None)
    return {"viewer": viewer, "shell": Shell(request, viewer)}


class Shell:
    """What stands around every page: menu, tabs, office, year, bell, who is signed in."""

    def __init__(self, request, viewer: Viewer):
        self._request = request
        self._viewer = viewer
        self.now = SimpleLazyObject(timezone.now)

    @property
    def signed_in(self) -> bool:
        return self._viewer.user_id is not None

    @cached_property
    def office(self) -> OfficeProfile | None:
        if self.signed_in and hasattr(self._request, "office"):
            return self._request.office
        return profile()

    @property
    def region(self) -> str:
        """The regency in words; empty before `prepare` has run."""
        return str(self.office.region.name) if self.office else ""

    @property
    def government(self) -> str:
        return f"{self.office.government_name} · {self.office.planning_agency_name} · " if self.office else ""

    @property
    def planning_agency(self) -> str:
        return self.office.planning_agency_name if self.office else "Bappeda"

    @property
    def demo(self) -> bool:
        return bool(self.office and self.office.is_demo)

    @property
    def year_at_work(self) -> int:
        return self.office.fiscal_year if self.office else timezone.localdate().year

    @property
    def fiscal_year(self) -> int:
        """The year in the address (?tahun=2025), or else the year the office is working on."""
        asked = self._request.GET.get("tahun", "")
        return int(asked) if asked.isdecimal() and len(asked) == 4 else self.year_at_work

    @property
    def year_words(self) -> str:
        """The year as a word: 2026, where a template would write 2.026."""
        return str(self.fiscal_year)

    @property
    def years(self) -> list[str]:
        return [str(year) for year in range(self.year_at_work + 1, self.year_at_work - YEARS_BACK - 1, -1)]

    @cached_property
    def _counts(self) -> dict[str, int]:
        """Unread lines under the bell, and matters that wait for this person: one query for both."""
        return Notice.objects.visible_to(self._viewer).aggregate(
            unread=Count("pk", filter=Q(read_at__isnull=True)),
            tasks=Count("pk", filter=Q(waits=True, done_at__isnull=True)),
        )

    @property
    def unread(self) -> int:
        return self._counts["unread"]

    @cached_property
    def menu(self):
        return menu_for(self._viewer, self._request.path, self._counts)

    @cached_property
    def tabs(self):
        return tabs_for(self._viewer, self._request.path, self._counts)

    @property
    def who(self) -> str:
        """Post and agency of the person signed in, under the name."""
        role = main_role(self._viewer)
        words = self._request.user.position or (Role(role).label if role else "Belum punya peran")
        agency = self._grant.agency_name if self._grant else None
        return f"{words}, {agency}" if agency and agency not in words else words

    @property
    def acting_for(self) -> str:
        """The agency for which the person acts as a deputy; mostly nothing."""
        grant = self._grant
        return grant.agency_name or grant.region_name or "" if grant and grant.acting else ""

    @property
    def _grant(self) -> Grant | None:
        """The first by which the person holds the main role."""
        role = main_role(self._viewer)
        return next((grant for grant in self._viewer.grants if grant.role == role), None)

    @property
    def idle_seconds(self) -> int:
        """After how long without a request the session ends; 0 where it lasts as long as the browser."""
        return getattr(self._request, "idle_seconds", 0)

    @property
    def search_url(self) -> str | None:
        return url_or_none("search")

    @property
    def notices_url(self) -> str | None:
        return url_or_none("agencies:notices")

    @property
    def account_url(self) -> str | None:
        return url_or_none("agencies:account") or url_or_none("mfa_index")

    @property
    def help_url(self) -> str | None:
        match = self._request.resolver_match
        page = help_page(match.view_name) if match else None
        return url_or_none("help-page", page) if page else url_or_none("help")
