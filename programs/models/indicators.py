from django.db import models
from django.db.models import Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet
from agencies.models.history import keep_old_rows
from agencies.models.sorting import SortKeyField


class IndicatorQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_INDICATORS
    agency_lookup = "agency"

    def reach(self, grant):
        # Indicators carry no names: whoever works in a region sees all of them (class B).
        return Q() if grant.agency_id is None else Q(agency=grant.agency_id)

    def for_listing(self):
        return self.select_related("agency", "program").order_by("sort_key", "pk")


class Indicator(models.Model):
    """One RPJMD indicator (indikator) and how it is to be judged (DOMAIN 11.1)."""

    class Level(models.TextChoices):
        TUJUAN = "tujuan", "Tujuan"
        SASARAN = "sasaran", "Sasaran"
        PROGRAM = "program", "Program"
        KEGIATAN = "kegiatan", "Kegiatan"
        SUB_KEGIATAN = "sub_kegiatan", "Sub kegiatan"

    class Direction(models.TextChoices):
        UP = "+", "Makin tinggi makin baik"
        DOWN = "-", "Makin rendah makin baik"

    class Formula(models.TextChoices):
        SUM = "sum", "Tren positif (dijumlahkan)"
        LAST = "last", "Nilai akhir"
        SHARE = "share", "Persentase"
        FALLING = "falling", "Tren negatif"

    code = models.CharField("kode", max_length=30, unique=True, db_collation="C")
    name = models.CharField("indikator", max_length=300)
    sort_key = SortKeyField()
    definition = models.TextField("definisi", blank=True)
    unit = models.CharField("satuan", max_length=40)
    level = models.CharField("tingkat", max_length=12, choices=Level.choices, default=Level.PROGRAM)
    direction = models.CharField("arah", max_length=1, choices=Direction.choices, default=Direction.UP)
    formula = models.CharField("jenis rumus", max_length=7, choices=Formula.choices, default=Formula.LAST)
    decimals = models.PositiveSmallIntegerField("angka desimal", default=2)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="indicators", verbose_name="perangkat daerah"
    )
    program = models.ForeignKey(
        "programs.Program",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name="program",
    )
    baseline_year = models.PositiveSmallIntegerField("tahun awal", null=True, blank=True)
    baseline_value = models.DecimalField(
        "kondisi awal", max_digits=20, decimal_places=4, null=True, blank=True
    )
    data_source = models.CharField("sumber data", max_length=200, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"

    class Privacy:
        plain = {
            "id", "code", "name", "sort_key", "definition", "unit", "level", "direction", "formula", "decimals", "agency", "program",
            "baseline_year", "baseline_value", "data_source",
        }  # fmt: skip

    def __str__(self):
        return self.name


class TargetQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_INDICATORS
    agency_lookup = "indicator__agency"

    def reach(self, grant):
        return Q() if grant.agency_id is None else Q(indicator__agency=grant.agency_id)


@keep_old_rows()
class Target(models.Model):
    """What an indicator should reach in one year: a number, or words when it is none ('WTP', 'BB')."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets", verbose_name="indikator")
    year = models.PositiveSmallIntegerField("tahun")
    value = models.DecimalField("target", max_digits=20, decimal_places=4, null=True, blank=True)
    text = models.CharField("target (teks)", max_length=60, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "target"
        constraints = [models.UniqueConstraint(fields=["indicator", "year"], name="target_once_per_year")]
        indexes = [models.Index(fields=["year", "indicator"])]

    class Privacy:
        plain = {"id", "indicator", "year", "value", "text"}

    def __str__(self):
        return f"{self.indicator} {self.year}"


@keep_old_rows()
class Attainment(models.Model):
    """What an indicator reached (capaian) in one quarter of one year; quarter 4 closes the year."""

    class Reason(models.TextChoices):
        NOT_REPORTED = "not_reported", "Belum dilaporkan"
        NOT_PUBLISHED = "not_published", "Data belum terbit"
        NO_TARGET = "no_target", "Belum ada target"

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="attainments", verbose_name="indikator"
    )
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan", default=4)
    value = models.DecimalField("realisasi", max_digits=20, decimal_places=4, null=True, blank=True)
    text = models.CharField("realisasi (teks)", max_length=60, blank=True)
    reason = models.CharField("alasan kosong", max_length=15, choices=Reason.choices, blank=True)
    hindering = models.TextField("faktor penghambat", blank=True)
    driving = models.TextField("faktor pendorong", blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "capaian"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "quarter"], name="attainment_once_per_quarter"
            ),
            models.CheckConstraint(
                name="attainment_quarter_exists", condition=Q(quarter__gte=1, quarter__lte=4)
            ),
        ]
        indexes = [models.Index(fields=["year", "indicator"])]

    class Privacy:
        plain = {"id", "indicator", "year", "quarter", "value", "text", "reason", "hindering", "driving"}

    def __str__(self):
        return f"{self.indicator} {self.year} tw {self.quarter}"
