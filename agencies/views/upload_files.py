"""Files that go out: the marked workbook, the empty templates; and the password of a locked one."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from agencies import identity
from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.actions import audit, uploads as actions
from agencies.forms.templates import TemplateForm
from agencies.forms.uploads import EXAMPLES, PasswordForm
from agencies.importing import answering, layouts, storage, templates
from agencies.importing.book import FileRefused
from agencies.importing.child import run_limited
from agencies.importing.limits import Limits
from agencies.importing.masters_source import masters
from agencies.importing.staging import order_for
from agencies.importing.template_columns import COLUMNS, VERSION
from agencies.jobs.queue import enqueue
from agencies.models import ReadEvent, Upload
from agencies.queries.uploads import job_of
from agencies.views.upload_pages import Page
from agencies.views.upload_steps import reachable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 3_000  # lines that are marked while the person waits; more is a job
GONE = "Berkas aslinya sudah dihapus, jadi tidak dapat ditandai lagi."


@require_safe
@requires(P.SEND_UPLOADS, P.CONFIRM_UPLOADS, P.APPROVE_UPLOADS)
def upload_answer(request, pk):
    """The officer's own workbook with colours and reasons; it holds numbers in clear, so each download is logged."""
    upload = get_object_or_404(Upload.objects.visible_to(request.viewer).for_listing(), pk=pk)
    if not Page(request, upload).may()["answer"]:
        raise Http404
    if answering.ready(upload):
        return _send(request, upload)
    if upload.rows_read > AT_ONCE:
        job = enqueue("uploads.answer", upload.pk, by=request.user)
        return render(request, "agencies/uploads/answer_wait.html", {"upload": upload, "job": job})
    try:
        answering.remember(upload, answering.build(upload))
    except FileRefused:
        messages.error(request, GONE)
        return redirect("agencies:upload-detail", pk)
    upload.refresh_from_db()
    return _send(request, upload)


def _send(request, upload: Upload) -> StreamingHttpResponse:
    audit.saw(request.user, ReadEvent.What.EXPORT, upload, rows=upload.rows_read)
    audit.record("upload.answer_downloaded", upload, by=request.user, rows=upload.rows_read)
    pieces = storage.pieces(storage.path_of(answering.ready(upload)), identity.keys())
    name = f"{upload.name.rpartition('.')[0] or upload.name} - bertanda.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return StreamingHttpResponse(pieces, content_type=XLSX, headers=headers)


@require_safe
@requires(P.SEND_UPLOADS, P.CONFIRM_UPLOADS, P.APPROVE_UPLOADS)
def upload_answer_progress(request, pk):
    upload = get_object_or_404(Upload.objects.visible_to(request.viewer), pk=pk)
    job = job_of(upload, ("uploads.answer",))
    if job is None:
        raise Http404
    response = render(request, "agencies/uploads/_answer_progress.html", {"upload": upload, "job": job})
    if job.finished_at:
        response.headers["HX-Redirect"] = reverse("agencies:upload-answer", args=[pk])
    return response


@require_POST
@requires(P.SEND_UPLOADS)
def upload_password(request, pk):
    """Open a locked workbook once; it is kept without the password, under our own lock."""
    upload = reachable(request, pk, P.SEND_UPLOADS)
    form = PasswordForm(request.POST)
    if not Page(request, upload).locked or not form.is_valid():
        return redirect("agencies:upload-detail", pk)
    payload = {"order": order_for(upload, None, Limits()), "password": form.cleaned_data["password"]}
    try:
        content = run_limited(
            "agencies.importing.handover:unlocked", payload, limits=Limits(), seconds=Limits().preview_seconds
        )
    except FileRefused:
        form.add_error("password", "Kata sandi itu tidak cocok.")
        return render(
            request, "agencies/uploads/detail.html", Page(request, upload).context() | {"password_form": form}
        )
    locked, kept = upload.stored_as, storage.keep([content], identity.keys())
    try:
        actions.unlock(upload, stored_as=kept.name, by=request.user)
    except actions.NotNow:
        storage.drop(kept.name)
    else:
        transaction.on_commit(lambda: storage.drop(locked))
    return redirect("agencies:upload-detail", pk)


@require_safe
@requires(P.VIEW_UPLOADS)
def template_list(request):
    return _template_page(request, TemplateForm(programmes=layouts.programmes()))


@require_safe
@requires(P.VIEW_UPLOADS)
def template_download(request, kind):
    """The empty workbook of a kind; of recipients also for one programme, period and year."""
    if kind not in COLUMNS:
        raise Http404
    known, wanted = masters(), templates.Wanted(kind)
    if kind == Upload.Kind.PENERIMA and request.GET:
        form = TemplateForm(request.GET, programmes=known.programmes)
        if not form.is_valid():
            return _template_page(request, form, status=422)
        wanted = form.wanted(kind)
    parts = ("templat", kind, slugify(" ".join(value for _, value in wanted.fixed)), VERSION.isoformat())
    headers = {
        "Content-Disposition": content_disposition_header(True, "-".join(filter(None, parts)) + ".xlsx")
    }
    return HttpResponse(templates.build(wanted, known), content_type=XLSX, headers=headers)


def _template_page(request, form, *, status: int = 200):
    kinds = [(value, label, EXAMPLES[value]) for value, label in Upload.Kind.choices]
    context = {"kinds": kinds, "version": VERSION, "form": form}
    return render(request, "agencies/uploads/templates.html", context, status=status)
