from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from agencies.actions.boundaries import load_boundaries, read_boundaries
from agencies.actions.regions import BadList


class Command(BaseCommand):
    help = "Load outlines of places from GeoJSON (also .gz); the Kemendagri code stands in id or properties.code."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--source", help="who drew them, shown under every map (default: the file's name)"
        )

    def handle(self, *, file: Path, source: str | None, **options):
        try:
            loaded = load_boundaries(read_boundaries(file), source=source or file.name)
        except (OSError, BadList) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Batas: {loaded.new} baru, {loaded.changed} diganti, {loaded.same} tanpa wilayah.")
