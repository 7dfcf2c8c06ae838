"""Taking back: what is to be remembered of a document or a dossier, so that it does not come in again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePosixPath

from fairwoo.errors import UsageError
from fairwoo.ingest.documents import short_slug
from fairwoo.model import Document, Dossier, FindingKind, Level, Role, Text, Withdrawal
from fairwoo.pipeline.taking_back import own_ids
from fairwoo.shared import slug
from fairwoo.store import Catalogue
from fairwoo.store.withdrawals import digest_of_id
from fairwoo.vocab.withdrawing import reason_for

DOSSIER_WITHDRAWN = FindingKind(
    code="dossier-withdrawn",
    level=Level.WARNING,
    nl="Dossier {id} is ingetrokken en wordt niet opnieuw opgenomen.",
    en="Dossier {id} was withdrawn and is not taken in again.",
    do_nl="Haal de map weg. Was het een vergissing: fairwoo withdraw {id} --undo, en neem het opnieuw op.",
    do_en="Take the folder away. If it was a mistake: fairwoo withdraw {id} --undo, and bring it in again.",
)
DOSSIER_BACK = FindingKind(
    code="dossier-holds-withdrawn",
    level=Level.ERROR,
    nl="{location} is niet opgenomen: {count} van de bestanden zaten in het ingetrokken dossier {other}.",
    en="{location} was not taken in: {count} of its files were in the dossier {other}, which was withdrawn.",
    do_nl="Haal die bestanden uit de map. Was het intrekken een vergissing: fairwoo withdraw {other} --undo, en neem het opnieuw op.",
    do_en="Take those files out of the folder. If withdrawing was a mistake: fairwoo withdraw {other} --undo, and bring it in again.",
)

_SMALL = 1_000  # bytes: files below this may well be the same in two dossiers
_STAYS_AS = "ingetrokken-"


def of_dossier(catalogue: Catalogue, dossier: Dossier, reason: str, time: datetime) -> tuple[Withdrawal, ...]:
    """The withdrawal of a whole dossier: of it as such, and of the files by which it is known when it comes back under another name.

    These are the request, the decision and all other files that are not small and that no other dossier has.
    Raises UsageError for a reason that says nothing.
    """
    whole = Withdrawal(
        dossier=dossier.id, publisher=dossier.publisher, title=dossier.title, reason=_reason(reason), time=_moment(time)
    )
    hashes = {
        one.sha256
        for one in dossier.documents
        if one.sha256 and (one.role in {Role.REQUEST, Role.DECISION} or (one.size or 0) > _SMALL)
    }
    telling = hashes - catalogue.shared(dossier.id, hashes)
    return (whole, *(whole.model_copy(update={"sha256": one}) for one in sorted(telling)))


def of_document(catalogue: Catalogue, dossier: Dossier, document_id: str, reason: str, time: datetime) -> tuple[Withdrawal, ...]:
    """The withdrawal of a document: of its file, and of the files inside that, but for those that were delivered separately too.

    Raises UsageError for a document that is not there or has no file.
    """
    document = next((one for one in dossier.documents if one.id == document_id), None)
    if document is None or document.sha256 is None:
        raise UsageError(
            Text(
                nl=f"Dossier {dossier.id} heeft geen document {document_id} met een bestand. Zie fairwoo show {dossier.id}.",
                en=f"Dossier {dossier.id} has no document {document_id} with a file. See fairwoo show {dossier.id}.",
            )
        )
    known = catalogue.withdrawals(dossier.id)
    inside = _inside(dossier, document.id)
    elsewhere = {one.sha256 for one in dossier.documents if one.id not in inside}
    first = Withdrawal(
        dossier=dossier.id,
        document=document.id if document.id in own_ids(catalogue.facts(dossier.id)) else _stays_as(dossier, document.id, known),
        was=tuple(digest_of_id(one) for one in dict.fromkeys(_names(document))),
        publisher=dossier.publisher,
        title=document.number,
        sha256=document.sha256,
        reason=_reason(reason),
        time=_moment(time),
    )
    members = {one.sha256 for one in dossier.documents if one.id in inside and one.sha256} - elsewhere
    return (first, *(first.model_copy(update={"sha256": one}) for one in sorted(members)))


def _inside(dossier: Dossier, document_id: str) -> set[str]:
    """The documents inside the file of a document, however deep."""
    found, grown = {document_id}, True
    while grown:
        inner = {one.id for one in dossier.documents if one.parent in found} - found
        grown = bool(inner)
        found |= inner
    return found - {document_id}


def _stays_as(dossier: Dossier, document_id: str, known: Iterable[Withdrawal]) -> str:
    """The id that a document keeps, without words from the name of its file: the one it had before, or the next number."""
    rows = [one for one in known if one.document]
    before = next((one.document for one in rows if one.was[:1] == (digest_of_id(document_id),)), None)
    if before is not None:
        return before
    taken = {one.id for one in dossier.documents} | {one.document for one in rows}
    numbers = (re.fullmatch(rf"{_STAYS_AS}(\d+)", one) for one in taken)
    return f"{_STAYS_AS}{max((int(one[1]) for one in numbers if one), default=0) + 1}"


def _names(document: Document) -> Iterator[str]:
    """The id of a document, and those that ingest and extract make for it when its file is gone and only metadata name it."""
    yield document.id
    if document.number:
        yield f"nr-{slug(document.number)}"
    if document.title:
        yield short_slug(document.title)
    if document.path:
        for name in (document.path, PurePosixPath(document.path).name):
            yield from (short_slug(name), slug(name))


def _reason(given: str) -> str:
    words = " ".join(given.split())
    if not words or len(words) > 200:
        raise UsageError(
            Text(
                nl="Geef met --reason in hoogstens 200 tekens waarom het wordt ingetrokken.",
                en="Say with --reason why it is withdrawn, in at most 200 characters.",
            )
        )
    found = reason_for(words)
    return found.code if found else words


def _moment(time: datetime) -> str:
    return time.isoformat(timespec="seconds")
