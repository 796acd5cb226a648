"""The files beside a quarter's report: put there by the agency, read by whoever reads its indicators."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.access.viewer import Viewer
from agencies.importing.storage import Damaged
from agencies.models import Attachment
from programs.actions import evidence, reviews
from programs.models import Attainment


@require_POST
@requires(Permission.EDIT_ATTAINMENTS)
def attainment_attach(request, pk: int, year: int, quarter: int):
    rows = Attainment.objects.visible_to(request.viewer, Permission.EDIT_ATTAINMENTS).select_related(
        "indicator__agency"
    )
    row = get_object_or_404(rows, indicator=pk, year=year, quarter=quarter)
    file = request.FILES.get("berkas")
    refused = _refused(request, row)
    try:
        if file is None:
            raise evidence.Unfit("Pilih berkasnya dulu.")
        if refused:
            raise evidence.Unfit(refused)
        evidence.add(row, name=file.name, content=file.read(evidence.LARGEST + 1), by=request.user)
        messages.success(request, "Bukti tersimpan.")
    except evidence.Unfit as unfit:
        messages.error(request, str(unfit))
    return redirect(_page(row))


@require_safe
@requires(Permission.VIEW_INDICATORS)
def attachment_get(request, pk: int):
    row = _attachment(request, pk, Permission.VIEW_INDICATORS)
    pieces = evidence.content_of(row)
    try:
        first = next(pieces)
    except Damaged as damaged:
        raise Http404 from damaged
    headers = {"Content-Disposition": content_disposition_header(True, row.name)}
    return StreamingHttpResponse(_all(first, pieces), content_type=row.content_type, headers=headers)


@require_POST
@requires(Permission.EDIT_ATTAINMENTS)
def attachment_remove(request, pk: int):
    row = _attachment(request, pk, Permission.EDIT_ATTAINMENTS)
    attainment = get_object_or_404(
        Attainment.objects.visible_to(request.viewer).select_related("indicator"), pk=row.subject_id
    )
    if refused := _refused(request, attainment):
        messages.error(request, refused)
    else:
        evidence.remove(row, by=request.user)
        messages.success(request, "Bukti dihapus.")
    return redirect(_page(attainment))


def files_of(viewer: Viewer, rows: Iterable[Attainment]) -> dict[int, list[Attachment]]:
    """The evidence of each report, oldest first, in one query."""
    found: dict[int, list[Attachment]] = {}
    files = Attachment.objects.visible_to(viewer).filter(
        subject=evidence.SUBJECT, subject_id__in=[row.pk for row in rows]
    )
    for one in files.order_by("added_at", "pk"):
        found.setdefault(one.subject_id, []).append(one)
    return found


def _attachment(request, pk: int, permission: Permission) -> Attachment:
    rows = Attachment.objects.visible_to(request.viewer, permission).filter(subject=evidence.SUBJECT)
    return get_object_or_404(rows, pk=pk)


def _refused(request, row: Attainment) -> str:
    """Evidence changes with its report: not while it is in review, not in a locked quarter."""
    judged = Attainment.objects.visible_to(request.viewer, Permission.VERIFY_FIGURES)
    verifier = judged.filter(pk=row.pk).exists()
    return reviews.locked_out(row, verifier=verifier) or reviews.in_review(row, verifier=verifier)


def _all(first: bytes, rest):
    yield first
    yield from rest


def _page(row: Attainment) -> str:
    return f"{reverse('programs:indicator-detail', args=[row.indicator_id])}?tahun={row.year}"
