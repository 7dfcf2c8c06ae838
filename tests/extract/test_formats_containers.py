"""E-mail, ZIP, mailboxes and images: the parts come out whole, and what is unsafe stays in."""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import zipfile
import zlib
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fairwoo.extract.rtf_text import decompressed, rtf_text
from fairwoo.model import PageBy
from tests.extract import made_msg
from tests.extract.opened import codes, opened, text_of


@pytest.fixture
def write(tmp_path):
    def make(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


def message(**headers):
    mail = EmailMessage()
    fixed = {
        "From": "Jan Proef <jan@voorbeeld.nl>",
        "To": "Piet <piet@voorbeeld.nl>",
        "Subject": "Planning café",
        "Message-ID": "<1@x>",
    }
    for name, value in {**fixed, **headers}.items():
        mail[name.replace("_", "-")] = value
    return mail


def test_eml(write, tmp_path):
    mail = message(Date="Tue, 23 Jan 2024 10:12:00 +0100", Cc="kees@voorbeeld.nl", Bcc="geheim@voorbeeld.nl")
    mail.set_content("Beste Piet,\n\nHierbij de stukken.")
    mail.add_alternative("<p>Beste <b>Piet</b>, in HTML</p>", subtype="html")
    mail.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="../nota (1).pdf")
    mail.add_attachment("a;b\n", subtype="csv", filename="lijst.csv")
    found = opened(write("a.eml", mail.as_bytes()), scratch=tmp_path)
    assert text_of(found).split("\n") == [
        "Van: Jan Proef <jan@voorbeeld.nl>", "Aan: Piet <piet@voorbeeld.nl>", "Cc: kees@voorbeeld.nl",
        "Datum: 2024-01-23T10:12:00+01:00", "Onderwerp: Planning café", "", "Beste Piet,", "", "Hierbij de stukken.",
    ]  # fmt: skip
    assert "geheim" not in found.model_dump_json()
    assert [part.name for part in found.parts] == ["nota (1).pdf", "lijst.csv"]
    assert (tmp_path / found.parts[0].sha256).read_bytes() == b"%PDF-1.4 x"
    assert found.properties["date"] == "2024-01-23T10:12:00+01:00"
    assert found.properties["subject"] == found.properties["title"] == "Planning café"


def test_eml_html_only(write):
    mail = message()
    mail.set_content("<html><body><p>Alleen <i>HTML</i></p><script>x</script></body></html>", subtype="html")
    assert text_of(opened(write("a.eml", mail.as_bytes()))).endswith("Alleen HTML")


def test_eml_with_a_message_and_a_logo(write, tmp_path):
    inner = message(Subject="Doorgestuurd bericht")
    inner.set_content("Binnenste tekst")
    mail = message()
    mail.set_content("Zie bijlage")
    mail.add_related(b"\x89PNG klein", "image", "png", cid="<logo>", disposition="inline", filename="logo.png")
    mail.make_mixed()
    mail.attach(_as_part(inner))
    found = opened(write("a.eml", mail.as_bytes()), scratch=tmp_path)
    assert [part.name for part in found.parts] == ["Doorgestuurd bericht.eml"]
    assert codes(found) == ["mail-pictures-left-out"]
    assert "Binnenste tekst" in text_of(opened(tmp_path / found.parts[0].sha256, name="x.eml"))


def _as_part(inner):
    part = EmailMessage()
    part.set_content(inner)
    return part


def test_eml_without_extension_and_text_with_headers(write):
    mail = message()
    mail.set_content("x")
    assert opened(write("onbekend", mail.as_bytes())).media_type == "message/rfc822"
    assert opened(write("print.txt", b"Van: Jan\nAan: Piet\nFrom: x\nTo: y\nMessage-ID: 1\n\nTekst")).media_type == "text/plain"


def test_emlx(write):
    mail = message()
    mail.set_content("Tekst")
    content = mail.as_bytes()
    found = opened(write("a.emlx", f"{len(content)}\n".encode() + content + b"<?xml?><plist/>"))
    assert text_of(found).endswith("Tekst")


