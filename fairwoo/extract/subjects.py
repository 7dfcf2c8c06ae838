"""Whom a fact speaks of: document ids, and sources that name a document by its file or its number only."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from fairwoo.model import Document, Fact
from fairwoo.shared import slug

FILE, NUMBER = "file:", "number:"

REFERENCES = frozenset({"parent", "related"})
"""Properties whose values are other documents of the dossier."""


def resolve(documents: Sequence[Document], facts: Iterable[Fact]) -> tuple[tuple[Document, ...], tuple[Fact, ...]]:
    """The documents, with those appended that only facts know of, and the facts with document ids as their subjects.

    `file:NAME` is the document with this path, file name or stem (case and Unicode form do not matter), if there is just one;
    `number:N` the document that a fact or ingest gave this number, else a new document without a file. The values of `REFERENCES`
    become ids in the same way (and bare numbers and file names too), but make no new documents: what they name and is not there stays
    as it is.
    """
    facts = tuple(facts)
    known = {document.id: document for document in documents}
    numbers = {document.number: document.id for document in documents if document.number}
    numbers |= {
        fact.values[0]: fact.subject for fact in facts if fact.property == "number" and fact.subject in known and fact.values
    }
    ids: dict[str, str] = {}
    for fact in facts:
        subject = fact.subject
        if subject in ids or subject == "" or subject in known:
            continue
        ids[subject] = _by_file(subject, documents) or numbers.get(subject.removeprefix(NUMBER)) or _new(subject, known)
        known.setdefault(ids[subject], Document(id=ids[subject]))
    resolved = (fact.model_copy(update={"subject": ids.get(fact.subject, fact.subject)}) for fact in facts)
    lookup = _Lookup(documents, frozenset(known), ids, _numbers_of(facts, ids) | numbers)
    return tuple(known.values()), tuple(_with_ids(fact, lookup) for fact in resolved)


def _numbers_of(facts: Iterable[Fact], ids: Mapping[str, str]) -> dict[str, str]:
    """The ids of documents that only facts know of, by their numbers; of a number that is there twice the first."""
    numbers: dict[str, str] = {}
    for fact in facts:
        if fact.property == "number" and fact.subject in ids and fact.values:
            numbers.setdefault(fact.values[0], ids[fact.subject])
    return numbers


class _Lookup(NamedTuple):
    """What documents are known by: their ids, the ids of subjects, the ids by number."""

    documents: Sequence[Document]
    known: frozenset[str]
    ids: Mapping[str, str]
    numbers: Mapping[str, str]

    def id_of(self, reference: str) -> str:
        """The id of what is referred to, or the reference as it is."""
        if reference in self.known:
            return reference
        named = self.ids.get(reference) or self.numbers.get(reference.removeprefix(NUMBER))
        return named or _by_file(f"{FILE}{reference.removeprefix(FILE)}", self.documents) or reference


def _with_ids(fact: Fact, lookup: _Lookup) -> Fact:
    """The fact with the ids of the documents that it names, if it is one of `REFERENCES`."""
    if fact.property not in REFERENCES:
        return fact
    return fact.model_copy(update={"values": tuple(dict.fromkeys(lookup.id_of(value) for value in fact.values))})


def names_of(document: Document) -> tuple[str, ...]:
    """The names that a source may use for a document's file, most exact first: its path, its file name, its stem."""
    path = PurePosixPath(document.path or "")
    return tuple(dict.fromkeys(fold_name(name) for name in (str(path), path.name, path.stem))) if document.path else ()


def fold_name(name: str) -> str:
    """A file name in the form that is compared: one Unicode form, small letters, forward slashes."""
    return unicodedata.normalize("NFC", name.strip().replace("\\", "/")).casefold()


def _by_file(subject: str, documents: Iterable[Document]) -> str | None:
    if not subject.startswith(FILE):
        return None
    wanted = fold_name(subject.removeprefix(FILE))
    for exactness in range(3):
        found = [document.id for document in documents if wanted in names_of(document)[exactness : exactness + 1]]
        if len(found) == 1:
            return found[0]
    return None


def _new(subject: str, known: Iterable[str]) -> str:
    base = f"nr-{slug(subject.removeprefix(NUMBER))}" if subject.startswith(NUMBER) else slug(subject.removeprefix(FILE))
    candidate, count, taken = base, 1, set(known)
    while candidate in taken:
        count += 1
        candidate = f"{base}-{count}"
    return candidate
