"""Pages with redactions of every style, made by chance from a seed, with the truth: boxes, grounds, words.

A page has running text and some furniture: letterhead, shaded table, form, photo, chart, banner, marked line. Words are redacted within
a line, or whole lines. A scanned page is turned a little, has noise and was stored as JPEG.
"""

from __future__ import annotations

import io
from random import Random
from typing import NamedTuple

import cv2
import numpy as np
import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from fairwoo.model import WordBox

STYLES = ("black", "grey", "colour", "outline", "dithered", "marker", "white")
DPI = 150
_TEXT = (
    "de het een van in op aan met voor over door naar gemeente vergunning besluit bezwaar termijn overleg"
    " afspraak terrein haven bewoners aanvraag college raad advies brief verslag agenda onderzoek bestemmingsplan omgeving verkeer woning"
    " subsidie beheer onderhoud planning begroting kosten juridisch toelichting document vraag antwoord gesprek reactie voorstel"
)
_WORDS = _TEXT.split()
_GROUNDS = ("5.1.2e", "5.1.2.e", "5.1.2i", "5.1.1c", "5.2.1", "10.2.e", "10.2.g", "5.1.2e, 5.1.2i", "art. 5.1.2e")
_COLOURS = ((0.8, 0.1, 0.1), (0.1, 0.3, 0.75), (0.1, 0.55, 0.2), (0.95, 0.55, 0.1), (0.85, 0.3, 0.6))
_HEIGHT, _RIGHT, _BOTTOM = A4[1], A4[0] - 65, 60.0
_FURNITURE = ("letterhead", "table", "form", "photo", "chart", "banner", "marked")


class Box(NamedTuple):
    """A redaction, in pixels of the image; `code` is printed on it."""

    x: float
    y: float
    w: float
    h: float
    style: str
    code: str | None


class Sheet(NamedTuple):
    """An image (BGR, `DPI`), its redactions, and its words in points."""

    image: np.ndarray
    boxes: list[Box]
    words: list[WordBox]


def made(seed: int, style: str | None, *, scan: bool = False) -> Sheet:
    """The page of a seed, the same each time; without redactions where the style is None."""
    maker = _Maker(Random(f"{seed} {style} {scan}"), style)
    image = maker.rendered()
    boxes = [_painted(image, box, maker.random) if style in {"dithered", "marker"} else box for box in maker.boxes]
    sheet = Sheet(image, boxes, maker.words)
    return _scanned(sheet, maker.random) if scan else sheet


