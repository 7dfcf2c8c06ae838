"""The objects of MDTO that a dossier consists of: the dossier, its documents, their files, each referring to the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from fairwoo import vocab
from fairwoo.map.addresses import LOCAL
from fairwoo.map.case import Case
from fairwoo.map.documents import Described, Maker
from fairwoo.map.mdto_limits import limits_of_document, limits_of_dossier, outcome_words
from fairwoo.map.mdto_xml import Elements, Identification, Reference, Term, coded, concept_list, term
from fairwoo.map.terms import language_tag
from fairwoo.map.wording import one_line
from fairwoo.model import Document, Role
from fairwoo.shared import clean_text
from fairwoo.vocab.words import rows

_ADOPTED, _HAS_ATTACHMENT = "c_641ecd76", "c_05f4a5f3"


@dataclass(frozen=True)
class Objects:
    """The objects of a dossier: which documents are described, and of which the file is, by document id.

    Only these are referred to, so that no reference leads nowhere.
    """

    case: Case
    documents: Mapping[str, Described]
    files: Mapping[str, Described]

    # --- what the objects are called

    def dossier(self) -> Reference:
        """The dossier, as the others refer to it."""
        return Reference(self.case.title, self._named(self.case.dossier.id))

    def document(self, described: Described) -> Reference:
        """A document, as the others refer to it."""
        name = name_of(described) or ""
        return Reference(name, self._named(f"{self.case.dossier.id}/document/{described.id}"))

    def file(self, described: Described) -> Reference:
        """The file of a document, as that refers to it."""
        name = file_name(described.document)
        return Reference(name, self._named(f"{self.case.dossier.id}/document/{described.id}/bestand"))

    def _named(self, identifier: str) -> Identification:
        base = self.case.addresses.base
        return Identification(one_line(identifier), base if base != LOCAL else one_line(self.case.dossier.publisher.name))

    # --- the objects

    def describe_dossier(self) -> Elements:
        """The informatieobject of the dossier."""
        case, dossier = self.case, self.case.dossier
        own = [self.dossier().identification, *self._numbers(inquiry=dossier.inquiry)]
        classes = [coded(one, kind) for one, kind in ((case.category, "categories"), (case.theme, "themes")) if one]
        return [
            *(("identificatie", one.elements()) for one in own if one),
            ("naam", case.title),
            ("aggregatieniveau", term("dossier").elements()),
            *(("classificatie", one.elements()) for one in classes),
            *(("trefwoord", word) for word in case.keywords),
            ("omschrijving", clean_text(dossier.description or "").strip()),
            *self._places(case.addresses.dossier, case.source),
            *_coverage("period", case.period),
            *(("taal", language_tag(language)) for language in case.languages),
            *self._events_of_dossier(),
            ("waardering", term("valuation").elements()),
            *(("isOnderdeelVan", one.elements()) for one in self._series()),
            *(("bevatOnderdeel", self.document(one).elements()) for one in self.documents.values()),
            ("archiefvormer", self._body().elements()),
            ("beperkingGebruik", limits_of_dossier(case)),
        ]

    def describe_document(self, described: Described) -> Elements:
        """The informatieobject of a document."""
        case, document = self.case, described.document
        own = [self.document(described).identification, *self._numbers(number=document.number)]
        classes = [coded(one, kind) for one, kind in ((case.category, "categories"), (described.kind, "kinds")) if one]
        word, label = one_line(document.kind), described.kind.label if described.kind else None
        language = language_tag(described.language) if described.language else None
        return [
            *(("identificatie", one.elements()) for one in own if one),
            ("naam", name_of(described)),
            ("aggregatieniveau", term("document").elements()),
            *(("classificatie", one.elements()) for one in classes),
            ("trefwoord", word if word != label else None),
            *self._places(described.address, described.elsewhere or described.source),
            *_coverage("day", (document.dated, None)),
            ("taal", language),
            *self._events_of_document(described),
            ("waardering", term("valuation").elements()),
            ("isOnderdeelVan", self.dossier().elements()),
            *(("isOnderdeelVan", self.document(one).elements()) for one in self._wholes(described)),
            *(("bevatOnderdeel", self.document(one).elements()) for one in self._parts(described)),
            ("heeftRepresentatie", self.file(described).elements() if document.id in self.files else None),
            *(("gerelateerdInformatieobject", one) for one in self._related(document)),
            ("archiefvormer", self._body().elements()),
            ("beperkingGebruik", limits_of_document(described)),
        ]

    def describe_file(self, described: Described) -> Elements:
        """The bestand of a document; the values that MDTO demands of it are there."""
        document, own = described.document, self.file(described)
        return [
            ("identificatie", own.identification.elements() if own.identification else None),
            ("naam", own.name),
            ("omvang", str(document.size)),
            ("bestandsformaat", _format(described).elements()),
            ("checksum", _checksum(document)),
            ("URLBestand", described.file if self.case.addresses.base != LOCAL else None),
            ("isRepresentatieVan", self.document(described).elements()),
        ]

    # --- their parts

    def _body(self) -> Reference:
        body = self.case.dossier.publisher
        uri = one_line(body.uri)
        return Reference(one_line(body.name), Identification(uri, "TOOI") if uri else None)

    def _numbers(self, **numbers: str | None) -> list[Identification]:
        """Further numbers: the source says what they are the number of."""
        return [Identification(one_line(number), _source(name)) for name, number in numbers.items() if one_line(number)]

    def _series(self) -> list[Reference]:
        """The request that this dossier is a part-decision on."""
        name = one_line(self.case.dossier.series)
        return [Reference(name, Identification(name, _source("series")))] if name else []

    def _places(self, own: str, other: str | None) -> Iterator[tuple[str, Elements]]:
        """Where to see it: on our own page, if there is an address to publish on, and where it was published before."""
        pages = [own] if self.case.addresses.base != LOCAL else []
        for page in [*pages, *([other] if other else [])]:
            yield "raadpleeglocatie", [("raadpleeglocatieOnline", page)]

    def _events_of_dossier(self) -> Iterator[tuple[str, Elements]]:
        dossier, adopted = self.case.dossier, next(one for one in vocab.handlings() if one.code == _ADOPTED)
        told: list[tuple[Term, date | None, str | None]] = [
            (term("received"), dossier.received, "Het verzoek is ontvangen."),
            (coded(adopted, "handlings"), dossier.decided, outcome_words(dossier.outcome)),
            (term("published"), dossier.published, None),
            (term("changed"), dossier.modified, None),
        ]
        for kind, day, result in told:
            if day:
                yield "event", _event(kind, day, self._body(), result)

    def _events_of_document(self, described: Described) -> Iterator[tuple[str, Elements]]:
        document, dossier = described.document, self.case.dossier
        if document.dated:
            yield "event", _event(term("created"), document.dated, self._maker(described))
        if described.maker is Maker.OTHER:
            # On which day is seldom known: that of a document is when it was written, and counts for the receipt in DiWoo only.
            day = dossier.received if document.role is Role.REQUEST else None
            yield "event", _event(term("received"), day, self._body())
        if document.id in self.files and dossier.published:
            yield "event", _event(term("published"), dossier.published, self._body())
        if described.correction:
            yield "event", _event(term("replaced"), None, self._body(), described.correction.words)

    def _maker(self, described: Described) -> Reference | None:
        """Who made a document, if that is a public body: senders may be people, whose names are nobody's business."""
        if described.maker is Maker.BODY:
            return self._body()
        found = vocab.find_bodies(one_line(described.document.sender))
        return Reference(found[0].name, Identification(found[0].uri, "TOOI")) if len(found) == 1 else None

    def _related(self, document: Document) -> Iterator[Elements]:
        """What came with a document, and what it is said to belong with."""
        attachment = next(one for one in vocab.relations() if one.code == _HAS_ATTACHMENT)
        attached = self.case.attachments.get(document.id, ())
        for keys, kind in ((attached, coded(attachment, "relations")), (document.related, term("related"))):
            for key in keys:
                if key in self.documents and key != document.id:
                    yield [
                        ("gerelateerdInformatieobjectVerwijzing", self.document(self.documents[key]).elements()),
                        ("gerelateerdInformatieobjectTypeRelatie", kind.elements()),
                    ]

    def _wholes(self, described: Described) -> list[Described]:
        """The archive or other file that a document is a part of."""
        outer = self.documents.get(described.document.parent or "")
        return [outer] if outer and described.document.id in self.case.parts.get(outer.document.id, ()) else []

    def _parts(self, described: Described) -> list[Described]:
        return [self.documents[key] for key in self.case.parts.get(described.document.id, ()) if key in self.documents]


