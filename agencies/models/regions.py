from django.db import models
from django.db.models import F, Q

from agencies.access.permissions import Permission
from agencies.access.scoping import OpenQuerySet, within_region
from agencies.models.sorting import SortKeyField


class RegionQuerySet(OpenQuerySet):
    view_permission = Permission.VIEW_REGIONS

    def within(self, code: str):
        return self.filter(within_region("code", code))

    def villages(self):
        return self.filter(level=Region.Level.VILLAGE)

    def districts(self):
        return self.filter(level=Region.Level.DISTRICT)

    def current(self, day):
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def for_listing(self):
        return self.select_related("parent").order_by("code")


class Region(models.Model):
    """One place in the Kemendagri code tree (wilayah) as long as it carried this code.

    A village that changed status gets a new row; the old one names it as successor, and facts
    keep the code of their time (DECISIONS 2.8).
    """

    class Level(models.TextChoices):
        PROVINCE = "province", "Provinsi"
        REGENCY = "regency", "Kabupaten/Kota"
        DISTRICT = "district", "Kecamatan"
        VILLAGE = "village", "Desa/Kelurahan"

    class Kind(models.TextChoices):
        PROVINSI = "provinsi", "Provinsi"
        KABUPATEN = "kabupaten", "Kabupaten"
        KOTA = "kota", "Kota"
        KECAMATAN = "kecamatan", "Kecamatan"
        DESA = "desa", "Desa"
        KELURAHAN = "kelurahan", "Kelurahan"
        DESA_ADAT = "desa_adat", "Desa adat"

    code = models.CharField("kode wilayah", max_length=13, unique=True, db_collation="C")
    name = models.CharField("nama", max_length=100)
    level = models.CharField("tingkat", max_length=8, choices=Level.choices)
    kind = models.CharField("jenis", max_length=10, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="induk", null=True, blank=True, related_name="children"
    )
    sort_key = SortKeyField()
    valid_from = models.DateField("berlaku mulai", null=True, blank=True)
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, verbose_name="digantikan oleh", null=True, blank=True, related_name="+"
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "wilayah"
        verbose_name_plural = "wilayah"
        constraints = [
            models.CheckConstraint(
                name="region_code_is_dotted_digits",
                condition=Q(code__regex=r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$"),
            ),
            models.CheckConstraint(
                name="region_ends_after_start",
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["level", "sort_key"])]

    class Privacy:
        plain = {
            "id",
            "code",
            "name",
            "level",
            "kind",
            "parent",
            "sort_key",
            "valid_from",
            "valid_to",
            "successor",
        }

    def __str__(self):
        return self.name

    @property
    def full_name(self) -> str:
        """'Desa Cempaga', 'Kecamatan Banjar'; a regency's name carries its kind already."""
        named = self.level in {self.Level.PROVINCE, self.Level.REGENCY}
        return self.name if named else f"{self.get_kind_display()} {self.name}"


class BoundaryQuerySet(OpenQuerySet):
    view_permission = Permission.VIEW_REGIONS


class Boundary(models.Model):
    """The outline of one region as a GeoJSON geometry, longitude and latitude in degrees."""

    region = models.OneToOneField(Region, models.CASCADE, related_name="boundary")
    geometry = models.JSONField("batas")
    source = models.CharField("sumber", max_length=200)

    objects = BoundaryQuerySet.as_manager()

    class Meta:
        verbose_name = "batas wilayah"

    class Privacy:
        plain = {"id", "region", "geometry", "source"}

    def __str__(self):
        return str(self.region)
