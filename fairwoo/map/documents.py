"""What is said of one document: whether it is released, who made it, what it is, under which licence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fairwoo import vocab
from fairwoo.map.addresses import Addresses, web_address
from fairwoo.map.terms import Licence, file_type_uri, media_type_uri, not_open, term
from fairwoo.map.wording import one_line
from fairwoo.model import Body, Disclosure, Document, Dossier, Extraction, Finding, FindingKind, Level, Place, Role

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


class Maker(StrEnum):
    """Who made a document, as far as is known."""

    BODY = "body"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Described:
    """A document with all that the standards say of it. `file` is its address if we release it; `elsewhere` where it already is.

    `format` is the DiWoo format; `file_type` and `media_type` are URIs (EU, IANA); `licence` is None where there is no file.
    """

    document: Document
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
    licence: Licence | None

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
    def access_rights(self) -> str | None:
        """The EU access right: the redacted form of a partly public document is public. None if nothing is known."""
        if self.withheld:
            return term("non_public")
        return term("public") if self.file or self.elsewhere or self.document.disclosure else None


def describe_document(
    document: Document, dossier: Dossier, addresses: Addresses, extraction: Extraction | None, licence: Licence | None
) -> Described:
    """What is said of `document`. `licence` is the one the publisher gives to its own works, None if it gave none."""
    source = web_address(document.source_url)
    already = document.disclosure is Disclosure.ALREADY_PUBLIC
    withheld = document.disclosure is Disclosure.NOT_PUBLIC
    released = document.path is not None and not withheld and not (already and source)
    maker = _maker(document, dossier.publisher)
    media_type = document.media_type or (extraction.media_type if extraction else None)
    return Described(
        document=document,
        address=addresses.document(document.id),
        title=one_line(document.title) or None,
        maker=maker,
        file=addresses.file(document.id, document.path) if released and document.path else None,
        elsewhere=source if already else None,
        source=None if already else source,
        language=vocab.language(extraction.language) if extraction and extraction.language else None,
        kind=vocab.kind(document.kind_code) if document.kind_code else None,
        format=vocab.format_for(media_type) if media_type else None,
        file_type=file_type_uri(media_type, extraction.properties.get("pdfa") if extraction else None),
        media_type=media_type_uri(media_type),
        licence=((licence if maker is Maker.BODY else None) or not_open()) if released else None,
    )


def document_findings(described: Described) -> tuple[Finding, ...]:
    """What a person should know of a document, whatever the standard."""
    found = []
    document = described.document
    if document.source_url and not (described.elsewhere or described.source):
        found.append(LINK_UNUSABLE.at(described.place, name=described.name, link=one_line(document.source_url)))
    if document.disclosure is Disclosure.ALREADY_PUBLIC and not described.elsewhere and not described.file:
        found.append(ALREADY_PUBLIC_WHERE.at(described.place, name=described.name))
    if described.withheld and document.path is not None:
        found.append(WITHHELD_WITH_FILE.at(described.place, name=described.name))
    return tuple(found)


def _maker(document: Document, body: Body) -> Maker:
    """The body made its decisions, its inventories and what it sent; requests and what others sent it did not."""
    if document.role in {Role.DECISION, Role.INVENTORY}:
        return Maker.BODY
    if document.role is Role.REQUEST:
        return Maker.OTHER
    sender = one_line(document.sender)
    if not sender:
        return Maker.UNKNOWN
    return Maker.BODY if body.uri in {found.uri for found in vocab.find_bodies(sender)} else Maker.OTHER
