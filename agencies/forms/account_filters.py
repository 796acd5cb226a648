import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from agencies.access.roles import Role
from agencies.models import Agency, RoleAssignment

STATES = (("aktif", "Aktif"), ("diundang", "Diundang"), ("ditutup", "Ditutup"))


class UserFilter(django_filters.FilterSet):
    """Name or user name, role, agency, state."""

    cari = django_filters.CharFilter(label="Nama atau nama pengguna", method="by_name")
    peran = django_filters.ChoiceFilter(
        label="Peran", choices=Role.choices, method="by_role", empty_label="Semua"
    )
    opd = django_filters.ModelChoiceFilter(
        label="Perangkat daerah",
        queryset=Agency.objects.order_by("sort_key"),
        method="by_agency",
        empty_label="Semua",
    )
    keadaan = django_filters.ChoiceFilter(
        label="Keadaan", choices=STATES, method="by_state", empty_label="Semua"
    )

    def by_name(self, people, name, value):
        return people.filter(Q(name__icontains=value) | Q(username__icontains=value))

    def by_role(self, people, name, value):
        return people.filter(_holding(role=value))

    def by_agency(self, people, name, value):
        return people.filter(_holding(agency=value))

    def by_state(self, people, name, value):
        if value == "ditutup":
            return people.filter(is_active=False)
        return people.filter(is_active=True, last_login__isnull=value == "diundang")


def _holding(**what):
    grants = RoleAssignment.objects.not_ended(timezone.localdate()).filter(**what)
    return Exists(grants.filter(user=OuterRef("pk")))
