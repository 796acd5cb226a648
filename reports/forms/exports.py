from django import forms

from agencies.models import Agency
from programs.queries.years import years_around
from reports.queries.scope import Scope, districts

QUARTERS = (
    ("4", "Setahun penuh"),
    ("3", "Sampai triwulan III"),
    ("2", "Sampai triwulan II"),
    ("1", "Sampai triwulan I"),
)
PURPOSES = (
    ("Verifikasi lapangan", "Verifikasi lapangan"),
    ("Rapat koordinasi TKPK", "Rapat koordinasi TKPK"),
    ("Pemutakhiran data", "Pemutakhiran data"),
    ("Pemeriksaan", "Pemeriksaan"),
    ("lain", "Keperluan lain"),
)


class ReportForm(forms.Form):
    """What a report is about; an empty choice is everything that the reader sees."""

    tahun = forms.ChoiceField(label="Tahun anggaran")
    triwulan = forms.ChoiceField(label="Realisasi", choices=QUARTERS, help_text="Pagu tetap setahun penuh.")
    kecamatan = forms.ChoiceField(label="Kecamatan", required=False)
    perangkat = forms.ChoiceField(label="Perangkat daerah", required=False)

    def __init__(self, *args, scope: Scope, home: str, at_work: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tahun"].choices = [(str(year), str(year)) for year in years_around(at_work)]
        self.fields["kecamatan"].choices = [("", "Semua kecamatan"), *districts(scope, home)]
        agencies = Agency.objects.visible_to(scope.viewer).order_by("sort_key").values_list("pk", "name")
        self.fields["perangkat"].choices = [
            ("", "Semua perangkat daerah"),
            *((str(pk), name) for pk, name in agencies),
        ]

    def parameters(self) -> dict[str, str]:
        return {key: value for key, value in self.cleaned_data.items() if value}


class PurposeForm(forms.Form):
    """Why a list with names leaves the system, and to whom (SECURITY 3.3)."""

    purpose = forms.ChoiceField(label="Keperluan", choices=PURPOSES)
    other = forms.CharField(label="Keperluan lain, tulis di sini", required=False, max_length=200)
    recipient = forms.CharField(
        label="Diserahkan kepada", max_length=200, help_text="Nama dan jabatan, atau: dipakai sendiri."
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("purpose") == "lain" and not cleaned.get("other", "").strip():
            self.add_error("other", "Tulis keperluannya.")
        return cleaned

    def words(self) -> str:
        chosen = self.cleaned_data["purpose"]
        return self.cleaned_data["other"].strip() if chosen == "lain" else chosen
