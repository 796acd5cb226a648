"""Which places come first: the decision on one place, and the decree for the whole list."""

from django import forms

from programs.models import FocusRegion

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
IN, OUT = "ya", "tidak"


class DecisionForm(forms.ModelForm):
    """Take one place in or out; against the figures only with a reason."""

    is_focus = forms.TypedChoiceField(
        label="Keputusan", choices=((IN, "Menjadi lokasi fokus"), (OUT, "Bukan lokasi fokus")),
        coerce=lambda value: value == IN, widget=forms.RadioSelect,
    )  # fmt: skip

    class Meta:
        model = FocusRegion
        fields = ["is_focus", "reason", "decree", "decree_date"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3}), "decree_date": DAY}
        help_texts = {
            "reason": "Wajib bila berbeda dari hitungan.",
            "decree": "Misalnya Keputusan Bupati 460/12/2026. Kosong bila belum ada.",
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        known = self.instance
        self.initial["is_focus"] = IN if (known.is_focus if known.pk else not known.was_proposed) else OUT

    def clean(self):
        told = super().clean()
        if "is_focus" in told and told["is_focus"] != self.instance.was_proposed and not told.get("reason"):
            self.add_error("reason", "Tulis alasan: keputusan ini berbeda dari hitungan.")
        for here, other in (("decree", "decree_date"), ("decree_date", "decree")):
            if told.get(other) and not told.get(here) and here not in self.errors:
                self.add_error(here, "Isi nomor dan tanggal keputusan bersama-sama.")
        return told


class PickForm(forms.Form):
    """A place that the figures do not propose, to decide on."""

    tempat = forms.ChoiceField(label="Kecamatan atau desa")

    def __init__(self, *args, regions, **options):
        super().__init__(*args, **options)
        self.fields["tempat"].choices = [(one.code, _named(one)) for one in regions]


class DecreeForm(forms.Form):
    """The decree that fixes the whole list."""

    decree = forms.CharField(
        label="Nomor keputusan", max_length=120, help_text="Misalnya Keputusan Bupati 460/12/2026."
    )
    decree_date = forms.DateField(label="Tanggal keputusan", widget=DAY)


def _named(region) -> str:
    return f"{region.name}, {region.parent.name}" if region.level == region.Level.VILLAGE else region.name
