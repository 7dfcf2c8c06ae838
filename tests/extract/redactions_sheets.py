"""A page of text while it is drawn, for `redactions_furniture.py` and `redactions_covered.py`: what is drawn goes by chance from a seed.

Points, origin bottom left while drawing; what is told of the page has its origin top left.
"""

from __future__ import annotations

import io
from random import Random
from typing import NamedTuple

import numpy as np
import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from fairwoo.model import WordBox

WIDTH, HEIGHT = A4
DPI = 150
Colour = tuple[float, float, float]
HOUSE: tuple[Colour, ...] = (
    (0.0, 0.3, 0.55),
    (0.75, 0.1, 0.15),
    (0.1, 0.5, 0.25),
    (0.9, 0.55, 0.1),
    (0.4, 0.2, 0.5),
    (0.55, 0.75, 0.9),
    (0.05, 0.05, 0.05),
    (0.35, 0.35, 0.37),
    (0.6, 0.6, 0.6),
    (0.85, 0.85, 0.87),
)
INK: dict[str, tuple[Colour, ...]] = {
    "black": ((0.0, 0.0, 0.0), (0.1, 0.1, 0.1)),
    "grey": ((0.35, 0.35, 0.37), (0.6, 0.6, 0.6), (0.75, 0.75, 0.75)),
    "colour": HOUSE[:6],
}
_TEXT = (
    "de het een van in op aan met voor over door naar gemeente vergunning besluit bezwaar termijn overleg afspraak terrein haven"
    " bewoners aanvraag college raad advies brief verslag agenda onderzoek omgeving verkeer woning subsidie beheer onderhoud planning"
    " begroting kosten toelichting document vraag antwoord gesprek reactie voorstel"
)
_WORDS = _TEXT.split()
_FONTS = (("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"), ("Courier", "Courier-Bold"))


class Box(NamedTuple):
    """A redaction, in points from the top left."""

    x: float
    y: float
    width: float
    height: float
    style: str


class Sheet(NamedTuple):
    """A page as PDF, its redactions, and the words to be seen on it, in points from the top left."""

    pdf: bytes
    boxes: tuple[Box, ...]
    words: tuple[WordBox, ...]

    def image(self) -> np.ndarray:
        """BGR at `DPI`."""
        return pypdfium2.PdfDocument(self.pdf)[0].render(scale=DPI / 72).to_numpy()[:, :, :3].copy()


class Maker:
    """One page: `y` is the baseline of the next line, `house` the colour of the letterhead."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)
        self.stream = io.BytesIO()
        self.canvas = Canvas(self.stream, pagesize=A4)
        self.font, self.bold = self.random.choice(_FONTS)
        self.size = self.random.uniform(8.5, 11.5)
        self.leading = self.size * self.random.uniform(1.2, 1.5)
        self.left, self.right = self.random.uniform(56, 95), WIDTH - self.random.uniform(56, 80)
        self.house = self.random.choice(HOUSE)
        self.by_word = self.random.random() < 0.5
        self.y = HEIGHT - 60
        self.boxes: list[Box] = []
        self.words: list[WordBox] = []

    def finished(self) -> Sheet:
        self.canvas.save()
        return Sheet(self.stream.getvalue(), tuple(self.boxes), tuple(self.words))

    def some(self, count: int) -> str:
        return " ".join(self.random.choices(_WORDS, k=count))

    def wide(self, text: str, size: float | None = None, font: str | None = None) -> float:
        return stringWidth(text, font or self.font, size or self.size)

    def write(self, text: str, x: float, y: float, *, size: float = 0.0, bold: bool = False, ink: Colour = (0, 0, 0)) -> None:
        """Words in one run, or each by itself, as programs do."""
        font, size = self.bold if bold else self.font, size or self.size
        self.canvas.setFillColorRGB(*ink)
        self.canvas.setFont(font, size)
        if not self.by_word:
            self.canvas.drawString(x, y, text)
        for word in text.split():
            if self.by_word:
                self.canvas.drawString(x, y, word)
            width = stringWidth(word, font, size)
            self.words.append(WordBox(word, x, HEIGHT - y - 0.75 * size, width, size, 1.0))
            x += width + stringWidth(" ", font, size)

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour | None = None) -> None:
        self.canvas.setFillColorRGB(*(colour or self.house))
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def cover(self, x: float, y: float, width: float, height: float, style: str, colour: Colour) -> None:
        """A redaction; some programs draw it with a border of its own colour."""
        border = self.random.random() < 0.2
        self.canvas.setFillColorRGB(*colour)
        self.canvas.setStrokeColorRGB(*colour)
        self.canvas.setLineWidth(1)
        self.canvas.rect(x, y, width, height, stroke=int(border), fill=1)
        self.boxes.append(Box(x, HEIGHT - y - height, width, height, style))

    def fitted(self, left: float, right: float) -> list[tuple[str, float]]:
        """Words that fill a line, with where each begins."""
        x, line = left, []
        while x + 60 < right:
            word = self.random.choice(_WORDS)
            line.append((word, x))
            x += self.wide(word + " ")
        return line

    def line(self, left: float | None = None, right: float | None = None) -> None:
        left, right = left or self.left, right or self.right
        self.write(" ".join(word for word, _ in self.fitted(left, right)), left, self.y)
        self.y -= self.leading

    def paragraph(self, lines: int = 0, left: float | None = None, right: float | None = None) -> None:
        for _ in range(lines or self.random.randint(3, 6)):
            self.line(left, right)
        self.y -= self.leading

    def filled_up(self, least: float = 90.0) -> None:
        """Running text down to the foot."""
        while self.y > least + 6 * self.leading:
            self.paragraph()

    def down(self, points: float) -> None:
        self.y -= points
