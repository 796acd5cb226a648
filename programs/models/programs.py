from django.db import models
from django.db.models import F, Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet
from agencies.models.sorting import SortKeyField


class ProgramQuerySet(ScopedQuerySet):
    """An agency sees its own programmes and those of the nation or the villages, which nobody here owns."""

    view_permission = Permission.VIEW_PROGRAMS
    agency_lookup = "agency"
    shared = Q(agency__isnull=True)

    def reach(self, grant):
        # Budgets and realisation carry no names: whoever works in a region sees all programmes (class B).
        return Q() if grant.agency_id is None else Q(agency=grant.agency_id)

    def in_year(self, year: int):
        return self.filter(years__year=year)

    def for_listing(self):
        return self.select_related("agency", "aid_kind", "unit", "node").order_by("sort_key", "pk")


class Program(models.Model):
    """One programme of poverty reduction that people or places receive something from (program).

    An agency's own programme stands on a node of the nomenclature; national ones (PKH, SEMBAKO ...)
    belong to no agency here and have none (DECISIONS 2.4).
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
    strategy = models.PositiveSmallIntegerField("strategi (Inpres 8/2025)", choices=Strategy.choices)
    unit = models.ForeignKey("programs.Unit", models.PROTECT, verbose_name="satuan sasaran", related_name="+")
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
            )
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
            "strategy",
            "unit",
            "aid_kind",
            "description",
        }

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


class ProgramYear(models.Model):
    """A programme that runs in one fiscal year, with the number of recipients it aims at (in its unit)."""

    program = models.ForeignKey(Program, models.CASCADE, related_name="years", verbose_name="program")
    year = models.PositiveSmallIntegerField("tahun anggaran")
    target_count = models.PositiveIntegerField("sasaran", null=True, blank=True)

    objects = ProgramYearQuerySet.as_manager()

    class Meta:
        verbose_name = "tahun program"
        constraints = [models.UniqueConstraint(fields=["program", "year"], name="program_once_per_year")]
        indexes = [models.Index(fields=["year", "program"])]

    class Privacy:
        plain = {"id", "program", "year", "target_count"}

    def __str__(self):
        return f"{self.program} {self.year}"


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
