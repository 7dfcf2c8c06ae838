"""PowerPoint presentations (.pptx): a page per visible slide, its texts in drawing order. PresentationML, ECMA-376-1 part 19."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from fairwoo.extract import opc
from fairwoo.extract.flow import Flow
from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.office_data import beside
from fairwoo.extract.package import Package
from fairwoo.extract.program_data import Shown
from fairwoo.extract.reading import Limits, Reading
from fairwoo.extract.slide_looks import backdrop_of
from fairwoo.extract.slide_shapes import slide_size, take_out_unseen

if TYPE_CHECKING:
    from lxml import etree

MEDIA_TYPES = ("application/vnd.openxmlformats-officedocument.presentationml.presentation",)

_NOT_SAID = frozenset({"dt", "ftr", "sldNum", "hdr"})  # placeholders of date, footer, slide number


def read(path: Path, limits: Limits) -> Reading:
    """Read a presentation. Raises UnreadableError for a damaged or unsafe one."""
    counts: Counter[str] = Counter()
    flow = Flow()
    shown = 0
    with Package(path, limits) as package:
        main = opc.main_part(package)
        slides = opc.related(package, main, "slide")
        root = package.xml(main)
        edges = slide_size(root)
        for entry in root.iterfind("{*}sldIdLst/{*}sldId"):
            part = slides.get(next((str(value) for key, value in entry.attrib.items() if str(key).endswith("}id")), ""))
            if part is None:
                continue
            slide = package.xml(part)
            counts["comments"] += _comments(package, part)
            if slide.get("show") in {"0", "false"}:
                counts["hidden_slides"] += 1
                continue
            if shown:
                flow.page_break()
            shown += 1
            counts.update(take_out_unseen(slide, edges, backdrop_of(package, part, slide)))
            _shapes(slide, flow)
            counts["notes"] += any(_has_notes(package, notes) for notes in opc.related(package, part, "notesSlide").values())
            limits.step()
        counts["embedded"] = sum(name.startswith("ppt/embeddings/") for name in package.names())
        pages = flow.pages() if shown else ()
        counts.update(beside(package, main, Shown(pages, flow.tables)))
        properties = {**opc.properties(package), "pages": str(len(pages))}
    return Reading(pages=pages, tables=tuple(flow.tables), properties=properties, findings=hidden_content(counts))


def _comments(package: Package, slide: str) -> int:
    """Remarks on a slide: a `cm` each, in the old form as in the new one; answers are part of what they answer."""
    parts = [part for part in opc.related(package, slide, "comments").values() if part in package]
    return sum(1 for part in parts for _ in package.elements(part, "{*}cm"))


def _shapes(slide: etree._Element, flow: Flow) -> None:
    for element in slide.iter("{*}txBody", "{*}tbl"):
        name = str(element.tag).rpartition("}")[2]
        if name == "tbl":
            flow.table([[_text(cell) for cell in row.iterfind("{*}tc")] for row in element.iterfind("{*}tr")])
        elif not any(str(one.tag).endswith("}tbl") for one in element.iterancestors()) and _placeholder(element) not in _NOT_SAID:
            for paragraph in element.iterfind("{*}p"):
                flow.line(_paragraph(paragraph))


def _placeholder(body: etree._Element) -> str:
    shape = body.getparent()
    found = next(shape.iter("{*}ph"), None) if shape is not None else None
    return str(found.get("type", "")) if found is not None else ""


def _text(cell: etree._Element) -> str:
    return "\n".join(_paragraph(paragraph) for paragraph in cell.iter("{*}p"))


def _paragraph(paragraph: etree._Element) -> str:
    return "".join(element.text or "" if str(element.tag).endswith("}t") else "\n" for element in paragraph.iter("{*}t", "{*}br"))


def _has_notes(package: Package, part: str) -> bool:
    if part not in package:
        return False
    bodies = [body for body in package.xml(part).iter("{*}txBody") if _placeholder(body) not in _NOT_SAID]
    return any(_paragraph(paragraph).strip() for body in bodies for paragraph in body.iterfind("{*}p"))
