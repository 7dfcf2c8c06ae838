"""PDF: the text of each page by pdfium, what the file says of itself by pypdf; all by pypdf when pdfium breaks down.

Properties: `pages`, `bookmarks` and `attachments` (how many); `encrypted`, `extractable` (may text be copied, also for accessibility);
and those of `pdf.about`. Yes and no are "true" and "false".
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from fairwoo.extract.pdf import findings as on
from fairwoo.extract.pdf.about import about
from fairwoo.extract.pdf.attachments import attachments_of
from fairwoo.extract.pdf.filed import layers_in, of_file, unchecked, with_found
from fairwoo.extract.pdf.one_reader import OneReader
from fairwoo.extract.pdf.page import FEW_CHARACTERS, SCAN_COVER, PageRead, read_page
from fairwoo.extract.pdf.picture import picture_of
from fairwoo.extract.pdf.second import second_opinion
from fairwoo.extract.pdf.tables import tables_of
from fairwoo.extract.pdf.tree import page_at
from fairwoo.extract.picture import Picture
from fairwoo.extract.reading import PAGES_AT_ONCE, Limits, Reading, UnreadableError
from fairwoo.model import Finding, NoText, Page, PageBy

MEDIA_TYPES = ("application/pdf",)

_MOST_BOOKMARKS = 10_000
_MOST_SECOND_OPINIONS = 500


def read(path: Path, limits: Limits) -> Reading:
    """Read a PDF by pdfium. Raises UnreadableError for an encrypted one, PdfiumError for one that pdfium cannot open."""
    import pypdfium2.raw as pdfium

    with _opened(path) as document, OneReader(path) as pypdf:
        if not len(document):
            raise UnreadableError(on.PDF_WITHOUT_PAGES.at())
        pages = _read_pages(document, pypdf, limits, layers=layers_in(path, pypdf))
        tables = tables_of(document, [(one.page, one.cut) for one in pages], limits.step)
        properties, unread = _about(pypdf)
        filed = of_file(path, document, pypdf)
        shown = with_found([one.page for one in pages], filed.lost)
        encrypted = pdfium.FPDF_GetSecurityHandlerRevision(document.raw) != -1
        permissions = pdfium.FPDF_GetDocPermissions(document.raw) if encrypted else -1
        parts, lost = attachments_of(document, [file for one in pages for file in one.attachments], limits)
        properties = {
            **properties,
            "pages": str(len(document)),
            "bookmarks": str(sum(1 for _ in islice(document.get_toc(), _MOST_BOOKMARKS))),
            "attachments": str(len(parts)),
            "encrypted": _flag(encrypted),
            "extractable": _flag(on.extractable(permissions)),
        }
    findings = (*on.on_restrictions(permissions), *unread, *unchecked(filed), *lost)
    return Reading(pages=shown, tables=tables, parts=parts, properties=properties, findings=findings)


def read_on(path: Path, limits: Limits) -> Reading:
    """The pages from `limits.first`, and what is attached to them, of a PDF that `read` has read before. Raises as `read` does."""
    with _opened(path) as document, OneReader(path) as pypdf:
        pages = _read_pages(document, pypdf, limits, layers=True)
        parts, lost = attachments_of(None, [file for one in pages for file in one.attachments], limits)
    return Reading(pages=tuple(one.page for one in pages), parts=parts, findings=lost)


@contextmanager
def pictured(path: Path, number: int) -> Iterator[Picture]:
    """The image of page `number` (from 1), as long as the context lasts. Raises PdfiumError if it cannot be loaded."""
    with _opened(path) as document, picture_of(document, number) as picture:
        yield picture


def read_another_way(path: Path, limits: Limits) -> Reading:
    """Read a PDF by pypdf alone. Pages on which something may cover text are left without it."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        with PdfReader(path, strict=False) as reader:
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableError(on.PDF_ENCRYPTED.at(), {"encrypted": "true", "extractable": "false"})
            count = len(reader.pages)
            pages = tuple(_by_pypdf(reader, index, limits) for index in _indices(count, limits))
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(on.PDF_BROKEN.at(error=type(error).__name__)) from error
    if not pages:
        raise UnreadableError(on.PDF_WITHOUT_PAGES.at())
    with OneReader(path) as pypdf:
        properties, unread = _about(pypdf)
    return Reading(pages=pages, properties=properties | {"pages": str(count)}, findings=unread)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise UnreadableError(on.PDF_ENCRYPTED.at(), {"encrypted": "true", "extractable": "false"}) from error
        raise
    with document:
        yield document


def _indices(count: int, limits: Limits) -> range:
    return range(limits.first - 1, min(count, limits.first - 1 + PAGES_AT_ONCE))


def _read_pages(document: Any, pypdf: OneReader, limits: Limits, *, layers: bool) -> list[PageRead]:
    """The pages as pdfium reads them, with pypdf for those on which it finds next to nothing; `layers` as for `read_page`."""
    import pypdfium2

    pages: list[PageRead] = []
    second = _Second(pypdf)
    for index in _indices(len(document), limits):
        try:
            one = read_page(document, index, layers=layers)
        except pypdfium2.PdfiumError:
            damaged = Page(number=index + 1, text="", by=PageBy.NONE, no_text=NoText.DAMAGED)
            one = PageRead(damaged, blank=False, characters=0, attachments=())
        else:
            few = one.characters < FEW_CHARACTERS and not (one.blank or one.cut) and (one.page.image_cover or 0) < SCAN_COVER
            blank = one.blank and one.page.by is PageBy.NONE
            page = one.page.model_copy(update={"no_text": NoText.BLANK}) if blank else one.page
            one = one._replace(page=second.better(page) if few else page)
        pages.append(one)
        limits.step()
    return pages


class _Second:
    """Asks pypdf for a second opinion, not too often."""

    def __init__(self, pypdf: OneReader) -> None:
        self._pypdf = pypdf
        self._asked = 0

    def better(self, page: Page) -> Page:
        """The page with pypdf's text if that is longer and nothing can cover it; else as it is."""
        self._asked += 1
        if self._asked > _MOST_SECOND_OPINIONS:
            return page
        try:
            text = second_opinion(page_at(self._pypdf.get(), page.number - 1))
        except Exception:
            return page
        longer = text is not None and len(text.strip()) > max(len(page.text.strip()), 1)
        return page.model_copy(update={"text": text, "by": PageBy.TEXT_LAYER}) if longer and not page.hidden_words else page


def _by_pypdf(reader: Any, index: int, limits: Limits) -> Page:
    limits.step()
    try:
        text = second_opinion(reader.pages[index])
    except Exception:
        return Page(number=index + 1, text="", by=PageBy.NONE, no_text=NoText.DAMAGED)
    if text is None:
        return Page(number=index + 1, text="", by=PageBy.NONE, no_text=NoText.WITHHELD)
    return Page(number=index + 1, text=text, by=PageBy.TEXT_LAYER if text.strip() else PageBy.NONE)


def _about(pypdf: OneReader) -> tuple[dict[str, str], tuple[Finding, ...]]:
    try:
        return about(pypdf.get()), ()
    except Exception:
        return {}, (on.PDF_PROPERTIES_UNREAD.at(),)


def _flag(value: bool) -> str:
    return "true" if value else "false"
