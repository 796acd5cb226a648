"""The bell (pemberitahuan) and what waits for me (tugas saya)."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.models import Notice
from agencies.web import paginate


@require_safe
@requires(Permission.USE_SITE)
def notices(request):
    rows = Notice.objects.visible_to(request.viewer).order_by("-created_at", "-pk")
    return render(request, "agencies/notices/list.html", {"page": paginate(rows, request)})


@require_safe
@requires(Permission.USE_SITE)
def task_list(request):
    rows = Notice.objects.visible_to(request.viewer).waiting()
    page = paginate(rows.order_by("created_at", "pk"), request)
    return render(request, "agencies/notices/tasks.html", {"page": page, "now": timezone.now()})


@require_POST
@requires(Permission.USE_SITE)
def notice_open(request, pk: int):
    """Mark as read and lead to the place it speaks of."""
    notice = get_object_or_404(Notice.objects.visible_to(request.viewer), pk=pk)
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    safe = url_has_allowed_host_and_scheme(notice.url, allowed_hosts={request.get_host()})
    return redirect(notice.url if notice.url and safe else "agencies:notices")


@require_POST
@requires(Permission.USE_SITE)
def notices_read(request):
    unread = Notice.objects.visible_to(request.viewer).filter(read_at__isnull=True)
    unread.update(read_at=timezone.now())
    return redirect("agencies:notices")
