"""HTML → the text that a browser would show, by lexbor. Scripts, styles and hidden elements are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from fairwoo.extract.html_comments import comments_in
from fairwoo.extract.html_looks import Look, Sheet, is_hidden, look_of, sheet_of
from fairwoo.extract.texts import decode
from fairwoo.model import Table
from fairwoo.shared import clean_text

_NEVER_SHOWN = frozenset({"head", "iframe", "noscript", "object", "script", "style", "svg", "template", "textarea", "-comment"})
_BLOCKS_WORDS = """
    address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr
    html li main nav ol p pre section table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MOST_TABLES = 1_000
_META = {
    "title": "title",
    "author": "author",
    "creator": "author",
    "description": "subject",
    "subject": "keywords",
    "keywords": "keywords",
    "language": "language",
    "content-language": "language",
    "generator": "producer",
    "date": "created",
    "created": "created",
    "article:published_time": "created",
    "modified": "modified",
    "article:modified_time": "modified",
}


class HtmlText(NamedTuple):
    """The text; the tables (not those that hold tables, which are there for the layout); what the head says; hidden elements with text;
    remarks in the code that say something.

    `said` is under the names of `Extraction.properties`.
    """

    text: str
    tables: tuple[Table, ...]
    said: dict[str, str]
    hidden: int
    comments: int = 0


def html_text(content: bytes, declared: str | None = None) -> HtmlText:
    """The text of an HTML page. `declared` is the encoding that a header outside the page named."""
    from selectolax.lexbor import LexborHTMLParser

    named = _CHARSET.search(content[:4096])
    text, _ = decode(content, declared or (named[1].decode("ascii") if named else None))
    tree = LexborHTMLParser(text)
    pieces: list[str] = []
    sheet = sheet_of(tree)
    hidden = _collect(tree.body, pieces, Look(), sheet) if tree.body else 0
    tables = tuple(_tables(tree, sheet))
    return HtmlText(_tidied("".join(pieces)), tables, _said(tree), hidden, comments_in(tree, "".join(pieces)))


def _tables(tree: Any, sheet: Sheet) -> Iterator[Table]:
    for table in tree.css("table")[:_MOST_TABLES]:
        if any(one.mem_id != table.mem_id for one in table.css("table")) or _is_unseen(table):
            continue
        look = _look_in(table, sheet)
        shown = [(row, look_of(row, look, sheet)) for row in table.css("tr") if not is_hidden(row)]
        rows = [[text for cell in row.css("td, th") for text in _cells(cell, seen, sheet)] for row, seen in shown]
        width = max(map(len, rows), default=0)
        if len(rows) > 1 and width > 1:
            yield Table(page=1, rows=tuple((*row, *[""] * (width - len(row))) for row in rows))


def _look_in(node: Any, sheet: Sheet) -> Look:
    """The look of what stands in an element, by all elements around it."""
    around = []
    while node is not None and node.tag != "-document":
        around.append(node)
        node = node.parent
    look = Look()
    for one in reversed(around):
        look = look_of(one, look, sheet)
    return look


def _cells(cell: Any, look: Look, sheet: Sheet) -> list[str]:
    """The text of a cell, and empty ones for the further columns that it covers."""
    pieces: list[str] = []
    if not is_hidden(cell):
        _collect(cell, pieces, look, sheet)
    span = str(cell.attributes.get("colspan") or "")
    return [re.sub(r"\n+", "\n", _tidied("".join(pieces))), *[""] * ((min(int(span), 100) if span.isdigit() else 1) - 1)]


def _is_unseen(node: Any) -> bool:
    """Is an element hidden, or inside one that is?"""
    while node is not None:
        if is_hidden(node) or node.tag in _NEVER_SHOWN:
            return True
        node = node.parent
    return False


def _said(tree: Any) -> dict[str, str]:
    """The language of the page, its title, and the `meta` elements of names that are in use (Dublin Core among them)."""
    title, root = tree.css_first("title"), tree.css_first("html")
    found = {"title": title.text() if title else "", "language": (root.attributes.get("lang") or "") if root else ""}
    for element in tree.css("head meta"):
        named = element.attributes.get("name") or element.attributes.get("property") or element.attributes.get("http-equiv") or ""
        name = _META.get(named.lower().removeprefix("og:").removeprefix("dcterms.").removeprefix("dc."))
        if name and not found.get(name):
            found[name] = element.attributes.get("content") or ""
    return found


def _collect(body: Any, pieces: list[str], look: Look, sheet: Sheet) -> int:
    """Walk the tree without recursion: hostile pages nest thousands deep. Returns how many pieces are hidden."""
    hidden = 0
    waiting: list[tuple[Any, Look]] = [(body, look)]
    while waiting:
        node, look = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif node.tag == "-text":
            text = re.sub(r"[\s\x01\x02]+", " ", node.text_content or "")
            if look.is_seen or not text.strip():
                pieces.append(text)
            else:
                hidden += 1
        elif node.tag == "br":
            pieces.append("\n")
        elif node.tag in _NEVER_SHOWN:
            continue
        elif is_hidden(node):
            hidden += bool((node.text(deep=True) or "").strip())
        else:
            before, after = ("\n", "\n") if node.tag in _BLOCKS else ("\x01", "\x02") if node.tag in {"td", "th"} else ("", "")
            pieces.append(before)
            inner = look_of(node, look, sheet)
            children = []
            child = node.child
            while child is not None:
                children.append((child, inner))
                child = child.next
            waiting.append((after, look))
            waiting.extend(reversed(children))
    return hidden


def _tidied(text: str) -> str:
    # Paragraphs in the cells of a row must not break the row: mail programs put one into every cell.
    text = re.sub(r"\x02 *\x01", "\t", re.sub(r"\s+\x02", "\x02", re.sub(r"\x01\s+", "\x01", text)))
    text = text.replace("\x01", "").replace("\x02", "")
    lines = (re.sub(r"[ \xa0]+", " ", line).strip() for line in clean_text(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
