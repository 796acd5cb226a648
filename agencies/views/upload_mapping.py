"""Step 2: what the columns of a file mean."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.actions import uploads as actions
from agencies.forms.upload_columns import ColumnsForm
from agencies.forms.uploads import villages_of
from agencies.importing import layouts
from agencies.views.upload_pages import Page, saved_moments
from agencies.views.upload_steps import act, reachable


@require_http_methods(["GET", "POST"])
@requires(P.SEND_UPLOADS)
def upload_columns(request, pk):
    upload = reachable(request, pk, P.SEND_UPLOADS)
    if not upload.outline.get("sheets") or upload.status not in actions.UNDECIDED:
        return redirect("agencies:upload-detail", pk)
    form = ColumnsForm(upload, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return act(
            request,
            upload,
            actions.choose,
            choices=form.choices(),
            context=form.context(),
            remember=form.arrangements(),
            forget=form.unwanted(),
        )
    context = Page(request, upload).common() | {
        "form": form,
        "step": 2,
        "programmes": layouts.programmes(),
        "villages": villages_of(request.viewer) if form.names else [],
        "saved": saved_moments(upload),
    }
    return render(request, "agencies/uploads/columns.html", context, status=422 if form.errors else 200)
