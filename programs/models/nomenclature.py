from django.db import models

from agencies.access.permissions import Permission
from agencies.access.scoping import OpenQuerySet


class ReferenceQuerySet(OpenQuerySet):
    view_permission = Permission.VIEW_PROGRAMS


class Nomenclature(models.Model):
    """One node of the programme nomenclature of one edition (Kepmendagri 900.1.15.5): urusan down to sub kegiatan."""

    class Level(models.TextChoices):
        URUSAN = "urusan", "Urusan"
        BIDANG = "bidang", "Bidang urusan"
        PROGRAM = "program", "Program"
        KEGIATAN = "kegiatan", "Kegiatan"
        SUB_KEGIATAN = "sub_kegiatan", "Sub kegiatan"

    edition = models.CharField("edisi", max_length=40, default="900.1.15.5-1317/2023")
    code = models.CharField(
        "kode", max_length=20, db_collation="C"
    )  # text: 1.06 and 2.10 must keep their zeros
    level = models.CharField("tingkat", max_length=12, choices=Level.choices)
    name = models.CharField("uraian", max_length=300)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="induk", null=True, blank=True, related_name="children"
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "nomenklatur"
        verbose_name_plural = "nomenklatur"
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="nomenclature_code_once_per_edition")
        ]

    class Privacy:
        plain = {"id", "edition", "code", "level", "name", "parent"}

    def __str__(self):
        return f"{self.code} {self.name}"


class FundingSource(models.Model):
    """Where money comes from (sumber dana): APBD and the others (APBN, Dana Desa, Baznas, CSR)."""

    code = models.CharField("kode", max_length=30, unique=True, db_collation="C")
    name = models.CharField("nama", max_length=150)
    is_apbd = models.BooleanField("bagian APBD", default=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "sumber dana"
        verbose_name_plural = "sumber dana"

    class Privacy:
        plain = {"id", "code", "name", "is_apbd"}

    def __str__(self):
        return self.name


class Unit(models.Model):
    """What a programme counts (satuan): orang, keluarga, kelompok, unit ..."""

    class Recipient(models.TextChoices):
        PERSON = "person", "Orang"
        FAMILY = "family", "Keluarga"
        GROUP = "group", "Kelompok"
        NONE = "none", "Bukan penerima"

    name = models.CharField("satuan", max_length=40, unique=True)
    recipient = models.CharField(
        "dihitung sebagai", max_length=6, choices=Recipient.choices, default=Recipient.NONE
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "satuan"
        verbose_name_plural = "satuan"

    class Privacy:
        plain = {"id", "name", "recipient"}

    def __str__(self):
        return self.name


class AidKind(models.Model):
    """A form of aid (bentuk bantuan): cash, food, house repair ...; overlaps are judged within one kind (DECISIONS 2.6)."""

    code = models.SlugField("kode", max_length=30, unique=True)
    name = models.CharField("nama", max_length=80)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "bentuk bantuan"
        verbose_name_plural = "bentuk bantuan"

    class Privacy:
        plain = {"id", "code", "name"}

    def __str__(self):
        return self.name
