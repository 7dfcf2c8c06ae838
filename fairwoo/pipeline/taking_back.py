"""What was taken back does not come in again: applied to what is delivered, and to what is settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from fairwoo.extract.subjects import REFERENCES
from fairwoo.model import (
    DeliveredFile,
    Delivery,
    Disclosure,
    Document,
    Dossier,
    Fact,
    FileFate,
    FindingKind,
    Level,
    Place,
    SourceKind,
    Withdrawal,
)
from fairwoo.store.withdrawals import digest_of_id

FILE_WITHDRAWN = FindingKind(
    code="file-withdrawn",
    level=Level.INFO,
    nl="{file} is ingetrokken en wordt niet opnieuw opgenomen.",
    en="{file} was withdrawn and is not taken in again.",
    do_nl="Haal het bestand uit de map. Was het een vergissing: fairwoo withdraw --undo, en neem het dossier opnieuw op.",
    do_en="Take the file out of the folder. If it was a mistake: fairwoo withdraw --undo, and bring the dossier in again.",
)
HOLDS_WITHDRAWN = FindingKind(
    code="file-holds-withdrawn",
    level=Level.ERROR,
    nl="In {file} zit een bestand dat is ingetrokken; het wordt in zijn geheel niet opgenomen.",
    en="{file} holds a file that was withdrawn; it is not taken in at all.",
    do_nl="Lever het opnieuw aan zonder het ingetrokken deel. Was het een vergissing: fairwoo withdraw --undo, en neem het opnieuw op.",
    do_en="Deliver it without the part that was withdrawn. If it was a mistake: fairwoo withdraw --undo, and bring it in again.",
)

_SAID_BY_PEOPLE = {SourceKind.SETTING, SourceKind.METADATA, SourceKind.INVENTORY}
_REFUSED = {Disclosure.NOT_PUBLIC, Disclosure.ALREADY_PUBLIC}
_KEPT = {"id", "number", "withdrawn", "parent", "related"}


class _Named(NamedTuple):
    """Documents and facts, and which of the documents have another id now."""

    documents: tuple[Document, ...]
    facts: tuple[Fact, ...]


def own_ids(facts: Iterable[Fact]) -> set[str]:
    """The documents whose ids were given by metadata, not made of the name of a file."""
    return {one.subject for one in facts if one.property == "id" and one.values[:1] == (one.subject,)}


def taken_back(delivery: Delivery, withdrawals: Iterable[Withdrawal], because: FindingKind = FILE_WITHDRAWN) -> Delivery:
    """The delivery without the files that were taken back: these are rejected, and their documents stay without a file, under an id
    that says nothing of its name.
    """
    by_hash = {one.sha256: one for one in withdrawals if one.document and one.sha256}
    gone = {one.id: by_hash[one.sha256] for one in delivery.dossier.documents if one.sha256 in by_hash and one.sha256}
    files = tuple(_file(one, by_hash, because) for one in delivery.files)
    named = _renamed(delivery.dossier.documents, delivery.facts, gone)
    dossier = delivery.dossier.model_copy(update={"documents": named.documents})
    return delivery.model_copy(update={"dossier": dossier, "facts": named.facts, "files": files})


def with_holders(delivery: Delivery, holders: Mapping[str, Withdrawal]) -> Delivery:
    """The delivery without the files that hold what was taken back: document id → what it holds."""
    hashes = {one.id: one.sha256 or "" for one in delivery.dossier.documents}
    pretended = [
        found.model_copy(update={"document": f"{found.document}-houder", "sha256": hashes[holder]})
        for holder, found in holders.items()
    ]
    return taken_back(delivery, pretended, HOLDS_WITHDRAWN)


def _file(file: DeliveredFile, by_hash: Mapping[str, Withdrawal], because: FindingKind) -> DeliveredFile:
    if file.fate is not FileFate.DOCUMENT or file.sha256 not in by_hash:
        return file
    reason = because.at(Place(file=file.path), file=file.path)
    return file.model_copy(update={"fate": FileFate.REJECTED, "reason": reason})


def _renamed(documents: Sequence[Document], facts: Sequence[Fact], gone: Mapping[str, Withdrawal]) -> _Named:
    """The documents, those in `gone` without a file and under the ids they stay under; and the facts about them."""
    own = own_ids(facts)
    taken = {one.id for one in documents if one.id not in gone or one.id in own}
    ids: dict[str, str] = {}
    for document_id, withdrawal in gone.items():
        ids[document_id] = document_id if document_id in own else _free(withdrawal.document, taken)
    changed = []
    for one in documents:
        if one.id in gone:
            # the path stays until all facts are weighed: metadata name documents by it
            update = {"id": ids[one.id], "sha256": None, "size": None, "withdrawn": gone[one.id].reason}
            changed.append(_redirected(one.model_copy(update=update), ids))
        else:
            changed.append(_redirected(one, ids))
    return _Named(tuple(changed), tuple(_of_renamed(one, ids) for one in facts))


def _redirected(document: Document, ids: Mapping[str, str]) -> Document:
    """The document with what it refers to under the ids that these have now."""
    if document.parent not in ids and not ids.keys() & set(document.related):
        return document
    related = tuple(dict.fromkeys(ids.get(one, one) for one in document.related))
    return document.model_copy(update={"parent": ids.get(document.parent or "", document.parent), "related": related})


def _of_renamed(fact: Fact, ids: Mapping[str, str]) -> Fact:
    update: dict[str, object] = {}
    if fact.subject in ids:
        update["subject"] = ids[fact.subject]
    if fact.property in REFERENCES and ids.keys() & set(fact.values):
        update["values"] = tuple(ids.get(value, value) for value in fact.values)
    return fact.model_copy(update=update) if update else fact


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


def settled_without(
    dossier: Dossier, facts: Sequence[Fact], withdrawals: Iterable[Withdrawal]
) -> tuple[Dossier, tuple[Fact, ...]]:
    """A settled dossier in which all that was taken back is said to be so: also what is no longer delivered, under whatever id
    metadata and inventory still speak of it. What replaced it says why it is there. Of documents that were taken back nothing is kept
    but what metadata and inventory say: what was read of them goes.
    """
    rows = {one.document: one for one in withdrawals if one.document}
    named = _Named(dossier.documents, tuple(facts))
    documents: list[Document] = []
    for row in rows.values():
        meant = [one.id for one in _meant(named.documents, row)]
        named = _joined(named, meant)
        still = {one.id: row for one in named.documents if one.id in meant[:1] and one.withdrawn is None}
        named = _renamed(named.documents, named.facts, still)
        replaced = [one for one in named.documents if one.sha256 is not None and _is_called(one, row)]
        reasons = {one.id: row.reason for one in replaced if one.correction is None}
        documents = [
            one.model_copy(update={"correction": reasons[one.id]}) if one.id in reasons else one for one in named.documents
        ]
        if not replaced and all(one.id != row.document for one in documents):
            documents.append(Document(id=row.document, number=row.title, withdrawn=row.reason))
        named = named._replace(documents=tuple(documents))
    return _without_traces(dossier.model_copy(update={"documents": named.documents}), named.facts)


def _is_called(document: Document, row: Withdrawal) -> bool:
    return document.id == row.document or digest_of_id(document.id) in row.was[:1]


def _meant(documents: Iterable[Document], row: Withdrawal) -> list[Document]:
    """Under what metadata and inventory still speak of a document without its file: its id or its number, for certain; else, if only
    one is called so, its title or the name of its file. What was never released is another document.
    """
    fileless = [one for one in documents if one.sha256 is None]
    certain = [one for one in fileless if _is_called(one, row)]
    open_ = [one for one in fileless if one not in certain and one.withdrawn is None and one.disclosure not in _REFUSED]
    certain += [one for one in open_ if row.title is not None and one.number == row.title]
    titled = [one for one in open_ if digest_of_id(one.id) in row.was]
    return certain or (titled if len(titled) == 1 else [])


def _joined(named: _Named, same: Sequence[str]) -> _Named:
    """The first of these documents with what was said of the others, which go."""
    if len(same) < 2:
        return named
    first, others = same[0], dict.fromkeys(same[1:], same[0])
    by_id = {one.id: one for one in named.documents}
    values: dict[str, object] = {}
    for document_id in same:
        values = {name: value for name, value in by_id[document_id] if value not in (None, (), False)} | values
    documents = [by_id[first].model_copy(update=values) if one.id == first else one for one in named.documents]
    left = (_redirected(one, others) for one in documents if one.id not in others)
    return _Named(tuple(left), tuple(_of_renamed(one, others) for one in named.facts))


def _without_traces(dossier: Dossier, facts: Sequence[Fact]) -> tuple[Dossier, tuple[Fact, ...]]:
    gone = {one.id for one in dossier.documents if one.withdrawn is not None}
    kept = tuple(one for one in facts if one.subject not in gone or one.source.kind in _SAID_BY_PEOPLE)
    told: dict[str, set[str]] = {}
    for fact in kept:
        told.setdefault(fact.subject, set()).add("kind_code" if fact.property == "kind" else fact.property)
        told[fact.subject].add(fact.property)
    documents = tuple(_bare(one, told.get(one.id, set())) if one.id in gone else one for one in dossier.documents)
    return dossier.model_copy(update={"documents": documents}), kept


def _bare(document: Document, told: set[str]) -> Document:
    """The document with nothing but what was told of it."""
    kept = (_KEPT | told) - {"path", "sha256", "size", "media_type"}
    return Document(**{name: value for name, value in document if name in kept})
