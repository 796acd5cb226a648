from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.actions.settings import change_setting
from agencies.forms.settings import SettingForm
from agencies.models import OfficeProfile, Setting, Signatory
from agencies.queries.settings import in_force, setting, shown
from agencies.settings_catalogue import CATALOGUE


@require_safe
@requires(Permission.MANAGE_SETTINGS)
def settings(request):
    rows = sorted(in_force(), key=lambda row: row[0].group)
    return render(
        request,
        "agencies/settings/list.html",
        {
            "groups": [(group, list(members)) for group, members in groupby(rows, lambda row: row[0].group)],
            "office": OfficeProfile.objects.visible_to(request.viewer)
            .select_related("region")
            .defer("logo")
            .first(),
            "signatories": Signatory.objects.visible_to(request.viewer).order_by("post", "-valid_from"),
            "today": timezone.localdate(),
        },
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_SETTINGS)
def setting_edit(request, key: str):
    declared = CATALOGUE.get(key)
    if declared is None:
        raise Http404
    form = SettingForm(request.POST or None, declared=declared, now=setting(key))
    if request.method == "POST" and form.is_valid():
        change_setting(by=request.user, key=key, **form.cleaned_data)
        messages.success(request, f"{declared.label} tersimpan.")
        return redirect("agencies:settings")
    history = Setting.objects.visible_to(request.viewer).filter(key=key).select_related("changed_by")
    context = {
        "declared": declared,
        "default": shown(declared, declared.default),
        "form": form,
        "history": [
            (row, shown(declared, row.value)) for row in history.order_by("-valid_from", "-changed_at")
        ],
    }
    return render(
        request, "agencies/settings/form.html", context, status=422 if request.method == "POST" else 200
    )
