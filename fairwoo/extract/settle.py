"""From facts to the settled dossier: run the finders, weigh their facts with those of ingest, and say where sources contradict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fairwoo import discover, vocab
from fairwoo.extract import trust
from fairwoo.extract.case import Case, FactFinder
from fairwoo.extract.members import join_members
from fairwoo.extract.refused import refused, without_their_words
from fairwoo.extract.subjects import REFERENCES, resolve
from fairwoo.model import (
    Disclosure,
    Document,
    Dossier,
    Extraction,
    Fact,
    Finding,
    FindingKind,
    Level,
    Role,
    Settled,
    SourceKind,
)

SHELF = "fairwoo.extract.facts"

CONTRADICTION = FindingKind(
    code="facts-contradict",
    level=Level.WARNING,
    nl="Over “{property}” van {subject} spreken twee bronnen elkaar tegen: “{first}” ({first_source}) en “{second}” ({second_source}).",
    en="Two sources contradict each other about “{property}” of {subject}: “{first}” ({first_source}) and “{second}” ({second_source}).",
    do_nl="De eerste is aangehouden. Kijk welke klopt en verbeter de andere.",
    do_en="The first was kept. See which one is right and mend the other.",
)
UNREADABLE = FindingKind(
    code="fact-unreadable",
    level=Level.WARNING,
    nl="De waarde “{raw}” voor “{property}” van {subject} is niet te begrijpen.",
    en="The value “{raw}” for “{property}” of {subject} is not understood.",
    do_nl="Verbeter de waarde in de bron; tot dan blijft het veld leeg of komt de waarde uit een andere bron.",
    do_en="Mend the value in the source; until then the field stays empty or is taken from another source.",
)

REFERENCE_UNKNOWN = FindingKind(
    code="document-reference-unknown",
    level=Level.INFO,
    nl="{subject} hoort volgens de bron bij “{reference}”, maar zo'n document is er niet in dit dossier.",
    en="According to the source {subject} belongs with “{reference}”, but there is no such document in this dossier.",
    do_nl="Controleer het nummer. Zit het document in een ander dossier, dan hoef je niets te doen.",
    do_en="Check the number. If the document is in another dossier, nothing needs to be done.",
)

_COMPARED_IN_DOSSIER = ("regime", "requested", "received", "decided", "outcome", "adjourned")
_COMPARED_IN_DOCUMENT = ("role", "dated", "disclosure", "grounds")
_SURE = 0.8


def settle(dossier: Dossier, extractions: Mapping[str, Extraction], facts: Sequence[Fact]) -> Settled:
    """The dossier that flows on, and every fact that was weighed for it.

    `extractions` are by document id; `facts` are those of ingest. The finders on the shelf run in the order of what they need; then
    for every property the most trusted readable fact counts (`fairwoo.extract.trust`). Documents that only an inventory or a
    metadata file knows are appended without a file. A refused document says no more than people said of it. Same input, same
    output; raises nothing on strange input.
    """
    joined = join_members(dossier.documents, facts)
    given = dossier.model_copy(update={"documents": joined.documents})
    found, findings = _find(Case(given, extractions, joined.facts))
    documents, weighed = _without_refused(*resolve(joined.documents, found))
    by_subject = _by_subject(weighed)
    about_dossier = by_subject.get("", {})
    ids = frozenset(document.id for document in documents)
    settled_documents = tuple(
        _related(_settle_document(document, by_subject.get(document.id, {}), extractions.get(document.id)), document, ids)
        for document in documents
    )
    names = {"": "het dossier"} | {document.id: document.path or document.id for document in documents}
    settled = dossier.model_copy(
        update=_values(trust.DOSSIER_PROPERTIES, about_dossier)
        | {
            "grounds": _all_grounds(about_dossier.get("grounds", []), settled_documents, by_subject),
            "documents": settled_documents,
            "findings": (
                *dossier.findings,
                *joined.findings,
                *findings,
                *_doubts(by_subject, names),
                *_unknown_references(weighed, names),
            ),
        }
    )
    return Settled(settled, weighed)


def _without_refused(documents: Sequence[Document], facts: Sequence[Fact]) -> tuple[tuple[Document, ...], tuple[Fact, ...]]:
    """The documents, those inside refused ones refused too, and the facts but for what was read in refused ones."""
    ids = refused(documents, facts)
    judged = (one.model_copy(update={"disclosure": Disclosure.NOT_PUBLIC}) if one.id in ids else one for one in documents)
    return tuple(judged), without_their_words(documents, facts, ids)


def roles(facts: Iterable[Fact]) -> dict[str, Role]:
    """The role of each document, by document id, as far as `facts` tell."""
    found = {}
    for subject, properties in _by_subject(fact for fact in facts if fact.property == "role").items():
        chosen = trust.believed(properties["role"])
        if chosen is not None:
            found[subject] = Role(chosen.values[0])
    return found


def in_order(finders: Iterable[FactFinder]) -> list[FactFinder]:
    """The finders, each behind those that find what it needs; otherwise in the order given. A circle is broken where it starts."""
    waiting, ordered = list(finders), list[FactFinder]()
    while waiting:
        ready = [finder for finder in waiting if not _waits(finder, waiting)] or waiting[:1]
        ordered += ready
        waiting = [finder for finder in waiting if finder not in ready]
    return ordered


def _waits(finder: FactFinder, waiting: Iterable[FactFinder]) -> bool:
    return any(name in other.PROPERTIES for other in waiting if other is not finder for name in finder.NEEDS)


def _find(case: Case) -> tuple[tuple[Fact, ...], list[Finding]]:
    facts, findings = case.facts, list[Finding]()
    finders: list[Any] = list(discover.load_all(SHELF))
    for finder in in_order(finders):
        finds = finder.find(Case(case.dossier, case.extractions, facts, roles(facts)))
        facts += finds.facts
        findings += finds.findings
    return facts, findings


def _by_subject(facts: Iterable[Fact]) -> dict[str, dict[str, list[Fact]]]:
    found: dict[str, dict[str, list[Fact]]] = {}
    for fact in facts:
        found.setdefault(fact.subject, {}).setdefault(fact.property, []).append(fact)
    return found


def _settle_document(document: Document, facts: Mapping[str, list[Fact]], extraction: Extraction | None) -> Document:
    values = _values(trust.DOCUMENT_PROPERTIES, facts)
    if extraction is not None:
        values.setdefault("media_type", extraction.media_type)
        is_refused = values.get("disclosure", document.disclosure) is Disclosure.NOT_PUBLIC
        values["redacted_share"] = None if is_refused else _redacted(extraction)
    if document.role is not None:
        values["role"] = document.role  # an attachment is that whatever its name says
    values["kind_code"] = _kind_code(facts) or document.kind_code
    return document.model_copy(update=values)


def _related(settled: Document, given: Document, ids: frozenset[str]) -> Document:
    """The document with those of its relations that lead to another document of the dossier."""
    parent = settled.parent if settled.parent in ids and settled.parent != given.id else given.parent
    related = tuple(one for one in settled.related if one in ids and one != given.id)
    return settled.model_copy(update={"parent": parent, "related": related})


def _unknown_references(facts: Iterable[Fact], names: Mapping[str, str]) -> Iterator[Finding]:
    for fact in facts:
        if fact.property in REFERENCES:
            for value in fact.values:
                if value not in names:
                    subject = names.get(fact.subject, fact.subject)
                    yield REFERENCE_UNKNOWN.at(fact.source.place, subject=subject, reference=value)


def _redacted(extraction: Extraction) -> float | None:
    """The share of the text that is redacted, over the pages on which it was measured."""
    measured = [page.redacted_text_share for page in extraction.pages if page.redacted_text_share is not None]
    return round(sum(measured) / len(measured), 3) if measured else None


def _kind_code(facts: Mapping[str, list[Fact]]) -> str | None:
    """The official kind: as stated by a source that is trusted as much as the one of the plain word, else what the word amounts to."""
    code, word = trust.believed(facts.get("kind_code", [])), trust.believed(facts.get("kind", []))
    if code is not None and (word is None or trust.RANK[code.source.kind] <= trust.RANK[word.source.kind]):
        return code.values[0]
    concept = vocab.kind(word.values[0]) if word is not None else None
    return concept.code if concept is not None else None


def _values(names: Iterable[str], facts: Mapping[str, list[Fact]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in names:
        about = facts.get(name, [])
        if name in trust.UNIONS:
            values |= {name: trust.united(about)} if about else {}
        elif chosen := trust.believed(about):
            values[name] = (trust.read(chosen) or (None,))[0]
    return values


def _all_grounds(
    own: list[Fact], documents: Iterable[Document], by_subject: Mapping[str, Mapping[str, list[Fact]]]
) -> tuple[str, ...]:
    """The grounds of the decision, and those that its inventory or the metadata apply to single documents."""
    listed = (
        fact
        for document in documents
        for fact in by_subject.get(document.id, {}).get("grounds", [])
        if trust.RANK[fact.source.kind] <= trust.RANK[SourceKind.INVENTORY]
    )
    return tuple(sorted({*trust.united(own), *(value for fact in listed for value in fact.values)}))


def _doubts(by_subject: Mapping[str, Mapping[str, list[Fact]]], names: Mapping[str, str]) -> list[Finding]:
    findings = []
    for subject, properties in by_subject.items():
        for name, facts in properties.items():
            findings += [_unreadable(fact, names) for fact in facts if trust.read(fact) is None]
            pair = trust.contradiction(fact for fact in facts if _compared(fact))
            if pair is not None:
                findings.append(_contradiction(subject, name, pair, names))
    return findings


def _compared(fact: Fact) -> bool:
    kind = fact.source.kind
    if fact.subject:
        return fact.property in _COMPARED_IN_DOCUMENT and kind in {SourceKind.METADATA, SourceKind.INVENTORY}
    told = kind == SourceKind.METADATA or (kind == SourceKind.TEXT and fact.confidence >= _SURE)
    return fact.property in _COMPARED_IN_DOSSIER and told


def _unreadable(fact: Fact, names: Mapping[str, str]) -> Finding:
    return UNREADABLE.at(fact.source.place, raw=fact.raw, property=fact.property, subject=names.get(fact.subject, fact.subject))


def _contradiction(subject: str, name: str, pair: tuple[Fact, Fact], names: Mapping[str, str]) -> Finding:
    first, second = pair
    return CONTRADICTION.at(
        second.source.place,
        property=name,
        subject=names.get(subject, subject),
        first=", ".join(first.values),
        first_source=_source(first),
        second=", ".join(second.values),
        second_source=_source(second),
    )


def _source(fact: Fact) -> str:
    place = fact.source.place
    parts = [place.file or fact.source.kind.value, place.sheet, place.row, place.column, place.page, place.path]
    return ", ".join(str(part) for part in parts if part is not None)
