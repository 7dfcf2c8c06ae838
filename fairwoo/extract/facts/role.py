"""The role of each document: by its folder and the words of its file name (`vocab/roles.csv`), then by its first page."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import PurePosixPath
from typing import NamedTuple

from fairwoo.extract import letter, phrases
from fairwoo.extract.case import Case, Evidence, Finds, in_name, in_text, state
from fairwoo.extract.mail_head import mail_head
from fairwoo.model import Document, Extraction, Role
from fairwoo.shared import data_folder

PROPERTIES = ("role",)
NEEDS: tuple[str, ...] = ()
MADE_BY = "facts/role/3"

_WEAK = 1
_TELLING = 200  # characters that a document must have for its text to confirm or refuse what a weak word says
_LONGEST_REQUEST = 5  # pages
_ASKED = 0.8


class Named(NamedTuple):
    """What a name tells: a role, and how sure the words are of it (1 weak, 2 strong, more beats both)."""

    role: Role
    strength: int


class _Words(NamedTuple):
    role: Role
    pattern: re.Pattern[str]
    strength: int
    position: str


class _Look(NamedTuple):
    document: Document
    named: Named | None
    read: tuple[Role, Evidence] | None
    telling: bool


def find(case: Case) -> Finds:
    """One fact for each document that is not inside another.

    A strong word in the name decides; a weak one ("besluit", "verzoek") must be confirmed by the text where there is text. The text
    alone makes a decision, request or inventory only where nothing else is one; and where the texts do not make one either, so does a name
    that is nothing but that word (`besluit.pdf`). What is left is a document.
    """
    own = [document for document in case.dossier.documents if document.parent is None and document.path]
    looks = [_look(document, case.extraction(document)) for document in own]
    told = [_by_name(look) for look in looks]
    known = {role for role, _ in filter(None, told)} | set((case.roles or {}).values())
    for role in (Role.DECISION, Role.REQUEST, Role.INVENTORY):
        if role not in known:
            told = _by_text(role, looks, told)
            told = told if any(said and said[0] is role for said in told) else _by_bare_name(role, looks, told)
    facts = []
    for look, said in zip(looks, told, strict=True):
        role, evidence = said or (Role.DOCUMENT, in_name(look.document, 0.1))
        facts.append(state(look.document.id, "role", (role.value,), evidence, MADE_BY))
    return Finds(tuple(facts))


def _look(document: Document, extraction: Extraction | None) -> _Look:
    path = PurePosixPath(document.path or "")
    text = sum(len(page.whole_text) for page in extraction.pages) if extraction else 0
    read = read_role(document, extraction) if extraction and extraction.pages else None
    return _Look(document, in_words(path.stem) or in_folder_name(path.parent.name), read, telling=text >= _TELLING)


def _by_name(look: _Look) -> tuple[Role, Evidence] | None:
    if look.named is None:
        return None
    role, strength = look.named
    if strength > _WEAK:
        return role, in_name(look.document, 0.9)
    if look.read and look.read[0] is role:
        return look.read
    return None if look.telling else (role, in_name(look.document, 0.5))


def _by_text(
    role: Role, looks: Sequence[_Look], told: Sequence[tuple[Role, Evidence] | None]
) -> list[tuple[Role, Evidence] | None]:
    """What is told so far, completed by the one document whose text plays this role, if it is just one."""
    found = [
        number
        for number, (look, said) in enumerate(zip(looks, told, strict=True))
        if said is None and look.read and look.read[0] is role
    ]
    return [look.read if [number] == found else said for number, (look, said) in enumerate(zip(looks, told, strict=True))]


def _by_bare_name(
    role: Role, looks: Sequence[_Look], told: Sequence[tuple[Role, Evidence] | None]
) -> list[tuple[Role, Evidence] | None]:
    """What is told so far, completed by the one document that is called by the role alone, if it is just one and its text is no other."""
    found = [
        number
        for number, (look, said) in enumerate(zip(looks, told, strict=True))
        if said is None and look.read is None and _is_bare(role, PurePosixPath(look.document.path or "").stem)
    ]
    return [
        (role, in_name(look.document, 0.5)) if [number] == found else said
        for number, (look, said) in enumerate(zip(looks, told, strict=True))
    ]


def _is_bare(role: Role, name: str) -> bool:
    folded = _fold(name)
    return any(words.role is role and words.position != "folder" and words.pattern.fullmatch(folded) for words in _words())


def in_words(name: str) -> Named | None:
    """The role that the words of a file name tell, or None. The strongest words count; of equally strong ones the first."""
    folded = _fold(name)
    found = [
        (-words.strength, match.start(), words)
        for words in _words()
        if words.position != "folder" and (match := words.pattern.search(folded))
    ]
    if not found:
        return None
    words = min(found, key=lambda one: one[:2])[2]
    return Named(words.role, words.strength)


def in_folder_name(name: str) -> Named | None:
    """The role that the name of the folder around a document tells, or None."""
    folded = _fold(name)
    named = (words for words in _words() if words.position == "folder" and words.pattern.fullmatch(folded))
    return next((Named(words.role, words.strength) for words in named), None)


def _fold(name: str) -> str:
    return " ".join(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()))


@cache
def _words() -> tuple[_Words, ...]:
    with (data_folder("vocab") / "roles.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        _Words(Role(row["role"]), _pattern(row["words"], row["position"]), int(row["strength"]), row["position"]) for row in rows
    )


def _pattern(words: str, position: str) -> re.Pattern[str]:
    """`besluit*` is any word that begins so, `+` any words in between."""
    pieces = [r"(?:\S+ )*?" if word == "+" else _word(word) + " " for word in words.split()]
    body = "".join(pieces).removesuffix(" ")
    return re.compile(rf"(?:^|(?<=\s)){body}(?!\S)" if position == "any" else rf"^{body}(?!\S)")


def _word(word: str) -> str:
    return re.escape(word.removesuffix("*")) + ("[a-z]*" if word.endswith("*") else "")


def read_role(document: Document, extraction: Extraction) -> tuple[Role, Evidence] | None:
    """The role that the text of a document plays, or None.

    A decision says in its subject what it decides, or decides and tells how to object; an inventory says so at its top; a request asks
    under the law, is no mail of a body to itself, and decides nothing.
    """
    first = extraction.pages[0]
    text = letter.joined(letter.without_law(extraction))
    law = any(True for _ in phrases.find("law", text))
    deciding = next((hit for hit in phrases.find("decides", text) if hit.confidence >= 1), None)
    subject = letter.subject(first)
    about = next(phrases.find("decision_subject", subject.words), None) if subject else None
    if subject and about and deciding and law and not mail_head(first):
        return Role.DECISION, in_text(document, subject.page, subject.words, about.confidence)
    if deciding and law and any(True for _ in phrases.find("objection", text)):
        return Role.DECISION, in_text(document, None, deciding.words, 0.8)
    top = letter.non_empty_lines(first.whole_text)[:3]
    if hit := next((hit for line in top for hit in phrases.find("inventory_top", line) if hit.start <= 3), None):
        return Role.INVENTORY, in_text(document, first.number, hit.words, hit.confidence)
    asking = max(phrases.find("asks", first.whole_text), key=lambda hit: hit.confidence, default=None)
    plain = law and not deciding and not extraction.tables and len(extraction.pages) <= _LONGEST_REQUEST
    if plain and asking and asking.confidence >= _ASKED:
        return Role.REQUEST, in_text(document, first.number, asking.words, asking.confidence)
    return None
