"""Words hidden in the headers and bodies of mail, and in what images say of themselves."""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage

from PIL import Image, TiffImagePlugin

from tests.extract.made_msg import BCC, TO, message
from tests.extract.planted_mail import image, mail
from tests.extract.planting import SEEN
from tests.hidden.planting import HIDDEN, PLACE, plant, slug

Make = Callable[[list[str]], bytes]


def hides(name: str, codes: frozenset[str] = HIDDEN, *, count: int = 2) -> Callable[[Make], Make]:
    """Register a maker under "extension: place"."""

    def register(make: Make) -> Make:
        extension, _, place = name.partition(":")
        plant(f"media-{slug(extension)}-{slug(place)}.{extension}", codes, make, count=count)
        return make

    return register


def _html(inside: str) -> bytes:
    return mail([], f"<html><body><p>{SEEN}</p>{inside}</body></html>", "html")


def _header(name: str, value: Callable[[list[str]], str]) -> None:
    hides(f"eml: {name}", count=1)(lambda words: mail([(name, value(words))]))


_header("Bcc", lambda words: f"{words[0]} <x@voorbeeld.nl>")
_header("Resent-Bcc", lambda words: f"{words[0]}@voorbeeld.nl")
_header("X-Bcc", lambda words: f"{words[0]}@voorbeeld.nl")
_header("Comments", lambda words: f"Besproken met {words[0]}")
_header("Delivered-To", lambda words: f"{words[0]}@voorbeeld.nl")
_header("X-Original-To", lambda words: f"{words[0]}@voorbeeld.nl")
_header("Received", lambda words: f"from a by b for <{words[0]}@voorbeeld.nl>; Mon, 1 Jan 2024 10:00:00 +0100")


@hides("eml: folded Bcc")
def _(words: list[str]) -> bytes:
    return mail([]).replace(b"Subject:", f"bCC: een <{words[0]}@a.nl>,\r\n twee <{words[1]}@b.nl>\r\nSubject:".encode(), 1)


@hides("eml: invisible in HTML")
def _(words: list[str]) -> bytes:
    return _html("".join(f'<span style="visibility:hidden">{one}</span>' for one in words))


@hides("eml: HTML without size")
def _(words: list[str]) -> bytes:
    return _html("".join(f'<span style="font-size:0">{one}</span>' for one in words))


@hides("eml: white HTML")
def _(words: list[str]) -> bytes:
    return _html("".join(f'<span style="color:#ffffff">{one}</span>' for one in words))


@hides("eml: transparent HTML")
def _(words: list[str]) -> bytes:
    return _html("".join(f'<span style="opacity:0">{one}</span>' for one in words))


@hides("eml: comment in HTML")
def _(words: list[str]) -> bytes:
    return _html(f"<!-- {' '.join(words)} -->")


@hides("eml: other text in the HTML")
def _(words: list[str]) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "jan@voorbeeld.nl", "piet@voorbeeld.nl", "Planning"
    made.set_content(SEEN)
    made.add_alternative(f"<p>{SEEN}</p><p style='display:none'>{' '.join(words)}</p>", subtype="html")
    return made.as_bytes()


@hides("msg: Bcc with a name", count=1)
def _(words: list[str]) -> bytes:
    return message("Planning", SEEN, [(TO, "Piet", "p@voorbeeld.nl"), (BCC, words[0], "b@voorbeeld.nl")])


@hides("msg: Bcc in the headers of the transport", count=1)
def _(words: list[str]) -> bytes:
    return message("Planning", SEEN, [(TO, "Piet", "p@voorbeeld.nl")], p007D=f"To: Piet\r\nBcc: {words[0]}@voorbeeld.nl\r\n")


def iptc(*fields: tuple[int, str]) -> bytes:
    """Data sets of the application record of IPTC-IIM 4 (1.5)."""
    return b"".join(b"\x1c\x02" + bytes([number]) + len(text.encode()).to_bytes(2) + text.encode() for number, text in fields)


def _photoshop(records: bytes) -> bytes:
    """The application segment of a JPEG that holds IPTC data (Adobe Photoshop File Formats, image resource 0x0404)."""
    block = b"8BIM\x04\x04\0\0" + len(records).to_bytes(4) + records + b"\0" * (len(records) % 2)
    inside = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + (len(inside) + 2).to_bytes(2) + inside


@hides("jpg: IPTC caption and by-line")
def _(words: list[str]) -> bytes:
    plain = image("JPEG")
    return plain[:2] + _photoshop(iptc((120, words[0]), (80, words[1]))) + plain[2:]


@hides("jpg: IPTC key words")
def _(words: list[str]) -> bytes:
    plain = image("JPEG")
    return plain[:2] + _photoshop(iptc((25, words[0]), (25, words[1]))) + plain[2:]


def _tiff(tag: int, value: bytes) -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[tag] = value
    tags.tagtype[tag] = 7 if tag == 33723 else 1
    stream = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(stream, "TIFF", tiffinfo=tags)
    return stream.getvalue()


@hides("tif: IPTC")
def _(words: list[str]) -> bytes:
    return _tiff(33723, iptc((120, " ".join(words))))


@hides("tif: XMP")
def _(words: list[str]) -> bytes:
    return _tiff(
        700, f"<x:xmpmeta><dc:description><rdf:Alt><rdf:li>{' '.join(words)}</rdf:li></rdf:Alt></dc:description>".encode()
    )


@hides("png: XMP")
def _(words: list[str]) -> bytes:
    from PIL import PngImagePlugin

    info = PngImagePlugin.PngInfo()
    xmp = f"<x:xmpmeta><dc:creator><rdf:Seq><rdf:li>{' '.join(words)}</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>"
    info.add_itxt("XML:com.adobe.xmp", xmp)
    return image("PNG", pnginfo=info)


@hides("webp: XMP")
def _(words: list[str]) -> bytes:
    return image("WEBP", xmp=f"<x:xmpmeta><dc:rights><rdf:li>{' '.join(words)}</rdf:li></dc:rights></x:xmpmeta>".encode())


@hides("jpg: XMP as attributes")
def _(words: list[str]) -> bytes:
    return image("JPEG", xmp=f"<x:xmpmeta><rdf:Description photoshop:Headline='{' '.join(words)}'/></x:xmpmeta>".encode())


@hides("jpg: after the picture")
def _(words: list[str]) -> bytes:
    return image("JPEG") + " ".join(words).encode()


@hides("jpg: place of a photo", PLACE, count=1)
def _(words: list[str]) -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.1, 5.1, 0.0), 3: "E", 4: (4.0, 3.0, 0.0), 0x1C: words[0].encode()})
    return image("JPEG", exif=exif)
