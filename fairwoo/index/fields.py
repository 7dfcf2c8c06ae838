"""The fields of an entry as every engine gets them: streams of folded words and stems, and plain values for facets."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from fairwoo.index import dutch
from fairwoo.model import Entry
from fairwoo.shared import clean_text

TITLE_BOOST, EXACT_BOOST = 3.0, 0.2


class Fields(NamedTuple):
    """`surface` and `stems` of the text, the same of the titles; `values` by facet; `day` is the date as a number, 0 if unknown."""

    surface: str
    stems: str
    title_surface: str
    title_stems: str
    values: dict[str, tuple[str, ...]]
    day: int


def fields(entry: Entry) -> Fields:
    """The fields of an entry."""
    text = clean_text(entry.text)
    title = clean_text(f"{entry.title}\n{entry.dossier_title}")
    values: dict[str, tuple[str | None, ...]] = {
        "body": (entry.body,),
        "year": (str(entry.year) if entry.year else None,),
        "category": (entry.category,),
        "kind": (entry.kind,),
        "ground": entry.grounds,
        "disclosure": (entry.disclosure,),
        "redacted": (entry.redacted,),
    }
    present = {name: tuple(value for value in found if value) for name, found in values.items()}
    day = day_number(entry.dated)
    return Fields(*dutch.streams(text), *dutch.streams(title), present, day)


def day_number(dated: date | None) -> int:
    """A date as yyyymmdd, so that later days are larger; 0 if there is none."""
    return dated.year * 10_000 + dated.month * 100 + dated.day if dated else 0
