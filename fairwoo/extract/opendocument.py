"""What the three OpenDocument formats share (ODF 1.3 part 3): opening, properties, hidden styles, the text of paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fairwoo.extract.flow import Flow
from fairwoo.extract.open_looks import Looks
from fairwoo.extract.package import Package
from fairwoo.extract.program_data import Shown, is_by_program
from fairwoo.extract.reading import UnreadableError
from fairwoo.extract.unread import FILE_ENCRYPTED
from fairwoo.extract.xml_names import attribute, local

if TYPE_CHECKING:
    from lxml import etree

_META = {
    "title": "title",
    "initial-creator": "author",
    "subject": "subject",
    "language": "language",
    "creation-date": "created",
    "date": "modified",
    "generator": "producer",
}
_NOT_TEXT = frozenset(
    {"annotation", "annotation-end", "change", "change-end", "change-start", "ruby-text", "script", "tracked-changes"}
)
_HIDING = frozenset({"hidden-text", "hidden-paragraph"})
_HIDES_PARAGRAPH = "{*}hidden-paragraph"
_DEEPEST = 200
_Style = tuple[str, str]  # family and name


def refuse_encrypted(package: Package) -> None:
    """Raises UnreadableError if the package is encrypted."""
    manifest = "META-INF/manifest.xml"
    if manifest in package and next(package.xml(manifest).iter("{*}encryption-data"), None) is not None:
        raise UnreadableError(FILE_ENCRYPTED.at(), {"encrypted": "true"})


def properties(package: Package) -> dict[str, str]:
    """Title, author, dates and so on, under the names of `Extraction.properties`."""
    try:
        meta = package.xml("meta.xml").find("{*}meta")
    except UnreadableError:  # the text does not depend on it
        meta = None
    said = [(local(one), " ".join((one.text or "").split())) for one in (meta.iterchildren("*") if meta is not None else ())]
    found = {_META[name]: text for name, text in reversed(said) if name in _META}
    # The "creator" of ODF is who changed it last: of a file that was never changed by others the author too.
    last = next((text for name, text in said if name == "creator"), "")
    keywords = ", ".join(text for name, text in said if name == "keyword" and text)
    return {"author": last, "keywords": keywords, **found}


def own_properties(package: Package, shown: Shown) -> dict[str, int]:
    """How many properties that the author named say something that is not shown."""
    try:
        meta = package.xml("meta.xml").find("{*}meta")
    except UnreadableError:
        meta = None
    every = meta.iterchildren("{*}user-defined") if meta is not None else ()
    own = (one for one in every if not is_by_program("property", attribute(one, "name")))
    return {"own_properties": sum(shown.lacks("".join(map(str, one.itertext()))) for one in own)}


def hidden_style_names(package: Package) -> frozenset[str]:
    """The names of the styles that hide text, tables, sections or slides, themselves or by the style they come from."""
    return _style_names(package, _hides)


def _breaking_style_names(package: Package) -> frozenset[str]:
    """The names of the styles of paragraphs and tables that begin a page."""
    return _style_names(package, _breaks)


def headers_and_footers(package: Package, text: OpenText) -> tuple[list[str], list[str]]:
    """The different texts of all headers, and of all footers, each once."""
    found: dict[str, list[str]] = {"header": [], "footer": []}
    for page in package.xml("styles.xml").iterfind("{*}master-styles/{*}master-page") if "styles.xml" in package else ():
        for part in page.iterchildren("*"):
            kind = local(part).partition("-")[0]  # also those of the first page and of left pages
            if kind in found and attribute(part, "display") != "false":
                inner = Flow()
                text.blocks(part, inner)
                found[kind].append("\n".join(one.text for one in inner.pages()).strip())
    headers, footers = ([one for one in dict.fromkeys(texts) if one] for texts in found.values())
    return headers, footers


def _style_names(package: Package, says: Callable[[etree._Element], bool | None]) -> frozenset[str]:
    """The names of the styles of which `says` tells that it is so, themselves or by the style they come from."""
    said: dict[_Style, bool | None] = {}
    parents: dict[_Style, _Style] = {}
    for part in ("content.xml", "styles.xml"):  # the styles of the content itself come first
        for style in package.xml(part).iter("{*}style") if part in package else ():
            family = attribute(style, "family")
            key = family, attribute(style, "name")
            said.setdefault(key, says(style))
            parents.setdefault(key, (family, attribute(style, "parent-style-name")))
    return frozenset(key[1] for key in said if _inherited(key, said, parents))


def _breaks(style: etree._Element) -> bool | None:
    if attribute(style, "master-page-name"):
        return True
    told = {
        attribute(child, "break-before") for child in style.iterchildren("{*}paragraph-properties", "{*}table-properties")
    } - {""}
    return "page" in told if told else None


def _hides(style: etree._Element) -> bool | None:
    """Does a style hide what has it? None if it does not say."""
    said = None
    for child in style.iterchildren("*"):
        display, visibility = attribute(child, "display"), attribute(child, "visibility")
        if not local(child).endswith("-properties") or not (display or visibility):
            continue
        said = bool(said) or display in {"none", "false"} or visibility == "hidden"
    return said


def _inherited(style: _Style, said: dict[_Style, bool | None], parents: dict[_Style, _Style]) -> bool:
    for _ in range(_DEEPEST):
        own = said.get(style)
        if own is not None or style not in parents:
            return bool(own)
        style = parents[style]
    return False


class OpenText:
    """Walks text content into a flow, leaves out what is hidden or deleted, and counts it."""

    def __init__(self, package: Package) -> None:
        self._hidden = hidden_style_names(package)
        self._breaking = _breaking_style_names(package)
        self._looks = Looks(package)
        self._look = self._looks.paper
        self.counts: Counter[str] = Counter()

    def blocks(self, parent: etree._Element, flow: Flow, depth: int = 0) -> None:
        """Add all blocks below `parent` to the flow."""
        for child in parent.iterchildren("*"):
            name = local(child)
            if attribute(child, "style-name") in self._breaking and name in {"p", "h", "table"}:
                flow.new_page()
            if name in {"p", "h"}:
                self._paragraph(child, flow, depth)
            elif name == "soft-page-break":
                flow.page_break()
            elif name == "tracked-changes":
                self.counts["deletions"] += sum(1 for _ in child.iter("{*}deletion"))
            elif name == "annotation":
                self.counts["comments"] += 1
            elif name not in _NOT_TEXT and self._is_hidden(child):
                self._count_hidden(child)
            elif name == "table" and depth < _DEEPEST:
                with self._within(child):
                    flow.table([self._row(row, depth) for row in _rows(child)], attribute(child, "name") or None)
            elif name not in _NOT_TEXT and depth < _DEEPEST:
                with self._within(child):
                    self.blocks(child, flow, depth + 1)

    def paragraph(self, paragraph: etree._Element) -> str:
        """The text of a paragraph."""
        inner = Flow()
        self._paragraph(paragraph, inner, 0)
        return "\n".join(page.text for page in inner.pages())

    def _row(self, row: etree._Element, depth: int) -> list[str]:
        cells: list[str] = []
        for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            inner = Flow()
            with self._within(cell):
                self.blocks(cell, inner, depth + 1)
            repeated = attribute(cell, "number-columns-repeated")
            times = min(int(repeated), 1_000) if repeated.isdigit() else 1
            cells.extend(["\n".join(page.text for page in inner.pages())] * times)
        return cells

    def _paragraph(self, paragraph: etree._Element, flow: Flow, depth: int) -> None:
        pieces: list[str] = []
        for piece in self._inline(paragraph, flow, depth):
            if piece == "\f":
                flow.line("".join(pieces))
                pieces.clear()
                flow.page_break()
            else:
                pieces.append(piece)
        flow.line("".join(pieces))

    def _inline(self, parent: etree._Element, flow: Flow, depth: int) -> Iterator[str]:
        if self._is_hidden(parent):
            self._count_hidden(parent)
            return
        with self._within(parent):
            yield self._seen(parent.text)
            for child in parent.iterchildren("*"):
                yield from self._one(child, flow, depth)
                yield self._seen(child.tail)

    @contextmanager
    def _within(self, element: etree._Element) -> Iterator[None]:
        """In an element text may look otherwise."""
        outer = self._look
        self._look = self._looks.of(element, outer)
        yield
        self._look = outer

    def is_seen(self, cell: etree._Element) -> bool:
        """Can the text of a cell be read? Counts it if not."""
        seen = self._looks.of(cell, self._look).is_seen
        self.counts["unreadable"] += not seen
        return seen

    def _seen(self, text: str | None) -> str:
        """The text if it can be read."""
        if self._look.is_seen or not (text or "").strip():
            return _collapsed(text)
        self.counts["unreadable"] += 1
        return ""

    def _is_hidden(self, element: etree._Element) -> bool:
        """Is an element hidden: by its style, by itself, by a condition that was met, or by a field that hides its paragraph?"""
        if local(element) in _HIDING:
            return True
        if attribute(element, "style-name") in self._hidden or attribute(element, "display") == "none":
            return True
        if attribute(element, "is-hidden") == "true":
            return True
        return local(element) in {"p", "h"} and any(
            attribute(one, "is-hidden") == "true" for one in element.iter(_HIDES_PARAGRAPH)
        )

    def _count_hidden(self, element: etree._Element) -> None:
        values = (attribute(one, "string-value") for one in element.iter("*") if local(one) in _HIDING)
        self.counts["hidden_texts"] += bool("".join((*map(str, element.itertext()), *values)).strip())

    def _one(self, child: etree._Element, flow: Flow, depth: int) -> Iterator[str]:
        name = local(child)
        if name == "s":
            count = attribute(child, "c")
            yield " " * (min(int(count), 1_000) if count.isdigit() else 1)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name == "soft-page-break":
            yield "\f"
        elif name == "annotation":
            self.counts["comments"] += 1
        elif name == "note" and depth < _DEEPEST:
            inner = Flow()
            body = child.find("{*}note-body")
            if body is not None:
                self.blocks(body, inner, depth + 1)
            flow.note("\n".join(page.text for page in inner.pages()))
        elif name in {"frame", "custom-shape", "g"} and depth < _DEEPEST:
            with self._within(child):
                self.blocks(child, flow, depth + 1)
        elif name not in _NOT_TEXT and depth < _DEEPEST:
            yield from self._inline(child, flow, depth + 1)


def _rows(table: etree._Element) -> list[etree._Element]:
    """The rows of a table, without those of tables inside its cells."""
    return [row for row in table.iter("{*}table-row") if next(row.iterancestors("{*}table"), None) is table]


def _collapsed(text: str | None) -> str:
    """White space as ODF sees it: any run of it is one space."""
    if not text:
        return ""
    start, end = text[0].isspace(), text[-1].isspace()
    return f"{' ' if start else ''}{' '.join(text.split())}{' ' if end and text.strip() else ''}"
