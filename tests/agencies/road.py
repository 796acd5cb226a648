"""What the tests of the road of an upload share: small workbooks, and a worker that works everything off."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from agencies import identity
from agencies.actions import uploads as actions
from agencies.importing import storage
from agencies.jobs import queue
from agencies.models import Upload
from tests.factories import ProgramFactory, VillageFactory

HEADINGS = ("NIK", "No. KK", "Nama", "Desa", "Kecamatan", "Nominal")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTEXT = {"program": "PKH", "periode": "Triwulan III 2026", "tahun": 2026}


def nik(number: int) -> str:
    """A number no real person can have (regency code 99): a woman born on 2 March 1980."""
    return f"359901420380{number:04}"


def kk(number: int) -> str:
    return f"359901010210{number:04}"


def line(number: int, name: str = "", **other) -> list:
    """One good line; `other` replaces cells by heading."""
    cells = dict(
        zip(
            HEADINGS,
            (nik(number), kk(number), name or f"Warga {number}", "Sukamaju", "Sumberagung", 600000),
            strict=True,
        )
    )
    cells |= {heading.replace("_", " "): value for heading, value in other.items()}
    return [cells[heading] for heading in HEADINGS]


def workbook(*lines, headings=HEADINGS, title="DAFTAR PENERIMA", sheet="BNBA") -> bytes:
    book = Workbook()
    page = book.active
    page.title = sheet
    page.append([title])
    page.append([])
    page.append(list(headings))
    for each in lines:
        page.append(list(each))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_file(content: bytes, name: str = "penerima.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=XLSX)


def ground() -> None:
    """A village and a programme that the lines name."""
    VillageFactory(name="Sukamaju", code="35.99.01.2001", parent__code="35.99.01", parent__name="Sumberagung")
    ProgramFactory(code="PKH", name="Program Keluarga Harapan", owner="pusat", agency=None)


def posted(agency, file, **other) -> dict:
    """The form of step 1 as a browser sends it."""
    return {
        "kind": "penerima", "agency": agency.pk, "file": file, "program": "PKH", "tahun": "2026", "period": "Triwulan III",
        "mode": "update",
    } | other  # fmt: skip


def receive(content: bytes, *, agency, by, **other) -> Upload:
    """Hand a file in without a browser."""
    kept = storage.keep([content], identity.keys())
    paper = actions.Paper(other.pop("name", "penerima.xlsx"), kept.name, kept.size, kept.sha256)
    return actions.receive(
        paper,
        kind=other.pop("kind", "penerima"),
        agency=agency,
        by=by,
        context=other.pop("context", CONTEXT),
        **other,
    )


def work() -> list:
    """Run every waiting job to its end, as a worker does; the errors that ended some."""
    errors = []
    while job := queue.claim():
        errors.append(queue.run(job))
    return [error for error in errors if error]


def staged(content: bytes, *, agency, by, **other) -> Upload:
    """Handed in and read."""
    upload = receive(content, agency=agency, by=by, **other)
    assert work() == []
    upload.refresh_from_db()
    return upload


def merged(content: bytes, *, agency, by, approver, **other) -> Upload:
    """Handed in, read, confirmed, approved by somebody else, and written."""
    upload = staged(content, agency=agency, by=by, **other)
    actions.confirm(upload, by=by)
    actions.approve(upload, by=approver)
    assert work() == []
    upload.refresh_from_db()
    return upload


def url(name: str, upload: Upload) -> str:
    """The address of one page of an upload."""
    return reverse(f"agencies:upload-{name}", args=[upload.pk])


def fresh(upload: Upload) -> Upload:
    """The same upload as it stands in the database now."""
    upload.refresh_from_db()
    return upload
