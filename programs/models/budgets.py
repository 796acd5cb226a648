from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, When

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet
from agencies.models.history import keep_old_rows
from programs.models.sources import SOURCE_COLUMNS, Sourced


class MoneyQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_PROGRAMS
    agency_lookup = "program__agency"
    shared = Q(program__agency__isnull=True)

    def reach(self, grant):
        return Q() if grant.agency_id is None else Q(program__agency=grant.agency_id)


class BudgetQuerySet(MoneyQuerySet):
    def in_force(self):
        """Of each line (programme, year, source) the latest version only.

        Perubahan comes before pergeseran before murni, and of several with one name the one with the highest number.
        """
        rank = Case(*(When(revision=name, then=rank) for rank, name in enumerate(Budget.IN_FORCE_FIRST)))
        later = (
            Budget.objects.filter(
                program=OuterRef("program"), year=OuterRef("year"), funding_source=OuterRef("funding_source")
            )
            .order_by(rank, "-number")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(later))


@keep_old_rows()
class Budget(models.Model):
    """The ceiling (pagu, whole rupiah) of one programme, year and funding source in one version of the budget."""

    class Revision(models.TextChoices):
        MURNI = "murni", "Murni"
        PERGESERAN = "pergeseran", "Pergeseran"
        PERUBAHAN = "perubahan", "Perubahan"

    IN_FORCE_FIRST = (Revision.PERUBAHAN, Revision.PERGESERAN, Revision.MURNI)

    program = models.ForeignKey(
        "programs.Program", models.PROTECT, related_name="budgets", verbose_name="program"
    )
    year = models.PositiveSmallIntegerField("tahun anggaran")
    funding_source = models.ForeignKey(
        "programs.FundingSource", models.PROTECT, related_name="+", verbose_name="sumber dana"
    )
    revision = models.CharField("versi", max_length=10, choices=Revision.choices, default=Revision.MURNI)
    number = models.PositiveSmallIntegerField("pergeseran ke-", default=0)
    ceiling_amount = models.BigIntegerField("pagu (Rp)")
    source_upload = models.ForeignKey(
        "agencies.Upload", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    source_sheet = models.CharField(max_length=120, blank=True, editable=False)
    source_row = models.PositiveIntegerField(null=True, blank=True, editable=False)

    objects = BudgetQuerySet.as_manager()

    class Meta:
        verbose_name = "pagu"
        verbose_name_plural = "pagu"
        constraints = [
            models.UniqueConstraint(
                fields=["program", "year", "funding_source", "revision", "number"],
                name="budget_line_once_per_revision_numbered",
            ),
            models.CheckConstraint(name="budget_not_negative", condition=Q(ceiling_amount__gte=0)),
        ]
        indexes = [models.Index(fields=["year", "program"])]

    class Privacy:
        plain = {
            "id", "program", "year", "funding_source", "revision", "number", "ceiling_amount", "source_upload", "source_sheet",
            "source_row",
        }  # fmt: skip

    def __str__(self):
        version = self.get_revision_display() + (f" {self.number}" if self.number else "")
        return f"{self.program} {self.year} {version}"


@keep_old_rows()
class Realization(models.Model):
    """What one programme spent from one funding source in one month (flow, SP2D, whole rupiah), and how far the work stood
    at its end (level, per cent). Quarters and cumulative figures are computed (DECISIONS 5.2)."""

    program = models.ForeignKey(
        "programs.Program", models.PROTECT, related_name="realizations", verbose_name="program"
    )
    year = models.PositiveSmallIntegerField("tahun anggaran")
    month = models.PositiveSmallIntegerField("bulan")
    funding_source = models.ForeignKey(
        "programs.FundingSource", models.PROTECT, related_name="+", verbose_name="sumber dana"
    )
    spent_amount = models.BigIntegerField("realisasi keuangan (Rp)")
    physical = models.DecimalField(
        "realisasi fisik (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    problem = models.CharField("permasalahan", max_length=300, blank=True)
    source_upload = models.ForeignKey(
        "agencies.Upload", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    source_sheet = models.CharField(max_length=120, blank=True, editable=False)
    source_row = models.PositiveIntegerField(null=True, blank=True, editable=False)

    objects = MoneyQuerySet.as_manager()

    class Meta:
        verbose_name = "realisasi"
        verbose_name_plural = "realisasi"
        constraints = [
            models.UniqueConstraint(
                fields=["program", "year", "month", "funding_source"], name="realization_once_per_month"
            ),
            models.CheckConstraint(name="realization_month_exists", condition=Q(month__gte=1, month__lte=12)),
            models.CheckConstraint(
                name="realization_physical_is_per_cent",
                condition=Q(physical__isnull=True) | Q(physical__gte=0, physical__lte=100),
            ),
        ]
        indexes = [models.Index(fields=["year", "program"])]

    class Privacy:
        plain = {
            "id", "program", "year", "month", "funding_source", "spent_amount", "physical", "problem", "source_upload", "source_sheet",
            "source_row",
        }  # fmt: skip

    def __str__(self):
        return f"{self.program} {self.month}/{self.year}"


@keep_old_rows()
class MonthlyPlan(Sourced):
    """What one programme plans to spend from one funding source in one month (rencana kas, flow, whole rupiah), and how far
    the work should stand at its end (level, per cent)."""

    program = models.ForeignKey(
        "programs.Program", models.PROTECT, related_name="monthly_plans", verbose_name="program"
    )
    year = models.PositiveSmallIntegerField("tahun anggaran")
    month = models.PositiveSmallIntegerField("bulan")
    funding_source = models.ForeignKey(
        "programs.FundingSource", models.PROTECT, related_name="+", verbose_name="sumber dana"
    )
    planned_amount = models.BigIntegerField("rencana kas (Rp)")
    physical_target = models.DecimalField(
        "target fisik (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )

    objects = MoneyQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana kas"
        verbose_name_plural = "rencana kas"
        constraints = [
            models.UniqueConstraint(
                fields=["program", "year", "month", "funding_source"], name="monthly_plan_once_per_month"
            ),
            models.CheckConstraint(
                name="monthly_plan_month_exists", condition=Q(month__gte=1, month__lte=12)
            ),
            models.CheckConstraint(name="monthly_plan_not_negative", condition=Q(planned_amount__gte=0)),
            models.CheckConstraint(
                name="monthly_plan_physical_is_per_cent",
                condition=Q(physical_target__isnull=True)
                | Q(physical_target__gte=0, physical_target__lte=100),
            ),
        ]
        indexes = [models.Index(fields=["year", "program"])]

    class Privacy:
        plain = {
            "id", "program", "year", "month", "funding_source", "planned_amount", "physical_target",
        } | SOURCE_COLUMNS  # fmt: skip

    def __str__(self):
        return f"{self.program} {self.month}/{self.year}"
