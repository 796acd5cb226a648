from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.web import paginate, render_page
from beneficiaries.filters.recipients import PlaceFilter
from beneficiaries.models import Family
from beneficiaries.queries import overlaps, recipients


@require_safe
@requires(Permission.VIEW_PEOPLE)
def overlap_list(request):
    """Programme x programme, and the families behind a cell (?cell=first-second)."""
    chosen = recipients.Chosen.of(request.GET)
    families = recipients.narrowed(Family.objects.visible_to(request.viewer), chosen)
    meetings = overlaps.meetings(families, chosen.year)
    pairs = meetings[1:]
    cell = _cell(request.GET.get("sel", ""))
    ids = overlaps.with_finding(families, chosen.year, *cell) if meetings else []
    page = paginate(families.filter(pk__in=ids).for_listing(), request)
    context = {
        "filterset": PlaceFilter(request.GET, viewer=request.viewer, chosen=chosen),
        "chosen": chosen,
        "all": meetings[0] if meetings else None,
        "columns": _programmes(pairs),
        "matrix": _matrix(pairs),
        "open": next((pair for pair in pairs if (pair.first_id, pair.second_id) == cell), None),
        "page": page,
        "lines": recipients.lines(request.viewer, list(page), chosen),
        "amounts": request.viewer.reaches_everything(Permission.VIEW_PEOPLE),
    }
    return render_page(
        request, "beneficiaries/overlaps/list.html", context, fragment="beneficiaries/overlaps/_results.html"
    )


def _cell(text: str) -> tuple[int, int] | tuple[None, None]:
    first, _, second = text.partition("-")
    return (int(first), int(second)) if first.isdecimal() and second.isdecimal() else (None, None)


def _programmes(pairs) -> list[tuple[int, str]]:
    """Every programme that meets another, by name."""
    names = {pair.first_id: pair.first for pair in pairs} | {pair.second_id: pair.second for pair in pairs}
    return sorted(names.items(), key=lambda one: one[1])


def _matrix(pairs) -> list[tuple[str, list]]:
    """One row per programme with a Meeting or None per column; each pair stands once, above the diagonal or on it."""
    columns = _programmes(pairs)
    place = {pk: number for number, (pk, _) in enumerate(columns)}
    cells = {tuple(sorted((place[pair.first_id], place[pair.second_id]))): pair for pair in pairs}
    return [
        (name, [cells.get((row, column)) for column in range(len(columns))])
        for row, (_, name) in enumerate(columns)
    ]
