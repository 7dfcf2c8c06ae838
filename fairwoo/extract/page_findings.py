"""What people should know of the pages of a document, told anew whenever pages were read further or looked at."""

from __future__ import annotations

from collections.abc import Sequence

from fairwoo.extract import need
from fairwoo.extract.hidden import HIDDEN_CONTENT
from fairwoo.extract.pdf import findings as on
from fairwoo.extract.pdf.hidden_findings import on_hidden
from fairwoo.model import Extraction, Finding, FindingKind, Level, NoText, Page, PageBy, Place

OCR_MISSING = FindingKind(
    code="ocr-missing",
    level=Level.WARNING,
    nl="Niet herkend: de tekst in de afbeelding van bladzijde {which} ({count} van {pages}). Tekstherkenning (OCR) ontbrak.",
    en="Not recognised yet: the text in the image of page {which} ({count} of {pages}). Text recognition (OCR) was missing.",
    do_nl="Zie fairwoo ocr voor wat er nodig is, en geef daarna: fairwoo extract --only pages-without-text.",
    do_en="See fairwoo ocr for what is needed, and then say: fairwoo extract --only pages-without-text.",
)
TEXT_RECOGNISED = FindingKind(
    code="page-text-recognised",
    level=Level.INFO,
    nl="De tekst van bladzijde {which} ({count} van de {pages}) komt van tekstherkenning door fairwoo; het bestand zelf geeft ze niet.",
    en="The text of page {which} ({count} of {pages}) was recognised by fairwoo; the file itself does not give it.",
    do_nl="Lever liever een PDF met doorzoekbare tekst aan; dan is ze ook voor anderen leesbaar.",
    do_en="Better deliver a PDF with searchable text; then others can read it too.",
)
NOT_LOOKED_AT = FindingKind(
    code="page-not-looked-at",
    level=Level.WARNING,
    nl="Niet of niet helemaal bekeken als afbeelding, omdat dat vastliep: bladzijde {which} ({count} van de {pages}).",
    en="Not or not wholly looked at as an image, because that broke down: page {which} ({count} of {pages}).",
    do_nl="Open het bestand en kijk of de bladzijde heel is; sla het opnieuw op en lever dat aan.",
    do_en="Open the file and see whether the page is whole; save it again and deliver that.",
)
FAILED = "failed"
"""`seen_by` of a page of which the image could not be looked at."""
PIXELS = "pixels"
"""`seen_by` of a page whose image was looked at without text recognition; with it, its name follows."""
NOT_RECOGNISED = f"{PIXELS}, {FAILED}"
"""`seen_by` of a page whose image was looked at, but on which text recognition broke down."""

_KINDS = (
    on.PDF_EMPTY_BUT_LARGE,
    on.PAGE_WITHOUT_TEXT,
    on.PAGE_UNREAD,
    on.TEXT_WITHHELD,
    on.TEXT_UNDER_REDACTION,
    need.POOR_TEXT_LAYER,
    OCR_MISSING,
    TEXT_RECOGNISED,
    NOT_LOOKED_AT,
)
_LARGE = 1 << 20


def is_paged(media_type: str) -> bool:
    """Has such a file pages as paper has: a PDF or an image."""
    return media_type == "application/pdf" or media_type.startswith("image/")


def on_pages(pages: Sequence[Page], size: int) -> tuple[Finding, ...]:
    """The findings on the pages of a paged file of `size` bytes."""
    silent = [page for page in pages if page.by is PageBy.NONE and not page.hidden_words]
    all_silent = len(silent) == len(pages)
    without = [page for page in silent if _is_missed(page, all_silent=all_silent)]
    return (
        *on_hidden(pages),
        *_of(on.PAGE_UNREAD, pages, [page for page in pages if page.no_text is NoText.DAMAGED]),
        *_of(on.TEXT_WITHHELD, pages, [page for page in pages if page.no_text is NoText.WITHHELD]),
        *_of(on.PAGE_WITHOUT_TEXT, pages, without),
        *_empty_but_large(pages, size, all_silent=all_silent),
        *need.findings(pages),
        *_of(OCR_MISSING, pages, [page for page in pages if page.needs_ocr and page.seen_by == PIXELS]),
        *_of(TEXT_RECOGNISED, pages, [page for page in pages if page.by is PageBy.OCR]),
        *_of(NOT_LOOKED_AT, pages, [page for page in pages if page.seen_by in {FAILED, NOT_RECOGNISED}]),
    )


def told_anew(extraction: Extraction, name: str, size: int) -> tuple[Finding, ...]:
    """The findings of an extraction with those on its pages told anew; `name` is the file's, `size` in bytes."""
    if not (extraction.read and is_paged(extraction.media_type)):
        return extraction.findings
    codes = {kind.code for kind in _KINDS}
    if extraction.media_type == "application/pdf":  # the reader of images has findings of its own with this code
        codes.add(HIDDEN_CONTENT.code)
    others = [finding for finding in extraction.findings if finding.code not in codes]
    found = [
        one.model_copy(update={"place": one.place.model_copy(update={"file": name})}) for one in on_pages(extraction.pages, size)
    ]
    return (*others, *found)


def _is_missed(page: Page, *, all_silent: bool) -> bool:
    """Should the page have had text? A blank one need not, unless the whole file is silent: that is no use to anybody."""
    if page.no_text in {NoText.DAMAGED, NoText.WITHHELD}:
        return False
    recognised = page.seen_by not in {None, PIXELS, FAILED, NOT_RECOGNISED}  # there is nothing to read in its image either
    return not recognised and (page.no_text is not NoText.BLANK or all_silent)


def _empty_but_large(pages: Sequence[Page], size: int, *, all_silent: bool) -> tuple[Finding, ...]:
    empty = pages and size > _LARGE and all_silent and not any(page.image_cover for page in pages)
    return (on.PDF_EMPTY_BUT_LARGE.at(megabytes=size / 1e6, pages=len(pages)),) if empty else ()


def _of(kind: FindingKind, pages: Sequence[Page], those: Sequence[Page]) -> tuple[Finding, ...]:
    numbers = [page.number for page in those]
    place = Place(page=numbers[0]) if len(numbers) == 1 else None
    return (kind.at(place, count=len(numbers), pages=len(pages), which=on.ranges(numbers)),) if numbers else ()
