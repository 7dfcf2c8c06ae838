"""Pages with redactions of many kinds, in the colours that letterheads have too, beside furniture that is none.

`LOOKED_AT` and `HELD_OUT` as in `redactions_furniture.py`, whose kinds of the same half are on these pages.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.extract import redactions_furniture as furniture
from tests.extract.redactions_sheets import HEIGHT, INK, Colour, Maker, Sheet

STYLES = tuple(INK)
_WHITE, _BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
_GROUNDS = ("5.1.2e", "5.1.2.e", "5.1.2i", "5.1.1c", "10.2.e", "10.2.g")
# What does not take the place of the letterhead or all of the page.
_BESIDE = {
    "looked at": ("accent", "band_top", "side_left", "heading", "table", "quote", "bullets", "rules"),
    "held out": ("logo", "band_foot", "side_right", "legend", "callout"),
}


def covered(kind: str, style: str, seed: int) -> Sheet:
    """A page with redactions of a kind and style, the same each time."""
    page = Maker(f"{kind} {style} {seed}")
    pen = _Pen(page, style)
    if kind not in {"sender", "colophon"} and page.random.random() < 0.7:
        half = "looked at" if kind in LOOKED_AT else "held out"
        furniture.furnish(page, page.random.choice(_BESIDE[half]))
    (LOOKED_AT | HELD_OUT)[kind](pen)
    if kind != "whole":
        page.filled_up()
    return page.finished()


class _Pen:
    """Redacts in one colour."""

    def __init__(self, page: Maker, style: str) -> None:
        self.page, self.style = page, style
        self.colour: Colour = page.random.choice(INK[style])
        self.height = page.random.uniform(1.05, 1.3)  # of a box over a line, in font sizes

    def over(self, left: float, baseline: float, right: float, *, lines: int = 1, code: bool = False) -> None:
        """A box over lines, the first with this baseline; `code`: with the ground printed on it, where it fits."""
        page = self.page
        height = page.size * self.height + (lines - 1) * page.leading
        bottom = baseline - 0.25 * page.size - (lines - 1) * page.leading
        page.cover(left, bottom, right - left, height, self.style, self.colour)
        ground, size = page.random.choice(_GROUNDS), 0.75 * page.size
        if code and page.wide(ground, size) + 4 < right - left:
            ink = _WHITE if sum(self.colour) < 1.6 else _BLACK
            page.write(ground, left + 2, bottom + height / 2 - 0.35 * size, size=size, ink=ink)


def _inline(pen: _Pen, *, code: bool = False) -> None:
    """Some words of lines."""
    page = pen.page
    for _ in range(page.random.randint(2, 4)):
        for _ in range(page.random.randint(3, 6)):
            line = page.fitted(page.left, page.right)
            hidden = range(0)
            if page.random.random() < 0.5 and len(line) > 4:
                first = page.random.randrange(len(line) - 2)
                hidden = range(first, min(len(line), first + page.random.randint(1, 4)))
                end = line[hidden[-1]][1] + page.wide(line[hidden[-1]][0])
                pen.over(line[first][1] - 1, page.y, end + 1, code=code)
            before, after = line[: hidden.start] if hidden else line, line[hidden.stop :] if hidden else []
            for words in (before, after):
                if words:
                    page.write(" ".join(word for word, _ in words), words[0][1], page.y)
            page.down(page.leading)
        page.down(page.leading)


def _coded(pen: _Pen) -> None:
    _inline(pen, code=True)


def _lines(pen: _Pen) -> None:
    """Whole lines of paragraphs: in one box, or one each, the last shorter."""
    page = pen.page
    for _ in range(page.random.randint(2, 3)):
        page.paragraph(2)
        page.y += page.leading
        count = page.random.randint(2, 5)
        if page.random.random() < 0.5:
            pen.over(page.left - 1, page.y, page.right - 8, lines=count)
        else:
            for number in range(count):
                last = number == count - 1
                pen.over(
                    page.left - 1,
                    page.y - number * page.leading,
                    page.right - (page.random.uniform(100, 250) if last else page.random.uniform(5, 50)),
                )
        page.down(count * page.leading)
        page.paragraph(3)


def _sender(pen: _Pen) -> None:
    """The sender at the head of a letter, blacked out as a block or line by line; the recipient can be read."""
    page = pen.page
    page.y = HEIGHT - page.random.uniform(50, 80)
    left = page.random.choice((page.left, page.left, page.right - 170))
    lines = page.random.randint(2, 4)
    if page.random.random() < 0.5:
        pen.over(left, page.y, left + page.random.uniform(90, 160), lines=lines)
    else:
        for number in range(lines):
            pen.over(left, page.y - number * page.leading, left + page.random.uniform(60, 160))
    page.down((lines + 2) * page.leading)
    for _ in range(3):
        page.write(page.some(3), page.left, page.y)
        page.down(page.leading)
    page.down(2 * page.leading)


def _cells(pen: _Pen) -> None:
    """Names in a table with lines or without."""
    page = pen.page
    columns, height = page.random.randint(3, 4), 1.8 * page.size
    width, hidden = (page.right - page.left) / columns, page.random.randrange(1, columns)
    lined = page.random.random() < 0.5
    for row in range(page.random.randint(4, 8)):
        for column in range(columns):
            x = page.left + column * width
            if lined:
                page.canvas.setStrokeGray(0)
                page.canvas.rect(x, page.y - height, width, height, fill=0)
            if column == hidden and row:
                pen.over(x + 4, page.y - 1.2 * page.size, x + page.random.uniform(0.4, 0.9) * width)
            else:
                page.write(page.some(1), x + 4, page.y - 1.2 * page.size, bold=row == 0)
        page.down(height)
    page.down(2.5 * page.leading)


def _mail(pen: _Pen) -> None:
    """The heads of a mail."""
    page = pen.page
    for head in ("Van:", "Verzonden:", "Aan:", "CC:", "Onderwerp:"):
        page.write(head, page.left, page.y, bold=True)
        x = page.left + 80
        if head in {"Van:", "Aan:", "CC:"}:
            pen.over(x, page.y, x + page.random.uniform(60, 250))
        else:
            page.write(page.some(4), x, page.y)
        page.down(1.1 * page.leading)
    page.down(2 * page.leading)


def _closing(pen: _Pen) -> None:
    """A name below the greeting, at the end of a letter."""
    page = pen.page
    page.filled_up(HEIGHT / 2)
    page.write("Met vriendelijke groet,", page.left, page.y)
    page.down(page.random.uniform(2, 4) * page.leading)
    pen.over(page.left, page.y, page.left + page.random.uniform(70, 160))
    page.down(page.leading)
    page.write(page.some(2), page.left, page.y)
    page.down(4 * page.leading)


def _colophon(pen: _Pen) -> None:
    """The column at the right of a letter, in small print, with the name and number of who wrote it blacked out."""
    page = pen.page
    text, leading, x = page.size, page.leading, page.right - 110
    page.size, page.leading, y = 7.0, 9.5, HEIGHT - 130
    for label in ("Contactpersoon", "Telefoon", "Datum", "Ons kenmerk"):
        page.write(label, x, y, bold=True)
        y -= page.leading
        if label in {"Contactpersoon", "Telefoon"}:
            pen.over(x, y, x + page.random.uniform(40, 100))
        else:
            page.write(page.some(2), x, y)
        y -= 1.8 * page.leading
    page.size, page.leading = text, leading
    page.write("Gemeente Voorbeeld", page.left, HEIGHT - 60, size=14, bold=True)
    page.y = HEIGHT - 130
    for _ in range(3):
        page.paragraph(4, page.left, x - 30)


def _items(pen: _Pen) -> None:
    """A list of persons: numbers can be read, names not, or in part."""
    page = pen.page
    for number in range(page.random.randint(4, 8)):
        page.write(f"{number + 1}.", page.left, page.y)
        end = page.left + 18 + page.random.uniform(50, 180)
        pen.over(page.left + 18, page.y, end)
        if page.random.random() < 0.5:
            page.write(page.some(3), end + 5, page.y)
        page.down(1.2 * page.leading)
    page.down(2 * page.leading)


def _whole(pen: _Pen) -> None:
    """All text of the page under one box or one a paragraph, the head and the foot left."""
    page = pen.page
    page.y = min(page.y, HEIGHT - 150)
    page.write(page.some(4), page.left, page.y, bold=True)
    page.down(2 * page.leading)
    while page.y > 200:
        lines = min(page.random.choice((5, 8, 40)), int((page.y - 100) / page.leading))
        pen.over(page.left - 1, page.y, page.right, lines=lines)
        page.down((lines + 1) * page.leading)
    page.write("Pagina 3 van 7", page.left, 50, size=8)


Draw = Callable[[_Pen], None]
LOOKED_AT: dict[str, Draw] = {"inline": _inline, "coded": _coded, "lines": _lines, "sender": _sender, "cells": _cells}
HELD_OUT: dict[str, Draw] = {"mail": _mail, "closing": _closing, "colophon": _colophon, "items": _items, "whole": _whole}
