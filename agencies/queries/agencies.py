"""The list of perangkat daerah as page, count and export see it."""

from collections.abc import Mapping

from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency
from agencies.models.agencies import AgencyQuerySet
from agencies.models.sorting import sort_key


def narrowed(agencies: AgencyQuerySet, params: Mapping[str, str]) -> AgencyQuerySet:
    """The agencies that the filters of an address leave."""
    if kind := params.get("jenis"):
        agencies = agencies.filter(kind=kind)
    if params.get("berlaku") != "semua":
        agencies = agencies.current(timezone.localdate())
    for word in params.get("cari", "").split():
        agencies = agencies.filter(
            Q(sort_key__contains=sort_key(word)) | Q(short_name__icontains=word) | Q(code__startswith=word)
        )
    return agencies


def listing(viewer, params: Mapping[str, str]) -> AgencyQuerySet:
    """Every row of the list page and of its export, filtered and ordered."""
    rows = narrowed(Agency.objects.visible_to(viewer), params).select_related("parent", "region", "successor")
    orders = {"kode": "code", "-kode": "-code", "jenis": "kind", "-jenis": "-kind", "-nama": "-sort_key"}
    return rows.order_by(orders.get(params.get("urut", ""), "sort_key"), "sort_key", "pk")


def before(agency: Agency) -> AgencyQuerySet:
    """The agencies whose tasks this one took over."""
    return Agency.objects.filter(successor=agency).order_by("-valid_to", "sort_key")
