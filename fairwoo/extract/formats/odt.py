"""OpenDocument text (.odt)."""

from __future__ import annotations

from pathlib import Path

from fairwoo.extract import opendocument
from fairwoo.extract.flow import Flow
from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.package import PACKAGE_BROKEN, Package
from fairwoo.extract.reading import Limits, Reading, UnreadableError

MEDIA_TYPES = ("application/vnd.oasis.opendocument.text",)


def read(path: Path, limits: Limits) -> Reading:
    """Read a text document. Raises UnreadableError for a damaged, unsafe or encrypted one."""
    with Package(path, limits) as package:
        opendocument.refuse_encrypted(package)
        body = package.xml("content.xml").find("{*}body/{*}text")
        if body is None:
            raise UnreadableError(PACKAGE_BROKEN.at(part="content.xml"))
        flow, text = Flow(), opendocument.OpenText(opendocument.hidden_style_names(package))
        text.blocks(body, flow)
        pages = flow.pages()
        properties = {**opendocument.properties(package), "pages": str(len(pages))}
    return Reading(pages=pages, tables=tuple(flow.tables), properties=properties, findings=hidden_content(text.counts))
