"""The gate: says by its content what an uploaded file is, and refuses what no honest program writes.

It runs before any parser. A few kilobytes of well-formed XML can make the fastest reader ask for
half a terabyte, so sizes, references and tokens are judged on the raw bytes, in bounded memory.
"""

import codecs
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

import olefile

from agencies.importing.book import FileRefused
from agencies.importing.limits import MEGABYTE, Limits

PIECE = 256 * 1024
ZIP_MAGIC, OLE_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
FOREIGN_MAGIC = (
    b"%PDF",
    b"{\\rtf",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
)
BINARY = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
HTML = re.compile(
    rb"<table\b[^>]*>\s*(?:<[^>]*>\s*)*?<t[rdh]\b|\A\s*<(?:!doctype html|html|table)\b",
    re.IGNORECASE,
)
DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
ENCODING = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']*)[\"']")
UNIQUE_COUNT = re.compile(rb"\buniqueCount\s*=\s*[\"'](\d+)[\"']")
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"

SAVE_AS_XLSX = "Buka di Excel, simpan lagi sebagai .xlsx, lalu unggah."
SAVE_UNLOCKED = "Simpan ulang tanpa kata sandi, lalu unggah."


def recognise(file: BinaryIO, limits: Limits) -> str:
    """The container: xlsx, xlsm, ods, xls, locked (encrypted workbook), html or csv.

    Raises FileRefused with file_empty, file_too_large, file_encrypted or file_unreadable. The name of
    the file plays no part.
    """
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        raise FileRefused("file_empty")
    if size > limits.file_bytes:
        raise FileRefused("file_too_large", found=size, limit=limits.file_bytes, measure="file_bytes")
    file.seek(0)
    head = file.read(64 * 1024)
    if head.startswith(ZIP_MAGIC):
        return inspect_package(file, limits)
    if head.startswith(OLE_MAGIC):
        return recognise_compound(file)
    if head.startswith(FOREIGN_MAGIC):
        raise unreadable("format")
    return recognise_text(head)


def recognise_compound(file: BinaryIO) -> str:
    """xls or locked: both are compound files, as are old Word documents and installers."""
    try:
        with olefile.OleFileIO(file) as compound:
            if compound.exists("EncryptedPackage"):
                return "locked"
            if compound.exists("Workbook") or compound.exists("Book"):
                return "xls"
    except (OSError, ValueError, IndexError, TypeError, OverflowError) as error:
        raise unreadable("damaged") from error
    raise unreadable("format")


def recognise_text(head: bytes) -> str:
    """html or csv, of a file that has no signature."""
    plain = head.replace(b"\x00", b"") if is_utf16(head) else head
    if not plain.removeprefix(codecs.BOM_UTF8).strip():
        raise FileRefused("file_empty")
    if BINARY.search(plain):
        raise unreadable("format")
    if HTML.search(plain):
        return "html"
    if plain.removeprefix(codecs.BOM_UTF8).lstrip().startswith((b"<?xml", b"MIME-Version", b"<Workbook")):
        raise unreadable("format")
    return "csv"


def is_utf16(head: bytes) -> bool:
    """With a byte-order mark, or with a NUL in nearly every second place."""
    if head.startswith(UTF16_MARKS):
        return True
    return max(head[0::2].count(0), head[1::2].count(0)) > 0.4 * len(head) > 4


def inspect_package(file: BinaryIO, limits: Limits) -> str:
    """Check the whole ZIP package, every XML part of it included, and say which workbook it is."""
    try:
        with zipfile.ZipFile(file) as archive:
            check_directory(archive, limits)
            kind = package_kind(archive)
            check_parts(archive, limits)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
    ) as error:
        raise unreadable("damaged") from error
    return kind


