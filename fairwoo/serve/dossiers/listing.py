"""The documents of a dossier as a list for people: files in files below the file they are in, a page at a time; and what is withheld."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from fairwoo import grounds
from fairwoo.map.held_back import Held
from fairwoo.model import Disclosure, Role
from fairwoo.serve.public import PublicDocument, PublicDossier

PAGE = 500  # rows
_DEEPEST = 4  # how far rows are set in
_OWN_PARTS = {Role.REQUEST, Role.DECISION, Role.INVENTORY}  # of the dossier itself: nobody judges whether they are public


class Row(NamedTuple):
    """A document in the list: how deep it is in others, and that in which it is."""

    document: PublicDocument
    depth: int
    parent: PublicDocument | None


class Rows(NamedTuple):
    """A page of the list: `number` of `pages`; `first` to `last` of `total` rows."""

    rows: Sequence[Row]
    number: int
    pages: int
    first: int
    last: int
    total: int


class Ground(NamedTuple):
    """A ground, and on how many documents a part or the whole was withheld for it."""

    code: str
    law: str
    partly: int
    whole: int


class Closed(NamedTuple):
    """So many files that are held back for one reason, and whether pages of those documents are to be read on the site."""

    held: Held
    readable: bool
    documents: int


class Withheld(NamedTuple):
    """What is not public of a dossier: documents by how much of them is, by ground, and those that are not to be had for another reason.

    `unknown` is of how many documents it is not said, `procedure` how many are of the dossier itself, such as the decision;
    `further` are grounds that the decision names and no document; `withdrawn` how many documents were taken back; `closed` those whose
    files are held back though they are public, because of what is in them or may be; `redacted` how many documents have redacted text.
    """

    disclosures: tuple[tuple[Disclosure, int], ...]
    unknown: int
    procedure: int
    grounds: tuple[Ground, ...]
    further: tuple[str, ...]
    groundless: int
    withdrawn: int
    closed: tuple[Closed, ...]
    redacted: int


def rows(dossier: PublicDossier, number: int) -> Rows | None:
    """A page of the list, from 1; None if there is no such page."""
    ordered = _ordered(dossier)
    pages = max(1, -(-len(ordered) // PAGE))
    if not 1 <= number <= pages:
        return None
    start = (number - 1) * PAGE
    some = ordered[start : start + PAGE]
    return Rows(some, number, pages, start + 1 if some else 0, start + len(some), len(ordered))


def _counted(document: PublicDocument) -> tuple[tuple[int, int, str], ...]:
    """The number of a document in pieces that compare as a person counts; documents with the same stay in the order of the dossier."""
    pieces = re.findall(r"[0-9]{1,18}|[^0-9]+", document.number or "")
    return tuple((0, int(piece), "") if piece.isdigit() else (1, 0, piece.casefold()) for piece in pieces)


def _ordered(dossier: PublicDossier) -> list[Row]:
    """Each document right before those inside it; first those without a number, which are of the procedure, then by number, as a person
    would count: 2 before 10. A circle is broken where it is met.
    """
    inside: dict[str, list[PublicDocument]] = {}
    tops: list[PublicDocument] = []
    for one in dossier.documents:
        if one.parent in dossier.by_name and one.parent is not None:
            inside.setdefault(one.parent, []).append(one)
        else:
            tops.append(one)
    tops.sort(key=_counted)
    found: list[Row] = []
    seen: set[str] = set()
    for top in (*tops, *dossier.documents):  # the second time for what is in a circle, which no top leads to
        waiting = [Row(top, 0, None)]
        while waiting:
            row = waiting.pop()
            if row.document.name in seen:
                continue
            seen.add(row.document.name)
            found.append(row)
            depth = min(row.depth + 1, _DEEPEST)
            waiting += [Row(one, depth, row.document) for one in reversed(inside.get(row.document.name, []))]
    return found


def withheld(dossier: PublicDossier) -> Withheld:
    """What is withheld and why, counted over the documents."""
    judged = Counter(one.disclosure for one in dossier.documents if one.disclosure is not None)
    partly = _by_ground(dossier, Disclosure.PARTLY_PUBLIC)
    whole = _by_ground(dossier, Disclosure.NOT_PUBLIC)
    codes = sorted({*partly, *whole}, key=lambda code: (-(partly[code] + whole[code]), code))
    closed = {Disclosure.NOT_PUBLIC, Disclosure.PARTLY_PUBLIC}
    return Withheld(
        disclosures=tuple((one, judged[one]) for one in Disclosure if judged[one]),
        unknown=sum(one.disclosure is None and one.withdrawn is None and one.role not in _OWN_PARTS for one in dossier.documents),
        procedure=sum(one.disclosure is None and one.withdrawn is None and one.role in _OWN_PARTS for one in dossier.documents),
        grounds=tuple(Ground(code, _law(code), partly[code], whole[code]) for code in codes),
        further=tuple(code for code in dossier.grounds if code not in codes),
        groundless=sum(one.disclosure in closed and not one.grounds for one in dossier.documents),
        withdrawn=sum(one.held is Held.WITHDRAWN for one in dossier.documents),
        closed=_closed(dossier),
        redacted=sum(bool(one.redacted_share) for one in dossier.documents),
    )


def _closed(dossier: PublicDossier) -> tuple[Closed, ...]:
    counts = Counter((one.held, one.readable) for one in dossier.documents)
    kinds = ((held, readable) for held in (Held.LEAKING, Held.HOLDS, Held.UNREAD) for readable in (True, False))
    return tuple(Closed(*kind, counts[kind]) for kind in kinds if counts[kind])


def _by_ground(dossier: PublicDossier, disclosure: Disclosure) -> Counter[str]:
    return Counter(code for one in dossier.documents if one.disclosure is disclosure for code in dict.fromkeys(one.grounds))


def _law(code: str) -> str:
    found = grounds.ground(code)
    return found.law if found else ""
