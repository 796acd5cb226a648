import django_filters

from agencies.access.roles import Role
from agencies.models import Agency

STATES = (("aktif", "Aktif"), ("diundang", "Diundang"), ("ditutup", "Ditutup"))


class UserFilter(django_filters.FilterSet):
    """Name or user name, role, agency, state; what they mean is in agencies.queries.accounts.listing."""

    cari = django_filters.CharFilter(label="Nama atau nama pengguna")
    peran = django_filters.ChoiceFilter(label="Peran", choices=Role.choices, empty_label="Semua")
    opd = django_filters.ModelChoiceFilter(
        label="Perangkat daerah",
        queryset=Agency.objects.order_by("sort_key"),
        empty_label="Semua",
    )
    keadaan = django_filters.ChoiceFilter(label="Keadaan", choices=STATES, empty_label="Semua")
