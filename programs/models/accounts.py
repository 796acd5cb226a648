from django.db import models
from django.db.models import Q

from agencies.access.permissions import Permission
from agencies.access.scoping import OpenQuerySet
from agencies.models.history import keep_old_rows
from programs.models.sources import SOURCE_COLUMNS, Sourced


class BudgetAccountQuerySet(OpenQuerySet):
    view_permission = Permission.VIEW_PROGRAMS


@keep_old_rows()
class BudgetAccount(Sourced):
    """One account of the regional budget in one year (pendapatan 4, belanja 5, pembiayaan 6), whole rupiah.

    Without agency it is the whole region's. `realized_amount` counts from January to the end of month `realized_until`.
    """

    year = models.PositiveSmallIntegerField("tahun anggaran")
    code = models.CharField("kode akun", max_length=20, db_collation="C")
    name = models.CharField("uraian", max_length=200)
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="perangkat daerah",
    )
    ceiling_murni = models.BigIntegerField("anggaran murni (Rp)", null=True, blank=True)
    ceiling_perubahan = models.BigIntegerField("anggaran perubahan (Rp)", null=True, blank=True)
    realized_amount = models.BigIntegerField("realisasi (Rp)", null=True, blank=True)
    realized_until = models.PositiveSmallIntegerField("realisasi sampai bulan", null=True, blank=True)

    objects = BudgetAccountQuerySet.as_manager()

    class Meta:
        verbose_name = "akun APBD"
        verbose_name_plural = "akun APBD"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "code", "agency"], nulls_distinct=False, name="budget_account_once_per_year"
            ),
            models.CheckConstraint(
                name="budget_account_month_exists",
                condition=Q(realized_until__isnull=True) | Q(realized_until__gte=1, realized_until__lte=12),
            ),
        ]

    class Privacy:
        plain = {
            "id", "year", "code", "name", "agency", "ceiling_murni", "ceiling_perubahan", "realized_amount", "realized_until",
        } | SOURCE_COLUMNS  # fmt: skip

    def __str__(self):
        return f"{self.code} {self.name} {self.year}"
