"""What officers write about an analysis."""

from django import forms


class FindingForm(forms.Form):
    """The text of one finding; it begins as the draft or as what is stored."""

    text = forms.CharField(
        label="Temuan", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Tulis untuk pimpinan: apa yang terjadi, lalu apa artinya.",
    )  # fmt: skip
