from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.access.permissions import Permission
from agencies.access.scoping import NOTHING, ScopedQuerySet


class MatchCandidateQuerySet(ScopedQuerySet):
    """Possible doubles are compared by those who see the whole register."""

    view_permission = Permission.VIEW_PEOPLE

    def reach(self, grant):
        return Q() if grant.agency_id is None and grant.region_code is None else NOTHING

    def open(self):
        """Undecided, and both still stand for a person."""
        return self.filter(verdict="open", first__merged_into=None, second__merged_into=None)


class MatchCandidate(models.Model):
    """Two persons who may be one (calon kembar): score, reasons in codes, and the officer's verdict. Nothing merges by score alone."""

    class Verdict(models.TextChoices):
        OPEN = "open", "Belum diputuskan"
        SAME = "same", "Orang yang sama"
        DIFFERENT = "different", "Orang berbeda"

    first = models.ForeignKey("beneficiaries.Person", models.CASCADE, related_name="+")
    second = models.ForeignKey("beneficiaries.Person", models.CASCADE, related_name="+")
    score = models.DecimalField("kemiripan (%)", max_digits=5, decimal_places=2)
    reasons = models.JSONField(
        default=list
    )  # codes: same_nik, same_name, near_name, same_birth_date, same_family ...
    verdict = models.CharField("keputusan", max_length=9, choices=Verdict.choices, default=Verdict.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = MatchCandidateQuerySet.as_manager()

    class Meta:
        verbose_name = "calon kembar"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="match_candidate_once"),
            models.CheckConstraint(name="match_candidate_in_order", condition=Q(first__lt=F("second"))),
        ]

    class Privacy:
        plain = {"id", "first", "second", "score", "reasons", "verdict", "decided_by", "decided_at"}

    def __str__(self):
        return f"{self.first_id} ? {self.second_id}"
