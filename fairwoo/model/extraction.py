"""What was read out of a document. Sizes of pages are in PDF points (1/72 inch), origin top left."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from fairwoo.model.finding import Finding, Value


class PageBy(StrEnum):
    """How the text of a page was obtained. NONE: the page has no text (yet)."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    NONE = "none"


class Redaction(Value):
    """A blacked-out box, in points from the top left of the page, with the ground printed on it if any."""

    x: float
    y: float
    width: float
    height: float
    ground: str | None = None


class Page(Value):
    """One page. Formats without pages (mail, sheets) have one page per natural part, or one in all.

    `image_cover` is the share (0–1) of the page that images cover; `hidden_words` counts words under a redaction: they are never
    part of `text`. `confidence` is 0–1 for OCR, None otherwise.
    """

    number: int
    text: str
    by: PageBy = PageBy.TEXT_LAYER
    confidence: float | None = None
    width: float | None = None
    height: float | None = None
    image_cover: float | None = None
    redactions: tuple[Redaction, ...] = ()
    hidden_words: int = 0


class Table(Value):
    """A table as rows of cell texts. Excel dates are ISO texts. `name` is the sheet, `first_row` the row of `rows[0]` in it."""

    name: str | None = None
    page: int | None = None
    first_row: int = 1
    rows: tuple[tuple[str, ...], ...] = ()


class Part(Value):
    """A file inside a file (mail attachment, member of a ZIP, PDF attachment). `name` is cleaned, so safe to show and write."""

    name: str
    sha256: str
    size: int


class Extraction(Value):
    """What was read out of one document. `read` is False when nothing could be read; then a finding says why.

    `properties` are the file's own metadata under lower-case names (title, author, created, producer, tagged, language, pdfa,
    pages, encrypted …); `language` is ISO 639-3 or None.
    """

    sha256: str
    media_type: str
    read: bool = True
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    parts: tuple[Part, ...] = ()
    properties: dict[str, str] = Field(default_factory=dict)
    language: str | None = None
    made_by: str = ""
    findings: tuple[Finding, ...] = ()
