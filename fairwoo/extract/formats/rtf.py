"""Rich Text Format (.rtf)."""

from __future__ import annotations

from pathlib import Path

from fairwoo.extract.hidden import hidden_content
from fairwoo.extract.reading import Limits, Reading
from fairwoo.extract.rtf_text import rtf_text
from fairwoo.model import Page

MEDIA_TYPES = ("application/rtf", "text/rtf")


def read(path: Path, limits: Limits) -> Reading:
    """Read an RTF document; a hard page break starts a new page. Raises OSError."""
    with path.open("rb") as file:
        found = rtf_text(file.read(limits.member_bytes))
    pages = tuple(Page(number=number, text=text.strip("\n")) for number, text in enumerate(found.text.split("\f"), start=1))
    properties = {"pages": str(len(pages)), **found.said}
    findings = hidden_content({"hidden_texts": found.hidden, "deletions": found.deleted})
    return Reading(pages=pages, properties=properties, findings=findings)
