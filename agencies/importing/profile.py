"""What a list is compared and judged by, kept with its upload when it has been staged: its lines go after the decision."""

from hashlib import sha256

from agencies.importing.layouts import Layout
from agencies.importing.mappings import fingerprints
from agencies.models import Upload
from agencies.queries import comparisons, quality
from agencies.queries.uploads import staged_lines


def describe(upload: Upload, layout: Layout) -> None:
    """Set quality, rows_ended and profile from the staged lines; the caller saves. Needs the counts of the balance."""
    upload.quality, upload.rows_ended, upload.profile = None, 0, {}
    if not upload.outline.get("accept"):
        return
    lines = staged_lines(layout.staged, upload)
    found = quality.spoilt(lines)
    upload.quality = quality.score(found, upload.rows_read - upload.rows_skipped, upload.kind)
    ending = layout.ending(upload)
    upload.rows_ended = 0 if ending is None else ending.count()
    upload.profile = {
        "headings": sha256("".join(sorted(fingerprints(upload.outline))).encode()).hexdigest(),
        "programs": programs(upload),
        "spoilt": {part: getattr(found, part) for part in quality.parts_of(upload.kind)},
        "doubled": found.doubled,
        "places": comparisons.lines_by_village(lines, layout.village) if layout.village else {},
    }


def programs(upload: Upload) -> list[str]:
    """Codes of the programmes that the list names, or that its sender named for all lines."""
    named = {code for sheet in upload.outline.get("sheets", ()) for code in sheet.get("assistance") or {}}
    return sorted(named or filter(None, [upload.context.get("program")]))
