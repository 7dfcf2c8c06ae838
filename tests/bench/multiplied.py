"""Many pages out of few: the texts of the relevance set and, if it is there, of the corpus, over and over, each time with other words.

Copies alone would flatter a search engine: the vocabulary would stay small, and every word be on many pages. So in each copy a quarter of
the longer words get an ending of that copy's own; words that are asked for stay as they are. With the corpus a copy brings some 2,900 new
words (counted), so a million pages have more than two million, of which most are rare, as in real text. The same number of pages is
always the same pages.
"""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from fairwoo.model import Disclosure, Entry
from tests.search import material

PAGES_A_DOCUMENT, DOCUMENTS_A_DOSSIER = 10, 5
PAGES_A_DOSSIER = PAGES_A_DOCUMENT * DOCUMENTS_A_DOSSIER
_WORD = re.compile(r"[^\W\d_]{6,}")
_CHANGED = 4  # of so many longer words one is changed
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
_KINDS = ("besluit", "brief", "e-mail", "nota", "verslag", "rapport", "advies", "memo")
_FIRST_DAY, _DAYS = date(2012, 1, 2), 4_700
_GROUNDS = ("", "", "5.1.2e", "5.1.2i", "5.1.1c", "5.2.1")


class Paper(NamedTuple):
    """A document that was made: its dossier and place in it, and the texts of its pages."""

    dossier: int
    number: int
    pages: tuple[str, ...]

    @property
    def name(self) -> str:
        """What its dossier is called."""
        return f"zaak-{self.dossier:05}"

    @property
    def kind(self) -> str:
        """What kind of document it is."""
        return _KINDS[self._chance("kind") % len(_KINDS)]

    @property
    def dated(self) -> date:
        """The day on it."""
        return _FIRST_DAY + timedelta(self._chance("day") % _DAYS)

    @property
    def ground(self) -> str:
        """On what ground something was left out; "" if nothing was."""
        return _GROUNDS[self._chance("ground") % len(_GROUNDS)]

    @property
    def title(self) -> str:
        """Its kind and the first words on it."""
        return f"{self.kind.capitalize()} {' '.join(self.pages[0].split()[:6])}"

    @property
    def body(self) -> str:
        """Whose it is: a code."""
        codes = sorted(material.BODIES)
        return codes[self.dossier % len(codes)]

    def _chance(self, what: str) -> int:
        return crc32(f"{what} {self.dossier} {self.number}".encode())


def texts(corpus: Path) -> list[str]:
    """The texts that are multiplied: of the relevance set, and the recognised pages of the corpus if it is there."""
    own = [entry.text for entry in material.entries() if entry.text]
    real = (path.read_text(encoding="utf-8", errors="replace") for path in sorted(corpus.rglob("*.ocr")))
    return own + [page.strip() for text in real for page in text.split("\f") if len(page.split()) > 30]


def pages(base: list[str], number: int, first: int = 0) -> Iterator[str]:
    """So many pages, from copy `first` on."""
    every = (changed(text, copy) for copy in itertools.count(first) for text in base)
    return itertools.islice(every, number)


def changed(text: str, copy: int) -> str:
    """The text as it is in a copy; copy 0 is the text itself."""
    if not copy:
        return text
    ending = _ending(copy)
    kept, salt = _kept(), f"{copy} ".encode()

    def other(found: re.Match[str]) -> str:
        word = found[0]
        if word.casefold() in kept or crc32(salt + word.casefold().encode()) % _CHANGED:
            return word
        return word + ending

    return _WORD.sub(other, text)


def papers(base: list[str], number: int, first: int = 0, *, called: int | None = None) -> Iterator[Paper]:
    """So many pages as documents of dossiers, from copy `first` on.

    The dossiers are called after the copy, so that none is twice; with `called`, after that one: other texts of the same dossiers.
    """
    stream = pages(base, number, first)
    called = first if called is None else called
    for place in itertools.count():
        if not (some := tuple(itertools.islice(stream, PAGES_A_DOCUMENT))):
            return
        yield Paper(called * 100_000 + place // DOCUMENTS_A_DOSSIER, place % DOCUMENTS_A_DOSSIER + 1, some)


def entries(made: Iterator[Paper]) -> Iterator[tuple[str, list[Entry]]]:
    """The dossiers with their pages, as an index takes them."""
    for dossier, group in itertools.groupby(made, key=lambda paper: paper.dossier):
        found = [entry for paper in group for entry in _entries(paper)]
        yield f"{found[0].body}-zaak-{dossier:05}", found


def folders(made: Iterator[Paper], folder: Path) -> int:
    """The dossiers as folders to bring in, below a folder for each body; how many there are."""
    number = 0
    for _, group in itertools.groupby(made, key=lambda paper: paper.dossier):
        some = list(group)
        dossier = folder / some[0].body / some[0].name
        dossier.mkdir(parents=True)
        about = {"publisher": some[0].body, "title": some[0].name}
        (dossier / "dossier.json").write_text(json.dumps(about), encoding="utf-8")
        rows = []
        for paper in some:
            name = f"{paper.number:02}.txt"
            (dossier / name).write_text("\f".join(paper.pages), encoding="utf-8")
            judged = "deels openbaar" if paper.ground else "openbaar"
            rows.append((paper.number, paper.title, name, paper.dated.isoformat(), paper.kind, judged, paper.ground))
        with (dossier / "inventarislijst.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(("Documentnummer", "Titel", "Bestandsnaam", "Datum", "Soort", "Beoordeling", "Uitzonderingsgronden"))
            writer.writerows(rows)
        number += 1
    return number


def _entries(paper: Paper) -> Iterator[Entry]:
    dossier = f"{paper.body}-{paper.name}"
    judged = Disclosure.PARTLY_PUBLIC if paper.ground else Disclosure.PUBLIC
    for number, text in enumerate(paper.pages, 1):
        yield Entry(
            id=f"{dossier}/{paper.number:02}/{number}",
            dossier=dossier,
            document=f"{paper.number:02}",
            page=number,
            text=text,
            title=paper.title,
            dossier_title=paper.name,
            body=paper.body,
            body_name=material.BODIES[paper.body],
            year=paper.dated.year,
            dated=paper.dated,
            kind=paper.kind,
            disclosure=judged,
            grounds=(paper.ground,) if paper.ground else (),
        )


@cache
def _ending(copy: int) -> str:
    """Two syllables or more that say which copy it is."""
    found, rest = "", copy
    while rest or len(found) < 4:
        rest, digit = divmod(rest, len(_SYLLABLES))
        found += _SYLLABLES[digit]
    return found


@cache
def _kept() -> frozenset[str]:
    """The words of the queries."""
    return frozenset(word.casefold() for asked in material.queries() for word in _WORD.findall(asked.text))
