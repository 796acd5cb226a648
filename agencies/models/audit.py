import pgtrigger
from django.apps import apps
from django.db import models
from django.db.models import Q

from agencies.access.permissions import Permission
from agencies.access.scoping import NOTHING, ScopedQuerySet
from agencies.models.trail_words import ACTION_WORDS

APPEND_ONLY = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
SYSTEM_EVENTS = ("session.", "account.", "setting.", "role.", "system.")


class TrailQuerySet(ScopedQuerySet):
    """The trail: the auditor reads all, the administrator sign-in and settings only."""

    view_permission = Permission.VIEW_TRAIL

    def reach(self, grant):
        return Q() if grant.agency_id is None and grant.region_code is None else NOTHING


class AuditEventQuerySet(TrailQuerySet):
    def done_by(self, viewer):
        """What the person did themselves, e.g. to undo it."""
        return self.filter(actor_id=viewer.user_id) if viewer.user_id else self.none()

    def system_only(self):
        wanted = Q()
        for prefix in SYSTEM_EVENTS:
            wanted |= Q(action__startswith=prefix)
        return self.filter(wanted)

    def readable_by(self, viewer):
        """All of it for the auditor; sign-in, account and settings events for the administrator."""
        everything = self.visible_to(viewer)
        if viewer.may(Permission.VIEW_TRAIL):
            return everything
        return self.visible_to(viewer, Permission.VIEW_SYSTEM_TRAIL).system_only()


class TrailEvent(models.Model):
    """What both trails share: the moment, the actor and the row it was about, none of them a foreign key."""

    class Meta:
        abstract = True

    @property
    def about(self) -> str:
        """The row as an officer names it: `unggahan 53`."""
        if not self.subject:
            return ""
        try:
            name = apps.get_model(self.subject)._meta.verbose_name
        except (LookupError, ValueError):  # a model of an earlier version
            name = self.subject
        return f"{name} {self.subject_id}".strip()


class AuditEvent(TrailEvent):
    """Who did what, when (jejak). Written once; a database trigger refuses changes.

    There are no foreign keys: the trail must outlive everything it mentions. `detail` holds ids and
    counts, never values of people.
    """

    happened_at = models.DateTimeField("waktu", auto_now_add=True, db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField("pelaku", max_length=150)
    action = models.CharField("tindakan", max_length=60)  # subject.verb, e.g. upload.approved
    subject = models.CharField("objek", max_length=60)  # model label
    subject_id = models.CharField(max_length=40)
    reason = models.TextField("alasan", blank=True)
    detail = models.JSONField("rincian", default=dict)
    address = models.GenericIPAddressField("alamat IP", null=True)

    objects = AuditEventQuerySet.as_manager()

    WORDS = ACTION_WORDS

    class Meta:
        verbose_name = "jejak audit"
        indexes = [
            models.Index(fields=["subject", "subject_id", "happened_at"]),
            models.Index(fields=["actor_id", "happened_at"]),
        ]
        triggers = APPEND_ONLY

    class Privacy:
        plain = {
            "id",
            "happened_at",
            "actor_id",
            "action",
            "subject",
            "subject_id",
            "reason",
            "detail",
            "address",
        }
        names = {"actor"}

    def __str__(self):
        return f"{self.actor} {self.action} {self.subject_id}"

    @property
    def words(self) -> str:
        """The action as an officer reads it; its code where nobody has worded it yet."""
        return self.WORDS.get(self.action, self.action)


class ReadEvent(TrailEvent):
    """Who looked at whose page or opened whose number (class C to E), and with what reason. Append-only."""

    class What(models.TextChoices):
        PAGE = "page", "Melihat halaman"
        REVEAL = "reveal", "Membuka NIK"
        SEARCH = "search", "Mencari"
        EXPORT = "export", "Mengunduh daftar"

    happened_at = models.DateTimeField("waktu", auto_now_add=True, db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField("pelaku", max_length=150)
    what = models.CharField("perbuatan", max_length=8, choices=What.choices)
    subject = models.CharField(max_length=60)  # model label
    subject_id = models.CharField(max_length=40, blank=True)
    reason = models.TextField("alasan", blank=True)
    rows = models.PositiveIntegerField("baris", default=1)

    objects = TrailQuerySet.as_manager()

    class Meta:
        verbose_name = "jejak baca"
        indexes = [
            models.Index(fields=["subject", "subject_id"]),
            models.Index(fields=["actor_id", "what", "happened_at"]),
        ]
        triggers = APPEND_ONLY

    class Privacy:
        plain = {"id", "happened_at", "actor_id", "what", "subject", "subject_id", "reason", "rows"}
        names = {"actor"}

    def __str__(self):
        return f"{self.actor} {self.what} {self.subject} {self.subject_id}"
