"""Metadata that speak of a file inside a delivered file: which document that is, is known only once the outer file has been read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from fairwoo.extract.subjects import REFERENCES, fold_name
from fairwoo.model import Document, Fact, Finding, FindingKind, Level

FILE = "file"
"""The property of a fact that says which file a metadata file means."""

PART_UNKNOWN = FindingKind(
    code="metadata-part-unknown",
    level=Level.ERROR,
    nl="In de metadata staat “{name}”, maar in {container} zit zo'n bestand niet. Wat erover gezegd is, is niet toegepast.",
    en="The metadata name “{name}”, but {container} holds no such file. What is said of it was not applied.",
    do_nl="Verbeter de naam in de metadata. Is het deel niet openbaar, dan wordt tot die tijd het hele bestand niet aangeboden.",
    do_en="Mend the name in the metadata. If the part is not public, the whole file is not offered until then.",
)
PART_UNCLEAR = FindingKind(
    code="metadata-part-unclear",
    level=Level.ERROR,
    nl="In de metadata staat “{name}”, en zo heten {count} bestanden in aangeleverde bestanden. Wat erover gezegd is, is niet toegepast.",
    en="The metadata name “{name}”, which {count} files inside delivered files are called. What is said of it was not applied.",
    do_nl="Schrijf in de metadata ook het bestand waar het in zit: “stukken.zip/nota.pdf”.",
    do_en="Write in the metadata the file that it lies in too: “stukken.zip/nota.pdf”.",
)


class Joined(NamedTuple):
    """The documents without those that turned out to be another one, the facts about what remains, and what a person should know."""

    documents: tuple[Document, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]


def join_members(documents: Sequence[Document], facts: Sequence[Fact]) -> Joined:
    """Tie what metadata say of "stukken.zip/nota.pdf", or of "nota.pdf" if just one inner file is called so, to that inner document.

    Ingest made a document without a file of each; it goes, and its facts speak of the inner document. Where the outer file is there
    but the inner one is not, the document becomes a part of the outer one, so that a refusal counts for the whole.
    """
    named = {fact.subject: fact for fact in facts if fact.property == FILE and fact.values}
    inner = {one.id: _path(one.path) for one in documents if one.parent is not None and one.path}
    outer = {_path(one.path): one for one in documents if one.path}
    same: dict[str, str] = {}
    kept: list[Document] = []
    findings: list[Finding] = []
    for document in documents:
        said = named.get(document.id) if document.path is None else None
        if said is None:
            kept.append(document)
            continue
        name = said.values[0]
        found, container = _called(name, inner), _holder(name, outer)
        if len(found) == 1:
            same[document.id] = found[0]
            continue
        if found:
            findings.append(PART_UNCLEAR.at(said.source.place, name=name, count=len(found)))
        elif container is not None:
            findings.append(PART_UNKNOWN.at(said.source.place, name=name, container=container.path))
            document = document.model_copy(update={"parent": document.parent or container.id})  # noqa: PLW2901
        kept.append(document)
    return Joined(tuple(kept), tuple(_about(fact, same) for fact in facts) if same else tuple(facts), tuple(findings))


def _path(text: str | None) -> str:
    return posixpath.normpath(fold_name(text or ""))


def _called(name: str, inner: Mapping[str, str]) -> list[str]:
    """The ids of the inner documents with this path, else of those whose path ends so."""
    wanted = _path(name)
    whole = [key for key, path in inner.items() if path == wanted]
    return whole or [key for key, path in inner.items() if path.endswith(f"/{wanted}")]


def _holder(name: str, outer: Mapping[str, Document]) -> Document | None:
    """The innermost document whose path is a folder in `name`, or ends in one."""
    parts = _path(name).split("/")
    for end in range(len(parts) - 1, 0, -1):
        folder = "/".join(parts[:end])
        found = [one for path, one in outer.items() if path == folder or path.endswith(f"/{folder}")]
        if len(found) == 1:
            return found[0]
    return None


def _about(fact: Fact, same: Mapping[str, str]) -> Fact:
    values = _references(fact.values, same) if fact.property in REFERENCES else fact.values
    return fact.model_copy(update={"subject": same.get(fact.subject, fact.subject), "values": values})


def _references(values: Iterable[str], same: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(same.get(value, value) for value in values)
