"""What a page gives a reader: usable text or not, and whether it was made on a computer or scanned.

Only the text layer of the publisher counts. Text that fairwoo recognised itself (OCR) is no merit of the file, and no harm to its layer.
"""

from __future__ import annotations

import csv
from enum import StrEnum
from functools import cache

from fairwoo import wordlist
from fairwoo.model import Extraction, Page, PageBy
from fairwoo.shared import data_folder

FEWEST_CHARACTERS = 50
FULL_IMAGE = 0.85  # share of the page; on the corpus pages are below .05 or above .85, hardly ever between
_PICTURE = 0.05
_HALF_IMAGE = 0.5
_ALL_REDACTED = 0.8


class Usability(StrEnum):
    """Can the text of a page be used. LEFT_OUT: blank, redacted as a whole, or too short to judge."""

    USABLE = "usable"
    UNUSABLE = "unusable"
    LEFT_OUT = "left_out"


def own_text(page: Page) -> str:
    """The text that the file itself gives."""
    return page.whole_text.strip() if page.by == PageBy.TEXT_LAYER else ""


def characters(page: Page) -> int:
    """How many characters the file gives on a page, spaces not counted."""
    return len("".join(own_text(page).split()))


def usabilities(extraction: Extraction) -> tuple[Usability, ...]:
    """The usability of each page. A file that gives no text on any page is not blank: it gives none."""
    found = tuple(_usability(page, extraction) for page in extraction.pages)
    silent = all(characters(page) == 0 and not _is_all_redacted(page) for page in extraction.pages)
    return (Usability.UNUSABLE,) * len(found) if silent else found


def _usability(page: Page, extraction: Extraction) -> Usability:
    if (
        page.by is PageBy.OCR and page.needs_ocr and page.layer_score is not None
    ):  # its text layer was the poorer one, but may still do
        return Usability.USABLE if page.layer_score >= wordlist.USABLE else Usability.UNUSABLE
    if characters(page) < FEWEST_CHARACTERS:
        nothing_else = not is_picture(extraction) and (page.image_cover or 0) < _PICTURE
        return Usability.LEFT_OUT if nothing_else or _is_all_redacted(page) else Usability.UNUSABLE
    hit = page.layer_score
    if hit is None:  # not judged by the reader: a format without paper, or no dictionary
        hit = wordlist.hit_rate(own_text(page), extraction.language)
    if hit is None:
        return Usability.LEFT_OUT
    return Usability.USABLE if hit >= wordlist.USABLE else Usability.UNUSABLE


def _is_all_redacted(page: Page) -> bool:
    if page.width and page.height and page.redactions:
        return sum(box.width * box.height for box in page.redactions) >= _ALL_REDACTED * page.width * page.height
    return page.hidden_words > 0 and not own_text(page)


def is_picture(extraction: Extraction) -> bool:
    """Is the file a picture (TIFF, JPEG, PNG …), so that any text in it was scanned or photographed."""
    return extraction.media_type.startswith("image/")


def is_scan(page: Page, extraction: Extraction) -> bool:
    """Is the page a picture of a page without text of its own."""
    full = is_picture(extraction) or (page.image_cover or 0) >= FULL_IMAGE
    return full and characters(page) < FEWEST_CHARACTERS


def nativeness(page: Page, extraction: Extraction) -> float | None:
    """How far a page was born digital: 1 made on a computer, ½ scanned with sound recognised text, 0 scanned; None if blank.

    A picture of the whole page under text is a scan with OCR, unless the program that made the file is known for making documents
    (a slide with a background). A whole picture without text in such a file may be a photograph: None.
    """
    origin = _origin(extraction)
    if is_scan(page, extraction):
        return None if origin == "authoring" and not is_picture(extraction) else 0
    cover = page.image_cover or 0
    layered = cover >= FULL_IMAGE or (cover >= _HALF_IMAGE and origin == "scanning")
    if layered and origin != "authoring":
        return 0.5 if (wordlist.hit_rate(own_text(page), extraction.language) or 0) >= wordlist.SOUND else 0
    return 1 if characters(page) else None


def _origin(extraction: Extraction) -> str | None:
    """What kind of program made the file, by the first of the words in `vocab/producers.csv` that its properties name."""
    made = f"{extraction.properties.get('creator', '')} {extraction.properties.get('producer', '')}".casefold()
    return next((origin for word, origin in _producers() if word in made), None)


@cache
def _producers() -> tuple[tuple[str, str], ...]:
    with (data_folder("vocab") / "producers.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["word"].casefold(), row["origin"]) for row in csv.DictReader(file))
