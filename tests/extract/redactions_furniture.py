"""Pages without redactions, with what is filled on the pages of bodies: letterheads, tables, charts, forms, covers.

`LOOKED_AT` are the kinds of which pages were looked at while rules were made; of `HELD_OUT` pages were only counted
(`tests/corpus/eval_redactions_furniture.py` says what that is worth).
"""

from __future__ import annotations

from collections.abc import Callable

from tests.extract.redactions_sheets import HEIGHT, HOUSE, WIDTH, Maker, Sheet

_WHITE = (1.0, 1.0, 1.0)


def furnished(kind: str, seed: int) -> Sheet:
    """A page with one kind of furniture and no redaction, the same each time."""
    maker = Maker(f"{kind} {seed}")
    furnish(maker, kind)
    if kind != "cover":
        maker.filled_up()
    return maker.finished()


def furnish(maker: Maker, kind: str) -> None:
    """Draw the furniture; the text goes on below it."""
    (LOOKED_AT | HELD_OUT)[kind](maker)


def _accent(page: Maker) -> None:
    """A short bar before or over the name of the body."""
    height, width = page.random.uniform(4, 11), page.random.uniform(20, 90)
    over = page.random.random() < 0.5
    page.fill(page.left, HEIGHT - 62, width, height)
    page.write("Gemeente Voorbeeld", page.left + (0 if over else width + 8), HEIGHT - (80 if over else 63), size=11, bold=True)
    page.y = HEIGHT - 120
    page.write(page.some(2), page.left, page.y)
    page.down(3 * page.leading)


def _band_top(page: Maker) -> None:
    """A band over the whole width, or the width of the text, with a name on it or none."""
    height, bleeds = page.random.uniform(10, 60), page.random.random() < 0.6
    left, right = (0.0, WIDTH) if bleeds else (page.left, page.right)
    bottom = HEIGHT - height - (0 if bleeds else 30)
    page.fill(left, bottom, right - left, height)
    if height > 30 and page.random.random() < 0.5:
        page.write("Provincie Voorbeeld", page.left + 6, bottom + height / 2 - 6, size=16, bold=True, ink=_WHITE)
    page.y = bottom - 50


def _side_left(page: Maker) -> None:
    """A strip along the left edge of the page, or in its margin."""
    x, width = page.random.choice(((0.0, page.random.uniform(8, 40)), (page.left - 24, page.random.uniform(5, 12))))
    bottom = page.random.choice((0.0, 60.0, 500.0))
    page.fill(x, bottom, width, HEIGHT - bottom - page.random.choice((0.0, 60.0)))
    page.down(30)


def _heading(page: Maker) -> None:
    """White headings on blocks, between the paragraphs."""
    for _ in range(3):
        wide = page.random.random() < 0.5
        text, size = page.some(3), page.random.uniform(11, 15)
        width = page.right - page.left if wide else page.wide(text, size, page.bold) + 14
        page.fill(page.left - 4, page.y - 0.5 * size, width, 1.8 * size)
        page.write(text, page.left + 2, page.y, size=size, bold=True, ink=_WHITE)
        page.down(2.5 * size)
        page.paragraph()


def _table(page: Maker) -> None:
    """A table with a row of heads in colour, some of them empty, and shaded rows with empty cells."""
    columns, height = page.random.randint(3, 5), 1.8 * page.size
    width, shade = (page.right - page.left) / columns, page.random.uniform(0.8, 0.93)
    dark = sum(page.house) < 1.6
    for row in range(page.random.randint(4, 9)):
        for column in range(columns):
            x = page.left + column * width
            if row == 0 or row % 2 == 0:
                page.fill(x, page.y - height, width, height, page.house if row == 0 else (shade,) * 3)
            if page.random.random() < 0.75:
                ink = _WHITE if row == 0 and dark else (0.0, 0.0, 0.0)
                page.write(page.some(1), x + 4, page.y - 1.2 * page.size, bold=row == 0, ink=ink)
        page.down(height)
    page.down(2.5 * page.leading)


