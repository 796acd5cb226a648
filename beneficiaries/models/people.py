from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, When

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet, within_region
from agencies.identity import mask
from agencies.models.history import keep_old_rows
from beneficiaries.models.lineage import INDEXED, ORIGIN, marks_changes


class PersonQuerySet(ScopedQuerySet):
    """A person is visible to whoever has an aid row, a register entry or a membership of theirs in reach (DECISIONS 2.5)."""

    view_permission = Permission.VIEW_PEOPLE

    def reach(self, grant):
        from beneficiaries.models import Assistance, Membership, RegisterEntry

        if grant.agency_id is None and grant.region_code is None:
            return Q()
        if grant.agency_id is None:
            return within_region("village__code", grant.region_code) | Q(
                Exists(
                    Assistance.objects.filter(
                        within_region("village__code", grant.region_code), person=OuterRef("pk")
                    )
                )
            )
        aid = Q(agency=grant.agency_id)
        if grant.region_code is not None:
            aid &= within_region("village__code", grant.region_code)
        theirs = Membership.objects.filter(
            person=OuterRef("pk"), family__assistances__in=Assistance.objects.filter(aid)
        )
        entries = RegisterEntry.objects.filter(person=OuterRef("pk"), register__agency=grant.agency_id)
        return (
            Q(Exists(Assistance.objects.filter(aid, person=OuterRef("pk"))))
            | Q(Exists(theirs))
            | Q(Exists(entries))
        )

    def living(self):
        """Rows that still stand for a person: not those found to be another one."""
        return self.filter(merged_into=None)

    def for_listing(self):
        return self.select_related("village__parent").order_by("name_key", "pk")


@keep_old_rows(exclude=["search"])
class Person(models.Model):
    """One human being known to the register (orang). Each field shows the value of the highest-ranked source that has one;
    every source's own values stand in RegisterEntry (DECISIONS 2.1)."""

    class Sex(models.TextChoices):
        MALE = "L", "Laki-laki"
        FEMALE = "P", "Perempuan"

    class Status(models.TextChoices):
        ALIVE = "hidup", "Hidup"
        DEAD = "mati", "Meninggal"
        MOVED = "pindah", "Pindah"
        LOST = "hilang", "Tidak ditemukan"

    nik_ct = models.BinaryField(null=True, editable=False)
    nik_bi = models.BinaryField(null=True, editable=False)  # keyed blind index: equal for equal numbers
    nik_tag = models.CharField(
        "NIK", max_length=8, blank=True, editable=False
    )  # region digits and keyed tag, for identity.mask
    nik_disputed = models.BooleanField(
        "NIK dipertanyakan", default=False
    )  # another person holds the same number
    name = models.CharField("nama", max_length=150)
    name_key = models.CharField(
        max_length=150, db_collation="C"
    )  # normal form: upper case, without marks and titles
    search = SearchVectorField(null=True, editable=False)  # tsvector('simple') of the normal form
    birth_date = models.DateField("tanggal lahir", null=True, blank=True)
    birth_place = models.CharField("tempat lahir", max_length=100, blank=True)
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex.choices, blank=True)
    address = models.CharField("alamat", max_length=300, blank=True)
    hamlet = models.CharField("dusun/banjar", max_length=100, blank=True)
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    village = models.ForeignKey(
        "agencies.Region",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="desa/kelurahan",
        **ORIGIN,
    )
    decile = models.PositiveSmallIntegerField("desil", null=True, blank=True)
    status = models.CharField("status", max_length=6, choices=Status.choices, default=Status.ALIVE)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False, **INDEXED
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        triggers = marks_changes()
        verbose_name = "orang"
        verbose_name_plural = "orang"
        constraints = [
            # Disputed numbers may stand twice; one index finds all of them.
            models.UniqueConstraint(
                "nik_bi",
                Case(When(nik_disputed=True, then="id"), default=0),
                condition=Q(nik_bi__isnull=False),
                name="person_holds_undisputed_nik_alone",
            ),
            models.CheckConstraint(
                name="person_nik_whole",
                condition=Q(nik_ct__isnull=True, nik_bi__isnull=True, nik_tag="")
                | Q(nik_ct__isnull=False, nik_bi__isnull=False),
            ),
            models.CheckConstraint(
                name="person_decile_1_to_10",
                condition=Q(decile__isnull=True) | Q(decile__gte=1, decile__lte=10),
            ),
        ]
        indexes = [
            models.Index(fields=["name_key", "id"]),
            models.Index(fields=["village", "birth_date"]),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="person_merged_into"
            ),
            GinIndex(fields=["search"]),
        ]

    class Privacy:
        plain = {"id", "nik_disputed", "merged_into", "created_at", "village", "status"}
        names = {
            "name",
            "name_key",
            "search",
            "birth_date",
            "birth_place",
            "sex",
            "address",
            "hamlet",
            "rt",
            "rw",
            "decile",
        }
        identity = {"nik_ct", "nik_bi", "nik_tag"}

    def __str__(self):
        return self.name

    @property
    def called(self) -> str:
        return self.name

    @property
    def masked(self) -> str:
        """The NIK as it may stand in lists; empty without one."""
        return mask(self.nik_tag)
