from django.conf import settings
from django.db import models

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet


class AttachmentQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_INDICATORS
    agency_lookup = "agency"

    def of(self, row: models.Model):
        """The files that hang on this row."""
        return self.filter(subject=row._meta.label_lower, subject_id=row.pk)


class Attachment(models.Model):
    """One file of evidence (bukti), kept sealed in the data folder; `subject` is the label of the model it hangs on."""

    subject = models.CharField(max_length=60, editable=False)
    subject_id = models.BigIntegerField(editable=False)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name="perangkat daerah"
    )
    name = models.CharField("nama berkas", max_length=200)
    stored_as = models.CharField(max_length=80, editable=False)
    size = models.PositiveBigIntegerField("ukuran (byte)")
    sha256 = models.CharField(max_length=64, editable=False)
    content_type = models.CharField("jenis", max_length=100)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ditambah oleh"
    )
    added_at = models.DateTimeField("ditambah", auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "bukti"
        verbose_name_plural = "bukti"
        indexes = [models.Index(fields=["subject", "subject_id"])]

    class Privacy:
        plain = {
            "id", "subject", "subject_id", "agency", "stored_as", "size", "sha256", "content_type", "added_by", "added_at",
        }  # fmt: skip
        names = {"name"}

    def __str__(self):
        return self.name