def _columns(page: Maker) -> None:
    """A chart of upright bars with years below."""
    base, width = page.y - 120, page.random.uniform(14, 30)
    for number in range(page.random.randint(4, 8)):
        x = page.left + 20 + number * 1.5 * width
        page.fill(x, base, width, page.random.uniform(15, 110), page.random.choice((page.house, page.house, *HOUSE[:3])))
        page.write(str(2015 + number), x, base - 10, size=7)
    page.canvas.setStrokeGray(0)
    page.canvas.line(page.left + 15, base, page.left + 300, base)
    page.y = base - 40


def _quote(page: Maker) -> None:
    """A quotation with a bar at its left."""
    page.paragraph()
    lines = page.random.randint(3, 5)
    page.fill(page.left, page.y - (lines - 1) * page.leading - 3, page.random.uniform(5, 9), lines * page.leading)
    page.paragraph(lines, page.left + 18, page.right - 20)


def _bullets(page: Maker) -> None:
    """Squares before the items of a list."""
    side = page.random.uniform(0.55, 1.0) * page.size
    for _ in range(page.random.randint(4, 8)):
        page.fill(page.left, page.y - 0.1 * page.size, side, side)
        page.line(page.left + 18)
    page.down(page.leading)


def _rules(page: Maker) -> None:
    """Thick rules between sections, as wide as the text or short."""
    for _ in range(3):
        page.fill(page.left, page.y, page.random.choice((60, 120, page.right - page.left)), page.random.uniform(5, 8))
        page.down(2 * page.leading)
        page.write(page.some(3), page.left, page.y, size=13, bold=True, ink=page.house)
        page.down(2 * page.leading)
        page.paragraph()


def _button(page: Maker) -> None:
    """Buttons with a word on them, in a row."""
    page.paragraph()
    x = page.left
    for _ in range(page.random.randint(1, 3)):
        text = page.some(2).capitalize()
        width = page.wide(text) + 24
        page.fill(x, page.y - 7, width, 2.2 * page.size)
        page.write(text, x + 12, page.y, ink=_WHITE if sum(page.house) < 1.6 else (0.0, 0.0, 0.0))
        x += width + 12
    page.down(4 * page.leading)


