"""PDFs with words hidden in a named place, and PDFs that look like it and hide nothing. One page of A4, unless a place needs another.

`PLACES` gives for each place the kind of `Hidden`, and the maker: words in, bytes out. The words stand at `AT` (points from the top
left of the page as shown, the left end of the base line) in 12 points, unless the place says otherwise.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple

import pikepdf
from PIL import Image, ImageDraw
from reportlab.lib.colors import Color, black, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from fairwoo.model import HiddenKind

WIDTH, HEIGHT = 595, 842
X, Y = 100, 500  # in user space
AT = (X, HEIGHT - Y)
SEEN = "Zichtbaar staat hier de gewone tekst van het besluit"


class Place(NamedTuple):
    """`at` is where the words are, in points from the top left; None: anywhere."""

    kind: HiddenKind
    make: Callable[[str], bytes]
    at: tuple[float, float] | None = AT


PLACES: dict[str, Place] = {}
CONTROLS: dict[str, Callable[[], bytes]] = {}


def place(kind, at=AT):
    def register(make):
        PLACES[make.__name__] = Place(kind, make, at)
        return make

    return register


def control(make):
    CONTROLS[make.__name__] = make
    return make


def drawn(draw, *, seen=SEEN):
    """A page on which a function draws, below a line of plain text."""
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=1)
    page.setFont("Helvetica", 12)
    page.drawString(72, 760, seen)
    draw(page)
    page.save()
    return stream.getvalue()


def changed(content, change):
    """The PDF after a function did something to the pikepdf document."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def write(page, text, *, x=X, y=Y, colour=black, size=12.0, mode=0):
    """Text on a canvas."""
    line = page.beginText(x, y)
    line.setFont("Helvetica", size)
    line.setFillColor(colour)
    line.setTextRenderMode(mode)
    line.textOut(text)
    page.drawText(line)
    page.setFillColor(black)


def picture(paint=lambda _: None, colour="white", size=(595, 842)):
    """An image on which a function draws with Pillow."""
    image = Image.new("RGB", size, colour)
    paint(ImageDraw.Draw(image))
    return ImageReader(image)


def noise(pencil):
    """A photo of sorts: a picture that is even nowhere."""
    for across in range(0, 595, 4):
        for down in range(0, 842, 4):
            tone = (across * 7 + down * 13 + across * down) % 200
            pencil.rectangle((across, down, across + 3, down + 3), fill=(tone, (tone * 3) % 200, 90))


@place(HiddenKind.INVISIBLE)
def white_on_paper(words):
    return drawn(lambda page: write(page, words, colour=white))


@place(HiddenKind.INVISIBLE)
def nearly_white_on_paper(words):
    return drawn(lambda page: write(page, words, colour=Color(0.97, 0.98, 0.97)))


@place(HiddenKind.INVISIBLE)
def without_opacity(words):
    return drawn(lambda page: write(page, words, colour=Color(0, 0, 0, alpha=0)))


@place(HiddenKind.INVISIBLE)
def without_ink(words):
    return drawn(lambda page: write(page, words, mode=3))


@place(HiddenKind.INVISIBLE)
def dark_on_dark_image(words):
    def draw(page):
        page.drawImage(picture(colour=(20, 20, 40)), 80, 450, 300, 100)
        write(page, words, colour=Color(20 / 255, 20 / 255, 40 / 255))

    return drawn(draw)


@place(HiddenKind.INVISIBLE)
def white_behind_black_text(words):
    def draw(page):
        write(page, words, colour=white)
        write(page, "Hieroverheen staat zichtbare zwarte tekst")

    return drawn(draw)


@place(HiddenKind.INVISIBLE, (Y, X))
def white_on_rotated_page(words):
    # Turned a quarter clockwise, what was up is right: a point (x, y) of the page is shown at (y, x) from the top left.
    return changed(drawn(lambda page: write(page, words, colour=white)), lambda pdf: pdf.pages[0].rotate(90, relative=False))


@place(HiddenKind.TINY)
def tiny(words):
    return drawn(lambda page: write(page, words, size=0.4))


@place(HiddenKind.TINY)
def scaled_to_tiny(words):
    def draw(page):
        page.translate(X, Y)
        page.scale(0.03, 0.03)
        write(page, words, x=0, y=0)

    return drawn(draw)


