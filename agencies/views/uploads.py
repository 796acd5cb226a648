"""Handing in a file, the list of uploads, and the page of one upload."""

from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import identity
from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.actions import uploads as actions
from agencies.forms.upload_filters import UploadFilter, ordered
from agencies.forms.uploads import EXAMPLES, PasteForm, UploadForm, agencies_of
from agencies.importing import storage
from agencies.models import Job, Upload
from agencies.queries import uploads as queries
from agencies.views.upload_pages import Page, next_page, outlook
from agencies.web import paginate, render_page

KEPT_FOR = 3600  # seconds in which "Tetap lanjutkan" works
SALT = "agencies.uploads.again"


@require_safe
@requires(P.VIEW_UPLOADS)
def upload_list(request):
    filterset = UploadFilter(request.GET, queryset=Upload.objects.visible_to(request.viewer))
    page = paginate(ordered(filterset.qs, request.GET.get("urut", "")), request)
    mine = Upload.objects.visible_to(request.viewer, P.APPROVE_UPLOADS)
    context = {
        "filterset": filterset,
        "page": page,
        "rows": [(upload, next_page(upload, request.viewer)) for upload in page],
        "waiting": queries.waiting_for(mine, request.user.pk).count(),
        "may_send": request.viewer.may(P.SEND_UPLOADS),
        "any": page.paginator.count or request.GET,
    }
    return render_page(
        request, "agencies/uploads/list.html", context, fragment="agencies/uploads/_results.html"
    )


@require_http_methods(["GET", "POST"])
@requires(P.SEND_UPLOADS)
def upload_new(request):
    form = UploadForm(
        request.POST or None, request.FILES or None, viewer=request.viewer, initial=_initial(request.GET)
    )
    if request.method == "POST" and form.is_valid():
        return _receive(request, form)
    return render(request, "agencies/uploads/new.html", {"form": form, "examples": EXAMPLES})


@require_http_methods(["GET", "POST"])
@requires(P.SEND_UPLOADS)
def upload_paste(request):
    """`Tempel dari Excel`: copied cells become an ordinary csv upload."""
    form = PasteForm(request.POST or None, viewer=request.viewer, initial=_initial(request.GET))
    if request.method == "POST" and form.is_valid():
        return _receive(request, form)
    return render(request, "agencies/uploads/new.html", {"form": form, "examples": EXAMPLES})


def _initial(query) -> dict:
    return {name: query[name] for name in ("kind", "program", "tahun", "period") if name in query}


def _receive(request, form):
    file = form.cleaned_data["file"]
    kept = storage.keep(file.chunks(), identity.keys())
    wanted = {
        "paper": [file.name, kept.name, kept.size, kept.sha256],
        "kind": form.cleaned_data["kind"],
        "agency": form.cleaned_data["agency"].pk,
        "mode": form.cleaned_data["mode"],
        "context": form.context(),
    }
    try:
        return redirect("agencies:upload-detail", _take_in(request, wanted).pk)
    except actions.AlreadyUploaded as found:
        token = signing.dumps(wanted | {"by": request.user.pk}, salt=SALT, compress=True)
        return render(request, "agencies/uploads/same_file.html", {"earlier": found.earlier, "token": token})


def _take_in(request, wanted: dict, *, again: bool = False) -> Upload:
    agency = get_object_or_404(agencies_of(request.viewer), pk=wanted["agency"])
    return actions.receive(
        actions.Paper(*wanted["paper"]), kind=wanted["kind"], agency=agency, by=request.user, mode=wanted["mode"],
        context=wanted["context"], again=again,
    )  # fmt: skip


@require_POST
@requires(P.SEND_UPLOADS)
def upload_again(request):
    """The same file on purpose: what was sent a moment ago is taken in without sending it again."""
    try:
        wanted = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        messages.warning(request, "Waktunya sudah lewat. Unggah berkas sekali lagi.")
        return redirect("agencies:upload-new")
    if wanted.pop("by") != request.user.pk:
        raise Http404
    earlier = Upload.objects.visible_to(request.viewer).filter(stored_as=wanted["paper"][1]).first()
    upload = earlier or _take_in(request, wanted, again=True)  # of two clicks on the button one counts
    return redirect("agencies:upload-detail", upload.pk)


@require_safe
@requires(P.VIEW_UPLOADS)
def upload_detail(request, pk):
    uploads = Upload.objects.visible_to(request.viewer).for_listing()
    upload = get_object_or_404(uploads.select_related("confirmed_by", "answers"), pk=pk)
    step = next_page(upload, request.viewer)
    if step.url and step.is_work and "riwayat" not in request.GET:
        return redirect(step.url)
    return render(request, "agencies/uploads/detail.html", Page(request, upload).context())


@require_safe
@requires(P.VIEW_UPLOADS)
def upload_progress(request, pk):
    """The progress component alone; when the job has ended the page around it has something new to show."""
    upload = get_object_or_404(Upload.objects.visible_to(request.viewer), pk=pk)
    job = queries.job_of(upload)
    if job is None:
        raise Http404
    context = {"upload": upload, "job": job, "outlook": outlook(job)}
    response = render(request, "agencies/uploads/_progress.html", context)
    if job.status not in Job.PENDING:
        response.headers["HX-Refresh"] = "true"
    return response
