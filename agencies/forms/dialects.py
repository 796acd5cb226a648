"""A dialect as two simple tables: heading -> field, and field, code -> meaning. Empty lines are for more."""

from dataclasses import dataclass

from django import forms
from django.utils.text import slugify

from agencies.importing.dialect_files import CODED, faults
from agencies.importing.fields import CATALOGUE
from agencies.models import Dialect

EMPTY_LINES = 8
IGNORED = "-"  # a heading that is known to mean nothing here


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table as it stands on the screen."""

    first: str = ""
    second: str = ""
    third: str = ""


class DialectForm(forms.Form):
    label = forms.CharField(
        label="Nama dialek", max_length=80, help_text="Sistem asal berkasnya, misalnya Dapodik."
    )

    def __init__(self, posted=None, *, dialect: Dialect | None = None):
        super().__init__(posted, initial={"label": dialect.label if dialect else ""})
        self.dialect = dialect
        self.headings = _posted(posted, "judul", "arti") if posted is not None else _headings_of(dialect)
        self.codes = _posted(posted, "isian", "kode", "maksud") if posted is not None else _codes_of(dialect)

    @property
    def heading_lines(self) -> list[Line]:
        return self.headings + [Line()] * EMPTY_LINES

    @property
    def code_lines(self) -> list[Line]:
        return self.codes + [Line()] * EMPTY_LINES

    @property
    def fields_to_choose(self) -> list[tuple[str, str]]:
        labels = {field.name: field.label for field in CATALOGUE}
        return [*sorted(labels.items(), key=lambda each: each[1]), (IGNORED, "Dikenal, tetapi tidak dipakai")]

    @property
    def coded_fields(self) -> list[tuple[str, str]]:
        return [each for each in self.fields_to_choose if each[0] in CODED]

    def clean(self):
        cleaned = super().clean()
        for line in self.headings:
            if line.first and not line.second:
                self.add_error(None, f"Pilih arti untuk judul {line.first}.")
        for line in self.codes:
            if not (line.first and line.second and line.third):
                self.add_error(None, "Lengkapi isian, kode, dan maksudnya, atau kosongkan barisnya.")
        if not self.errors:
            for sentence in faults(self.as_dialect()):
                self.add_error(None, sentence)
        return cleaned

    def as_dialect(self) -> Dialect:
        """What was typed, unsaved; the code of a new one comes from its name."""
        label = self.cleaned_data["label"]
        known = self.dialect
        row = (
            Dialect(pk=known.pk, name=known.name) if known else Dialect(name=slugify(label)[:40] or "dialek")
        )
        row.label, row.headings, row.codes, row.ignored = label, {}, {}, []
        for line in self.headings:
            if line.first and line.second == IGNORED:
                row.ignored.append(line.first)
            elif line.first:
                row.headings.setdefault(line.second, []).append(line.first)
        for line in self.codes:
            row.codes.setdefault(line.first, {})[line.second] = line.third
        return row


def _posted(posted, *names: str) -> list[Line]:
    """The lines of a table as sent, without those in which nothing was typed."""
    columns = [[cell.strip()[:200] for cell in posted.getlist(name)] for name in names]
    lines = [Line(*cells) for cells in zip(*columns, strict=False)]
    typed = -1 if len(names) == 3 else 0  # a select alone is no entry
    return [line for line in lines if (line.first if typed == 0 else line.second or line.third)]


def _headings_of(dialect: Dialect | None) -> list[Line]:
    if dialect is None:
        return []
    known = [Line(word, name) for name, words in dialect.headings.items() for word in words]
    return known + [Line(word, IGNORED) for word in dialect.ignored]


def _codes_of(dialect: Dialect | None) -> list[Line]:
    codes = dialect.codes.items() if dialect else ()
    return [Line(name, code, text) for name, known in codes for code, text in known.items()]
