"""How indicators stand, stored so that lists can filter and page in the database.

Everything here is derived: `programs.actions.standings.refresh` writes it from targets and attainments with the one
formula of `programs.queries.attainment`, in the same transaction as the change and again every night.
"""

from django.db import models

from programs.models.indicators import IndicatorQuerySet


class Standing(models.Model):
    """How one indicator stands in one year. `percent` is uncapped, `capped` the share that enters averages; per cent.

    The last words reported and the last cause told are kept too: a list needs nothing but these rows.
    """

    # Without indexes of their own: the constraint and the indexes below begin with them or are never without a year.
    indicator = models.ForeignKey(
        "programs.Indicator",
        models.CASCADE,
        related_name="standings",
        verbose_name="indikator",
        db_index=False,
    )
    year = models.PositiveSmallIntegerField("tahun")
    agency = models.ForeignKey(
        "agencies.Agency", models.CASCADE, related_name="+", verbose_name="perangkat daerah", db_index=False
    )
    program = models.ForeignKey(
        "programs.Program", models.CASCADE, null=True, blank=True, related_name="+", verbose_name="program"
    )
    level = models.CharField("tingkat", max_length=12)
    quarter = models.PositiveSmallIntegerField("triwulan terakhir", null=True)
    target_value = models.DecimalField("target", max_digits=20, decimal_places=4, null=True)
    target_text = models.CharField("target (teks)", max_length=60, blank=True)
    realized = models.DecimalField("realisasi", max_digits=20, decimal_places=4, null=True)
    realized_text = models.CharField("realisasi (teks)", max_length=60, blank=True, default="")
    percent = models.DecimalField("capaian (%)", max_digits=16, decimal_places=6, null=True)
    capped = models.DecimalField("capaian untuk rata-rata (%)", max_digits=9, decimal_places=4, null=True)
    state = models.CharField("keadaan", max_length=8)
    reason = models.CharField("alasan", max_length=15, blank=True)
    flag = models.CharField("arah tahun ini", max_length=9, blank=True)
    class_code = models.CharField("predikat", max_length=2, blank=True)
    status = models.CharField("status triwulan terakhir", max_length=9, blank=True)
    hindering = models.TextField("faktor penghambat terakhir", blank=True, default="")
    refreshed_at = models.DateTimeField("dihitung")

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "keadaan indikator"
        constraints = [models.UniqueConstraint(fields=["indicator", "year"], name="standing_once_per_year")]
        indexes = [
            # The lowest of a state, in one agency and in all, are the first entries of these.
            models.Index(
                fields=["year", "agency", "state", "percent", "indicator"], name="standing_lowest_of_agency"
            ),
            models.Index(fields=["year", "state", "percent", "indicator"], name="standing_lowest"),
        ]

    class Privacy:
        plain = {
            "id", "indicator", "year", "agency", "program", "level", "quarter", "target_value", "target_text", "realized",
            "realized_text", "percent", "capped", "state", "reason", "flag", "class_code", "status", "hindering", "refreshed_at",
        }  # fmt: skip

    def __str__(self):
        return f"{self.indicator} {self.year}: {self.state}"


class Scorecard(models.Model):
    """How many indicators of one agency stand where in one year; the board adds these rows up.

    It tells by which falling formula they were judged, and whether they wait to be judged by another rule.
    """

    agency = models.ForeignKey(
        "agencies.Agency", models.CASCADE, related_name="+", verbose_name="perangkat daerah"
    )
    year = models.PositiveSmallIntegerField("tahun")
    met = models.PositiveIntegerField("tercapai", default=0)
    not_met = models.PositiveIntegerField("belum tercapai", default=0)
    open = models.PositiveIntegerField("belum dapat dinilai", default=0)
    on_track = models.PositiveIntegerField("sesuai jalur", default=0)
    at_risk = models.PositiveIntegerField("berisiko", default=0)
    off_track = models.PositiveIntegerField("keluar jalur", default=0)
    no_target = models.PositiveIntegerField("belum ada target", default=0)
    not_reported = models.PositiveIntegerField("belum dilaporkan", default=0)
    not_published = models.PositiveIntegerField("data belum terbit", default=0)
    running = models.PositiveIntegerField("tahun berjalan", default=0)
    words = models.PositiveIntegerField("target berupa kata", default=0)
    verified = models.PositiveIntegerField("sudah diverifikasi", default=0)
    capped_sum = models.DecimalField("jumlah capaian", max_digits=20, decimal_places=4, default=0)
    capped_count = models.PositiveIntegerField("banyaknya capaian", default=0)
    falling = models.CharField("rumus tren negatif", max_length=1, default="A")
    plan = models.CharField("rumus menurut", max_length=150, blank=True, default="")
    awaited = models.BooleanField("menunggu dinilai ulang", default=False)
    refreshed_at = models.DateTimeField("dihitung")

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "rapor perangkat daerah"
        constraints = [models.UniqueConstraint(fields=["year", "agency"], name="scorecard_once_per_year")]

    class Privacy:
        plain = {
            "id", "agency", "year", "met", "not_met", "open", "on_track", "at_risk", "off_track", "no_target", "not_reported",
            "not_published", "running", "words", "verified", "capped_sum", "capped_count", "falling", "plan", "awaited",
            "refreshed_at",
        }  # fmt: skip

    def __str__(self):
        return f"{self.agency} {self.year}"
