"""Which villages and kecamatan the region has decided to put first, beside what the figures propose."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.access.permissions import Permission
from agencies.access.scoping import OpenQuerySet
from agencies.models.history import keep_old_rows


class FocusRegionQuerySet(OpenQuerySet):
    view_permission = Permission.VIEW_INDICATORS

    def for_listing(self):
        return self.select_related("region__parent", "decided_by").order_by("region__code")


@keep_old_rows()
class FocusRegion(models.Model):
    """The decision on one village or kecamatan in one year (lokasi fokus, lokus): taken in, or taken out of the proposal.

    `was_proposed` and `score` (0 to 100) are what the figures said on the day of the decision. Whoever decides against
    them gives a reason.
    """

    region = models.ForeignKey(
        "agencies.Region", models.PROTECT, related_name="focus_years", verbose_name="wilayah"
    )
    year = models.PositiveSmallIntegerField("tahun")
    is_focus = models.BooleanField("menjadi lokasi fokus")
    was_proposed = models.BooleanField("diusulkan oleh hitungan")
    score = models.DecimalField("indeks", max_digits=6, decimal_places=2, null=True, blank=True)
    reason = models.CharField("alasan", max_length=300, blank=True)
    decree = models.CharField("nomor keputusan", max_length=120, blank=True)
    decree_date = models.DateField("tanggal keputusan", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="diputuskan oleh"
    )
    decided_at = models.DateTimeField("diputuskan", auto_now=True)

    objects = FocusRegionQuerySet.as_manager()

    class Meta:
        verbose_name = "lokasi fokus"
        verbose_name_plural = "lokasi fokus"
        constraints = [
            models.UniqueConstraint(fields=["year", "region"], name="focus_region_decided_once_per_year"),
            models.CheckConstraint(
                name="focus_region_against_the_figures_has_a_reason",
                condition=Q(is_focus=F("was_proposed")) | ~Q(reason=""),
                violation_error_message="Keputusan yang berbeda dari hitungan harus punya alasan.",
            ),
            models.CheckConstraint(
                name="focus_region_decree_has_number_and_date",
                condition=Q(decree="", decree_date=None) | (~Q(decree="") & Q(decree_date__isnull=False)),
                violation_error_message="Isi nomor dan tanggal keputusan bersama-sama.",
            ),
        ]

    class Privacy:
        plain = {
            "id", "region", "year", "is_focus", "was_proposed", "score", "reason", "decree", "decree_date", "decided_by", "decided_at",
        }  # fmt: skip

    def __str__(self):
        return f"{self.region} {self.year}"
