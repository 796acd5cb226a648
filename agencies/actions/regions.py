"""Load, add and re-code places. Places are never deleted: facts keep the code of their time (DECISIONS 2.8)."""

import csv
import gzip
import io
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.actions import audit
from agencies.models import Boundary, Region, User
from agencies.models.sorting import sort_key

SHIPPED = Path(__file__).parent.parent / "reference" / "regions_indonesia.csv.gz"
BATCH = 2_000
HEADINGS = (("kode", "tingkat", "nama", "induk"), ("code", "level", "name", "parent_code"))
LEVELS = (Region.Level.PROVINCE, Region.Level.REGENCY, Region.Level.DISTRICT, Region.Level.VILLAGE)
DEPTH = {2: 0, 5: 1, 8: 2, 13: 3}
KINDS = {kind.value: kind for kind in Region.Kind}


class BadList(ValueError):
    """A list cannot be loaded; the sentence names the line and what to do."""


@dataclass(frozen=True, slots=True)
class RegionLine:
    """One line of a region list, checked."""

    code: str
    name: str
    kind: str
    parent: str

    @property
    def depth(self) -> int:
        return DEPTH[len(self.code)]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a list brought: rows that are new, changed, and already the same."""

    new: int
    changed: int
    same: int


def read_list(path: Path, headings: tuple[tuple[str, ...], ...], parts: int) -> list[tuple[int, list[str]]]:
    """(line number, cells in the order of the headings) of a csv or csv.gz with one of the known headings.

    The last headings may be missing from `parts` on. Raises BadList.
    """
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    except UnicodeDecodeError as error:
        raise BadList(f"{path.name}: simpan berkas sebagai CSV UTF-8.") from error
    for names in headings:
        if rows and set(names[:parts]) <= set(rows[0]):
            return [
                (number, [(row.get(name) or "").strip() for name in names])
                for number, row in enumerate(rows, start=2)
            ]
    raise BadList(f"{path.name}: baris judul harus berisi {', '.join(headings[0][:parts])}.")


def read_regions(path: Path) -> list[RegionLine]:
    """The lines of a region list under either heading. Raises BadList naming the first wrong line."""
    lines = []
    for number, (code, kind, name, parent) in read_list(path, HEADINGS, 4):
        kind = kind.lower().replace(" ", "_")
        if kind not in KINDS or not name:
            raise BadList(f"{path.name} baris {number}: tingkat {kind!r} atau nama tidak dikenal.")
        if len(code) not in DEPTH or not code.replace(".", "").isdigit():
            raise BadList(f"{path.name} baris {number}: kode {code!r} bukan kode wilayah bertitik.")
        lines.append(RegionLine(code, name, kind, parent or code.rpartition(".")[0]))
    return lines


def only(lines: list[RegionLine], regency: str) -> list[RegionLine]:
    """The regency with everything below it, its province, and the names of its siblings (DECISIONS 2.8)."""
    province = regency[:2]
    return [
        line
        for line in lines
        if line.code in (province, regency)
        or line.code.startswith(f"{regency}.")
        or (line.depth == 1 and line.parent == province)
    ]


@transaction.atomic
def load_regions(lines: list[RegionLine], *, by: User | None = None) -> Loaded:
    """Add the places and bring names and kinds up to date. Raises BadList for a place whose parent is in neither list."""
    known = {row.code: row for row in Region.objects.select_related(None)}
    fresh = [line for line in lines if line.code not in known]
    changed = [line for line in lines if line.code in known and _differs(known[line.code], line)]
    ids = {code: row.pk for code, row in known.items()}
    for depth in range(4):
        level = [_row(line, ids) for line in fresh if line.depth == depth]
        for row in Region.objects.bulk_create(level, batch_size=BATCH):
            ids[row.code] = row.pk
    for line in changed:
        row = known[line.code]
        row.name, row.kind, row.sort_key = line.name, line.kind, sort_key(line.name)
    Region.objects.bulk_update(
        [known[line.code] for line in changed], ["name", "kind", "sort_key"], batch_size=BATCH
    )
    loaded = Loaded(len(fresh), len(changed), len(lines) - len(fresh) - len(changed))
    audit.record("regions.loaded", None, by=by, new=loaded.new, changed=loaded.changed, same=loaded.same)
    return loaded


def _differs(row: Region, line: RegionLine) -> bool:
    return (row.name, row.kind) != (line.name, line.kind)


def _row(line: RegionLine, ids: dict[str, int]) -> Region:
    if line.depth and line.parent not in ids:
        raise BadList(f"Wilayah {line.code}: induk {line.parent} tidak ada dalam daftar.")
    return Region(
        code=line.code,
        name=line.name,
        kind=line.kind,
        level=LEVELS[line.depth],
        parent_id=ids.get(line.parent) if line.depth else None,
    )


@transaction.atomic
def recode(region: Region, *, code: str, name: str, kind: str, start: date, by: User) -> Region:
    """The same place under a new code from `start` on; the old row stays with its facts and names its successor.

    Raises ValidationError where places below it still carry the old code.
    """
    if region.children.filter(successor__isnull=True).exists():
        raise ValidationError("Ganti dulu kode wilayah di bawahnya.")
    following = Region(
        code=code, name=name, kind=kind, level=region.level, parent=region.parent, valid_from=start
    )
    following.full_clean(exclude=["sort_key"])
    following.save()
    region.valid_to, region.successor = start - timedelta(days=1), following
    region.save(update_fields=["valid_to", "successor"])
    Boundary.objects.filter(region=region).update(region=following)
    audit.record("region.recoded", region, by=by, successor=following.pk)
    return following
