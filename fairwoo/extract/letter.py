"""How a letter, memo or decision is laid out: labelled lines ("Datum", "Betreft", "Ons kenmerk"), the subject, the annex with the law."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from fairwoo import grounds
from fairwoo.extract import phrases
from fairwoo.model import Extraction, Page
from fairwoo.shared import data_folder

_LABEL_GAP = r"[\s:_.\-–]*"
_SUBJECT_LINES = 4
_LETTERHEAD = 30  # lines, in which the names of annexes are announced and begin none
_LONGEST_HEADING = 120
_ARTICLE = re.compile(r"^\s*Artikel \d+(?:\.\d+[a-z]?)?\.?(?:\s+(?!Woo|Wob|van|en |of )[A-Z][^,]{2,60})?\s*$")
"""The heading of an article of law; "Artikel 5.1, tweede lid" and "Artikel 11 Wob" head a section of the decision itself."""
HEAD_LINES = 60


class Label(NamedTuple):
    """A label of `vocab/labels.csv`: what it labels, its words, how much it is preferred (1 best)."""

    names: str
    words: str
    rank: int


class Labelled(NamedTuple):
    """A label at the start of a line, the words after it (or on the next line), the page, the line's place, and if a colon parts them."""

    label: Label
    words: str
    page: int
    line: int
    colon: bool = False


