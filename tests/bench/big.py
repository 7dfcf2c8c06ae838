"""A PDF of as many pages as you like, written as a stream: every page has a text of its own, the same for the same seed.

    python tests/bench/big.py FILE [PAGES] [SEED]

20,000 pages take a few seconds and some 35 MB. A page is a heading with a word that is on no other page (`mark_of`), and forty lines
that look like Dutch official letters: function words, nouns, and compounds of two nouns, so that the index gets a vocabulary
of thousands, and the language and the word list find what they find in real text.
"""

from __future__ import annotations

import itertools
import random
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PAGES = 20_000
LINES = 40
_WORDS_A_LINE = 11
_KIDS = 100  # of a node of the page tree


def _words(text: str) -> list[str]:
    return text.split()


_SMALL = _words("""
    de het een van en in op dat te voor met is zijn aan niet die er om bij als door naar over ook uit dan maar of worden tot
    deze dit geen heeft wordt kan moet zal onder tegen tussen wij u hun waar
""")
_NOUNS = _words("""
    gemeente water weg brug school dorp stad markt haven kanaal dijk sluis bos park plein straat huis bouw grond plan
    besluit verzoek bezwaar rapport advies overleg vergadering verslag brief nota bijlage lijst kaart tekening foto kosten
    subsidie begroting contract vergunning toezicht controle onderzoek meting geluid lucht bodem energie wind zonne verkeer
    fiets trein parkeer station winkel woning bewoner wethouder raad college burger ambtenaar bestuur provincie ministerie
    beleid project planning opdracht aannemer eigenaar archief dossier document pagina zaak termijn datum jaar maand week
    periode afspraak besparing herstel onderhoud
""")
_VERBS = _words("""
    besluiten vragen geven nemen maken zien gaan komen staan liggen lezen schrijven sturen ontvangen bespreken beoordelen
    wijzigen vaststellen openbaar weigeren toelichten aanvragen uitvoeren betalen bouwen meten
""")
_TAILS = _words("""
    beleid plan besluit verzoek overleg rapport advies onderzoek kosten project vergunning toezicht onderhoud kaart verslag
    lijst
""")


def mark_of(page: int, seed: int = 1) -> str:
    """The word that is on this page (from 1) only: letters alone, so that every engine takes it for one word."""
    letters, rest = "", page * 1_000 + seed % 1_000
    while rest:
        rest, digit = divmod(rest, 20)
        letters += "bcdfghjklmnpqrstvwxz"[digit]
    return f"kenmerk{letters}"


def lines_of(page: int, seed: int = 1) -> list[str]:
    """What is written on a page (from 1), line by line."""
    chance = random.Random(seed * 1_000_003 + page)
    nouns = [*_NOUNS, *(noun + chance.choice(_TAILS) for noun in chance.sample(_NOUNS, 12))]
    words = chance.choices(_SMALL, k=LINES * _WORDS_A_LINE)
    for place in range(2, len(words), 3):
        words[place] = chance.choice(nouns)
    for place in range(7, len(words), 14):
        words[place] = chance.choice(_VERBS)
    body = (" ".join(words[start : start + _WORDS_A_LINE]) for start in range(0, len(words), _WORDS_A_LINE))
    return [f"Bladzijde {page} met {mark_of(page, seed)}", *(line.capitalize() + "." for line in body)]


def write(path: Path, pages: int = PAGES, seed: int = 1) -> None:
    """Write a PDF of so many pages."""
    with path.open("wb") as file:
        _Pdf(file).write(pages, seed)


class _Pdf:
    """A PDF as it is written: the places of its objects are kept for the table at its end (ISO 32000-1, 7.5)."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places: dict[int, int] = {}

    def write(self, pages: int, seed: int) -> None:
        """Objects 1 to 3 are catalogue, root of the tree and font; then come two a page, then the nodes of the tree."""
        self._file.write(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
        first_node = 4 + 2 * pages
        for page in range(1, pages + 1):
            number = 2 + 2 * page
            self._put(
                number, f"<< /Type /Page /Parent {first_node + (page - 1) // _KIDS} 0 R /Contents {number + 1} 0 R >>".encode()
            )
            content = zlib.compress(_content(lines_of(page, seed)), 1)
            head = f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode()
            self._put(number + 1, head + content + b"\nendstream")
        nodes = list(self._nodes(pages, first_node))
        inherited = "/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
        self._put(1, b"<< /Type /Catalog /Pages 2 0 R /Lang (nl) >>")
        self._put(2, f"<< /Type /Pages /Count {pages} /Kids [{' '.join(nodes)}] {inherited} >>".encode())
        self._put(3, b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
        self._end()

    def _nodes(self, pages: int, first_node: int) -> Iterator[str]:
        for place, start in enumerate(range(1, pages + 1, _KIDS)):
            kids = range(start, min(start + _KIDS, pages + 1))
            listed = " ".join(f"{2 + 2 * page} 0 R" for page in kids)
            self._put(first_node + place, f"<< /Type /Pages /Parent 2 0 R /Count {len(kids)} /Kids [{listed}] >>".encode())
            yield f"{first_node + place} 0 R"

    def _put(self, number: int, value: bytes) -> None:
        self._places[number] = self._file.tell()
        self._file.write(b"%d 0 obj\n%b\nendobj\n" % (number, value))

    def _end(self) -> None:
        start, count = self._file.tell(), len(self._places) + 1
        table = b"".join(b"%010d 00000 n \n" % self._places[number] for number in range(1, count))
        self._file.write(b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table))
        self._file.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start))


def _content(lines: list[str]) -> bytes:
    """The operators that draw a page: a rule below the heading, then each line as a text of its own."""
    drawn = [f"BT /F1 10 Tf 60 {y} Td ({line}) Tj ET" for line, y in zip(lines, itertools.count(780, -17), strict=False)]
    return "\n".join(["0.5 w 60 772 m 535 772 l S", *drawn]).encode("latin-1")


if __name__ == "__main__":
    write(Path(sys.argv[1]), *(int(number) for number in sys.argv[2:4]))
