from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import BinaryField, Model

from agencies import identity
from agencies.actions import audit
from agencies.importing.order import correction_purpose
from agencies.jobs.presence import workers_alive

BATCH = 1_000  # rows of one transaction
SAMPLE = 20  # newest rows of each column


@dataclass(frozen=True, slots=True)
class Column:
    """One column of ciphertext, and the additional data each of its values was sealed with."""

    model: type[Model]
    name: str
    purpose: Callable[[Model], bytes]
    needs: tuple[str, ...]  # the other columns that the additional data is made of

    def __str__(self):
        return f"{self.model._meta.db_table}.{self.name}"

    def rows(self):
        return self.model._default_manager.filter(**{f"{self.name}__isnull": False}).only(
            "pk", self.name, *self.needs
        )


def columns() -> Iterator[Column]:
    """Every column named *_ct, in row history and staging too."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, BinaryField) and field.name.endswith("_ct"):
                yield _column(model, field.name)


def _column(model: type[Model], name: str) -> Column:
    if name in {"old_ct", "new_ct"}:
        return Column(
            model,
            name,
            lambda row: correction_purpose(row.sheet, row.row, row.column).encode(),
            ("sheet", "row", "column"),
        )
    kind = name.removesuffix("_ct")  # nik or kk
    index = f"{kind}_bi"
    return Column(model, name, lambda row: kind.encode() + bytes(getattr(row, index)), (index,))


def refuse_wrong_keys() -> None:
    """Nothing may start with keys that are missing, or that do not open what is stored: it would be lost for good."""
    try:
        identity.keys()
    except identity.KeysMissing as problem:
        raise CommandError(str(problem)) from None
    for column in columns():
        for row in column.rows().order_by("-pk")[:SAMPLE]:
            if not identity.opens(getattr(row, column.name), column.purpose(row)):
                raise CommandError(
                    f"the keys in {settings.SINERGI_KEYS} do not open {column}: is it another key file?"
                )


class Command(BaseCommand):
    help = (
        "The keys of NIK and No. KK: check that they open what is stored, or seal everything under a new key."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["check", "rotate"])

    def handle(self, *, what, **options):
        refuse_wrong_keys()
        if what == "rotate":
            self._rotate()
        for column in columns():
            self.stdout.write(f"{column}: {column.rows().count()} sealed values")
        self.stdout.write(
            f"The keys in {settings.SINERGI_KEYS} fit; key {identity.keys().current} is current."
        )

    def _rotate(self) -> None:
        if workers_alive():
            raise CommandError("Sinergi is running, and would not know the new key: stop it first")
        current = identity.Keys.add(settings.SINERGI_KEYS).current
        self.stdout.write("A new key is current. Back up the key file before anything is entered.")
        sealed = {str(column): self._seal_anew(column) for column in columns()}
        audit.record("system.keys_rotated", None, by=None, key=current, columns=sealed)
        self.stdout.write("The old keys stay in the file: uploads kept as files are still sealed with them.")

    def _seal_anew(self, column: Column) -> int:
        """Batch by batch, each row once; row history learns nothing of it, since no value changes."""
        last, count = 0, 0
        while batch := list(column.rows().filter(pk__gt=last).order_by("pk")[:BATCH]):
            last, count = batch[-1].pk, count + len(batch)
            for row in batch:
                setattr(row, column.name, identity.resealed(getattr(row, column.name), column.purpose(row)))
            with transaction.atomic(), pgtrigger.ignore():
                column.model._default_manager.bulk_update(batch, [column.name])
        return count
