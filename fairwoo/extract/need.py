"""Does the text layer of a page do, or does its text have to come from the image? Decided per page, and kept on it.

The thresholds are shares of known words by `fairwoo.wordlist`, whose measurements are there. A full-page image with a text layer needs
the most, because the layer of a scan is a guess that can be made again. A page that a program set may hold tables, names and
printed noise: with fonts that say which letters they draw, it is only wrong if next to nothing is known (letters that are mapped to
others leave at most .07), if its words are known when read from behind, or if many whole lines are unknown, as when one of several
fonts is mapped wrongly; fonts that do not say their letters leave more room for doubt.

Printed noise, such as text recognised from drawings, is no reason: it would be recognised as noise again. It differs from mapped
letters in that its words are short: of the runs of letters on 240 sound pages .22 (median; .35 on the 95th of 100) have one or two
letters, on pages of noise .75 and up. On pages of all kinds at most .31 of the letters stand in runs of more than 20; without their
spaces .51 and up on 19 of 20. What is found and what is not: `tests/corpus/eval_need.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from fairwoo import wordlist
from fairwoo.extract.language import is_foreign, is_latin, language_of
from fairwoo.extract.pdf.findings import on_pages
from fairwoo.extract.pdf.page import FEW_CHARACTERS, SCAN_COVER
from fairwoo.model import Finding, FindingKind, Level, NeedsOcr, Page, PageBy, PageOrigin

_SOME_IMAGE = 0.3
_FEWEST_TOKENS = 30
_NEXT_TO_NOTHING = 0.25
_ODD = 0.05

_SINGLES = 0.7  # of the runs of letters are single: measured .45 on pages of noise that are printed so
_SHORT = 2
_NOISE = 0.6  # of the runs are short
_LONG, _FEWEST_LETTERS, _GLUED = 20, 200, 0.4  # of the letters are in long runs
_LINE_WORDS, _DEAD_LINES, _DEAD = 4, 4, 0.3  # of the lines with so many words have next to no word that is known

_RUN = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]{3,}")
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
    few = len("".join(page.text.split())) < FEW_CHARACTERS
    score = None if few else wordlist.hit_rate(page.text, language)
    if score is not None and score < wordlist.USABLE and is_foreign(page.text):
        score = None  # no dictionary here can judge it
    return page.model_copy(
        update={
            "origin": page.origin or _origin(cover, few=few),
            "layer_score": None if score is None else round(score, 3),
            "needs_ocr": _no_text(page, cover)
            if few
            else _poor_layer(page, score)
            if cover >= SCAN_COVER and page.origin is not PageOrigin.DIGITAL
            else _garbage(page.text, score, language, least),
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
        return None  # wholly redacted: its image says no more, or a look at it will tell
    return NeedsOcr.NO_TEXT if cover > _SOME_IMAGE or page.needs_ocr else None


def _poor_layer(page: Page, score: float | None) -> NeedsOcr | None:
    """Of a layer over a scan."""
    if score is not None and score >= wordlist.SOUND:
        return None
    if _fell_apart(page.text) or _odd(page.text):
        return NeedsOcr.GARBAGE
    return None if score is None else NeedsOcr.POOR_LAYER


def _garbage(text: str, score: float | None, language: str | None, least: float) -> NeedsOcr | None:
    """Of a text that a program set."""
    if score is not None and score >= wordlist.SOUND:
        return None
    if _fell_apart(text) or _odd(text):
        return NeedsOcr.GARBAGE
    if score is None or not _is_long(text) or _is_noise(text):
        return None
    if score < least:
        # A table may say one code a hundred times: then the different words decide, if there are enough of them.
        score = wordlist.hit_rate(" ".join(dict.fromkeys(_WORD.findall(text))), language)
        return NeedsOcr.GARBAGE if score is not None and score < least else None
    reversed_ = score < wordlist.USABLE and _is_reversed(text, score)
    return NeedsOcr.GARBAGE if reversed_ or _has_dead_lines(text) else None


def _is_long(text: str) -> bool:
    return len(_TOKEN.findall(text)) >= _FEWEST_TOKENS


def _fell_apart(text: str) -> bool:
    """Letters with spaces between them, or words without. (Scripts that have no spaces did not fall apart.)"""
    runs = _RUN.findall(text)
    letters = sum(map(len, runs))
    if letters > _FEWEST_LETTERS and sum(len(run) for run in runs if len(run) > _LONG) > _GLUED * letters:
        return is_latin(text)
    return len(runs) >= _FEWEST_TOKENS and sum(len(run) == 1 for run in runs) > _SINGLES * len(runs)


def _is_noise(text: str) -> bool:
    """Mostly bits of one or two letters: signs that are printed so."""
    runs = _RUN.findall(text)
    return sum(len(run) <= _SHORT for run in runs) > _NOISE * len(runs)


def _is_reversed(text: str, score: float) -> bool:
    """Are clearly more of the words known when they are read from behind?"""
    behind = wordlist.hit_rate(text[::-1])
    return behind is not None and behind >= wordlist.USABLE and behind > score + _NEXT_TO_NOTHING


def _has_dead_lines(text: str) -> bool:
    """Are there many lines of which next to no word is known, in no language that there is?"""
    lines = [line for line in text.splitlines() if len(_WORD.findall(line)) >= _LINE_WORDS]
    dead = [line for line in lines if _known_share(line) < _NEXT_TO_NOTHING]
    return len(dead) >= _DEAD_LINES and len(dead) > _DEAD * len(lines) and not _is_language(dead)


def _known_share(line: str) -> float:
    words = _WORD.findall(line)
    return sum(map(wordlist.is_known, words)) / len(words)


def _is_language(lines: Sequence[str]) -> bool:
    text = "\n".join(lines)
    return is_foreign(text) or language_of([text]) is not None


def _odd(text: str) -> bool:
    """Many characters that no text has: private, unassigned, replacement."""
    counts = Counter(text)
    odd = sum(count for letter, count in counts.items() if letter == "\ufffd" or _is_odd(letter))
    return odd > _ODD * sum(count for letter, count in counts.items() if not letter.isspace())


def _is_odd(letter: str) -> bool:
    return not letter.isspace() and unicodedata.category(letter) in _ODD_KINDS
