"""Running headers and footers: lines that come back at the edge of page after page, moved out of the running text.

A line comes back when the same line stands at the same edge of at least three pages with no more than one page between them (odd and
even pages may differ), or of every page but the first. Numbers in it are the same, or one of them counts with the pages; a
longer line may have any numbers, as dates that were recognised come out differently. No running line is: one that stands twice on
its page, a heading of mail or of a list of documents, what stands below the end of a letter. Pages keep what would be all of
their text.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import islice, takewhile

from fairwoo.extract import letter
from fairwoo.extract.pdf.tables import has_heading_line
from fairwoo.model import Page
from fairwoo.shared import data_folder

_FEWEST_PAGES = 3
_APART = 2  # pages from one to the next: one that has not got it, or odd and even ones
_EDGE = 8  # lines at the top and at the bottom that may be running ones
_LONGEST = 200  # characters; a longer line is a paragraph
_MOST_NUMBERS = 6  # of a line
_TELLING_LETTERS = 12  # a line with so many may have other numbers on each page
_DIGITS = 4  # of the number of a page
_PART = re.compile(r"([^\W\d_]+)\.?:? *\d+[.:]?")
_SAYS = re.compile(r"[^\W_]")
_NUMBER = re.compile(r"\d+")
_MAIL = ("from", "to", "cc", "sent", "subject")

_Key = tuple[bool, str, int | None]


def parted(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages with their running lines moved from `text` to `header` and `footer`, which together hold all lines in order.

    Pages that have a header or footer already are left as they are. The work grows with the text, not with its square.
    """
    texts = [_Text(page.text) for page in pages]
    running = _running(texts, [page.number for page in pages])
    return tuple(
        page if page.header or page.footer else _part(page, text, running[index])
        for index, (page, text) in enumerate(zip(pages, texts, strict=True))
    )


class _Text:
    """The lines of a page.

    `top` and `bottom` are the indexes of the lines at its edges that say something, each from the edge; `bare` these lines folded
    and without numbers.
    """

    def __init__(self, text: str) -> None:
        self.lines = lines = text.split("\n")
        self.top = list(islice((index for index, line in enumerate(lines) if _SAYS.search(line)), _EDGE))
        self.bottom = list(islice((index for index in range(len(lines) - 1, -1, -1) if _SAYS.search(lines[index])), _EDGE))
        edges = sorted({*self.top, *self.bottom})
        bare = _NUMBER.sub("#", "\n".join(lines[index] for index in edges).casefold()).split("\n")
        self.bare = dict(zip(edges, (" ".join(line.split()) for line in bare), strict=False))

    @cached_property
    def often(self) -> Counter[str]:
        """How often the page has each line, its numbers left out."""
        return Counter(map(str.strip, _NUMBER.sub("#", "\n".join(self.lines).casefold()).split("\n")))


def _running(texts: Sequence[_Text], numbers: Sequence[int]) -> list[dict[bool, set[int]]]:
    """For each page the indexes of its running lines at the top (True) and at the bottom (False)."""
    pages_with = Counter(bare for text in texts for bare in set(text.bare.values()))
    places: dict[_Key, list[tuple[int, int]]] = {}
    for at, text in enumerate(texts):
        again = {index for index, bare in text.bare.items() if pages_with[bare] > 1 and len(bare) <= _LONGEST}
        for top, edge in ((True, text.top), (False, text.bottom)):
            for index in again.intersection(edge):
                for words, tracks in _kinds(text.lines[index], text.bare[index], numbers[at]):
                    places.setdefault((top, words, tracks), []).append((at, index))
    found: list[dict[bool, set[int]]] = [{True: set(), False: set()} for _ in texts]
    for (top, words, _), stands in places.items():
        for chain in _chains(_once(stands, texts) if _letters(words) else stands):
            rest = chain[0][0] <= 1 and len(chain) >= len(texts) - 1 and len(texts) >= _FEWEST_PAGES
            if len(chain) >= _FEWEST_PAGES or rest:
                for at, index in chain:
                    found[at][top].add(index)
    return found


def _once(stands: Sequence[tuple[int, int]], texts: Sequence[_Text]) -> list[tuple[int, int]]:
    """The places of a line on pages that have it once only; a line on too few pages needs no look."""
    if len(stands) < min(_FEWEST_PAGES, len(texts) - 1):
        return []
    return [(at, index) for at, index in stands if texts[at].often[texts[at].bare[index]] <= 1]


def _kinds(line: str, bare: str, page: int) -> Iterator[tuple[str, int | None]]:
    """What a line may be to be the same as one of another page (`bare`: without its numbers).

    Itself; itself without its numbers, if there are letters enough; itself with one of its numbers counted from the number of the page.
    """
    if "#" not in bare:
        yield bare, None
        return
    line = " ".join(line.casefold().split())
    yield line, None
    if _letters(line) >= _TELLING_LETTERS:
        yield bare, None
    if (part := _PART.fullmatch(line)) and part[1] not in _words("page"):
        return  # "Bijlage 3": what is counted here are not the pages
    for number in islice(_NUMBER.finditer(line), _MOST_NUMBERS):
        if len(number[0]) <= _DIGITS:
            yield f"{line[: number.start()]}#{line[number.end() :]}", int(number[0]) - page


def _chains(stands: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The places (page and line) of a key, parted where too many pages lie between."""
    chain: list[tuple[int, int]] = []
    for at, index in stands:
        if chain and at - chain[-1][0] > _APART:
            yield chain
            chain = []
        if not chain or at != chain[-1][0]:
            chain.append((at, index))
    if chain:
        yield chain


def _part(page: Page, text: _Text, running: dict[bool, set[int]]) -> Page:
    """The page with its lines parted: from each edge as far as all lines are running ones."""
    if not (running[True] or running[False]):
        return page
    header = _edge(text, text.top, running[True])
    footer = _edge(text, [index for index in text.bottom if index not in header], running[False] - _signature(text))
    first = max(header, default=-1) + 1
    last = min(footer, default=len(text.lines))
    parts = (text.lines[:first], text.lines[first:last], text.lines[last:])
    above, body, below = ("\n".join(part).strip("\n") for part in parts)
    return page.model_copy(update={"header": above, "text": body, "footer": below}) if _SAYS.search(body) else page


def _edge(text: _Text, lines: Sequence[int], running: set[int]) -> list[int]:
    """The lines from an edge as far as they are running ones."""

    def runs(index: int) -> bool:
        line = text.lines[index]
        mail = any(letter.starts_with_label(line, name) for name in _MAIL)
        return index in running and not mail and not has_heading_line(line)

    return list(takewhile(runs, lines))


def _signature(text: _Text) -> set[int]:
    """The lines below the end of a letter or mail, without those that may be the number of the page: people sign alike."""
    below: list[int] = []
    for index in text.bottom:
        if re.sub(r"\W+$", "", text.bare[index]) in _words("closing"):
            return {one for one in below if "#" not in text.bare[one] or _letters(text.bare[one]) >= _TELLING_LETTERS}
        below.append(index)
    return set()


def _letters(line: str) -> int:
    return sum(map(str.isalpha, line))


@cache
def _words(what: str) -> frozenset[str]:
    with (data_folder("vocab") / "page_edges.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["words"] for row in csv.DictReader(file) if row["what"] == what)
