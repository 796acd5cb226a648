"""Run on a copy of the database, never on the real one: replaces what names people, by the Privacy classes."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agencies.actions.scrub import scrub


class Command(BaseCommand):
    help = "Replace names and drop identity numbers in a COPY of the database, for developers."

    def add_arguments(self, parser):
        parser.add_argument("--this-is-a-copy", action="store_true", help="say so, or nothing happens")

    def handle(self, *, this_is_a_copy: bool, **options):
        if not this_is_a_copy or not settings.TRYING_OUT:
            raise CommandError("Only on a copy: DJANGO_DEBUG=1 manage.py scrub --this-is-a-copy")
        for table, rows in sorted(scrub().items()):
            self.stdout.write(f"{table}: {rows}")
