from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.access.permissions import Permission
from agencies.access.scoping import ScopedQuerySet


class UploadQuerySet(ScopedQuerySet):
    view_permission = Permission.VIEW_UPLOADS
    agency_lookup = "agency"

    def for_listing(self):
        return self.select_related("agency", "sender", "approver").order_by("-received_at", "-pk")


class Upload(models.Model):
    """One spreadsheet handed in by an agency (unggahan), followed from receipt to merge or undo.

    The counts are lines of the file: read = new + changed + same + held + skipped, always.
    """

    class Kind(models.TextChoices):
        INDIVIDU = "individu", "Daftar orang"
        KELUARGA = "keluarga", "Daftar keluarga"
        PENERIMA = "penerima", "Penerima bantuan"
        USULAN = "usulan", "Usulan"
        ANGGARAN = "anggaran", "Anggaran dan realisasi"
        INDIKATOR = "indikator", "Indikator"
        STATISTIK = "statistik", "Statistik wilayah"
        RAT = "rat", "Rencana aksi dan OPPKPKE"

    class Status(models.TextChoices):
        RECEIVED = "received", "Diterima"
        READING = "reading", "Dibaca"
        REFUSED = "refused", "Tidak terbaca"
        MAPPING = "mapping", "Perlu Anda: kolom"
        PREVIEWED = "previewed", "Perlu Anda: periksa"
        CONFIRMED = "confirmed", "Menunggu persetujuan"
        APPROVED = "approved", "Disetujui"
        MERGED = "merged", "Tersimpan"
        RETURNED = "returned", "Dikembalikan"
        WITHDRAWN = "withdrawn", "Dibatalkan"
        UNDOING = "undoing", "Sedang diurungkan"
        UNDONE = "undone", "Diurungkan"

    class Mode(models.TextChoices):
        ADD = "add", "Hanya tambah yang baru"
        UPDATE = "update", "Tambah dan perbarui"
        REPLACE = "replace", "Ganti seluruh daftar"

    OPEN = (
        Status.RECEIVED,
        Status.READING,
        Status.REFUSED,
        Status.MAPPING,
        Status.PREVIEWED,
        Status.CONFIRMED,
        Status.RETURNED,
    )

    kind = models.CharField("isi berkas", max_length=10, choices=Kind.choices)
    agency = models.ForeignKey(
        "agencies.Agency", models.PROTECT, verbose_name="perangkat daerah", related_name="uploads"
    )
    mode = models.CharField("cara menyimpan", max_length=8, choices=Mode.choices, default=Mode.UPDATE)
    context = models.JSONField(
        "isian untuk semua baris", default=dict, blank=True
    )  # SHAPES 1: program, periode, tahun, desa ...
    choices = models.JSONField(
        default=dict, blank=True
    )  # what the officer decided on the mapping screen (preview.choices)
    name = models.CharField("nama berkas", max_length=255)
    stored_as = models.CharField(
        max_length=80, blank=True
    )  # encrypted file in the data folder; empty once deleted
    size = models.PositiveBigIntegerField("ukuran (byte)")
    sha256 = models.CharField(max_length=64)
    container = models.CharField("format", max_length=5, blank=True)
    is_form = models.BooleanField("lewat formulir", default=False)  # a single recipient typed in the browser
    answers = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="corrected_by", editable=False
    )
    status = models.CharField("keadaan", max_length=10, choices=Status.choices, default=Status.RECEIVED)
    refusal = models.JSONField(default=dict, blank=True)  # {"code": .., facts} of a whole-file refusal
    outline = models.JSONField(
        default=dict, blank=True
    )  # the preview without records: sheets, columns, counts, questions; masked
    rows_read = models.PositiveIntegerField("baris terbaca", default=0)
    rows_new = models.PositiveIntegerField("baru", default=0)
    rows_changed = models.PositiveIntegerField("berubah", default=0)
    rows_same = models.PositiveIntegerField("tetap", default=0)
    rows_held = models.PositiveIntegerField("ditahan", default=0)
    rows_skipped = models.PositiveIntegerField("dilewati", default=0)
    rows_warned = models.PositiveIntegerField("berperingatan", default=0)
    rows_ended = models.PositiveIntegerField("berakhir", default=0)  # aid or entries a complete list ends
    quality = models.DecimalField(
        "mutu data", max_digits=4, decimal_places=1, null=True, blank=True
    )  # 0 to 100, agencies/queries/quality.py; empty where no line was staged
    profile = models.JSONField(
        default=dict, blank=True
    )  # what a list is compared by: {"programs": [codes], "headings": fingerprint, "doubled": lines, "places": {code: lines}}
    seconds = models.JSONField(default=dict, blank=True)  # step -> seconds it took
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="sent_uploads", verbose_name="pengirim"
    )
    received_at = models.DateTimeField("diterima", auto_now_add=True)
    staged_at = models.DateTimeField("dibaca", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField("diajukan", null=True, blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="approved_uploads"
    )
    approved_at = models.DateTimeField("disetujui", null=True, blank=True)
    merged_at = models.DateTimeField("tersimpan", null=True, blank=True)
    undone_at = models.DateTimeField("diurungkan", null=True, blank=True)
    undo_result = models.JSONField(
        default=dict, blank=True
    )  # {"restored": n, "kept": n, "kept_rows": [[sheet, row, name], ..]}
    note = models.TextField(
        "catatan", blank=True
    )  # of the one who returned it, or who confirmed despite many problems

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = "unggahan"
        verbose_name_plural = "unggahan"
        constraints = [
            models.CheckConstraint(name="upload_counts_balance", condition=Q(
                rows_read=F("rows_new") + F("rows_changed") + F("rows_same") + F("rows_held") + F("rows_skipped"))),
            models.CheckConstraint(name="upload_not_approved_by_its_sender", condition=Q(approver__isnull=True) | ~Q(approver=F("sender"))),
            models.CheckConstraint(name="upload_not_approved_by_who_confirmed",
                condition=Q(approver__isnull=True) | Q(confirmed_by__isnull=True) | ~Q(approver=F("confirmed_by"))),
            models.CheckConstraint(name="upload_of_names_has_an_approver",
                condition=~Q(kind__in=["individu", "keluarga", "penerima"], status__in=["approved", "merged"]) | Q(approver__isnull=False)),
            models.CheckConstraint(name="upload_merged_has_its_time", condition=~Q(status="merged") | Q(merged_at__isnull=False)),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["agency", "status"]),
            models.Index(fields=["sha256"]),
            models.Index(fields=["-received_at"]),
        ]

    class Privacy:
        plain = {
            "id", "kind", "agency", "mode", "context", "stored_as", "size", "sha256", "container", "is_form", "answers", "status",
            "refusal", "rows_read", "rows_new", "rows_changed", "rows_same", "rows_held", "rows_skipped", "rows_warned", "rows_ended",
            "quality", "profile", "seconds",
            "sender", "received_at", "staged_at", "confirmed_by", "confirmed_at", "approver", "approved_at", "merged_at", "undone_at",
            "note",
        }  # fmt: skip
        names = {"name", "choices", "outline", "undo_result"}

    def __str__(self):
        return f"{self.name} ({self.get_status_display()})"


