"""A file is what its bytes say; its name counts only where bytes say nothing."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwoo import discover
from fairwoo.extract.document import SHELF, reader_of, readers
from fairwoo.extract.identify import identify
from fairwoo.extract.language import language_of
from fairwoo.extract.unread import known_formats
from tests.extract.opened import codes, opened


def package(*members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, content in members:
            made.writestr(name, content)
    return stream.getvalue()


TYPES = ("[Content_Types].xml", "<Types/>")
OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = b"%PDF-1.4\n%%EOF"


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("brief.docx", PDF, "application/pdf"),
        ("brief", b"\xef\xbb\xbf\n" + PDF, "application/pdf"),
        ("lijst.xls", b"<html><table><tr><td>1</td></tr></table></html>", "text/html"),
        ("lijst.xls", b"Nr\tTitel\n1\tBrief\n", "text/plain"),
        ("lijst.xls", b'<table border="1"><tr><td>1</td></tr></table>', "text/html"),
        ("lijst.xls", "<html><table>".encode("utf-16"), "text/html"),
        ("a", b"<p>tekst</p>", "text/html"),
        ("a", b"<pre>", "text/plain"),
        ("a.htm", b"zomaar <b>tekst</b>", "text/html"),
        ("a.txt", "zomaar tekst".encode("utf-16-le"), "text/plain"),
        ("lijst.csv", b"Nr;Titel\n", "text/csv"),
        ("lijst.CSV", "Nr;Café\n".encode("utf-16"), "text/csv"),
        ("lijst.csv", b"<!DOCTYPE html><html></html>", "text/html"),
        ("lijst.csv", PDF, "application/pdf"),
        ("a.pdf", package(TYPES, ("word/document.xml", "<x/>")), OFFICE + "wordprocessingml.document"),
        ("a.zip", package(TYPES, ("xl/workbook.xml", "<x/>")), OFFICE + "spreadsheetml.sheet"),
        ("a", package(TYPES, ("ppt/presentation.xml", "<x/>")), OFFICE + "presentationml.presentation"),
        ("a.xlsx", package(TYPES, ("xl/workbook.bin", "x")), "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
        ("a.docx", package(("a.txt", "x")), "application/zip"),
        ("a.zip", package(("mimetype", "application/vnd.oasis.opendocument.text")), "application/vnd.oasis.opendocument.text"),
        ("a.doc", b"{\\rtf1 x}", "text/rtf"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("a.txt", b"From: x\nMessage-ID: y\n\n", "text/plain"),
        ("a", b"Received: x\nFrom: y\n\n", "message/rfc822"),
        ("a", b"From jan Tue Jan 23 10:12:00 2024\nReceived: x\nFrom: y\n\n", "application/mbox"),
        ("a", b"Beste Jan,\nFrom: nu af\n", "text/plain"),
        ("a.ics", b"BEGIN:VCALENDAR\r\n", "text/calendar"),
        ("a", b"BEGIN:VCARD\r\n", "text/vcard"),
        ("a.xml", b'<?xml version="1.0"?><x/>', "application/xml"),
        ("a.xhtml", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "text/html"),
        ("a.json", b"{}", "application/json"),
        ("a.md", b"# Kop\n", "text/markdown"),
        ("a.pdf.ocr", b"tekst\n", "text/plain"),
        ("leeg.pdf", b"", "application/x-empty"),
        ("a.pdf", bytes(range(256)), "application/octet-stream"),
    ],
)
def test_media_type(tmp_path, name, content, media_type):
    path = tmp_path / "a"
    path.write_bytes(content)
    assert identify(path, name).media_type == media_type


def test_pronom(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"GIF89a" + bytes(20) + b"\x00;")
    found = identify(path, "a")
    assert (found.puid, found.format, found.version) == ("fmt/4", "Graphics Interchange Format", "89a")


@settings(max_examples=60)
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html", b"{\\rtf"]),
)
def test_any_file_is_read_or_told(tmp_path_factory, content, start):
    path = tmp_path_factory.mktemp("any") / "a.bin"
    path.write_bytes(start + content)
    found = opened(path)
    assert found.read or found.findings
    assert all(finding.place.file == "a.bin" for finding in found.findings)


def test_formats_that_are_not_read(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"Rar!\x1a\x07\x01\x00" + bytes(30))
    found = opened(path)
    assert codes(found) == ["format-not-read"]
    assert "RAR" in found.findings[0].message.nl
    assert "Pak het uit" in found.findings[0].advice.nl
    path.write_bytes(b"")
    assert codes(opened(path)) == ["document-empty"]


def test_the_reader_asked_for_is_the_one_on_the_shelf():
    assert {media_type: reader_of(media_type) for media_type in readers()} == readers()
    assert reader_of("application/x-unknown") is None


def test_no_media_type_has_two_readers():
    claimed = [media_type for module in discover.load_all(SHELF) for media_type in module.MEDIA_TYPES]
    assert len(claimed) == len(set(claimed)) == len(readers())


def test_named_formats_say_what_to_do_or_are_read():
    for media_type, row in known_formats().items():
        assert media_type in readers() or (row["advice_nl"] and row["advice_en"]), media_type


def test_old_office_formats(tmp_path):
    """An OLE file is known by its streams; made by hand because no library here writes one without a document in it."""
    path = tmp_path / "a"
    path.write_bytes(_ole("WordDocument"))
    assert identify(path, "a.xls").media_type == "application/msword"
    path.write_bytes(_ole("EncryptedPackage"))
    assert codes(opened(path)) == ["file-encrypted"]


def _ole(stream):
    """The smallest compound file with one empty stream (MS-CFB): header, one FAT sector, one directory sector."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)

    def entry(name, kind, child):
        encoded = (name + "\0").encode("utf-16-le")
        fixed = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, free, free, child)
        return fixed + bytes(36) + struct.pack("<IQ", end, 0)

    directory = entry("Root Entry", 5, 1) + entry(stream, 2, free) + bytes(256)
    return header + struct.pack("<128I", fat, end, *[free] * 126) + directory


