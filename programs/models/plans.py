"""Planning documents (RPJMD, Renstra, RKPD, Renja): their versions, the tree of what they say, money and targets."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet
from agencies.models.history import keep_old_rows
from agencies.models.sorting import SortKeyField
from programs.models.sources import SOURCE_COLUMNS, Sourced


class PlannedQuerySet(ScopedQuerySet):
    """Plans carry no names: whoever works in a region sees all, an agency its own and the region's."""

    view_permission = Permission.VIEW_PROGRAMS
    agency_lookup = "agency"
    shared = Q(agency__isnull=True)

    def reach(self, grant):
        return Q() if grant.agency_id is None else Q(**{self.agency_lookup: grant.agency_id})


class PlanQuerySet(PlannedQuerySet):
    def in_force(self, day: date):
        return self.filter(
            Q(in_force_to__isnull=True) | Q(in_force_to__gte=day),
            in_force_from__isnull=False,
            in_force_from__lte=day,
        )

    def covering(self, year: int):
        return self.filter(first_year__lte=year, last_year__gte=year)


class Plan(Sourced):
    """One version of one planning document (dokumen rencana); without agency it is the region's."""

    class Kind(models.TextChoices):
        RPJMD = "rpjmd", "RPJMD"
        RENSTRA = "renstra", "Renstra"
        RKPD = "rkpd", "RKPD"
        RENJA = "renja", "Renja"

    class Stage(models.TextChoices):
        RANWAL = "ranwal", "Rancangan awal"
        RANCANGAN = "rancangan", "Rancangan"
        RANCANGAN_AKHIR = "rancangan_akhir", "Rancangan akhir"
        PENETAPAN = "penetapan", "Penetapan"
        PERUBAHAN = "perubahan", "Perubahan"

    class FallingFormula(models.TextChoices):
        A = "A", "A: target ÷ realisasi"
        B = "B", "B: (2 × target − realisasi) ÷ target"

    OF_THE_REGION = (Kind.RPJMD, Kind.RKPD)

    kind = models.CharField("dokumen", max_length=7, choices=Kind.choices)
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name="perangkat daerah",
    )
    first_year = models.PositiveSmallIntegerField("tahun awal")
    last_year = models.PositiveSmallIntegerField("tahun akhir")
    stage = models.CharField("tahap", max_length=15, choices=Stage.choices, default=Stage.PENETAPAN)
    number = models.PositiveSmallIntegerField("perubahan ke-", default=0)
    name = models.CharField("nama dokumen", max_length=150)
    decree = models.CharField("dasar penetapan", max_length=120, blank=True)
    decree_date = models.DateField("tanggal penetapan", null=True, blank=True)
    above = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name="mengacu pada"
    )
    based_on = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="versi sebelumnya"
    )
    in_force_from = models.DateField("berlaku mulai", null=True, blank=True)
    in_force_to = models.DateField("berlaku sampai", null=True, blank=True)
    falling_formula = models.CharField(
        "rumus tren negatif", max_length=1, choices=FallingFormula.choices, blank=True,
        help_text="Kosong: menurut pengaturan.",
    )  # fmt: skip

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "dokumen rencana"
        verbose_name_plural = "dokumen rencana"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "agency", "first_year", "stage", "number"],
                nulls_distinct=False,
                name="plan_version_once",
                violation_error_message="Versi ini sudah ada. Beri nomor perubahan yang lain.",
            ),
            models.CheckConstraint(
                name="plan_ends_after_it_begins",
                condition=Q(last_year__gte=F("first_year")),
                violation_error_message="Tahun akhir tidak boleh sebelum tahun awal.",
            ),
            models.CheckConstraint(
                name="plan_of_the_region_has_no_agency",
                condition=Q(kind__in=["rpjmd", "rkpd"], agency__isnull=True)
                | Q(kind__in=["renstra", "renja"], agency__isnull=False),
                violation_error_message="Renstra dan Renja milik perangkat daerah. RPJMD dan RKPD milik daerah.",
            ),
        ]

    class Privacy:
        plain = {
            "id", "kind", "agency", "first_year", "last_year", "stage", "number", "name", "decree", "decree_date", "above", "based_on",
            "in_force_from", "in_force_to", "falling_formula",
        } | SOURCE_COLUMNS  # fmt: skip

    def __str__(self):
        return self.name

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)


