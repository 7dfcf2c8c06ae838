"""The DCAT graph of a dossier, as nodes: model of section C.4 of the standards. Every node has an IRI.

The dossier is a `dcat:Dataset`; each document a `foaf:Document` that is part of it; each released file a `dcat:Distribution`
of the dossier, which its document points to, and so is the inventory as CSV. The decisions on one request form a
`dcat:DatasetSeries`. Provenance is told without times, since none is in the input: a document was derived from its file, and the
dossier was put together by this version of fairwoo from those files.
"""

from __future__ import annotations

from collections.abc import Iterator

from fairwoo import vocab
from fairwoo.map.areas import area_iri, area_nodes
from fairwoo.map.case import Case
from fairwoo.map.dcat_documents import document_nodes
from fairwoo.map.dcat_files import description_nodes, file_nodes, inventory_nodes
from fairwoo.map.dcat_service import service_nodes
from fairwoo.map.dcat_terms import body_node, concept_node, contact_node, dutch, tidied
from fairwoo.map.linked_data import Node
from fairwoo.map.terms import term
from fairwoo.map.wording import one_line, series_words
from fairwoo.model import Role
from fairwoo.shared import VERSION, made_by

_MADE_BY = made_by("map/dcat", 3)


def nodes(case: Case) -> list[Node]:
    """All nodes of the description of a dossier, the dataset first, in a fixed order and without empty properties."""
    return tidied(_nodes(case))


def _nodes(case: Case) -> Iterator[Node]:
    body = case.dossier.publisher
    yield _dataset(case)
    yield body_node(body)
    yield contact_node(case.contact)
    yield from _words(case)
    yield from area_nodes(case.addresses, body)
    yield from _series(case)
    yield from _provenance(case)
    if case.service:
        yield from service_nodes(case.service, body, case.contact, [case.addresses.dossier])
    yield from description_nodes(case)
    yield from inventory_nodes(case)
    for described in case.documents.values():
        yield from document_nodes(case, described)
        if described.file:
            yield from file_nodes(case, described, described.file)


def _dataset(case: Case) -> Node:
    dossier, addresses = case.dossier, case.addresses
    files = [described.file for described in case.documents.values() if described.file]
    decided = dossier.decided is not None or any(one.role is Role.DECISION for one in dossier.documents)
    return {
        "@id": addresses.dossier,
        "@type": ["dcat:Dataset", "dcat:Resource", "schema:Dataset"],
        "dct:identifier": addresses.identifier,  # one at most in DCAT-AP-NL
        "dct:title": dutch(case.title),
        "dct:description": dutch(case.description),
        "dct:publisher": dossier.publisher.uri,
        "dct:creator": [dossier.publisher.uri],
        "dcat:contactPoint": [case.contact.iri],
        "dct:accessRights": term("public"),
        "dcat:theme": [_data_theme(case), *([case.theme.uri] if case.theme else [])],
        "dcat:keyword": [dutch(word) for word in case.keywords],
        "dct:type": [case.category.uri] if case.category else [],
        "adms:identifier": [f"{addresses.dossier}#kenmerk"] if one_line(dossier.inquiry) else [],
        # The decision closes a dossier; one that has none yet says nothing of its status.
        "adms:status": term("completed") if decided else None,
        "dcatap:applicableLegislation": case.law.uri if case.law else None,
        "dct:conformsTo": [term("diwoo")],
        "dct:created": dossier.decided.isoformat() if dossier.decided else None,
        "dct:issued": dossier.published.isoformat() if dossier.published else None,
        "dct:modified": dossier.modified.isoformat() if dossier.modified else None,
        "dct:temporal": f"{addresses.dossier}#periode" if case.period else None,
        "dct:spatial": area_iri(addresses, dossier.publisher),
        "dct:language": [language.uri for language in case.languages],
        "dcat:landingPage": addresses.page,
        "foaf:page": [addresses.page, *addresses.descriptions],
        # DCAT has no property for this; FAIR checkers look for this one (OSTrails, RDA A2), whose value is a page.
        "pdoc:persistencePolicy": case.persistence,
        "prov:wasAttributedTo": dossier.publisher.uri,
        "prov:wasDerivedFrom": [case.source] if case.source else [],
        "prov:wasGeneratedBy": f"{addresses.dossier}#beschrijven",
        "dct:isPartOf": [addresses.catalogue(dossier.publisher.code)],
        "dcat:inSeries": [_series_address(case)] if one_line(dossier.series) else [],
        "dcat:distribution": [addresses.inventory, *files],
        "dct:hasPart": [described.address for described in case.documents.values()],
    }


def _data_theme(case: Case) -> str:
    """The EU theme that the dossier's own theme belongs to; government, which every dossier is about, where that is not known."""
    known = vocab.data_theme(case.theme.code) if case.theme else None
    return known.uri if known else term("government")


def _words(case: Case) -> Iterator[Node]:
    """The nodes that the dataset points to and that are described only here."""
    yield {"@id": case.addresses.page, "@type": ["foaf:Document"]}
    yield {"@id": term("diwoo"), "@type": ["dct:Standard"]}
    if case.law:
        yield {"@id": case.law.uri, "@type": ["eli:LegalResource"], "dct:title": dutch(case.law.name)}
    yield from (concept_node(concept) for concept in (case.category, case.theme) if concept)
    if number := one_line(case.dossier.inquiry):
        yield {"@id": f"{case.addresses.dossier}#kenmerk", "@type": ["adms:Identifier"], "skos:notation": [number]}
    if case.period:
        first, last = (day.isoformat() for day in case.period)
        period = {"dcat:startDate": first, "dcat:endDate": last}
        yield {"@id": f"{case.addresses.dossier}#periode", "@type": ["dct:PeriodOfTime"], **period}


def _series_address(case: Case) -> str:
    return case.addresses.series(case.dossier.publisher.code, one_line(case.dossier.series))


def _series(case: Case) -> Iterator[Node]:
    """What the decisions on one request have in common. It says the same in each of their dossiers."""
    number, body = one_line(case.dossier.series), case.dossier.publisher
    if number:
        title, description = series_words(number, one_line(body.name))
        yield {
            "@id": _series_address(case),
            "@type": ["dcat:DatasetSeries"],
            "dct:title": dutch(title),
            "dct:description": dutch(description),
            "dct:publisher": body.uri,
            "dcat:contactPoint": [case.contact.iri],
            "dct:spatial": area_iri(case.addresses, body),
        }


def _provenance(case: Case) -> Iterator[Node]:
    address = case.addresses.dossier
    yield {
        "@id": f"{address}#beschrijven",
        "@type": ["prov:Activity"],
        "dct:title": dutch("Het dossier uit de aangeleverde bestanden samenstellen en beschrijven"),
        "prov:used": [described.file for described in case.documents.values() if described.file],
        "prov:wasAssociatedWith": f"{address}#fairwoo",
    }
    yield {
        "@id": f"{address}#fairwoo",
        "@type": ["prov:SoftwareAgent"],
        "foaf:name": "fairwoo",
        "schema:softwareVersion": VERSION,
        "schema:identifier": _MADE_BY,
    }