def _logo(page: Maker) -> None:
    """A logo of rectangles beside the name of the body."""
    x, side = page.random.choice((page.left, page.right - 190)), page.random.uniform(9, 18)
    for number in range(page.random.randint(2, 5)):
        page.fill(
            x + (number % 2) * (side + 2),
            HEIGHT - 50 - (number // 2) * (side + 2),
            side * page.random.choice((1, 1, 1.6)),
            side,
            page.random.choice((page.house, *HOUSE[:5])),
        )
    page.write("Waterschap Voorbeeld", x + 3 * side + 12, HEIGHT - 48, size=12, bold=True)
    page.y = HEIGHT - 140


def _band_foot(page: Maker) -> None:
    """A band at the foot, with an address on it, above it or not at all."""
    height, left = page.random.uniform(8, 30), page.random.choice((0.0, page.left))
    page.fill(left, page.random.choice((0.0, 28.0)), WIDTH - 2 * left, height)
    if page.random.random() < 0.5:
        page.write("Postbus 1, Voorbeeldstad", page.left, 64, size=7)
    page.down(40)


def _side_right(page: Maker) -> None:
    """A tab or strip at the right edge."""
    width, height = page.random.uniform(10, 40), page.random.choice((40.0, 120.0, HEIGHT))
    page.fill(WIDTH - width, page.random.uniform(100, 500) if height < HEIGHT else 0, width, height)
    page.down(20)


def _cover(page: Maker) -> None:
    """The cover of a report: areas of colour, a title, a line or two."""
    page.fill(0, HEIGHT * page.random.uniform(0.45, 0.6), WIDTH, HEIGHT)
    for _ in range(page.random.randint(1, 4)):
        page.fill(
            page.random.uniform(0, 300),
            page.random.uniform(60, 330),
            page.random.uniform(60, 240),
            page.random.uniform(20, 130),
            page.random.choice(HOUSE),
        )
    page.write(page.some(2).capitalize(), page.left, HEIGHT * 0.7, size=28, bold=True, ink=_WHITE)
    page.write("Rapport over 2024", page.left, 40, size=12)


def _legend(page: Maker) -> None:
    """A key: a small square of colour before each name, below or beside each other."""
    page.paragraph()
    level, side = page.random.random() < 0.5, page.random.uniform(7, 11)
    x = page.left
    for number in range(page.random.randint(3, 6)):
        text = page.some(1)
        page.fill(x, page.y - 1, side * page.random.choice((1, 1, 2)), side, HOUSE[number])
        page.write(text, x + 2 * side + 5, page.y, size=8)
        if level:
            x += 2 * side + page.wide(text) + 24
        else:
            page.down(1.5 * page.leading)
    page.down(3 * page.leading)


def _bars(page: Maker) -> None:
    """A chart of level bars with names before them and numbers behind."""
    axis, high = page.left + 90, page.random.uniform(8, 16)
    for _ in range(page.random.randint(4, 7)):
        text, width = page.some(1), page.random.uniform(30, 260)
        page.fill(axis, page.y - 3, width, high)
        page.write(text, axis - page.wide(text) - 6, page.y)
        page.write(str(round(width)), axis + width + 5, page.y)
        page.down(1.6 * high)
    page.down(2 * page.leading)


def _callout(page: Maker) -> None:
    """A panel with text on it, and a strip of the house colour on top or at its left."""
    page.paragraph()
    lines, top = page.random.randint(3, 6), page.y + page.leading
    bottom = top - (lines + 1.5) * page.leading
    page.fill(page.left, bottom, page.right - page.left, top - bottom, (0.88, 0.92, 0.96))
    if page.random.random() < 0.5:
        page.fill(page.left, top, page.right - page.left, page.random.uniform(6, 14))
    else:
        page.fill(page.left, bottom, page.random.uniform(6, 14), top - bottom)
    page.down(0.5 * page.leading)
    page.paragraph(lines, page.left + 26, page.right - 10)


def _planning(page: Maker) -> None:
    """A planning: names, and bars under the months."""
    start, month = page.left + 120, (page.right - page.left - 120) / 8
    for number in range(8):
        page.write(f"m{number + 1}", start + number * month, page.y, size=8, bold=True)
    page.down(1.6 * page.leading)
    for _ in range(page.random.randint(4, 7)):
        first = page.random.randrange(6)
        page.write(page.some(2), page.left, page.y)
        page.fill(start + first * month, page.y - 2, month * page.random.randint(1, 8 - first), page.size)
        page.down(1.6 * page.leading)
    page.down(page.leading)


def _fields(page: Maker) -> None:
    """A form with fields that are filled with a tint, empty or not."""
    tint = page.random.choice(((0.93, 0.93, 0.93), (0.85, 0.91, 0.97), (0.8, 0.8, 0.8)))
    width = page.random.uniform(150, 280)
    for _ in range(page.random.randint(4, 8)):
        page.write(page.some(1).capitalize() + ":", page.left, page.y)
        page.fill(page.left + 130, page.y - 4, width, 1.5 * page.size, tint)
        if page.random.random() < 0.4:
            page.write(page.some(2), page.left + 134, page.y)
        page.down(2.1 * page.leading)


def _steps(page: Maker) -> None:
    """A row of blocks that touch or nearly do, with the name of each step below."""
    page.paragraph()
    count, gap = page.random.randint(3, 6), page.random.choice((0, 3))
    width = (page.right - page.left) / count
    for number in range(count):
        x = page.left + number * width
        page.fill(x, page.y, width - gap, page.random.choice((10, 10, 10)), HOUSE[number % 5])
        page.write(page.some(1), x + 4, page.y - 12, size=8)
    page.down(4 * page.leading)


Draw = Callable[[Maker], None]
LOOKED_AT: dict[str, Draw] = {
    "accent": _accent,
    "band_top": _band_top,
    "side_left": _side_left,
    "heading": _heading,
    "table": _table,
    "columns": _columns,
    "quote": _quote,
    "bullets": _bullets,
    "rules": _rules,
    "button": _button,
}
HELD_OUT: dict[str, Draw] = {
    "logo": _logo,
    "band_foot": _band_foot,
    "side_right": _side_right,
    "cover": _cover,
    "legend": _legend,
    "bars": _bars,
    "callout": _callout,
    "planning": _planning,
    "fields": _fields,
    "steps": _steps,
}
