"""When documents and reports are due, and who may still enter after that."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.access.permissions import Permission
from agencies.access.scoping import OpenQuerySet, ScopedQuerySet


class ScheduleQuerySet(OpenQuerySet):
    view_permission = Permission.USE_SITE


class Schedule(models.Model):
    """One stage of a document or report of one fiscal year, with the days it is open (jadwal).

    `period` is the quarter of capaian and realisasi, the semester of oppkpke, else 0. Without days the stage is only
    described by `rule`. Locking closes the period for entries until it is unlocked or reopened for an agency.
    """

    class Document(models.TextChoices):
        ATTAINMENT = "capaian", "Capaian indikator"
        REALIZATION = "realisasi", "Realisasi anggaran"
        RAT = "rat", "Rencana aksi tahunan"
        OPPKPKE = "oppkpke", "Laporan OPPKPKE"
        RPKD = "rpkd", "RPKD"
        LP2KD = "lp2kd", "LP2KD"
        RPJMD = "rpjmd", "RPJMD"
        RKPD = "rkpd", "RKPD"
        RENJA = "renja", "Renja"
        KUA_PPAS = "kua_ppas", "KUA-PPAS"
        APBD = "apbd", "APBD"
        REVISION = "perubahan", "Perubahan RKPD dan APBD"
        RAKOR = "rakor", "Rapat koordinasi TKPK"

    document = models.CharField("dokumen", max_length=20, choices=Document.choices)
    stage = models.CharField("tahap", max_length=80, blank=True)
    title = models.CharField("judul", max_length=120)
    fiscal_year = models.PositiveSmallIntegerField("tahun anggaran")
    period = models.PositiveSmallIntegerField("triwulan atau semester", default=0)
    order = models.PositiveSmallIntegerField("urutan", default=0)
    opens = models.DateField("dibuka", null=True, blank=True)
    closes = models.DateField("ditutup", null=True, blank=True)
    rule = models.CharField("ketentuan waktu", max_length=200, blank=True)
    basis = models.CharField("dasar", max_length=120, blank=True)
    done_at = models.DateField("selesai", null=True, blank=True)
    locked_at = models.DateTimeField("dikunci", null=True, blank=True, editable=False)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="dikunci oleh",
    )
    note = models.TextField("catatan", blank=True)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = "jadwal"
        verbose_name_plural = "jadwal"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "stage", "fiscal_year", "period"], name="schedule_stage_once_per_year"
            ),
            models.CheckConstraint(
                name="schedule_closes_after_it_opens",
                condition=Q(opens__isnull=True) | Q(closes__isnull=True) | Q(closes__gte=F("opens")),
                violation_error_message="Tanggal tutup tidak boleh sebelum tanggal buka.",
            ),
            models.CheckConstraint(
                name="schedule_locked_has_its_locker",
                condition=Q(locked_at__isnull=True, locked_by__isnull=True)
                | Q(locked_at__isnull=False, locked_by__isnull=False),
            ),
        ]

    class Privacy:
        plain = {
            "id", "document", "stage", "title", "fiscal_year", "period", "order", "opens", "closes", "rule", "basis", "done_at",
            "locked_at", "locked_by", "note",
        }  # fmt: skip

    def __str__(self):
        return f"{self.title} {self.fiscal_year}"


class ReopeningQuerySet(ScopedQuerySet):
    view_permission = Permission.USE_SITE
    agency_lookup = "agency"


class Reopening(models.Model):
    """One agency may enter again until a day although the schedule is closed or locked (masa tenggang)."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="reopenings", verbose_name="jadwal")
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name="perangkat daerah"
    )
    until = models.DateField("sampai")
    reason = models.CharField("alasan", max_length=300)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="diberikan oleh"
    )
    granted_at = models.DateTimeField("diberikan", auto_now_add=True)

    objects = ReopeningQuerySet.as_manager()

    class Meta:
        verbose_name = "masa tenggang"
        verbose_name_plural = "masa tenggang"

    class Privacy:
        plain = {"id", "schedule", "agency", "until", "reason", "granted_by", "granted_at"}

    def __str__(self):
        return f"{self.agency} sampai {self.until}"
