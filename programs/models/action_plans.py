"""The annual action plan of poverty reduction (RAT), its semester reports, and the words below evaluation tables."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet
from agencies.models.history import keep_old_rows
from programs.models.programs import Program
from programs.models.sources import REVIEW_COLUMNS, SOURCE_COLUMNS, Reviewed, Sourced, review_checks


class ActionQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_PROGRAMS
    agency_lookup = "agency"

    def reach(self, grant):
        # Plans carry no names: whoever works in a region sees all of them (class B).
        return Q() if grant.agency_id is None else Q(**{self.agency_lookup: grant.agency_id})


class ActionRowQuerySet(ActionQuerySet):
    def kept(self):
        """Without the rows taken out of the plan."""
        return self.filter(removed_at__isnull=True)


@keep_old_rows()
class ActionRow(Sourced, Reviewed):
    """One row of the annual action plan (RAT, DOMAIN 8.3): a sub kegiatan of one agency and year, money in whole rupiah.

    Code, program and kegiatan are those of the sub kegiatan's node.
    """

    class Regularity(models.TextChoices):
        ROUTINE = "rutin", "Rutin"
        INCIDENTAL = "insidentil", "Insidentil"

    class Form(models.TextChoices):
        CASH = "tunai", "Tunai"
        GOODS = "barang", "Barang"
        SERVICE = "jasa", "Jasa"

    year = models.PositiveSmallIntegerField("tahun anggaran")
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="action_rows", verbose_name="perangkat daerah"
    )
    program = models.ForeignKey(
        "programs.Program", models.PROTECT, related_name="action_rows", verbose_name="sub kegiatan"
    )
    strategy = models.PositiveSmallIntegerField("strategi OPPKPKE", choices=Program.Strategy.choices)
    direct = models.TextField("aktivitas langsung", blank=True)
    indirect = models.TextField("aktivitas tidak langsung", blank=True)
    support = models.TextField("aktivitas penunjang", blank=True)
    allocation_amount = models.BigIntegerField("alokasi anggaran (Rp)")
    sources = models.ManyToManyField(
        "programs.FundingSource", blank=True, related_name="+", verbose_name="sumber pembiayaan"
    )
    regularity = models.CharField("sifat bantuan", max_length=10, choices=Regularity.choices, blank=True)
    location_text = models.CharField("lokasi", max_length=200, blank=True)
    regions = models.ManyToManyField("agencies.Region", blank=True, related_name="+", verbose_name="wilayah")
    target_count = models.PositiveIntegerField("jumlah sasaran", null=True, blank=True)
    target_unit = models.ForeignKey(
        "programs.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="satuan sasaran",
    )
    target_text = models.CharField("sasaran (teks)", max_length=80, blank=True)
    benefit_amount = models.BigIntegerField("besaran manfaat (Rp)", null=True, blank=True)
    benefit_text = models.CharField("besaran manfaat (teks)", max_length=120, blank=True)
    form = models.CharField("jenis bantuan", max_length=6, choices=Form.choices, blank=True)
    duration = models.CharField("durasi pemberian", max_length=60, blank=True)
    duration_months = models.PositiveSmallIntegerField("durasi (bulan)", null=True, blank=True)
    removed_at = models.DateTimeField("dikeluarkan", null=True, blank=True, editable=False)
    # {"upload", "sources", "regions"}: the links as they were before that list changed them, for its undo
    links_before = models.JSONField(null=True, blank=True, editable=False)

    objects = ActionRowQuerySet.as_manager()

    class Meta:
        verbose_name = "baris rencana aksi"
        verbose_name_plural = "baris rencana aksi"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "program", "year"],
                condition=Q(removed_at__isnull=True),
                name="action_row_once_per_year",
                violation_error_message="Sub kegiatan ini sudah ada dalam rencana aksi tahun itu.",
            ),
            models.CheckConstraint(
                name="action_allocation_not_negative", condition=Q(allocation_amount__gte=0)
            ),
            *review_checks("action_row"),
        ]
        indexes = [models.Index(fields=["year", "agency"])]

    class Privacy:
        plain = (
            {
                "id", "year", "agency", "program", "strategy", "direct", "indirect", "support", "allocation_amount", "regularity",
                "location_text", "target_count", "target_unit", "target_text", "benefit_amount", "benefit_text", "form", "duration",
                "duration_months", "removed_at", "links_before",
            }
            | REVIEW_COLUMNS
            | SOURCE_COLUMNS
        )  # fmt: skip

    def __str__(self):
        return f"{self.program} {self.year}"


class ActionReportQuerySet(ActionQuerySet):
    agency_lookup = "row__agency"


@keep_old_rows()
class ActionReport(Sourced, Reviewed):
    """What one row of the action plan spent in one semester (flow, whole rupiah); `reason` says why above the allocation."""

    row = models.ForeignKey(
        ActionRow, models.CASCADE, related_name="reports", verbose_name="baris rencana aksi"
    )
    semester = models.PositiveSmallIntegerField("semester")
    realized_amount = models.BigIntegerField("realisasi (Rp)")
    reason = models.CharField("alasan", max_length=300, blank=True)

    objects = ActionReportQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan semester"
        verbose_name_plural = "laporan semester"
        constraints = [
            models.UniqueConstraint(fields=["row", "semester"], name="action_report_once_per_semester"),
            models.CheckConstraint(name="action_report_semester_exists", condition=Q(semester__in=[1, 2])),
            *review_checks("action_report"),
        ]

    class Privacy:
        plain = {"id", "row", "semester", "realized_amount", "reason"} | REVIEW_COLUMNS | SOURCE_COLUMNS

    def __str__(self):
        return f"{self.row} semester {self.semester}"


class EvaluationNoteQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_INDICATORS
    agency_lookup = "agency"
    shared = Q(agency__isnull=True)

    def reach(self, grant):
        return Q() if grant.agency_id is None else Q(agency=grant.agency_id)


class EvaluationNote(models.Model):
    """The words below one evaluation table: of an agency, or of the region when agency is empty; quarter 0 is the year."""

    class Scope(models.TextChoices):
        RENJA = "renja", "Renja"
        RKPD = "rkpd", "RKPD"
        RPJMD = "rpjmd", "RPJMD"

    scope = models.CharField("tabel", max_length=5, choices=Scope.choices)
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="perangkat daerah",
    )
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan", default=0)
    driving = models.TextField("faktor pendorong", blank=True)
    hindering = models.TextField("faktor penghambat", blank=True)
    next_quarter = models.TextField("tindak lanjut triwulan berikutnya", blank=True)
    next_plan = models.TextField("tindak lanjut dokumen berikutnya", blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ditulis oleh"
    )
    written_at = models.DateTimeField("ditulis", auto_now=True)

    objects = EvaluationNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan evaluasi"
        verbose_name_plural = "catatan evaluasi"
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "agency", "year", "quarter"],
                nulls_distinct=False,
                name="evaluation_note_once",
            ),
            models.CheckConstraint(
                name="evaluation_quarter_exists", condition=Q(quarter__gte=0, quarter__lte=4)
            ),
        ]

    class Privacy:
        plain = {
            "id", "scope", "agency", "year", "quarter", "driving", "hindering", "next_quarter", "next_plan", "written_by",
            "written_at",
        }  # fmt: skip

    def __str__(self):
        return f"{self.get_scope_display()} {self.year}"
