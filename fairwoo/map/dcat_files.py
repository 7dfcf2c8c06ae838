"""The files of a dossier in DCAT: its released files and its inventory as distributions, its descriptions as pages about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache

from fairwoo.map.case import Case
from fairwoo.map.dcat_terms import dutch, licence_nodes, rights_node
from fairwoo.map.documents import Described
from fairwoo.map.inventory import MEDIA_TYPE, inventory_csv
from fairwoo.map.linked_data import Node
from fairwoo.map.terms import Licence, file_type_uri, licence, media_type_uri, not_open, term
from fairwoo.map.wording import INVENTORY_TITLE, NO_LICENCE, OPEN_LICENCE, OPEN_METADATA, disclosure_sentence, file_sentence

_SYNTAXES = (
    ("JSON-LD", "application/ld+json", "JSON_LD"),
    ("Turtle", "text/turtle", "RDF_TURTLE"),
    ("RDF/XML", "application/rdf+xml", "RDF_XML"),
    ("N-Triples", "application/n-triples", "RDF_N_TRIPLES"),
)


@cache
def free() -> Licence:
    """The licence of what fairwoo itself makes: metadata are free to use, whatever the documents are."""
    return licence("cc0") or not_open()


def description_nodes(case: Case) -> Iterator[Node]:
    """The descriptions of the dossier, as pages about it.

    They are no distributions of it: what is said of a dossier is not the dossier, and a description cannot hold its own size.
    """
    for address, (name, media_type, file_type) in zip(case.addresses.descriptions, _SYNTAXES, strict=True):
        yield {
            "@id": address,
            "@type": ["foaf:Document"],
            "dct:title": dutch(f"Metagegevens van het dossier ({name})"),
            "foaf:primaryTopic": case.addresses.dossier,
            "dcat:mediaType": term("media_types") + media_type,
            "dct:format": term("file_types") + file_type,
            "dct:conformsTo": [term("dcat_ap_nl")],
            "dct:language": [term("dutch")],
            "dct:license": free().dcat,
            "prov:wasGeneratedBy": f"{case.addresses.dossier}#beschrijven",
        }
    yield {"@id": term("dcat_ap_nl"), "@type": ["dct:Standard"]}
    yield from licence_nodes(free())


def inventory_nodes(case: Case) -> Iterator[Node]:
    """The inventory as CSV."""
    address, content = case.addresses.inventory, inventory_csv(case).encode()
    yield {
        "@id": address,
        "@type": ["dcat:Distribution"],
        "dct:title": dutch(INVENTORY_TITLE),
        "dct:description": dutch("Een regel voor elk document: nummer, titel, datum, soort, beoordeling, gronden en adres."),
        "dcat:accessURL": case.addresses.dossier,
        "dcat:downloadURL": address,
        "dcat:mediaType": media_type_uri(MEDIA_TYPE),
        "dct:format": file_type_uri(MEDIA_TYPE),
        "dcat:byteSize": len(content),
        "spdx:checksum": f"{address}#checksum",
        "dct:conformsTo": [term("csv")],
        "dct:language": [term("dutch")],
        "dct:license": free().dcat,
        "dct:rights": f"{address}#rechten",
        "prov:wasGeneratedBy": f"{case.addresses.dossier}#beschrijven",
        # Of the files it is not known when they changed; this list changes with the dossier.
        "dct:modified": case.dossier.modified.isoformat() if case.dossier.modified else None,
        **_lasting(case),
    }
    yield {"@id": term("csv"), "@type": ["dct:Standard"]}
    yield rights_node(f"{address}#rechten", OPEN_METADATA)
    yield _checksum(address, hashlib.sha256(content).hexdigest())
    yield from licence_nodes(free())


def file_nodes(case: Case, described: Described, address: str) -> Iterator[Node]:
    """A released file, at `address`."""
    document, given = described.document, described.licence or not_open()
    yield {
        "@id": address,
        "@type": ["dcat:Distribution"],
        "dct:title": described.title,
        "dct:description": dutch(file_sentence(document, described.kind.label if described.kind else None)),
        "dcat:accessURL": described.address,
        "dcat:downloadURL": address,
        "dcat:mediaType": described.media_type,
        "dct:format": described.file_type,
        "dcat:byteSize": document.size,
        "spdx:checksum": f"{address}#checksum" if document.sha256 else None,
        "dct:conformsTo": [described.standard] if described.standard else [],
        "dct:language": [described.language.uri] if described.language else [],
        "dct:license": given.dcat,
        "dct:rights": f"{address}#rechten",
        **_lasting(case),
    }
    sentence = NO_LICENCE if given.code == not_open().code else OPEN_LICENCE
    yield rights_node(f"{address}#rechten", " ".join(filter(None, (disclosure_sentence(document), sentence))))
    yield from licence_nodes(given)
    if described.standard:
        yield {"@id": described.standard, "@type": ["dct:Standard"]}
    if document.sha256:
        yield _checksum(address, document.sha256.lower())


def _lasting(case: Case) -> Node:
    """Since when a distribution is there, for how long where the publisher has a page on that, and the API that finds it."""
    dossier = case.dossier
    return {
        "dct:issued": dossier.published.isoformat() if dossier.published else None,
        "adms:status": term("file_completed"),
        "dcat:accessService": case.service.iri if case.service else None,
        "dcatap:availability": term("stable") if case.persistence else None,
    }


def _checksum(address: str, sha256: str) -> Node:
    return {
        "@id": f"{address}#checksum",
        "@type": ["spdx:Checksum"],
        "spdx:algorithm": term("sha256"),
        "spdx:checksumValue": sha256,
    }
