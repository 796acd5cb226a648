from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.actions import audit
from agencies.models import ReadEvent
from agencies.queries.office import fiscal_year
from agencies.web import paginate, render_page
from beneficiaries.filters.recipients import RecipientFilter
from beneficiaries.models import Assistance, Family, Person
from beneficiaries.queries import recipients, sources, timeline

VIEWING = {
    "tahun",
    "sebagai",
    "urut",
    "halaman",
    "per",
}  # of the address: how the list is shown, not which part of it


@require_safe
@requires(Permission.VIEW_PEOPLE)
def person_list(request):
    chosen = recipients.Chosen.of(request.GET)
    rows = recipients.chosen_rows(request.viewer, request.GET)
    page = paginate(recipients.with_heads(rows) if chosen.by == recipients.FAMILIES else rows, request)
    context = {
        "filterset": RecipientFilter(request.GET, viewer=request.viewer, chosen=chosen),
        "chosen": chosen,
        "page": page,
        "lines": recipients.lines(request.viewer, list(page), chosen),
        "noun": "keluarga" if chosen.by == recipients.FAMILIES else "orang",
        "total": None if page.paginator.is_capped else recipients.total_amount(request.viewer, rows, chosen),
        "filtered": any(value for name, value in request.GET.items() if name not in VIEWING),
        "may_add": request.viewer.may(Permission.EDIT_PEOPLE),
        "may_export": request.viewer.may(Permission.EXPORT_PEOPLE),
        "may_send": request.viewer.may(Permission.SEND_UPLOADS),
    }
    return render_page(
        request, "beneficiaries/people/list.html", context, fragment="beneficiaries/people/_results.html"
    )


@require_safe
@requires(Permission.VIEW_PEOPLE)
def person_detail(request, pk: int):
    person = get_object_or_404(Person.objects.visible_to(request.viewer).for_listing(), pk=pk)
    if person.merged_into_id:
        return redirect("beneficiaries:person-detail", person.merged_into_id)
    audit.saw(request.user, ReadEvent.What.PAGE, person)
    year = fiscal_year()
    stays = list(person.memberships.select_related("family__village").order_by("-valid_from"))
    home = next((stay.family for stay in stays if stay.valid_to is None), None)
    reached = set(
        Family.objects.visible_to(request.viewer)
        .filter(memberships__person=person)
        .values_list("pk", flat=True)
    )
    context = {
        "person": person,
        "home": home if home and home.pk in reached else None,
        "stays": [(stay, stay.family_id in reached) for stay in stays],
        "line": timeline.of_person(request.viewer, person, home, year),
        "year": year,
        "said": sources.said_of_person(request.viewer, person),
        "special": sources.special_of(request.viewer, person),
        "fields": sources.COMPARED,
        "may_reveal": person.nik_tag and may_reveal(request.viewer, person),
        "may_edit": request.viewer.may(Permission.EDIT_PEOPLE),
        "endable": endable(request.viewer, year).filter(person=person),
    }
    return render(request, "beneficiaries/people/detail.html", context)


def endable(viewer, year: int):
    """Aid of the year that the viewer may end."""
    rows = Assistance.objects.visible_to(viewer, Permission.EDIT_PEOPLE).in_year(year)
    return rows.exclude(status=Assistance.Status.ENDED).for_listing()


def may_reveal(viewer, subject: Person | Family) -> bool:
    rows = type(subject)._default_manager.visible_to(viewer, Permission.REVEAL_IDENTITY)
    return rows.filter(pk=subject.pk).exists()
