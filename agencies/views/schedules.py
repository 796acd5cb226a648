"""The calendar of a fiscal year: what is open, what is due, what is locked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.actions import schedules as actions
from agencies.actions.calendar import open_year
from agencies.forms.schedules import ReasonForm, ReopeningForm, ScheduleForm
from agencies.models import Reopening, Schedule
from agencies.queries.office import fiscal_year
from agencies.queries.schedules import calendar


@require_safe
@requires(Permission.USE_SITE)
def schedule_list(request):
    year = _year(request)
    rows = Schedule.objects.visible_to(request.viewer).filter(fiscal_year=year)
    context = {
        "year": year,
        "years": range(fiscal_year() - 1, fiscal_year() + 2),
        "stages": calendar(rows),
        "may_edit": request.viewer.may(Permission.MANAGE_SETTINGS),
        "may_lock": request.viewer.may(Permission.LOCK_PERIODS),
    }
    return render(request, "agencies/schedules/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_SETTINGS)
def schedule_add(request):
    form = ScheduleForm(request.POST or None, initial={"fiscal_year": _year(request), "period": 0})
    return _saved(request, form, "Tambah jadwal")


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_SETTINGS)
def schedule_edit(request, pk: int):
    schedule = _schedule(request, pk)
    return _saved(request, ScheduleForm(request.POST or None, instance=schedule), f"Ubah {schedule}")


@require_POST
@requires(Permission.MANAGE_SETTINGS)
def schedule_start(request, year: int):
    """The usual stages of a year at once; what stands there already is left alone."""
    opened = open_year(year, by=request.user)
    messages.success(
        request, f"{opened} tahap dimasukkan. Sesuaikan tanggalnya." if opened else "Semua tahap sudah ada."
    )
    return redirect(f"{reverse('agencies:schedule-list')}?tahun={year}")


@require_POST
@requires(Permission.LOCK_PERIODS)
def schedule_lock(request, pk: int):
    schedule = _schedule(request, pk)
    try:
        actions.lock(schedule, by=request.user)
        messages.success(request, f"{schedule} dikunci.")
    except actions.Objected as objected:
        messages.error(request, str(objected))
    return redirect(_page(schedule))


@require_http_methods(["GET", "POST"])
@requires(Permission.LOCK_PERIODS)
def schedule_unlock(request, pk: int):
    schedule = _schedule(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.unlock(schedule, reason=form.cleaned_data["alasan"], by=request.user)
        messages.success(request, f"Kunci {schedule} dibuka.")
        return redirect(_page(schedule))
    return _form(request, form, schedule, f"Buka kunci {schedule}", "Buka kunci")


@require_http_methods(["GET", "POST"])
@requires(Permission.LOCK_PERIODS)
def schedule_reopen(request, pk: int):
    schedule = _schedule(request, pk)
    form = ReopeningForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        row = actions.reopen(
            schedule, agency=told["perangkat"], until=told["sampai"], reason=told["alasan"], by=request.user
        )
        messages.success(request, f"Masa tenggang diberikan kepada {row.agency}.")
        return redirect(_page(schedule))
    return _form(request, form, schedule, f"Masa tenggang: {schedule}", "Beri masa tenggang")


def _saved(request, form: ScheduleForm, title: str):
    if request.method == "POST" and form.is_valid():
        schedule = actions.save(form.save(commit=False), by=request.user)
        messages.success(request, "Jadwal tersimpan.")
        return redirect(_page(schedule))
    return _form(request, form, form.instance, title, "Simpan jadwal")


def _form(request, form, schedule: Schedule, title: str, verb: str):
    given = Reopening.objects.visible_to(request.viewer).filter(schedule=schedule.pk).select_related("agency")
    context = {
        "form": form,
        "title": title,
        "verb": verb,
        "back": _page(schedule),
        "given": given.order_by("-until"),
    }
    return render(request, "agencies/schedules/form.html", context, status=422 if form.is_bound else 200)


def _schedule(request, pk: int) -> Schedule:
    return get_object_or_404(Schedule.objects.visible_to(request.viewer), pk=pk)


def _page(schedule: Schedule) -> str:
    back = reverse("agencies:schedule-list")
    return f"{back}?tahun={schedule.fiscal_year}" if schedule.fiscal_year else back


def _year(request) -> int:
    asked = request.GET.get("tahun", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else fiscal_year()
