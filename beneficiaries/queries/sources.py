"""Where the facts of a person or family come from: what each source says, in which file, sheet and row."""

from dataclasses import dataclass

from agencies.access.permissions import Permission
from agencies.access.viewer import Viewer
from agencies.models import Upload
from beneficiaries.models import Family, Person, RegisterEntry

COMPARED = (
    ("name", "Nama"), ("birth_date", "Tanggal lahir"), ("sex", "Jenis kelamin"), ("address", "Alamat"), ("village", "Desa"),
    ("decile", "Desil"),
)  # fmt: skip
OF_FAMILY = (
    ("name", "Kepala keluarga"),
    ("address", "Alamat"),
    ("village", "Desa"),
    ("decile", "Desil"),
    ("member_count", "Anggota"),
)
SHOWN_AS = {"name": "head_name"}


@dataclass(frozen=True, slots=True)
class Said:
    """One source's statement. `values` are (value, whether it differs from what is shown)."""

    entry: RegisterEntry
    values: list[tuple[object, bool]]
    opens_upload: bool


def said_of_person(viewer: Viewer, person: Person) -> list[Said]:
    return _said(viewer, RegisterEntry.objects.visible_to(viewer).filter(person=person), person, COMPARED, {})


def said_of_family(viewer: Viewer, family: Family) -> list[Said]:
    return _said(
        viewer, RegisterEntry.objects.visible_to(viewer).filter(family=family), family, OF_FAMILY, SHOWN_AS
    )


def special_of(viewer: Viewer, person: Person) -> list[tuple[str, str, RegisterEntry]]:
    """Work, disability, income and the like (class E), for those who may see them: (field, value, entry), newest source first."""
    if not viewer.may(Permission.VIEW_SPECIAL):
        return []
    entries = RegisterEntry.objects.visible_to(viewer, Permission.VIEW_SPECIAL).filter(person=person)
    found: dict[str, tuple[str, str, RegisterEntry]] = {}
    for entry in entries.select_related("register").order_by("-register__year", "-register__number", "-pk"):
        for field, value in entry.other.items():
            found.setdefault(field, (field.replace("_", " ").capitalize(), str(value), entry))
    return list(found.values())


def _said(viewer: Viewer, entries, subject, fields, shown_as: dict) -> list[Said]:
    rows = entries.select_related("register__agency", "village", "source_upload").order_by(
        "-register__year", "-register__number", "-approved_at", "-pk"
    )
    rows = list(rows)
    visible = set(
        Upload.objects.visible_to(viewer)
        .filter(pk__in=[row.source_upload_id for row in rows])
        .values_list("pk", flat=True)
    )
    return [
        Said(
            row,
            [_compared(row, subject, name, shown_as) for name, _ in fields],
            row.source_upload_id in visible,
        )
        for row in rows
    ]


def _compared(entry: RegisterEntry, subject, name: str, shown_as: dict) -> tuple[object, bool]:
    value, shown = getattr(entry, name), getattr(subject, shown_as.get(name, name))
    return value, value not in (None, "") and str(value).upper() != str(shown).upper()
