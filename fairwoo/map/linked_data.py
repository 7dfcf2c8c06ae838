"""From ordered plain nodes to a JSON-LD document and to Turtle. Nothing is ever fetched: the context lies in `schemas/`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any, NoReturn

from fairwoo.shared import data_folder

Node = dict[str, Any]
"""A node in the terms of `schemas/dcat.context.jsonld`; it always has an `@id`."""


def json_ld(nodes: Sequence[Node]) -> str:
    """The nodes as one tree with the dataset on top (`schemas/dcat.frame.jsonld`), its context inside, ending in a newline."""
    from pyld import jsonld

    options = {"documentLoader": _refuse, "processingMode": "json-ld-1.1"}
    expanded = jsonld.expand({**_schema("dcat.context.jsonld"), "@graph": list(nodes)}, options)
    frame = {**_schema("dcat.context.jsonld"), **_schema("dcat.frame.jsonld")}
    return json.dumps(jsonld.frame(expanded, frame, options), ensure_ascii=False, indent=2) + "\n"


def turtle(document: str) -> str:
    """A JSON-LD document that has its context inside, as Turtle; subjects and properties are sorted by rdflib."""
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    graph.parse(data=document, format="json-ld")
    for prefix, address in _schema("dcat.context.jsonld")["@context"].items():
        if isinstance(address, str):
            graph.bind(prefix, address)
    return graph.serialize(format="turtle")


@cache
def _schema(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((data_folder("schemas") / name).read_text(encoding="utf-8"))
    return content


def _refuse(url: str, options: dict[str, Any]) -> NoReturn:  # noqa: ARG001 - the signature is PyLD's
    raise LookupError(f"the context is inline, nothing should be fetched, yet this was asked for: {url}")
