from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.queries.office import fiscal_year
from agencies.web import paginate, render_page
from programs.actions import programs as actions
from programs.filters.programs import ProgramFilter
from programs.forms.programs import CopyYearForm, ProgramForm, ProgramYearForm
from programs.models import Indicator, PlanItem, Program, ProgramYear
from programs.queries.budgets import money_of_programs, total_of
from programs.queries.ceilings import history
from programs.queries.nomenclature import strayed
from programs.queries.panels import program_panels
from programs.queries.programs import copyings_by, lines_of, listing
from programs.queries.threads import of_program
from programs.queries.years import year_of, years_around


@require_safe
@requires(Permission.VIEW_PROGRAMS)
def program_list(request):
    at_work = fiscal_year()
    year = year_of(request.GET, at_work)
    rows = listing(request.viewer, request.GET, year)
    context = {
        "filterset": ProgramFilter(request.GET, viewer=request.viewer, at_work=at_work, year=year),
        "page": paginate(rows, request),
        "total": total_of(rows, year),
        "year": year,
        "may_add": request.viewer.may(Permission.EDIT_PROGRAMS),
    }
    return render_page(
        request, "programs/programs/list.html", context, fragment="programs/programs/_results.html"
    )


@require_safe
@requires(Permission.VIEW_PROGRAMS)
def program_detail(request, pk: int):
    program = get_object_or_404(Program.objects.visible_to(request.viewer).for_listing(), pk=pk)
    year = year_of(request.GET)
    items = PlanItem.objects.visible_to(request.viewer)
    context = {
        "program": program,
        "thread": of_program(program, year, items, Indicator.objects.visible_to(request.viewer)),
        "year": year,
        "running": ProgramYear.objects.visible_to(request.viewer).filter(program=program, year=year).first(),
        "lines": (lines := lines_of(program, year)),
        "history": history(lines),
        "money": money_of_programs(Program.objects.visible_to(request.viewer).filter(pk=pk), year).get(pk),
        "indicators": program.indicators.visible_to(request.viewer).order_by("sort_key", "pk"),
        "stray": strayed(program, year),
        "aliases": program.aliases.visible_to(request.viewer).order_by("name"),
        "panels": program_panels.shown(request.viewer, program, year),
        "may_edit": _may(request, program, Permission.EDIT_PROGRAMS),
        "may_report": _may(request, program, Permission.EDIT_REALIZATION),
    }
    return render(request, "programs/programs/detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROGRAMS)
def program_add(request):
    form = ProgramForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        program = actions.save(form.save(commit=False), year=fiscal_year(), by=request.user)
        messages.success(request, "Program tersimpan. Isi pagunya.")
        return redirect("programs:program-detail", program.pk)
    return _form(request, form, "Tambah program", "Simpan program", reverse("programs:program-list"))


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROGRAMS)
def program_edit(request, pk: int):
    program = editable(request, pk, Permission.EDIT_PROGRAMS)
    form = ProgramForm(request.POST or None, instance=program, viewer=request.viewer)
    back = reverse("programs:program-detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        actions.save(form.save(commit=False), by=request.user)
        messages.success(request, "Tersimpan.")
        return redirect(back)
    return _form(request, form, f"Ubah {program}", "Simpan program", back)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROGRAMS)
def program_year(request, pk: int, year: int):
    """Recipients aimed at and the tag of one year; saving lets the programme run in that year."""
    program = editable(request, pk, Permission.EDIT_PROGRAMS)
    known = program.years.filter(year=year).first()
    form = ProgramYearForm(request.POST or None, instance=known or ProgramYear(program=program, year=year))
    unit = f"Dalam satuan {program.unit}. " if program.unit else ""
    form.fields["target_count"].help_text = f"{unit}Kosong bila belum ditetapkan."
    back = f"{reverse('programs:program-detail', args=[pk])}?tahun={year}"
    if request.method == "POST" and form.is_valid():
        actions.set_target(form.save(commit=False), by=request.user)
        messages.success(request, "Sasaran tersimpan.")
        return redirect(back)
    return _form(request, form, f"Sasaran {program} tahun {year}", "Simpan sasaran", back)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROGRAMS)
def program_copy(request):
    """Open a new fiscal year: which programmes would be carried on is shown before anything happens."""
    at_work = fiscal_year()
    asked = request.POST if request.method == "POST" else request.GET
    given = asked if "dari" in asked else {"dari": str(at_work), "ke": str(at_work + 1)}
    form = CopyYearForm(given, years=years_around(at_work))
    programs = Program.objects.visible_to(request.viewer, Permission.EDIT_PROGRAMS)
    if not form.is_valid():
        return render(request, "programs/programs/copy.html", {"form": form, "rows": []}, status=422)
    source, target = form.cleaned_data["dari"], form.cleaned_data["ke"]
    if request.method == "POST":
        event = actions.copy_year(programs, source, target, by=request.user)
        undo = reverse("programs:program-copy-undo", args=[event.pk])
        words = f"{len(event.detail['programs'])} program disalin ke tahun {target}."
        messages.success(request, words, extra_tags=f"urungkan={undo}")
        return redirect(f"{reverse('programs:program-list')}?tahun={target}")
    rows = actions.to_copy(programs, source, target)
    context = {"form": form, "rows": rows, "source": source, "target": target}
    return render(request, "programs/programs/copy.html", context)


@require_POST
@requires(Permission.EDIT_PROGRAMS)
def program_copy_undo(request, pk: int):
    event = get_object_or_404(copyings_by(request.user), pk=pk)
    taken = actions.undo_copy(event, by=request.user)
    messages.success(request, f"{taken} program dikeluarkan lagi dari tahun {event.detail['target']}.")
    return redirect("programs:program-list")


def editable(request, pk: int, permission: Permission) -> Program:
    """The programme, or 404 where it cannot be seen, or 403 where it may be seen but not changed."""
    program = get_object_or_404(
        Program.objects.visible_to(request.viewer).select_related("agency", "unit"), pk=pk
    )
    if not _may(request, program, permission):
        raise PermissionDenied
    return program


def _may(request, program: Program, permission: Permission) -> bool:
    return Program.objects.visible_to(request.viewer, permission).filter(pk=program.pk).exists()


def _form(request, form, title: str, verb: str, back: str):
    context = {"form": form, "title": title, "verb": verb, "back": back}
    return render(request, "programs/form.html", context, status=422 if form.is_bound else 200)
