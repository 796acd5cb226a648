"""The planner's judgement of what drives a main statistic."""

from django import forms

from programs.models import Determinant, Indicator, Program, Statistic


class DeterminantForm(forms.ModelForm):
    class Meta:
        model = Determinant
        fields = ["main", "name", "statistic", "indicator", "strength", "evidence", "programs"]
        widgets = {
            "evidence": forms.Textarea(attrs={"rows": 4}),
            "programs": forms.SelectMultiple(attrs={"size": 8}),
        }
        help_texts = {
            "evidence": "Dari mana Anda tahu: survei, data, atau kesepakatan rapat.",
            "programs": "Sub kegiatan yang menjawab faktor ini.",
        }

    def __init__(self, *args, viewer, **options):
        super().__init__(*args, **options)
        statistics = Statistic.objects.visible_to(viewer).order_by("sort_key")
        self.fields["main"].queryset = statistics.exclude(direction="")
        self.fields["statistic"].queryset = statistics
        self.fields["indicator"].queryset = Indicator.objects.visible_to(viewer).order_by("sort_key")
        self.fields["programs"].queryset = Program.objects.visible_to(viewer).poverty().order_by("sort_key")
