"""Does the text layer of a page do, or does its text have to come from the image? Decided per page, and kept on it.

The thresholds are shares of known words by `fairwoo.wordlist`, whose measurements are there. A full-page image with a text layer needs
the most, because the layer of a scan is a guess that can be made again. A page that a program set may hold tables, names and
printed noise: with fonts that say which letters they draw, it is only wrong if next to nothing is known (letters that are shifted or
reversed leave at most .19); fonts that do not say so leave more room for doubt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from fairwoo import wordlist
from fairwoo.extract.language import is_foreign
from fairwoo.extract.pdf.findings import on_pages
from fairwoo.extract.pdf.page import FEW_CHARACTERS, SCAN_COVER
from fairwoo.model import Finding, FindingKind, Level, NeedsOcr, Page, PageBy, PageOrigin

_SOME_IMAGE = 0.3
_FEWEST_TOKENS = 30
_NEXT_TO_NOTHING = 0.25
_SINGLES = 0.7  # of the tokens are single letters: measured .45 on pages of noise that are printed so
_LONGEST_MEAN = 14.0
_ODD = 0.05

_NOISE = 0.45
_RUN = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\w+")
_ODD_KINDS = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})

POOR_TEXT_LAYER = FindingKind(
    code="page-text-poor",
    level=Level.WARNING,
    nl="De tekst die de PDF geeft is geen leesbare taal: bladzijde {which} ({count} van de {pages}). Wie zoekt, vindt dit niet.",
    en="The text that the PDF gives is no readable language: page {which} ({count} of {pages}). Whoever searches will not find it.",
    do_nl="Maak de PDF opnieuw vanuit het oorspronkelijke bestand, of laat opnieuw tekstherkenning (OCR) doen.",
    do_en="Make the PDF again from the original file, or have text recognition (OCR) done again.",
)


def judged(page: Page, language: str | None, *, fonts_mapped: bool = True) -> Page:
    """The page with `origin`, `layer_score` and `needs_ocr` filled in. Pages that are no pages of paper stay as they are.

    `language` is ISO 639-3 or None; `fonts_mapped` says that the fonts tell which letters they draw. A reader that saw letters
    drawn as shapes has set `needs_ocr` already.
    """
    cover = page.image_cover
    if cover is None:
        return page
    least = _NEXT_TO_NOTHING if fonts_mapped else wordlist.USABLE
    few = sum(not letter.isspace() for letter in page.text) < FEW_CHARACTERS
    score = None if few else wordlist.hit_rate(page.text, language)
    if score is not None and score < wordlist.USABLE and is_foreign(page.text):
        score = None  # no dictionary here can judge it
    return page.model_copy(
        update={
            "origin": page.origin or _origin(cover, few=few),
            "layer_score": None if score is None else round(score, 3),
            "needs_ocr": _no_text(page, cover)
            if few
            else _poor(page, score, layered=cover >= SCAN_COVER and page.origin is not PageOrigin.DIGITAL, least=least),
        }
    )


def findings(pages: Sequence[Page]) -> tuple[Finding, ...]:
    """The finding on pages whose text layer is no language."""
    return on_pages(POOR_TEXT_LAYER, [page.number for page in pages if is_garbage(page)], len(pages))


def is_garbage(page: Page) -> bool:
    """Is the text of the page, as it is now, a layer that is no language?"""
    return page.needs_ocr is NeedsOcr.GARBAGE and page.by is PageBy.TEXT_LAYER


def _origin(cover: float, *, few: bool) -> PageOrigin:
    if cover < SCAN_COVER:
        return PageOrigin.DIGITAL
    return PageOrigin.SCAN if few else PageOrigin.SCAN_WITH_TEXT


def _no_text(page: Page, cover: float) -> NeedsOcr | None:
    if page.hidden_words and not page.text.strip():
        return None  # wholly redacted: its image says no more
    return NeedsOcr.NO_TEXT if cover > _SOME_IMAGE or page.needs_ocr else None


def _poor(page: Page, score: float | None, *, layered: bool, least: float) -> NeedsOcr | None:
    if _fell_apart(page.text) or _odd(page.text):
        return NeedsOcr.GARBAGE
    if score is None:
        return None
    if layered:
        return NeedsOcr.POOR_LAYER if score < wordlist.SOUND else None
    return NeedsOcr.GARBAGE if score < least and _is_long(page.text) and not _is_noise(page.text) else None


def _is_long(text: str) -> bool:
    return len(_TOKEN.findall(text)) >= _FEWEST_TOKENS


def _fell_apart(text: str) -> bool:
    """Letters with spaces between them, or words without."""
    tokens = _TOKEN.findall(text)
    if len(tokens) < _FEWEST_TOKENS:
        return False
    singles = sum(len(token) == 1 and token.isalpha() for token in tokens)
    return singles > _SINGLES * len(tokens) or sum(map(len, tokens)) > _LONGEST_MEAN * len(tokens)


def _is_noise(text: str) -> bool:
    """Many single letters, but not so many that words fell apart: signs that are printed so, for which the word list gives 0."""
    runs = _RUN.findall(text)
    return sum(len(run) == 1 for run in runs) > _NOISE * len(runs)


def _odd(text: str) -> bool:
    """Many characters that no text has: private, unassigned, replacement."""
    letters = [letter for letter in text if not letter.isspace()]
    odd = sum(letter == "\ufffd" or unicodedata.category(letter) in _ODD_KINDS for letter in letters)
    return odd > _ODD * len(letters)
