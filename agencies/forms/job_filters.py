import django_filters

from agencies.models import Job


class JobFilter(django_filters.FilterSet):
    keadaan = django_filters.ChoiceFilter(label="Keadaan", choices=Job.Status.choices, empty_label="Semua")
