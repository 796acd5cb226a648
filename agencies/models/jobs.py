from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet


class JobQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_JOBS

    def visible_to(self, viewer, permission=None):
        """Everybody's work for those who watch over it, one's own for everybody else."""
        if viewer.reaches_everything(permission or self.view_permission):
            return self.all()
        return self.none() if viewer.user_id is None else self.filter(queued_by_id=viewer.user_id)

    def pending(self):
        return self.filter(status__in=Job.PENDING)

    def for_listing(self):
        """Work under way first, oldest first; then what has ended, newest first."""
        return self.select_related("queued_by").order_by(
            F("finished_at").desc(nulls_first=True), "queued_at", "pk"
        )


class Job(models.Model):
    """Work too long for a request (pekerjaan). The row is the queue entry, the lock's key and the record.

    `attempt` is the fence of SECURITY 6.3: the last transaction of a task checks that it is still its own.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", "Menunggu"
        RUNNING = "running", "Berjalan"
        DONE = "done", "Selesai"
        FAILED = "failed", "Gagal"
        CANCELLED = "cancelled", "Dibatalkan"

    PENDING = (Status.QUEUED, Status.RUNNING)

    task = models.CharField("tugas", max_length=60)  # a name registered with @task
    subject_id = models.BigIntegerField(null=True)  # what the task works on
    parameters = models.JSONField(default=dict)  # ids and choices only, never values of people
    queue = models.CharField(max_length=10, default="default")
    status = models.CharField("keadaan", max_length=9, choices=Status.choices, default=Status.QUEUED)
    attempt = models.PositiveSmallIntegerField("percobaan", default=0)
    done = models.PositiveIntegerField("dikerjakan", default=0)  # rows
    total = models.PositiveIntegerField("dari", default=0)  # rows expected, 0 while unknown
    words = models.CharField("langkah", max_length=120, blank=True)  # what is being done, in Indonesian
    cancel_asked = models.BooleanField(default=False)
    error = models.TextField(blank=True)  # SQLSTATE, constraint, table, step: never a cell's content
    run_after = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField("diminta", auto_now_add=True)
    queued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField("mulai", null=True)
    moved_at = models.DateTimeField("kemajuan terakhir", null=True)
    finished_at = models.DateTimeField("selesai", null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "pekerjaan"
        constraints = [
            # A job already running may have read its subject before the newest request: that one waits behind it.
            models.UniqueConstraint(
                fields=["task", "subject_id"],
                condition=Q(status="queued"),
                nulls_distinct=False,
                name="job_waits_once",
            )
        ]
        indexes = [models.Index(fields=["status", "queued_at"])]

    class Privacy:
        plain = {
            "id", "task", "subject_id", "parameters", "queue", "status", "attempt", "done", "total", "words", "cancel_asked", "error",
            "run_after", "queued_at", "queued_by", "started_at", "moved_at", "finished_at",
        }  # fmt: skip

    def __str__(self):
        return f"{self.task} #{self.subject_id} ({self.get_status_display()})"

    @property
    def per_cent(self) -> int | None:
        return min(100, self.done * 100 // self.total) if self.total else None
