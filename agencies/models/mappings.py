from django.conf import settings
from django.db import models

from agencies.access.permissions import Permission
from agencies.access.scoping import OpenQuerySet, ScopedQuerySet
from agencies.models.uploads import Upload


class MappingShareQuerySet(ScopedQuerySet):
    view_permission = Permission.SEND_UPLOADS
    agency_lookup = "agency"


class MappingShare(models.Model):
    """One agency's arrangement of columns that another agency (`shared_with` empty: every one) may use as well.

    It is the newest version that others use; they cannot change it, but save one of their own.
    """

    agency = models.ForeignKey("agencies.Agency", models.CASCADE, related_name="mapping_shares")
    kind = models.CharField(max_length=10, choices=Upload.Kind.choices)
    headings = models.CharField(max_length=64)  # as in SavedMapping
    shared_with = models.ForeignKey(
        "agencies.Agency", models.CASCADE, verbose_name="dibagikan kepada", null=True, blank=True, related_name="+"
    )  # fmt: skip
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(auto_now_add=True)

    objects = MappingShareQuerySet.as_manager()

    class Meta:
        verbose_name = "susunan yang dibagikan"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "headings", "shared_with"], name="mapping_shared_once", nulls_distinct=False,
            )
        ]  # fmt: skip

    class Privacy:
        plain = {"id", "agency", "kind", "headings", "shared_with", "shared_by", "shared_at"}

    def __str__(self):
        return f"{self.agency} {self.kind} untuk {self.shared_with or 'semua'}"


class DialectQuerySet(OpenQuerySet):
    view_permission = Permission.MANAGE_REFERENCE


class Dialect(models.Model):
    """One system's words for columns and answers (dialek), kept by Bappeda in the shape of the files that ship with the code.

    `headings`: field -> headings; `codes`: field -> code -> what it means; `ignored`: headings known to mean nothing here.
    """

    name = models.SlugField("kode", max_length=40, unique=True)
    label = models.CharField("nama", max_length=80)
    headings = models.JSONField("judul kolom", default=dict)
    codes = models.JSONField("kode isian", default=dict, blank=True)
    ignored = models.JSONField("judul yang dilewati", default=list, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField("diubah", auto_now=True)

    objects = DialectQuerySet.as_manager()

    class Meta:
        verbose_name = "dialek"
        ordering = ["label", "pk"]

    class Privacy:
        plain = {"id", "name", "label", "headings", "codes", "ignored", "saved_by", "saved_at"}

    def __str__(self):
        return self.label
