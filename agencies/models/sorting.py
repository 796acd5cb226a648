import re
import unicodedata

from django.db import models

DIGITS = re.compile(r"\d+")


def sort_key(text: str) -> str:
    """'Désa 2' -> 'DESA 00000002': people's order under a bytewise collation (DECISIONS 6.8)."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().upper()
    return DIGITS.sub(lambda number: number[0].zfill(8), " ".join(plain.split()))


class SortKeyField(models.CharField):
    """Keeps the sort key of another field of the same row, however the row is saved."""

    def __init__(self, *args, of: str = "name", **options):
        self.of = of
        super().__init__(*args, **{"max_length": 300, "db_collation": "C", "editable": False} | options)

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"of": self.of}

    def pre_save(self, row, add):
        value = sort_key(getattr(row, self.of))[: self.max_length]
        setattr(row, self.attname, value)
        return value
