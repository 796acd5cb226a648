import django_filters
from django import forms

from agencies.models import Agency
from programs.filters.programs import year_choices
from programs.models import ActionRow, Program
from programs.queries.action_plans import UNREPORTED


class ActionFilter(django_filters.FilterSet):
    """The filters of the action plan; what they mean is in programs.queries.action_plans.listing."""

    cari = django_filters.CharFilter(
        label="Sub kegiatan atau kode", widget=forms.TextInput(attrs={"type": "search"})
    )
    tahun = django_filters.ChoiceFilter(label="Tahun anggaran", choices=[], empty_label=None)
    perangkat = django_filters.ModelChoiceFilter(
        label="Perangkat daerah", queryset=Agency.objects.none(), empty_label="Semua"
    )
    strategi = django_filters.ChoiceFilter(
        label="Strategi", choices=Program.Strategy.choices, empty_label="Semua"
    )
    status = django_filters.ChoiceFilter(
        label="Status", choices=ActionRow.Status.choices, empty_label="Semua"
    )
    laporan = django_filters.ChoiceFilter(
        label="Laporan semester",
        choices=[(UNREPORTED, "Belum ada"), *ActionRow.Status.choices],
        empty_label="Semua",
    )

    class Meta:
        model = ActionRow
        fields: list[str] = []

    def __init__(self, data, *, viewer, at_work: int, year: int):
        super().__init__({"tahun": str(year)} | data.dict(), ActionRow.objects.none())
        self.filters["tahun"].extra |= {"choices": year_choices(at_work), "initial": str(at_work)}
        self.filters["perangkat"].queryset = Agency.objects.visible_to(viewer).order_by("sort_key")
