from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet
from agencies.models.history import keep_old_rows
from agencies.models.sorting import SortKeyField
from programs.models.sources import REVIEW_COLUMNS, SOURCE_COLUMNS, Reviewed, Sourced, review_checks


class IndicatorQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_INDICATORS
    agency_lookup = "agency"

    def reach(self, grant):
        # Indicators carry no names: whoever works in a region sees all of them (class B).
        return Q() if grant.agency_id is None else Q(agency=grant.agency_id)

    def for_listing(self):
        return self.select_related("agency", "program").order_by("sort_key", "pk")


@keep_old_rows()
class Indicator(Sourced):
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

    class Aggregation(models.TextChoices):
        BY_FORMULA = "", "Menurut jenis rumus"
        SUM = "sum", "Dijumlahkan"
        CUMULATIVE = "cumulative", "Sudah kumulatif"
        LAST = "last", "Nilai terakhir"
        MEAN = "mean", "Rata-rata"
        MAX = "max", "Tertinggi"

    class Frequency(models.TextChoices):
        QUARTER = "triwulan", "Triwulanan"
        SEMESTER = "semester", "Semesteran"
        YEAR = "tahunan", "Tahunan"

    class Mark(models.TextChoices):
        IKU = "iku", "IKU"
        IKD = "ikd", "IKD"
        SPM = "spm", "SPM"

    code = models.CharField("kode", max_length=40, unique=True, db_collation="C")
    external_code = models.CharField("kode acuan", max_length=40, blank=True)
    name = models.CharField("indikator", max_length=300)
    sort_key = SortKeyField()
    definition = models.TextField("definisi", blank=True)
    formula_text = models.TextField("rumus", blank=True)
    unit = models.CharField("satuan", max_length=40)
    level = models.CharField("tingkat", max_length=12, choices=Level.choices, default=Level.PROGRAM)
    direction = models.CharField("arah", max_length=1, choices=Direction.choices, default=Direction.UP)
    formula = models.CharField("jenis rumus", max_length=7, choices=Formula.choices, default=Formula.LAST)
    aggregation = models.CharField(
        "angka setahun",
        max_length=10,
        choices=Aggregation.choices,
        default=Aggregation.BY_FORMULA,
        blank=True,
    )
    frequency = models.CharField(
        "dilaporkan", max_length=10, choices=Frequency.choices, default=Frequency.QUARTER
    )
    marks = ArrayField(
        models.CharField(max_length=4, choices=Mark.choices), verbose_name="tanda", default=list, blank=True
    )
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
    parent = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="indikator induk",
    )
    item = models.ForeignKey(
        "programs.PlanItem",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name="butir rencana",
    )
    node = models.ForeignKey(
        "programs.Nomenclature",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nomenklatur",
    )
    statistic = models.ForeignKey(
        "programs.Statistic",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name="indikator makro",
    )
    baseline_year = models.PositiveSmallIntegerField("tahun awal", null=True, blank=True)
    baseline_value = models.DecimalField(
        "kondisi awal", max_digits=20, decimal_places=4, null=True, blank=True
    )
    final_value = models.DecimalField("target akhir", max_digits=20, decimal_places=4, null=True, blank=True)
    final_text = models.CharField("target akhir (teks)", max_length=60, blank=True)
    data_source = models.CharField("sumber data", max_length=200, blank=True)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"

    class Privacy:
        plain = {
            "id", "code", "name", "sort_key", "definition", "unit", "level", "direction", "formula", "decimals", "agency", "program",
            "baseline_year", "baseline_value", "data_source", "external_code", "formula_text", "aggregation", "frequency", "marks",
            "parent", "item", "node", "statistic", "final_value", "final_text",
        } | SOURCE_COLUMNS  # fmt: skip

    def __str__(self):
        return self.name

    @property
    def mark_words(self) -> list[str]:
        """The marks as people write them."""
        return [str(self.Mark(mark).label) for mark in self.marks]


class TargetQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_INDICATORS
    agency_lookup = "indicator__agency"

    def reach(self, grant):
        return Q() if grant.agency_id is None else Q(indicator__agency=grant.agency_id)


@keep_old_rows()
class Target(Sourced):
    """What an indicator should reach in one year: a number, or words when it is none ('WTP', 'BB').

    This is the target in force; `plan` is the version of the plan it comes from (`PlannedTarget` has them all).
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets", verbose_name="indikator")
    year = models.PositiveSmallIntegerField("tahun")
    value = models.DecimalField("target", max_digits=20, decimal_places=4, null=True, blank=True)
    text = models.CharField("target (teks)", max_length=60, blank=True)
    plan = models.ForeignKey(
        "programs.Plan",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="dari dokumen",
    )

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "target"
        constraints = [models.UniqueConstraint(fields=["indicator", "year"], name="target_once_per_year")]
        indexes = [models.Index(fields=["year", "indicator"])]

    class Privacy:
        plain = {"id", "indicator", "year", "value", "text", "plan"} | SOURCE_COLUMNS

    def __str__(self):
        return f"{self.indicator} {self.year}"


@keep_old_rows()
class Attainment(Sourced, Reviewed):
    """What an indicator reached (capaian) in one quarter of one year; quarter 4 closes the year.

    With numerator and denominator the value is computed from them; the agency enters, somebody else verifies.
    """

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
    numerator = models.DecimalField("pembilang", max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField("penyebut", max_digits=20, decimal_places=4, null=True, blank=True)
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
            *review_checks("attainment"),
        ]
        indexes = [models.Index(fields=["year", "indicator"])]

    class Privacy:
        plain = (
            {
                "id",
                "indicator",
                "year",
                "quarter",
                "value",
                "text",
                "numerator",
                "denominator",
                "reason",
                "hindering",
                "driving",
            }
            | REVIEW_COLUMNS
            | SOURCE_COLUMNS
        )

    def __str__(self):
        return f"{self.indicator} {self.year} tw {self.quarter}"


class AttainmentPartQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_INDICATORS
    agency_lookup = "attainment__indicator__agency"

    def reach(self, grant):
        return Q() if grant.agency_id is None else Q(attainment__indicator__agency=grant.agency_id)


@keep_old_rows()
class AttainmentPart(models.Model):
    """One part of an attainment (rincian): by sex, kecamatan, decile, disability or age; parts need not add up."""

    class Dimension(models.TextChoices):
        SEX = "jenis_kelamin", "Jenis kelamin"
        DISTRICT = "kecamatan", "Kecamatan"
        DECILE = "desil", "Desil"
        DISABILITY = "disabilitas", "Disabilitas"
        AGE = "usia", "Usia"
        OTHER = "lain", "Lainnya"

    attainment = models.ForeignKey(Attainment, models.CASCADE, related_name="parts", verbose_name="capaian")
    dimension = models.CharField("rincian menurut", max_length=13, choices=Dimension.choices)
    label = models.CharField("kelompok", max_length=80)
    area = models.CharField("kode wilayah", max_length=13, blank=True, db_collation="C")
    value = models.DecimalField("nilai", max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField("pembilang", max_digits=20, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField("penyebut", max_digits=20, decimal_places=4, null=True, blank=True)

    objects = AttainmentPartQuerySet.as_manager()

    class Meta:
        verbose_name = "rincian capaian"
        verbose_name_plural = "rincian capaian"
        constraints = [
            models.UniqueConstraint(fields=["attainment", "dimension", "label"], name="attainment_part_once")
        ]

    class Privacy:
        plain = {"id", "attainment", "dimension", "label", "area", "value", "numerator", "denominator"}

    def __str__(self):
        return f"{self.attainment}: {self.label}"
