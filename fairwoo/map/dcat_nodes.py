"""The DCAT graph of a dossier, as nodes: model of section C.4 of the standards. Every node has an IRI.

The dossier is a `dcat:Dataset`; each document a `foaf:Document` that is part of it; each released file a `dcat:Distribution`
of the dossier, which its document points to. A withheld document has no distribution.
"""

from __future__ import annotations

from collections.abc import Iterator

from fairwoo import grounds
from fairwoo.map.case import Case, Contact
from fairwoo.map.documents import Described, Maker
from fairwoo.map.linked_data import Node
from fairwoo.map.terms import authority, licence, not_open, term
from fairwoo.map.wording import NO_LICENCE, OPEN_LICENCE, OPEN_METADATA, disclosure_sentence, one_line
from fairwoo.vocab import Concept


def nodes(case: Case) -> list[Node]:
    """All nodes of the description of a dossier, the dataset first, in a fixed order and without empty properties."""
    found = [_dataset(case), *_words_of_dataset(case), _publisher(case), _contact(case.contact)]
    found += _metadata_files(case)
    for described in case.documents.values():
        found += [_document(case, described), *_words_of_document(described)]
        if described.file:
            found += _distribution(case, described)
    distinct = {node["@id"]: _without_empty(node) for node in found}
    return list(distinct.values())


def _dataset(case: Case) -> Node:
    dossier, addresses = case.dossier, case.addresses
    files = [described.file for described in case.documents.values() if described.file]
    return {
        "@id": addresses.dossier,
        "@type": ["dcat:Dataset", "schema:Dataset"],
        "dct:identifier": addresses.dossier,
        "dct:title": _dutch(case.title),
        "dct:description": _dutch(case.description),
        "dct:publisher": dossier.publisher.uri,
        "dct:creator": [dossier.publisher.uri],
        "prov:wasAttributedTo": dossier.publisher.uri,
        "prov:wasDerivedFrom": case.source,
        "dcat:contactPoint": [case.contact.iri],
        "dct:accessRights": term("public"),
        "dcat:theme": [term("government"), *([case.theme.uri] if case.theme else [])],
        "dcat:keyword": [_dutch(word) for word in case.keywords],
        "dct:type": [case.category.uri] if case.category else [],
        "adms:identifier": [f"{addresses.dossier}#kenmerk"] if one_line(dossier.inquiry) else [],
        "dcatap:applicableLegislation": case.law.uri if case.law else None,
        "dct:conformsTo": [term("diwoo")],
        "dct:created": dossier.decided.isoformat() if dossier.decided else None,
        "dct:issued": dossier.published.isoformat() if dossier.published else None,
        "dct:temporal": f"{addresses.dossier}#periode" if case.period else None,
        "dct:spatial": _area(case),
        "dct:language": [language.uri for language in case.languages],
        "dcat:landingPage": addresses.page,
        "foaf:page": [addresses.page],
        "dcat:distribution": [addresses.json_ld, addresses.turtle, *files],
        "dct:hasPart": [described.address for described in case.documents.values()],
    }


def _words_of_dataset(case: Case) -> Iterator[Node]:
    """The nodes that the dataset points to and that are described only here."""
    yield {"@id": case.addresses.page, "@type": ["foaf:Document"]}
    yield {"@id": term("diwoo"), "@type": ["dct:Standard"]}
    if case.law:
        yield {"@id": case.law.uri, "@type": ["eli:LegalResource"], "dct:title": _dutch(case.law.name)}
    yield from (_concept(concept) for concept in (case.category, case.theme) if concept)
    if number := one_line(case.dossier.inquiry):
        yield {"@id": f"{case.addresses.dossier}#kenmerk", "@type": ["adms:Identifier"], "skos:notation": [number]}
    if case.period:
        first, last = (day.isoformat() for day in case.period)
        period = {"dcat:startDate": first, "dcat:endDate": last}
        yield {"@id": f"{case.addresses.dossier}#periode", "@type": ["dct:PeriodOfTime"], **period}
    if area := _area(case):
        name = "Nederland" if area == term("netherlands") else one_line(case.dossier.publisher.name)
        yield {"@id": area, "@type": ["dct:Location"], "skos:prefLabel": _dutch(name)}


def _area(case: Case) -> str | None:
    known = authority(case.dossier.publisher.register_name)
    if known is None:
        return None
    return term("netherlands") if known.area == "country" else f"{case.addresses.dossier}#gebied"


def _publisher(case: Case) -> Node:
    body = case.dossier.publisher
    known = authority(body.register_name)
    return {
        "@id": body.uri,
        "@type": ["foaf:Agent"],
        "foaf:name": _dutch(one_line(body.name)),
        "dct:type": [known.type] if known else [],
    }


def _contact(contact: Contact) -> Node:
    # Validators do not infer that an Organization is a Kind, so both are said.
    return {
        "@id": contact.iri,
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": contact.name,
        "vcard:hasEmail": contact.email,
        "vcard:hasURL": contact.url,
    }


