"""PDF pages to plant words on: sizes, turns, fonts and producers differ, the drawing is the same."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
import reportlab
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

SEEN = (
    "Geachte heer of mevrouw, op uw verzoek om informatie",
    "hebben wij het volgende besluit genomen over de stukken",
    "die over het onderhoud van de bruggen zijn gemaakt.",
)
FONTS = Path(reportlab.__file__).parent / "fonts"
BLACK, WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Setting:
    """A kind of page: its size in points, how it is turned, its font, and which page of how many has the place."""

    name: str
    size: tuple[float, float] = (595, 842)
    turn: int = 0
    font: str = "Helvetica"
    page: int = 1
    pages: int = 1
    origin: tuple[float, float] = (0, 0)

    @property
    def place(self) -> tuple[float, float]:
        """Where the hidden words begin, in the space of the canvas."""
        return 80.0, round(self.size[1] * 0.55)


PLAIN = Setting("a4")
ODD = (
    Setting("a5-lying-2-of-3", (595, 420), font="Times-Roman", page=2, pages=3),
    Setting("letter-turned-90", (612, 792), 90, "Vera"),
    Setting("a3-turned-180-3-of-3", (842, 1191), 180, "Courier", page=3, pages=3),
    Setting("a4-turned-270-bold", (595, 842), 270, "VeraBd"),
    Setting("moved-origin", (595, 842), font="Vera", origin=(-120, 75)),
    Setting("plan-2-of-2", (1900, 1300), font="Times-Italic", page=2, pages=2),
)


class Sheet:
    """A reportlab canvas on one page, with what the places need."""

    def __init__(self, canvas: Canvas, setting: Setting) -> None:
        self.canvas, self.setting = canvas, setting
        self.x, self.y = setting.place

    def write(self, text: str, *, colour: Colour = BLACK, size: float = 12, alpha: float = 1, **more: float) -> None:
        """Text at the place, or `x` and `y` away from it; `mode` is its rendering mode."""
        line = self.canvas.beginText(self.x + more.get("x", 0), self.y + more.get("y", 0))
        line.setFont(self.setting.font, size)
        line.setFillColorRGB(*colour, alpha=alpha)
        line.setTextRenderMode(int(more.get("mode", 0)))
        line.textOut(text)
        self.canvas.drawText(line)
        self.canvas.setFillColorRGB(0, 0, 0, alpha=1)

    def box(self, colour: Colour = BLACK, alpha: float = 1, *, grow: float = 0) -> None:
        """A filled box over the place, and `grow` points more on all sides."""
        self.canvas.setFillColorRGB(*colour, alpha=alpha)
        self.canvas.rect(self.x - 6 - grow, self.y - 6 - grow, 340 + 2 * grow, 22 + 2 * grow, stroke=0, fill=1)
        self.canvas.setFillColorRGB(0, 0, 0, alpha=1)

    def image(self, picture: Image.Image, *, mask: str | list[int] | None = None, whole: bool = False) -> None:
        """A picture over the place, or over the whole page."""
        where = (0, 0, *self.setting.size) if whole else (self.x - 6, self.y - 6, 340, 22)
        self.canvas.drawImage(ImageReader(picture), *where, mask=mask)

    def rectangle(self) -> list[float]:
        """The box over the place."""
        return [self.x - 6, self.y - 6, self.x + 334, self.y + 16]


def drawn(setting: Setting, draw: Callable[[Sheet], None], *, seen: bool = True) -> bytes:
    """A PDF by reportlab, with ordinary text on each page, and on one page what `draw` draws."""
    _fonts()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=setting.size, invariant=1)
    for number in range(1, setting.pages + 1):
        canvas.setFont(setting.font, 11)
        for line, text in enumerate(SEEN if seen or number != setting.page else ()):
            canvas.drawString(60, setting.size[1] - 60 - 16 * line, text)
        if number == setting.page:
            draw(Sheet(canvas, setting))
        canvas.showPage()
    canvas.save()
    content = stream.getvalue()
    return changed(content, lambda pdf: _turned(pdf, setting)) if setting.turn or setting.origin != (0, 0) else content


def changed(content: bytes, change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    """The PDF after `change`, as pikepdf (qpdf) writes it."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(stream, deterministic_id=True, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def _turned(pdf: pikepdf.Pdf, setting: Setting) -> None:
    left, bottom = setting.origin
    for page in pdf.pages:
        page.Rotate = setting.turn
        page.MediaBox = [left, bottom, left + setting.size[0], bottom + setting.size[1]]
        if setting.origin != (0, 0):
            page.contents_add(b"q 1 0 0 1 %d %d cm" % (left, bottom), prepend=True)
            page.contents_add(b"Q")


@cache
def _fonts() -> None:
    for name in ("Vera", "VeraBd", "VeraIt"):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))


def blank(size: tuple[int, int] = (340, 22), colour: object = "black") -> Image.Image:
    """A picture of one colour."""
    return Image.new("RGB", size, colour)  # type: ignore[arg-type]


def scan(
    size: tuple[float, float], lines: tuple[str, ...] = SEEN, *, dark: tuple[float, ...] = (), shade: str = "black"
) -> Image.Image:
    """The picture of a scanned page in which `lines` are to be read, with a dark box (left, top, right, bottom) in it."""
    picture = Image.new("RGB", (round(size[0]), round(size[1])), (247, 246, 242))
    pencil = ImageDraw.Draw(picture)
    for number, text in enumerate(lines):
        pencil.text((60, 50 + 16 * number), text, fill=(35, 35, 40))
    if dark:
        pencil.rectangle(dark, fill=shade)
    return picture
