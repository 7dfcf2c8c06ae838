"""OpenDocument text (.odt): text, tables, notes, and the headers and footers once, on the first page."""

from __future__ import annotations

from pathlib import Path

from fairwoo.extract import opendocument
from fairwoo.extract.flow import Flow
from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.package import PACKAGE_BROKEN, Package
from fairwoo.extract.program_data import Shown
from fairwoo.extract.reading import Limits, Reading, UnreadableError

MEDIA_TYPES = ("application/vnd.oasis.opendocument.text",)


def read(path: Path, limits: Limits) -> Reading:
    """Read a text document. Raises UnreadableError for a damaged, unsafe or encrypted one."""
    with Package(path, limits) as package:
        opendocument.refuse_encrypted(package)
        body = package.xml("content.xml").find("{*}body/{*}text")
        if body is None:
            raise UnreadableError(PACKAGE_BROKEN.at(part="content.xml"))
        flow = Flow()
        text = opendocument.OpenText(package)
        headers, footers = opendocument.headers_and_footers(package, text)
        text.blocks(body, flow)
        first, *others = flow.pages()
        whole = "\n".join(part for part in (*headers, first.text, *footers) if part)
        pages = (first.model_copy(update={"text": whole}), *others)
        text.counts.update(opendocument.own_properties(package, Shown(pages, flow.tables)))
        properties = {**opendocument.properties(package), "pages": str(len(pages))}
    return Reading(pages=pages, tables=tuple(flow.tables), properties=properties, findings=hidden_content(text.counts))
