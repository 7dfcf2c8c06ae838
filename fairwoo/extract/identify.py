"""What a file is, by its bytes. The name is heard only for kinds of text, which have no mark of their own.

PRONOM's identifier and name of the format come from pygfried (Siegfried with DROID's signatures); the media type that chooses
a reader comes from the rules here, because archives see many formats alike: an office file is a ZIP, an old one an OLE file,
and an HTML page that is called `.xls` is still an HTML page.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from fairwoo.extract import pdf_pronom
from fairwoo.extract.texts import sure_encoding

UNKNOWN = "application/octet-stream"
EMPTY = "application/x-empty"
PLAIN_TEXT_PUID = "x-fmt/111"
ENCRYPTED_OFFICE = "application/x-encrypted-office"

_HEAD = 16_384
_PDF, _PDF_WITHIN = b"%PDF-", 1024
_MAGIC = (
    (b"{\\rtf", "text/rtf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\x00\x00\x00\x0cjP  \r\n", "image/jp2"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
_OPC = "application/vnd.openxmlformats-officedocument."
_OPC_PARTS = (
    ("word/", _OPC + "wordprocessingml.document"),
    ("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
    ("xl/", _OPC + "spreadsheetml.sheet"),
    ("ppt/", _OPC + "presentationml.presentation"),
)
_ODF = "application/vnd.oasis.opendocument."
_OFFICE = frozenset({*(media_type for _, media_type in _OPC_PARTS), _ODF + "text", _ODF + "spreadsheet", _ODF + "presentation"})
_BY_NAME = {
    "csv": "text/csv",
    "tsv": "text/csv",
    "tab": "text/csv",
    "eml": "message/rfc822",
    "htm": "text/html",
    "html": "text/html",
    "emlx": "message/rfc822",
    "ics": "text/calendar",
    "json": "application/json",
    "md": "text/markdown",
    "ocr": "text/plain",
    "txt": "text/plain",
    "vcf": "text/vcard",
}
# The elements that a page may begin with by the standard for browsers (mimesniff, 7.1), and two more that exports begin with.
_HTML = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|script|iframe|h1|div|font|table|a|style|title|b|br|p"
    rb"|meta|center)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_HEADER = re.compile(
    rb"^(from|to|cc|subject|date|received|message-id|mime-version|return-path|delivered-to|content-type|x-[\w-]+):", re.IGNORECASE
)
_MAIL_START = re.compile(rb"(\d+ *\r?\n)?" + _MAIL_HEADER.pattern.removeprefix(b"^"), re.IGNORECASE)
_MACHINE_HEADER = re.compile(rb"^(received|message-id|mime-version|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE)


class Identity(NamedTuple):
    """What a file is: media type, and PRONOM's identifier, name and version where they are known."""

    media_type: str
    puid: str | None = None
    format: str | None = None
    version: str | None = None


def identify(path: Path, name: str) -> Identity:
    """Find out what the file at `path`, called `name`, is. Raises OSError if it cannot be read."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        return Identity(EMPTY)
    pronom, pronom_media_type = (_pronom_of_pdf(path) if _PDF in head[:_PDF_WITHIN] else None) or _pronom(path)
    # Before the bytes of other kinds are looked for: those may stand in its body.
    called = _called(name)
    mail = _MAIL_START.match(head) if called == "message/rfc822" else called is None and _is_mail(head)
    media_type = "message/rfc822" if mail else _by_bytes(path, head) or _by_text(head, name) or pronom_media_type or UNKNOWN
    if media_type == "application/zip" and pronom_media_type in _OFFICE:
        media_type = pronom_media_type  # an office file that is too damaged to look into
    return pronom._replace(media_type=media_type)


def _by_bytes(path: Path, head: bytes) -> str | None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _PDF in head[:_PDF_WITHIN]:
        return "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(path)
    if head.startswith(_OLE):
        return _in_ole(path)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return next((media_type for magic, media_type in _MAGIC if start.startswith(magic) or head.startswith(magic)), None)


def _in_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                declared = archive.read("mimetype").decode("ascii", "replace").strip()
                if declared.startswith((_ODF, "application/epub")):
                    return declared.removesuffix("-template")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        return "application/zip"
    if "[Content_Types].xml" in names:
        for start, media_type in _OPC_PARTS:
            if any(one.startswith(start) for one in names):
                return media_type
    return "application/zip"


def _in_ole(path: Path) -> str | None:
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as container:
            return next((media_type for stream, media_type in _OLE_STREAMS if container.exists(stream)), None)
    except (OSError, ValueError, IndexError):  # damaged; what it was meant to be is PRONOM's guess
        return None


def _by_text(head: bytes, name: str) -> str | None:
    sure = sure_encoding(head)
    if sure:
        head = head.decode(sure, "ignore").encode("utf-8", "ignore")
    if not _is_text(head):
        return None
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return "text/html"
    if head.startswith(b"From ") and _is_mail(head.partition(b"\n")[2]):
        return "application/mbox"
    if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<?xml"):
        return "application/xml"
    if by_name := _called(name):
        return by_name
    for mark, media_type in ((b"BEGIN:VCALENDAR", "text/calendar"), (b"BEGIN:VCARD", "text/vcard")):
        if head.startswith(mark):
            return media_type
    return "text/plain"


def _called(name: str) -> str | None:
    """The kind of text that the name claims."""
    return _BY_NAME.get(PurePosixPath(name).suffix.lower().lstrip("."))


def _is_text(head: bytes) -> bool:
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b\x1a" for byte in head)
    return b"\x00" not in head and control * 100 <= len(head)


def _is_mail(head: bytes) -> bool:
    lines = head.split(b"\n\n")[0].split(b"\r\n\r\n")[0].splitlines()
    headers = [line for line in lines if _MAIL_HEADER.match(line)]
    return len(headers) >= 2 and lines[0] in headers and any(_MACHINE_HEADER.match(line) for line in headers)


def _pronom_of_pdf(path: Path) -> tuple[Identity, str | None] | None:
    found = pdf_pronom.puid_of(path)
    return (Identity(UNKNOWN, *found), "application/pdf") if found else None


def _pronom(path: Path) -> tuple[Identity, str | None]:
    import pygfried

    try:
        matches = pygfried.identify(str(path), detailed=True)["files"][0]["matches"]
    except (OSError, KeyError, IndexError):
        return Identity(UNKNOWN), None
    if not matches or matches[0]["id"] == "UNKNOWN":
        return Identity(UNKNOWN), None
    match = matches[0]
    found = Identity(UNKNOWN, match["id"], match["format"] or None, match["version"] or None)
    return found, match["mime"].split(",")[0].strip() or None