class _Maker:
    """One page while it is drawn: points, origin bottom left."""

    def __init__(self, random: Random, style: str | None) -> None:
        self.random, self.style = random, style
        self.boxes: list[Box] = []
        self.words: list[WordBox] = []
        self._stream = io.BytesIO()
        self._page = Canvas(self._stream, pagesize=A4)
        self._font = random.choice(("Helvetica", "Times-Roman", "Courier"))
        self._size = random.uniform(9, 11.5)
        self._leading = self._size * random.uniform(1.2, 1.6)
        self._left = random.uniform(60, 95)
        self._colour = (
            random.choice(_COLOURS) if style == "colour" else (0.02 if style == "black" else random.uniform(0.45, 0.82),) * 3
        )
        self._y = _HEIGHT - 60

    def rendered(self) -> np.ndarray:
        furniture = self.random.sample(_FURNITURE, self.random.randint(1, 3))
        if "letterhead" in furniture:
            furniture.remove("letterhead")
            self._letterhead()
        while self._y > _BOTTOM + 6 * self._leading:
            self._paragraph(self.random.randint(3, 7))
            if furniture and self._y > 260:
                getattr(self, f"_{furniture.pop()}")()
        self._page.save()
        page = pypdfium2.PdfDocument(self._stream.getvalue())[0]
        return page.render(scale=DPI / 72).to_numpy()[:, :, :3].copy()

    def _write(self, text: str, x: float, y: float, size: float, ink: float = 0.0) -> None:
        """Words, each in its place."""
        self._page.setFillGray(ink)
        self._page.setFont(self._font, size)
        for word in text.split():
            width = stringWidth(word, self._font, size)
            self._page.drawString(x, y, word)
            self.words.append(WordBox(word, x, _HEIGHT - y - 0.75 * size, width, size, 1.0))
            x += width + stringWidth(" ", self._font, size)

    def _text(self, words: int) -> str:
        return " ".join(self.random.choices(_WORDS, k=words))

    def _paragraph(self, lines: int) -> None:
        whole = range(0)
        if self.style and self.random.random() < 0.35:
            first = self.random.randrange(lines)
            whole = range(first, min(lines, first + self.random.randint(1, 4)))
            self._block(len(whole), self._y - first * self._leading)
        for number in range(lines):
            if number not in whole:
                self._line(self._y - number * self._leading)
        self._y -= (lines + 1) * self._leading

    def _line(self, y: float) -> None:
        """A line of words; some of them may be redacted."""
        x, words = self._left, []
        while x + 70 < _RIGHT:
            word = self.random.choice(_WORDS)
            words.append((word, x))
            x += stringWidth(word + " ", self._font, self._size)
        hidden = range(0)
        if self.style and self.random.random() < 0.45:
            first = self.random.randrange(len(words) - 1)
            hidden = range(first, min(len(words) - 1, first + self.random.randint(2, 5)))
            end = words[hidden[-1]][1] + stringWidth(words[hidden[-1]][0], self._font, self._size)
            self._redact(words[first][1] - 1, y, end + 1, 1)
        for number, (word, left) in enumerate(words):
            if number not in hidden:
                self._write(word, left, y, self._size)

    def _block(self, lines: int, y: float) -> None:
        """Whole lines: one box, or one for each line, which touch and differ in width."""
        if self.style not in {"marker", "white"} and self.random.random() < 0.5:
            self._redact(self._left - 2, y, _RIGHT - 10, lines)
            return
        for number in range(lines):
            self._redact(self._left - 2, y - number * self._leading, _RIGHT - 20 - 45 * (number % 3), 1)

    def _redact(self, left: float, baseline: float, right: float, lines: int) -> None:
        """A box over `lines` lines, the first with this baseline."""
        assert self.style
        height = self._leading * lines if lines > 1 else self._size * self.random.uniform(1.1, 1.25)
        x, y, w = left, baseline - 0.25 * self._size - (lines - 1) * self._leading, right - left
        size = min(8.0, 0.8 * self._size)
        code = self.random.choice(_GROUNDS)
        fits = stringWidth(code, self._font, size) + 8 < w
        shown = fits and (self.style == "white" or (self.style not in {"dithered", "marker"} and self.random.random() < 0.7))
        if self.style == "white" and not fits:
            return
        ink = self._box(x, y, w, height)
        if shown:
            middle = x + (w - stringWidth(code, self._font, size)) / 2
            self._write(code, middle, y + height / 2 - 0.35 * size, size, ink)
        sides = (side * DPI / 72 for side in (x, _HEIGHT - y - height, w, height))
        self.boxes.append(Box(*sides, self.style, code if shown else None))

    def _box(self, x: float, y: float, w: float, h: float) -> float:
        """Draw it; returns the grey (0–1) of the ink that can be read on it."""
        if self.style == "outline":
            self._page.setStrokeGray(self.random.choice((0, 0.3)))
            self._page.setLineWidth(self.random.uniform(0.6, 1.4))
            self._page.rect(x, y, w, h, fill=0)
        elif self.style in {"black", "grey", "colour"}:
            self._page.setFillColorRGB(*self._colour)
            self._page.rect(x, y, w, h, stroke=0, fill=1)
            return 1.0 if sum(self._colour) < 1.5 else 0.0
        return 0.0

    def _letterhead(self) -> None:
        page, x = self._page, self._left + self.random.uniform(0, 150)
        page.setFillColorRGB(*self.random.choice(_COLOURS))
        page.rect(x, _HEIGHT - 90, 22, 60, stroke=0, fill=1)
        page.circle(x + 50, _HEIGHT - 60, 20, stroke=0, fill=1)
        page.setFillColorRGB(*self.random.choice(_COLOURS))
        page.wedge(x + 75, _HEIGHT - 85, x + 120, _HEIGHT - 40, 20, 200, stroke=0, fill=1)
        self._write("Gemeente Voorbeeld", x + 130, _HEIGHT - 70, 18)
        self._y = _HEIGHT - 130

    def _table(self) -> None:
        rows, columns = self.random.randint(3, 6), self.random.randint(2, 4)
        width, height = (_RIGHT - self._left) / columns, 1.7 * self._size
        lined, shade = self.random.random() < 0.5, self.random.uniform(0.7, 0.92)
        for row in range(rows):
            y = self._y - (row + 1) * height
            for column in range(columns):
                x = self._left + column * width
                if row % 2 == 0:
                    self._page.setFillGray(shade)
                    self._page.rect(x, y, width, height, stroke=0, fill=1)
                if lined:
                    self._page.setStrokeGray(0)
                    self._page.rect(x, y, width, height, fill=0)
                if self.random.random() < 0.85:
                    self._write(self._text(2), x + 4, y + 0.45 * self._size, 0.85 * self._size)
        self._y -= rows * height + 2 * self._leading

    def _form(self) -> None:
        for _ in range(self.random.randint(2, 5)):
            self._write(self._text(1), self._left, self._y, self._size)
            self._page.setStrokeGray(0)
            self._page.rect(self._left + 130, self._y - 5, 250, 18, fill=0)
            if self.random.random() < 0.6:
                self._write(self._text(2), self._left + 135, self._y, self._size)
            self._y -= 30

    def _photo(self) -> None:
        seed = self.random.randrange(10_000)
        rough = np.random.default_rng(seed).integers(0, 255, (9, 14, 3), np.uint8)
        photo = cv2.resize(rough, (560, 360), interpolation=cv2.INTER_CUBIC)
        for number in range(6):
            x, y = self.random.randrange(460), self.random.randrange(300)
            cv2.rectangle(photo, (x, y), (x + 60, y + 40), (number * 40,) * 3, -1)
        image = ImageReader(io.BytesIO(cv2.imencode(".png", photo)[1].tobytes()))
        self._page.drawImage(image, self._left, self._y - 150, 230, 150)
        self._y -= 150 + 2 * self._leading

    def _chart(self) -> None:
        page, base = self._page, self._y - 110
        page.setStrokeGray(0)
        page.line(self._left, base, self._left + 260, base)
        for number in range(self.random.randint(4, 7)):
            page.setFillColorRGB(*self.random.choice((*_COLOURS, *((level,) * 3 for level in (0.1, 0.3, 0.4, 0.5, 0.6)))))
            page.rect(self._left + 8 + 36 * number, base, 24, self.random.uniform(20, 100), stroke=0, fill=1)
            self._write(str(2015 + number), self._left + 8 + 36 * number, base - 10, 7)
        self._y = base - 10 - 2 * self._leading

    def _banner(self) -> None:
        self._page.setFillColorRGB(*self.random.choice((*_COLOURS, (0.05, 0.05, 0.05))))
        self._page.rect(self._left - 5, self._y - 8, _RIGHT - self._left, 24, stroke=0, fill=1)
        self._write(self._text(5), self._left, self._y, 12, 1.0)
        self._y -= 24 + self._leading

    def _marked(self) -> None:
        text = self._text(4)
        self._page.setFillColorRGB(1, 0.95, 0.2)
        self._page.rect(
            self._left - 1, self._y - 3, stringWidth(text, self._font, self._size) + 2, 1.3 * self._size, stroke=0, fill=1
        )
        self._write(text, self._left, self._y, self._size)
        self._y -= 2 * self._leading


