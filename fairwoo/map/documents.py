"""What is said of one document: whether it is released, who made it, what it is, under which licence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fairwoo import vocab
from fairwoo.map.addresses import Addresses, web_address
from fairwoo.map.held_back import Held
from fairwoo.map.makers import Maker, maker_of
from fairwoo.map.terms import Licence, file_type_uri, format_standard, media_type_uri, not_open, term
from fairwoo.map.wording import format_words, one_line
from fairwoo.model import Body, Disclosure, Document, Extraction, Finding, FindingKind, Level, Place, Shown

__all__ = ["Described", "Maker", "Reason", "Shared", "describe_document", "document_findings", "shown_of", "without_files"]

ALREADY_PUBLIC_WHERE = FindingKind(
    code="already-public-link-missing",
    level=Level.WARNING,
    nl="{name} is al eerder openbaar gemaakt, maar er staat niet bij waar.",
    en="{name} was made public before, but it is not said where.",
    do_nl="Zet het webadres in de kolom “Publieke link” van de inventarislijst of voeg het bestand toe.",
    do_en="Put the web address in the inventory's column “Publieke link”, or add the file.",
)
LINK_UNUSABLE = FindingKind(
    code="document-link-unusable",
    level=Level.WARNING,
    nl="De link bij {name} is geen volledig webadres: “{link}”. Hij is niet overgenomen in de beschrijvingen.",
    en="The link of {name} is not a full web address: “{link}”. The descriptions leave it out.",
    do_nl="Schrijf het hele adres, met https:// ervoor.",
    do_en="Write the whole address, with https:// in front.",
)
WITHHELD_WITH_FILE = FindingKind(
    code="withheld-document-with-file",
    level=Level.WARNING,
    nl="{name} is niet openbaar, maar het bestand is wel aangeleverd. De beschrijvingen verwijzen er niet naar.",
    en="{name} is not public, but its file was delivered all the same. The descriptions do not point to it.",
    do_nl="Controleer de beoordeling in de inventarislijst, of haal het bestand uit de map.",
    do_en="Check the judgement in the inventory, or take the file out of the folder.",
)
LEAKING = FindingKind(
    code="leaking-file-not-offered",
    level=Level.WARNING,
    nl="{name} laat tekst zien die gelakt of verborgen had moeten zijn. De beschrijvingen noemen het document, maar niet het bestand.",
    en="{name} shows text that should have been redacted or hidden. The descriptions name the document, but not the file.",
    do_nl="Lak het bestand opnieuw met een programma dat de tekst verwijdert, en lever het opnieuw aan.",
    do_en="Redact the file again with a program that removes the text, and deliver it again.",
)


PUBLIC_WITHOUT_FILE = FindingKind(
    code="public-document-without-file",
    level=Level.WARNING,
    nl="{number_nl} openbaar genoemd, maar het bestand is er niet: {names}. De beschrijvingen zeggen daarvan niet dat het te krijgen is.",
    en="{number_en} called public, but the file is not there: {names}. The descriptions do not say that it can be had.",
    do_nl="Lever het bestand aan, of zet in de inventarislijst waar het te vinden is.",
    do_en="Deliver the file, or say in the inventory where it can be found.",
)
HOLDS_WITHHELD = FindingKind(
    code="file-holds-withheld-not-offered",
    level=Level.WARNING,
    nl="In {name} zit een document dat niet openbaar of ingetrokken is. De beschrijvingen noemen {name}, maar niet het bestand.",
    en="{name} holds a document that is not public or was withdrawn. The descriptions name {name}, but not the file.",
    do_nl="Lever het bestand aan zonder dat deel.",
    do_en="Deliver the file without that part.",
)


UNREAD = FindingKind(
    code="unread-file-not-offered",
    level=Level.WARNING,
    nl="{name} is niet of nog niet helemaal gelezen, dus niemand weet wat onder lakvlakken zit. De beschrijvingen noemen het niet.",
    en="{name} was not read, or not all of it yet, so nobody knows what is under redactions. The descriptions do not name the file.",
    do_nl="Laat fairwoo ingest of fairwoo extract doorlopen. Is het bestand beschadigd of versleuteld, lever het dan opnieuw aan.",
    do_en="Let fairwoo ingest or fairwoo extract run on. If the file is damaged or encrypted, deliver it again.",
)
_TOLD = {Held.REFUSED: WITHHELD_WITH_FILE, Held.HOLDS: HOLDS_WITHHELD, Held.LEAKING: LEAKING, Held.UNREAD: UNREAD}

_NAMED = 10  # documents named in a finding


class Reason(NamedTuple):
    """Why a document was taken back or replaced: in words, and the address of the official reason where it is one."""

    words: str
    uri: str | None


class Shared(NamedTuple):
    """What the documents of a dossier have in common: whose they are, the addresses, the licence that the publisher gives to its own
    works (None if it gave none), and by document id why a file is held back and what the document is called in public.
    """

    body: Body
    addresses: Addresses
    licence: Licence | None
    held: Mapping[str, Held]
    ids: Mapping[str, str]


@dataclass(frozen=True)
class Described:
    """A document with all that the standards say of it. `file` is its address if we release it; `elsewhere` where it already is.

    `id` is what it is called in public, which is not `document.id` where that would tell the name of a file that is not to be seen;
    `held` is why its file is handed to nobody, None if that is not so.

    `format` is the DiWoo format; `file_type` and `media_type` are URIs (EU, IANA); `licence` is None where there is no file;
    `standard` is the address of the PRONOM registry's page on the format the file was recognised as, `format_name` what it is called
    there; `recognised` is how many of its pages have a text that a program took their image for.
    """

    document: Document
    id: str
    held: Held | None
    address: str
    title: str | None
    maker: Maker
    file: str | None
    elsewhere: str | None
    source: str | None
    language: vocab.Concept | None
    kind: vocab.Concept | None
    format: vocab.Concept | None
    file_type: str | None
    media_type: str | None
    standard: str | None
    format_name: str | None
    licence: Licence | None
    recognised: int

    @property
    def name(self) -> str:
        """What to call the document in a message."""
        return self.document.path or self.title or self.document.number or self.document.id

    @property
    def place(self) -> Place:
        """Where the document is, for a finding."""
        return Place(file=self.document.path)

    @property
    def withheld(self) -> bool:
        """Whether the document was refused."""
        return self.document.disclosure is Disclosure.NOT_PUBLIC

    @property
    def withdrawn(self) -> Reason | None:
        """Why the document was taken back, None if it was not."""
        return _reason(self.document.withdrawn)

    @property
    def correction(self) -> Reason | None:
        """Why its file replaced one that was published before, None if it did not."""
        return _reason(self.document.correction)

    @property
    def access_rights(self) -> str | None:
        """The EU access right: the redacted form of a partly public document is public. None if there is nothing to have access to."""
        if self.withheld or self.withdrawn:
            return term("non_public")
        return term("public") if self.file or self.elsewhere else None


def describe_document(document: Document, extraction: Extraction | None, shared: Shared) -> Described:
    """What is said of `document`. Of one that is not to be seen nothing counts that was read in it, and one that was taken back has no
    title: it is known by its number at most, here as on the tombstone that is at its address (`serve.linked.gone`).
    """
    held, name = shared.held.get(document.id), shared.ids.get(document.id, document.id)
    # where a paper stood before tells what it is called, and leads to it
    source = None if held in {Held.REFUSED, Held.WITHDRAWN, Held.HOLDS} else web_address(document.source_url)
    already = document.disclosure is Disclosure.ALREADY_PUBLIC
    if held in {Held.REFUSED, Held.WITHDRAWN}:
        extraction = None
    released = document.path is not None and held is None and not (already and source)
    maker = maker_of(document, shared.body)
    media_type = document.media_type or (extraction.media_type if extraction else None)
    return Described(
        document=document,
        id=name,
        held=held,
        address=shared.addresses.document(name),
        title=None if one_line(document.withdrawn) else one_line(document.title) or None,  # it may be why it was taken back
        maker=maker,
        file=shared.addresses.file(name, document.path) if released and document.path else None,
        elsewhere=source if already else None,
        source=None if already else source,
        language=vocab.language(extraction.language) if extraction and extraction.language else None,
        kind=vocab.kind(document.kind_code) if document.kind_code else None,
        format=vocab.format_for(media_type) if media_type else None,
        file_type=file_type_uri(media_type, extraction.properties.get("pdfa") if extraction else None),
        media_type=media_type_uri(media_type),
        format_name=one_line(extraction.properties.get("format")) or None if extraction else None,
        standard=format_standard(extraction.properties.get("puid")) if released and extraction else None,
        licence=((shared.licence if maker is Maker.BODY else None) or not_open()) if released else None,
        recognised=sum(page.is_recognised for page in extraction.pages) if extraction else 0,
    )


def shown_of(described: Described) -> Shown:
    """What the public may see of a document."""
    withdrawn, correction = described.withdrawn, described.correction
    code = described.format.code if described.format else None
    return Shown(
        document=described.document.id,
        name=described.id,
        held=described.held,
        title=described.title,
        file=described.file,
        elsewhere=described.elsewhere,
        source=described.source,
        language=described.language.code if described.language else None,
        kind=described.kind.label if described.kind else one_line(described.document.kind) or None,
        format=format_words(code, described.document.media_type) or described.format_name,
        media_type=described.document.media_type if described.file else None,
        withdrawn=withdrawn.words if withdrawn else None,
        correction=correction.words if correction else None,
        recognised=described.recognised,
    )


def document_findings(described: Described) -> tuple[Finding, ...]:
    """What a person should know of a document, whatever the standard."""
    found = []
    document = described.document
    if document.source_url and web_address(document.source_url) is None:
        found.append(LINK_UNUSABLE.at(described.place, name=described.name, link=one_line(document.source_url)))
    if document.disclosure is Disclosure.ALREADY_PUBLIC and not described.elsewhere and not described.file:
        found.append(ALREADY_PUBLIC_WHERE.at(described.place, name=described.name))
    kind = _TOLD.get(described.held) if described.held else None
    outer = document.parent is None or described.held is not Held.HOLDS  # of files in files the outermost is what can be mended
    if kind is not None and document.path is not None and outer:
        found.append(kind.at(described.place, name=described.name))
    return tuple(found)


def without_files(documents: Iterable[Described]) -> Iterator[Finding]:
    """One finding for the documents that are called public and of which there is neither a file nor a link."""
    released = {Disclosure.PUBLIC, Disclosure.PARTLY_PUBLIC}
    found = [
        one.title or one.id
        for one in documents
        if one.document.disclosure in released and not (one.document.path or one.source or one.held)
    ]
    if found:
        are = ("documenten worden", "documents are") if len(found) > 1 else ("document wordt", "document is")
        number_nl, number_en = (f"{len(found)} {words}" for words in are)
        names = ", ".join(found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
        yield PUBLIC_WITHOUT_FILE.at(number_nl=number_nl, number_en=number_en, names=names)


def _reason(given: str | None) -> Reason | None:
    words = one_line(given)
    if not words:
        return None
    known = next((one for one in vocab.reasons() if one.code == words), None)
    return Reason(known.label, known.uri) if known else Reason(words, None)
