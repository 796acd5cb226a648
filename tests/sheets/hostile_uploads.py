"""Requests that deceive with the name, the type or the coding of an honest file, or hand the same list in once more.

Kinds 74, 75 and 79 of the corpus. Every request carries one part named `file`, written as raw bytes: a client library
would tidy up what is hostile about it.
"""

import base64
import zipfile
from dataclasses import dataclass
from io import BytesIO

BOUNDARY = "batas-antar-bagian"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READ, REFUSED, NO_FILE, BAD_REQUEST = "previewed", "refused", "no file", "bad request"
PDF = b"%PDF-1.7\n%bukan lembar kerja"


@dataclass(frozen=True)
class Request:
    """One request: how the part names and codes the file, how it must end, and under which name the file is kept."""

    name: str
    outcome: str
    kept_as: str = ""
    filename: bytes = b'filename="daftar.xlsx"'
    mime: str = XLSX
    coding: str = ""  # Content-Transfer-Encoding; base64 codes the bytes
    content: bytes | None = None  # instead of an honest workbook
    broken: bool = False  # the coded bytes end too early

    def __str__(self):
        return self.name

    def body(self, fields: dict, honest: bytes) -> bytes:
        """The request as bytes, with the other fields of the form."""
        content = honest if self.content is None else self.content
        if self.coding == "base64":
            content = base64.b64encode(content)[: -3 if self.broken else None]
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        head = [
            b'Content-Disposition: form-data; name="file"; ' + self.filename,
            f"Content-Type: {self.mime}".encode(),
        ]
        head += [f"Content-Transfer-Encoding: {self.coding}".encode()] if self.coding else []
        part = f"--{BOUNDARY}\r\n".encode() + b"\r\n".join(head) + b"\r\n\r\n" + content
        return b"".join(parts) + part + f"\r\n--{BOUNDARY}--\r\n".encode()


def named(name: str, filename: str, kept_as: str, outcome: str = READ) -> Request:
    return Request(name, outcome, kept_as, b'filename="' + filename.encode() + b'"')


REQUESTS = [
    # 74: names of files; the name on the disk is always our own
    named("a way out of the folder", "../../etc/passwd.xlsx", "passwd.xlsx"),
    named("a way out of the folder, as Windows writes it", "..\\\\..\\\\boot.xlsx", "boot.xlsx"),
    named("an absolute name", "/etc/cron.d/daftar.xlsx", "daftar.xlsx"),
    named("nothing but a way out", "..", "", NO_FILE),
    named("no name", "", "", NO_FILE),
    named("three hundred characters", "a" * 300 + ".xlsx", "a" * 250 + ".xlsx"),
    named("line ends that would become a header", "a%0D%0ASet-Cookie: x=1.xlsx", "a%0D%0ASet-Cookie: x=1.xlsx"),
    Request("line ends in the extended form", READ, "aSet-Cookie: x=1.xlsx",
            b"filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x%3D1.xlsx"),
    Request("a NUL", READ, "daftar.xlsx.exe", b"filename*=UTF-8''daftar.xlsx%00.exe"),
    named("a turn of direction", "daftar\u202exslx.exe", "daftarxslx.exe"),
    named("a device of Windows", "CON.xlsx", "CON.xlsx"),
    named("markup", "&lt;img src=x onerror=alert(1)&gt;.xlsx", "<img src=x onerror=alert(1)>.xlsx"),
    # 75: coding and type of the part; what the bytes are decides
    Request("base64", READ, "daftar.xlsx", coding="base64"),
    Request("base64 that ends too early", BAD_REQUEST, coding="base64", broken=True),
    Request("the type of a picture", READ, "daftar.xlsx", mime="image/png"),
    Request("the type of a workbook on a PDF", REFUSED, "daftar.xlsx", content=PDF),
    Request("the type of a program", READ, "daftar.xlsx", mime="application/x-msdownload"),
]  # fmt: skip


def saved_again(workbook: bytes) -> bytes:
    """The same cells as another program would save them: other bytes, other order of parts, one property more."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as after:
        for name in reversed(before.namelist()):
            after.writestr(name, before.read(name))
        after.writestr("docProps/thumbnail.txt", "disimpan ulang")
    return out.getvalue()
