"""PDF pages by reportlab: letters, memos, tables and black boxes, with marks for the structure that `tagging` adds."""

import io
import re
from dataclasses import dataclass, field

from reportlab import rl_config
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from maker.markup import Block, Box, blocks, spans

rl_config.useA85 = 0  # no text encoding of streams: a quarter smaller

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 72.0, WIDTH - 72.0, HEIGHT - 96.0, 72.0
_SIZES = {"H1": 13.0, "H2": 10.5, "P": 9.5, "LI": 9.5, "TH": 8.5, "TD": 8.5}
_LEADING = 1.42


@dataclass
class Element:
    """A node of the structure tree: its tag, the marked pieces (page index, number) that belong to it, and its children."""

    tag: str
    marks: list[tuple[int, int]] = field(default_factory=list)
    children: list["Element"] = field(default_factory=list)


@dataclass(frozen=True)
class Look:
    """How the pages look. With `embed` the fonts travel along; without, the viewer's own Helvetica is used."""

    head: str
    foot: str
    colour: str = "#1f4e79"
    title: str | None = None
    embed: bool = True
    password: str | None = None


class Paper:
    """Pages being written, from top to bottom."""

    def __init__(self, look: Look) -> None:
        """Open the first page."""
        self.look = look
        self.root = Element("Document")
        self.regular, self.bold = _fonts(embed=look.embed)
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=A4, pageCompression=1, invariant=1, encrypt=_lock(look.password))
        if look.title:
            self._canvas.setTitle(look.title)
            self._canvas.setAuthor(look.head)
        self._page, self._mark = 0, 0
        self._furnish()

    def write(self, markup: str) -> None:
        """Set a text in the markup of `texts/`."""
        for block in blocks(markup):
            if block.tag == "PAGE":
                self._turn()
            elif block.tag == "TABLE":
                self._table(block)
            else:
                self._paragraph(block)

    def finish(self) -> bytes:
        """The PDF."""
        self._close()
        self._canvas.save()
        return self._buffer.getvalue()

    def _furnish(self) -> None:
        canvas = self._canvas
        canvas.addLiteral("/Artifact BMC")
        canvas.setFillColor(HexColor(self.look.colour))
        canvas.rect(LEFT, HEIGHT - 62, 26, 6, stroke=0, fill=1)
        canvas.setFont(self.bold, 11)
        canvas.drawString(LEFT + 34, HEIGHT - 63, self.look.head)
        canvas.setFillColor(black)
        canvas.addLiteral("EMC")
        self._y = TOP

    def _close(self) -> None:
        canvas = self._canvas
        canvas.addLiteral("/Artifact BMC")
        canvas.setFillColor(HexColor("#444444"))
        canvas.setFont(self.regular, 6.5)
        canvas.drawString(LEFT, 40, f"{self.look.foot} Pagina {self._page + 1}")
        canvas.setFillColor(black)
        canvas.addLiteral("EMC")
        canvas.showPage()

    def _turn(self) -> None:
        self._close()
        self._page += 1
        self._mark = 0
        self._furnish()

    def _open(self, element: Element) -> None:
        self._canvas.addLiteral(f"/{element.tag} <</MCID {self._mark}>> BDC")
        element.marks.append((self._page, self._mark))
        self._mark += 1

    def _paragraph(self, block: Block) -> None:
        size = _SIZES[block.tag]
        font = self.bold if block.tag.startswith("H") else self.regular
        indent = 14.0 if block.tag == "LI" else 0.0
        element = Element("LBody" if block.tag == "LI" else block.tag)
        self._attach(element, block.tag)
        self._y -= size * (0.8 if block.tag == "H1" else 0.35)
        lines = _wrap(f"• {block.text}" if block.tag == "LI" else block.text, font, size, RIGHT - LEFT - indent)
        opened = False
        for line in lines:
            if self._y - size * _LEADING < BOTTOM:
                if opened:
                    self._canvas.addLiteral("EMC")
                self._turn()
                opened = False
            if not opened:
                self._open(element)
                opened = True
            self._y -= size * _LEADING
            self._line(line, LEFT + indent, font, size)
        self._canvas.addLiteral("EMC")
        self._y -= size * 0.35

    def _attach(self, element: Element, tag: str) -> None:
        siblings = self.root.children
        if tag != "LI":
            siblings.append(element)
            return
        if not siblings or siblings[-1].tag != "L":
            siblings.append(Element("L"))
        siblings[-1].children.append(Element("LI", children=[element]))

    def _line(self, line: list[str | Box], x: float, font: str, size: float) -> None:
        for span in line:
            if isinstance(span, str):
                self._canvas.setFont(font, size)
                self._canvas.drawString(x, self._y, span)
                x += pdfmetrics.stringWidth(span, font, size)
            else:
                x += self._box(span, x, font, size)

    def _box(self, box: Box, x: float, font: str, size: float) -> float:
        width = _box_width(box, font, size)
        canvas = self._canvas
        if box.hidden:
            canvas.setFont(font, size)
            canvas.drawString(x + 1, self._y, box.hidden)
        canvas.rect(x, self._y - 0.25 * size, width, 1.12 * size, stroke=0, fill=1)
        if box.ground:
            canvas.setFillColor(white)
            canvas.setFont(font, size * 0.72)
            canvas.drawString(x + 3, self._y + 0.05 * size, box.ground)
            canvas.setFillColor(black)
        return width

    def _table(self, block: Block) -> None:
        widths = _column_widths(block.rows, self.bold)
        table = Element("Table")
        self.root.children.append(table)
        self._y -= 6
        for number, row in enumerate(block.rows):
            kind = "TH" if number == 0 else "TD"
            font, size = (self.bold if kind == "TH" else self.regular), _SIZES[kind]
            cells = [_wrap(cell, font, size, width - 6) for cell, width in zip(row, widths, strict=True)]
            height = max(len(lines) for lines in cells) * size * _LEADING + 4
            if self._y - height < BOTTOM:
                self._turn()
            table.children.append(self._row(cells, widths, kind, height))
        self._y -= 8

    def _row(self, cells: list[list[list[str | Box]]], widths: list[float], kind: str, height: float) -> Element:
        row, x, top = Element("TR"), LEFT, self._y
        font, size = (self.bold if kind == "TH" else self.regular), _SIZES[kind]
        for lines, width in zip(cells, widths, strict=True):
            self._canvas.addLiteral("/Artifact BMC")
            if kind == "TH":
                self._canvas.setFillColor(HexColor("#e4e9f0"))
                self._canvas.rect(x, top - height, width, height, stroke=0, fill=1)
                self._canvas.setFillColor(black)
            self._canvas.setLineWidth(0.4)
            self._canvas.rect(x, top - height, width, height, stroke=1, fill=0)
            self._canvas.addLiteral("EMC")
            cell = Element(kind)
            row.children.append(cell)
            self._open(cell)
            for index, line in enumerate(lines):
                self._y = top - (index + 1) * size * _LEADING
                self._line(line, x + 3, font, size)
            self._canvas.addLiteral("EMC")
            x += width
        self._y = top - height
        return row


