"""Does a title say what something is about, or is it a file name or a template ("Bijlage 3", "scan20230112")."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from fairwoo.shared import data_folder
from fairwoo.vocab.words import fold

_EXTENSION = re.compile(r"\.[a-z][a-z0-9]{1,4}$", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_COPIES = 5  # the same title on so many documents, and on more than half of all, is a template


def is_meaningful(title: str | None) -> bool:
    """Does a word of three letters or more remain without the words of templates (`vocab/title_templates.csv`).

    A title that ends in a file extension or has underscores for spaces is a file name, so not meaningful.
    """
    if title is None:
        return False
    text = title.strip()
    if _EXTENSION.search(text) or ("_" in text and " " not in text):
        return False
    return any(len(word) >= 3 and word not in _templates() for word in _LETTERS.findall(fold(text)))


def templates_among(titles: Iterable[str | None]) -> frozenset[str]:
    """The titles that so many documents share that they tell nothing."""
    counts = Counter(title for title in titles if title)
    total = sum(counts.values())
    return frozenset(title for title, count in counts.items() if count >= _COPIES and count > total / 2)


@cache
def _templates() -> frozenset[str]:
    with (data_folder("vocab") / "title_templates.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(fold(row["word"]) for row in csv.DictReader(file))
