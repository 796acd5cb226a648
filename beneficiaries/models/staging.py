"""Lines of uploaded lists after cleaning; identity numbers are ciphertext already here."""

from django.db import models
from django.db.models import Q

from agencies.models import StagedLine, Upload

LINE = {"id", "upload", "sheet", "row", "outcome"}
# The merge judges staged lines by the register of its moment, and the facts carry the constraints: none is checked here.
UNCHECKED = {"db_constraint": False, "db_index": False, "related_name": "+"}


class StagedPerson(StagedLine):
    """One line of a list of kind individu, keluarga or penerima, before approval."""

    upload = models.ForeignKey(Upload, models.CASCADE, **UNCHECKED)
    nik_ct = models.BinaryField(null=True)
    nik_bi = models.BinaryField(null=True)
    nik_tag = models.CharField(max_length=8, blank=True)
    kk_ct = models.BinaryField(null=True)
    kk_bi = models.BinaryField(null=True)
    kk_tag = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=150, blank=True)
    name_key = models.CharField(max_length=150, db_collation="C", blank=True)
    head_name = models.CharField(max_length=150, blank=True)
    head_key = models.CharField(max_length=150, db_collation="C", blank=True)
    birth_date = models.DateField(null=True)
    birth_place = models.CharField(max_length=100, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    relation = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=300, blank=True)
    hamlet = models.CharField(max_length=100, blank=True)
    rt = models.CharField(max_length=3, blank=True)
    rw = models.CharField(max_length=3, blank=True)
    village_code = models.CharField(max_length=13, db_collation="C", blank=True)
    decile = models.PositiveSmallIntegerField(null=True)
    percentile = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=6, blank=True)
    member_count = models.PositiveSmallIntegerField(null=True)
    source_number = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(null=True)  # of the list the line belongs to
    other = models.JSONField(default=dict)
    person = models.ForeignKey(
        "beneficiaries.Person", models.SET_NULL, null=True, **UNCHECKED
    )  # whom a form names; what lists mean stands in ResolvedLine
    family = models.ForeignKey("beneficiaries.Family", models.SET_NULL, null=True, **UNCHECKED)
    disputed = models.BooleanField(
        default=False
    )  # the register holds this NIK under another name and birth date
    changes = models.JSONField(default=dict)  # field -> [old, new] for the tab "Perubahan"

    class Meta:
        verbose_name = "baris daftar orang"
        indexes = [models.Index(fields=["upload", "sheet", "row"])]

    class Privacy:
        plain = LINE | {"village_code", "person", "family", "disputed", "member_count", "year"}
        names = {
            "problems", "name", "name_key", "head_name", "head_key", "birth_date", "birth_place", "sex", "relation", "address", "hamlet",
            "rt", "rw", "decile", "percentile", "status", "source_number", "changes",
        }  # fmt: skip
        identity = {"nik_ct", "nik_bi", "nik_tag", "kk_ct", "kk_bi", "kk_tag"}
        special = {"other"}


class StagedAid(StagedLine):
    """One aid of one line (a line of a wide list has several), before approval."""

    upload = models.ForeignKey(Upload, models.CASCADE, **UNCHECKED)
    program = models.ForeignKey("programs.Program", models.CASCADE, **UNCHECKED)
    to_family = models.BooleanField(default=False)
    year = models.PositiveSmallIntegerField(null=True)
    period_kind = models.CharField(max_length=8, blank=True)
    period_number = models.PositiveSmallIntegerField(default=0)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    period_words = models.CharField(max_length=60, blank=True)
    amount = models.BigIntegerField(null=True)
    card_number = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=9, default="diterima")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "baris bantuan"
        indexes = [models.Index(fields=["upload", "sheet", "row"])]

    class Privacy:
        plain = LINE | {
            "problems", "program", "to_family", "year", "period_kind", "period_number", "period_start", "period_end", "period_words",
            "amount", "status",
        }  # fmt: skip
        names = {"note"}
        identity = {"card_number"}


class StagedEnd(models.Model):
    """One aid, or one entry of a register, that a complete list no longer names: approving the list ends it.

    Who checks and who approves sees these rows; the merge ends none besides (mode "replace").
    """

    upload = models.ForeignKey("agencies.Upload", models.CASCADE, related_name="+")
    assistance = models.ForeignKey("beneficiaries.Assistance", models.CASCADE, null=True, related_name="+")
    entry = models.ForeignKey("beneficiaries.RegisterEntry", models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = "yang akan berakhir"
        constraints = [
            models.CheckConstraint(
                name="staged_end_of_one_thing",
                condition=Q(assistance__isnull=False, entry__isnull=True)
                | Q(assistance__isnull=True, entry__isnull=False),
            )
        ]

    class Privacy:
        plain = {"id", "upload", "assistance", "entry"}

    def __str__(self):
        return str(self.assistance or self.entry)
