"""RDF in any syntax → a graph of plain look-ups. Nothing is ever fetched: a JSON-LD context comes from the file or the user's schemas.

The triples are pyoxigraph's. On 216,000 triples of Turtle it takes 0.3 CPU seconds where rdflib takes some 12.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from fairwoo.vocab.words import rows

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Term = NamedNode | BlankNode | Literal | Triple

RELATIVE = "http://relative.invalid/"
"""What relative addresses are read against where the file has no address of its own; the name is reserved, so nobody's."""

_MOST_STEPS = 8  # descriptions take two or three


@dataclass(frozen=True)
class Graph:
    """The triples of all graphs of a file, and the same by node and property.

    `nodes` is in the order of the file: node → property → values. A node is an address, or `_:` and a label for one without;
    properties are addresses. `reached` says of nodes without an address from which node and property they are first reached.
    """

    triples: tuple[Triple, ...]
    nodes: Mapping[str, Mapping[str, list[Term]]]
    reached: Mapping[str, tuple[str, str]]

    def classes(self, node: str) -> list[str]:
        """The addresses of the classes of a node."""
        return [key(value) for value in self.nodes.get(node, {}).get(full("rdf:type"), ())]

    def place(self, node: str, *path: str) -> str:
        """The words for a place: the nearest node with an address, then properties with their prefixes; "…" if it is far off."""
        steps = [short(one) for one in reversed(path)]
        while node.startswith("_:") and node in self.reached and len(steps) < _MOST_STEPS:
            node, step = self.reached[node]
            steps.append(short(step))
        start = node.removeprefix(RELATIVE)
        if node.startswith("_:"):
            start = "…" if node in self.reached else "[]"
        return " ".join([start, " / ".join(reversed(steps))]).strip()


def graph(triples: Iterable[Triple]) -> Graph:
    """The graph of these triples, each once."""
    distinct = tuple(dict.fromkeys(triples))
    nodes: dict[str, dict[str, list[Term]]] = {}
    reached: dict[str, tuple[str, str]] = {}
    for triple in distinct:
        subject, predicate, value = key(triple.subject), triple.predicate.value, triple.object
        nodes.setdefault(subject, {}).setdefault(predicate, []).append(value)
        label = key(value)
        if label.startswith("_:") and not is_literal(value):
            reached.setdefault(label, (subject, predicate))
    return Graph(distinct, nodes, reached)


def key(value: Term) -> str:
    """A value as a node of `Graph.nodes`, or the text of a literal."""
    text = getattr(value, "value", None)
    if not isinstance(text, str):
        return str(value)
    return f"_:{text}" if type(value).__name__ == "BlankNode" else text


def is_literal(value: Term) -> bool:
    """Is this a text, number or date, and no node?"""
    return type(value).__name__ == "Literal"


@cache
def prefixes() -> Mapping[str, str]:
    """Prefix → namespace (`vocab/rdf_prefixes.csv`)."""
    return {row["prefix"]: row["namespace"] for row in rows("rdf_prefixes")}


@cache
def full(name: str) -> str:
    """`dct:title` → its address. Raises KeyError for an unknown prefix."""
    prefix, _, local = name.partition(":")
    return prefixes()[prefix] + local


@lru_cache(maxsize=4096)
def short(address: str) -> str:
    """An address with its prefix where it has one (`dct:title`), else as it is."""
    for prefix, namespace in prefixes().items():
        if address.startswith(namespace) and address[len(namespace) :].replace("_", "").replace("-", "").isalnum():
            return f"{prefix}:{address[len(namespace) :]}"
    return address.removeprefix(RELATIVE)
