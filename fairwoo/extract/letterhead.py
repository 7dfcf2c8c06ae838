"""The date that a letter, memo or decision bears as its own, apart from the many dates that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from fairwoo import dates
from fairwoo.extract.letter import Labelled, head, labelled, labels, non_empty_lines, starts_with_label
from fairwoo.model import Page

_PLACE_DATE = re.compile(r"^\W{0,2}[A-ZÀ-Þ][\w'’. -]{2,30}?,\s*(?:d\.d\.\s*)?(?P<rest>\d.+)$")


class Dated(NamedTuple):
    """A date that a page bears as its own: the words, the day, and how far it is trusted (0–1)."""

    words: str
    day: date
    confidence: float


def dates_of(page: Page, names: str) -> Iterator[Dated]:
    """The dates above the salutation, the most trusted first: behind a label for `names`, behind a place, on a line of their own."""
    for found in sorted(labelled(names, page), key=lambda one: one.label.rank):
        if day := _labelled_date(found, page):
            yield Dated(f"{found.label.words} {found.words}", day, 1.0 - 0.05 * found.label.rank)
    lines = head(page)
    for line in lines:
        if day := with_place(line):
            yield Dated(line, day, 0.8)
    for before, line in zip(["", *lines], lines, strict=False):
        day = dates.parse(line)
        if day and not _of_theirs(before):
            yield Dated(line, day, 0.7)


def _labelled_date(found: Labelled, page: Page) -> date | None:
    """The date right behind a label; where other labels stand behind it ("Datum   Ons kenmerk"), the one that begins the next line."""
    day = starting(found.words)
    if day is None and any(starts_with_label(found.words, names) for names in ("inquiry", "head")):
        lines = non_empty_lines(page.whole_text)
        day = starting(lines[found.line + 1]) if found.line + 1 < len(lines) else None
    return day


def starting(words: str) -> date | None:
    """The date that a text begins with, after a weekday at most; None if it begins with anything else."""
    found = next(iter(dates.find(words)), None)
    before = words[: found.start].strip(" .,:") if found else ""
    return found.value if found and (found.start <= 2 or before.lower().endswith("dag")) and " " not in before else None


def with_place(line: str) -> date | None:
    """The date of a line that holds a place and a date and nothing else ("Haarlem, 12 mei 2023")."""
    match = _PLACE_DATE.match(line.strip())
    return dates.parse(match["rest"].strip(" .")) if match else None


def _of_theirs(line: str) -> bool:
    """Whether a line announces the date of something that others sent ("Uw brief van")."""
    ends = (label.words.casefold() for label in labels("theirs"))
    return starts_with_label(line, "theirs") or line.casefold().rstrip(" :.").endswith(tuple(ends))
