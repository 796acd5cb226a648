import django_filters

from agencies.models import Job


class JobFilter(django_filters.FilterSet):
    keadaan = django_filters.ChoiceFilter(
        field_name="status", choices=Job.Status.choices, label="Keadaan", empty_label="Semua"
    )

    class Meta:
        model = Job
        fields = []