@cache
def labels(names: str) -> tuple[Label, ...]:
    """The labels for `names`, longest first, so that "Datum besluit" is tried before "Datum"."""
    with (data_folder("vocab") / "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = [Label(row["names"], row["label"], int(row["rank"])) for row in csv.DictReader(file) if row["names"] == names]
    return tuple(sorted(rows, key=lambda label: -len(label.words)))


@cache
def _label_pattern(names: str) -> re.Pattern[str]:
    words = "|".join(re.escape(label.words).replace(r"\ ", r"\s+") for label in labels(names))
    return re.compile(rf"^\W{{0,3}}(?P<label>{words})(?P<colon>\s*:)?(?![\w/])(?P<rest>.*)$", re.IGNORECASE)


def labelled(names: str, page: Page) -> Iterator[Labelled]:
    """The lines of a page that begin with a label for `names`, with what they say; a bare label is answered by the next line."""
    lines = non_empty_lines(page.whole_text)
    by_words = {" ".join(label.words.lower().split()): label for label in labels(names)}
    for index, line in enumerate(lines):
        match = _label_pattern(names).match(line)
        if match is None:
            continue
        label = by_words[" ".join(match["label"].lower().split())]
        words = re.sub(rf"^{_LABEL_GAP}", "", match["rest"]).strip()
        if not words and index + 1 < len(lines):
            words = lines[index + 1]
        if words:
            yield Labelled(label, words, page.number, index, match["colon"] is not None)


def non_empty_lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def head(page: Page) -> list[str]:
    """The lines above the salutation of a letter, or the first sixty of a page that has none."""
    lines = non_empty_lines(page.whole_text)[:HEAD_LINES]
    for index, line in enumerate(lines):
        if index and starts_with_label(line, "salutation"):
            return lines[:index]
    return lines


def subject(page: Page) -> Labelled | None:
    """The subject line of a letter with the lines that continue it; None if the page has none.

    Without a colon the subject must begin with a capital, or the label is a word of a sentence; labels of rank 2 need the colon.
    A continuation begins with a small letter or a digit, or follows a line that ends in the middle of a sentence; it ends at
    an empty line, a label or a salutation. A line of grounds alone is what stands in a redaction, and no part of it.
    """
    found = next((one for one in labelled("subject", page) if one.colon or _is_apart(one)), None)
    if found is None:
        return None
    lines = non_empty_lines(page.whole_text)
    index = next((at for at in (found.line, found.line + 1) if at < len(lines) and lines[at].endswith(found.words)), found.line)
    words = [found.words]
    for line in lines[index + 1 : index + _SUBJECT_LINES]:
        if _is_printed_in_a_redaction(line):
            continue
        if _is_label_or_salutation(line) or not _continues(words[-1], line):
            break
        words.append(line)
    return found._replace(words=" ".join(words).strip(" .,;_-"))


def _is_printed_in_a_redaction(line: str) -> bool:
    reading = grounds.read_cell(line)
    return bool(reading.codes) and not reading.unread


def _is_apart(found: Labelled) -> bool:
    return found.label.rank == 1 and not found.words[0].islower()


def _continues(before: str, line: str) -> bool:
    if _ends_open(before):
        return True
    if before.endswith((".", "?", "!")) or line.startswith(("(", "www", "http")):
        return False
    return before.endswith((",", "-", "–", "‘", "/")) or line[0].islower() or line[0].isdigit()


def _ends_open(line: str) -> bool:
    last = line.rsplit(maxsplit=1)[-1].lower()
    return any(label.words == last for label in labels("open_end"))


def _is_label_or_salutation(line: str) -> bool:
    names = ("decided", "inquiry", "salutation", "head", "from", "to")
    return not line[0].islower() and any(starts_with_label(line, name) for name in names)


def starts_with_label(line: str, names: str) -> bool:
    """Whether a line begins with a label for `names`."""
    return _any_label(names).match(line) is not None


@cache
def _any_label(names: str) -> re.Pattern[str]:
    return re.compile(rf"\W{{0,2}}(?:{'|'.join(re.escape(label.words) for label in labels(names))})(?!\w)", re.IGNORECASE)


class Passage(NamedTuple):
    """A stretch of a document's text, on a page that counts from 1; `listing`: it belongs to a list in an annex."""

    page: int
    text: str
    listing: bool = False


def without_law(extraction: Extraction) -> tuple[Passage, ...]:
    """The text of a decision without what only quotes the law: annexes that say so and runs of article headings, to the next heading."""
    lines = [(page.number, line) for page in extraction.pages for line in page.whole_text.splitlines() if line.strip()]
    law, other = _pages_with("annex_law", extraction), _pages_with("annex_other", extraction)
    articles = sum(bool(_ARTICLE.match(line)) for _, line in lines) > 1
    kept: dict[tuple[int, bool], list[str]] = {}
    quoting = listing = False
    for index, (page, line) in enumerate(lines):
        below = index >= _LETTERHEAD or page > 1
        if below and ((page in law and _is_heading("annex_law", line)) or (articles and _ARTICLE.match(line))):
            quoting, listing = True, False
        elif below and page in other and _is_heading("annex_other", line):
            quoting, listing = False, True
        elif quoting and _is_section(line):
            quoting = False
        if not quoting:
            kept.setdefault((page, listing), []).append(line)
    return tuple(Passage(page, "\n".join(some), listing) for (page, listing), some in kept.items())


def _pages_with(topic: str, extraction: Extraction) -> frozenset[int]:
    """The numbers of the pages on which a heading of this topic may stand: on others no line needs a look."""
    return frozenset(page.number for page in extraction.pages if phrases.may_hold(topic, page.whole_text))


def _is_heading(topic: str, line: str) -> bool:
    """Whether a line is a heading of this topic: it is numbered as an annex, or hardly says anything else."""
    words = line.strip(" \t-–—•|.:")
    if len(words) > _LONGEST_HEADING or not words or words[0].islower():
        return False
    hits = [hit for hit in phrases.find(topic, words) if hit.start <= 3]
    return any(starts_with_label(words, "annex") or len(hit.words) >= 0.6 * len(words) for hit in hits)


def _is_section(line: str) -> bool:
    """Whether a line is the heading of a section of the decision proper."""
    words = line.strip(" \t.:0123456789)|")
    return any(hit.start == 0 and len(hit.words) == len(words) for hit in phrases.find("section", words))


def section(names: str, text: str) -> str:
    """What stands under the headings of a text that `names` (a topic of phrases) names, each up to the next heading."""
    kept: list[str] = []
    inside = False
    for line in text.splitlines():
        words = line.strip(" \t.:0123456789)|")
        if _is_section(line):
            inside = any(hit.start == 0 and len(hit.words) == len(words) for hit in phrases.find(names, words))
        elif inside:
            kept.append(line)
    return "\n".join(kept)


def joined(passages: Iterable[Passage]) -> str:
    """The passages as one text."""
    return "\n".join(passage.text for passage in passages)
