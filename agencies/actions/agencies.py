"""Load perangkat daerah, and carry one over into its successor."""

import re
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.actions import audit
from agencies.actions.regions import BATCH, BadList, Loaded, read_list
from agencies.models import Agency, User
from agencies.models.sorting import sort_key

HEADINGS = (("kode", "nama", "singkatan"), ("code", "name", "short_name"))
CODE = re.compile(r"^(\d\.\d\d)\.(\d\.\d\d)\.(\d\.\d\d)\.")  # U.BB.U.BB.U.BB.NN.SSSS (DOMAIN 2.1)
KINDS = (
    ("badan perencanaan", Agency.Kind.BAPPEDA), ("bappeda", Agency.Kind.BAPPEDA), ("bapperida", Agency.Kind.BAPPEDA),
    ("badan", Agency.Kind.BADAN), ("dinas", Agency.Kind.DINAS), ("satuan polisi", Agency.Kind.DINAS),
    ("sekretariat", Agency.Kind.SEKRETARIAT), ("inspektorat", Agency.Kind.INSPEKTORAT), ("rumah sakit", Agency.Kind.RUMAH_SAKIT),
    ("rsud", Agency.Kind.RUMAH_SAKIT), ("kecamatan", Agency.Kind.KECAMATAN), ("kelurahan", Agency.Kind.KELURAHAN),
)  # fmt: skip


def kind_of(name: str) -> str:
    """What kind of office a name speaks of; a bagian, UPTD or puskesmas is a unit."""
    lowered = name.lower()
    return next((kind for start, kind in KINDS if lowered.startswith(start)), Agency.Kind.UNIT)


def affairs_of(code: str) -> list[str]:
    """The one to three bidang urusan in an agency's code: '2.08.2.14.0.00.10.0000' -> 2.08, 2.14."""
    found = CODE.match(code)
    return [part for part in found.groups() if part != "0.00"] if found else []


def read_agencies(path: Path) -> list[Agency]:
    """The lines of an agency list as unsaved rows. Raises BadList."""
    agencies = []
    for number, (code, name, short) in read_list(path, HEADINGS, 2):
        if not code or not name:
            raise BadList(f"{path.name} baris {number}: kode dan nama harus diisi.")
        agencies.append(
            Agency(
                code=code, name=name, short_name=short, kind=kind_of(name), fields_of_affairs=affairs_of(code)
            )
        )
    return agencies


@transaction.atomic
def load_agencies(lines: list[Agency], *, by: User | None = None) -> Loaded:
    """Add the agencies and bring names up to date; what Bappeda set by hand (kind, parent, dates) stays."""
    known = {row.code: row for row in Agency.objects.all()}
    fresh = [line for line in lines if line.code not in known]
    changed = []
    for line in lines:
        row = known.get(line.code)
        if row and (row.name, row.short_name) != (line.name, line.short_name or row.short_name):
            row.name, row.short_name = line.name, line.short_name or row.short_name
            row.sort_key = sort_key(line.name)
            changed.append(row)
    Agency.objects.bulk_create(fresh, batch_size=BATCH)
    Agency.objects.bulk_update(changed, ["name", "short_name", "sort_key"], batch_size=BATCH)
    loaded = Loaded(len(fresh), len(changed), len(lines) - len(fresh) - len(changed))
    audit.record("agencies.loaded", None, by=by, new=loaded.new, changed=loaded.changed, same=loaded.same)
    return loaded


@transaction.atomic
def save(agency: Agency, *, by: User) -> Agency:
    """Store one agency as typed by Bappeda."""
    new = agency.pk is None
    agency.save()
    audit.record("agency.added" if new else "agency.changed", agency, by=by)
    return agency


@transaction.atomic
def replace(agency: Agency, *, successor: Agency, last_day: date, by: User) -> Agency:
    """An agency that was renamed or merged ends, and says who carries its tasks on. Its facts stay with it.

    Raises ValidationError for a successor that ends in the agency itself.
    """
    following, seen = successor, {agency.pk}
    while following is not None:
        if following.pk in seen:
            raise ValidationError("Pilih perangkat daerah lain sebagai pengganti.")
        seen.add(following.pk)
        following = following.successor
    agency.valid_to, agency.successor = last_day, successor
    agency.full_clean(exclude=["sort_key"])
    agency.save(update_fields=["valid_to", "successor"])
    audit.record("agency.replaced", agency, by=by, successor=successor.pk)
    return agency
