from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from agencies.access.permissions import Permission
from agencies.access.scoping import OpenQuerySet
from programs.models.sources import SOURCE_COLUMNS, Sourced


class ReferenceQuerySet(OpenQuerySet):
    view_permission = Permission.VIEW_PROGRAMS


class Nomenclature(Sourced):
    """One node of the programme nomenclature of one edition (Kepmendagri 900.1.15.5): urusan down to sub kegiatan."""

    class Level(models.TextChoices):
        URUSAN = "urusan", "Urusan"
        BIDANG = "bidang", "Bidang urusan"
        PROGRAM = "program", "Program"
        KEGIATAN = "kegiatan", "Kegiatan"
        SUB_KEGIATAN = "sub_kegiatan", "Sub kegiatan"

    class Origin(models.TextChoices):
        SHIPPED = "shipped", "Bawaan"
        OFFICE = "office", "Ditambah kantor"
        UPLOAD = "upload", "Dari unggahan"

    edition = models.CharField("edisi", max_length=40, default="900.1.15.5-1317/2023")
    code = models.CharField(
        "kode", max_length=20, db_collation="C"
    )  # text: 1.06 and 2.10 must keep their zeros
    level = models.CharField("tingkat", max_length=12, choices=Level.choices)
    name = models.CharField("uraian", max_length=300)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="induk", null=True, blank=True, related_name="children"
    )
    origin = models.CharField(
        "asal", max_length=8, choices=Origin.choices, default=Origin.SHIPPED, editable=False
    )

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "nomenklatur"
        verbose_name_plural = "nomenklatur"
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="nomenclature_code_once_per_edition")
        ]

    class Privacy:
        plain = {"id", "edition", "code", "level", "name", "parent", "origin"} | SOURCE_COLUMNS

    def __str__(self):
        return f"{self.code} {self.name}"


class NomenclatureEdition(models.Model):
    """One edition of the nomenclature and the fiscal years it is used in; `name` is what nodes carry as edition."""

    name = models.CharField("edisi", max_length=40, unique=True)
    first_year = models.PositiveSmallIntegerField("dipakai mulai tahun")
    last_year = models.PositiveSmallIntegerField("dipakai sampai tahun", null=True, blank=True)
    regulation = models.CharField("dasar", max_length=120)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "edisi nomenklatur"
        verbose_name_plural = "edisi nomenklatur"

    class Privacy:
        plain = {"id", "name", "first_year", "last_year", "regulation"}

    def __str__(self):
        return self.name

    def clean(self):
        if self.last_year is not None and self.first_year is not None and self.last_year < self.first_year:
            raise ValidationError({"last_year": "Tahun akhir tidak boleh sebelum tahun awal."})


class NodeMapping(models.Model):
    """A node of an older edition and the node that takes its place in a newer one."""

    old = models.ForeignKey(
        Nomenclature, models.CASCADE, related_name="replaced_by", verbose_name="kode lama"
    )
    new = models.ForeignKey(Nomenclature, models.CASCADE, related_name="replaces", verbose_name="kode baru")
    note = models.CharField("catatan", max_length=200, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "padanan kode"
        verbose_name_plural = "padanan kode"
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="node_mapping_once"),
            models.CheckConstraint(name="node_mapping_joins_two_nodes", condition=~Q(old=F("new"))),
        ]

    class Privacy:
        plain = {"id", "old", "new", "note"}

    def __str__(self):
        return f"{self.old} → {self.new}"


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
