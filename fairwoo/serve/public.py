"""The gate: what the public sees of dossiers, documents and pages. Everything that the site shows goes through here.

It is built of what `map` decided may be shown (`model.Shown`), and only while that is current: a dossier that was just brought in anew
and not yet described again is told to be in the making. Ids and paths of documents that were refused or taken back, hashes and files of
those that show what they should not, and senders and recipients (who may be people) are not in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from fairwoo.map.held_back import Held
from fairwoo.map.wording import one_line
from fairwoo.model import Body, DecisionOutcome, Disclosure, Document, Dossier, Role, Shown

_CLOSED = {Held.REFUSED, Held.WITHDRAWN, Held.HOLDS}


@dataclass(frozen=True)
class PublicDocument:
    """A document as the public knows it: `name` is its id in addresses; `number` that of the inventory.

    `file_name` and the facts behind it are None unless the file is handed out; `pages` is how many pages of text may be read, 0 if
    none; `textless` how many of those have no text, `recognised` how many have one that a program took their image for. `reading` is for
    the site alone: the key under which its pages are kept.
    """

    name: str
    number: str | None
    title: str | None
    role: Role | None
    kind: str | None
    dated: date | None
    disclosure: Disclosure | None
    grounds: tuple[str, ...]
    redacted_share: float | None
    held: Held | None
    withdrawn: str | None
    correction: str | None
    elsewhere: str | None
    source: str | None
    language: str | None
    format: str | None
    media_type: str | None
    file_name: str | None
    size: int | None
    sha256: str | None
    parent: str | None
    related: tuple[str, ...]
    pages: int
    textless: int
    recognised: int
    reading: str | None = field(repr=False)
    original: str | None = field(repr=False)

    @property
    def called(self) -> str:
        """What to call it in a list: its title, else its number, else its name."""
        return self.title or (f"Document {self.number}" if self.number else self.name)

    @property
    def readable(self) -> bool:
        """Whether its pages may be read on the site."""
        return self.pages > 0


@dataclass(frozen=True)
class PublicDossier:
    """A dossier as the public knows it. `revision` changes whenever anything of it does."""

    id: str
    revision: str
    title: str
    publisher: Body
    description: str | None
    category: str | None
    theme: str | None
    regime: str | None
    requested: date | None
    received: date | None
    decided: date | None
    published: date | None
    modified: date | None
    adjourned: bool | None
    outcome: DecisionOutcome | None
    inquiry: str | None
    series: str | None
    request_text: str | None
    decision_text: str | None
    source_url: str | None
    license: str | None
    grounds: tuple[str, ...]
    documents: tuple[PublicDocument, ...]

    @cached_property
    def by_name(self) -> dict[str, PublicDocument]:
        """The documents by the name they have in addresses."""
        return {one.name: one for one in self.documents}

    @cached_property
    def names(self) -> dict[str, str]:
        """By the id that the search index has, the name in addresses."""
        return dict(self._ids)

    @cached_property
    def by_path(self) -> dict[str, PublicDocument]:
        """The documents of which the file is handed out, by the path that findings name. The paths themselves are not for the public."""
        return {path: self.by_name[name] for path, name in self._paths}

    _ids: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    _paths: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def public_dossier(
    dossier: Dossier, revision: str, shown: tuple[Shown, ...], readings: dict[str, str], pages: dict[str, tuple[int, int]]
) -> PublicDossier:
    """The dossier as the public knows it. `readings` and `pages` (all, without text) are by the ids of documents."""
    may = {one.document: one for one in shown}
    names = {one.document: one.name for one in shown}
    documents = tuple(
        _document(one, may[one.id], names, (readings.get(one.id), *pages.get(one.id, (0, 0))))
        for one in dossier.documents
        if one.id in may
    )
    same = {name: getattr(dossier, name) for name in _SAME}
    return PublicDossier(
        revision=revision,
        title=one_line(dossier.title) or dossier.id,
        documents=documents,
        _ids=tuple(names.items()),
        _paths=tuple((one.path, names[one.id]) for one in dossier.documents if one.path and one.id in may and may[one.id].file),
        **same,
    )


_SAME = (
    *(
        "id",
        "publisher",
        "description",
        "category",
        "theme",
        "regime",
        "requested",
        "received",
        "decided",
        "published",
        "modified",
    ),
    *("adjourned", "outcome", "inquiry", "series", "request_text", "decision_text", "source_url", "license", "grounds"),
)


def _document(document: Document, may: Shown, names: dict[str, str], read: tuple[str | None, int, int]) -> PublicDocument:
    held = Held(may.held) if may.held else None
    reading, pages, textless = read
    closed, released = held in _CLOSED, may.file is not None
    return PublicDocument(
        name=may.name,
        number=one_line(document.number) or None,
        title=may.title,
        role=document.role,
        kind=may.kind,
        dated=document.dated,
        disclosure=document.disclosure,
        grounds=document.grounds,
        # decoration may have been taken for a redaction; of what is wholly public the publisher knows better
        redacted_share=None if closed or document.disclosure is Disclosure.PUBLIC else document.redacted_share,
        held=held,
        withdrawn=may.withdrawn,
        correction=may.correction,
        elsewhere=may.elsewhere,
        source=may.source,
        language=may.language,
        format=None if closed else may.format,
        media_type=may.media_type if released else None,
        file_name=may.file.rpartition("/")[2] if may.file else None,
        size=document.size if released else None,
        sha256=document.sha256 if released else None,
        parent=names.get(document.parent or ""),
        related=tuple(names[one] for one in document.related if one in names),
        pages=0 if closed or reading is None else pages,
        textless=0 if closed else textless,
        recognised=0 if closed or reading is None else may.recognised,
        reading=None if closed else reading,
        original=None if closed else document.sha256,
    )
