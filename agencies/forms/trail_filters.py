import django_filters
from django.db.models import Q

from agencies.models import AuditEvent, ReadEvent

DAY = {"type": "date"}


class _Days(django_filters.FilterSet):
    """From one day to another, both included; by the name of who acted."""

    cari = django_filters.CharFilter(label="Nama pelaku", field_name="actor", lookup_expr="icontains")
    sejak = django_filters.DateFilter(label="Sejak", field_name="happened_at", lookup_expr="date__gte")
    sampai = django_filters.DateFilter(label="Sampai", field_name="happened_at", lookup_expr="date__lte")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("sejak", "sampai"):
            self.form.fields[name].widget.input_type = "date"


class EventFilter(_Days):
    tindakan = django_filters.CharFilter(label="Tindakan", method="by_action")
    alamat = django_filters.CharFilter(label="Alamat IP", field_name="address", lookup_expr="exact")

    class Meta:
        model = AuditEvent
        fields = []

    def by_action(self, events, name, value):
        """By the words on screen or by the beginning of the code."""
        typed = value.lower()
        codes = [code for code, words in AuditEvent.WORDS.items() if typed in words.lower()]
        return events.filter(Q(action__startswith=typed) | Q(action__in=codes))


class ReadFilter(_Days):
    perbuatan = django_filters.ChoiceFilter(
        label="Perbuatan", field_name="what", choices=ReadEvent.What.choices, empty_label="Semua"
    )

    class Meta:
        model = ReadEvent
        fields = []
