"""Words hidden by how they are drawn on a PDF page, and in forms and scans, by reportlab: each way on a plain page and on an odd one."""

from __future__ import annotations

from tests.hidden.pages import SEEN, WHITE, Sheet, blank, scan
from tests.hidden.pdf_drawn import hides
from tests.hidden.planting import EITHER, HIDDEN, UNDER


@hides("white", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words, colour=WHITE)


@hides("nearly white", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words, colour=(0.98, 0.98, 0.97))


@hides("no opacity", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words, alpha=0)


@hides("nearly no opacity", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words, alpha=0.02)


@hides("rendering mode 3", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words, mode=3)


@hides("rendering mode 7", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.canvas.saveState()
    sheet.write(words, mode=7)
    sheet.canvas.restoreState()


@hides("white below other text", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words, colour=WHITE)
    sheet.write("Hierover staat gewone zwarte tekst van dit besluit")


@hides("white in a light picture", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.image(blank((595, 842), (253, 253, 252)), whole=True)
    sheet.write("Deze tekst is gewoon te lezen op een lichte ondergrond.", y=40)
    sheet.write(words, colour=WHITE)


@hides("tiny", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words, size=0.5)


@hides("scaled to tiny", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.canvas.saveState()
    sheet.canvas.translate(sheet.x * 0.97, sheet.y * 0.97)
    sheet.canvas.scale(0.03, 0.03)
    sheet.write(words)
    sheet.canvas.restoreState()


@hides("squeezed flat", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.canvas.saveState()
    sheet.canvas.translate(0, sheet.y * 0.99)
    sheet.canvas.scale(1, 0.01)
    sheet.write(words)
    sheet.canvas.restoreState()


@hides("clipped", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.canvas.saveState()
    path = sheet.canvas.beginPath()
    path.rect(10, 10, 30, 30)
    sheet.canvas.clipPath(path, stroke=0, fill=0)
    sheet.write(words)
    sheet.canvas.restoreState()


@hides("clipped away", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.canvas.saveState()
    for left in (10, 300):
        path = sheet.canvas.beginPath()
        path.rect(left, 20, 30, 30)
        sheet.canvas.clipPath(path, stroke=0, fill=0)  # two clips that have nothing in common
    sheet.write(words)
    sheet.canvas.restoreState()


@hides("below the page", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words, y=-sheet.y - 40)


@hides("right of the page", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    sheet.write(words, x=sheet.setting.size[0])


@hides("nested forms below a box", UNDER)
def _(sheet: Sheet, words: str) -> None:
    canvas = sheet.canvas
    canvas.beginForm("inner")
    sheet.write(words)
    canvas.endForm()
    canvas.beginForm("outer")
    canvas.doForm("inner")
    canvas.endForm()
    canvas.doForm("outer")
    sheet.box()


@hides("box in nested forms", UNDER)
def _(sheet: Sheet, words: str) -> None:
    canvas = sheet.canvas
    sheet.write(words)
    canvas.beginForm("inner")
    sheet.box()
    canvas.endForm()
    canvas.beginForm("outer")
    canvas.doForm("inner")
    canvas.endForm()
    canvas.doForm("outer")


@hides("white in a nested form", HIDDEN)
def _(sheet: Sheet, words: str) -> None:
    canvas = sheet.canvas
    canvas.beginForm("inner")
    sheet.write(words, colour=WHITE)
    canvas.endForm()
    canvas.doForm("inner")


@hides("text at an angle below a box", UNDER)
def _(sheet: Sheet, words: str) -> None:
    canvas = sheet.canvas
    canvas.saveState()
    canvas.translate(sheet.x + 40, sheet.y - 40)
    canvas.rotate(20)
    canvas.drawString(0, 0, words)
    canvas.rect(-6, -6, 300, 22, stroke=0, fill=1)
    canvas.restoreState()


def _recognised(name: str, text: str, shade: str, *, before: bool = False) -> None:
    """The text layer of a scan still has what the scan has a box over. `before`: the layer was drawn first, in black."""

    @hides(name, EITHER, seen=False, accents=False)
    def _(sheet: Sheet, words: str) -> None:
        width, height = sheet.setting.size
        top = height - sheet.y
        picture = scan(sheet.setting.size, dark=(sheet.x - 6, top - 16, min(sheet.x + 440, width - 5), top + 6), shade=shade)
        layer = (
            *((line, 60 - sheet.x, height - 60 - 16 * at - sheet.y) for at, line in enumerate(SEEN)),
            (text.format(words), 0, 0),
        )
        if not before:
            sheet.image(picture, whole=True)
        for line, x, y in layer:
            sheet.write(line, x=x, y=y, size=11, mode=0 if before else 3)
        if before:
            sheet.image(picture, whole=True)


_recognised("recognised under black", "de wethouder {} betaalde de rekening", "black")
_recognised("recognised under grey", "namens de aanvrager {} getekend", "#808080")
_recognised("recognised under blue", "het adres van {} is bekend", "#103080")
_recognised("recognised names only", "{}", "black")
_recognised("text behind a scan", "de directeur {} besloot zelf", "black", before=True)
