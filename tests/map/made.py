"""Dossiers made by hand for the tests of the map room: one of each kind that archives have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from fairwoo import map as mapping
from fairwoo import vocab
from fairwoo.model import DecisionOutcome, Disclosure, Document, Dossier, Extraction, Mapped, Role
from fairwoo.settings import MapSettings

BASE = "https://woo.boarnsterhim.example"
SETTINGS = MapSettings(
    base_url=BASE,
    contact_name="Woo-team",
    contact_email="woo@boarnsterhim.example",
    persistence_policy=f"{BASE}/adressen-blijven",
)
WITH_API = SETTINGS.model_copy(update={"api_url": f"{BASE}/api/v1", "api_license": "CC0"})
PDF = "application/pdf"


class Made(NamedTuple):
    dossier: Dossier
    extractions: Mapping[str, Extraction] = {}

    def describe(self, *standards: str, settings: MapSettings = SETTINGS) -> Mapped:
        return mapping.describe(self.dossier, self.extractions, settings, standards or None)


def a_file(identifier: str, **values: Any) -> Document:
    """A released PDF with everything on it; `values` replace."""
    given = {
        "id": identifier,
        "path": f"documenten/{identifier}.pdf",
        "role": Role.DOCUMENT,
        "title": f"Document {identifier}",
        "dated": date(2024, 3, 5),
        "disclosure": Disclosure.PUBLIC,
        "media_type": PDF,
        "sha256": "0f" * 32,
        "size": 2048,
        "hashed": datetime(2024, 6, 5, 12, 30, tzinfo=UTC),
    }
    return Document(**{**given, **values})


def decision(**values: Any) -> Document:
    given = {"role": Role.DECISION, "title": "Besluit", "kind": "besluit", "kind_code": "c_4f50ca9c", "dated": None}
    return a_file("besluit", **{**given, **values})


def a_dossier(*documents: Document, **values: Any) -> Dossier:
    """A dossier that lacks nothing mandatory; `values` replace."""
    given = {
        "id": "gm0055-bomenkap-dorpsstraat",
        "location": "/dossiers/bomenkap",
        "publisher": vocab.match_body("gm0055"),
        "title": "Bomenkap in de Dorpsstraat",
        "category": vocab.WOO_DECISIONS,
        "regime": "Woo",
        "decided": date(2024, 6, 3),
        "documents": documents,
    }
    return Dossier(**{**given, **values})


def read(*documents: Document, language: str | None = "nld", **properties: str) -> dict[str, Extraction]:
    return {
        document.id: Extraction(
            sha256=document.sha256 or "", media_type=document.media_type or "", language=language, properties=properties
        )
        for document in documents
        if document.sha256
    }


def _rich() -> Made:
    documents = (
        decision(),
        a_file("verzoek", role=Role.REQUEST, title="Verzoek", disclosure=Disclosure.PARTLY_PUBLIC, grounds=("5.1.2e",)),
        a_file("lijst", role=Role.INVENTORY, path="inventaris.csv", media_type="text/csv", title="Inventarislijst", dated=None),
        a_file("nota", number="1", kind="nota", sender="gemeente Boarnsterhim", dated=date(2023, 11, 1)),
        a_file("brief", number="2", kind_code="c_7652d853", sender="Bomenbond", disclosure=Disclosure.PARTLY_PUBLIC,
               grounds=("5.1.2e", "5.2.1"), source_url="https://example.nl/brief?x=1&y=2"),
        a_file("bijlage", parent="brief", role=Role.ATTACHMENT, path="brief/bijlage 1 (kaart).pdf"),
        a_file("mail", number="3", path="mail.eml", media_type="message/rfc822", kind="e-mail"),
        Document(id="geheim", number="4", title="Advies", disclosure=Disclosure.NOT_PUBLIC, grounds=("5.1.2d",)),
        Document(id="krant", number="5", title="Bericht", disclosure=Disclosure.ALREADY_PUBLIC, source_url="https://example.nl/bericht"),
    )  # fmt: skip
    dossier = a_dossier(
        *documents,
        description="De gemeente besluit over de kap van elf bomen.",
        theme="natuur en milieu",
        requested=date(2024, 4, 2),
        received=date(2024, 4, 3),
        published=date(2024, 6, 10),
        outcome=DecisionOutcome.PARTLY_PUBLIC,
        inquiry="Z2024-0042",
        source_url="https://www.boarnsterhim.example/besluit/42",
        license="CC0",
    )
    return Made(dossier, read(*documents))


def _changed() -> Made:
    """A part-decision of which one document was taken back, one was replaced and two belong together; all that can be known is."""
    privacy, procedure = "c_098c1346", "c_c77c86e0"
    documents = (
        decision(),
        a_file("nota", number="1", sender="gemeente Boarnsterhim", correction=privacy, related=("memo",)),
        a_file("memo", number="2", sender="gemeente Boarnsterhim", correction="leesbaarder", related=("nota", "terug")),
        Document(id="terug", number="3", withdrawn=procedure),
        Document(id="weg", number="4", withdrawn="op verzoek", disclosure=Disclosure.PUBLIC, title="Nota"),
    )
    dossier = a_dossier(
        *documents,
        description="De gemeente besluit over de kap van elf bomen.",
        theme="natuur en milieu",
        published=date(2024, 6, 10),
        modified=date(2024, 7, 1),
        series="Z2024-0042",
        license="CC0",
    )
    return Made(dossier, read(*documents, puid="fmt/276"))


def _wob() -> Made:
    old = a_file("memo", disclosure=Disclosure.PARTLY_PUBLIC, grounds=("10.2e", "11.1"), dated=date(1938, 5, 4))
    documents = (decision(), old)
    dossier = a_dossier(*documents, regime="Wob", publisher=vocab.match_body("mnre0170"), decided=date(2020, 2, 3))
    return Made(dossier, read(*documents, language="eng", pdfa="2b"))


def _odd() -> Made:
    title = '“Kap” & <snoei> van \'s-Heeren bomen\u0000\u202e; ῾Ελλάς \U0001f333 \\ "quote" {x} ^`|'
    documents = (
        decision(title=title, path="map & zo/besluit <1> 100% é \U0001f333.pdf"),
        a_file("arabisch", title="طلب الحصول على معلومات", path="طلب/وثيقة.pdf", number="№ 1/2 #3?"),
    )
    return Made(a_dossier(*documents, id="gm0055-a b/c?d#e", title=title, inquiry="Z & <1>"), read(*documents, language="ara"))


def _long() -> Made:
    title = "Zeer lange titel over de aanleg van de weg " * 100
    documents = (decision(title=title, path="é" * 250 + ".pdf"),)
    return Made(a_dossier(*documents, title=title, description="lang " * 3000), read(*documents))


def _elsewhere() -> Made:
    link = "http://www.boarnsterhim.example:8080/a b/c.pdf#page=2"
    documents = (
        decision(),
        a_file("oud", disclosure=Disclosure.ALREADY_PUBLIC, source_url=link),
        Document(id="weg", title="Raadsbesluit", disclosure=Disclosure.ALREADY_PUBLIC, source_url=link),
        Document(id="onvindbaar", title="Nota", disclosure=Disclosure.ALREADY_PUBLIC),
    )
    return Made(a_dossier(*documents), read(*documents))


def _archive() -> Made:
    """A ZIP with two documents in it, and one with something in it that is not public."""
    documents = (
        decision(),
        a_file("doos", path="doos.zip", media_type="application/zip", sender="gemeente Boarnsterhim"),
        a_file("doos-nota", path="doos.zip/nota.pdf", parent="doos", sender="afdeling Groen"),
        a_file("doos-klacht", path="doos.zip/klacht.pdf", parent="doos", kind="klacht", kind_code="c_ef935990"),
        a_file("dicht", path="dicht.zip", media_type="application/zip"),
        a_file("dicht-brief", path="dicht.zip/brief.pdf", parent="dicht", title=None, disclosure=Disclosure.NOT_PUBLIC),
    )
    return Made(a_dossier(*documents, license="CC0"), read(*documents))


def _refused() -> Made:
    refused = Document(id="x", title="Advies", role=Role.DOCUMENT, disclosure=Disclosure.NOT_PUBLIC, grounds=("5.1.1c",))
    return Made(a_dossier(refused, outcome=DecisionOutcome.NOT_PUBLIC))


def _of(key: str) -> Made:
    return Made(a_dossier(decision(), publisher=vocab.match_body(key)))


MADE: Mapping[str, Made] = {
    "rich": _rich(),
    "minimal": Made(a_dossier(decision(), regime=None, category=None)),
    "withheld only": _refused(),
    "archive": _archive(),
    "no documents": Made(a_dossier(outcome=DecisionOutcome.NO_DOCUMENTS)),
    "already public": _elsewhere(),
    "changed": _changed(),
    "wob": _wob(),
    "odd characters": _odd(),
    "very long": _long(),
    "water board": _of("ws0151"),
    "zbo": _of("zb000215"),
    "other organisation": _of("oorg10165"),
    "island": _of("col01"),
}
