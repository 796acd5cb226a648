"""Lines of uploaded plans and figures after cleaning, waiting for approval."""

from django.db import models

from agencies.models import StagedLine


class StagedPlanLine(StagedLine):
    """One line of a list of kind usulan, anggaran, indikator or statistik, before approval.

    `values` holds every cleaned value under its field name (SHAPES section 4): amounts in whole rupiah, dates as
    ISO text, `<field>_teks` the words of a field read as a number. `figures` holds, for statistics only, one
    {column, measure, unit, year, period, value} per number of the line. `changes` is {field: [stored, new]}.
    """

    code = models.CharField("kode", max_length=60, db_collation="C", blank=True)
    title = models.CharField("uraian", max_length=300, blank=True)
    level = models.CharField("tingkat", max_length=12, blank=True)  # urusan ... sub_kegiatan
    year = models.PositiveSmallIntegerField("tahun", null=True)
    is_leaf = models.BooleanField("ikut dijumlahkan", default=True)  # no other line stands below it
    values = models.JSONField(default=dict)
    figures = models.JSONField(default=list)
    changes = models.JSONField(default=dict)

    class Meta:
        verbose_name = "baris rencana"
        indexes = [models.Index(fields=["upload", "sheet", "row"], name="staged_plan_line_place")]

    class Privacy:
        plain = {"id", "upload", "sheet", "row", "outcome", "code", "level", "year", "is_leaf", "figures"}
        names = {"problems", "title", "values", "changes"}
