from django.db import models
from django.db.models import Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet


class GroupQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_PEOPLE
    agency_lookup = "agency"
    region_lookup = "village__code"


class Group(models.Model):
    """A group that receives together (kelompok): farmers, fishers, KUBE ..."""

    name = models.CharField("nama kelompok", max_length=200)
    name_key = models.CharField(max_length=200, db_collation="C")
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, related_name="+", verbose_name="perangkat daerah pembina"
    )
    village = models.ForeignKey(
        "agencies.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="desa/kelurahan",
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = "kelompok"
        verbose_name_plural = "kelompok"
        constraints = [
            models.UniqueConstraint(
                fields=["name_key", "village"], nulls_distinct=False, name="group_once_per_village"
            )
        ]

    class Privacy:
        plain = {"id", "agency", "village"}
        names = {"name", "name_key"}

    def __str__(self):
        return self.name


class GroupMember(models.Model):
    """A person's place in a group from one day to another."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    person = models.ForeignKey("beneficiaries.Person", models.CASCADE, related_name="group_memberships")
    valid_from = models.DateField("sejak", null=True, blank=True)
    valid_to = models.DateField("sampai", null=True, blank=True)

    class Meta:
        verbose_name = "anggota kelompok"
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(valid_to__isnull=True), name="group_member_once"
            )
        ]

    class Privacy:
        plain = {"id", "group", "person", "valid_from", "valid_to"}

    def __str__(self):
        return f"{self.person} – {self.group}"