def check_directory(archive: zipfile.ZipFile, limits: Limits) -> None:
    """The list of entries alone: number, names, flags, sizes, and that no two share their bytes."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > limits.entries:
        raise unreadable("entries", found=len(entries), limit=limits.entries)
    if len({name.lower() for name in names}) != len(names):
        raise unreadable("duplicate_entry")
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused("file_encrypted", container="zip", advice=SAVE_UNLOCKED)
    if any(_leaves_folder(name) for name in names) or any(_is_link(entry) for entry in entries):
        raise unreadable("path")
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise too_large_unpacked(limits)
    for entry in entries:
        if entry.file_size > max(MEGABYTE, limits.ratio * entry.compress_size):
            raise unreadable("ratio", limit=limits.ratio)
    _refuse_overlap(entries)


def _leaves_folder(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _refuse_overlap(entries: list[zipfile.ZipInfo]) -> None:
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in pairwise(ordered):
        if entry.header_offset + 30 + len(entry.filename) + entry.compress_size > following.header_offset:
            raise unreadable("overlap")


def package_kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "encrypted-package" in names:
        raise FileRefused("file_encrypted", container="ods", advice=SAVE_UNLOCKED)
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        if not archive.read("mimetype").startswith(ODS_TYPE) or "content.xml" not in names:
            raise unreadable("format")
        return _ods_or_locked(archive)
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise unreadable("format")
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return "xlsm" if macros else "xlsx"


def _ods_or_locked(archive: zipfile.ZipFile) -> str:
    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist():
        with archive.open(manifest) as part:
            if b"encryption-data" in part.read(MEGABYTE):
                raise FileRefused("file_encrypted", container="ods", advice=SAVE_UNLOCKED)
    return "ods"


def check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Unpack every XML part once, keeping nothing."""
    spent = 0
    for entry in archive.infolist():
        if is_xml(entry.filename):
            for piece in pieces(archive, entry, limits):
                spent += len(piece)
                if spent > limits.unpacked_bytes:
                    raise too_large_unpacked(limits)


def is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> Iterator[bytes]:
    """One XML part in pieces, refused as soon as its bytes break a rule."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    tail, since_tag, unpacked = b"", 0, 0
    with archive.open(entry) as part:
        while piece := part.read(PIECE):
            if not unpacked:
                _check_opening(piece, entry)
            unpacked += len(piece)
            _check_bytes(piece, tail, decoder)
            since_tag = _check_token(piece, since_tag, limits)
            tail = piece[-16:]
            yield piece
    decoder.decode(b"", final=True)
    if unpacked != entry.file_size:
        raise unreadable("size")


def _check_opening(piece: bytes, entry: zipfile.ZipInfo) -> None:
    """A part in another encoding hides its document type from a search for bytes."""
    if piece.startswith(UTF16_MARKS) or b"\x00" in piece[:64]:
        raise unreadable("encoding")
    declared = ENCODING.search(piece[:1024])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise unreadable("encoding")
    count = UNIQUE_COUNT.search(piece[:4096])
    if count and len(count[1]) > 9 or count and int(count[1]) > entry.file_size // 4 + 10:
        # The reader reserves memory for as many strings as are announced.
        raise unreadable("string_count")


def _check_bytes(piece: bytes, tail: bytes, decoder: codecs.IncrementalDecoder) -> None:
    if b"\x00" in piece:
        raise unreadable("nul")
    decoder.decode(piece)  # UnicodeDecodeError is a ValueError: the caller refuses the file
    if (b"<!" in tail + piece[:16] or b"<!" in piece) and DTD.search(tail + piece):
        raise unreadable("document_type")


def _check_token(piece: bytes, since_tag: int, limits: Limits) -> int:
    """A raw '<' stands only where markup begins: the way between two of them bounds text, tag and comment."""
    first = piece.find(b"<")
    if since_tag + (len(piece) if first < 0 else first) > limits.token_bytes:
        raise unreadable("token", limit=limits.token_bytes)
    if first < 0:
        return since_tag + len(piece)
    return len(piece) - piece.rfind(b"<")


def unreadable(reason: str, **facts) -> FileRefused:
    return FileRefused("file_unreadable", reason=reason, advice=SAVE_AS_XLSX, **facts)


def too_large_unpacked(limits: Limits) -> FileRefused:
    return FileRefused("file_too_large", limit=limits.unpacked_bytes, measure="unpacked_bytes")
