from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet


class NoticeQuerySet(ScopedQuerySet):
    view_permission = Permission.USE_SITE

    def visible_to(self, viewer, permission=None):
        return self.filter(user_id=viewer.user_id) if viewer.may(Permission.USE_SITE) else self.none()

    def waiting(self):
        """Those that ask the person to do something, not done yet."""
        return self.filter(waits=True, done_at__isnull=True)


class Notice(models.Model):
    """One line under a person's bell (pemberitahuan), with a link to the place."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    text = models.CharField("isi", max_length=300)
    url = models.CharField(max_length=300, blank=True)
    waits = models.BooleanField(
        "menunggu tindakan", default=False
    )  # also listed under Tugas saya until `done_at`
    subject = models.CharField(
        max_length=80, blank=True
    )  # 'upload:17': closes all notices of one matter together
    created_at = models.DateTimeField("waktu", auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberitahuan"
        indexes = [
            models.Index(fields=["user", "-created_at"]),
            models.Index(fields=["subject"], condition=Q(done_at__isnull=True), name="notice_open_subject"),
        ]

    class Privacy:
        plain = {"id", "user", "url", "waits", "subject", "created_at", "read_at", "done_at", "text"}

    def __str__(self):
        return self.text
