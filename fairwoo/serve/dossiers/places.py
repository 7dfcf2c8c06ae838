"""Where what was searched for stands: on which pages of a document, and in which places on the image of a page.

Hidden words have no places. A word is pointed at only if it is outside all that is redacted or hidden, and if the text of the page that
may be read has it at least as often as the image: so a page looks the same whether a hidden word or one that is nowhere was asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from fairwoo.index import Backend, Request, parse, planning
from fairwoo.index.marking import Asked, asked, marks
from fairwoo.index.plan import Plan
from fairwoo.index.values import MOST_RESULTS
from fairwoo.model import Page, PageBy
from fairwoo.serve.dossiers.pictures import concealed, drawing, order
from fairwoo.serve.drawing import Box, PlacedWord, UndrawableError
from fairwoo.serve.drawing.orders import HYPHEN
from fairwoo.serve.drawing.processes import BusyError
from fairwoo.serve.drawing.words import touches
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site
from fairwoo.shared import clean_text

_MOST = 400  # places on an image
_MOST_MARKS = 5_000  # in a text
_AIR = 1.0  # points above and below letters: the box of a word is that of its ink


class Sought(NamedTuple):
    """A query, ready to be looked for."""

    plan: Plan
    wanted: Asked


class Word(NamedTuple):
    """A word on the image of a page, in pieces with a box each."""

    pieces: tuple[tuple[str, Box], ...]

    @property
    def text(self) -> str:
        """The whole word."""
        return "".join(text for text, _ in self.pieces)


def sought(site: Site, text: str) -> Sought | None:
    """What a visitor typed, as the index looks for it; None for nothing. Raises EngineError."""
    if not text:
        return None
    query = parse(text).query
    plan = site.engine.asked(lambda backend: planning.plan(query, backend))
    return Sought(plan, asked(plan))


def marks_in(text: str, what: Sought | None) -> tuple[tuple[int, int], ...]:
    """The places (start, end) in a text."""
    return tuple((one.start, one.end) for one in islice(marks(text, what.wanted), _MOST_MARKS)) if what else ()


def pages_with(site: Site, dossier: PublicDossier, document: PublicDocument, what: Sought) -> tuple[int, ...]:
    """The pages of a document that a search in its dossier finds, in order, out of the best thousand. Raises EngineError."""

    def ask(backend: Backend) -> tuple[int, ...]:
        for plan in (what.plan, planning.relaxed(what.plan, 1)):
            found = backend.find(plan, Request(dossiers=(dossier.id,), limit=MOST_RESULTS, facets=False))
            entries = (scored.entry for scored in found.pages)
            numbers = {one.page for one in entries if dossier.names.get(one.document) == document.name}
            if numbers or what.plan.least < 2:
                return tuple(sorted(number for number in numbers if 1 <= number <= document.pages))
        return ()

    return site.engine.asked(ask)


def boxes(site: Site, document: PublicDocument, page: Page, what: Sought) -> tuple[Box, ...]:
    """Where on the image of a page it stands; nothing if that cannot be told just now."""
    words = tuple(_words(site, document, page))
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word.text) + 1
    found: list[Box] = []
    number = 0
    for start, end in marks_in(" ".join(word.text for word in words), what):
        while number + 1 < len(words) and starts[number + 1] <= start:
            number += 1
        for place in range(number, len(words)):
            if starts[place] >= end:
                break
            found += _parts(words[place], start - starts[place], end - starts[place])
    return tuple(found[:_MOST])


def _words(site: Site, document: PublicDocument, page: Page) -> Iterator[Word]:
    """The words on the image that the text of the page has too, and as often."""
    allowed = Counter(page.whole_text.split())
    words = [word for placed in _placed(site, document, page) if (word := _as_read(placed, allowed)) is not None]
    counts = Counter(word.text for word in words)
    for word in words:
        if counts[word.text] <= allowed[word.text]:
            yield word


def _placed(site: Site, document: PublicDocument, page: Page) -> Iterable[PlacedWord]:
    if page.by is PageBy.OCR:
        hidden = concealed(page)
        placed = ((word.text, Box(word.x, word.y, word.width, word.height)) for word in page.words)
        return (PlacedWord(((text, box),)) for text, box in placed if not touches(box, hidden))
    try:
        return drawing(site).words(order(site, document, page, "words"))
    except (BusyError, UndrawableError):  # the text below the image has the marks all the same
        return ()


def _as_read(placed: PlacedWord, allowed: Counter[str]) -> Word | None:
    """The word as the text of the page has it: broken at the end of a line, it may have been joined with or without its hyphen."""
    for hyphen in ("", "-"):
        word = Word(tuple((clean_text(text.replace(HYPHEN, hyphen)), box) for text, box in placed.pieces))
        if word.text in allowed:
            return word
    return None


def _parts(word: Word, start: int, end: int) -> Iterator[Box]:
    """The boxes of the letters from `start` to `end` of a word, as if all letters were equally wide."""
    at = 0
    for text, box in word.pieces:
        first, last = max(0, start - at), min(len(text), end - at)
        if first < last:
            letter = box.width / len(text)
            yield Box(box.x + first * letter, box.y - _AIR, (last - first) * letter, box.height + 2 * _AIR)
        at += len(text)