def test_language():
    dutch = (
        "De gemeente heeft het besluit genomen dat er geen stukken zijn over de vergunning, omdat die niet door ons is verleend."
    )
    frisian = "De gemeente hat it beslút nommen dat der gjin stikken binne oer de fergunning, om't dy net troch ús jûn is foar it feest."
    german = (
        "Die Gemeinde hat den Beschluss gefasst, dass es keine Unterlagen über die Genehmigung gibt, weil sie nicht von uns ist."
    )
    french = (
        "La commune a pris la décision que les documents sur le permis ne sont pas dans le dossier, et que nous ne les avons pas."
    )
    assert [language_of([text]) for text in (dutch, frisian, german, french)] == ["nld", "fry", "deu", "fra"]
    assert language_of(["Nr Titel Datum Oordeel " * 20]) is None


@pytest.mark.parametrize(
    "inside", [b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xd8\xff", b"{\\rtf1", b"<html><body>", b"BEGIN:VCALENDAR"]
)
@pytest.mark.parametrize("name", ["a.eml", "zonder-naam"])
def test_a_mail_is_a_mail_whatever_stands_in_it(tmp_path, inside, name):
    path = tmp_path / name
    path.write_bytes(b"From: a@example.org\r\nSubject: b\r\nMIME-Version: 1.0\r\n\r\n" + inside + b" en verder")
    assert identify(path, name).media_type == "message/rfc822"


def test_a_pdf_with_something_before_it_is_a_pdf(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"Date: 1 mei 2024\r\nGescand door apparaat 7\r\n\r\n%PDF-1.7\n" + b"x" * 50)
    assert identify(path, "a.pdf").media_type == "application/pdf"
