"""Words hidden by what is drawn over or below them on a PDF page, by reportlab: each way on a plain page and on an odd one."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from reportlab.lib.colors import Color

from tests.hidden.pages import BLACK, ODD, PLAIN, WHITE, Setting, Sheet, blank, drawn
from tests.hidden.planting import EITHER, UNDER, plant, slug

Hide = Callable[[Sheet, str], None]
_settings = itertools.cycle(ODD)


def hides(name: str, codes: frozenset[str], *, seen: bool = True, count: int = 2, accents: bool = True) -> Callable[[Hide], Hide]:
    """Register a way to hide words: "sheet, words"."""

    def register(hide: Hide) -> Hide:
        for setting in (PLAIN, next(_settings)):
            file = f"rl-{slug(name)}-{setting.name}.pdf"
            plant(file, codes, _maker(hide, setting, seen), page=setting.page, count=count, accents=accents and setting is PLAIN)
        return hide

    return register


def _maker(hide: Hide, setting: Setting, seen: bool) -> Callable[[list[str]], bytes]:
    return lambda words: drawn(setting, lambda sheet: hide(sheet, " ".join(words)), seen=seen)


def _covered_by(name: str, colour: tuple[float, float, float], alpha: float = 1) -> None:
    @hides(name, UNDER)
    def _(sheet: Sheet, words: str) -> None:
        sheet.write(words)
        sheet.box(colour, alpha)


_covered_by("black box", BLACK)
_covered_by("grey box", (0.5, 0.5, 0.5))
_covered_by("light grey box", (0.88, 0.88, 0.88))
_covered_by("blue box", (0.1, 0.2, 0.7))
_covered_by("yellow box", (1, 0.9, 0))
_covered_by("white box", WHITE)
_covered_by("box nearly opaque", BLACK, 0.99)


@hides("black box with a ground code", UNDER)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words)
    sheet.box()
    sheet.write("5.1.2e", colour=WHITE, x=120)


@hides("one word under a box in a line", UNDER, count=1)
def _(sheet: Sheet, word: str) -> None:
    sheet.write("Aan de heer")
    sheet.write(word, x=90)
    sheet.write("is op maandag gevraagd om stukken.", x=260)
    sheet.canvas.rect(sheet.x + 86, sheet.y - 4, 165, 16, stroke=0, fill=1)


@hides("hatched box", UNDER)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words)
    sheet.box(WHITE)
    for step in range(0, 340, 5):
        sheet.canvas.line(sheet.x - 6 + step, sheet.y - 6, sheet.x - 1 + step, sheet.y + 16)
        sheet.canvas.line(sheet.x - 1 + step, sheet.y - 6, sheet.x - 6 + step, sheet.y + 16)


@hides("shading", EITHER)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words)
    canvas, (left, bottom, right, top) = sheet.canvas, sheet.rectangle()
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(left, bottom, right - left, top - bottom)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.linearGradient(left, bottom, right, top, (Color(0.1, 0.1, 0.1), Color(0.6, 0.6, 0.6)))
    canvas.restoreState()


@hides("thick line", EITHER)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words)
    sheet.canvas.setLineWidth(18)
    sheet.canvas.line(sheet.x - 6, sheet.y + 4, sheet.x + 334, sheet.y + 4)


@hides("line drawn by hand", EITHER)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words)
    canvas = sheet.canvas
    canvas.setLineWidth(20)
    canvas.setLineCap(1)
    path = canvas.beginPath()
    path.moveTo(sheet.x - 4, sheet.y + 3)
    for step in range(1, 12):
        path.curveTo(
            *(value for part in (1, 2, 3) for value in (sheet.x - 4 + 30 * (step - 1) + 10 * part, sheet.y + 4 + part % 2))
        )
    canvas.drawPath(path, stroke=1, fill=0)


@hides("rounded shape", EITHER)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words)
    sheet.canvas.roundRect(sheet.x - 10, sheet.y - 10, 350, 30, 8, stroke=0, fill=1)


@hides("many small boxes", EITHER)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words)
    for step in range(0, 340, 4):
        sheet.canvas.rect(sheet.x - 6 + step, sheet.y - 6, 4.2, 22, stroke=0, fill=1)


@hides("picture", EITHER)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words)
    sheet.image(blank(colour=(90, 90, 140)))


@hides("picture with a mask", EITHER)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words)
    picture = blank().convert("RGBA")
    picture.putpixel((0, 0), (0, 0, 0, 0))
    sheet.image(picture, mask="auto")


@hides("white picture", EITHER)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words)
    sheet.image(blank(colour="white"))


@hides("black on a black box", EITHER)
def _(sheet: Sheet, words: str) -> None:
    sheet.box()
    sheet.write(words)


@hides("nearly black on a black box", EITHER)
def _(sheet: Sheet, words: str) -> None:
    sheet.box()
    sheet.write(words, colour=(0.03, 0.03, 0.03))


@hides("on a picture of its colour", EITHER)
def _(sheet: Sheet, words: str) -> None:
    sheet.image(blank(colour=(26, 51, 77)))
    sheet.write(words, colour=(26 / 255, 51 / 255, 77 / 255))
