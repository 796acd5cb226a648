from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from agencies.access.permissions import Permission
from agencies.access.scoping import OpenQuerySet
from agencies.models.sorting import SortKeyField


class AgencyQuerySet(OpenQuerySet):
    view_permission = Permission.VIEW_AGENCIES

    def current(self, day):
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def for_listing(self):
        return self.select_related("parent", "region").order_by("sort_key")


class Agency(models.Model):
    """A perangkat daerah (OPD/SKPD), or a unit of one: the office that plans, spends and reports (DOMAIN 2.1)."""

    class Kind(models.TextChoices):
        BAPPEDA = "bappeda", "Bappeda"
        DINAS = "dinas", "Dinas"
        BADAN = "badan", "Badan"
        SEKRETARIAT = "sekretariat", "Sekretariat"
        INSPEKTORAT = "inspektorat", "Inspektorat"
        RUMAH_SAKIT = "rsud", "Rumah sakit"
        KECAMATAN = "kecamatan", "Kecamatan"
        KELURAHAN = "kelurahan", "Kelurahan"
        UNIT = "unit", "Unit (UPTD, puskesmas, bagian)"

    code = models.CharField("kode", max_length=30, unique=True, db_collation="C")
    name = models.CharField("nama", max_length=200)
    short_name = models.CharField("singkatan", max_length=40, blank=True)
    kind = models.CharField("jenis", max_length=12, choices=Kind.choices, default=Kind.DINAS)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="induk", null=True, blank=True, related_name="units"
    )
    region = models.ForeignKey(
        "agencies.Region", models.PROTECT, verbose_name="wilayah", null=True, blank=True, related_name="+"
    )
    fields_of_affairs = ArrayField(
        models.CharField(max_length=5), verbose_name="bidang urusan", size=3, default=list, blank=True,
        help_text="Kode bidang urusan, paling banyak tiga, misalnya 1.06.",
    )  # fmt: skip
    sort_key = SortKeyField()
    head_confirms = models.BooleanField(
        "kepala mengajukan", default=False, help_text="Bila ya, hanya kepala yang mengajukan unggahan."
    )
    approval_waived = models.BooleanField(
        "tanpa persetujuan",
        default=False,
        help_text="Hanya untuk data tanpa nama orang; daftar bernama selalu disetujui orang kedua.",
    )
    valid_from = models.DateField("berlaku mulai", null=True, blank=True)
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, verbose_name="digantikan oleh", null=True, blank=True, related_name="+"
    )

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "perangkat daerah"
        verbose_name_plural = "perangkat daerah"
        constraints = [
            models.CheckConstraint(
                name="agency_ends_after_start",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            )
        ]

    class Privacy:
        plain = {
            "id", "code", "name", "short_name", "kind", "parent", "region", "fields_of_affairs", "sort_key", "head_confirms",
            "approval_waived", "valid_from", "valid_to", "successor",
        }  # fmt: skip

    def __str__(self):
        return self.name
