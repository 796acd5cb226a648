"""What the one who asks for approval must confirm: only what is unusual about this list."""

from django import forms

from agencies.models import Upload
from agencies.queries import comparisons


class ConfirmForm(forms.Form):
    """Villages that vanished or jumped, how many end with a complete list, and a reason above a threshold.

    A list that is as usual has no field at all. `ticked` are villages already confirmed on the page before.
    """

    desa = forms.MultipleChoiceField(
        label="Desa yang berbeda dari daftar sebelumnya", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pastikan setiap desa, atau perbaiki berkasnya."},
    )  # fmt: skip
    ended = forms.BooleanField(error_messages={"required": "Pastikan jumlah yang berakhir."})
    note = forms.CharField(
        label="Alasan tetap mengajukan", max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, upload: Upload, *args, reason_needed: bool, ticked: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        found = comparisons.comparison(upload)
        places = found.unusual if found else []
        self.fields["desa"].choices = [
            (place.code, f"{comparisons.jump_words(place)} Memang demikian.") for place in places
        ]
        self.fields["desa"].initial = [place.code for place in places if place.code in ticked]
        self.fields["ended"].label = comparisons.ended_words(upload)
        needed = {"desa": bool(places), "ended": bool(upload.rows_ended), "note": reason_needed}
        for name, is_needed in needed.items():
            if not is_needed:
                del self.fields[name]

    def clean_desa(self):
        """Every village must be confirmed: one that nobody looked at may be the forgotten sheet."""
        chosen = self.cleaned_data["desa"]
        if len(chosen) < len(self.fields["desa"].choices):
            raise forms.ValidationError(self.fields["desa"].error_messages["required"])
        return chosen
