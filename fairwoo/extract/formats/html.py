"""Web pages: one page of text, without scripts, styles and hidden elements."""

from __future__ import annotations

from pathlib import Path

from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.html_text import html_text
from fairwoo.extract.reading import Limits, Reading
from fairwoo.extract.texts import read_bytes
from fairwoo.model import Page

MEDIA_TYPES = ("text/html", "application/xhtml+xml")


def read(path: Path, limits: Limits) -> Reading:
    """Read a web page. Raises OSError."""
    found = html_text(read_bytes(path, limits))
    properties = {"pages": "1", **found.said}
    findings = hidden_content({"hidden_texts": found.hidden, "html_comments": found.comments})
    return Reading(pages=(Page(number=1, text=found.text),), tables=found.tables, properties=properties, findings=findings)
