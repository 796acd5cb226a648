from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from agencies.access.delegation import HEAD_MAY_GRANT, keeps_all_accounts, own_agencies
from agencies.access.permissions import Permission
from agencies.access.roles import NEEDS_SECOND_HOLDER, Role
from agencies.access.scoping import NOTHING, ScopedQuerySet

PASSWORDS_KEPT = 5  # BSSN 4/2021


class UserQuerySet(ScopedQuerySet):
    """Accounts: who keeps the accounts of one agency sees the people who hold a role in it."""

    view_permission = Permission.MANAGE_USERS

    def reach(self, grant):
        if grant.region_code is not None:
            return NOTHING
        if grant.agency_id is None:
            return Q()
        return Q(Exists(RoleAssignment.objects.filter(user=OuterRef("pk"), agency=grant.agency_id)))

    def manageable_by(self, viewer):
        """Accounts this person may change: a head never one that also holds a role outside what a head may grant."""
        people = self.visible_to(viewer).filter(is_system=False)
        if keeps_all_accounts(viewer):
            return people
        within = Q(role__in=HEAD_MAY_GRANT, agency__in=own_agencies(viewer))
        return people.exclude(Exists(RoleAssignment.objects.filter(~within, user=OuterRef("pk"))))

    def for_listing(self):
        return (
            self.filter(is_system=False)
            .prefetch_related("role_assignments__agency", "role_assignments__region")
            .order_by("name", "pk")
        )


class Accounts(UserManager.from_queryset(UserQuerySet)):
    use_in_migrations = False


class User(AbstractUser):
    """One person who signs in (pengguna); shared office accounts are not foreseen.

    `is_system` marks the accounts that act for the command line; nobody signs in with them.
    """

    first_name = None
    last_name = None
    name = models.CharField("nama", max_length=150)
    nip = models.CharField("NIP", max_length=18, blank=True, help_text="18 angka; kosong bila bukan ASN.")
    position = models.CharField("jabatan", max_length=150, blank=True)
    phone = models.CharField("telepon", max_length=20, blank=True)
    is_system = models.BooleanField(default=False, editable=False)
    password_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField("ditutup", null=True, blank=True, editable=False)
    factor_reset_asked_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )  # the first of the two administrators who give up a lost second factor

    REQUIRED_FIELDS = ["email", "name"]

    objects = Accounts()

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"

    class Privacy:
        plain = {
            "id", "is_system", "is_active", "is_staff", "is_superuser", "last_login", "date_joined", "password", "password_changed_at",
            "closed_at", "factor_reset_asked_by",
        }  # fmt: skip
        names = {"username", "name", "nip", "position", "phone", "email"}

    def __str__(self):
        return self.name or self.username

    def set_password(self, raw_password):
        """Keep the one it replaces among the last PASSWORDS_KEPT, which are not taken again."""
        if self.pk and self.has_usable_password():
            self.past_passwords.create(password=self.password)
            kept = self.past_passwords.order_by("-pk").values("pk")[:PASSWORDS_KEPT]
            self.past_passwords.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
        super().set_password(raw_password)

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0]


class PastPassword(models.Model):
    """The hash of a password that a person used before (SECURITY 9, profile SPBE)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "kata sandi lama"

    class Privacy:
        plain = {"id", "user", "password", "replaced_at"}

    def __str__(self):
        return f"{self.user}, {self.replaced_at:%d-%m-%Y}"


# The first holders (`prepare`) were granted by nobody and are in force at once.
PENDING = Q(role__in=NEEDS_SECOND_HOLDER, granted_by__isnull=False, approved_by__isnull=True)


class RoleAssignmentQuerySet(ScopedQuerySet):
    view_permission = Permission.MANAGE_USERS
    agency_lookup = "agency"

    def in_force(self, day):
        return self.not_ended(day).filter(valid_from__lte=day).exclude(PENDING)

    def not_ended(self, day):
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def pending(self):
        """Grants of the two roles that a second holder must still agree to; they open nothing yet."""
        return self.filter(PENDING)


class RoleAssignment(models.Model):
    """A role held by a person over one agency and one region (empty: all of them), until it expires."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_assignments", verbose_name="pengguna")
    role = models.CharField("peran", max_length=20, choices=Role.choices)
    agency = models.ForeignKey(
        "agencies.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="perangkat daerah",
    )
    region = models.ForeignKey(
        "agencies.Region", models.PROTECT, null=True, blank=True, verbose_name="wilayah"
    )
    valid_from = models.DateField("berlaku mulai")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    acting = models.BooleanField(
        "sebagai pelaksana", default=False, help_text="Bertindak untuk pejabat lain."
    )

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan peran"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "agency", "region", "valid_from"],
                nulls_distinct=False,
                name="role_assignment_held_once",
            ),
            models.CheckConstraint(
                name="role_assignment_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="role_assignment_not_self_approved",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("granted_by")),
            ),
        ]

    class Privacy:
        plain = {
            "id",
            "user",
            "role",
            "agency",
            "region",
            "valid_from",
            "valid_to",
            "granted_by",
            "approved_by",
            "acting",
        }

    def __str__(self):
        return f"{self.get_role_display()} – {self.user}"

    @property
    def is_pending(self) -> bool:
        return (
            self.role in NEEDS_SECOND_HOLDER
            and self.granted_by_id is not None
            and self.approved_by_id is None
        )
