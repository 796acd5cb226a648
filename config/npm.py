"""Serve and collect from static/ our own files and, of what npm installed, only what the pages use."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import Error
from django.core.files.storage import FileSystemStorage

STATIC: Path = Path(settings.BASE_DIR) / "static"
MODULES = STATIC / "node_modules"
OURS = ("css", "js", "img")
WANTED = {
    "@tabler/core/dist": ["css/tabler.min.css"],
    "htmx.org/dist": ["htmx.min.js"],
    "vega/build": ["vega.min.js"],
    "vega-lite/build": ["vega-lite.min.js"],
    "vega-embed/build": ["vega-embed.min.js"],
}


class Finder(BaseFinder):
    """Finds `css/...`, `js/...` and `img/...` of ours, and the files named in WANTED by their path below node_modules."""

    storage = FileSystemStorage(location=MODULES)
    own = FileSystemStorage(location=STATIC)
    files = frozenset(f"{folder}/{name}" for folder, names in WANTED.items() for name in names)

    def check(self, **kwargs):
        missing = sorted(name for name in self.files if not (MODULES / name).exists())
        return [Error(f"{name} is missing: run `make setup`", id="npm.E1") for name in missing]

    def find(self, path, find_all=False, **kwargs):
        found = self._place(path)
        if found is None:
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns):
        for name in sorted(self.files):
            yield name, self.storage
        for folder in OURS:
            for file in sorted((STATIC / folder).rglob("*")):
                name = file.relative_to(STATIC).as_posix()
                if file.is_file() and not matches_patterns(name, ignore_patterns or []):
                    yield name, self.own

    def _place(self, path: str) -> Path | None:
        if path in self.files:
            return MODULES / path
        ours = path.split("/")[0] in OURS and ".." not in path and (STATIC / path).is_file()
        return STATIC / path if ours else None
