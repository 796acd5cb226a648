from django import forms
from django.core.exceptions import ValidationError

from agencies.access.permissions import Permission
from agencies.models import Agency
from programs.forms.fields import NumberField, RupiahField
from programs.forms.programs import NodeField, agencies_for
from programs.models import Indicator, Plan, PlanItem, Program

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PlanForm(forms.ModelForm):
    """One version of one planning document; who serves one agency writes that agency's documents only."""

    class Meta:
        model = Plan
        fields = [
            "name", "kind", "agency", "first_year", "last_year", "stage", "number", "decree", "decree_date", "above", "falling_formula",
        ]  # fmt: skip
        widgets = {"decree_date": DAY}
        help_texts = {
            "agency": "Kosong untuk RPJMD dan RKPD.",
            "decree": "Misalnya Perda 3 Tahun 2025.",
            "above": "Renstra mengacu pada RPJMD, Renja pada Renstra.",
        }

    def __init__(self, *args, viewer, **options):
        super().__init__(*args, **options)
        everything = viewer.reaches_everything(Permission.EDIT_PLANS)
        self.fields["agency"].queryset = agencies_for(viewer, Permission.EDIT_PLANS)
        self.fields["agency"].required = not everything
        self.fields["above"].queryset = (
            Plan.objects.visible_to(viewer)
            .exclude(pk=self.instance.pk)
            .order_by("-first_year", "kind", "name")
        )
        if not everything:
            self.fields["kind"].choices = [
                one for one in Plan.Kind.choices if one[0] not in Plan.OF_THE_REGION
            ]


class VersionForm(forms.Form):
    """What the next version of a document is called."""

    stage = forms.ChoiceField(label="Tahap", choices=Plan.Stage.choices, initial=Plan.Stage.PERUBAHAN)
    number = forms.IntegerField(label="Perubahan ke-", min_value=0, max_value=20)


class EnforceForm(forms.Form):
    """From which day a version is in force."""

    from_day = forms.DateField(label="Berlaku mulai", widget=DAY)


class ItemForm(forms.ModelForm):
    """One item of a plan's tree with its ceilings and the indicators that measure it."""

    node = NodeField(label="Kode nomenklatur", required=False, help_text="Untuk program sampai sub kegiatan.")
    codes = forms.CharField(
        label="Kode indikator",
        required=False,
        help_text="Indikator yang mengukur butir ini. Pisahkan dengan koma.",
    )

    carriers = forms.CharField(
        label="Kode sub kegiatan",
        required=False,
        help_text="Sub kegiatan yang mendukung butir ini. Pisahkan dengan koma.",
    )

    class Meta:
        model = PlanItem
        fields = ["level", "parent", "number", "text", "node", "agency", "supports"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"number": "Misalnya 1.2.", "supports": "Butir dokumen di atasnya."}

    def __init__(self, *args, viewer, **options):
        super().__init__(*args, **options)
        plan = self.instance.plan
        self.viewer, self.years = viewer, list(plan.years)
        self.fields["parent"].queryset = plan.items.exclude(pk=self.instance.pk).order_by("sort_key", "pk")
        self.fields["agency"].queryset = Agency.objects.visible_to(viewer).order_by("sort_key")
        self.fields["supports"].queryset = (
            PlanItem.objects.visible_to(viewer).filter(plan=plan.above_id).order_by("sort_key", "pk")
        )
        known = {row.year: row.amount for row in self.instance.ceilings.all()} if self.instance.pk else {}
        for year in self.years:
            self.fields[f"pagu_{year}"] = RupiahField(
                label=f"Pagu indikatif {year} (Rp)", initial=known.get(year)
            )
        if self.instance.pk:
            for name, rows in (("codes", self.instance.indicators), ("carriers", self.instance.programs)):
                self.fields[name].initial = ", ".join(
                    rows.order_by("sort_key", "pk").values_list("code", flat=True)
                )

    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        above, seen = parent, set()
        while above is not None and above.pk not in seen:
            if above.pk == self.instance.pk:
                raise ValidationError("Butir tidak dapat berada di bawah dirinya sendiri.", code="circle")
            seen.add(above.pk)
            above = above.parent
        return parent

    def clean_codes(self) -> list[Indicator]:
        return _named(self.cleaned_data["codes"], Indicator.objects.visible_to(self.viewer), "Indikator")

    def clean_carriers(self) -> list[Program]:
        own = Program.objects.visible_to(self.viewer, Permission.EDIT_PLANS)
        return _named(self.cleaned_data["carriers"], own, "Sub kegiatan")

    def ceilings(self) -> dict[int, int | None]:
        return {year: self.cleaned_data[f"pagu_{year}"] for year in self.years}


def _named(words: str, rows, what: str) -> list:
    """The rows with these codes; a code of none of them is refused."""
    codes = {code.strip() for code in words.split(",") if code.strip()}
    found = list(rows.filter(code__in=codes).order_by("sort_key", "pk"))
    if unknown := sorted(codes - {one.code for one in found}):
        raise ValidationError(f"{what} {', '.join(unknown)} tidak ditemukan.", code="unknown_code")
    return found


class PlannedTargetForm(forms.Form):
    """What one version plans for one indicator in each year of its period: a number, or words where it is none."""

    def __init__(self, *args, plan: Plan, indicator: Indicator, **options):
        super().__init__(*args, **options)
        self.years = list(plan.years)
        known = {row.year: row for row in plan.planned_targets.filter(indicator=indicator)}
        for year in self.years:
            row = known.get(year)
            self.fields[f"angka_{year}"] = NumberField(
                label=f"Target {year}", initial=row.value if row else None
            )
            self.fields[f"kata_{year}"] = forms.CharField(
                label=f"Target {year} dengan kata",
                required=False,
                max_length=60,
                initial=row.text if row else "",
            )

    def lines(self) -> list[tuple[int, list]]:
        return [(year, [self[f"angka_{year}"], self[f"kata_{year}"]]) for year in self.years]

    def targets(self) -> dict[int, tuple]:
        """year -> (value, words); both empty removes the target."""
        return {
            year: (self.cleaned_data[f"angka_{year}"], self.cleaned_data[f"kata_{year}"].strip())
            for year in self.years
        }
