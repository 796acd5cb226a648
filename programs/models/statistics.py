"""Published macro figures (P0, TPT, IPM ...) and what is written about them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from agencies.access.permissions import Permission
from agencies.access.scoping import OpenQuerySet, ScopedQuerySet
from agencies.models.history import keep_old_rows
from agencies.models.sorting import SortKeyField
from programs.models.sources import SOURCE_COLUMNS, Field, Sourced


class StatisticQuerySet(OpenQuerySet):
    view_permission = Permission.VIEW_INDICATORS


class Statistic(models.Model):
    """One macro indicator as a statistical office publishes it (indikator makro)."""

    class Direction(models.TextChoices):
        UP = "+", "Makin tinggi makin baik"
        DOWN = "-", "Makin rendah makin baik"
        NONE = "", "Tidak dinilai"

    code = models.CharField("kode", max_length=40, unique=True, db_collation="C")
    name = models.CharField("nama", max_length=150)
    sort_key = SortKeyField()
    unit = models.CharField("satuan", max_length=60)
    direction = models.CharField("arah", max_length=1, choices=Direction.choices, blank=True)
    field = models.CharField("bidang", max_length=15, choices=Field.choices, default=Field.LAIN)
    decimals = models.PositiveSmallIntegerField("angka desimal", default=2)
    lowest = models.DecimalField(
        "nilai terendah yang wajar", max_digits=20, decimal_places=4, null=True, blank=True
    )
    highest = models.DecimalField(
        "nilai tertinggi yang wajar", max_digits=20, decimal_places=4, null=True, blank=True
    )
    main = models.BooleanField("indikator utama bidangnya", default=False)
    spellings = ArrayField(
        models.CharField(max_length=80), verbose_name="sebutan lain", default=list, blank=True
    )
    definition = models.TextField("definisi", blank=True)
    is_reviewed = models.BooleanField("sudah diperiksa", default=True)  # an import makes those that are not

    objects = StatisticQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator makro"
        verbose_name_plural = "indikator makro"

    class Privacy:
        plain = {
            "id", "code", "name", "sort_key", "unit", "direction", "field", "decimals", "lowest", "highest", "main", "spellings",
            "definition", "is_reviewed",
        }  # fmt: skip

    def __str__(self):
        return self.name


@keep_old_rows()
class StatisticValue(Sourced):
    """One published number of one area, year and period. The area is a code: '00' is Indonesia, others need not be loaded.

    `vintage` is the release it was taken from. Who typed it stands in `entered_by`; what was shipped or uploaded has nobody.
    """

    statistic = models.ForeignKey(
        Statistic, models.PROTECT, related_name="values", verbose_name="indikator makro"
    )
    area = models.CharField("kode wilayah", max_length=13, db_collation="C")
    area_name = models.CharField("wilayah", max_length=100)
    year = models.PositiveSmallIntegerField("tahun")
    period = models.CharField("periode", max_length=30, default="Tahun")
    value = models.DecimalField("nilai", max_digits=20, decimal_places=4)
    source = models.CharField("sumber", max_length=250)
    note = models.CharField("catatan", max_length=300, blank=True)
    vintage = models.CharField("rilis", max_length=60, blank=True)
    population_basis = models.CharField("dasar penduduk", max_length=60, blank=True)
    breaks_series = models.BooleanField("cara hitung berubah mulai nilai ini", default=False)
    is_suspect = models.BooleanField("diragukan", default=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diisi oleh",
    )
    entered_at = models.DateTimeField("diisi", null=True, blank=True)

    objects = StatisticQuerySet.as_manager()

    class Meta:
        verbose_name = "nilai indikator makro"
        verbose_name_plural = "nilai indikator makro"
        constraints = [
            models.UniqueConstraint(
                fields=["statistic", "area", "year", "period"], name="statistic_value_once_per_period",
                violation_error_message="Nilai wilayah, tahun dan periode ini sudah ada.",
            ),
            models.CheckConstraint(
                name="statistic_area_is_a_code",
                condition=Q(area__regex=r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$"),
                violation_error_message="Kode wilayah ditulis 32, 32.16, 32.16.01 atau 32.16.01.1001.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["area", "statistic", "year"])]

    class Privacy:
        plain = {
            "id", "statistic", "area", "area_name", "year", "period", "value", "source", "note", "vintage", "population_basis",
            "breaks_series", "is_suspect", "entered_by", "entered_at",
        } | SOURCE_COLUMNS  # fmt: skip

    def __str__(self):
        return f"{self.statistic} {self.area_name} {self.period} {self.year}"


class Determinant(models.Model):
    """The planner's judgement that something drives a main statistic (keterkaitan): another statistic, an indicator, or words."""

    class Strength(models.TextChoices):
        STRONG = "kuat", "Kuat"
        MEDIUM = "sedang", "Sedang"
        WEAK = "lemah", "Lemah"

    main = models.ForeignKey(
        Statistic, models.CASCADE, related_name="determinants", verbose_name="indikator utama"
    )
    name = models.CharField("faktor penentu", max_length=150)
    statistic = models.ForeignKey(
        Statistic, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="indikator makro"
    )
    indicator = models.ForeignKey(
        "programs.Indicator",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="indikator",
    )
    strength = models.CharField("kekuatan", max_length=6, choices=Strength.choices, default=Strength.MEDIUM)
    evidence = models.TextField("bukti")
    programs = models.ManyToManyField(
        "programs.Program", blank=True, related_name="determinants", verbose_name="sub kegiatan"
    )
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="dinilai oleh"
    )
    judged_at = models.DateTimeField("dinilai", auto_now=True)

    objects = StatisticQuerySet.as_manager()

    class Meta:
        verbose_name = "faktor penentu"
        verbose_name_plural = "faktor penentu"

    class Privacy:
        plain = {
            "id",
            "main",
            "name",
            "statistic",
            "indicator",
            "strength",
            "evidence",
            "judged_by",
            "judged_at",
        }

    def __str__(self):
        return f"{self.name} → {self.main}"


