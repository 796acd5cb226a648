"""Figures counted in advance, at the grain in which they are shown. All can be deleted and counted again.

Distinct counts do not add up, so every shown region has its own row: village, kecamatan and regency.
"""

from django.db import models
from django.db.models import Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet, within_region


class FigureQuerySet(ScopedQuerySet):
    """Aggregates without names (class B): an agency sees those of all agencies, a kecamatan or village its own."""

    view_permission = Permission.VIEW_DASHBOARD

    def reach(self, grant):
        return Q() if grant.region_code is None else within_region("region__code", grant.region_code)


class CoverageFigure(models.Model):
    """Families and persons of one region that received anything in one year; from one agency's lists when named."""

    year = models.PositiveSmallIntegerField()
    region = models.ForeignKey("agencies.Region", models.CASCADE, related_name="+")
    agency = models.ForeignKey("agencies.Agency", models.CASCADE, null=True, related_name="+")
    target_families = models.PositiveIntegerField(
        default=0
    )  # families of the counting register up to the target decile
    served_families = models.PositiveIntegerField(default=0)  # of these, with any aid in the year
    families = models.PositiveIntegerField(default=0)  # families of any decile with aid, own or of a member
    persons = models.PositiveIntegerField(default=0)  # persons with aid of their own

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "angka cakupan"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "region", "agency"], nulls_distinct=False, name="coverage_figure_once"
            )
        ]

    class Privacy:
        plain = {
            "id",
            "year",
            "region",
            "agency",
            "target_families",
            "served_families",
            "families",
            "persons",
        }

    def __str__(self):
        return f"{self.region} {self.year}"

    @property
    def unserved_families(self) -> int:
        return self.target_families - self.served_families

    @property
    def unserved_share(self) -> float | None:
        """Per cent of the target families without any aid; None where nobody is in the target."""
        return 100 * self.unserved_families / self.target_families if self.target_families else None


class ReachFigure(models.Model):
    """What one programme brought to one region in one year: distinct recipients, records, whole rupiah."""

    year = models.PositiveSmallIntegerField()
    region = models.ForeignKey("agencies.Region", models.CASCADE, related_name="+")
    program = models.ForeignKey("programs.Program", models.CASCADE, related_name="+")
    persons = models.PositiveIntegerField(default=0)
    families = models.PositiveIntegerField(default=0)
    groups = models.PositiveIntegerField(default=0)
    records = models.PositiveIntegerField(default=0)
    amount = models.BigIntegerField(default=0)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "angka penerima program"
        constraints = [
            models.UniqueConstraint(fields=["year", "program", "region"], name="reach_figure_once")
        ]
        indexes = [models.Index(fields=["year", "region"])]

    class Privacy:
        plain = {"id", "year", "region", "program", "persons", "families", "groups", "records", "amount"}

    def __str__(self):
        return f"{self.program} {self.region} {self.year}"


class MeetingFigure(models.Model):
    """In how many families of one region two programmes meet that should be checked; both empty: families with any such pair."""

    year = models.PositiveSmallIntegerField()
    region = models.ForeignKey("agencies.Region", models.CASCADE, related_name="+")
    first = models.ForeignKey("programs.Program", models.CASCADE, null=True, related_name="+")
    second = models.ForeignKey("programs.Program", models.CASCADE, null=True, related_name="+")
    verdict = models.CharField(max_length=9, blank=True)
    families = models.PositiveIntegerField()
    amount = models.BigIntegerField(default=0)  # rupiah of the smaller aid of each pair

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "angka tumpang tindih"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "region", "first", "second"], nulls_distinct=False, name="meeting_figure_once"
            )
        ]

    class Privacy:
        plain = {"id", "year", "region", "first", "second", "verdict", "families", "amount"}

    def __str__(self):
        return f"{self.first} + {self.second} {self.region} {self.year}"


class FigureStateQuerySet(FigureQuerySet):
    def reach(self, grant):
        return Q()


class FigureState(models.Model):
    """When the figures of one year were counted, and by which register."""

    year = models.PositiveSmallIntegerField(unique=True)
    counted_at = models.DateTimeField()
    register = models.ForeignKey("beneficiaries.Register", models.SET_NULL, null=True, related_name="+")

    objects = FigureStateQuerySet.as_manager()

    class Meta:
        verbose_name = "keadaan angka"

    class Privacy:
        plain = {"id", "year", "counted_at", "register"}

    def __str__(self):
        return f"{self.year}: {self.counted_at}"
