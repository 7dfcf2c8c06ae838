"""Typed links by which a program finds its way from a landing page: how to cite it, its files, its descriptions, its licence.

The same links are in the `Link` header, in the head of the page and, all of them, in a linkset. Sources: https://signposting.org/FAIR/
(levels 1 and 2), RFC 8288 (Link), RFC 9264 (linkset), RFC 6573 (item, collection). Harvesters split a header on "," and then on ";",
so there is one relation a link, no space behind ";", and neither sign in an address.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from fairwoo.map.addresses import Addresses
from fairwoo.map.terms import term
from fairwoo.serve.linked.negotiation import HTML, SYNTAXES
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site

LINKSET = "application/linkset+json"
OPENAPI = "application/json"  # which is how it is sent
MOST_ITEMS = 10  # in a header, which proxies refuse from about 8 kB on; the linkset has all
_SCHEMA = "https://schema.org/"
_PAGE = f"{_SCHEMA}AboutPage"


class Link(NamedTuple):
    """A link: its relation, where it leads, of which media type that is, and to which profile it conforms."""

    rel: str
    target: str
    type: str = ""
    profile: str = ""


class Facts(NamedTuple):
    """What links say of a dossier or document beside its addresses: who made it and its licence, as addresses."""

    author: str | None
    license: str | None


def addresses(site: Site, dossier_id: str) -> Addresses:
    """The addresses of a dossier as the world knows them, its ARK included."""
    return Addresses(site.base, dossier_id, site.settings.map.ark_naan)


def file_address(site: Site, dossier: PublicDossier, document: PublicDocument) -> str | None:
    """The address of the file of a document, None if it is not handed out."""
    name = document.file_name  # encoded already: it is the last part of the address that `map` made
    return f"{addresses(site, dossier.id).document(document.name)}/bestand/{name}" if name else None


def of_dossier(site: Site, dossier: PublicDossier, facts: Facts) -> list[Link]:
    """All links of the page of a dossier."""
    own = addresses(site, dossier.id)
    files = ((file_address(site, dossier, one), one.media_type or "") for one in dossier.documents)
    return [
        Link("cite-as", own.identifier, HTML),
        *_types("Dataset"),
        *_described(own.dossier),
        *_facts(facts),
        Link("collection", own.catalogue(dossier.publisher.code), HTML),
        Link("service-desc", openapi(site), OPENAPI),
        Link("linkset", f"{own.dossier}/linkset.json", LINKSET),
        Link("item", own.inventory, "text/csv"),
        *(Link("item", file, media_type) for file, media_type in files if file),
    ]


def of_document(site: Site, dossier: PublicDossier, document: PublicDocument, facts: Facts) -> list[Link]:
    """All links of the page of a document. Of one that was public before, its item is where that is."""
    own = addresses(site, dossier.id)
    address, file = own.document(document.name), file_address(site, dossier, document)
    items = [Link("item", file, document.media_type or "")] if file else []
    items += [Link("item", document.elsewhere)] if document.elsewhere and not file else []
    return [
        Link("cite-as", own.document_identifier(document.name), HTML),
        *_types("DigitalDocument"),
        *_described(address),
        *_facts(facts),
        Link("collection", own.dossier, HTML),
        Link("service-desc", openapi(site), OPENAPI),
        Link("linkset", f"{address}/linkset.json", LINKSET),
        *items,
    ]


def openapi(site: Site) -> str:
    """The description of the API: of the one that is set, else of this site's own."""
    return f"{(site.settings.map.api_url or f'{site.base}/api/v1').rstrip('/')}/openapi.json"


def in_short(links: Iterable[Link]) -> list[Link]:
    """The links that go in a header: no more than the first items."""
    kept: list[Link] = []
    items = 0
    for link in links:
        items += link.rel == "item"
        if link.rel != "item" or items <= MOST_ITEMS:
            kept.append(link)
    return kept


def header(links: Iterable[Link]) -> str:
    """The links as the value of a `Link` header."""
    return ", ".join(_written(link) for link in links)


def back(landing: str, rel: str) -> str:
    """The `Link` header of a file (`collection`) or a description (`describes`) of what has this landing page."""
    return header([Link(rel, landing, HTML)])


def linkset(landing: str, links: Sequence[Link]) -> str:
    """The links as a linkset (RFC 9264, 4.2), with those back from files and descriptions."""
    contexts = [{"anchor": landing, **_by_relation(link for link in links if link.rel != "linkset")}]
    home = [{"href": landing, "type": HTML}]
    contexts += [{"anchor": link.target, "collection": home} for link in links if link.rel == "item"]
    contexts += [{"anchor": link.target, "describes": home} for link in links if link.rel == "describedby"]
    return json.dumps({"linkset": contexts}, ensure_ascii=False, indent=1) + "\n"


def _types(kind: str) -> list[Link]:
    return [Link("type", _PAGE), Link("type", _SCHEMA + kind)]


def _described(address: str) -> list[Link]:
    profile = term("dcat_ap_nl")
    return [Link("describedby", f"{address}.{ending}", media_type, profile) for ending, media_type in SYNTAXES.items()]


def _facts(facts: Facts) -> list[Link]:
    author = [Link("author", facts.author)] if facts.author else []
    return author + ([Link("license", facts.license)] if facts.license else [])


def _by_relation(links: Iterable[Link]) -> dict[str, Any]:
    found: dict[str, list[dict[str, Any]]] = {}
    for rel, target, media_type, profile in links:
        entry: dict[str, Any] = {"href": target}
        if media_type:
            entry["type"] = media_type
        if profile:
            entry["profile"] = profile
        found.setdefault(rel, []).append(entry)
    return found


def _written(link: Link) -> str:
    more = (("rel", link.rel), ("type", link.type), ("profile", link.profile))
    return f"<{_safe(link.target)}>" + "".join(f';{name}="{_safe(value)}"' for name, value in more if value)


def _safe(text: str) -> str:
    """Without the signs that end an address or a parameter for a simple reader, and ASCII, which is all that a header holds."""
    for sign in ',;<>"\\ ':
        text = text.replace(sign, f"%{ord(sign):02X}")
    return "".join(one for one in text if "!" <= one <= "~")
