from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet, within_region
from agencies.identity import mask
from agencies.models.history import keep_old_rows
from beneficiaries.models.lineage import INDEXED, ORIGIN, TOLD, marks_changes


class FamilyQuerySet(ScopedQuerySet):
    """A family is visible to whoever has aid, a register entry or a member's aid of theirs in reach."""

    view_permission = Permission.VIEW_PEOPLE

    def reach(self, grant):
        from beneficiaries.models import Assistance, RegisterEntry

        if grant.agency_id is None and grant.region_code is None:
            return Q()
        aid = Q() if grant.agency_id is None else Q(agency=grant.agency_id)
        if grant.region_code is not None:
            aid &= within_region("village__code", grant.region_code)
        seen = Q(Exists(Assistance.objects.filter(aid, family=OuterRef("pk")))) | Q(
            Exists(Assistance.objects.filter(aid, person__memberships__family=OuterRef("pk")))
        )
        if grant.agency_id is None:
            return seen | within_region("village__code", grant.region_code)
        return seen | Q(
            Exists(RegisterEntry.objects.filter(family=OuterRef("pk"), register__agency=grant.agency_id))
        )

    def for_listing(self):
        return self.select_related("village__parent").order_by("head_key", "pk")


@keep_old_rows()
class Family(models.Model):
    """One keluarga as on one kartu keluarga (No. KK), with its members over time."""

    kk_ct = models.BinaryField(null=True, editable=False)
    kk_bi = models.BinaryField(null=True, editable=False)
    kk_tag = models.CharField("No. KK", max_length=8, blank=True, editable=False)
    head_name = models.CharField("kepala keluarga", max_length=150, blank=True)
    head_key = models.CharField(max_length=150, db_collation="C", blank=True)
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
    member_count = models.PositiveSmallIntegerField("jumlah anggota menurut sumber", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FamilyQuerySet.as_manager()

    class Meta:
        triggers = marks_changes()
        verbose_name = "keluarga"
        verbose_name_plural = "keluarga"
        constraints = [
            models.UniqueConstraint(fields=["kk_bi"], name="family_kk_once"),
            models.CheckConstraint(
                name="family_decile_1_to_10",
                condition=Q(decile__isnull=True) | Q(decile__gte=1, decile__lte=10),
            ),
        ]
        indexes = [models.Index(fields=["village", "decile"]), models.Index(fields=["head_key", "id"])]

    class Privacy:
        plain = {"id", "created_at", "village", "member_count"}
        names = {"head_name", "head_key", "address", "hamlet", "rt", "rw", "decile"}
        identity = {"kk_ct", "kk_bi", "kk_tag"}

    def __str__(self):
        return self.head_name or "Keluarga tanpa nama kepala"

    @property
    def called(self) -> str:
        return str(self)

    @property
    def masked(self) -> str:
        """The No. KK as it may stand in lists; empty without one."""
        return mask(self.kk_tag)


@keep_old_rows()
class Membership(models.Model):
    """A person's place in a family (anggota keluarga) from one day to another."""

    class Relation(models.TextChoices):
        HEAD = "kepala", "Kepala keluarga"
        SPOUSE = "pasangan", "Suami/istri"
        CHILD = "anak", "Anak"
        CHILD_IN_LAW = "menantu", "Menantu"
        GRANDCHILD = "cucu", "Cucu"
        PARENT = "orang_tua", "Orang tua/mertua"
        OTHER = "lain", "Famili lain atau lainnya"

    family = models.ForeignKey(Family, models.CASCADE, related_name="memberships", **INDEXED, **TOLD)
    person = models.ForeignKey("beneficiaries.Person", models.CASCADE, related_name="memberships", **TOLD)
    relation = models.CharField("hubungan", max_length=10, choices=Relation.choices, blank=True)
    valid_from = models.DateField("sejak", null=True, blank=True)
    valid_to = models.DateField("sampai", null=True, blank=True)
    source_upload = models.ForeignKey("agencies.Upload", models.PROTECT, null=True, **ORIGIN)
    source_sheet = models.CharField(max_length=120, blank=True)
    source_row = models.PositiveIntegerField(null=True)

    class Meta:
        triggers = marks_changes()
        verbose_name = "anggota keluarga"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(valid_to__isnull=True), name="membership_one_family_at_a_time"
            ),
            models.CheckConstraint(
                name="membership_ends_after_start",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["family", "person"])]

    class Privacy:
        plain = {
            "id",
            "family",
            "person",
            "relation",
            "valid_from",
            "valid_to",
            "source_upload",
            "source_sheet",
            "source_row",
        }

    def __str__(self):
        return f"{self.person} ({self.get_relation_display()})"