@settings(max_examples=50)
@given(st.binary(max_size=300))
def test_any_mail_gets_a_verdict(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("mail") / "a.eml"
    path.write_bytes(b"From: x\nSubject: y\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" + content)
    assert opened(path).read


def test_message_in_an_outlook_message(write, tmp_path):
    """It becomes a document as any attachment; what is attached to it does too; a blind copy in it is counted."""
    deepest = made_msg.message_tree("Derde", "diep", [], [b"van de derde"], inner=True)
    people = [(made_msg.TO, "Piet; de Proef", "piet@voorbeeld.nl"), (made_msg.BCC, "Geheim", "geheim@voorbeeld.nl")]
    thread = {"p1035": "<2@x>", "p1042": "<1@x>"}
    second = made_msg.message_tree("Tweede: café", "Beste Piet\ngroet", people, [deepest, b"van de tweede"], inner=True, **thread)
    first = made_msg.compound(made_msg.message_tree("Eerste", "zie bijlage", [], [second, {}]))
    found = opened(write("a.msg", first), scratch=tmp_path)
    assert [part.name for part in found.parts] == ["Tweede_ café.eml"]
    assert codes(found) == ["mail-attachment-unread", "hidden-content"]
    assert found == opened(write("a.msg", first), scratch=tmp_path)
    inner = opened(tmp_path / found.parts[0].sha256, name="a.eml", scratch=tmp_path)
    assert text_of(inner).split("\n") == [
        'Aan: "Piet; de Proef" <piet@voorbeeld.nl>',
        "Onderwerp: Tweede: café",
        "",
        "Beste Piet",
        "groet",
    ]
    assert (inner.properties["message_id"], inner.properties["in_reply_to"]) == ("<2@x>", "<1@x>")
    assert [part.name for part in inner.parts] == ["Derde.eml", "bijlage.txt"]
    assert b"geheim" not in (tmp_path / found.parts[0].sha256).read_bytes().lower()
    third = opened(tmp_path / inner.parts[0].sha256, name="b.eml", scratch=tmp_path)
    assert [(tmp_path / part.sha256).read_bytes() for part in third.parts] == [b"van de derde"]


def test_mbox(write, tmp_path):
    first, second = message(Subject="Een"), message(Subject="Twee")
    first.set_content("Tekst\n\n>From de kade\n")
    second.set_content("Slot")
    content = b"".join(b"From jan Tue Jan 23 10:12:00 2024\n" + mail.as_bytes() + b"\n" for mail in (first, second))
    found = opened(write("a.mbox", content), scratch=tmp_path)
    assert [part.name for part in found.parts] == ["bericht-0001.eml", "bericht-0002.eml"]
    assert "\nFrom de kade" in text_of(opened(tmp_path / found.parts[0].sha256, name="a.eml"))


def archive(*members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return stream.getvalue()


def test_zip(write, tmp_path):
    content = archive(
        ("map/nota.txt", "nota"), ("map2/nota.txt", "anders"), ("leeg/", ""), ("__MACOSX/._nota.txt", "x"), ("CON.txt", "c")
    )
    found = opened(write("a.zip", content), scratch=tmp_path)
    assert [part.name for part in found.parts] == ["nota.txt", "nota (2).txt", "_CON.txt"]
    assert found.parts[0].sha256 == hashlib.sha256(b"nota").hexdigest()
    assert (tmp_path / found.parts[1].sha256).read_text() == "anders"
    assert codes(found) == []


@pytest.mark.parametrize(
    "name", ["../uit.txt", "/etc/uit.txt", "..\\uit.txt", "C:\\uit.txt", "a/../../uit.txt", "\\\\server\\uit.txt"]
)
def test_zip_slip(write, tmp_path, name):
    scratch = tmp_path / "een" / "twee"
    scratch.mkdir(parents=True)
    found = opened(write("a.zip", archive((name, "x"), ("goed.txt", "y"))), scratch=scratch)
    assert [part.name for part in found.parts] == ["goed.txt"]
    assert codes(found) == ["part-not-unpacked"]
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == sorted(["a.zip", found.parts[0].sha256])


def test_zip_symbolic_link(write):
    link = zipfile.ZipInfo("verwijzing")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert codes(opened(write("a.zip", archive((link, "/etc/passwd"))))) == ["part-not-unpacked"]


def test_zip_bomb_member(write):
    found = opened(write("a.zip", archive(("bom.txt", b"0" * 20_000_000), ("goed.txt", "y"))))
    assert [part.name for part in found.parts] == ["goed.txt"]
    assert "zip-bom" in found.findings[0].message.nl


def test_zip_member_that_lies_about_its_size(write):
    content = bytearray(archive(("a.txt", b"0" * 5_000)))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(signature) + offset, 100)
    assert codes(opened(write("a.zip", bytes(content)))) == ["part-not-unpacked"]


def test_zip_too_much(write):
    content = archive(*((f"{number}.txt", f"{number}" * 100) for number in range(5)))
    assert codes(opened(write("a.zip", content), entries=4)) == ["zip-unsafe"]
    found = opened(write("a.zip", content), unpacked_bytes=250)
    assert (len(found.parts), codes(found)) == (2, ["part-not-unpacked"] * 3)
    assert codes(opened(write("a.zip", content), member_bytes=50)) == ["part-not-unpacked"] * 5


def test_zip_damaged_member_and_damaged_whole(write):
    content = bytearray(archive(("a.txt", "inhoud van a" * 50), ("b.txt", "inhoud van b")))
    content[40] ^= 0xFF
    found = opened(write("a.zip", bytes(content)))
    assert [part.name for part in found.parts] == ["b.txt"]
    assert codes(found) == ["part-not-unpacked"]
    assert codes(opened(write("b.zip", bytes(content[: len(content) - 30])))) == ["zip-broken"]


def test_zip_encrypted_member(write):
    content = bytearray(archive(("a.txt", "x")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    found = opened(write("a.zip", bytes(content)))
    assert "wachtwoord" in found.findings[0].message.nl


def test_overlapping_zip(write):
    """As in zip bombs of overlapping members: the directory counts the same bytes many times."""
    content = archive(("a.txt", bytes(range(256)) * 8))
    start = content.index(b"PK\x01\x02")
    entry = content[start : content.index(b"PK\x05\x06")]
    entries = b"".join(entry.replace(b"a.txt", b"%c.txt" % letter) for letter in b"abcdefgh")
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 8, 8, len(entries), start, 0)
    assert codes(opened(write("a.zip", content[:start] + entries + end))) == ["zip-unsafe"]


def test_empty_zip(write):
    assert codes(opened(write("a.zip", archive()))) == ["zip-empty"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_image(tmp_path, kind):
    path = tmp_path / "plaatje"
    Image.new("RGB", (300, 150), "red").save(path, kind, dpi=(150, 150))
    found = opened(path)
    page = found.pages[0]
    assert found.media_type == f"image/{kind.lower()}"
    assert (page.by, page.text, page.image_cover) == (PageBy.NONE, "", 1.0)
    assert page.width / page.height == pytest.approx(2, rel=0.01)
    assert codes(found) == ["page-without-text"]


def test_tiff_pages(tmp_path):
    path = tmp_path / "a.tif"
    first, second = Image.new("1", (100, 100)), Image.new("1", (200, 100))
    first.save(path, "TIFF", save_all=True, append_images=[second], dpi=(100, 100))
    assert [(page.width, page.height) for page in opened(path).pages] == [(72.0, 72.0), (144.0, 72.0)]


def test_image_bomb_is_not_unpacked(write):
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header)) + b"\0\0\0\1IDATx"
    assert codes(opened(write("a.png", b"\x89PNG\r\n\x1a\n" + chunk))) == ["image-too-large"]


def test_photo_with_a_place(tmp_path):
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    path = tmp_path / "foto.jpg"
    Image.new("RGB", (10, 10)).save(path, exif=exif)
    assert sorted(codes(opened(path))) == ["image-location", "page-without-text"]


def test_broken_image(write):
    found = opened(write("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 50))
    assert (found.read, codes(found)) == (False, ["image-broken"])


def test_compressed_rtf():
    """The example of MS-OXRTFCP 3.1.1."""
    packed = bytes.fromhex("2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c090020627705b06c647d0a800fa0")
    assert decompressed(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert rtf_text(decompressed(packed)).text == "hello world"


def test_compressed_rtf_that_repeats():
    """The example of MS-OXRTFCP 3.1.2: a copy that reads what it writes."""
    packed = bytes.fromhex("1a0000001c0000004c5a4675e2d44b5141000420575859 5a0d6e7d010eb0")
    assert decompressed(packed) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
