from django.db import models
from django.db.models import Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet
from beneficiaries.models.lineage import INDEXED, ORIGIN, TOLD, marks_changes


class RegisterQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_PEOPLE
    agency_lookup = "agency"


class Register(models.Model):
    """One vintage of one list of people (register): DTSEN of quarter III 2026, an agency's own list of 2025 ..."""

    class Source(models.TextChoices):
        DTSEN = "dtsen", "DTSEN"
        DTKS = "dtks", "DTKS"
        P3KE = "p3ke", "P3KE"
        AGENCY = "agency", "Daftar perangkat daerah"

    source = models.CharField("sumber", max_length=6, choices=Source.choices)
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="perangkat daerah",
    )
    year = models.PositiveSmallIntegerField("tahun")
    number = models.PositiveSmallIntegerField("triwulan", default=0)  # 0: of the whole year
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        triggers = marks_changes()
        verbose_name = "register"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "agency", "year", "number"],
                nulls_distinct=False,
                name="register_vintage_once",
            ),
            models.CheckConstraint(
                name="register_of_an_agency_names_it",
                condition=Q(source="agency", agency__isnull=False) | ~Q(source="agency"),
            ),
        ]

    class Privacy:
        plain = {"id", "source", "agency", "year", "number", "created_at"}

    def __str__(self):
        quarter = f" triwulan {'I' * self.number if self.number < 4 else 'IV'}" if self.number else ""
        return f"{self.get_source_display()}{quarter} {self.year}"


class RegisterEntryQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_PEOPLE
    agency_lookup = "register__agency"
    region_lookup = "village__code"


class RegisterEntry(models.Model):
    """What one source says of one person or one family, as read from one line of one upload (DECISIONS 2.1).

    A line about a family's head makes an entry for the person and one for the family.
    """

    register = models.ForeignKey(
        Register, models.PROTECT, related_name="entries", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        "beneficiaries.Person",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="entries",
        **INDEXED,
        **TOLD,
    )
    family = models.ForeignKey(
        "beneficiaries.Family",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="entries",
        **INDEXED,
        **TOLD,
    )
    household = models.ForeignKey(
        "beneficiaries.Family", models.SET_NULL, null=True, blank=True, related_name="+", **TOLD
    )  # of a person's entry: the family the line places the person in
    name = models.CharField(max_length=150, blank=True)
    name_key = models.CharField(max_length=150, db_collation="C", blank=True)
    birth_date = models.DateField(null=True, blank=True)
    birth_place = models.CharField(max_length=100, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    relation = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=300, blank=True)
    hamlet = models.CharField(max_length=100, blank=True)
    rt = models.CharField(max_length=3, blank=True)
    rw = models.CharField(max_length=3, blank=True)
    village = models.ForeignKey("agencies.Region", models.PROTECT, null=True, blank=True, **ORIGIN)
    decile = models.PositiveSmallIntegerField(null=True, blank=True)
    percentile = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=6, blank=True)
    member_count = models.PositiveSmallIntegerField(null=True, blank=True)
    source_number = models.CharField(
        "ID pada sumber", max_length=60, blank=True
    )  # ID DTKS, ID keluarga P3KE ...
    other = models.JSONField(
        default=dict
    )  # fields without a column here: pekerjaan, kriteria, disabilitas, penghasilan ...
    approved_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        "agencies.Upload", models.PROTECT, null=True, blank=True, **ORIGIN
    )  # a newer complete list of the same vintage that no longer names this person or family
    source_upload = models.ForeignKey("agencies.Upload", models.PROTECT, **ORIGIN)
    source_sheet = models.CharField(max_length=120)
    source_row = models.PositiveIntegerField()

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        triggers = marks_changes()
        verbose_name = "catatan register"
        constraints = [
            models.CheckConstraint(
                name="register_entry_of_one_subject",
                condition=Q(person__isnull=False, family__isnull=True)
                | Q(person__isnull=True, family__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person", "register", "source_upload"],
                condition=Q(person__isnull=False),
                name="register_entry_person_once_per_upload",
            ),
            models.UniqueConstraint(
                fields=["family", "register", "source_upload"],
                condition=Q(family__isnull=False),
                name="register_entry_family_once_per_upload",
            ),
        ]
        indexes = [
            models.Index(fields=["source_upload"]),
            models.Index(
                fields=["ended_by"], condition=Q(ended_by__isnull=False), name="register_entry_ended_by"
            ),
            models.Index(fields=["register", "decile"]),
            models.Index(
                fields=["source_number"], condition=~Q(source_number=""), name="register_entry_source_number"
            ),
        ]

    class Privacy:
        plain = {
            "id",
            "register",
            "person",
            "family",
            "household",
            "ended_by",
            "village",
            "approved_at",
            "source_upload",
            "source_sheet",
            "source_row",
            "member_count",
        }
        names = {
            "name", "name_key", "birth_date", "birth_place", "sex", "relation", "address", "hamlet", "rt", "rw", "decile", "percentile",
            "status", "source_number",
        }  # fmt: skip
        special = {"other"}

    def __str__(self):
        return f"{self.register}: {self.name}"
