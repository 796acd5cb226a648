from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from agencies.access.permissions import Permission
from programs.forms.fields import NumberField
from programs.forms.programs import NodeField, agencies_for
from programs.models import Attainment, Indicator, Plan, PlanItem, Program, Statistic, Target

LABEL = 100  # letters of an item in the list of choices
DIGITS = 10  # a longer number is no id


class ItemField(forms.ModelChoiceField):
    """An item of a planning document, told apart by its document and level."""

    def label_from_instance(self, item: PlanItem) -> str:
        return f"{item.get_level_display()} {item}"[:LABEL] + f" ({item.plan})"


class IndicatorForm(forms.ModelForm):
    """One indicator and how it is judged, with all fields of DOMAIN 11.1, in the order of SECTIONS."""

    SECTIONS = (
        (
            "Apa yang diukur",
            ("name", "code", "external_code", "definition", "formula_text", "unit", "decimals"),
        ),
        ("Cara menilai", ("direction", "formula", "aggregation", "frequency")),
        ("Tempat dalam rencana", ("level", "agency", "program", "node", "item", "parent", "marks")),
        ("Awal dan akhir", ("baseline_year", "baseline_value", "final_value", "final_text")),
        ("Sumber angka", ("data_source", "statistic")),
    )

    baseline_value = NumberField(label="Kondisi awal", help_text="Nilai sebelum rencana dimulai.")
    final_value = NumberField(label="Target akhir", help_text="Nilai pada tahun terakhir rencana.")
    marks = forms.MultipleChoiceField(
        label="Tanda",
        choices=Indicator.Mark.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="IKU: kinerja utama. IKD: kinerja daerah. SPM: standar pelayanan minimal.",
    )
    node = NodeField(
        label="Kode nomenklatur",
        required=False,
        help_text="Untuk program sampai sub kegiatan, misalnya 1.06.05.",
    )
    parent = forms.CharField(
        label="Kode indikator induk",
        required=False,
        max_length=40,
        help_text="Indikator di atasnya yang ikut terdorong oleh indikator ini.",
    )
    item = ItemField(
        PlanItem.objects.none(),
        label="Butir rencana",
        required=False,
        help_text="Butir dokumen yang berlaku, milik daerah atau perangkat daerah ini.",
    )

    class Meta:
        model = Indicator
        fields = [
            "name", "code", "external_code", "definition", "formula_text", "unit", "decimals", "direction", "formula", "aggregation",
            "frequency", "level", "agency", "program", "node", "item", "parent", "marks", "baseline_year", "baseline_value",
            "final_value", "final_text", "data_source", "statistic",
        ]  # fmt: skip
        widgets = {
            "definition": forms.Textarea(attrs={"rows": 3}),
            "formula_text": forms.Textarea(attrs={"rows": 2}),
            "aggregation": forms.RadioSelect,
        }
        help_texts = {
            "code": "Singkat dan tetap, misalnya IKU-01.",
            "external_code": "Kode yang dipakai SIPD atau dokumen lain.",
            "definition": "Apa artinya, dan siapa atau apa yang dihitung.",
            "formula_text": "Misalnya penduduk miskin dibagi seluruh penduduk, dikali 100.",
            "unit": "Misalnya persen, orang, atau dokumen.",
            "decimals": "Target dan realisasi dibulatkan sebanyak ini sebelum dibandingkan.",
            "direction": "Pada makin rendah makin baik, tercapai berarti tidak melebihi target.",
            "formula": "Dijumlahkan untuk hasil per triwulan, nilai akhir untuk keadaan terakhir.",
            "aggregation": "Cara empat triwulan menjadi satu angka. Biasanya menurut jenis rumus.",
            "frequency": "Triwulan mana yang diminta pada halaman Isi triwulan.",
            "program": "Program pembawa anggarannya, bila ada.",
            "baseline_year": "Misalnya 2024.",
            "final_text": "Hanya bila targetnya kata, misalnya WTP.",
            "data_source": "Siapa yang menerbitkan angkanya, misalnya BPS.",
            "statistic": "Bila angkanya sama dengan satu angka makro pada halaman Kemiskinan.",
        }

    def __init__(self, *args, viewer, **options):
        super().__init__(*args, **options)
        self.viewer = viewer
        self.fields["agency"].queryset = agencies_for(viewer, Permission.EDIT_INDICATORS)
        self.fields["program"].queryset = Program.objects.visible_to(viewer).order_by("sort_key")
        self.fields["statistic"].queryset = Statistic.objects.visible_to(viewer).order_by("sort_key")
        self.fields["item"].queryset = self._items()
        if self.instance.parent_id:
            self.initial["parent"] = self.instance.parent.code

    def sections(self) -> list[tuple[str, list]]:
        """(heading, bound fields) as the page groups them."""
        return [(title, [self[name] for name in names]) for title, names in self.SECTIONS]

    def clean_parent(self) -> Indicator | None:
        """The indicator of a code; an indicator is never its own ancestor."""
        code = self.cleaned_data["parent"].strip()
        if not code:
            return None
        found = Indicator.objects.visible_to(self.viewer).filter(code=code).first()
        if found is None:
            raise ValidationError(f"Indikator dengan kode {code} tidak ada.", code="unknown_parent")
        above, seen = found, set()
        while above is not None and above.pk not in seen:
            if above.pk == self.instance.pk:
                raise ValidationError(
                    f"{code} berada di bawah indikator ini. Pilih yang lain.", code="circle"
                )
            seen.add(above.pk)
            above = above.parent
        return found

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("final_value") is not None and cleaned.get("final_text"):
            self.add_error("final_text", "Isi target akhir dengan angka atau kata, jangan keduanya.")
        node, level = cleaned.get("node"), cleaned.get("level")
        if node is not None and level and node.level != level:
            self.add_error(
                "node", f"Kode ini milik tingkat {node.get_level_display().lower()}. Samakan tingkatnya."
            )
        return cleaned

    def _items(self):
        """Items of the documents in force: the region's and those of the indicator's agency, and the one it has."""
        plans = Plan.objects.visible_to(self.viewer).in_force(timezone.localdate())
        wanted = Q(plan__in=plans) & (Q(plan__agency__isnull=True) | Q(plan__agency__in=self._owners()))
        rows = PlanItem.objects.visible_to(self.viewer).filter(wanted | Q(pk=self.instance.item_id))
        return rows.select_related("plan").order_by("plan__kind", "plan", "sort_key", "pk")

    def _owners(self) -> list[int]:
        """The agency chosen, else the indicator's, else the only one the viewer writes for."""
        asked = str(self.data.get("agency", ""))
        if asked.isdecimal() and len(asked) < DIGITS:
            return [int(asked)]
        if self.instance.agency_id:
            return [self.instance.agency_id]
        reached = list(self.fields["agency"].queryset.values_list("pk", flat=True)[:2])
        return reached if len(reached) == 1 else []