class Finding(models.Model):
    """The written finding of one analysis (temuan), with the figures it was written for.

    `period` is the month of the figures; of places it names the two measures and their reference, else it is empty.
    """

    class Kind(models.TextChoices):
        POSITION = "posisi", "Posisi relatif"
        TREND = "perkembangan", "Perkembangan"
        EFFECTIVENESS = "efektivitas", "Efektivitas"
        RELEVANCE = "relevansi", "Relevansi"
        LINKAGE = "keterkaitan", "Keterkaitan"
        FIELD = "bidang", "Prioritas bidang"
        PLACE = "wilayah", "Prioritas wilayah"
        BUDGET = "anggaran", "Anggaran"

    kind = models.CharField("analisis", max_length=12, choices=Kind.choices)
    statistic = models.ForeignKey(
        Statistic,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name="indikator makro",
    )
    area = models.CharField("kode wilayah", max_length=13, db_collation="C")
    year = models.PositiveSmallIntegerField("tahun")
    period = models.CharField("periode", max_length=100, blank=True)
    verdict = models.CharField("kesimpulan", max_length=20)
    figures = models.JSONField("angka saat ditulis", default=dict)
    rule = models.TextField("aturan", blank=True)
    text = models.TextField("temuan")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ditulis oleh"
    )
    written_at = models.DateTimeField("ditulis", auto_now=True)

    objects = StatisticQuerySet.as_manager()

    class Meta:
        verbose_name = "temuan"
        verbose_name_plural = "temuan"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "statistic", "area", "year", "period"],
                nulls_distinct=False,
                name="finding_once",
            )
        ]

    class Privacy:
        plain = {
            "id", "kind", "statistic", "area", "year", "period", "verdict", "figures", "rule", "text", "written_by", "written_at",
        }  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()} {self.area} {self.year}"


class IssueQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_INDICATORS
    agency_lookup = "agency"
    shared = Q(agency__isnull=True)

    def reach(self, grant):
        return Q() if grant.agency_id is None else Q(agency=grant.agency_id)


class Issue(Sourced):
    """One problem or strategic issue of the region in one year (permasalahan, isu strategis); without agency everybody's."""

    class Kind(models.TextChoices):
        PROBLEM = "masalah", "Permasalahan"
        STRATEGIC = "isu", "Isu strategis"

    class Status(models.TextChoices):
        OPEN = "terbuka", "Terbuka"
        IN_HAND = "ditangani", "Ditangani"
        DONE = "selesai", "Selesai"

    year = models.PositiveSmallIntegerField("tahun")
    number = models.PositiveSmallIntegerField("nomor")
    kind = models.CharField("jenis", max_length=7, choices=Kind.choices, default=Kind.PROBLEM)
    title = models.CharField("judul", max_length=200)
    evidence = models.TextField("bukti", blank=True)
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="penanggung jawab",
    )
    status = models.CharField("status", max_length=9, choices=Status.choices, default=Status.OPEN)
    indicators = models.ManyToManyField(
        "programs.Indicator", blank=True, related_name="issues", verbose_name="indikator"
    )
    programs = models.ManyToManyField(
        "programs.Program", blank=True, related_name="issues", verbose_name="sub kegiatan"
    )

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = "permasalahan dan isu"
        verbose_name_plural = "permasalahan dan isu"
        indexes = [models.Index(fields=["year", "number"])]

    class Privacy:
        plain = {"id", "year", "number", "kind", "title", "evidence", "agency", "status"} | SOURCE_COLUMNS

    def __str__(self):
        return self.title
