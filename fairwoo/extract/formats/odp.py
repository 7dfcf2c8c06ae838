"""OpenDocument presentations (.odp): a page per visible slide."""

from __future__ import annotations

from pathlib import Path

from fairwoo.extract import opendocument
from fairwoo.extract.flow import Flow
from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.package import Package
from fairwoo.extract.program_data import Shown
from fairwoo.extract.reading import Limits, Reading
from fairwoo.extract.xml_names import attribute

MEDIA_TYPES = ("application/vnd.oasis.opendocument.presentation",)


def read(path: Path, limits: Limits) -> Reading:
    """Read a presentation. Raises UnreadableError for a damaged, unsafe or encrypted one."""
    with Package(path, limits) as package:
        opendocument.refuse_encrypted(package)
        hidden = opendocument.hidden_style_names(package)
        flow, text = Flow(), opendocument.OpenText(package)
        shown = 0
        for slide in package.xml("content.xml").iterfind("{*}body/{*}presentation/{*}page"):
            if attribute(slide, "style-name") in hidden:
                text.counts["hidden_slides"] += 1
                continue
            if shown:
                flow.page_break()
            shown += 1
            notes = slide.find("{*}notes")
            if notes is not None:
                text.counts["notes"] += any("".join(map(str, paragraph.itertext())).strip() for paragraph in notes.iter("{*}p"))
                slide.remove(notes)
            text.blocks(slide, flow)
            limits.step()
        pages = flow.pages() if shown else ()
        text.counts.update(opendocument.own_properties(package, Shown(pages, flow.tables)))
        properties = {**opendocument.properties(package), "pages": str(len(pages))}
    return Reading(pages=pages, tables=tuple(flow.tables), properties=properties, findings=hidden_content(text.counts))