class TargetForm(forms.Form):
    """The target of one indicator in each year: a number, or words where it is none."""

    def __init__(self, *args, indicator: Indicator, years: list[int], **options):
        super().__init__(*args, **options)
        self.years = years
        known = {row.year: row for row in indicator.targets.filter(year__in=years)}
        for year in years:
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


class AttainmentForm(forms.ModelForm):
    """What an indicator reached in one quarter, or why it has no value yet."""

    value = NumberField(label="Realisasi")

    class Meta:
        model = Attainment
        fields = ["value", "text", "reason", "hindering", "driving"]
        widgets = {
            "hindering": forms.Textarea(attrs={"rows": 2}),
            "driving": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {"text": "Hanya bila realisasinya bukan angka, misalnya WTP."}

    def __init__(self, *args, target: Target | None, needs_cause, **options):
        super().__init__(*args, **options)
        self.needs_cause = needs_cause
        unit = self.instance.indicator.unit
        goal = "" if target is None else target.text or self.fields["value"].prepare_value(target.value)
        self.fields["value"].help_text = (
            f"Satuan: {unit}. Target: {goal} {unit}." if goal else f"Satuan: {unit}. Belum ada target."
        )
        self.fields["reason"].choices = [("", "Ada nilainya"), ("not_published", "Data belum terbit")]

    def clean(self):
        cleaned = super().clean()
        filled = cleaned.get("value") is not None or cleaned.get("text")
        if not filled and not cleaned.get("reason") and "value" not in self.errors:
            self.add_error("value", "Isi realisasi, atau pilih alasan kosong.")
        if filled and cleaned.get("reason"):
            self.add_error("reason", "Pilih Ada nilainya, karena realisasi sudah diisi.")
        if (
            filled
            and not cleaned.get("hindering")
            and not self.errors
            and self.needs_cause(self.instance, cleaned)
        ):
            self.add_error("hindering", "Capaian rendah. Tulis faktor penghambatnya.")
        return cleaned