class PlanItemQuerySet(PlannedQuerySet):
    agency_lookup = "plan__agency"
    shared = Q(plan__agency__isnull=True)


class PlanItem(Sourced):
    """One line of a plan's tree (butir), from the vision down to the sub kegiatan."""

    class Level(models.TextChoices):
        VISI = "visi", "Visi"
        MISI = "misi", "Misi"
        TUJUAN = "tujuan", "Tujuan"
        SASARAN = "sasaran", "Sasaran"
        STRATEGI = "strategi", "Strategi"
        ARAH_KEBIJAKAN = "arah_kebijakan", "Arah kebijakan"
        PROGRAM = "program", "Program"
        KEGIATAN = "kegiatan", "Kegiatan"
        SUB_KEGIATAN = "sub_kegiatan", "Sub kegiatan"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items", verbose_name="dokumen")
    level = models.CharField("tingkat", max_length=14, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="di bawah"
    )
    number = models.CharField("nomor", max_length=20, blank=True)
    text = models.TextField("uraian")
    sort_key = SortKeyField(of="number")
    node = models.ForeignKey(
        "programs.Nomenclature",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nomenklatur",
    )
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="penanggung jawab",
    )
    program = models.ForeignKey(
        "programs.Program",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="sub kegiatan",
    )
    supports = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="supported_by",
        verbose_name="mendukung butir",
    )
    origin = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="butir versi sebelumnya",
    )

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = "butir rencana"
        verbose_name_plural = "butir rencana"
        indexes = [models.Index(fields=["plan", "level"])]

    class Privacy:
        plain = {
            "id", "plan", "level", "parent", "number", "text", "sort_key", "node", "agency", "program", "supports", "origin",
        } | SOURCE_COLUMNS  # fmt: skip

    def __str__(self):
        return f"{self.number} {self.text}".strip()


class PlanCeilingQuerySet(PlannedQuerySet):
    agency_lookup = "item__plan__agency"
    shared = Q(item__plan__agency__isnull=True)


@keep_old_rows()
class PlanCeiling(Sourced):
    """The indicative ceiling (pagu indikatif, whole rupiah) of one item of a plan in one year."""

    item = models.ForeignKey(PlanItem, models.CASCADE, related_name="ceilings", verbose_name="butir")
    year = models.PositiveSmallIntegerField("tahun")
    amount = models.BigIntegerField("pagu indikatif (Rp)")

    objects = PlanCeilingQuerySet.as_manager()

    class Meta:
        verbose_name = "pagu indikatif"
        constraints = [
            models.UniqueConstraint(fields=["item", "year"], name="plan_ceiling_once_per_year"),
            models.CheckConstraint(name="plan_ceiling_not_negative", condition=Q(amount__gte=0)),
        ]

    class Privacy:
        plain = {"id", "item", "year", "amount"} | SOURCE_COLUMNS

    def __str__(self):
        return f"{self.item} {self.year}"


@keep_old_rows()
class PlannedTarget(Sourced):
    """What one version of a plan says an indicator should reach in one year; `Target` holds what is in force."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="planned_targets", verbose_name="dokumen")
    indicator = models.ForeignKey(
        "programs.Indicator", models.CASCADE, related_name="planned_targets", verbose_name="indikator"
    )
    year = models.PositiveSmallIntegerField("tahun")
    value = models.DecimalField("target", max_digits=20, decimal_places=4, null=True, blank=True)
    text = models.CharField("target (teks)", max_length=60, blank=True)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = "target rencana"
        constraints = [
            models.UniqueConstraint(fields=["plan", "indicator", "year"], name="planned_target_once_per_year")
        ]

    class Privacy:
        plain = {"id", "plan", "indicator", "year", "value", "text"} | SOURCE_COLUMNS

    def __str__(self):
        return f"{self.indicator} {self.year} ({self.plan})"
