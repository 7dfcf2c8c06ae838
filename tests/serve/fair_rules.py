"""The rules of three FAIR assessors, as far as they can be worked out without the live web: a table each of rule → points.

F-UJI with the metrics FsF v0.8 (17 metrics, 26 points) and FAIR-Checker (12 metrics, 24 points), as their code was read; the core tests
of OSTrails that need no search on the web. Each rule looks at what `harvest` found and at nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx2 as httpx
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, PROV, RDFS, SKOS, XSD

from tests.serve.harvested import Harvest, hosts

SCHEMA = "http://schema.org/"
ADMS, DCATAP, PDOC = "http://www.w3.org/ns/adms#", "http://data.europa.eu/r5r/", "http://www.w3.org/2000/10/swap/pim/doc#"
VCARD = "http://www.w3.org/2006/vcard/ns#"
_ARK = re.compile(r"https?://[^/]+/ark:/?[0-9]{5}/[0-9a-zA-Z=~*+@_$%/.-]+")
_OPEN = {"application/pdf", "text/csv", "text/plain", "text/html", "application/json", "application/xml", "image/png"}
_OPEN |= {"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"}
_DEFAULTS = (str(DCAT), str(DCTERMS), SCHEMA, str(FOAF), str(SKOS), VCARD, str(OWL), str(RDFS), str(RDF), str(XSD))
_DATES = (DCTERMS.issued, DCTERMS.created)


def _values(found: Harvest, name: str, *terms: URIRef) -> list[Any]:
    """What the data in the page say under a name, and the graph of the thing under any of these terms."""
    given = found.data.get(name)
    said = given if isinstance(given, list) else [given] if given not in (None, "") else []
    return [*said, *(value for term in terms for value in found.graph.objects(URIRef(found.address), term))]


def _identifiers(found: Harvest) -> set[str]:
    named = {str(one) for one in _values(found, "identifier", DCTERMS.identifier)}
    return {one for one in named | set(found.targets("cite-as")) if one.startswith("http")}


def _pids(found: Harvest) -> set[str]:
    return {one for one in _identifiers(found) if _ARK.fullmatch(one)}


def _leads_here(found: Harvest, pid: str) -> bool:
    answer = httpx.get(pid)
    return answer.status_code in {302, 303} and answer.headers["location"] == found.address


def _contents(found: Harvest) -> list[dict[str, Any]]:
    """The files that are named, with type and size where these are told: by the data, the graph, then the links."""
    listed = [one for name in ("distribution", "encoding") for one in found.data.get(name, ())]
    made = [{"url": one.get("contentUrl"), "type": one.get("encodingFormat"), "size": one.get("contentSize")} for one in listed]
    for file in found.graph.objects(URIRef(found.address), DCAT.distribution):
        url, size = found.graph.value(file, DCAT.downloadURL), found.graph.value(file, DCAT.byteSize)
        made.append({"url": url and str(url), "type": found.graph.value(file, DCAT.mediaType), "size": size})
    made += [{"url": target, "type": media_type, "size": None} for rel, target, media_type in found.links if rel == "item"]
    return [one for one in made if one["url"]]


def _readable(found: Harvest) -> list[str]:
    return [one["url"] for one in _contents(found) if found.answers.get(one["url"], (0,))[0] == 200]


def _metadata(found: Harvest) -> bool:
    return bool(found.data) or len(found.graph) > 0


def _namespaces(graph: Graph) -> set[str]:
    terms = {str(term) for term in graph.predicates()} | {str(kind) for kind in graph.objects(None, RDF.type)}
    return {re.sub(r"[^/#]*$", "", one) for one in terms}


def _citable(found: Harvest) -> bool:
    return all(
        (
            _values(found, "creator", DCTERMS.creator),
            _values(found, "name", DCTERMS.title),
            _identifiers(found),
            _values(found, "datePublished", *_DATES) or _values(found, "dateCreated"),
            _values(found, "publisher", DCTERMS.publisher),
            _values(found, "@type", RDF.type),
        )
    )


def _described(found: Harvest) -> bool:
    words = _values(found, "keywords", DCAT.keyword)
    return _citable(found) and bool(words) and bool(_values(found, "description", DCTERMS.description))


def _related(found: Harvest) -> bool:
    names = ("isPartOf", "isBasedOn", "includedInDataCatalog", "sameAs")
    terms = (DCTERMS.isPartOf, DCTERMS.source, DCTERMS.references, DCTERMS.relation, PROV.wasDerivedFrom)
    said = [one for name in names for one in _values(found, name)]
    linked = [one.get("@id") or one.get("url") if isinstance(one, dict) else one for one in said]
    return any(str(one).startswith("http") for one in (*linked, *_values(found, "", *terms)))


def _sized(found: Harvest) -> bool:
    return any(one["type"] and one["size"] for one in _contents(found))


def _provenance(found: Harvest) -> bool:
    return str(PROV) in _namespaces(found.graph) or bool(_values(found, "creator", DCTERMS.creator))


def _community(found: Harvest) -> bool:
    return ADMS in _namespaces(found.graph) or str(DCAT) in _namespaces(found.graph) or bool(found.data)


def _type_is_open(found: Harvest) -> bool:
    types = {str(one["type"]).rpartition("media-types/")[2] for one in _contents(found) if one["type"]}
    return bool(types & _OPEN) or any(one.startswith("text/") for one in types)


Rule = Callable[[Harvest], float]

FUJI: Mapping[str, tuple[float, Rule]] = {
    "F1-01": (1, lambda found: bool(re.match(r"https?://", found.address))),
    "F1-02": (1, lambda found: 0.5 * bool(_pids(found)) + 0.5 * any(_leads_here(found, one) for one in _pids(found))),
    "F2-01": (2, lambda found: _citable(found) + _described(found)),
    "F3-01": (1, lambda found: bool(_contents(found))),
    "F4-01": (2, lambda found: 2 * bool(found.data)),
    "A1-01": (
        1,
        lambda found: bool(_values(found, "conditionsOfAccess", DCTERMS.accessRights) or "isAccessibleForFree" in found.data),
    ),
    "A1-02": (2, lambda found: (_metadata(found) and found.status == 200) + bool(_readable(found))),
    "A1.1-01": (2, lambda found: found.address.startswith("http") + any(one.startswith("http") for one in _readable(found))),
    "A1.2-01": (2, lambda found: found.address.startswith("http") + any(one.startswith("http") for one in _readable(found))),
    "I1-01": (2, lambda found: 2 * _metadata(found)),
    "I2-01": (2, lambda found: 2 * any(not one.startswith(_DEFAULTS) for one in _namespaces(found.graph))),
    "I3-01": (2, lambda found: 2 * _related(found)),
    "R1-01": (2, lambda found: bool(_values(found, "@type", RDF.type)) + _sized(found)),
    "R1.1-01": (1, lambda found: bool(_values(found, "license", DCTERMS.license) or found.targets("license"))),
    "R1.2-01": (1, _provenance),
    "R1.3-01": (1, _community),
    "R1.3-02": (1, _type_is_open),
}


def _embedded(found: Harvest) -> Graph:
    return Graph().parse(data=json.dumps(found.data), format="json-ld") if found.data else Graph()


def _known(found: Harvest) -> int:
    """2 if every class and property is of a vocabulary that the registries have, 1 if one is."""
    graph = _embedded(found)
    of = [one == SCHEMA for one in _namespaces(graph) if one != str(RDF)]
    return 2 if of and all(of) else int(any(of))


def _says(*names: str) -> Rule:
    return lambda found: 2 * any((None, URIRef(SCHEMA + name), None) in _embedded(found) for name in names)


def _structured(found: Harvest) -> int:
    graph = _embedded(found) + found.graph
    strong = (DCTERMS.title, DCTERMS.description, DCAT.accessURL, DCAT.downloadURL)
    return 2 if any((None, term, None) in graph for term in strong) else int(len(graph) > 0)


FAIR_CHECKER: Mapping[str, tuple[float, Rule]] = {
    "F1A": (2, lambda found: 2 * (found.status == 200)),
    "F1B": (2, _says("identifier")),
    "F2A": (2, _structured),
    "F2B": (2, _known),
    "A1.1": (2, lambda found: 2 * (found.status != 404)),
    "A1.2": (2, _says("license")),
    "I1": (2, _structured),
    "I2": (2, _known),
    "I3": (2, lambda found: 2 * (len(hosts(_embedded(found))) > 3)),
    "R1.1": (2, _says("license")),
    "R1.2": (2, _says("creator", "author", "publisher", "provider", "funder")),
    "R1.3": (2, _known),
}


def _policy(found: Harvest) -> bool:
    given = list(found.graph.objects(URIRef(found.address), URIRef(f"{PDOC}persistencePolicy")))
    return any(httpx.get(str(one)).status_code == 200 for one in given)


OSTRAILS: Mapping[str, Callable[[Harvest], bool]] = {
    "unique identifier": lambda found: bool(_identifiers(found)),
    "persistent identifier": lambda found: bool(_pids(found)),
    "structured metadata": lambda found: bool(found.data),
    "grounded metadata": lambda found: len(found.graph) > 0,
    "identifier of metadata in metadata": lambda found: found.address in map(str, _values(found, "identifier")),
    "identifier of data in metadata": lambda found: bool(_contents(found)),
    "open protocol": lambda found: found.address.startswith("http"),
    "metadata persistence": _policy,
    "metadata in linked data": lambda found: len(found.graph) > 0,
    "data structured": lambda found: bool({kind for _, kind, _ in found.answers.values()} & {"text/csv", "application/json"}),
    "outward links": lambda found: len(hosts(found.graph)) > 1,
    "licence": lambda found: (None, DCTERMS.license, None) in found.graph,
}


def scored(rules: Mapping[str, tuple[float, Rule]], found: Harvest) -> dict[str, float]:
    return {name: float(rule(found)) for name, (_, rule) in rules.items()}


def lost(rules: Mapping[str, tuple[float, Rule]], found: Harvest) -> dict[str, float]:
    """What is missing from full marks, by rule."""
    got = scored(rules, found)
    return {name: most - got[name] for name, (most, _) in rules.items() if got[name] != most}


def failing(found: Harvest) -> Iterator[str]:
    return (name for name, test in OSTRAILS.items() if not test(found))
