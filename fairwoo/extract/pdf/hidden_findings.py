"""What is said of the words in a PDF that nobody sees: how many, why they are not seen, on which pages. Never which words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fairwoo.extract.hidden import HIDDEN_CONTENT
from fairwoo.extract.pdf.findings import TEXT_UNDER_REDACTION, ranges
from fairwoo.model import Finding, HiddenKind, Page, Place

UNDER_REDACTION = frozenset({HiddenKind.UNDER_REDACTION, HiddenKind.OCR_LAYER})
"""The kinds that say that a redaction failed. Recognised text where a scan shows nothing was recognised before that was taken away."""

_WORDS = {
    HiddenKind.INVISIBLE: (
        "woorden in de kleur van hun achtergrond of zonder inkt",
        "words in the colour of their background or without ink",
    ),
    HiddenKind.TINY: ("woorden die te klein zijn om te zien", "words too small to be seen"),
    HiddenKind.OUTSIDE_PAGE: ("woorden buiten de rand van de bladzijde", "words outside the edges of the page"),
    HiddenKind.CLIPPED: ("woorden die weggesneden zijn", "words that are clipped away"),
    HiddenKind.LAYER_OFF: ("woorden in een laag die uit staat", "words in a layer that is off"),
    HiddenKind.ANNOTATION: (
        "woorden in notities of in aantekeningen die niet getoond worden",
        "words in notes or in annotations that are not shown",
    ),
    HiddenKind.FORM_FIELD: ("woorden in formuliervelden die ze niet tonen", "words in form fields that do not show them"),
    HiddenKind.EARLIER_REVISION: (
        "woorden in een eerdere versie die nog in het bestand zit",
        "words in an earlier version that is still in the file",
    ),
    HiddenKind.ATTACHMENT: ("woorden in omschrijvingen van bijlagen", "words in descriptions of attachments"),
    HiddenKind.METADATA: (
        "woorden in gegevens die programma’s in het bestand bewaren",
        "words in data that programs keep in the file",
    ),
}


class _Told(NamedTuple):
    kind: HiddenKind
    words: int
    pages: tuple[int, ...]


def on_hidden(pages: Sequence[Page]) -> tuple[Finding, ...]:
    """The findings on the words that nobody sees: an error on those under redactions, a warning on all others.

    What has no place stands on the first page (see `pdf/filed.py`) and is told without a page.
    """
    found = [_told(kind, pages) for kind in HiddenKind]
    under = [one for one in found if one.words and one.kind in UNDER_REDACTION]
    others = [one for one in found if one.words and one.kind not in UNDER_REDACTION]
    findings: list[Finding] = []
    if under:
        numbers = sorted({number for one in under for number in one.pages})
        words = sum(one.words for one in under)
        findings.append(TEXT_UNDER_REDACTION.at(_place(under), words=words, which=ranges(numbers)))
    if others:
        what_nl, what_en = (", ".join(_phrase(one, language) for one in others) for language in (0, 1))
        findings.append(HIDDEN_CONTENT.at(_place(others), what_nl=what_nl, what_en=what_en))
    return tuple(findings)


def _told(kind: HiddenKind, pages: Sequence[Page]) -> _Told:
    words = sum(one.words for page in pages for one in page.hidden if one.kind is kind)
    placed = (page.number for page in pages if any(one.kind is kind and one.x is not None for one in page.hidden))
    return _Told(kind, words, tuple(placed))


def _phrase(told: _Told, language: int) -> str:
    where = f" ({('bladzijde', 'page')[language]} {ranges(told.pages)})" if told.pages else ""
    return f"{told.words} {_WORDS[told.kind][language]}{where}"


def _place(told: Sequence[_Told]) -> Place | None:
    numbers = {number for one in told for number in one.pages}
    return Place(page=min(numbers)) if len(numbers) == 1 and all(one.pages for one in told) else None
