import django_filters
from django.utils import timezone

from agencies.models import Agency, Upload
from agencies.queries.uploads import narrowed

STATES = (
    ("saya", "Perlu tindakan"),
    ("menunggu", "Menunggu persetujuan"),
    ("tersimpan", "Tersimpan"),
    ("dibaca", "Sedang dibaca atau disimpan"),
    ("berakhir", "Dibatalkan atau diurungkan"),
)
SORTS = {
    "nama": "name",
    "diterima": "received_at",
    "baris": "rows_read",
    "ditahan": "rows_held",
    "mutu": "quality",
    "opd": "agency__sort_key",
}


class UploadFilter(django_filters.FilterSet):
    """File name or number, state, agency, kind, year of receipt."""

    cari = django_filters.CharFilter(label="Nama berkas atau nomor")
    keadaan = django_filters.ChoiceFilter(label="Keadaan", choices=STATES, empty_label="Semua")
    opd = django_filters.ModelChoiceFilter(
        label="Perangkat daerah",
        field_name="agency",
        queryset=Agency.objects.order_by("sort_key"),
        empty_label="Semua",
    )
    isi = django_filters.ChoiceFilter(
        label="Isi berkas", field_name="kind", choices=Upload.Kind.choices, empty_label="Semua"
    )
    tahun = django_filters.ChoiceFilter(
        label="Tahun", field_name="received_at", lookup_expr="year", choices=[], empty_label="Semua"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        this_year = timezone.localdate().year
        self.filters["tahun"].extra["choices"] = [
            (year, str(year)) for year in range(this_year, this_year - 6, -1)
        ]

    def filter_queryset(self, queryset):
        return narrowed(queryset, self.data)


def ordered(uploads, wanted: str):
    """By the heading that was pressed, else newest first."""
    column = SORTS.get(wanted.removeprefix("-"))
    if column is None:
        return uploads.for_listing()
    return uploads.for_listing().order_by(f"-{column}" if wanted.startswith("-") else column, "-pk")
