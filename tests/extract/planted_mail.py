"""Hidden words in e-mail and images."""

from __future__ import annotations

import io
from email.message import EmailMessage

from PIL import Image, PngImagePlugin

from tests.extract.made_msg import BCC, TO, message
from tests.extract.planting import SEEN, plant


def mail(headers, text=SEEN, subtype="plain"):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "jan@voorbeeld.nl", "piet@voorbeeld.nl", "Planning"
    for name, value in headers:
        made[name] = value
    made.set_content(text, subtype=subtype, cte="8bit")
    return made.as_bytes()


@plant("eml: Bcc", "blinde kopie")
def _(words):
    return mail([("Bcc", ", ".join(f"{one} <{one}@voorbeeld.nl>" for one in words))])


@plant("eml: Resent-Bcc", "blinde kopie")
def _(words):
    return mail([("Resent-Bcc", f"{one}@voorbeeld.nl") for one in words])


@plant("eml: hidden HTML", "stukken verborgen tekst")
def _(words):
    pieces = "".join(f'<div style="display:none">{one}</div>' for one in words)
    return mail([], f"<html><body><p>{SEEN}</p>{pieces}</body></html>", "html")


@plant("msg: Bcc", "blinde kopie")
def _(words):
    return message("Planning", SEEN, [(TO, "Piet", "p@voorbeeld.nl"), *((BCC, one, f"{one}@voorbeeld.nl") for one in words)])


@plant("msg: line of names", "blinde kopie")
def _(words):
    return message("Planning", SEEN, [(TO, "Piet", "p@voorbeeld.nl")], p0E02="; ".join(words))


def image(kind, **options):
    stream = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(stream, kind, **options)
    return stream.getvalue()


_TAGS = (0x010E, 0x013B, 0x8298, 0x9286)


def _exif(words):
    exif = Image.Exif()
    for tag, one in zip(_TAGS, words, strict=False):
        if tag == 0x9286:
            exif.get_ifd(0x8769)[tag] = b"ASCII\0\0\0" + one.encode()
        else:
            exif[tag] = one
    return exif


@plant("jpg: EXIF texts", "tekstvelden")
def _(words):
    return image("JPEG", exif=_exif(words))


@plant("jpg: texts of Windows", "tekstvelden")
def _(words):
    exif = Image.Exif()
    for tag, one in zip(range(0x9C9B, 0x9CA0), words, strict=False):
        exif[tag] = one.encode("utf-16-le") + b"\0\0"
    return image("JPEG", exif=exif)


@plant("jpg: XMP", "tekstvelden")
def _(words):
    fields = ("creator", "description", "title", "rights")
    inside = "".join(
        f"<dc:{field}><rdf:Seq><rdf:li>{one}</rdf:li></rdf:Seq></dc:{field}>" for field, one in zip(fields, words, strict=False)
    )
    return image("JPEG", xmp=f"<x:xmpmeta>{inside}</x:xmpmeta>".encode())


@plant("jpg: comment", "tekstvelden", one_each=False)
def _(words):
    return image("JPEG", comment=" ".join(words))


@plant("jpg: place", "Plek", code="image-location", one_each=False)
def _(words):
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 5.0, 1.0), 0x1D: " ".join(words)})
    return image("JPEG", exif=exif)


@plant("tif: EXIF texts", "tekstvelden")
def _(words):
    exif = Image.Exif()  # Pillow writes no EXIF block of its own into a TIFF: the fourth goes where Windows puts comments
    for tag, one in zip((0x010E, 0x013B, 0x8298, 0x9C9C), words, strict=False):
        exif[tag] = one.encode("utf-16-le") + b"\0\0" if tag == 0x9C9C else one
    return image("TIFF", exif=exif)


@plant("webp: EXIF texts", "tekstvelden")
def _(words):
    return image("WEBP", exif=_exif(words))


@plant("png: EXIF texts", "tekstvelden")
def _(words):
    return image("PNG", exif=_exif(words))