@place(HiddenKind.OUTSIDE_PAGE, (X, HEIGHT + 60))
def below_the_page(words):
    return drawn(lambda page: write(page, words, y=-60))


@place(HiddenKind.OUTSIDE_PAGE, (X - 50, 800 - Y))
def outside_the_crop(words):
    def crop(pdf):
        pdf.pages[0].CropBox = [50, 550, 595, 800]

    return changed(drawn(lambda page: write(page, words)), crop)


@place(HiddenKind.CLIPPED)
def clipped(words):
    def draw(page):
        path = page.beginPath()
        path.rect(10, 10, 40, 40)
        page.clipPath(path, stroke=0, fill=0)
        write(page, words)

    return drawn(draw)


@place(HiddenKind.CLIPPED)
def clipped_by_a_form(words):
    def form(pdf):
        page = pdf.pages[0]
        stream = pdf.make_stream(b"BT /F1 12 Tf %d %d Td (%s) Tj ET" % (X, Y, words.encode()))
        stream.update(_form(page, [0, 0, 40, 40]))
        page.Resources.XObject = pikepdf.Dictionary(Fm=stream)
        page.contents_add(b"q /Fm Do Q")

    return changed(drawn(lambda _: None), form)


@place(HiddenKind.LAYER_OFF)
def layer_off(words):
    return changed(drawn(lambda _: None), lambda pdf: _layer(pdf, words, off=True))


@place(HiddenKind.LAYER_OFF)
def form_off(words):
    return changed(drawn(lambda _: None), lambda pdf: _layer_form(pdf, words))


@place(HiddenKind.INVISIBLE)
def in_place_of_a_label(words):
    return changed(drawn(lambda _: None), lambda pdf: _standing_for(pdf, words, "5.1.2e"))


@place(HiddenKind.UNDER_REDACTION)
def under_a_shading(words):
    def draw(page):
        write(page, words)
        path = page.beginPath()
        path.rect(80, 480, 400, 40)
        page.clipPath(path, stroke=0, fill=0)
        page.linearGradient(80, 480, 480, 520, (Color(0.1, 0.1, 0.1), Color(0.5, 0.5, 0.5)))

    return drawn(draw)


@place(HiddenKind.UNDER_REDACTION)
def under_a_nearly_opaque_box(words):
    def draw(page):
        write(page, words)
        page.setFillColor(Color(0, 0, 0, alpha=0.98))
        page.rect(80, 480, 400, 40, stroke=0, fill=1)

    return drawn(draw)


@place(HiddenKind.OCR_LAYER)
def recognised_under_black_in_a_scan(words):
    def draw(page):
        image = picture(lambda pencil: pencil.rectangle((80, HEIGHT - 520, 480, HEIGHT - 480), fill="black"))
        page.drawImage(image, 0, 0, WIDTH, HEIGHT)
        write(page, f"de burgemeester {words} betaalde", mode=3)

    return drawn(draw, seen="")


@place(HiddenKind.OCR_LAYER)
def behind_a_scan_where_it_is_black(words):
    def draw(page):
        write(page, f"de burgemeester {words} betaalde")
        image = picture(lambda pencil: pencil.rectangle((80, HEIGHT - 520, 480, HEIGHT - 480), fill="black"))
        page.drawImage(image, 0, 0, WIDTH, HEIGHT)

    return drawn(draw, seen="")


@control
def plain():
    return drawn(lambda page: write(page, "Gewone zwarte tekst op wit papier"))


@control
def white_on_dark_heading():
    def draw(page):
        page.setFillColor(Color(0, 0.2, 0.5))
        page.rect(80, 480, 400, 40, stroke=0, fill=1)
        write(page, "Hoofdstuk in wit op blauw", colour=white)

    return drawn(draw)


@control
def text_on_photo():
    def draw(page):
        page.drawImage(picture(noise), 80, 400, 400, 200)
        write(page, "Wit bijschrift op een foto", colour=white)
        write(page, "Zwart bijschrift op een foto", y=540)

    return drawn(draw)


