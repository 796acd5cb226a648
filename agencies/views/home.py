"""The first page after signing in: the dashboard, or the state of the system for the administrator."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.models import AuditEvent, Job, Notice, User

DASHBOARD = "reports:dashboard"


@require_safe
@requires(Permission.USE_SITE)
def home(request):
    if request.viewer.may(Permission.VIEW_DASHBOARD):
        return resolve(reverse(DASHBOARD)).func(
            request
        )  # the dashboard is this page, whatever address it has
    return system_home(request)


def system_home(request):
    """Accounts, jobs and refused sign-ins; every number leads to its list."""
    return render(
        request,
        "agencies/session/home.html",
        {
            "tiles": [tile for tile in _tiles(request.viewer) if request.viewer.may(tile.permission)],
            "tasks": Notice.objects.visible_to(request.viewer).filter(waits=True, done_at__isnull=True)[:10],
        },
    )


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of the system's home, with the list behind it."""

    name: str
    permission: Permission
    number: int
    url: str


def _tiles(viewer) -> list[Tile]:
    people = User.objects.visible_to(viewer).filter(is_system=False, is_active=True)
    jobs = Job.objects.visible_to(viewer)
    refused = AuditEvent.objects.readable_by(viewer).filter(
        action__startswith="session.failed", happened_at__date=timezone.localdate()
    )
    users, work, trail = (reverse(f"agencies:{name}") for name in ("user-list", "job-list", "trail-list"))
    today = timezone.localdate().isoformat()
    return [
        Tile("Pengguna aktif", Permission.MANAGE_USERS, people.filter(last_login__isnull=False).count(), f"{users}?keadaan=aktif"),
        Tile("Diundang, belum masuk", Permission.MANAGE_USERS, people.filter(last_login__isnull=True).count(), f"{users}?keadaan=diundang"),
        Tile("Pekerjaan berjalan", Permission.VIEW_JOBS, jobs.pending().count(), work),
        Tile("Gagal masuk hari ini", Permission.VIEW_SYSTEM_TRAIL, refused.count(), f"{trail}?tindakan=session.failed&sejak={today}"),
    ]  # fmt: skip
