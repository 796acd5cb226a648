"""Reports and lists as files: the catalogue, the form, the files of one's own, the lists of every page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.access.viewer import Viewer
from agencies.actions import audit
from agencies.importing.storage import Damaged
from agencies.models import Job
from agencies.queries.office import fiscal_year
from agencies.queries.regions import home_code
from agencies.web import paginate, render_page
from reports.actions import exports as actions
from reports.definitions.base import Listing
from reports.definitions.catalogue import REPORTS
from reports.definitions.forms import OfficialForm
from reports.definitions.listings import LISTINGS
from reports.forms.exports import PurposeForm, ReportForm
from reports.models import BuiltFile
from reports.queries.scope import scope_of
from reports.render.files import LIST, XLSX, Made, listed

AT_ONCE = 5_000  # rows that leave within the request; more is a job
GONE = "Berkas ini sudah dihapus. Buat sekali lagi."


@require_safe
@requires(P.VIEW_REPORTS)
def report_list(request):
    latest = BuiltFile.objects.visible_to(request.viewer).order_by("-requested_at")
    context = {
        "reports": [(one, request.viewer.may(one.permission)) for one in REPORTS.values()],
        "latest": latest[:5],
    }
    return render(request, "reports/exports/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(P.BUILD_REPORTS)
def report_build(request, slug: str):
    report = REPORTS.get(slug)
    if report is None:
        raise Http404
    at_work = fiscal_year()
    data = request.POST if request.method == "POST" else None
    asked = {"tahun": str(at_work), "triwulan": "4"} | request.GET.dict()
    scope = scope_of(request.viewer, data or asked, at_work)
    form = ReportForm(data, initial=asked, scope=scope, home=home_code() or "", at_work=at_work)
    if isinstance(report, OfficialForm):  # its columns hold every quarter, and it knows no place
        del form.fields["triwulan"], form.fields["kecamatan"]
    if request.method == "POST" and form.is_valid():
        title = f"{report.title} {form.cleaned_data['tahun']}"
        actions.request(slug=slug, title=title, parameters=form.parameters(), by=request.user)
        messages.success(request, "Laporan sedang disusun. Anda diberi tahu kalau sudah siap.")
        return redirect("reports:export-mine")
    context = {"report": report, "form": form}
    return render(request, "reports/exports/form.html", context, status=422 if form.is_bound else 200)


@require_safe
@requires(P.VIEW_REPORTS)
def export_mine(request):
    rows = BuiltFile.objects.visible_to(request.viewer).order_by("-requested_at", "-pk")
    page = paginate(rows, request)
    waiting = [built.pk for built in page if built.status == BuiltFile.Status.WAITING]
    jobs = Job.objects.visible_to(request.viewer).pending().filter(task=actions.TASK, subject_id__in=waiting)
    by_file = {job.subject_id: job for job in jobs}
    context = {
        "page": page,
        "rows": [(built, by_file.get(built.pk)) for built in page],
        "waits": bool(waiting),
    }
    return render_page(
        request, "reports/exports/mine.html", context, fragment="reports/exports/_results.html"
    )


@require_safe
@requires(P.VIEW_REPORTS)
def export_download(request, pk: int):
    """Only to whoever asked for it, with the permission it needs today; every time it is noted."""
    built = get_object_or_404(BuiltFile.objects.visible_to(request.viewer), pk=pk)
    if not may_have(request.viewer, built):
        raise PermissionDenied
    if built.status != BuiltFile.Status.READY:
        raise Http404
    try:
        pieces = _begun(actions.download(built, by=request.user))
    except Damaged:
        messages.error(request, GONE)
        return redirect("reports:export-mine")
    return _attachment(pieces, built.file_name)


@require_POST
@requires(P.VIEW_REPORTS)
def export_remove(request, pk: int):
    built = get_object_or_404(BuiltFile.objects.visible_to(request.viewer), pk=pk)
    actions.remove(built, by=request.user)
    messages.success(request, "Unduhan dihapus.")
    return redirect("reports:export-mine")


@require_http_methods(["GET", "POST"])
@requires(P.USE_SITE)
def export_list(request, key: str):
    """A list of the site as Excel: short ones at once, long ones and those with names by a worker."""
    listing = LISTINGS.get(key)
    if listing is None:
        raise Http404
    if not listing.open_to(request.viewer):
        raise PermissionDenied
    if listing.has_names:
        return _export_names(request, listing)
    rows = listing.count(request.viewer, request.GET)
    if rows > AT_ONCE:
        return _ask(request, listing)
    return _send(request, listing)


def may_have(viewer: Viewer, built: BuiltFile) -> bool:
    """Whether the file's kind is open to this person today; that it is their own is settled before."""
    if built.slug.startswith(LIST):
        return LISTINGS[built.slug.removeprefix(LIST)].open_to(viewer)
    return viewer.may(REPORTS[built.slug].permission)


def _export_names(request, listing: Listing):
    """A list with names asks what for and to whom, shows how many, and is always built by a worker."""
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _ask(request, listing, purpose=form.words(), recipient=form.cleaned_data["recipient"])
    context = {
        "listing": listing,
        "form": form,
        "count": listing.count(request.viewer, request.GET),
        "back": f"{reverse(listing.back)}?{request.GET.urlencode()}",
    }
    return render(request, "reports/exports/names.html", context, status=422 if form.is_bound else 200)


def _ask(request, listing: Listing, **about: str):
    actions.request(
        slug=f"{LIST}{listing.key}", title=listing.title, parameters=request.GET.dict(), by=request.user, has_names=listing.has_names,
        **about,
    )  # fmt: skip
    messages.success(request, "Berkas sedang disusun. Anda diberi tahu kalau sudah siap.")
    return redirect("reports:export-mine")


def _send(request, listing: Listing):
    made: Made = listed(listing, request.viewer, request.GET)
    pieces = list(made.chunks)  # the query has ended before the first byte leaves: no half file on an error
    audit.record("export.listed", None, by=request.user, key=listing.key, rows=made.seen.rows)
    return _attachment(iter(pieces), made.file_name)


def _begun(pieces):
    """The same pieces, the first of them read: a file that cannot be opened fails here and not in the middle."""
    first = next(pieces)

    def whole():
        yield first
        yield from pieces

    return whole()


def _attachment(pieces, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return StreamingHttpResponse(pieces, content_type=XLSX, headers=headers)
