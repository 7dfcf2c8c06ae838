"""PDF: the text of each page by pdfium, what the file says of itself by pypdf; all by pypdf when pdfium breaks down.

Properties: `pages`, `has_text_pages` (how many have text), `image_pages` (how many are a scan), `bookmarks` and `attachments` (how
many); `encrypted`, `extractable` (may text be copied, also for accessibility); and those of `pdf.about`. Yes and no are "true" and "false".
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

from fairwoo.extract.pdf import findings as on
from fairwoo.extract.pdf.about import about
from fairwoo.extract.pdf.attachments import attachments_of
from fairwoo.extract.pdf.page import FEW_CHARACTERS, SCAN_COVER, PageRead, read_page
from fairwoo.extract.pdf.second import second_opinion
from fairwoo.extract.reading import Limits, Reading, UnreadableError
from fairwoo.model import Finding, Page, PageBy

MEDIA_TYPES = ("application/pdf",)

_MOST_BOOKMARKS = 10_000
_LARGE = 1 << 20
_MOST_SECOND_OPINIONS = 500


def read(path: Path, limits: Limits) -> Reading:
    """Read a PDF by pdfium. Raises UnreadableError for an encrypted one, PdfiumError for one that pdfium cannot open."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise UnreadableError(on.PDF_ENCRYPTED.at(), {"encrypted": "true", "extractable": "false"}) from error
        raise
    with document:
        pages = _read_pages(document, path, limits)
        properties, unread = _about(path)
        encrypted = pdfium.FPDF_GetSecurityHandlerRevision(document.raw) != -1
        permissions = pdfium.FPDF_GetDocPermissions(document.raw) if encrypted else -1
        parts, lost = attachments_of(document, [file for one in pages.read for file in one.attachments], limits)
        properties = {
            **pages.properties(),
            **properties,
            "bookmarks": str(sum(1 for _ in islice(document.get_toc(), _MOST_BOOKMARKS))),
            "attachments": str(len(parts)),
            "encrypted": _flag(encrypted),
            "extractable": _flag(on.extractable(permissions)),
        }
    findings = (*on.on_restrictions(permissions), *unread, *pages.findings(path.stat().st_size), *lost)
    return Reading(pages=tuple(pages.pages), parts=parts, properties=properties, findings=findings)


def read_another_way(path: Path, limits: Limits) -> Reading:
    """Read a PDF by pypdf alone. Pages on which something may cover text are left without it."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        with PdfReader(path, strict=False) as reader:
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableError(on.PDF_ENCRYPTED.at(), {"encrypted": "true", "extractable": "false"})
            pages = [_by_pypdf(reader, index, limits) for index in range(len(reader.pages))]
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(on.PDF_BROKEN.at(error=type(error).__name__)) from error
    if not pages:
        raise UnreadableError(on.PDF_WITHOUT_PAGES.at())
    properties, unread = _about(path)
    properties |= {"pages": str(len(pages)), "has_text_pages": str(sum(page.by != PageBy.NONE for page, _ in pages))}
    withheld = [page.number for page, reason in pages if reason == "withheld"]
    damaged = [page.number for page, reason in pages if reason == "damaged"]
    without = [page.number for page, reason in pages if page.by == PageBy.NONE and not reason]
    findings = (
        *unread,
        *on.on_pages(on.TEXT_WITHHELD, withheld, len(pages)),
        *on.on_pages(on.PAGE_UNREAD, damaged, len(pages)),
        *on.on_pages(on.PAGE_WITHOUT_TEXT, without, len(pages)),
    )
    return Reading(pages=tuple(page for page, _ in pages), properties=properties, findings=findings)


class _Pages:
    """The pages of one document as pdfium reads them, with pypdf for those on which it finds next to nothing."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.read: list[PageRead] = []
        self.damaged: list[int] = []

    def properties(self) -> dict[str, str]:
        """What the pages have in common."""
        return {
            "pages": str(len(self.pages)),
            "has_text_pages": str(sum(page.by != PageBy.NONE for page in self.pages)),
            "image_pages": str(sum((page.image_cover or 0) >= SCAN_COVER for page in self.pages)),
        }

    def findings(self, size: int) -> tuple[Finding, ...]:
        """What people should know of the pages of a file of `size` bytes."""
        blank = {one.page.number for one in self.read if one.blank} | set(self.damaged)
        silent = [page.number for page in self.pages if page.by == PageBy.NONE and not page.hidden_words]
        if len(silent) == len(self.pages):
            blank = set(self.damaged)  # a file of blank pages only is no use to anybody: say so
        empty = size > _LARGE and len(silent) == len(self.pages) and not any(page.image_cover for page in self.pages)
        large = (on.PDF_EMPTY_BUT_LARGE.at(megabytes=size / 1e6, pages=len(self.pages)),) if empty else ()
        return (
            *on.on_hidden_words(self.pages),
            *on.on_pages(on.PAGE_UNREAD, self.damaged, len(self.pages)),
            *on.on_pages(on.PAGE_WITHOUT_TEXT, [number for number in silent if number not in blank], len(self.pages)),
            *large,
        )


def _read_pages(document: Any, path: Path, limits: Limits) -> _Pages:
    import pypdfium2

    if not len(document):
        raise UnreadableError(on.PDF_WITHOUT_PAGES.at())
    pages = _Pages()
    second = _SecondReader(path)
    for index in range(len(document)):
        try:
            one = read_page(document, index)
        except pypdfium2.PdfiumError:
            pages.damaged.append(index + 1)
            pages.pages.append(Page(number=index + 1, text="", by=PageBy.NONE))
        else:
            pages.read.append(one)
            few = one.characters < FEW_CHARACTERS and not one.blank and (one.page.image_cover or 0) < SCAN_COVER
            pages.pages.append(second.better(one.page) if few else one.page)
        limits.step()
    return pages


class _SecondReader:
    """pypdf, opened when it is first asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader: Any = None
        self._asked = 0

    def better(self, page: Page) -> Page:
        """The page with pypdf's text if that is longer and nothing can cover it; else as it is."""
        from pypdf import PdfReader

        self._asked += 1
        if self._asked > _MOST_SECOND_OPINIONS:
            return page
        try:
            self._reader = self._reader or PdfReader(self._path, strict=False)
            text = second_opinion(self._reader.pages[page.number - 1])
        except Exception:
            return page
        longer = text is not None and len(text.strip()) > max(len(page.text.strip()), 1)
        return page.model_copy(update={"text": text, "by": PageBy.TEXT_LAYER}) if longer and not page.hidden_words else page


def _by_pypdf(reader: Any, index: int, limits: Limits) -> tuple[Page, str | None]:
    """A page, and why it has no text if that is not because there is none: "damaged" or "withheld"."""
    limits.step()
    reason, text = None, ""
    try:
        found = second_opinion(reader.pages[index])
        text, reason = (found, None) if found is not None else ("", "withheld")
    except Exception:
        reason = "damaged"
    return Page(number=index + 1, text=text, by=PageBy.TEXT_LAYER if text.strip() else PageBy.NONE), reason


def _about(path: Path) -> tuple[dict[str, str], tuple[Finding, ...]]:
    try:
        return about(path), ()
    except Exception:
        return {}, (on.PDF_PROPERTIES_UNREAD.at(),)


def _flag(value: bool) -> str:
    return "true" if value else "false"