@control
def shaded_table():
    def draw(page):
        for row in range(6):
            page.setFillColor(Color(0.85, 0.85, 0.85) if row % 2 else white)
            page.rect(80, 480 + 20 * row, 400, 20, stroke=1, fill=1)
            write(page, f"Regel van de tabel nummer {row}", y=485 + 20 * row)

    return drawn(draw)


@control
def page_number_in_grey():
    return drawn(lambda page: write(page, "Bladzijde 12 van 30", y=30, colour=Color(0.6, 0.6, 0.6), size=8))


@control
def page_number_in_white():
    return drawn(lambda page: write(page, "12", y=30, colour=white))


@control
def ground_code_in_white():
    return drawn(lambda page: write(page, "5.1.2e", colour=white))


@control
def date_in_white():
    return drawn(lambda page: write(page, "12 maart 2024", colour=white))


@control
def gelakt_in_white():
    return drawn(lambda page: write(page, "gelakt ______", colour=white))


@control
def scan_with_recognised_text():
    def draw(page):
        def paint(pencil):
            for line in range(6):
                pencil.text((100, 330 + 20 * line), "De burgemeester besluit het verzoek toe te wijzen", fill=(30, 30, 30))

        page.drawImage(picture(paint, colour=(244, 241, 236)), 0, 0, WIDTH, HEIGHT)
        for line in range(6):
            write(page, "De burgemeester besluit het verzoek toe te wijzen", y=502 - 20 * line, mode=3)

    return drawn(draw, seen="")


@control
def noise_recognised_in_a_dark_photo():
    def draw(page):
        page.drawImage(picture(colour=(12, 12, 12)), 0, 0, WIDTH, HEIGHT)
        write(page, "iill mwn xq rrr vvw", mode=3)

    return drawn(draw, seen="")


@control
def ligature_written_out():
    return changed(drawn(lambda _: None), lambda pdf: _standing_for(pdf, "Kwispelgoot fiets", "Kwispelgoot f-ets"))


@control
def layer_on():
    return changed(drawn(lambda _: None), lambda pdf: _layer(pdf, "Tekst in een laag die aan staat", off=False))


@control
def highlighted():
    def draw(page):
        write(page, "Gemarkeerde tekst")
        page.setFillColor(Color(1, 1, 0, alpha=0.4))
        page.rect(80, 480, 400, 40, stroke=0, fill=1)

    return drawn(draw)


@control
def printed_twice_for_bold():
    def draw(page):
        page.setFillColor(Color(0.1, 0.1, 0.1))
        page.rect(80, 480, 400, 40, stroke=0, fill=1)
        for shift in (0, 0.3):
            write(page, "Vet door dubbel drukken", x=X + shift, colour=white)

    return drawn(draw)


@control
def outlined_letters():
    return drawn(lambda page: write(page, "Letters met alleen een omtrek", size=24, mode=1))


def _form(page, box):
    return {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": box, "/Resources": page.Resources}


def _group(pdf, *, off):
    group = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="laag"))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[group], D=pikepdf.Dictionary(OFF=[group] if off else [], Order=[group]))
    return group


def _layer(pdf, words, *, off):
    page = pdf.pages[0]
    page.Resources.Properties = pikepdf.Dictionary(Laag=_group(pdf, off=off))
    page.contents_add(b"/OC /Laag BDC BT /F1 12 Tf %d %d Td (%s) Tj ET EMC" % (X, Y, words.encode()))


def _layer_form(pdf, words):
    page = pdf.pages[0]
    stream = pdf.make_stream(b"BT /F1 12 Tf %d %d Td (%s) Tj ET" % (X, Y, words.encode()))
    stream.update({**_form(page, [0, 0, WIDTH, HEIGHT]), "/OC": _group(pdf, off=True)})
    page.Resources.XObject = pikepdf.Dictionary(Fm=stream)
    page.contents_add(b"q /Fm Do Q")


def _standing_for(pdf, words, drawn_words):
    page = pdf.pages[0]
    page.Resources.Properties = pikepdf.Dictionary(Tekst=pikepdf.Dictionary(ActualText=pikepdf.String(words)))
    text = b"/Span /Tekst BDC BT /F1 12 Tf %d %d Td (%s) Tj ET EMC"
    page.contents_add(text % (X, Y, drawn_words.encode()))
