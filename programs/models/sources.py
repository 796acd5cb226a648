"""What many tables of plans share: the spreadsheet cell a row came from, and the review it goes through."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Field(models.TextChoices):
    """The fields of poverty analysis (bidang, DOMAIN 5.9)."""

    KEMISKINAN = "kemiskinan", "Kemiskinan"
    KETENAGAKERJAAN = "ketenagakerjaan", "Ketenagakerjaan"
    PENDIDIKAN = "pendidikan", "Pendidikan"
    KESEHATAN = "kesehatan", "Kesehatan"
    INFRASTRUKTUR = "infrastruktur", "Infrastruktur dasar"
    PANGAN = "pangan", "Ketahanan pangan"
    EKONOMI = "ekonomi", "Ekonomi"
    LAIN = "lain", "Lainnya"


class Sourced(models.Model):
    """A row that may have come out of a spreadsheet; without upload somebody typed it or it was shipped."""

    source_upload = models.ForeignKey(
        "agencies.Upload", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    source_sheet = models.CharField(max_length=120, blank=True, editable=False)
    source_row = models.PositiveIntegerField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Reviewed(models.Model):
    """A row that an agency enters and somebody else verifies: draft, submitted, verified or returned."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draf"
        SUBMITTED = "submitted", "Diajukan"
        VERIFIED = "verified", "Diverifikasi"
        RETURNED = "returned", "Dikembalikan"

    status = models.CharField("status", max_length=9, choices=Status.choices, default=Status.DRAFT)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diisi oleh",
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diajukan oleh",
    )
    submitted_at = models.DateTimeField("diajukan", null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diverifikasi oleh",
    )
    verified_at = models.DateTimeField("diverifikasi", null=True, blank=True)
    note = models.TextField("catatan verifikator", blank=True)

    class Meta:
        abstract = True


REVIEW_COLUMNS = {
    "status",
    "entered_by",
    "submitted_by",
    "submitted_at",
    "verified_by",
    "verified_at",
    "note",
}
SOURCE_COLUMNS = {"source_upload", "source_sheet", "source_row"}


def review_checks(name: str) -> list[models.CheckConstraint]:
    """Who enters does not verify, and whoever sends a row back says why; `name` begins the constraints' names."""
    return [
        models.CheckConstraint(
            name=f"{name}_not_verified_by_who_entered",
            condition=Q(verified_by__isnull=True)
            | (~Q(verified_by=F("entered_by")) & ~Q(verified_by=F("submitted_by"))),
            violation_error_message="Yang mengisi tidak dapat memverifikasi isiannya sendiri.",
        ),
        models.CheckConstraint(
            name=f"{name}_returned_has_a_note",
            condition=~Q(status="returned") | ~Q(note=""),
            violation_error_message="Tulis catatan untuk perangkat daerah.",
        ),
    ]
