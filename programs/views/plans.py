from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.web import paginate
from programs.actions import plans as actions
from programs.forms.plans import EnforceForm, ItemForm, PlanForm, PlannedTargetForm, VersionForm
from programs.models import Indicator, Plan, PlanItem
from programs.queries.plans import compared, family, folded, listing, tree, unattached


@require_safe
@requires(Permission.VIEW_PROGRAMS)
def plan_list(request):
    context = {
        "page": paginate(listing(Plan.objects.visible_to(request.viewer)), request),
        "today": timezone.localdate(),
        "may_add": request.viewer.may(Permission.EDIT_PLANS),
    }
    return render(request, "programs/plans/list.html", context)


@require_safe
@requires(Permission.VIEW_PROGRAMS)
def plan_detail(request, pk: int):
    """One version as a tree: goals with indicators and targets, programmes with ceilings; ?rinci=1 down to the last item."""
    plan = _visible(request, pk)
    lines, whole = tree(plan), request.GET.get("rinci") == "1"
    short = folded(lines)
    versions = list(family(plan).order_by("-number", "-pk"))
    context = {
        "plan": plan,
        "lines": lines if whole else short,
        "hidden": len(lines) - len(short),
        "whole": whole,
        "loose": unattached(plan),
        "years": list(plan.years),
        "versions": versions,
        "today": timezone.localdate(),
        "may_edit": _may(request, plan),
        "version_form": VersionForm(initial={"number": max(one.number for one in versions) + 1}),
        "enforce_form": EnforceForm(initial={"from_day": timezone.localdate()}),
    }
    return render(request, "programs/plans/detail.html", context)


@require_safe
@requires(Permission.VIEW_PROGRAMS)
def plan_compare(request, pk: int):
    """What this version says otherwise than another one of the same document, by default the one it was copied from."""
    plan = _visible(request, pk)
    others = family(plan).exclude(pk=plan.pk).order_by("-number", "-pk")
    asked = request.GET.get("dengan", "")
    other = others.filter(pk=int(asked)).first() if asked.isdecimal() else plan.based_on or others.first()
    context = {
        "plan": plan,
        "other": other,
        "others": others,
        "changes": compared(other, plan) if other else [],
    }
    return render(request, "programs/plans/compare.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PLANS)
def plan_add(request):
    form = PlanForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        plan = actions.save(form.save(commit=False), by=request.user)
        messages.success(request, "Dokumen tersimpan. Tambah butirnya.")
        return redirect("programs:plan-detail", plan.pk)
    return _form(request, form, "Tambah dokumen rencana", "Simpan dokumen", reverse("programs:plan-list"))


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PLANS)
def plan_edit(request, pk: int):
    plan = _editable(request, pk)
    form = PlanForm(request.POST or None, instance=plan, viewer=request.viewer)
    back = reverse("programs:plan-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        actions.save(form.save(commit=False), by=request.user)
        messages.success(request, "Tersimpan.")
        return redirect(back)
    return _form(request, form, f"Ubah {plan}", "Simpan dokumen", back)


@require_POST
@requires(Permission.EDIT_PLANS)
def plan_version(request, pk: int):
    plan = _editable(request, pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Pilih tahap dan tulis nomor perubahan.")
        return redirect("programs:plan-detail", pk)
    try:
        with transaction.atomic():
            copy = actions.copy_version(plan, **form.cleaned_data, by=request.user)
    except IntegrityError:
        messages.error(request, "Versi ini sudah ada. Beri nomor perubahan yang lain.")
        return redirect("programs:plan-detail", pk)
    messages.success(request, "Versi baru dibuat. Ubah butir dan targetnya, lalu berlakukan.")
    return redirect("programs:plan-detail", copy.pk)


@require_POST
@requires(Permission.EDIT_PLANS)
def plan_enforce(request, pk: int):
    plan = _editable(request, pk)
    form = EnforceForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Tulis tanggal mulai berlaku.")
        return redirect("programs:plan-detail", pk)
    try:
        changed = actions.enforce(plan, **form.cleaned_data, by=request.user)
    except actions.TooEarly:
        messages.error(request, "Tanggal harus sesudah mulai berlakunya versi sebelumnya.")
    else:
        messages.success(request, f"Dokumen berlaku. {changed} target indikator mengikuti dokumen ini.")
    return redirect("programs:plan-detail", pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PLANS)
def plan_targets(request, pk: int):
    """The targets of one indicator (?indikator=) in one version, a row per year."""
    plan = _editable(request, pk)
    asked = request.GET.get("indikator", "")
    if not asked.isdecimal():
        raise Http404
    indicator = get_object_or_404(Indicator.objects.visible_to(request.viewer), pk=int(asked))
    form = PlannedTargetForm(request.POST or None, plan=plan, indicator=indicator)
    back = reverse("programs:plan-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        changed = actions.set_targets(plan, indicator, form.targets(), by=request.user)
        messages.success(
            request, f"Target {changed} tahun tersimpan." if changed else "Tidak ada yang berubah."
        )
        return redirect(back)
    context = {"plan": plan, "indicator": indicator, "form": form, "back": back}
    return render(request, "programs/plans/targets.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PLANS)
def plan_item_add(request, pk: int):
    plan = _editable(request, pk)
    above = request.GET.get("di", "")
    parent = plan.items.filter(pk=int(above)).first() if above.isdecimal() else None
    return _item_form(request, PlanItem(plan=plan, parent=parent), f"Tambah butir {plan}")


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PLANS)
def item_edit(request, pk: int):
    return _item_form(request, _editable_item(request, pk), "Ubah butir")


@require_POST
@requires(Permission.EDIT_PLANS)
def item_remove(request, pk: int):
    item = _editable_item(request, pk)
    plan = item.plan_id
    gone = actions.remove_item(item, by=request.user)
    messages.success(request, f"{gone} butir dikeluarkan. Sub kegiatannya tetap ada.")
    return redirect("programs:plan-detail", plan)


def _item_form(request, item: PlanItem, title: str):
    form = ItemForm(request.POST or None, instance=item, viewer=request.viewer)
    back = reverse("programs:plan-detail", args=[item.plan_id])
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        item = form.save(commit=False)
        actions.save_item(item, form.ceilings(), told["codes"], told["carriers"], by=request.user)
        messages.success(request, "Butir tersimpan.")
        return redirect(back)
    return _form(request, form, title, "Simpan butir", back)


def _visible(request, pk: int) -> Plan:
    plans = Plan.objects.visible_to(request.viewer).select_related("agency", "above", "based_on")
    return get_object_or_404(plans, pk=pk)


def _editable(request, pk: int) -> Plan:
    """The plan, or 404 where it cannot be seen, or 403 where it may be seen but not changed."""
    plan = _visible(request, pk)
    if not _may(request, plan):
        raise PermissionDenied
    return plan


def _editable_item(request, pk: int) -> PlanItem:
    item = get_object_or_404(PlanItem.objects.visible_to(request.viewer).select_related("plan"), pk=pk)
    if not _may(request, item.plan):
        raise PermissionDenied
    return item


def _may(request, plan: Plan) -> bool:
    return Plan.objects.visible_to(request.viewer, Permission.EDIT_PLANS).filter(pk=plan.pk).exists()


def _form(request, form, title: str, verb: str, back: str):
    context = {"form": form, "title": title, "verb": verb, "back": back}
    return render(request, "programs/form.html", context, status=422 if form.is_bound else 200)
