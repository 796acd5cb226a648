"""What an empty workbook is made for: a programme, a period and a year that hold for all its lines."""

from django import forms
from django.utils import timezone

from agencies.forms.uploads import FIRST_YEAR, PERIODS
from agencies.importing.templates import Wanted, programme_words


class TemplateForm(forms.Form):
    program = forms.ChoiceField(label="Program", required=False)
    period = forms.ChoiceField(
        label="Periode", choices=[("", "Diisi per baris"), *PERIODS[1:]], required=False
    )
    tahun = forms.IntegerField(label="Tahun", required=False, min_value=FIRST_YEAR, max_value=FIRST_YEAR + 99)

    def __init__(self, *args, programmes: list, **kwargs):
        super().__init__(*args, **kwargs)
        words = programme_words(programmes)
        self.fields["program"].choices = [("", "Diisi per baris"), *((word, word) for word in words)]
        self.fields["tahun"].initial = timezone.localdate().year

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("period") and not cleaned.get("tahun"):
            self.add_error("tahun", "Isi tahunnya agar periode ini jelas.")
        return cleaned

    def wanted(self, kind: str) -> Wanted:
        cleaned = self.cleaned_data
        return Wanted(kind, cleaned["program"], cleaned["period"], cleaned["tahun"])
