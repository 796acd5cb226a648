"""How clean a list is: the score of one upload (mutu data), and of an agency.

Score = sum of weight x share of lines without a problem in that part, over the sum of weights; 0 to 100, one decimal.
Problems and warnings count alike. That a person or an aid is known already says nothing about the list's quality.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from agencies import sql
from agencies.models import Agency, Upload

PARTS = {"nik": ("NIK", 3), "no_kk": ("No. KK", 2), "desa": ("desa", 2), "lain": ("isian lain", 1)}
OF_PERSONS = ("nik", "no_kk")
SPOILT = """
SELECT coalesce(sum(nik::int), 0), coalesce(sum(no_kk::int), 0), coalesce(sum(desa::int), 0), coalesce(sum(lain::int), 0),
       coalesce(sum(doubled::int), 0)
FROM (
    SELECT bool_or(part = 'nik') AS nik, bool_or(part = 'no_kk') AS no_kk, bool_or(part = 'desa') AS desa,
           bool_or(part = 'lain') AS lain, bool_or(coalesce(part = 'doubled', false) OR code = 'duplicate_in_file') AS doubled
    FROM (
        SELECT s.id, p->>'code' AS code,
               CASE WHEN p->>'code' = 'duplicate_existing' THEN CASE WHEN s.outcome <> 'changed' THEN 'doubled' END
                    WHEN p->>'field' IN ('nik', 'no_kk') THEN p->>'field'
                    WHEN p->>'field' IN ('provinsi', 'kabupaten', 'kecamatan', 'desa', 'kode_wilayah', 'kode_desa', 'wilayah') THEN 'desa'
                    ELSE 'lain' END AS part
        FROM source s, jsonb_array_elements(s.problems) p
    ) told GROUP BY id
) lines
"""


@dataclass(frozen=True, slots=True)
class Spoilt:
    """Lines with a problem per part of the score; `doubled` are lines that say a second time what is there already."""

    nik: int
    no_kk: int
    desa: int
    lain: int
    doubled: int


def spoilt(lines: QuerySet) -> Spoilt:
    """Count over the staged lines of one upload."""
    found = sql.select(
        Spoilt, SPOILT, source=lines.exclude(problems=[]).order_by().values("id", "problems", "outcome")
    )
    return found[0] if found else Spoilt(0, 0, 0, 0, 0)


def parts_of(kind: str) -> list[str]:
    """The parts that lists of this kind can have: only lists of people name NIK and No. KK."""
    of_names = kind in (Upload.Kind.INDIVIDU, Upload.Kind.KELUARGA, Upload.Kind.PENERIMA)
    return [part for part in PARTS if of_names or part not in OF_PERSONS]


def score(spoilt_lines: Spoilt, lines: int, kind: str) -> Decimal | None:
    """0 to 100; None for a list without lines."""
    if not lines:
        return None
    weights = {part: PARTS[part][1] for part in parts_of(kind)}
    clean = sum(
        weight * Decimal(lines - getattr(spoilt_lines, part)) / lines for part, weight in weights.items()
    )
    return rounded(100 * clean / sum(weights.values()))


def rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def definition(upload: Upload) -> dict[str, str]:
    """What the score means and how it came about, with the numbers of this upload."""
    lines = upload.rows_read - upload.rows_skipped
    told = upload.profile.get("spoilt", {})
    pieces = [
        f"{PARTS[part][1]} × {lines - told.get(part, 0)} dari {lines} baris tanpa masalah {PARTS[part][0]}"
        for part in parts_of(upload.kind)
    ]
    weights = sum(PARTS[part][1] for part in parts_of(upload.kind))
    return {
        "name": "Mutu data",
        "meaning": "Bagian baris tanpa masalah dan peringatan, 0 sampai 100. Makin tinggi makin rapi.",
        "formula": f"100 × ({' + '.join(pieces)}) ÷ {weights}.",
        "source": "Pemeriksaan berkas ini.",
    }


AGENCY_DEFINITION = {
    "name": "Mutu data",
    "meaning": "Rata-rata mutu unggahan tersimpan yang terbaru, satu per isi berkas; 0 sampai 100.",
    "formula": "Mutu satu unggahan: bagian baris tanpa masalah, berbobot NIK 3, No. KK 2, desa 2, isian lain 1.",
    "source": "Unggahan yang tersimpan.",
}


@dataclass(frozen=True, slots=True)
class AgencyQuality:
    """The newest stored list of each kind of one agency; `score` is their mean, `before` that of the lists before them."""

    agency: int
    name: str
    score: Decimal
    before: Decimal | None
    lists: int
    lines: int  # of data
    clean: dict[str, Decimal]  # part -> per cent of the lines without a problem in it

    @property
    def trend(self) -> Decimal | None:
        """In points; None where no list came before."""
        return None if self.before is None else self.score - self.before

    @property
    def fall(self) -> Decimal:
        return -(self.trend or Decimal())

    @property
    def shares(self) -> list[tuple[str, Decimal | None]]:
        """(heading, per cent of clean lines) of every part, None where no list has it."""
        return [(f"{PARTS[part][0]} benar", self.clean.get(part)) for part in PARTS]


def by_agency(uploads: QuerySet[Upload]) -> list[AgencyQuality]:
    """Cleanest first; agencies without a stored list that was scored are left out."""
    newest_first = Window(
        RowNumber(), partition_by=[F("agency"), F("kind")], order_by=[F("merged_at").desc(), F("pk").desc()]
    )
    stored = uploads.filter(status=Upload.Status.MERGED, quality__isnull=False).annotate(place=newest_first)
    lists: dict[int, list[Upload]] = {}
    for upload in stored.filter(place__lte=2).select_related("agency").order_by("agency__sort_key", "pk"):
        lists.setdefault(upload.agency_id, []).append(upload)
    return sorted(map(_of_lists, lists.values()), key=lambda one: -one.score)


def of_agency(agency: Agency) -> AgencyQuality | None:
    found = by_agency(Upload.objects.filter(agency=agency))
    return found[0] if found else None


def _of_lists(uploads: list[Upload]) -> AgencyQuality:
    newest = [upload for upload in uploads if upload.place == 1]
    earlier = [upload for upload in uploads if upload.place == 2]
    agency = newest[0].agency
    return AgencyQuality(
        agency.pk, agency.name, _mean(newest), _mean(earlier) if earlier else None, len(newest),
        sum(upload.rows_read - upload.rows_skipped for upload in newest),
        {part: share for part in PARTS if (share := _clean(newest, part)) is not None},
    )  # fmt: skip


def _mean(uploads: list[Upload]) -> Decimal:
    return rounded(sum((upload.quality for upload in uploads), Decimal()) / len(uploads))


def _clean(uploads: list[Upload], part: str) -> Decimal | None:
    """Lines without a problem in the part, per cent of the lines of the lists that have it."""
    having = [upload for upload in uploads if part in upload.profile.get("spoilt", {})]
    lines = sum(upload.rows_read - upload.rows_skipped for upload in having)
    spoiled = sum(upload.profile["spoilt"][part] for upload in having)
    return rounded(Decimal(100 * (lines - spoiled)) / lines) if lines else None
