"""Plain nodes as Turtle, RDF/XML and N-Triples.

Written here and not by a library because the nodes are simple (every one has an IRI, there are no blank nodes and no lists),
so that a catalogue of thousands takes seconds and the order of the nodes is kept. Tests hold the outcome against rdflib.
Specifications: https://www.w3.org/TR/turtle/, https://www.w3.org/TR/rdf-syntax-grammar/, https://www.w3.org/TR/n-triples/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from fairwoo.map.linked_data import Node, prefixes, value_type

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TYPE = f"<{_RDF}type>"
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


# The object of a statement: a text, whether that is an IRI, and else its language or datatype (a prefixed name). Plain tuples and
# not named ones, since there are millions in a catalogue.
_Value = tuple[str, bool, str, str]


class Subject(NamedTuple):
    """A node ready to be written: its IRI, its types (prefixed names), and its properties with their values."""

    iri: str
    types: Sequence[str]
    properties: Sequence[tuple[str, Sequence[_Value]]]


class Syntax(NamedTuple):
    """What stands before the subjects in a syntax, how each is written, and what stands behind them."""

    head: str
    subject: Callable[[Subject], str]
    tail: str


def subject(node: Node) -> Subject:
    """A node made ready, so that this is done once for all three syntaxes."""
    return Subject(node["@id"], node["@type"], _properties(node))


@cache
def syntaxes() -> Mapping[str, Syntax]:
    """N-Triples, RDF/XML and Turtle, by the endings of their files; the subjects stand in the order they are given."""
    names = "".join(f"\n    xmlns:{prefix}={quoteattr(iri)}" for prefix, iri in prefixes().items())
    rdf_xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns:rdf="{_RDF}"{names}>\n'
    turtle = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes().items())
    return {
        "nt": Syntax("", _n_triples, ""),
        "rdf": Syntax(rdf_xml, lambda one: "".join(_xml_lines(one)), "</rdf:RDF>\n"),
        "ttl": Syntax(turtle, _turtle, ""),
    }


def text(name: str, graph: Iterable[Subject]) -> str:
    """A whole document in the syntax of that name."""
    syntax = syntaxes()[name]
    return "".join([syntax.head, *map(syntax.subject, graph), syntax.tail])


def _n_triples(subject: Subject) -> str:
    iri, types, properties = subject
    lines = [f"<{iri}> {_TYPE} <{_full(kind)}> .\n" for kind in types]
    for term, values in properties:
        start = f"<{iri}> <{_full(term)}> "
        lines += [f"{start}{_written(value, full=True)} .\n" for value in values]
    return "".join(lines)


def _turtle(subject: Subject) -> str:
    rows = [f"a {', '.join(subject.types)}"]
    rows += [f"{term} {', '.join([_written(value, full=False) for value in values])}" for term, values in subject.properties]
    return f"\n<{subject.iri}> " + " ;\n    ".join(rows) + " .\n"


def _xml_lines(subject: Subject) -> Iterator[str]:
    """The element of a subject. No IRI holds a quotation mark (RFC 3987), so they are escaped as text is."""
    first, *others = subject.types
    yield f'  <{first} rdf:about="{escape(subject.iri)}">\n'
    for kind in others:
        yield f'    <rdf:type rdf:resource="{_full(kind)}"/>\n'
    for term, values in subject.properties:
        for text, iri, language, datatype in values:
            if iri:
                yield f'    <{term} rdf:resource="{escape(text)}"/>\n'
            else:
                said = f' xml:lang="{language}"' if language else f' rdf:datatype="{_full(datatype)}"' if datatype else ""
                yield f"    <{term}{said}>{escape(text)}</{term}>\n"
    yield f"  </{first}>\n"


def _properties(node: Node) -> list[tuple[str, list[_Value]]]:
    found = []
    for term, given in node.items():
        if not term.startswith("@"):
            kind = value_type(term)
            values = given if isinstance(given, list) else [given]
            found.append(
                (term, [(one, True, "", "") for one in values] if kind == "@id" else [_literal(one, kind) for one in values])
            )
    return found


def _literal(given: object, datatype: str | None) -> _Value:
    if isinstance(given, dict):
        return given["@value"], False, given.get("@language", ""), given.get("@type", "")
    return str(given), False, "", datatype or ""


def _written(value: _Value, *, full: bool) -> str:
    text, iri, language, datatype = value
    if iri:
        return f"<{text}>"
    quoted = f'"{text.translate(_ESCAPED)}"'
    if language:
        return f"{quoted}@{language}"
    if datatype:
        return f"{quoted}^^<{_full(datatype)}>" if full else f"{quoted}^^{datatype}"
    return quoted


@cache
def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return prefixes()[prefix] + local
