"""From ordered plain nodes to a JSON-LD document and to Turtle. Nothing is ever fetched: the context lies in `schemas/`."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from fairwoo.shared import data_folder

if TYPE_CHECKING:
    from rdflib import Graph, Literal, URIRef
    from rdflib.namespace import NamespaceManager

_PLAIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")

Node = dict[str, Any]
"""A node in the terms of `schemas/dcat.context.jsonld`; it always has an `@id`."""

Expanded = list[dict[str, Any]]
"""Expanded JSON-LD: a flat list of nodes."""


def expand(nodes: Sequence[Node]) -> Expanded:
    """The nodes with every term written out as its address."""
    from pyld import jsonld

    expanded: Expanded = jsonld.expand({**schema("dcat.context.jsonld"), "@graph": list(nodes)}, _options())
    return expanded


def json_ld(expanded: Expanded) -> str:
    """One tree with the dataset on top (`schemas/dcat.frame.jsonld`), its context inside, ending in a newline."""
    from pyld import jsonld

    frame = {**schema("dcat.context.jsonld"), **schema("dcat.frame.jsonld")}
    return json.dumps(jsonld.frame(expanded, frame, _options()), ensure_ascii=False, indent=2) + "\n"


def turtle(expanded: Expanded) -> str:
    """The same as Turtle, with subjects and properties sorted by rdflib."""
    from rdflib import RDF, Graph, URIRef

    graph = Graph(bind_namespaces="none")
    for node in expanded:
        subject = URIRef(node["@id"])
        for kind in node.get("@type", ()):
            graph.add((subject, RDF.type, URIRef(kind)))
        for name, values in node.items():
            if not name.startswith("@"):
                graph.addN((subject, URIRef(name), _object(value), graph) for value in values)
    graph.namespace_manager = _prefixes(graph)
    return graph.serialize(format="turtle")


@cache
def schema(name: str) -> dict[str, Any]:
    """A context (under `@context`) or a frame of the folder `schemas/`. Not to be changed by who gets it."""
    content: dict[str, Any] = json.loads((data_folder("schemas") / name).read_text(encoding="utf-8"))
    return content


def _object(value: dict[str, Any]) -> URIRef | Literal:
    from rdflib import Literal, URIRef

    if "@id" in value:
        return URIRef(value["@id"])
    datatype = URIRef(value["@type"]) if "@type" in value else None
    return Literal(str(value["@value"]), lang=value.get("@language"), datatype=datatype)


def _prefixes(graph: Graph) -> NamespaceManager:
    """The prefixes of the context and no others. rdflib's own search for one takes quadratic time in the number of addresses."""
    from rdflib import URIRef
    from rdflib.namespace import NamespaceManager

    known = [(prefix, URIRef(at)) for prefix, at in schema("dcat.context.jsonld")["@context"].items() if isinstance(at, str)]

    class Prefixes(NamespaceManager):
        def compute_qname(self, uri: str, generate: bool = True) -> tuple[str, URIRef, str]:  # noqa: ARG002 - rdflib's signature
            for prefix, address in known:
                name = uri.removeprefix(address)
                if name != uri and _PLAIN_NAME.fullmatch(name):
                    return prefix, address, name
            raise KeyError(uri)

    manager = Prefixes(graph, bind_namespaces="none")
    for prefix, address in known:
        manager.bind(prefix, address)
    return manager


def _options() -> dict[str, Any]:
    return {"documentLoader": _refuse, "processingMode": "json-ld-1.1", "omitDefault": True}


def _refuse(url: str, options: dict[str, Any]) -> NoReturn:  # noqa: ARG001 - the signature is PyLD's
    raise LookupError(f"the context is inline, nothing should be fetched, yet this was asked for: {url}")
