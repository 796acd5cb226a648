"""`audit seal` seals the days gone by (the worker does so each night); `audit verify` names days that were changed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agencies.actions import seals


class Command(BaseCommand):
    help = "Seal the trail of the days gone by, or verify all seals."

    def add_arguments(self, parser):
        parser.add_argument("act", choices=["seal", "verify"])
        parser.add_argument(
            "--file", type=Path, help="the seal file; default: trail_seals.jsonl in the data folder"
        )

    def handle(self, *, act: str, file: Path | None, **options):
        path = file or Path(settings.DATA) / seals.FILE
        try:
            if act == "seal":
                yesterday = datetime.now(UTC).date() - timedelta(days=1)
                self.stdout.write(f"{len(seals.seal_until(yesterday, path))} days sealed in {path}")
                return
            if changed := seals.verify(path):
                raise CommandError(f"changed after sealing: {', '.join(changed)}")
            self.stdout.write(f"{len(seals.read(path))} sealed days agree")
        except seals.SealsBroken as error:
            raise CommandError(f"{path}: {error}") from error
