"""Short forms around saved arrangements: whom to share one with, and the file that holds one."""

from django import forms
from django.utils import timezone

from agencies.forms.uploads import agencies_of
from agencies.importing.mappings import MOST_BYTES
from agencies.models import Agency

SIZE = f"Berkas lebih besar dari {MOST_BYTES // 1000} kB. Pilih berkas susunan atau dialek."


class ShareForm(forms.Form):
    """One other agency, or all of them when nothing is chosen."""

    shared_with = forms.ModelChoiceField(
        label="Bagikan kepada", queryset=Agency.objects.none(), required=False, empty_label="Semua perangkat daerah"
    )  # fmt: skip

    def __init__(self, *args, viewer, owner: Agency, **kwargs):
        super().__init__(*args, **kwargs)
        others = Agency.objects.visible_to(viewer).current(timezone.localdate()).exclude(pk=owner.pk)
        self.fields["shared_with"].queryset = others.order_by("sort_key")


class WordForm(forms.Form):
    """One word that an arrangement knows."""

    field = forms.CharField(max_length=80)
    text = forms.CharField(max_length=500, strip=False)


class TextFileForm(forms.Form):
    """A small text file (TOML)."""

    file = forms.FileField(
        label="Berkas (.toml)",
        error_messages={
            "required": "Pilih berkasnya.",
            "empty": "Berkas kosong. Pilih berkas lain.",
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(SIZE)
        return file


class ArrangementFileForm(TextFileForm):
    agency = forms.ModelChoiceField(
        label="Untuk perangkat daerah", queryset=Agency.objects.none(), empty_label=None
    )
    field_order = ("agency", "file")

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_of(viewer)
