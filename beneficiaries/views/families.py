from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agencies.access.guards import requires
from agencies.access.permissions import Permission
from agencies.actions import audit
from agencies.models import ReadEvent
from agencies.queries.office import fiscal_year
from beneficiaries.models import Family, Person
from beneficiaries.queries import overlaps, sources, timeline
from beneficiaries.views.people import endable, may_reveal


@require_safe
@requires(Permission.VIEW_PEOPLE)
def family_detail(request, pk: int):
    family = get_object_or_404(Family.objects.visible_to(request.viewer).for_listing(), pk=pk)
    audit.saw(request.user, ReadEvent.What.PAGE, family)
    year = fiscal_year()
    stays = list(family.memberships.filter(valid_to=None).select_related("person").order_by("pk"))
    reached = set(
        Person.objects.visible_to(request.viewer)
        .filter(pk__in=[stay.person_id for stay in stays])
        .values_list("pk", flat=True)
    )
    this_family = Family.objects.visible_to(request.viewer).filter(pk=pk)
    context = {
        "family": family,
        "members": [
            (stay, age(stay.person), stay.person_id in reached) for stay in sorted(stays, key=_head_first)
        ],
        "line": timeline.of_family(request.viewer, family, year),
        "year": year,
        "findings": overlaps.findings(this_family, year).get(pk, []),
        "said": sources.said_of_family(request.viewer, family),
        "fields": sources.OF_FAMILY,
        "endable": endable(request.viewer, year).filter(family=family),
        "may_reveal": family.kk_tag and may_reveal(request.viewer, family),
    }
    return render(request, "beneficiaries/families/detail.html", context)


def age(person: Person) -> int | None:
    """In full years today."""
    if person.birth_date is None:
        return None
    today, born = timezone.localdate(), person.birth_date
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _head_first(stay) -> tuple:
    order = ("kepala", "pasangan", "anak")
    return (order.index(stay.relation) if stay.relation in order else len(order), stay.pk)