def name_of(described: Described) -> str | None:
    """What a document is called. One that was refused or taken back may have only its number."""
    is_named_so = described.withheld or described.withdrawn
    return described.title or (one_line(described.document.number) or None if is_named_so else None)


def file_name(document: Document) -> str:
    """The name of a document's file, without folders; "" if it has none."""
    return one_line(PurePosixPath(document.path or "").name)


def _source(name: str) -> str:
    return next(row["source"] for row in rows("mdto_sources") if row["property"] == name)


def _coverage(kind: str, days: Iterable[date | None] | None) -> Iterator[tuple[str, Elements]]:
    first, last = [*(days or (None, None))]
    if first:
        yield (
            "dekkingInTijd",
            [
                ("dekkingInTijdType", term(kind).elements()),
                ("dekkingInTijdBegindatum", first.isoformat()),
                ("dekkingInTijdEinddatum", last.isoformat() if last else None),
            ],
        )


def _event(kind: Term, day: date | None, actor: Reference | None, result: str | None = None) -> Elements:
    return [
        ("eventType", kind.elements()),
        ("eventTijd", day.isoformat() if day else None),
        ("eventVerantwoordelijkeActor", actor.elements() if actor else None),
        ("eventResultaat", result),
    ]


def _format(described: Described) -> Term:
    """PRONOM's name and number of the format; the media type where PRONOM's is not known."""
    media_type = one_line(described.document.media_type)
    if described.standard:
        puid = "/".join(urlsplit(described.standard).path.split("/")[-2:])
        return Term(described.format_name or media_type or puid, puid, concept_list("pronom"))
    return Term(media_type, None, concept_list("media_types"))


def _checksum(document: Document) -> Elements:
    hashed = document.hashed.astimezone(UTC) if document.hashed else None
    return [
        ("checksumAlgoritme", term("sha256").elements()),
        ("checksumWaarde", document.sha256),
        ("checksumDatum", hashed.strftime("%Y-%m-%dT%H:%M:%SZ") if hashed else None),
    ]