class CellCorrection(models.Model):
    """One cell an officer corrected in the browser; re-applied whenever staging is rebuilt."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="corrections")
    sheet = models.CharField(max_length=120)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=3)
    old_ct = models.BinaryField()  # the cell may hold an identity number, so both sides are ciphertext
    new_ct = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "koreksi sel"
        constraints = [
            models.UniqueConstraint(fields=["upload", "sheet", "row", "column"], name="cell_corrected_once")
        ]

    class Privacy:
        plain = {"id", "upload", "sheet", "row", "column", "by", "at"}
        identity = {"old_ct", "new_ct"}

    def __str__(self):
        return f"{self.sheet}!{self.column}{self.row}"


class SavedMappingQuerySet(ScopedQuerySet):
    view_permission = Permission.SEND_UPLOADS
    agency_lookup = "agency"

    def for_listing(self):
        return self.select_related("agency", "saved_by").order_by("-saved_at", "-pk")


class SavedMapping(models.Model):
    """How one agency's list with one set of headings is to be read (susunan kolom); newest version counts."""

    agency = models.ForeignKey("agencies.Agency", models.CASCADE, related_name="mappings")
    kind = models.CharField(max_length=10, choices=Upload.Kind.choices)
    headings = models.CharField(max_length=64)  # fingerprint of the normalised heading set
    mapping = models.JSONField()  # heading as normalised -> field, or null for "not used"
    values = models.JSONField(default=dict)  # field -> text as typed -> what it means
    fill = models.JSONField(default=list)  # headings as normalised whose blank cells take the value above
    version = models.PositiveSmallIntegerField(default=1)
    labels = models.JSONField(default=list)  # [heading as normalised, as typed], in the file's order
    from_file = models.CharField(max_length=255, blank=True)  # name of the file it was saved from
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)  # set on every version alike; empty: in use
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SavedMappingQuerySet.as_manager()

    class Meta:
        verbose_name = "susunan kolom"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "headings", "version"], name="mapping_version_once"
            )
        ]

    class Privacy:
        plain = {
            "id", "agency", "kind", "headings", "mapping", "values", "fill", "version", "labels", "saved_by", "saved_at", "removed_at",
            "removed_by",
        }  # fmt: skip
        names = {"from_file"}

    def __str__(self):
        return f"{self.agency} {self.kind} v{self.version}"

    @property
    def shown_headings(self) -> list[str]:
        """The headings as they stood in the file."""
        return [heading for _, heading in self.labels] or list(self.mapping)


class StagedLine(models.Model):
    """A spreadsheet line after cleaning, waiting for approval. Thrown away afterwards (DECISIONS 4.4, 4.9).

    `problems` is a list of {code, field, column, severity, cell, facts}; identity numbers in it are masked.
    """

    class Outcome(models.TextChoices):
        NEW = "new", "Baru"
        CHANGED = "changed", "Berubah"
        SAME = "same", "Tetap"
        HELD = "held", "Ditahan"

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="+")
    sheet = models.CharField(max_length=120, db_collation="C")
    row = models.PositiveIntegerField()  # as the officer sees it in Excel
    outcome = models.CharField(max_length=7, choices=Outcome.choices, blank=True)
    problems = models.JSONField(default=list)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.sheet} baris {self.row}"
