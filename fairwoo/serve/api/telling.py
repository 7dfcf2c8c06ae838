"""From what the public may see of dossiers and documents to what the API tells of them. Everything here comes through the gate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote, urlencode

from fairwoo import vocab
from fairwoo.map.held_back import Held
from fairwoo.model import Body, Page, Withdrawal
from fairwoo.serve import codes, wording
from fairwoo.serve.api import models
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site
from fairwoo.shared import clean_text

_HELD: Mapping[Held, str] = {
    Held.REFUSED: "het document is niet openbaar",
    Held.WITHDRAWN: "het document is ingetrokken",
    Held.HOLDS: "er zit een document in dat niet openbaar is",
    Held.UNREAD: "het bestand is niet of nog niet helemaal gelezen; wat wel gelezen is, is op de website te zien",
    Held.LEAKING: "in het bestand is te lezen wat gelakt hoort te zijn; de pagina's zijn op de website te zien",
}


class Addresses:
    """The addresses of the API as the world knows them."""

    def __init__(self, site: Site) -> None:
        self.base = f"{site.base}/api/v1"
        self.dossiers = f"{self.base}/dossiers"
        self.documents = f"{self.base}/documenten"
        self.bodies = f"{self.base}/organisaties"
        self.search = f"{self.base}/_zoek"
        self.changes = f"{self.base}/wijzigingen"
        self.exports = f"{self.base}/exports"

    def dossier(self, dossier_id: str) -> str:
        """A dossier."""
        return f"{self.dossiers}/{quote(dossier_id, safe='')}"

    def documents_of(self, dossier_id: str) -> str:
        """The documents of a dossier."""
        return f"{self.dossier(dossier_id)}/documenten"

    def document(self, dossier_id: str, name: str) -> str:
        """A document."""
        return f"{self.documents_of(dossier_id)}/{quote(name, safe='')}"

    def page(self, dossier_id: str, name: str, number: int) -> str:
        """A page of a document."""
        return f"{self.document(dossier_id, name)}/paginas/{number}"

    def body(self, code: str) -> str:
        """A body."""
        return f"{self.bodies}/{quote(code, safe='')}"


def asked(address: str, pairs: Iterable[tuple[str, object]]) -> str:
    """An address with parameters; those without a value are left out."""
    query = urlencode([(key, str(value)) for key, value in pairs if value is not None], quote_via=quote)
    return f"{address}?{query}" if query else address


def body(site: Site, found: Body, number: int) -> models.Organisatie:
    """A body; `number` is how many dossiers it has."""
    addresses = Addresses(site)
    links = {
        "zelf": addresses.body(found.code),
        "pagina": f"{site.base}/orgaan/{quote(found.code, safe='')}",
        "dossiers": asked(addresses.dossiers, [("orgaan", found.code)]),
    }
    return models.Organisatie(
        code=found.code, naam=found.name, uri=found.uri, soort=found.register_name, aantal_dossiers=number, links=links
    )


def short(site: Site, dossier: PublicDossier) -> models.DossierKort:
    """A dossier in a list."""
    return models.DossierKort(**_short(site, dossier))


def whole(site: Site, dossier: PublicDossier) -> models.Dossier:
    """A dossier with all that is known of it, its documents apart."""
    theme = vocab.theme(dossier.theme) if dossier.theme else None
    return models.Dossier(
        **_short(site, dossier),
        omschrijving=_text(dossier.description),
        thema=models.Begrip(code=theme.code, naam=theme.label) if theme else None,
        wet=dossier.regime,
        verzoekdatum=dossier.requested,
        ontvangstdatum=dossier.received,
        wijzigingsdatum=dossier.modified,
        verdaagd=dossier.adjourned,
        zaaknummer=_text(dossier.inquiry),
        reeks=_text(dossier.series),
        verzoektekst=_text(dossier.request_text),
        besluittekst=_text(dossier.decision_text),
        bron=_text(dossier.source_url),
        licentie=_text(dossier.license),
        gronden=_grounds(dossier.grounds),
    )


def _short(site: Site, dossier: PublicDossier) -> dict[str, Any]:
    addresses, pages = Addresses(site), site.absolute(dossier.id)
    found = vocab.category(dossier.category) if dossier.category else None
    return {
        "id": dossier.id,
        "titel": clean_text(dossier.title),
        "organisatie": _body(dossier.publisher),
        "categorie": models.Begrip(code=found.code, naam=found.label) if found else None,
        "besluitdatum": dossier.decided,
        "publicatiedatum": dossier.published,
        "uitkomst": _code("uitkomst", dossier.outcome),
        "aantal_documenten": len(dossier.documents),
        "versie": dossier.revision,
        "links": {
            "zelf": addresses.dossier(dossier.id),
            "pagina": pages.dossier,
            "documenten": addresses.documents_of(dossier.id),
            "organisatie": addresses.body(dossier.publisher.code),
        },
    }


def document(site: Site, dossier: PublicDossier, one: PublicDocument) -> models.Document:
    """A document."""
    return models.Document(
        dossier=dossier.id,
        naam=one.name,
        nummer=_text(one.number),
        titel=_text(one.title),
        rol=_code("rol", one.role),
        soort=_text(one.kind),
        datum=one.dated,
        beoordeling=_code("beoordeling", one.disclosure),
        gronden=_grounds(one.grounds),
        gelakt_deel=one.redacted_share,
        achtergehouden=models.Begrip(code=codes.code("achtergehouden", one.held), naam=_HELD[one.held]) if one.held else None,
        ingetrokken=_text(one.withdrawn),
        correctie=_text(one.correction),
        eerder_openbaar=_text(one.elsewhere),
        bron=_text(one.source),
        taal=one.language,
        formaat=one.format,
        bestand=_file(site, dossier, one),
        onderdeel_van=one.parent,
        verwant=list(one.related),
        aantal_paginas=one.pages,
        paginas_zonder_tekst=one.textless,
        paginas_herkend=one.recognised,
        links=_document_links(site, dossier, one),
    )


def _document_links(site: Site, dossier: PublicDossier, one: PublicDocument) -> dict[str, str]:
    addresses = Addresses(site)
    own = addresses.document(dossier.id, one.name)
    links = {"zelf": own, "pagina": site.absolute(dossier.id).document(one.name), "dossier": addresses.dossier(dossier.id)}
    return {**links, "paginas": f"{own}/paginas"} if one.readable else links


def _file(site: Site, dossier: PublicDossier, one: PublicDocument) -> models.Bestand | None:
    if one.file_name is None:
        return None
    name = unquote(one.file_name)
    address = site.absolute(dossier.id).file(one.name, name)
    return models.Bestand(naam=clean_text(name), adres=address, media_type=one.media_type, omvang=one.size, sha256=one.sha256)


def text_page(site: Site, dossier: PublicDossier, one: PublicDocument, found: Page) -> models.Pagina:
    """The text of a page, and what lies beside it."""
    addresses = Addresses(site)
    links = {
        "zelf": addresses.page(dossier.id, one.name, found.number),
        "pagina": f"{site.absolute(dossier.id).document(one.name)}/pagina/{found.number}",
        "document": addresses.document(dossier.id, one.name),
    }
    if found.number > 1:
        links["vorige"] = addresses.page(dossier.id, one.name, found.number - 1)
    if found.number < one.pages:
        links["volgende"] = addresses.page(dossier.id, one.name, found.number + 1)
    return models.Pagina(
        dossier=dossier.id,
        document=one.name,
        nummer=found.number,
        tekst=clean_text(found.whole_text),
        herkend=found.is_recognised,
        gelakt_deel=found.redacted_text_share,
        links=links,
    )


def tombstone(row: Withdrawal, name: str | None = None) -> models.Ingetrokken:
    """What stays of a dossier that was taken back, or with `name` of one of its documents: never what it was called."""
    return models.Ingetrokken(
        dossier=row.dossier,
        document=name,
        nummer=_text(row.title) if name else None,
        titel=None if name else _text(row.title),
        organisatie=_body(row.publisher),
        reden=clean_text(next((one.label for one in vocab.reasons() if one.code == row.reason), row.reason)),
        tijdstip=datetime.fromisoformat(row.time),
    )


def _body(found: Body) -> models.Begrip:
    return models.Begrip(code=found.code, naam=clean_text(found.name))


def _grounds(codes: Iterable[str]) -> list[models.Begrip]:
    return [models.Begrip(code=code, naam=wording.ground(code)) for code in codes]


def _code(of: str, value: str | None) -> Any:
    """The code of a value, of which pydantic makes the type that it is."""
    return codes.code(of, value) if value else None


def _text(text: str | None) -> str | None:
    return clean_text(text).strip() or None if text else None
