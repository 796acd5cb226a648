from django import forms

REASONS = [
    (words, words)
    for words in (
        "Mencocokkan dengan KTP atau KK",
        "Menindaklanjuti pengaduan",
        "Pemeriksaan Inspektorat",
        "Lainnya",
    )
]


class RevealForm(forms.Form):
    """Why a number is opened; both parts stand in the trail."""

    alasan = forms.ChoiceField(label="Alasan", choices=REASONS, widget=forms.Select)
    keterangan = forms.CharField(
        label="Keterangan", max_length=200, min_length=5,
        error_messages={"min_length": "Tulis keterangan, misalnya nomor surat atau pengaduan."},
        widget=forms.TextInput(attrs={"placeholder": "Misalnya nomor surat atau pengaduan", "autocomplete": "off"}),
    )  # fmt: skip

    def reason(self) -> str:
        return f"{self.cleaned_data['alasan']}: {self.cleaned_data['keterangan']}"
