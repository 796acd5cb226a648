from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet
from agencies.models.sorting import SortKeyField
from programs.models.sources import SOURCE_COLUMNS, Field, Sourced


class ProgramQuerySet(ScopedQuerySet):
    """An agency sees its own programmes and those of the nation or the villages, which nobody here owns."""

    view_permission = Permission.VIEW_PROGRAMS
    agency_lookup = "agency"
    shared = Q(agency__isnull=True)

    def reach(self, grant):
        # Budgets and realisation carry no names: whoever works in a region sees all programmes (class B).
        return Q() if grant.agency_id is None else Q(agency=grant.agency_id)

    def poverty(self):
        """Without the sub kegiatan of a budget that nobody counts as a programme of poverty reduction."""
        return self.filter(is_poverty=True)

    def in_year(self, year: int):
        return self.filter(years__year=year)

    def for_listing(self):
        return self.select_related("agency", "aid_kind", "unit", "node").order_by("sort_key", "pk")


class Program(Sourced):
    """One programme that money is planned and spent for (program): of poverty reduction, when `is_poverty`.

    An agency's own programme stands on a node of the nomenclature; national ones (PKH, SEMBAKO ...) belong to no
    agency here and have none (DECISIONS 2.4). Budgets bring further sub kegiatan with them: they carry their money
    and are no programmes of poverty reduction until somebody says so; strategy and unit may then be unknown.
    """

    class Owner(models.TextChoices):
        DAERAH = "daerah", "Pemerintah daerah"
        PUSAT = "pusat", "Pemerintah pusat"
        DESA = "desa", "Pemerintah desa"

    class Strategy(models.IntegerChoices):
        BURDEN = 1, "Mengurangi beban pengeluaran"
        INCOME = 2, "Meningkatkan pendapatan"
        POCKETS = 3, "Mengurangi kantong kemiskinan"

    code = models.CharField(
        "kode", max_length=40, unique=True, db_collation="C"
    )  # PKH, or agency's own short code
    name = models.CharField("nama", max_length=200)
    sort_key = SortKeyField()
    owner = models.CharField("pemilik", max_length=6, choices=Owner.choices, default=Owner.DAERAH)
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        verbose_name="perangkat daerah",
        null=True,
        blank=True,
        related_name="programs",
    )
    node = models.ForeignKey(
        "programs.Nomenclature",
        models.PROTECT,
        verbose_name="nomenklatur",
        null=True,
        blank=True,
        related_name="programs",
    )
    is_poverty = models.BooleanField("penanggulangan kemiskinan", default=True)
    item = models.ForeignKey(
        "programs.PlanItem",
        models.SET_NULL,
        verbose_name="butir rencana yang didukung",
        null=True,
        blank=True,
        related_name="programs",
    )
    strategy = models.PositiveSmallIntegerField(
        "strategi (Inpres 8/2025)", choices=Strategy.choices, null=True, blank=True
    )
    unit = models.ForeignKey(
        "programs.Unit",
        models.PROTECT,
        verbose_name="satuan sasaran",
        null=True,
        blank=True,
        related_name="+",
    )
    aid_kind = models.ForeignKey(
        "programs.AidKind",
        models.PROTECT,
        verbose_name="bentuk bantuan",
        null=True,
        blank=True,
        related_name="+",
    )
    description = models.TextField("uraian", blank=True)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        verbose_name = "program"
        verbose_name_plural = "program"
        constraints = [
            models.CheckConstraint(
                name="program_of_the_region_has_an_agency", condition=~Q(owner="daerah") | Q(agency__isnull=False),
                violation_error_message="Program pemerintah daerah harus punya perangkat daerah.",
            ),
            models.CheckConstraint(
                name="program_of_poverty_has_strategy_and_unit",
                condition=Q(is_poverty=False) | Q(strategy__isnull=False, unit__isnull=False),
                violation_error_message="Program penanggulangan kemiskinan harus punya strategi dan satuan sasaran.",
            ),
        ]  # fmt: skip

    class Privacy:
        plain = {
            "id",
            "code",
            "name",
            "sort_key",
            "owner",
            "agency",
            "node",
            "is_poverty",
            "item",
            "strategy",
            "unit",
            "aid_kind",
            "description",
        } | SOURCE_COLUMNS

    def __str__(self):
        return self.name


class ProgramAliasQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_PROGRAMS
    agency_lookup = "agency"
    shared = Q(agency__isnull=True)


class ProgramAlias(models.Model):
    """Another spelling of a programme in sheets; of one agency, or of everybody when agency is empty."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="aliases", verbose_name="program")
    agency = models.ForeignKey(
        "agencies.Agency",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="perangkat daerah",
    )
    name = models.CharField("sebutan", max_length=200)

    objects = ProgramAliasQuerySet.as_manager()

    class Meta:
        verbose_name = "sebutan program"
        verbose_name_plural = "sebutan program"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"], nulls_distinct=False, name="program_alias_means_one_program"
            )
        ]

    class Privacy:
        plain = {"id", "program", "agency", "name"}

    def __str__(self):
        return f"{self.name} = {self.program}"


class ProgramYearQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_PROGRAMS
    agency_lookup = "program__agency"
    shared = Q(program__agency__isnull=True)

    def reach(self, grant):
        return Q() if grant.agency_id is None else Q(program__agency=grant.agency_id)


class ProgramYear(Sourced):
    """A programme that runs in one fiscal year, with the number of recipients it aims at (in its unit).

    The tag says how much of its money counts for poverty reduction that year (`weight`, a share of 1; None is
    untagged), in which field, and whether it reaches the poor directly (DOMAIN 7).
    """

    class Activity(models.TextChoices):
        DIRECT = "langsung", "Langsung"
        INDIRECT = "tidak_langsung", "Tidak langsung"
        SUPPORT = "penunjang", "Penunjang"

    program = models.ForeignKey(Program, models.CASCADE, related_name="years", verbose_name="program")
    year = models.PositiveSmallIntegerField("tahun anggaran")
    target_count = models.PositiveIntegerField("sasaran", null=True, blank=True)
    activity = models.CharField("jenis aktivitas", max_length=14, choices=Activity.choices, blank=True)
    weight = models.DecimalField("bobot", max_digits=3, decimal_places=2, null=True, blank=True)
    field = models.CharField("bidang", max_length=15, choices=Field.choices, blank=True)

    objects = ProgramYearQuerySet.as_manager()

    class Meta:
        verbose_name = "tahun program"
        constraints = [
            models.UniqueConstraint(fields=["program", "year"], name="program_once_per_year"),
            models.CheckConstraint(
                name="tag_weight_is_a_share",
                condition=Q(weight__isnull=True) | Q(weight__gte=0, weight__lte=1),
                violation_error_message="Bobot ditulis antara 0 dan 1.",
            ),
        ]
        indexes = [models.Index(fields=["year", "program"])]

    class Privacy:
        plain = {"id", "program", "year", "target_count", "activity", "weight", "field"} | SOURCE_COLUMNS

    def __str__(self):
        return f"{self.program} {self.year}"

    def clean(self):
        code = self.program.node.code if self.program_id and self.program.node_id else ""
        if code[4:7] == ".01" and (self.weight is not None or self.activity or self.field):
            raise ValidationError(
                "Program penunjang urusan (xx.01) tidak dapat ditandai.", code="support_program"
            )


class PairRuleQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_PROGRAMS

    def reach(self, grant):
        return Q()


class PairRule(models.Model):
    """Whether two programmes may meet in one family (aturan kombinasi): allowed, to check, forbidden (DOMAIN 17)."""

    class Verdict(models.TextChoices):
        ALLOWED = "allowed", "Boleh"
        CHECK = "check", "Perlu diperiksa"
        FORBIDDEN = "forbidden", "Dilarang ganda"

    first = models.ForeignKey(Program, models.CASCADE, related_name="+", verbose_name="program")
    second = models.ForeignKey(Program, models.CASCADE, related_name="+", verbose_name="dengan program")
    verdict = models.CharField("aturan", max_length=9, choices=Verdict.choices)
    note = models.CharField("dasar", max_length=200, blank=True)

    objects = PairRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "aturan kombinasi"
        verbose_name_plural = "aturan kombinasi"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_rule_once"),
            models.CheckConstraint(name="pair_rule_in_order", condition=Q(first__lt=F("second"))),
        ]

    class Privacy:
        plain = {"id", "first", "second", "verdict", "note"}

    def __str__(self):
        return f"{self.first} + {self.second}: {self.get_verdict_display()}"