def _png_texts(add):
    def make(words):
        info = PngImagePlugin.PngInfo()
        for key, one in zip(("Author", "Comment", "Title", "Description"), words, strict=False):
            add(info, key, one)
        return image("PNG", pnginfo=info)

    return make


plant("png: tEXt", "tekstvelden")(_png_texts(lambda info, key, one: info.add_text(key, one)))
plant("png: zTXt", "tekstvelden")(_png_texts(lambda info, key, one: info.add_text(key, one, zip=True)))
plant("png: iTXt, packed", "tekstvelden")(_png_texts(lambda info, key, one: info.add_itxt(key, one, zip=True)))


@plant("png: text after the pixels", "tekstvelden", one_each=False)
def _(words):
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", " ".join(words))
    info.chunks = [(*chunk[:2], True) for chunk in info.chunks]
    return image("PNG", pnginfo=info)


@plant("gif: comment", "tekstvelden", one_each=False)
def _(words):
    return image("GIF", comment=" ".join(words).encode())


def delivered(name, value):
    """Mail with headers that servers add, a word in each."""

    def make(words):
        return b"".join(f"{name}: {value.replace('WOORD', one)}\r\n".encode() for one in words) + mail([])

    return make


_BY = "from a.nl by b.nl with ESMTP id 1 for <WOORD@voorbeeld.nl>; Mon, 1 Jan 2024 10:00:00 +0100"
plant("eml: Delivered-To", "kopregels van de bezorging")(delivered("Delivered-To", "WOORD@voorbeeld.nl"))
plant("eml: X-Original-To", "kopregels van de bezorging")(delivered("X-Original-To", "<WOORD@voorbeeld.nl>"))
plant("eml: Received", "kopregels van de bezorging")(delivered("Received", _BY))
plant("eml: Comments", "opmerkingen")(delivered("Comments", "besproken met WOORD"))


@plant("eml: comment in HTML", "opmerkingen in de HTML-code")
def _(words):
    return mail([], f"<p>{SEEN}</p>{''.join(f'<!-- nog vragen aan {one} (HR) -->' for one in words)}", "html")


@plant("eml: markup in a comment in HTML", "opmerkingen in de HTML-code")
def _(words):
    return mail([], f"<p>{SEEN}</p>{''.join(f'<!--<p class=x>{one}</p>-->' for one in words)}", "html")


@plant("msg: headers of the transport", "kopregels van de bezorging")
def _(words):
    headers = "To: p@voorbeeld.nl\r\n" + "".join(f"Delivered-To: {one}@voorbeeld.nl\r\n" for one in words[:1])
    headers += "".join(f"X-Original-To: {one}@voorbeeld.nl\r\n" for one in words[1:2])
    headers += "Received: " + " ".join(_BY.replace("WOORD", one) for one in words[2:]) + "\r\n"
    return message("Planning", SEEN, [(TO, "Piet", "p@voorbeeld.nl")], p007D=headers)


def _after(kind, **options):
    return lambda words: image(kind, **options) + b"\0\0" + " ".join(words).encode()


plant("jpg: after the image", "na het einde van de afbeelding", one_each=False)(_after("JPEG"))
plant("jpg: after the image in several scans", "na het einde van de afbeelding", one_each=False)(_after("JPEG", progressive=True))
plant("png: after the image", "na het einde van de afbeelding", one_each=False)(_after("PNG"))
plant("webp: after the image", "na het einde van de afbeelding", one_each=False)(_after("WEBP"))


@plant("jpg: after a further picture", "na het einde van de afbeelding", one_each=False)
def _(words):
    return further_pictures() + " ".join(words).encode()


def further_pictures():
    """Two pictures in a file, as cameras write them: the first announces the second (CIPA DC-007)."""
    stream = io.BytesIO()
    first, second = Image.new("RGB", (40, 40), "white"), Image.new("RGB", (20, 20), "white")
    first.save(stream, "MPO", save_all=True, append_images=[second])
    return stream.getvalue()
