from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from programs.forms.fields import NumberField, RupiahField
from programs.models import FundingSource, MonthlyPlan
from programs.queries.ceilings import Version
from programs.queries.programs import SourceLine

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a money grid as the template shows it: its name and the bound fields."""

    label: str
    fields: list
    total: int | None = None


class SourceForm(forms.Form):
    """Adds one more funding source to the grid of a programme."""

    sumber = forms.ModelChoiceField(FundingSource.objects.none(), label="Sumber dana lain", required=False)

    def __init__(self, *args, used: set[int], **options):
        super().__init__(*args, **options)
        self.fields["sumber"].queryset = FundingSource.objects.exclude(pk__in=used).order_by("code")


class CeilingForm(forms.Form):
    """The ceilings of one programme and year: a row per funding source, a column per version."""

    def __init__(self, *args, lines: list[SourceLine], versions: list[Version], **options):
        super().__init__(*args, **options)
        self.sources, self.versions = [line.source for line in lines], versions
        for line in lines:
            for version in versions:
                self.fields[f"{line.source.pk}_{version.key}"] = RupiahField(
                    label=f"{line.source.name}, {version.label}", initial=line.versions.get(version)
                )

    def lines(self) -> list[Line]:
        return [
            Line(source.name, [self[f"{source.pk}_{version.key}"] for version in self.versions])
            for source in self.sources
        ]

    def ceilings(self) -> dict[tuple[int, Version], int | None]:
        """(source id, version) -> amount; None removes the line."""
        return {
            (source.pk, version): self.cleaned_data[f"{source.pk}_{version.key}"]
            for source in self.sources
            for version in self.versions
        }


class MonthsForm(forms.Form):
    """What one programme spent from one source in each month, and how far the work stood."""

    def __init__(self, *args, line: SourceLine, **options):
        super().__init__(*args, **options)
        self.line = line
        for month, name in enumerate(MONTHS, start=1):
            row = line.months.get(month)
            self.fields[f"uang_{month}"] = RupiahField(
                label=f"Realisasi {name} (Rp)", initial=row.spent_amount if row else None
            )
            self.fields[f"fisik_{month}"] = NumberField(
                label=f"Fisik sampai {name} (%)", initial=row.physical if row else None,
                places=2, low=Decimal(0), high=Decimal(100),
            )  # fmt: skip

    def lines(self) -> list[Line]:
        return [Line(name, [self[f"uang_{n}"], self[f"fisik_{n}"]]) for n, name in enumerate(MONTHS, start=1)]

    def clean(self):
        cleaned = super().clean()
        self._refuse_level_without_money(cleaned)
        self._refuse_falling(cleaned)
        self._refuse_beyond_ceiling(cleaned)
        return cleaned

    def months(self) -> dict[int, tuple[int, Decimal | None] | None]:
        """month -> (spent, physical), or None where the month is not reported."""
        found = {}
        for month in range(1, 13):
            spent, level = self.cleaned_data[f"uang_{month}"], self.cleaned_data[f"fisik_{month}"]
            found[month] = None if spent is None else (spent, level)
        return found

    def _refuse_level_without_money(self, cleaned):
        for month in range(1, 13):
            if (
                cleaned.get(f"fisik_{month}") is not None
                and cleaned.get(f"uang_{month}") is None
                and f"uang_{month}" not in self.errors
            ):
                self.add_error(f"uang_{month}", "Isi realisasi uang bulan ini, atau 0 bila tidak ada.")

    def _refuse_falling(self, cleaned):
        last = Decimal(0)
        for month in range(1, 13):
            level = cleaned.get(f"fisik_{month}")
            if level is not None and level < last:
                self.add_error(f"fisik_{month}", "Realisasi fisik tidak boleh turun dari bulan sebelumnya.")
            last = max(last, level or last)

    def _refuse_beyond_ceiling(self, cleaned):
        """Cumulative realisation stays within the ceiling of the version in force (DOMAIN 12)."""
        spent = sum(cleaned.get(f"uang_{month}") or 0 for month in range(1, 13))
        ceiling = self.line.ceiling_amount
        if ceiling is not None and spent > ceiling:
            excess = f"{spent - ceiling:,}".replace(",", ".")
            raise ValidationError(
                f"Realisasi melebihi pagu sebesar Rp {excess}. Periksa angka, atau isi pagu perubahan dulu."
            )


class CashForm(forms.Form):
    """What one programme plans to spend from one source in each month, and how far the work should stand."""

    def __init__(self, *args, known: dict[int, MonthlyPlan], **options):
        super().__init__(*args, **options)
        for month, name in enumerate(MONTHS, start=1):
            row = known.get(month)
            self.fields[f"uang_{month}"] = RupiahField(
                label=f"Rencana kas {name} (Rp)", initial=row.planned_amount if row else None
            )
            self.fields[f"fisik_{month}"] = NumberField(
                label=f"Target fisik sampai {name} (%)", initial=row.physical_target if row else None,
                places=2, low=Decimal(0), high=Decimal(100),
            )  # fmt: skip

    def lines(self) -> list[Line]:
        return [Line(name, [self[f"uang_{n}"], self[f"fisik_{n}"]]) for n, name in enumerate(MONTHS, start=1)]

    def clean(self):
        cleaned = super().clean()
        for month in range(1, 13):
            money = f"uang_{month}"
            if (
                cleaned.get(f"fisik_{month}") is not None
                and cleaned.get(money) is None
                and money not in self.errors
            ):
                self.add_error(money, "Isi rencana kas bulan ini, atau 0 bila tidak ada.")
        return cleaned

    def months(self) -> dict[int, tuple[int, Decimal | None] | None]:
        """month -> (planned, physical target), or None where nothing is planned."""
        found = {}
        for month in range(1, 13):
            planned, level = self.cleaned_data[f"uang_{month}"], self.cleaned_data[f"fisik_{month}"]
            found[month] = None if planned is None else (planned, level)
        return found