def _painted(image: np.ndarray, box: Box, random: Random) -> Box:
    """What is no vector: dots, and strokes of a felt-tip, whose box is the extent of the ink."""
    x, y, w, h = (round(side) for side in box[:4])
    if box.style == "dithered":
        image[y : y + h, x : x + w] = _dots(h, w, random)[..., None]
        return box
    thick = max(8, round(0.75 * h))
    steps = max(3, w // 25)
    middle, bend = y + h / 2, h * 0.14
    points = [(x + thick // 2 + step * (w - thick) / steps, middle + random.uniform(-bend, bend)) for step in range(steps + 1)]
    ink = np.full(image.shape[:2], 255, np.uint8)
    cv2.polylines(ink, [np.array(points, np.int32)], False, 0, thick, cv2.LINE_AA)
    rows, columns = np.flatnonzero((ink < 128).any(axis=1)), np.flatnonzero((ink < 128).any(axis=0))
    image[:] = np.minimum(image, np.maximum(ink, 25)[..., None])
    extent = (columns[0], rows[0], columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1)
    return Box(*(float(side) for side in extent), box.style, box.code)


def _dots(height: int, width: int, random: Random) -> np.ndarray:
    """A grey as an ordered or a random screen."""
    level = random.randint(110, 190)
    if random.random() < 0.5:
        bayer = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) * 16 + 8
        screen = np.tile(bayer, (height // 4 + 1, width // 4 + 1))[:height, :width]
    else:
        screen = np.random.default_rng(random.randrange(10_000)).integers(0, 255, (height, width))
    return np.where(level > screen, 255, 0).astype(np.uint8)


def _scanned(sheet: Sheet, random: Random) -> Sheet:
    """The sheet as a scanner gives it: turned by up to .8 of a degree, uneven light, blur, noise, JPEG."""
    height, width = sheet.image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), random.uniform(-0.8, 0.8), 1.0)
    image = cv2.warpAffine(sheet.image, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    light = np.linspace(1.0, random.uniform(0.93, 1.0), width)[None, :, None]
    noise = np.random.default_rng(random.randrange(10_000)).normal(0, random.uniform(1, 5), image.shape)
    rough = np.clip(cv2.GaussianBlur(image, (3, 3), random.uniform(0.3, 0.7)) * light + noise, 0, 255).astype(np.uint8)
    stored = cv2.imencode(".jpg", rough, [cv2.IMWRITE_JPEG_QUALITY, random.randint(45, 80)])[1]
    boxes = [Box(*_turned(box[:4], turn), box.style, box.code) for box in sheet.boxes]
    points = DPI / 72
    words = [
        WordBox(word.text, *(side / points for side in _turned([side * points for side in word[1:5]], turn)), 1.0)
        for word in sheet.words
    ]
    return Sheet(cv2.imdecode(stored, cv2.IMREAD_COLOR), boxes, words)


def _turned(sides, turn: np.ndarray) -> tuple[float, ...]:
    """The rectangle where its middle has come to lie."""
    x, y, w, h = sides
    across, down = turn @ np.array([x + w / 2, y + h / 2, 1.0])
    return across - w / 2, down - h / 2, w, h
