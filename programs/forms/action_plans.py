from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from agencies.access.permissions import Permission
from agencies.models import Region
from programs.forms.fields import RupiahField
from programs.models import ActionRow, Program
from programs.queries.action_plans import ActionLine


def _rupiah(amount: int) -> str:
    return f"Rp {amount:,}".replace(",", ".")


class ActionForm(forms.ModelForm):
    """One row of the action plan; code, program and kegiatan follow from the sub kegiatan."""

    allocation_amount = RupiahField(label="Alokasi anggaran (Rp)", required=True)
    benefit_amount = RupiahField(
        label="Besaran manfaat (Rp)", help_text="Per satuan sasaran. Kosong bila bukan uang."
    )

    class Meta:
        model = ActionRow
        fields = [
            "program", "strategy", "direct", "indirect", "support", "allocation_amount", "sources", "regularity", "regions",
            "location_text", "target_count", "target_unit", "target_text", "benefit_amount", "benefit_text", "form", "duration",
            "duration_months",
        ]  # fmt: skip
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("direct", "indirect", "support")} | {
            name: forms.CheckboxSelectMultiple for name in ("sources", "regions")
        }
        labels = {
            "location_text": "Lokasi lain atau keterangan lokasi",
            "regions": "Lokasi (kecamatan)",
            "target_text": "Keterangan sasaran",
            "benefit_text": "Keterangan manfaat",
        }
        help_texts = {
            "program": "Kode, program, dan kegiatan mengikuti sub kegiatan.",
            "duration": "Misalnya 12 bulan atau 4 kali.",
            "duration_months": "Kosong bila tidak dihitung dalam bulan.",
        }

    def __init__(self, *args, viewer, **options):
        super().__init__(*args, **options)
        programs = Program.objects.visible_to(viewer, Permission.EDIT_PROGRAMS)
        own = programs.filter(agency__isnull=False, node__isnull=False)
        self.fields["program"].queryset = own.select_related("node").order_by("sort_key", "pk")
        self.fields["program"].label_from_instance = lambda one: f"{one.node.code} {one.name}"
        self.fields["program"].empty_label = "Pilih sub kegiatan"
        self.fields["target_unit"].empty_label = "Pilih satuan"
        self.fields["strategy"].choices = [("", "Pilih strategi"), *Program.Strategy.choices]
        self.fields["sources"].queryset = self.fields["sources"].queryset.order_by("code")
        districts = Region.objects.visible_to(viewer).districts().current(timezone.localdate())
        self.fields["regions"].queryset = districts.order_by("code")
        if self.instance.pk:
            self.fields["program"].disabled = True

    def clean(self):
        cleaned = super().clean()
        program = cleaned.get("program")
        if program:
            self.instance.agency_id = program.agency_id
            rows = ActionRow.objects.kept().filter(program=program, year=self.instance.year)
            if rows.exclude(pk=self.instance.pk).exists():
                self.add_error("program", "Sub kegiatan ini sudah ada dalam rencana aksi tahun itu.")
        return cleaned


class SemesterForm(forms.Form):
    """What a row spent in each half of the year. Empty leaves it to the monthly realisation."""

    semester_1 = RupiahField(label="Realisasi semester 1 (Rp)")
    semester_2 = RupiahField(label="Realisasi semester 2 (Rp)", help_text="Hanya Juli sampai Desember.")
    kumulatif = forms.BooleanField(
        label="Angka semester 2 sudah termasuk semester 1",
        required=False,
        help_text="Semester 1 akan dikurangkan.",
    )
    reason = forms.CharField(
        label="Alasan", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wajib bila melebihi alokasi atau berbeda dari realisasi bulanan.",
    )  # fmt: skip

    def __init__(self, *args, line: ActionLine, shut: set[int] = frozenset(), **options):
        """`shut` are the semesters that take no entry now: their fields show what stands and change nothing."""
        reasons = [report.reason for report in line.row.reports.all() if report.reason]
        initial = {
            "semester_1": line.told.get(1),
            "semester_2": line.told.get(2),
            "reason": reasons[0] if reasons else "",
        }
        super().__init__(*args, initial=initial, **options)
        self.line, self.shut = line, shut
        for number in (1, 2):
            counted = line.counted.get(number)
            if counted is not None:
                field = self.fields[f"semester_{number}"]
                field.help_text = f"{field.help_text} Menurut realisasi bulanan {_rupiah(counted)}. Kosong memakai angka itu.".strip()
        for number in shut:
            self.fields[f"semester_{number}"].disabled = True
        if 2 in shut:
            del self.fields["kumulatif"]

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self._subtract(cleaned)
        if self.errors:
            return cleaned
        self._judge(cleaned)
        return cleaned

    def amounts(self) -> dict[int, int | None]:
        """semester -> rupiah of that half alone, without those that take no entry; None leaves it to the months."""
        return {n: self.cleaned_data[f"semester_{n}"] for n in (1, 2) if n not in self.shut}

    def _subtract(self, cleaned) -> None:
        """A cumulative second half loses the first."""
        if not cleaned.get("kumulatif") or cleaned.get("semester_2") is None:
            return
        rest = cleaned["semester_2"] - (self._of(cleaned, 1) or 0)
        if rest < 0:
            self.add_error("semester_2", "Angka kumulatif lebih kecil dari semester 1. Periksa kedua angka.")
        cleaned["semester_2"] = rest

    def _judge(self, cleaned) -> None:
        """More than the allocation, or other than the months, needs a reason (DOMAIN 8.4)."""
        allocation = self.line.row.allocation_amount
        total = sum(self._of(cleaned, number) or 0 for number in (1, 2))
        if cleaned.get("reason", "").strip():
            return
        if total > allocation:
            raise ValidationError(
                f"Total {_rupiah(total)} melebihi alokasi {_rupiah(allocation)}. "
                "Bila semester 2 kumulatif, centang kotaknya. Bila tidak, tulis alasannya."
            )
        if any(self._differs(cleaned, number) for number in (1, 2)):
            self.add_error("reason", "Angka berbeda dari realisasi bulanan. Tulis alasannya.")

    def _of(self, cleaned, number: int) -> int | None:
        told = cleaned.get(f"semester_{number}")
        return self.line.counted.get(number) if told is None else told

    def _differs(self, cleaned, number: int) -> bool:
        told, counted = cleaned.get(f"semester_{number}"), self.line.counted.get(number)
        return told is not None and counted is not None and told != counted


class ReturnForm(forms.Form):
    """Why a row goes back to its agency."""

    note = forms.CharField(
        label="Catatan untuk perangkat daerah", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
