"""Word documents (.docx, .docm): text, tables, text boxes, notes, and the headers and footers once, on the first page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from fairwoo.extract import opc
from fairwoo.extract.flow import Flow
from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.office_data import beside, roots
from fairwoo.extract.package import PACKAGE_BROKEN, Package
from fairwoo.extract.program_data import Shown
from fairwoo.extract.reading import Limits, Reading, UnreadableError
from fairwoo.extract.word import WordText
from fairwoo.extract.word_looks import WHITE, Looks
from fairwoo.extract.word_unseen import instructions, variables
from fairwoo.extract.xml_names import attribute

if TYPE_CHECKING:
    from lxml import etree

MEDIA_TYPES = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)


def read(path: Path, limits: Limits) -> Reading:
    """Read a Word document. Raises UnreadableError for a damaged or unsafe one."""
    with Package(path, limits) as package:
        main = opc.main_part(package)
        root = package.xml(main)
        body = root.find("{*}body")
        if body is None:
            raise UnreadableError(PACKAGE_BROKEN.at(part=main))
        styles = next((package.xml(part) for part in _present(package, main, "styles")), None)
        flow = Flow()
        text = WordText(flow, _notes(package, main), Looks(styles, _page_colour(package, main, root)))
        headers, footers = (_once(package, main, kind, text) for kind in ("header", "footer"))
        for line in headers:
            flow.line(line)
        for line in footers:
            flow.note(line)
        text.read(body)
        comments = sum(len(package.xml(part).findall("{*}comment")) for part in _present(package, main, "comments"))
        embedded = sum(name.startswith("word/embeddings/") for name in package.names())
        pages = flow.pages()
        unseen = _beside(package, main, root, Shown(pages, flow.tables))
        properties = {"language": _language(styles), **opc.properties(package), "pages": str(len(pages))}
    findings = hidden_content({**text.counts, "comments": comments, "embedded": embedded, **unseen})
    return Reading(pages=pages, tables=tuple(flow.tables), properties=properties, findings=findings)


def _beside(package: Package, main: str, root: etree._Element, shown: Shown) -> dict[str, int]:
    """What the document holds beside its text, as far as that is not shown."""
    kinds = ("header", "footer", "footnotes", "endnotes")
    parts = (root, *(package.xml(part) for kind in kinds for part in _present(package, main, kind)))
    settings = roots(package, _present(package, main, "settings"))
    counts = {"variables": variables(settings, shown), "field_texts": instructions(parts, shown)}
    return {**beside(package, main, shown), **counts}


def _language(styles: etree._Element | None) -> str:
    """The language that text has unless it says otherwise."""
    found = styles.find("{*}docDefaults/{*}rPrDefault/{*}rPr/{*}lang") if styles is not None else None
    return attribute(found, "val") if found is not None else ""


def _present(package: Package, main: str, kind: str) -> list[str]:
    return [part for part in opc.related(package, main, kind).values() if part in package]


def _page_colour(package: Package, main: str, root: etree._Element) -> str:
    """The colour of the pages: white, unless the document has one and says that it is to be shown."""
    background = root.find("{*}background")
    if background is None:
        return WHITE
    settings = (package.xml(part) for part in _present(package, main, "settings"))
    if not any(one.find("{*}displayBackgroundShape") is not None for one in settings):
        return WHITE
    colour = attribute(background, "color").upper()
    return colour if re.fullmatch(r"[0-9A-F]{6}", colour) else WHITE


def _notes(package: Package, main: str) -> dict[tuple[str, str], etree._Element]:
    found = {}
    for kind in ("footnote", "endnote"):
        for part in _present(package, main, f"{kind}s"):
            for note in package.xml(part).iterfind(f"{{*}}{kind}"):
                found[kind, next((str(value) for key, value in note.attrib.items() if str(key).endswith("}id")), "")] = note
    return found


def _once(package: Package, main: str, kind: str, text: WordText) -> list[str]:
    """The different texts of all headers (or footers), each once: letterheads, references, page numbers."""
    found = ["\n".join(text.texts(package.xml(part))) for part in _present(package, main, kind)]
    return [one for one in dict.fromkeys(found) if one.strip()]
