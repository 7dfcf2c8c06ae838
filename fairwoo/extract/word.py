"""WordprocessingML (ECMA-376-1, part 17) → lines, tables and pages, as the document looks with all changes accepted.

What is deleted, hidden or cannot be seen is left out and counted. Pages are those that the word processor last made
(`lastRenderedPageBreak`), else those of hard page breaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from fairwoo.extract.flow import Flow
from fairwoo.extract.word_looks import Looks
from fairwoo.extract.xml_names import attribute, local

if TYPE_CHECKING:
    from lxml import etree

_THROUGH = frozenset({"customXml", "fldSimple", "hyperlink", "ins", "moveTo", "sdt", "sdtContent", "smartTag", "bdo", "dir"})
_GONE = frozenset({"del", "moveFrom"})
_CHARACTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_DEEPEST = 200


class WordText:
    """Walks the body of a document. `notes` gives the elements of footnotes and endnotes by kind and id."""

    def __init__(self, flow: Flow, notes: Mapping[tuple[str, str], etree._Element], looks: Looks) -> None:
        self._flow = flow
        self._notes = notes
        self._looks = looks
        self._rendered = False
        self.counts: Counter[str] = Counter()

    def read(self, body: etree._Element) -> None:
        """Add all of a body to the flow."""
        self._rendered = next(body.iter("{*}lastRenderedPageBreak"), None) is not None
        self._blocks(body, self._flow, 0)

    def texts(self, parent: etree._Element) -> list[str]:
        """The paragraphs of a header, a footer, a note."""
        inner = Flow()
        self._blocks(parent, inner, 0)
        return [line for page in inner.pages() for line in page.text.split("\n") if line.strip()]

    def _blocks(self, parent: etree._Element, flow: Flow, depth: int) -> None:
        for child in parent.iterchildren("*"):
            name = local(child)
            if name == "p":
                self._paragraph(child, flow, depth)
            elif name == "tbl" and depth < _DEEPEST:
                flow.table([self._row(row, depth) for row in self._rows(child)])
            elif name in _THROUGH and depth < _DEEPEST:
                self._blocks(child, flow, depth + 1)
            elif name in _GONE:
                self._count("deletions", child)

    def _rows(self, table: etree._Element) -> Iterator[etree._Element]:
        """The rows that are seen."""
        for row in table.iterfind("{*}tr"):
            properties = row.find("{*}trPr")
            if properties is not None and properties.find("{*}del") is not None:
                self._count("deletions", row)
            elif properties is not None and _is_on(properties.find("{*}hidden")):
                self._count("hidden_texts", row)
            else:
                yield row

    def _row(self, row: etree._Element, depth: int) -> list[str]:
        cells: list[str] = []
        for cell in row.iter("{*}tc"):
            if next(cell.iterancestors("{*}tr"), None) is not row:
                continue  # of a table inside a cell: its text comes with that cell
            inner = Flow()
            if cell.find("{*}tcPr/{*}cellDel") is not None:
                self._count("deletions", cell)
            else:
                self._blocks(cell, inner, depth + 1)
            span = cell.find("{*}tcPr/{*}gridSpan")
            width = _number(span, "val", 1) if span is not None else 1
            cells.extend(["\n".join(page.text for page in inner.pages()), *[""] * (min(width, 63) - 1)])
        return cells

    def _paragraph(self, paragraph: etree._Element, flow: Flow, depth: int) -> None:
        pieces: list[str] = []
        boxes: list[etree._Element] = []

        def break_page() -> None:
            flow.line("".join(pieces))
            pieces.clear()
            flow.page_break()

        self._inline(paragraph, _Line(pieces, boxes, flow, break_page))
        flow.line("".join(pieces))
        for box in boxes if depth < _DEEPEST else ():
            self._blocks(box, flow, depth + 1)

    def _inline(self, parent: etree._Element, line: _Line) -> None:
        for child in parent.iterchildren("*"):
            name = local(child)
            if name == "r":
                self._run(child, line)
            elif name in _THROUGH:
                self._inline(child, line)
            elif name in _GONE:
                self._count("deletions", child)

    def _run(self, run: etree._Element, line: _Line) -> None:
        unseen = self._looks.unseen(run)
        if unseen == "hidden_texts":
            self._count(unseen, run)
            return
        if unseen:
            self.counts[unseen] += any((text.text or "").strip() for text in run.iterfind("{*}t"))
        for child in run.iterchildren("*"):
            if not unseen or local(child) != "t":
                self._content(child, line)

    def _content(self, child: etree._Element, line: _Line) -> None:
        name = local(child)
        if name == "t":
            line.pieces.append(child.text or "")
        elif name in _CHARACTERS:
            line.pieces.append(_CHARACTERS[name])
        elif name == "lastRenderedPageBreak":
            line.break_page()
        elif name == "br":
            if attribute(child, "type") != "page":
                line.pieces.append("\n")
            elif not self._rendered:
                line.break_page()
        elif name in {"footnoteReference", "endnoteReference"}:
            note = self._notes.get((name.removesuffix("Reference"), attribute(child, "id")))
            if note is not None:
                line.flow.note("\n".join(self.texts(note)))
        elif name in {"drawing", "pict", "object", "AlternateContent"}:
            # A text box is written twice, for new and for old readers: `Choice` is the new one.
            choice = child.find("{*}Choice") if name == "AlternateContent" else None
            outer = choice if choice is not None else child
            line.boxes.extend(box for box in outer.iter("{*}txbxContent") if not _is_inside_box(box, outer))

    def _count(self, what: str, element: etree._Element) -> None:
        """Count an element that is left out, if there is text in it."""
        self.counts[what] += any((text.text or "").strip() for text in element.iter("{*}delText", "{*}t"))


class _Line:
    """Where the content of a paragraph goes."""

    def __init__(self, pieces: list[str], boxes: list[etree._Element], flow: Flow, break_page: Callable[[], None]) -> None:
        self.pieces = pieces
        self.boxes = boxes
        self.flow = flow
        self.break_page = break_page


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and attribute(element, "val") not in {"0", "false", "off"}


def _is_inside_box(box: etree._Element, outer: etree._Element) -> bool:
    for ancestor in box.iterancestors():
        if ancestor is outer:
            return False
        if local(ancestor) in {"txbxContent", "Fallback"}:
            return True
    return False


def _number(element: etree._Element, name: str, default: int) -> int:
    value = attribute(element, name)
    return int(value) if value.isdigit() else default
