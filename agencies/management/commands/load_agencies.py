from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from agencies.actions.agencies import load_agencies, read_agencies
from agencies.actions.regions import BadList


class Command(BaseCommand):
    help = "Load perangkat daerah from a csv (kode,nama,singkatan)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options):
        try:
            loaded = load_agencies(read_agencies(file))
        except (OSError, BadList) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Perangkat daerah: {loaded.new} baru, {loaded.changed} berubah, {loaded.same} tetap."
        )
