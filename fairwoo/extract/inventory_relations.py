"""Which documents of an inventory belong with which others: by their numbers, or by a group that they are in."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from fairwoo import vocab
from fairwoo.extract.inventory_table import Cell, Row
from fairwoo.extract.joining import letters, number_key
from fairwoo.model import Document
from fairwoo.shared import data_folder

_NAMING = ("related", "duplicate")
"""Columns that name other documents, each by its number."""

_GROUPING = ("family", "thread")
"""Columns in which the documents of a group (a mail and its attachments, a conversation) have the same words."""

_BETWEEN = re.compile(r"\s*[;,\n]\s*|\s+(?:en|and|&)\s+")
_WORDS_BEFORE = re.compile(r"^\D+(?=\d)")
_TELLING_TITLE = 8  # letters: a shorter title may be that of many


class Spoken(NamedTuple):
    """A row that speaks of a document, and by what that is known (`fairwoo.extract.subjects`)."""

    subject: str
    row: Row


class Related(NamedTuple):
    """Others that a document belongs with, as a cell says: subjects, and words by which none was found."""

    subject: str
    cell: Cell
    others: tuple[str, ...]


def find(lists: Sequence[Sequence[Spoken]], documents: Iterable[Document]) -> Iterator[Related]:
    """What the rows of the lists of a dossier say of relations, in their order.

    A number is looked for on the same list, then on the others and among the `documents`. A group is told by what its members have
    to do with one of them: the one whose number the group has, or else the first.
    """
    spoken = [one for rows in lists for one in rows]
    wider = _Index(spoken, documents)
    for rows in lists:
        own = _Index(rows, ())
        skipped = {name for name in _NAMING if _ticked(rows, name)}
        heads = {name: _heads(rows, name, own) for name in _GROUPING}
        for one in rows:
            for name in _NAMING:
                cell = one.row.cells.get(name)
                if cell and name not in skipped and not vocab.blank(cell.words):
                    yield from _related(one.subject, cell, _named(cell.words, (own.find, wider.find)))
            for name in _GROUPING:
                head = heads[name].get(one.row.words(name))
                if head and head != one.subject:
                    yield Related(one.subject, one.row.cells[name], (head,))


def _related(subject: str, cell: Cell, others: Iterable[str]) -> Iterator[Related]:
    found = tuple(dict.fromkeys(other for other in others if other != subject))
    if found:
        yield Related(subject, cell, found)


def _named(words: str, ways: Sequence[Callable[[str], str | None]]) -> Iterator[str]:
    """The subjects that a cell names, and as they are the words by which it names none."""
    whole = _first(words, ways)
    if whole is not None:
        yield whole
        return
    for part in _BETWEEN.split(words):
        if not vocab.blank(part):
            bare = _WORDS_BEFORE.sub("", part)  # "zie nr. 12"
            found = _first(part, ways) or (_first(bare, ways) if bare != part else None)
            yield found or part


def _first(words: str, ways: Sequence[Callable[[str], str | None]]) -> str | None:
    return next((found for way in ways if (found := way(words)) is not None), None)


class _Index:
    """Subjects by what documents are called: number or id as it stands, number as it is compared, title. None if two are called so."""

    def __init__(self, spoken: Iterable[Spoken], documents: Iterable[Document]) -> None:
        self._owners: dict[Hashable, set[str]] = {}
        for one in spoken:
            self._add(one.subject, one.row.words("number"), one.row.words("title"), one.row.words("file_name"))
        for document in documents:
            self._add(document.id, document.number or "", document.title or "")
            self._owners.setdefault(document.id, set()).add(document.id)

    def _add(self, subject: str, number: str, *titles: str) -> None:
        keys: list[Hashable] = [number, number_key(number)] if number_key(number) else []
        keys += [f"titled:{letters(title)}" for title in titles if len(letters(title)) >= _TELLING_TITLE]
        for key in keys:
            self._owners.setdefault(key, set()).add(subject)

    def find(self, words: str) -> str | None:
        """The subject that is called so. Exact words go before a number that is written in another way."""
        for key in (words, number_key(words), f"titled:{letters(words)}"):
            owners = self._owners.get(key, set())
            if len(owners) == 1:
                return next(iter(owners))
        return None


def _heads(rows: Sequence[Spoken], name: str, index: _Index) -> Mapping[str, str]:
    """By the words of a group the member that the others have to do with; groups of one have none."""
    members: dict[str, list[str]] = {}
    for one in rows:
        words = one.row.words(name)
        if words and not vocab.blank(words):
            members.setdefault(words, []).append(one.subject)
    heads = {}
    for words, subjects in members.items():
        named = index.find(words)
        if len(set(subjects)) > 1:
            heads[words] = named if named in subjects else subjects[0]
    return heads


def _ticked(rows: Iterable[Spoken], name: str) -> bool:
    """Whether a column says only whether, and not with what ("Dubbel: ja")."""
    words = {one.row.words(name).casefold() for one in rows} - {""}
    return bool(words) and words <= _ticks()


@cache
def _ticks() -> frozenset[str]:
    with (data_folder("vocab") / "ticks.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["word"] for row in csv.DictReader(file))
