import django_filters
from django import forms

from agencies.models import ReadEvent

DAY = forms.DateInput(attrs={"type": "date"})


class ReadFilter(django_filters.FilterSet):
    """The filters of who looked at whom; what they mean is in agencies.queries.trail."""

    cari = django_filters.CharFilter(label="Nama pelaku")
    sejak = django_filters.DateFilter(label="Sejak", widget=DAY)
    sampai = django_filters.DateFilter(label="Sampai", widget=DAY)
    perbuatan = django_filters.ChoiceFilter(
        label="Perbuatan", choices=ReadEvent.What.choices, empty_label="Semua"
    )


class EventFilter(django_filters.FilterSet):
    """The filters of the changes."""

    cari = django_filters.CharFilter(label="Nama pelaku")
    sejak = django_filters.DateFilter(label="Sejak", widget=DAY)
    sampai = django_filters.DateFilter(label="Sampai", widget=DAY)
    tindakan = django_filters.CharFilter(label="Tindakan")
    alamat = django_filters.CharFilter(label="Alamat IP")
