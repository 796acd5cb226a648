from django import forms
from django.utils import timezone

from agencies.models import Agency, Schedule


class ScheduleForm(forms.ModelForm):
    """One stage of the calendar with its days."""

    class Meta:
        model = Schedule
        fields = [
            "document",
            "title",
            "fiscal_year",
            "period",
            "opens",
            "closes",
            "rule",
            "basis",
            "done_at",
            "note",
        ]
        widgets = {
            **{
                name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
                for name in ("opens", "closes", "done_at")
            },
            "note": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "period": "Triwulan 1–4 atau semester 1–2. Isi 0 bila tidak ada.",
            "basis": "Peraturan, atau kebiasaan.",
        }

    def clean(self):
        """A stage is known by its title: two of the same document, year and period need two titles."""
        cleaned = super().clean()
        if self.instance.pk is None and cleaned.get("title"):
            self.instance.stage = "" if cleaned.get("period") else cleaned["title"][:80]
        return cleaned


class ReasonForm(forms.Form):
    alasan = forms.CharField(label="Alasan", max_length=300)


class ReopeningForm(ReasonForm):
    """More time for one agency."""

    perangkat = forms.ModelChoiceField(Agency.objects.none(), label="Perangkat daerah")
    sampai = forms.DateField(
        label="Sampai", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    field_order = ["perangkat", "sampai", "alasan"]

    def __init__(self, *args, viewer, **options):
        super().__init__(*args, **options)
        agencies = Agency.objects.visible_to(viewer).current(timezone.localdate())
        self.fields["perangkat"].queryset = agencies.order_by("sort_key")

    def clean_sampai(self):
        until = self.cleaned_data["sampai"]
        if until < timezone.localdate():
            raise forms.ValidationError("Pilih hari ini atau sesudahnya.")
        return until
