import re

import django_filters
from django import forms
from django.contrib.postgres.forms import SimpleArrayField
from django.utils import timezone

from agencies.models import Agency, Region
from agencies.queries.agencies import narrowed
from agencies.queries.regions import at_home

IN_FORCE = [("", "Yang berlaku sekarang"), ("semua", "Termasuk yang sudah diganti")]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AgencyFilter(django_filters.FilterSet):
    """The filters of the list of agencies; what they mean is in agencies.queries.agencies.narrowed."""

    cari = django_filters.CharFilter(
        label="Nama, singkatan, atau kode", widget=forms.TextInput(attrs={"type": "search"})
    )
    jenis = django_filters.ChoiceFilter(label="Jenis", choices=Agency.Kind.choices, empty_label="Semua")
    berlaku = django_filters.ChoiceFilter(label="Keadaan", choices=IN_FORCE, empty_label=None)

    class Meta:
        model = Agency
        fields: list[str] = []

    def filter_queryset(self, queryset):
        return narrowed(queryset, self.data)


class AgencyForm(forms.ModelForm):
    """One perangkat daerah."""

    fields_of_affairs = SimpleArrayField(
        forms.RegexField(r"^\d\.\d\d$", error_messages={"invalid": "Tulis kode bidang, misalnya 1.06."}),
        label="Bidang urusan", required=False, max_length=3, help_text="Paling banyak tiga kode, dipisah koma: 2.08, 2.14.",
    )  # fmt: skip

    class Meta:
        model = Agency
        fields = [
            "name", "short_name", "code", "kind", "parent", "region", "fields_of_affairs", "head_confirms", "approval_waived",
            "valid_from",
        ]  # fmt: skip
        widgets = {"valid_from": DAY}

    def __init__(self, *args, viewer, **options):
        super().__init__(*args, **options)
        others = Agency.objects.visible_to(viewer).current(timezone.localdate())
        self.fields["parent"].queryset = others.exclude(pk=self.instance.pk).order_by("sort_key")
        places = at_home(Region.objects.visible_to(viewer)).current(timezone.localdate())
        self.fields["region"].queryset = places.select_related("parent").order_by("code")
        self.fields["region"].help_text = "Hanya untuk kecamatan dan kelurahan."
        self.fields["region"].label_from_instance = _place

    def clean_name(self):
        return re.sub(r"\s+", " ", self.cleaned_data["name"]).strip()

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        above = parent
        while above is not None:
            if above.pk == self.instance.pk:
                raise forms.ValidationError("Induk tidak boleh berada di bawah perangkat daerah ini.")
            above = above.parent
        return parent


class ReplaceForm(forms.Form):
    """Who carries on the tasks of an agency that was renamed or merged."""

    successor = forms.ModelChoiceField(Agency.objects.none(), label="Digantikan oleh")
    last_day = forms.DateField(label="Berlaku sampai", widget=DAY)

    def __init__(self, *args, agency: Agency, viewer, **options):
        super().__init__(*args, **options)
        others = Agency.objects.visible_to(viewer).exclude(pk=agency.pk)
        self.fields["successor"].queryset = others.current(timezone.localdate()).order_by("sort_key")


def _place(region: Region) -> str:
    return (
        region.full_name
        if region.level == Region.Level.DISTRICT
        else f"{region.full_name}, Kec. {region.parent.name}"
    )
