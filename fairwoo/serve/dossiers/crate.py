"""The RO-Crate in the ZIP of a dossier: what the whole is and what each file in it is, so that what is downloaded explains itself.

Of what the gate hands out, and of the description in schema.org that lies in the catalogue, so that the two cannot contradict each other.
Source: https://w3id.org/ro/crate/1.3.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from fairwoo import vocab
from fairwoo.map.addresses import Addresses
from fairwoo.map.terms import language_tag, licence, not_open
from fairwoo.map.wording import NO_LICENCE, OPEN_LICENCE, OPEN_METADATA
from fairwoo.pack.crate_graph import Graph, ref
from fairwoo.serve.dossiers.described import description
from fairwoo.serve.linked.signposting import addresses
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site

_VERSION = "1.3"
_SAME = ("name", "description", "identifier", "dateModified", "temporalCoverage", "keywords", "inLanguage", "url")


class Metadata(NamedTuple):
    """A file that is made for the ZIP: its path there, its media type, size in bytes and SHA-256, and what to call it."""

    path: str
    media_type: str
    size: int
    sha256: str
    name: str


def crate_metadata(
    site: Site, dossier: PublicDossier, files: Iterable[tuple[str, PublicDocument]], made: Iterable[Metadata]
) -> bytes | None:
    """`ro-crate-metadata.json` for released files by their paths, and for what is made beside them.

    None if what RO-Crate demands of the whole is not known: then there is no crate.
    """
    found = description(site, dossier, "schemaorg.jsonld")
    told: dict[str, Any] = json.loads(found.content) if found else {}
    published = told.get("datePublished") or told.get("dateCreated")
    if not (published and told.get("name") and told.get("description")):
        return None
    graph = Graph(_VERSION)
    licences = {one["contentUrl"]: one["license"] for one in told.get("distribution", ()) if "license" in one}
    body = dossier.publisher
    whole = {name: told.get(name) for name in _SAME} | {"datePublished": published, "license": ref(told["license"])}
    graph.root({**whole, "publisher": ref(body.uri), "author": ref(body.uri)})
    free = told["sdLicense"]
    for one in made:
        graph.file(one.path, _made(one, free))
    used, own = {told["license"], free}, addresses(site, dossier.id)
    for path, document in files:
        has = licences.get(own.file(document.name, unquote(document.file_name or "")), not_open().web)
        used.add(has)
        graph.file(path, _file(own, document, has if has != told["license"] else None))
    graph.thing(
        body.uri,
        {"@type": ["Organization", "GovernmentOrganization"], "name": body.name, "identifier": body.code, "url": body.uri},
    )
    for iri, values in _licences(used, free):
        graph.thing(iri, values)
    return graph.written()


def _made(one: Metadata, free: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "encodingFormat": one.media_type,
        "contentSize": str(one.size),
        "sha256": one.sha256,
        "about": ref("./"),
        "license": ref(free),
    }


def _file(own: Addresses, document: PublicDocument, apart: str | None) -> dict[str, Any]:
    """A released file; `apart` is its licence where that is not the one of the whole."""
    language = vocab.language(document.language) if document.language else None
    return {
        "name": document.called,
        "identifier": own.document_identifier(document.name),
        "url": own.document(document.name),
        "encodingFormat": document.media_type,
        "contentSize": str(document.size),
        "sha256": document.sha256,
        "dateCreated": document.dated.isoformat() if document.dated else None,
        "inLanguage": language_tag(language) if language else None,
        "license": ref(apart) if apart else None,
    }


def _licences(used: Iterable[str], free: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for web in sorted(used):
        known = licence(web)
        sentence = OPEN_METADATA if web == free else NO_LICENCE if web == not_open().web else OPEN_LICENCE
        yield web, {"@type": "CreativeWork", "name": (known.code if known else "") or web, "description": sentence}
