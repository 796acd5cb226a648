from django import forms

from agencies.access.permissions import Permission
from programs.forms.programs import agencies_for
from programs.models import Indicator, Issue, Program


class IssueForm(forms.ModelForm):
    """One problem or strategic issue; evidence in numbers, linked to what shows it and to what is done about it."""

    class Meta:
        model = Issue
        fields = ["kind", "title", "evidence", "agency", "status", "indicators", "programs"]
        widgets = {
            "evidence": forms.Textarea(attrs={"rows": 4}),
            "indicators": forms.SelectMultiple(attrs={"size": 8}),
            "programs": forms.SelectMultiple(attrs={"size": 8}),
        }
        help_texts = {
            "title": "Satu kalimat, misalnya: Angka kemiskinan Buleleng di atas Provinsi Bali.",
            "evidence": "Angka, tahun, dan sumbernya.",
            "agency": "Kosong: tanggung jawab bersama.",
            "indicators": "Yang menunjukkan masalah ini.",
            "programs": "Yang menangani masalah ini.",
        }

    def __init__(self, *args, viewer, **options):
        super().__init__(*args, **options)
        self.fields["agency"].queryset = agencies_for(viewer, Permission.EDIT_ANALYSIS)
        self.fields["indicators"].queryset = Indicator.objects.visible_to(viewer).order_by("sort_key", "pk")
        self.fields["programs"].queryset = (
            Program.objects.visible_to(viewer)
            .poverty()
            .in_year(self.instance.year)
            .order_by("sort_key", "pk")
        )
