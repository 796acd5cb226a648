"""The evaluation tables of Renja, RKPD and RPJMD on screen and as a file: one agency, one year."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.actions import audit
from agencies.models import Agency
from agencies.queries.office import fiscal_year
from agencies.web import render_page
from programs.actions import evaluation_notes as actions
from programs.models import EvaluationNote, Indicator, Program
from reports.definitions.action_plans import ACTION_FORMS
from reports.definitions.evaluations import EVALUATIONS
from reports.definitions.forms import OfficialForm
from reports.filters.evaluations import EvaluationFilter
from reports.forms.evaluations import QUARTERS, NoteForm
from reports.queries.scope import Scope, scope_of
from reports.render.files import XLSX, filled
from reports.render.screen import shown

FORMS = EVALUATIONS | ACTION_FORMS
SHORT = {"rat": "RAT", "oppkpke": "OPPKPKE"}


@require_safe
@requires(P.VIEW_INDICATORS)
def evaluation_show(request, scope: str):
    form, asked, agencies = _asked(request, scope)
    context = {
        "form": form,
        "scope": asked,
        "tables": [
            (SHORT.get(slug) or one.title.removeprefix("Evaluasi Hasil "), slug, slug == scope)
            for slug, one in FORMS.items()
        ],
        "filterset": EvaluationFilter(scope=asked, agencies=agencies, at_work=fiscal_year()),
        "shown": shown(form, form.fill(asked)) if asked.agency else None,
        "may_note": scope in EVALUATIONS and _may_note(request.viewer, asked.agency),
        "may_build": request.viewer.may(P.BUILD_REPORTS),
        "query": urlencode(_query(asked)),
    }
    return render_page(
        request, "reports/evaluations/show.html", context, fragment="reports/evaluations/_results.html"
    )


@require_safe
@requires(P.VIEW_INDICATORS)
def evaluation_file(request, scope: str):
    """The same table as a workbook; all agencies in one file come from the reports."""
    form, asked, _ = _asked(request, scope)
    if asked.agency is None:
        raise Http404
    made = filled(form, asked, request.user)
    audit.record("export.listed", None, by=request.user, key=scope, rows=made.seen.rows)
    headers = {"Content-Disposition": content_disposition_header(True, made.file_name)}
    return HttpResponse(b"".join(made.chunks), content_type=XLSX, headers=headers)


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ATTAINMENTS)
def evaluation_note(request, scope: str):
    """What stands below the table for one agency and quarter: what helped, what hindered, what follows."""
    form, asked, _ = _asked(request, scope)
    if scope not in EVALUATIONS:
        raise Http404
    if not _may_note(request.viewer, asked.agency):
        raise PermissionDenied
    quarter = _quarter(request.GET.get("triwulan", ""))
    keys = {"scope": scope, "agency": asked.agency, "year": asked.year, "quarter": quarter}
    known = EvaluationNote.objects.visible_to(request.viewer).filter(
        scope=scope, agency=asked.agency, year=asked.year, quarter=quarter
    )
    note = known.first() or EvaluationNote(**keys)
    words = NoteForm(request.POST or None, instance=note, document=form.title.split()[-1])
    back = f"{reverse('reports:evaluation-show', args=[scope])}?{urlencode(_query(asked))}"
    if request.method == "POST" and words.is_valid():
        actions.write(words.save(commit=False), by=request.user)
        messages.success(request, "Catatan tersimpan.")
        return redirect(back)
    context = {
        "form": form,
        "words": words,
        "scope": asked,
        "quarter": quarter,
        "quarters": QUARTERS,
        "back": back,
    }
    context["query"] = urlencode(_query(asked))
    status = 422 if words.is_bound else 200
    return render(request, "reports/evaluations/note.html", context, status=status)


def _asked(request, slug: str) -> tuple[OfficialForm, Scope, object]:
    """The form, what the address asks for, and the agencies to choose from; without a choice the viewer's own comes first."""
    form = FORMS.get(slug)
    if form is None:
        raise Http404
    scope = scope_of(request.viewer, request.GET, fiscal_year())
    agencies = with_figures(request.viewer)
    chosen = agencies.filter(pk=scope.agency.pk).first() if scope.agency else None
    return form, replace(scope, agency=chosen or _first(request.viewer, agencies)), agencies


def with_figures(viewer):
    """The agencies with indicators or programmes that the viewer sees."""
    indicators = Indicator.objects.visible_to(viewer).values("agency")
    programs = Program.objects.visible_to(viewer).filter(agency__isnull=False).values("agency")
    agencies = Agency.objects.visible_to(viewer).filter(Q(pk__in=indicators) | Q(pk__in=programs))
    return agencies.order_by("sort_key")


def _first(viewer, agencies) -> Agency | None:
    own = [grant.agency_id for grant in viewer.grants_for(P.VIEW_INDICATORS) if grant.agency_id]
    return agencies.filter(pk__in=own).first() or agencies.first()


def _may_note(viewer, agency: Agency | None) -> bool:
    reached = [grant.agency_id for grant in viewer.grants_for(P.EDIT_ATTAINMENTS)]
    return agency is not None and (None in reached or agency.pk in reached)


def _quarter(asked: str) -> int:
    return int(asked) if asked in ("0", "1", "2", "3", "4") else 0


def _query(scope: Scope) -> dict[str, str]:
    return {"tahun": str(scope.year)} | ({"perangkat": str(scope.agency.pk)} if scope.agency else {})
