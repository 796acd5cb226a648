from django.db import models
from django.db.models import F, Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet
from agencies.models.history import keep_old_rows
from beneficiaries.models.lineage import INDEXED, ORIGIN, TOLD, marks_changes


class AssistanceQuerySet(ScopedQuerySet):
    """Aid: an agency its own in full; the rest of a visible person's aid is told as programme and period only."""

    view_permission = Permission.VIEW_PEOPLE
    agency_lookup = "agency"
    region_lookup = "village__code"

    def in_year(self, year: int):
        return self.filter(year=year)

    def for_listing(self):
        return self.select_related(
            "program", "person", "family", "group", "village__parent", "agency"
        ).order_by("-year", "-period_start", "pk")


@keep_old_rows()
class Assistance(models.Model):
    """What one person, family or group received from one programme in one period (bantuan), in whole rupiah where known.

    `agency` handed the list in; `village` is where the recipient lived then and is not moved later.
    """

    class PeriodKind(models.TextChoices):
        YEAR = "tahun", "Tahun"
        SEMESTER = "semester", "Semester"
        QUARTER = "triwulan", "Triwulan"
        MONTH = "bulan", "Bulan"
        STAGE = "tahap", "Tahap"

    class Status(models.TextChoices):
        RECEIVED = "diterima", "Diterima"
        PROPOSED = "diusulkan", "Diusulkan"
        ENDED = "diakhiri", "Diakhiri"

    program = models.ForeignKey(
        "programs.Program",
        models.PROTECT,
        related_name="assistances",
        verbose_name="program",
        **INDEXED,  # with the year, which every question names
        **TOLD,
    )
    person = models.ForeignKey(
        "beneficiaries.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assistances",
        **INDEXED,
        **TOLD,
    )
    family = models.ForeignKey(
        "beneficiaries.Family",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assistances",
        **INDEXED,
        **TOLD,
    )
    group = models.ForeignKey(
        "beneficiaries.Group", models.PROTECT, null=True, blank=True, related_name="assistances", **INDEXED
    )
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, verbose_name="perangkat daerah sumber", **ORIGIN
    )
    village = models.ForeignKey(
        "agencies.Region",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="desa/kelurahan",
        **ORIGIN,
    )
    year = models.PositiveSmallIntegerField("tahun")
    period_kind = models.CharField(
        "jenis periode", max_length=8, choices=PeriodKind.choices, default=PeriodKind.YEAR
    )
    period_number = models.PositiveSmallIntegerField("periode ke-", default=0)  # 0 for the whole year
    period_start = models.DateField("awal periode")
    period_end = models.DateField("akhir periode")
    period_words = models.CharField("periode menurut berkas", max_length=60, blank=True)
    amount = models.BigIntegerField("nilai (Rp)", null=True, blank=True)
    card_number = models.CharField("no. peserta", max_length=40, blank=True)
    status = models.CharField("status", max_length=9, choices=Status.choices, default=Status.RECEIVED)
    end_reason = models.CharField("alasan diakhiri", max_length=100, blank=True)
    ended_by = models.ForeignKey(
        "agencies.Upload", models.PROTECT, null=True, blank=True, **ORIGIN
    )  # the newer complete list that no longer names this recipient
    note = models.CharField("keterangan", max_length=300, blank=True)
    source_upload = models.ForeignKey("agencies.Upload", models.PROTECT, **ORIGIN)
    source_sheet = models.CharField(max_length=120)
    source_row = models.PositiveIntegerField()

    objects = AssistanceQuerySet.as_manager()

    class Meta:
        triggers = marks_changes()
        verbose_name = "bantuan"
        verbose_name_plural = "bantuan"
        constraints = [
            models.CheckConstraint(
                name="assistance_to_one_recipient",
                condition=Q(person__isnull=False, family__isnull=True, group__isnull=True)
                | Q(person__isnull=True, family__isnull=False, group__isnull=True)
                | Q(person__isnull=True, family__isnull=True, group__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person", "program", "year", "period_kind", "period_number"],
                condition=Q(person__isnull=False),
                name="assistance_person_once",
            ),
            models.UniqueConstraint(
                fields=["family", "program", "year", "period_kind", "period_number"],
                condition=Q(family__isnull=False),
                name="assistance_family_once",
            ),
            models.UniqueConstraint(
                fields=["group", "program", "year", "period_kind", "period_number"],
                condition=Q(group__isnull=False),
                name="assistance_group_once",
            ),
            models.CheckConstraint(
                name="assistance_period_ends_after_start", condition=Q(period_end__gte=F("period_start"))
            ),
            models.CheckConstraint(
                name="assistance_amount_not_negative", condition=Q(amount__isnull=True) | Q(amount__gte=0)
            ),
        ]
        indexes = [
            models.Index(fields=["year", "program", "village"]),
            models.Index(fields=["agency", "year"]),
            models.Index(fields=["village", "year"]),
            models.Index(fields=["source_upload"]),
            models.Index(
                fields=["ended_by"], condition=Q(ended_by__isnull=False), name="assistance_ended_by"
            ),
        ]

    class Privacy:
        plain = {
            "id", "program", "person", "family", "group", "agency", "village", "year", "period_kind", "period_number", "period_start",
            "period_end", "period_words", "amount", "status", "ended_by", "source_upload", "source_sheet", "source_row",
        }  # fmt: skip
        names = {"note", "end_reason"}  # both may repeat what an officer typed, also as the name of a file
        identity = {"card_number"}

    def __str__(self):
        return f"{self.program} {self.year}"

    @property
    def recipient(self):
        return self.person or self.family or self.group
