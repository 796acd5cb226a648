"""Load outlines of places from GeoJSON: longitude and latitude in degrees, one feature per place."""

import gzip
import json
from pathlib import Path

from django.db import transaction

from agencies.actions import audit
from agencies.actions.regions import BadList, Loaded
from agencies.models import Boundary, Region, User

FOLDER = Path(__file__).parent.parent / "reference" / "boundaries"
SHAPES = {"Polygon", "MultiPolygon"}
SHIPPED_SOURCE = "cahyadsn/wilayah_boundaries (MIT), batas indikatif"
BATCH = 200


def shipped_for(regency: str) -> Path | None:
    """The outlines that ship for this regency, if any do."""
    path = FOLDER / f"{regency}.geojson.gz"
    return path if path.exists() else None


def read_boundaries(path: Path) -> dict[str, dict]:
    """code -> geometry. The code stands in `id` or `properties.code`. Raises BadList."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        features = json.loads(raw)["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadList(f"{path.name}: bukan GeoJSON berisi FeatureCollection.") from error
    found = {}
    for number, feature in enumerate(features, start=1):
        code = str(feature.get("id") or (feature.get("properties") or {}).get("code") or "")
        geometry = feature.get("geometry") or {}
        if not code or geometry.get("type") not in SHAPES or not geometry.get("coordinates"):
            raise BadList(f"{path.name} fitur {number}: kode wilayah atau bidangnya tidak ada.")
        found[code] = {"type": geometry["type"], "coordinates": geometry["coordinates"]}
    return found


@transaction.atomic
def load_boundaries(outlines: dict[str, dict], *, source: str, by: User | None = None) -> Loaded:
    """Replace the outlines of these places. An outline without a place is left out; `same` counts these."""
    regions = dict(Region.objects.filter(code__in=outlines).values_list("code", "pk"))
    replaced, _ = Boundary.objects.filter(region__code__in=outlines).delete()
    Boundary.objects.bulk_create(
        [
            Boundary(region_id=pk, geometry=outlines[code], source=source[:200])
            for code, pk in sorted(regions.items())
        ],
        batch_size=BATCH,
    )
    loaded = Loaded(len(regions) - replaced, replaced, len(outlines) - len(regions))
    audit.record(
        "boundaries.loaded", None, by=by, new=loaded.new, changed=loaded.changed, left_out=loaded.same
    )
    return loaded
