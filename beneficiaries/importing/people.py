"""Lists of people, families and recipients: the layout that the pipeline of the ground floor asks."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from agencies import identity
from agencies.access.viewer import Viewer
from agencies.importing import layouts
from agencies.importing.layouts import Touched, UndoResult
from agencies.models import Upload
from beneficiaries.importing import checks, endings, merge, rows, undo, vintages
from beneficiaries.models import (
    Person,
    Resolution,
    ResolvedAid,
    ResolvedLine,
    StagedAid,
    StagedEnd,
    StagedPerson,
)
from programs.models import Program, Unit

NOT_MERGED = StagedPerson.Outcome.HELD


class People(layouts.Layout):
    """The Layout (agencies.importing.layouts) of kinds individu, keluarga and penerima."""

    kinds = (Upload.Kind.INDIVIDU.value, Upload.Kind.KELUARGA.value, Upload.Kind.PENERIMA.value)
    staged = StagedPerson
    tables = rows.TABLES
    rows = "beneficiaries.importing.rows:rows_for_staging"
    stores = True
    village = "village_code"
    end_headings = ("Nama", "NIK atau No. KK", "Desa", "Yang berakhir")
    headings = ("NIK", "No. KK", "Nama", "Tanggal lahir", "Alamat", "Desil")

    def facts(self, upload: Upload) -> dict:
        families = Unit.Recipient.FAMILY
        programs = Program.objects.values_list("code", "pk", "unit__recipient")
        return {
            "kind": upload.kind,
            "context": upload.context,
            "year": vintages.year_of(upload),
            "programs": {code: (pk, recipient == families) for code, pk, recipient in programs},
        }

    def questions(self, upload: Upload, outline: dict) -> list[dict]:
        """Programmes that the words of the list name, but that no row of ours stands for (DECISIONS 2.4)."""
        known = set(Program.objects.values_list("code", flat=True))
        asked = {
            question["sheet"]
            for question in outline.get("questions", ())
            if question["code"] == "program_unknown"
        }
        found = []
        for sheet in outline.get("sheets", ()):
            aid = sheet.get("assistance") or {}
            missing = {code: sums["count"] for code, sums in aid.items() if code not in known}
            if missing and sheet["name"] not in asked:
                found.append({"code": "program_unknown", "sheet": sheet["name"], "values": missing})
        return found

    def check(self, upload: Upload) -> None:
        checks.check(upload)

    def merge(self, upload: Upload) -> Touched:
        return merge.merge(upload)

    def undo(self, upload: Upload) -> UndoResult:
        return undo.undo(upload)

    def ending(self, upload: Upload) -> QuerySet:
        return endings.of(upload)

    def end_cells(self, end: StagedEnd) -> tuple[str, ...]:
        return endings.cells(end)

    @transaction.atomic
    def undo_outlook(self, upload: Upload) -> tuple[int, list[str]]:
        kept = undo.spared(upload)
        return undo.restorable(upload, kept), list(dict.fromkeys(name for _, _, name in kept))

    def pages(self, lines: Iterable[StagedPerson], viewer: Viewer) -> dict[int, str]:
        lines = list(lines)
        meant = ResolvedLine.objects.filter(line__in=[line.pk for line in lines], person__isnull=False)
        known = dict(meant.values_list("line_id", "person_id"))
        people = Person.objects.visible_to(viewer).filter(pk__in=set(known.values()))
        seen = set(people.values_list("pk", flat=True))
        return {
            line: reverse("beneficiaries:person-detail", args=[person])
            for line, person in known.items()
            if person in seen
        }

    def discard(self, upload: Upload, *, held: bool = True) -> None:
        for known in (StagedEnd, Resolution, ResolvedLine, ResolvedAid):
            known.objects.filter(upload=upload).delete()
        for staged in (StagedPerson, StagedAid):
            lines = staged.objects.filter(upload=upload)
            if not held:
                lines = lines.exclude(outcome=NOT_MERGED)
            lines.delete()

    def beside(self, lines: Iterable[StagedPerson]) -> dict[int, dict[str, str]]:
        """Which aid each line brings, and how many rupiah."""
        found = {(line.upload_id, line.sheet, line.row): line.pk for line in lines}
        uploads, sheets, numbers = (set(part) for part in zip(*found, strict=True)) if found else ((), (), ())
        aids = StagedAid.objects.filter(upload__in=uploads, sheet__in=sheets, row__in=numbers)
        told: dict[int, list[StagedAid]] = {}
        for aid in aids.select_related("program").order_by("pk"):
            if line := found.get((aid.upload_id, aid.sheet, aid.row)):
                told.setdefault(line, []).append(aid)
        return {line: _aid_cells(aids) for line, aids in told.items()}

    def name_of(self, line: StagedPerson) -> str:
        return line.name or line.head_name

    def cells(self, line: StagedPerson) -> tuple[str, ...]:
        return (
            identity.mask(line.nik_tag),
            identity.mask(line.kk_tag),
            line.name,
            line.birth_date.strftime("%d-%m-%Y") if line.birth_date else "",
            " ".join(part for part in (line.address, line.hamlet) if part),
            str(line.decile or ""),
        )


def _aid_cells(aids: list[StagedAid]) -> dict[str, str]:
    """Programme and period of each aid of one line, and the amounts in the same order."""
    names = [", ".join(filter(None, (aid.program.name, aid.period_words))) for aid in aids]
    amounts = [f"{aid.amount:,}".replace(",", ".") if aid.amount is not None else "–" for aid in aids]
    known = any(aid.amount is not None for aid in aids)
    return {"Bantuan": "; ".join(names), "Nominal (Rp)": "; ".join(amounts) if known else ""}


PEOPLE = layouts.register(People())
