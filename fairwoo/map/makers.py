"""Who made a document: the body itself, or another. It decides about copyright, and about adopted or received."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from fairwoo import vocab
from fairwoo.map.wording import one_line
from fairwoo.model import Body, Document, Role
from fairwoo.vocab.words import fold, rows, squeeze

_OWNED_BY = frozenset({"van", "bij", "namens"})
_LINKS = frozenset({"van", "de", "het", "der", "en", "voor"})
_ARTICLES = ("de ", "het ")


class Maker(StrEnum):
    """Who made a document, as far as is known."""

    BODY = "body"
    OTHER = "other"
    UNKNOWN = "unknown"


def maker_of(document: Document, body: Body) -> Maker:
    """The body made its decisions, its inventories and what it, an organ or a department of it sent.

    Requests, what others sent, and what by its kind comes from outside (a complaint, an objection, an offer: `vocab/received_kinds.csv`)
    it did not make.
    """
    if document.role in {Role.DECISION, Role.INVENTORY}:
        return Maker.BODY
    if document.role is Role.REQUEST:
        return Maker.OTHER
    sender = one_line(document.sender)
    if sender:
        return _sent_by(sender, body)
    return Maker.OTHER if _comes_from_outside(document) else Maker.UNKNOWN


def _sent_by(sender: str, body: Body) -> Maker:
    if found := vocab.find_bodies(sender):
        return Maker.BODY if body.uri in {one.uri for one in found} else Maker.OTHER
    words = fold(sender)
    words = next((words.removeprefix(article) for article in _ARTICLES if words.startswith(article)), words)
    kind, part = body.register_name, words.partition(" ")
    if words in _words("kind", kind) | _words("organ", kind) | _words("alone", kind):
        return Maker.BODY  # "de gemeente", "college van B&W": of which body would it be but this one
    for organ in _words("organ", kind):
        if words.startswith(f"{organ} "):
            return Maker.BODY if _is_own(words[len(organ) + 1 :]) else Maker.UNKNOWN  # "burgemeester Van Dongen": of which town
    if part[0] in _words("unit", kind):
        return Maker.BODY if _is_own(part[2]) else Maker.OTHER
    return Maker.BODY if part[0] in _words("department", kind) and _departments(words) else Maker.OTHER


def _is_own(words: str) -> bool:
    """Whether what stands behind an organ or a department names no other owner: "communicatie van de Bomenbond" does."""
    return _OWNED_BY.isdisjoint(words.split()) or _departments(words)


def _departments(words: str) -> bool:
    return all(word in _LINKS or word in _words("department") for word in words.split())


@cache
def _words(use: str, register: str = "") -> frozenset[str]:
    """The words of a use in `vocab/body_words.csv` that hold for a register, or for any."""
    return frozenset(row["word"] for row in rows("body_words") if row["use"] == use and row["means"] in {"", register})


def _comes_from_outside(document: Document) -> bool:
    known = _received()
    return document.kind_code in known or bool(document.kind and squeeze(document.kind) in known)


@cache
def _received() -> frozenset[str]:
    """Kinds that come from outside: codes, and words squeezed."""
    words = [row["kind"] for row in rows("received_kinds")]
    codes = [concept.code for word in words if (concept := vocab.kind(word))]
    return frozenset([*map(squeeze, words), *codes])