def _metadata_files(case: Case) -> Iterator[Node]:
    """The description itself as files of the dossier: the metadata are free to use, whatever the documents are."""
    free = licence("cc0") or not_open()
    for address, name, media_type, file_type in (
        (case.addresses.json_ld, "JSON-LD", "application/ld+json", "JSON_LD"),
        (case.addresses.turtle, "Turtle", "text/turtle", "RDF_TURTLE"),
    ):
        yield {
            "@id": address,
            "@type": ["dcat:Distribution"],
            "dct:title": _dutch(f"Metagegevens van het dossier ({name})"),
            "dcat:accessURL": case.addresses.dossier,
            "dcat:downloadURL": address,
            "dcat:mediaType": term("media_types") + media_type,
            "dct:format": term("file_types") + file_type,
            "dct:conformsTo": [term("dcat_ap_nl")],
            "dct:language": [term("dutch")],
            "dct:license": free.dcat,
            "dct:rights": f"{address}#rechten",
        }
        yield _rights(f"{address}#rechten", OPEN_METADATA)
    yield {"@id": term("dcat_ap_nl"), "@type": ["dct:Standard"]}
    yield {"@id": free.dcat, "@type": ["dct:LicenseDocument"]}


def _document(case: Case, described: Described) -> Node:
    document = described.document
    parent = case.documents.get(document.parent or "")
    return {
        "@id": described.address,
        "@type": ["foaf:Document", "schema:DigitalDocument"],
        "dct:identifier": described.address,
        "dct:title": described.title,
        "dct:isPartOf": [case.addresses.dossier, *([parent.address] if parent else [])],
        "dct:type": [described.kind.uri] if described.kind else [],
        "schema:genre": one_line(document.kind) or None,
        "dct:created": document.dated.isoformat() if document.dated else None,
        "dct:creator": [case.dossier.publisher.uri] if described.maker is Maker.BODY else [],
        "dct:publisher": case.dossier.publisher.uri,
        "dct:accessRights": described.access_rights,
        "dct:rights": f"{described.address}#rechten" if document.disclosure else None,
        "dct:language": [described.language.uri] if described.language else [],
        "adms:identifier": [f"{described.address}#nummer"] if one_line(document.number) else [],
        "prov:wasDerivedFrom": described.source,
        "dct:references": [described.elsewhere] if described.elsewhere else [],
        "dcat:distribution": [described.file] if described.file else [],
    }


def _words_of_document(described: Described) -> Iterator[Node]:
    """The nodes that a document points to: its rights with their grounds, its kind, its number."""
    document = described.document
    if sentence := disclosure_sentence(document):
        known = [ground for code in document.grounds if (ground := grounds.ground(code)) and ground.jci]
        yield {
            **_rights(f"{described.address}#rechten", sentence),
            "skos:notation": [one_line(code) for code in document.grounds],
            "dct:references": [term("statutes") + str(ground.jci) for ground in known],
        }
    if described.kind:
        yield _concept(described.kind)
    if number := one_line(document.number):
        yield {"@id": f"{described.address}#nummer", "@type": ["adms:Identifier"], "skos:notation": [number]}


def _distribution(case: Case, described: Described) -> Iterator[Node]:
    document, address, given = described.document, described.file, described.licence or not_open()
    sentence = NO_LICENCE if given.code == not_open().code else OPEN_LICENCE
    yield {
        "@id": address,
        "@type": ["dcat:Distribution"],
        "dct:title": described.title,
        "dcat:accessURL": described.address,
        "dcat:downloadURL": address,
        "dcat:mediaType": described.media_type,
        "dct:format": described.file_type,
        "dcat:byteSize": document.size,
        "spdx:checksum": f"{address}#checksum" if document.sha256 else None,
        "dct:language": [described.language.uri] if described.language else [],
        "dct:issued": case.dossier.published.isoformat() if case.dossier.published else None,
        "dct:license": given.dcat,
        "dct:rights": f"{address}#rechten",
    }
    yield _rights(f"{address}#rechten", " ".join(filter(None, (disclosure_sentence(document), sentence))))
    yield {"@id": given.dcat, "@type": ["dct:LicenseDocument"]}
    if document.sha256:
        algorithm = {"spdx:algorithm": term("sha256"), "spdx:checksumValue": document.sha256.lower()}
        yield {"@id": f"{address}#checksum", "@type": ["spdx:Checksum"], **algorithm}


def _rights(iri: str, sentence: str) -> Node:
    return {"@id": iri, "@type": ["dct:RightsStatement"], "dct:description": _dutch(sentence)}


def _concept(concept: Concept) -> Node:
    return {"@id": concept.uri, "@type": ["skos:Concept"], "skos:prefLabel": _dutch(concept.label)}


def _dutch(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "nl"}


def _without_empty(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, [], "")}
