from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet


class BuiltFileQuerySet(ScopedQuerySet):
    """A built file belongs to whoever asked for it; nobody else downloads it (CVE-2026-9712)."""

    view_permission = Permission.VIEW_REPORTS

    def visible_to(self, viewer, permission=None):
        return (
            self.filter(requested_by_id=viewer.user_id)
            if viewer.may(permission or self.view_permission)
            else self.none()
        )


class BuiltFile(models.Model):
    """A report or long list built for one person (unduhan), kept encrypted until it expires."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Disiapkan"
        READY = "ready", "Siap diunduh"
        FAILED = "failed", "Gagal dibuat"
        EXPIRED = "expired", "Sudah dihapus"

    slug = models.CharField("laporan", max_length=60)
    title = models.CharField("judul", max_length=200)
    parameters = models.JSONField(default=dict)
    has_names = models.BooleanField("memuat nama", default=False)
    purpose = models.CharField("keperluan", max_length=300, blank=True)
    recipient = models.CharField("diserahkan kepada", max_length=200, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="built_files")
    requested_at = models.DateTimeField("diminta", auto_now_add=True)
    status = models.CharField("keadaan", max_length=7, choices=Status.choices, default=Status.WAITING)
    file_name = models.CharField("nama berkas", max_length=200, blank=True)
    stored_as = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField("ukuran (byte)", default=0)
    rows = models.PositiveIntegerField("baris", default=0)
    built_at = models.DateTimeField("dibuat", null=True, blank=True)
    expires_at = models.DateTimeField("disimpan sampai", null=True, blank=True)
    downloads = models.PositiveIntegerField("diunduh", default=0)

    objects = BuiltFileQuerySet.as_manager()

    class Meta:
        verbose_name = "unduhan"
        verbose_name_plural = "unduhan"
        constraints = [
            models.CheckConstraint(
                name="built_file_of_names_has_purpose", condition=Q(has_names=False) | ~Q(purpose="")
            )
        ]
        indexes = [models.Index(fields=["requested_by", "-requested_at"])]

    class Privacy:
        plain = {
            "id", "slug", "title", "parameters", "has_names", "purpose", "requested_by", "requested_at", "status", "file_name",
            "stored_as", "size", "rows", "built_at", "expires_at", "downloads",
        }  # fmt: skip
        names = {"recipient"}

    def __str__(self):
        return self.title
