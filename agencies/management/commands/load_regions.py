from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from agencies.actions.regions import SHIPPED, BadList, load_regions, only, read_regions


class Command(BaseCommand):
    help = "Load places from a csv or csv.gz (kode,tingkat,nama,induk or code,name,level,parent_code)."

    def add_arguments(self, parser):
        parser.add_argument(
            "file", nargs="?", type=Path, default=SHIPPED, help="default: all of Indonesia, as shipped"
        )
        parser.add_argument(
            "--only", dest="regency", metavar="CODE", help="only this regency, its province and its siblings"
        )

    def handle(self, *, file: Path, regency: str | None, **options):
        try:
            lines = read_regions(file)
            loaded = load_regions(only(lines, regency) if regency else lines)
        except (OSError, BadList) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Wilayah: {loaded.new} baru, {loaded.changed} berubah, {loaded.same} tetap.")
