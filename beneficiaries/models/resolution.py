"""Whom the lines of an upload mean, as the check found it, and whether the register is still as it was then.

All of it can be found again from staging and the register; kept so that the merge need not ask a second time.
"""

from django.db import models
from django.db.models.functions import Now

from agencies.models import Upload
from beneficiaries.models.staging import UNCHECKED, StagedAid, StagedPerson

# Staging empties these tables itself; asking what hangs on 100,000 lines would load them one by one.
OF_STAGING = {
    "on_delete": models.DO_NOTHING,
    "db_constraint": False,
    "related_name": "+",
    "primary_key": True,
}


class RegisterChange(models.Model):
    """One statement that wrote into the register. Never deleted: the same number of rows means that nothing was committed
    since, also where a transaction that began earlier ended later."""

    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "perubahan register"

    class Privacy:
        plain = {"id", "changed_at"}

    def __str__(self):
        return str(self.changed_at)


class Resolution(models.Model):
    """How many changes the register had seen when the lines of an upload were resolved."""

    upload = models.OneToOneField(Upload, models.CASCADE, primary_key=True, related_name="+")
    changes = models.BigIntegerField()

    class Meta:
        verbose_name = "keadaan register saat diperiksa"

    class Privacy:
        plain = {"upload", "changes"}

    def __str__(self):
        return str(self.upload)


class ResolvedLine(models.Model):
    """Whom one staged line that is not held means.

    `person` and `family` are known to the register. For others `leader_id` and `family_leader_id` name the first staged
    line about the same new person or family. `home` is the family that the person is known to live in.
    """

    line = models.OneToOneField(StagedPerson, **OF_STAGING)
    upload = models.ForeignKey(Upload, models.CASCADE, **UNCHECKED | {"db_index": True})
    sheet = models.CharField(max_length=120, db_collation="C")
    row = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    person = models.ForeignKey("beneficiaries.Person", models.DO_NOTHING, null=True, **UNCHECKED)
    leader_id = models.BigIntegerField(null=True)
    disputed = models.BooleanField()
    home = models.ForeignKey("beneficiaries.Family", models.DO_NOTHING, null=True, **UNCHECKED)
    family = models.ForeignKey("beneficiaries.Family", models.DO_NOTHING, null=True, **UNCHECKED)
    family_leader_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "baris yang dikenali"

    class Privacy:
        plain = {
            "line", "upload", "sheet", "row", "year", "person", "leader_id", "disputed", "home", "family", "family_leader_id",
        }  # fmt: skip

    def __str__(self):
        return f"{self.sheet} {self.row}"


class ResolvedAid(models.Model):
    """Which aid of the register one staged aid is: `existing`, or a new one. Of several lines about one aid the first counts."""

    aid = models.OneToOneField(StagedAid, **OF_STAGING)
    upload = models.ForeignKey(Upload, models.CASCADE, **UNCHECKED | {"db_index": True})
    line = models.ForeignKey(StagedPerson, models.DO_NOTHING, **UNCHECKED)
    existing = models.ForeignKey("beneficiaries.Assistance", models.DO_NOTHING, null=True, **UNCHECKED)
    of_family = models.BooleanField()
    counts = models.BooleanField()
    first_row = models.PositiveIntegerField()

    class Meta:
        verbose_name = "bantuan yang dikenali"

    class Privacy:
        plain = {"aid", "upload", "line", "existing", "of_family", "counts", "first_row"}

    def __str__(self):
        return f"{self.line_id} {self.aid_id}"
