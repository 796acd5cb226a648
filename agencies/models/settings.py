from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.access.permissions import Permission
from agencies.access.scoping import OpenQuerySet


class SettingQuerySet(OpenQuerySet):
    view_permission = Permission.MANAGE_SETTINGS


class Setting(models.Model):
    """One value of one setting from one day on (pengaturan); what exists is declared in settings_catalogue."""

    key = models.CharField("kunci", max_length=60)
    value = models.JSONField("nilai")
    valid_from = models.DateField("berlaku mulai")
    changed_at = models.DateTimeField("diubah", auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="oleh"
    )
    reason = models.CharField("alasan", max_length=300, blank=True)

    objects = SettingQuerySet.as_manager()

    class Meta:
        verbose_name = "pengaturan"
        indexes = [models.Index(fields=["key", "-valid_from", "-changed_at"])]

    class Privacy:
        plain = {"id", "key", "value", "valid_from", "changed_at", "changed_by", "reason"}

    def __str__(self):
        return f"{self.key} = {self.value} mulai {self.valid_from}"


class OfficeProfileQuerySet(OpenQuerySet):
    view_permission = Permission.USE_SITE


class OfficeProfile(models.Model):
    """The office this installation serves (profil kantor): exactly one row, made by `prepare`."""

    class Zone(models.TextChoices):
        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    region = models.OneToOneField("agencies.Region", models.PROTECT, verbose_name="daerah", related_name="+")
    government_name = models.CharField("nama pemerintah daerah", max_length=120)
    planning_agency_name = models.CharField("sebutan badan perencanaan", max_length=120, default="Bappeda")
    village_word = models.CharField(
        "sebutan desa", max_length=20, default="Desa", help_text="Desa, Nagari, Gampong, Kampung."
    )
    address = models.CharField("alamat kantor", max_length=300, blank=True)
    contact = models.CharField("telepon, surel, situs", max_length=300, blank=True)
    logo = models.BinaryField("lambang daerah", null=True, blank=True)
    logo_type = models.CharField(max_length=30, blank=True)
    zone = models.CharField("zona waktu", max_length=20, choices=Zone.choices, default=Zone.WIB)
    fiscal_year = models.PositiveSmallIntegerField("tahun anggaran yang dikerjakan")
    is_demo = models.BooleanField("data contoh", default=False)

    objects = OfficeProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "profil kantor"

    class Privacy:
        plain = {
            "id", "region", "government_name", "planning_agency_name", "village_word", "address", "contact", "logo", "logo_type",
            "zone", "fiscal_year", "is_demo",
        }  # fmt: skip

    def __str__(self):
        return self.government_name


class Signatory(models.Model):
    """An official who signs reports (penanda tangan), for as long as the post was held."""

    class Post(models.TextChoices):
        REGENT = "regent", "Kepala daerah"
        DEPUTY = "deputy", "Wakil kepala daerah (Ketua TKPK)"
        SECRETARY = "secretary", "Sekretaris daerah"
        PLANNING_HEAD = "planning_head", "Kepala badan perencanaan"

    post = models.CharField("jabatan dalam laporan", max_length=15, choices=Post.choices)
    title = models.CharField("sebutan jabatan", max_length=150)
    name = models.CharField("nama", max_length=150)
    rank = models.CharField("pangkat/golongan", max_length=80, blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True)
    valid_from = models.DateField("menjabat mulai")
    valid_to = models.DateField("menjabat sampai", null=True, blank=True)

    objects = SettingQuerySet.as_manager()

    class Meta:
        verbose_name = "penanda tangan"
        constraints = [
            models.CheckConstraint(
                name="signatory_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            )
        ]

    class Privacy:
        plain = {"id", "post", "title", "rank", "valid_from", "valid_to"}
        names = {"name", "nip"}

    def __str__(self):
        return f"{self.title}: {self.name}"
