"""The documents of a dossier in DCAT. A withheld or withdrawn document has its metadata here, and no distribution."""

from __future__ import annotations

from collections.abc import Iterator

from fairwoo import grounds
from fairwoo.map.case import Case
from fairwoo.map.dcat_terms import concept_node, dutch, ground_nodes, grounds_scheme, rights_node
from fairwoo.map.documents import Described, Maker, Reason
from fairwoo.map.linked_data import Node
from fairwoo.map.terms import term
from fairwoo.map.wording import REPLACED, WITHDRAWN, disclosure_sentence, one_line


def document_nodes(case: Case, described: Described) -> Iterator[Node]:
    """A document, and the nodes that it points to: its rights with their grounds, its kind, its number, what befell it."""
    document = described.document
    parent = case.documents.get(document.parent or "")
    derived = [described.source, described.file, parent.address if parent else None]
    yield {
        "@id": described.address,
        "@type": ["foaf:Document", "schema:DigitalDocument"],
        "dct:identifier": case.addresses.document_identifier(described.id),
        "dct:title": described.title,
        "dct:isPartOf": [case.addresses.dossier, *([parent.address] if parent else [])],
        "dct:type": [described.kind.uri] if described.kind else [],
        "schema:genre": one_line(document.kind) or None,
        "dct:created": document.dated.isoformat() if document.dated else None,
        "dct:publisher": case.dossier.publisher.uri,
        "dct:creator": [case.dossier.publisher.uri] if described.maker is Maker.BODY else [],
        "dct:accessRights": described.access_rights,
        "dct:rights": f"{described.address}#rechten" if disclosure_sentence(document) else None,
        "dct:language": [described.language.uri] if described.language else [],
        "adms:identifier": [f"{described.address}#nummer"] if one_line(document.number) else [],
        "adms:status": term("withdrawn") if described.withdrawn else None,
        "dct:provenance": [f"{described.address}#{name}" for name, _, _ in _changes(described)],
        "dct:relation": [case.documents[one].address for one in document.related if one in case.documents],
        "dct:references": [described.elsewhere] if described.elsewhere else [],
        "prov:wasDerivedFrom": [one for one in derived if one],
        "dcat:distribution": [described.file] if described.file else [],
    }
    yield from _words(case, described)


def _words(case: Case, described: Described) -> Iterator[Node]:
    document, site = described.document, case.addresses
    if sentence := disclosure_sentence(document):
        known = [code for code in document.grounds if grounds.ground(code)]
        yield {
            **rights_node(f"{described.address}#rechten", sentence),
            "dct:type": [site.ground(code) for code in known],
            "skos:notation": [one_line(code) for code in document.grounds],
        }
        for code in known:
            yield from ground_nodes(site, code)
        if known:
            yield grounds_scheme(site)
    if described.kind:
        yield concept_node(described.kind)
    if number := one_line(document.number):
        yield {"@id": f"{described.address}#nummer", "@type": ["adms:Identifier"], "skos:notation": [number]}
    for name, word, reason in _changes(described):
        yield {
            "@id": f"{described.address}#{name}",
            "@type": ["dct:ProvenanceStatement"],
            "dct:description": dutch(f"{word}: {reason.words}."),
            "dct:type": [reason.uri] if reason.uri else [],
        }


def _changes(described: Described) -> Iterator[tuple[str, str, Reason]]:
    if described.withdrawn:
        yield "intrekking", WITHDRAWN, described.withdrawn
    if described.correction:
        yield "vervanging", REPLACED, described.correction
