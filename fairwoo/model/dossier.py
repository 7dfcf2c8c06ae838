"""Dossiers and documents, and what ingest delivers. Dates are ISO 8601 calendar dates; sizes of files are in bytes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from fairwoo.model.finding import Finding, Value


class Role(StrEnum):
    """The part a document plays in its dossier."""

    REQUEST = "request"
    DECISION = "decision"
    INVENTORY = "inventory"
    DOCUMENT = "document"
    ATTACHMENT = "attachment"


class Disclosure(StrEnum):
    """How much of a document was released."""

    PUBLIC = "public"
    PARTLY_PUBLIC = "partly_public"
    NOT_PUBLIC = "not_public"
    ALREADY_PUBLIC = "already_public"


class DecisionOutcome(StrEnum):
    """What the decision says about the whole request."""

    PUBLIC = "public"
    PARTLY_PUBLIC = "partly_public"
    NOT_PUBLIC = "not_public"
    ALREADY_PUBLIC = "already_public"
    NO_DOCUMENTS = "no_documents"


class Body(Value):
    """A public body as the TOOI registers know it. `code` is the local part of `uri` (`gm0363`, `pv27`, `mnre1034`).

    `register_name` is one of gemeente, provincie, waterschap, ministerie, zbo, oorg, so, col.
    """

    uri: str
    code: str
    name: str
    register_name: str


class Document(Value):
    """One document of a dossier. A withheld document has metadata but no file (`path`, `sha256`, `size` are None).

    `id` is unique within the dossier and stable between runs; `path` is relative to the delivery, with `/`;
    `kind` is the word used (e.g. "besluit", "e-mail"), `kind_code` its TOOI code where one truly fits;
    `grounds` are normalised codes ("5.1.2e", "10.2e"); `redacted_share` is the share (0–1) of its text that is redacted, None if that was
    not measured; `parent` is the id of the document that contained it; `related` are the ids of documents of the same dossier that it
    is said to belong with. `withdrawn` is why it was taken back (it then has no file), `correction` why its file replaced one that was:
    a code of `vocab/reasons.csv`, or words. `hashed` is when `sha256` was made, if the metadata say so; else it is
    filled in on the way to the descriptions, since the catalogue keeps it beside the dossier, not in it; so are `leaking`, whether the file
    shows what should have been redacted or hidden, and `unread`, whether it could not be read, or not all of it yet.
    """

    id: str
    path: str | None = None
    number: str | None = None
    role: Role | None = None
    title: str | None = None
    kind: str | None = None
    kind_code: str | None = None
    dated: date | None = None
    disclosure: Disclosure | None = None
    grounds: tuple[str, ...] = ()
    redacted_share: float | None = None
    sender: str | None = None
    recipient: str | None = None
    source_url: str | None = None
    media_type: str | None = None
    sha256: str | None = None
    size: int | None = None
    hashed: datetime | None = None
    leaking: bool = False
    unread: bool = False
    parent: str | None = None
    related: tuple[str, ...] = ()
    withdrawn: str | None = None
    correction: str | None = None


class Dossier(Value):
    """A Woo dossier: the request, the decision, the inventory and the documents. `id` is unique in a workspace.

    Right after ingest only `id`, `publisher`, `location` and the documents' files are set; `extract.settle` fills the rest from
    facts. `category` is the TOOI code of the Woo information category; `inquiry` the body's own case number; `regime` the law
    the decision was taken under; `series` what the part-decisions of one request have in common (the number of the request);
    `modified` the day the publisher says the dossier last changed.
    """

    id: str
    location: str
    publisher: Body
    title: str | None = None
    description: str | None = None
    category: str | None = None
    theme: str | None = None
    regime: Literal["Woo", "Wob"] | None = None
    requested: date | None = None
    received: date | None = None
    decided: date | None = None
    published: date | None = None
    modified: date | None = None
    adjourned: bool | None = None
    outcome: DecisionOutcome | None = None
    inquiry: str | None = None
    series: str | None = None
    request_text: str | None = None
    decision_text: str | None = None
    source_url: str | None = None
    license: str | None = None
    grounds: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    findings: tuple[Finding, ...] = ()


def closed_documents(documents: Iterable[Document]) -> frozenset[str]:
    """The ids of the documents of which nothing may be read: those refused or taken back, and those that hold one, at any depth."""
    documents = tuple(documents)
    parents = {one.id: one.parent for one in documents}
    found: set[str] = set()
    waiting = [one.id for one in documents if one.disclosure is Disclosure.NOT_PUBLIC or one.withdrawn]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            outer = parents.get(name)
            waiting += [outer] if outer is not None else []
    return frozenset(found)
