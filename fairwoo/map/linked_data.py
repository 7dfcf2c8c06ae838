"""Plain nodes, and the two forms of JSON-LD that hold them: a tree and, read back, the nodes. Nothing is ever fetched.

The context lies in `schemas/` and goes into every document. The other syntaxes are in `rdf_text`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from fairwoo.shared import data_folder

Node = dict[str, Any]
"""A node in the terms of `schemas/dcat.context.jsonld`; it always has an `@id`, and `@type` is a list."""

CONTEXT = "dcat.context.jsonld"

# Properties that point back, sideways or to a page: a node is never written out under these.
_ONLY_POINT = frozenset(
    {
        *("dcat:accessURL", "dcat:downloadURL", "dcat:servesDataset", "dct:isPartOf", "dct:relation", "foaf:primaryTopic"),
        *("prov:used", "prov:wasDerivedFrom"),
    }
)


@cache
def schema(name: str) -> dict[str, Any]:
    """A context (under `@context`) of the folder `schemas/`. Not to be changed by who gets it."""
    content: dict[str, Any] = json.loads((data_folder("schemas") / name).read_text(encoding="utf-8"))
    return content


@cache
def prefixes() -> Mapping[str, str]:
    """The prefixes of the context and what they stand for, in its order."""
    return {name: iri for name, iri in schema(CONTEXT)["@context"].items() if isinstance(iri, str)}


@cache
def value_type(term: str) -> str | None:
    """What the values of a property are: `@id`, a datatype such as `xsd:date`, or None for text."""
    defined = schema(CONTEXT)["@context"].get(term)
    return defined.get("@type") if isinstance(defined, dict) else None


@cache
def _is_set(term: str) -> bool:
    defined = schema(CONTEXT)["@context"].get(term)
    return isinstance(defined, dict) and defined.get("@container") == "@set"


def json_ld(nodes: Sequence[Node]) -> str:
    """One tree with the first node on top, its context inside, ending in a newline."""
    return json.dumps({**schema(CONTEXT), **tree(nodes)}, ensure_ascii=False, indent=2) + "\n"


def tree(nodes: Sequence[Node]) -> Node:
    """The nodes as one tree: each is written out where it is first met, going down from the first, and pointed to elsewhere.

    Takes time in proportion to the nodes. Raises ValueError if a node cannot be reached from the first: it would be lost.
    """
    waiting = {node["@id"]: node for node in nodes}
    whole = _unfold(waiting.pop(nodes[0]["@id"]), waiting)
    if waiting:
        raise ValueError(f"nothing leads to {min(waiting)}")
    return whole


def _unfold(node: Node, waiting: dict[str, Node]) -> Node:
    unfolded: Node = {}
    for term, value in node.items():
        values = value if isinstance(value, list) else [value]
        if term == "@type":
            unfolded[term] = values[0] if len(values) == 1 else values
            continue
        if value_type(term) == "@id" and term not in _ONLY_POINT:
            values = [_unfold(waiting.pop(one), waiting) if one in waiting else one for one in values]
        unfolded[term] = values if _is_set(term) else values[0] if len(values) == 1 else values
    return unfolded


def nodes_of(whole: Node, *, without: frozenset[str] = frozenset()) -> list[Node]:
    """The nodes of a tree that `tree` made, parents first; what stands under the properties `without` is left out of them."""
    found: list[Node] = []
    _fold(whole, without, found)
    return found


def _fold(branch: Node, without: frozenset[str], found: list[Node]) -> None:
    """Append the node, and those below it."""
    node: Node = {}
    found.append(node)
    below: list[Node] = []
    for term, value in branch.items():
        if term == "@type":
            node[term] = value if isinstance(value, list) else [value]
        elif value_type(term) == "@id":
            values = value if isinstance(value, list) else [value]
            below += [one for one in values if isinstance(one, dict) and term not in without]
            pointed = [one["@id"] if isinstance(one, dict) else one for one in values]
            node[term] = pointed if isinstance(value, list) else pointed[0]
        elif term != "@context":
            node[term] = value
    for one in below:
        _fold(one, without, found)
