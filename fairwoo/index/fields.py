"""The fields of an entry as every engine gets them: the streams of its text and titles, plain values for facets, and its day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from fairwoo.index import synonyms
from fairwoo.index.dutch import analysis
from fairwoo.index.values import UNDATED
from fairwoo.model import Entry
from fairwoo.shared import clean_text


class Fields(NamedTuple):
    """The streams, each a text of keys with blanks between; `cp` also has each long form of the synonyms as one key.

    `values` by facet; `day` is the date as a number, 0 if unknown.
    """

    ex: str
    lem: str
    pa: str
    cp: str
    rf: str
    title_ex: str
    title_lem: str
    title_pa: str
    values: dict[str, tuple[str, ...]]
    day: int


class Order(NamedTuple):
    """Two numbers by which pages are put in order, the largest first: by day, undated pages last; within a day documents stand in an
    order that is always the same, and their pages in theirs.
    """

    newest: int
    oldest: int


_SHUFFLE_BITS, _PAGE_BITS = 22, 14  # with a day in 27 bits a number of 63
_LAST_DAY = 99_999_999
EMPTY = "_"  # in a stream without keys: the engines count lengths over all pages then, not one over those that have some
STREAMS = ("ex", "lem", "pa", "cp", "rf", "title_ex", "title_lem", "title_pa")


def fields(entry: Entry) -> Fields:
    """The fields of an entry. References in a title count as references of the page."""
    text = analysis.streams(clean_text(entry.text))
    title = analysis.streams(clean_text(f"{entry.title}\n{entry.dossier_title}"))
    values: dict[str, tuple[str | None, ...]] = {
        "body": (entry.body,),
        "year": (str(entry.year) if entry.year else None,),
        "category": (entry.category,),
        "kind": (entry.kind,),
        "ground": entry.grounds,
        "disclosure": (entry.disclosure,),
        "redacted": (entry.redacted,),
        "layer": (entry.layer,),
        "format": (entry.format,),
        "dated": ("yes" if entry.dated else UNDATED,),
    }
    present = {name: tuple(value for value in found if value) for name, found in values.items()}
    return Fields(
        ex=_stream(text.ex),
        lem=_stream(text.lem),
        pa=_stream(text.pa),
        cp=_stream((*text.cp, *map(long_form, synonyms.standing_in(text.lem)))),
        rf=_stream(dict.fromkeys((*text.rf, *title.rf))),
        title_ex=_stream(title.ex),
        title_lem=_stream(title.lem),
        title_pa=_stream(title.pa),
        values=present,
        day=day_number(entry.dated),
    )


def _stream(keys: Iterable[str]) -> str:
    return " ".join(keys) or EMPTY


def long_form(keys: Iterable[str]) -> str:
    """The key in `cp` for lemmas that follow one another, which `lem` does not tell: it has no places, and is a quarter smaller."""
    return "_".join(keys)


def day_number(dated: date | None) -> int:
    """A date as yyyymmdd, so that later days are larger; 0 if there is none."""
    return dated.year * 10_000 + dated.month * 100 + dated.day if dated else 0


def order(entry: Entry) -> Order:
    """The place of a page. Two documents of one day are the same in one of four million cases."""
    shuffled = number(f"{entry.dossier}/{entry.document}", _SHUFFLE_BITS) << _PAGE_BITS
    place = shuffled | max(0, (1 << _PAGE_BITS) - 1 - entry.page)
    day = day_number(entry.dated)
    shift = _SHUFFLE_BITS + _PAGE_BITS
    return Order(day << shift | place, (_LAST_DAY - day if day else 0) << shift | place)


def number(content: str | bytes, bits: int) -> int:
    """A number of so many bits that stands for a content."""
    raw = content.encode() if isinstance(content, str) else content
    return int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest()) >> (64 - bits)
