"""What may be said of refused documents: what people said of them, never what was read in them or in the names of their files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fairwoo.extract import trust
from fairwoo.model import Disclosure, Document, Fact, SourceKind

_SAID_BY_PEOPLE = {SourceKind.SETTING, SourceKind.METADATA, SourceKind.INVENTORY}
_TELLS_NOTHING = {"role", "disclosure"}  # words of ours, which quote nothing of the document


def refused(documents: Sequence[Document], facts: Iterable[Fact]) -> set[str]:
    """The ids of the documents that are not public, and of those inside them of which nothing else was said.

    The facts have document ids as their subjects.
    """
    told: dict[str, list[Fact]] = {}
    holders: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.property in {"disclosure", "parent"}:
            (told if fact.property == "disclosure" else holders).setdefault(fact.subject, []).append(fact)
    judged = {subject: trust.believed(about) for subject, about in told.items()}
    judgements = {subject: fact.values[0] for subject, fact in judged.items() if fact}
    parents = {one.id: _parent(one, holders) for one in documents}
    return {one.id for one in documents if _is_refused(one.id, judgements, parents)}


def without_their_words(documents: Iterable[Document], facts: Iterable[Fact], ids: set[str]) -> tuple[Fact, ...]:
    """The facts but for those that were read in the documents `ids` or in their names, whomever they speak of.

    What part a refused document has in the dossier stays known, without the words that it was read from.
    """
    paths = {one.path for one in documents if one.id in ids and one.path}
    kept = []
    for fact in facts:
        if fact.source.kind in _SAID_BY_PEOPLE or (fact.subject not in ids and fact.source.place.file not in paths):
            kept.append(fact)
        elif fact.subject in ids and fact.property in _TELLS_NOTHING:
            source = fact.source.model_copy(update={"phrase": None})
            kept.append(fact.model_copy(update={"raw": ", ".join(fact.values), "source": source}))
    return tuple(kept)


def _parent(document: Document, holders: Mapping[str, list[Fact]]) -> str | None:
    said = trust.believed(holders.get(document.id, ()))
    return said.values[0] if said else document.parent


def _is_refused(document_id: str, judgements: Mapping[str, str], parents: Mapping[str, str | None]) -> bool:
    """By the nearest judgement: its own, or that of what it lies in."""
    seen: set[str] = set()
    at: str | None = document_id
    while at is not None and at not in seen:
        if at in judgements:
            return judgements[at] == Disclosure.NOT_PUBLIC
        seen.add(at)
        at = parents.get(at)
    return False