def _fonts(*, embed: bool) -> tuple[str, str]:
    if not embed:
        return "Helvetica", "Helvetica-Bold"
    for name, file in (("Vera", "Vera.ttf"), ("VeraBd", "VeraBd.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, file))
    return "Vera", "VeraBd"


def _lock(password: str | None) -> object:
    if password is None:
        return None
    from reportlab.lib.pdfencrypt import StandardEncryption

    return StandardEncryption(password, ownerPassword=f"beheer-{password}", strength=128)


def _box_width(box: Box, font: str, size: float) -> float:
    return max(pdfmetrics.stringWidth(box.hidden or "n" * box.width, font, size), 20.0) + 2


def _wrap(text: str, font: str, size: float, room: float) -> list[list[str | Box]]:
    """Lines of spans no wider than `room` points; a single wider word gets a line of its own."""
    pieces: list[str | Box] = []
    for span in spans(text):
        pieces.extend([span] if isinstance(span, Box) else re.findall(r"\S+|\s+", span))
    lines: list[list[str | Box]] = [[]]
    used = 0.0
    for piece in pieces:
        width = _box_width(piece, font, size) if isinstance(piece, Box) else pdfmetrics.stringWidth(piece, font, size)
        if used + width > room and lines[-1] and piece != " ":
            lines.append([])
            used = 0.0
        if lines[-1] or piece != " ":
            lines[-1].append(piece)
            used += width
    return [_joined(line) for line in lines]


def _joined(line: list[str | Box]) -> list[str | Box]:
    joined: list[str | Box] = []
    for piece in line:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _column_widths(rows: tuple[tuple[str, ...], ...], font: str) -> list[float]:
    """No column narrower than its longest word; what is left goes to the columns with the longest cells."""
    columns = list(zip(*rows, strict=True))
    narrowest = [
        max(pdfmetrics.stringWidth(word, font, _SIZES["TD"]) for cell in column for word in [*cell.split(), ""]) + 8
        for column in columns
    ]
    weights = [min(max(map(len, column)), 40) for column in columns]
    left = RIGHT - LEFT - sum(narrowest)
    return [width + left * weight / sum(weights) for width, weight in zip(narrowest, weights, strict=True)]
