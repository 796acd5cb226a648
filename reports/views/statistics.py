"""The macro figures themselves: which series there are, every value with its source, and entry by hand."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission as P
from agencies.queries.office import profile
from agencies.web import paginate
from programs.actions import statistics as actions
from programs.models import Statistic, StatisticValue
from programs.models.sources import Field
from reports.forms.statistics import ReasonForm, StatisticForm, ValueForm
from reports.measures.p3bm.poverty import Others, implausible
from reports.measures.phrases import doubts
from reports.queries.statistics import (
    areas_to_choose,
    areas_with_values,
    beside,
    periods_with_values,
    series,
    values_of,
)


@require_safe
@requires(P.VIEW_INDICATORS)
def statistic_list(request):
    context = {
        "page": paginate(series(request.viewer, request.GET), request),
        "sought": request.GET.get("cari", ""),
        "field": request.GET.get("bidang", ""),
        "fields": Field.choices,
        "may_edit": request.viewer.may(P.EDIT_ANALYSIS),
    }
    return render(request, "reports/statistics/list.html", context)


@require_safe
@requires(P.VIEW_INDICATORS)
def statistic_values(request, indicator: str):
    """Every value of one series, with source, release, population and who entered it."""
    statistic = _statistic(request, indicator)
    context = {
        "statistic": statistic,
        "page": paginate(values_of(request.viewer, statistic, request.GET), request),
        "areas": areas_with_values(request.viewer, statistic),
        "area": request.GET.get("wilayah", ""),
        "periods": periods_with_values(request.viewer, statistic),
        "period": request.GET.get("periode", ""),
        "may_edit": request.viewer.may(P.EDIT_ANALYSIS),
    }
    return render(request, "reports/statistics/values.html", context)


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def statistic_add(request):
    return _series(request, Statistic(), "Tambah indikator makro", reverse("reports:statistic-list"))


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def statistic_edit(request, indicator: str):
    return _series(request, _statistic(request, indicator), f"Ubah {indicator}", _values(indicator))


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def statistic_remove(request, indicator: str):
    """Take out a series without values, with a reason; one that is in use stays and says why."""
    row, form = _statistic(request, indicator), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove(row, reason=form.cleaned_data["reason"], by=request.user)
        except actions.InUse:
            messages.error(request, "Indikator ini masih dipakai. Hapus nilai dan faktor penentunya dahulu.")
            return redirect(_values(indicator))
        messages.success(request, "Indikator makro dihapus.")
        return redirect("reports:statistic-list")
    context = {
        "question": f"Hapus indikator {row.name}?",
        "consequence": "Hanya indikator tanpa nilai yang dapat dihapus. Alasan masuk ke jejak.",
        "verb": "Hapus indikator",
        "form": form,
        "back": _values(indicator),
        "danger": True,
    }
    return render(request, "components/confirm.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def value_add(request, indicator: str):
    statistic = _statistic(request, indicator)
    return _value(request, StatisticValue(statistic=statistic), f"Tambah nilai {statistic.name}")


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def value_edit(request, pk: int):
    row = _stored(request, pk)
    return _value(request, row, f"Ubah nilai {row.statistic.name}")


@require_http_methods(["GET", "POST"])
@requires(P.EDIT_ANALYSIS)
def value_remove(request, pk: int):
    """Take one number out, with a reason; it stays in the row history."""
    row, form = _stored(request, pk), ReasonForm(request.POST or None)
    back = _values(row.statistic.code)
    if request.method == "POST" and form.is_valid():
        actions.remove_value(row, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "Nilai dihapus.")
        return redirect(back)
    context = {
        "question": f"Hapus nilai {row.area_name} {row.period} {row.year}?",
        "consequence": "Grafik dan temuan memakai nilai yang tersisa. Nilai lama tetap di riwayat.",
        "verb": "Hapus nilai",
        "form": form,
        "back": back,
        "danger": True,
    }
    return render(request, "components/confirm.html", context, status=422 if form.is_bound else 200)


def _series(request, row: Statistic, title: str, back: str):
    form = StatisticForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        row = form.save(commit=False)
        row.is_reviewed = True
        actions.save(row, by=request.user)
        messages.success(request, "Indikator makro tersimpan.")
        return redirect(_values(row.code))
    return _form(request, form, title, "Simpan indikator", back)


def _value(request, row: StatisticValue, title: str):
    office = profile()
    areas = areas_to_choose(request.viewer, office.region if office else None)
    initial = {"area": office.region.code, "period": "Tahun"} if office and row.pk is None else None
    form = ValueForm(request.POST or None, instance=row, areas=areas, initial=initial)
    back = _values(row.statistic.code)
    if request.method == "POST" and form.is_valid():
        saved = form.save(commit=False)
        saved = (actions.move_value if saved.pk else actions.record_value)(saved, by=request.user)
        _answer(request, saved)
        return redirect(f"{back}?wilayah={saved.area}")
    return _form(request, form, title, "Simpan nilai", back)


def _answer(request, saved: StatisticValue) -> None:
    """Stored, and what speaks against the figure, so that a slip of the finger is seen at once."""
    words = doubts(implausible(saved.statistic.code, saved.value, Others(*beside(saved))), saved)
    if words:
        messages.warning(request, f"Nilai tersimpan. Periksa lagi: {' '.join(words)}")
    else:
        messages.success(request, "Nilai tersimpan.")


def _form(request, form, title: str, verb: str, back: str):
    context = {"form": form, "title": title, "verb": verb, "back": back}
    return render(request, "programs/form.html", context, status=422 if form.is_bound else 200)


def _statistic(request, code: str) -> Statistic:
    return get_object_or_404(Statistic.objects.visible_to(request.viewer), code=code)


def _stored(request, pk: int) -> StatisticValue:
    rows = StatisticValue.objects.visible_to(request.viewer).select_related("statistic")
    return get_object_or_404(rows, pk=pk)


def _values(code: str) -> str:
    return reverse("reports:statistic-values", args=[code])
