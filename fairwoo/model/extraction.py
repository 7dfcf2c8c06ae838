"""What was read out of a document. Sizes of pages are in PDF points (1/72 inch), origin top left."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

from pydantic import Field

from fairwoo.model.finding import Finding, Value


class PageBy(StrEnum):
    """How the text of a page was obtained. NONE: the page has no text (yet)."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    NONE = "none"


class PageOrigin(StrEnum):
    """How a page came about: set by a program, scanned, or scanned with a text layer laid over the image afterwards."""

    DIGITAL = "digital"
    SCAN = "scan"
    SCAN_WITH_TEXT = "scan_with_text"


class NeedsOcr(StrEnum):
    """Why the text of a page has to come from its image: it has none, the layer over a scan is poor, or a layer is no language."""

    NO_TEXT = "no_text"
    POOR_LAYER = "poor_layer"
    GARBAGE = "garbage"


class NoText(StrEnum):
    """Why a page without text has none, where its reader knows: nothing is drawn on it, it is damaged, or its text was left out."""

    BLANK = "blank"
    DAMAGED = "damaged"
    WITHHELD = "withheld"


class RedactionStyle(StrEnum):
    """What a redaction looks like. DITHERED is grey printed as dots; MARKER is drawn by hand; WHITE is a patch in the paper's colour."""

    BLACK = "black"
    GREY = "grey"
    COLOUR = "colour"
    OUTLINE = "outline"
    DITHERED = "dithered"
    MARKER = "marker"
    WHITE = "white"


class Redaction(Value):
    """A redacted box, in points from the top left of the page, with the ground printed in or at it if any.

    `ground` is the normalised code ("5.1.2e") where it is one, else None. `found_by` says where the box was seen: in the drawing
    of the page, or in its pixels.
    """

    x: float
    y: float
    width: float
    height: float
    ground: str | None = None
    style: RedactionStyle | None = None
    found_by: Literal["drawing", "pixels"] = "drawing"


class HiddenKind(StrEnum):
    """Why content that is in a file is not seen on opening it."""

    UNDER_REDACTION = "under_redaction"
    INVISIBLE = "invisible"  # its colour is that of what lies below it, or it is drawn without ink
    TINY = "tiny"
    OUTSIDE_PAGE = "outside_page"
    CLIPPED = "clipped"
    LAYER_OFF = "layer_off"
    ANNOTATION = "annotation"
    FORM_FIELD = "form_field"
    EARLIER_REVISION = "earlier_revision"
    ATTACHMENT = "attachment"
    METADATA = "metadata"
    OCR_LAYER = "ocr_layer"


class Hidden(Value):
    """Words that are there but not seen: how many and where, never which. The box is in points from the top left of the page."""

    kind: HiddenKind
    words: int
    x: float | None = None
    y: float | None = None
    width: float | None = None
    height: float | None = None


class WordBox(NamedTuple):
    """A word that was recognised, its box in points from the top left of the page, and how sure the engine is (0–1)."""

    text: str
    x: float
    y: float
    width: float
    height: float
    confidence: float


class Page(Value):
    """One page. Formats without pages (mail, sheets) have one page per natural part, or one in all.

    `text` is the running text; lines that repeat at the top or bottom of pages are in `header` and `footer`. `words` are those of
    OCR, in reading order. `confidence` is 0–1 for OCR, None otherwise. `image_cover` is the share (0–1) of the page that images
    cover.

    What was decided about the text and why: `needs_ocr` is why the text layer does not do (None: it does); `no_text` why there is
    none; `seen_by` names what looked at the image of the page (None: not yet, or no need to); `layer_score` and `ocr_score` are the
    shares (0–1) of known words in the two texts, of which `by` says which was kept.

    `redactions` are the boxes; `redacted_share` and `redacted_text_share` the shares (0–1) of the page and of its text lines that
    they cover, None where it was not measured. `hidden` is what is there but not seen; none of it is in any text. `hidden_words` counts
    the words under a redaction.
    """

    number: int
    text: str
    header: str = ""
    footer: str = ""
    by: PageBy = PageBy.TEXT_LAYER
    origin: PageOrigin | None = None
    confidence: float | None = None
    needs_ocr: NeedsOcr | None = None
    no_text: NoText | None = None
    seen_by: str | None = None
    layer_score: float | None = None
    ocr_score: float | None = None
    width: float | None = None
    height: float | None = None
    image_cover: float | None = None
    words: tuple[WordBox, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    redacted_share: float | None = None
    redacted_text_share: float | None = None
    hidden: tuple[Hidden, ...] = ()
    hidden_words: int = 0

    @property
    def is_recognised(self) -> bool:
        """Whether its text is what a program took the image for, and so may have errors: by us, or in the layer that came with a scan."""
        return self.by is PageBy.OCR or (self.by is PageBy.TEXT_LAYER and self.origin is PageOrigin.SCAN_WITH_TEXT)

    def seen_as(self, seen: Page) -> Page:
        """This page with what a look at its image gave (`seen`): the boxes, and the recognised text where that was kept."""
        update: dict[str, object] = {name: getattr(seen, name) for name in _SEEN}
        if not seen.redactions and self.redacted_share is not None:
            update |= {name: getattr(self, name) for name in _SEEN if name.startswith("redact")}
        if seen.by is PageBy.OCR:
            update |= {"text": seen.text, "header": "", "footer": "", "by": PageBy.OCR}
        return self.model_copy(update=update)

    @property
    def whole_text(self) -> str:
        """Everything that can be read on the page, running header and footer included."""
        return "\n".join(part for part in (self.header, self.text, self.footer) if part)


_SEEN = ("seen_by", "ocr_score", "confidence", "words", "redactions", "redacted_share", "redacted_text_share")


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
