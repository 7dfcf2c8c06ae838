"""DCAT in any syntax of RDF, held against DCAT-AP 3.0.1 and DCAT-AP-NL 3.0.1."""

from __future__ import annotations

from collections.abc import Iterator

from fairwoo.model import Finding, Text
from fairwoo.validate import rdf_reading
from fairwoo.validate.dcat_rules import check_graph
from fairwoo.validate.given import Given, Schemas

NAME = "dcat"
TITLE = Text(
    nl="DCAT (Turtle, RDF/XML, N-Triples, N-Quads, TriG, JSON-LD)", en="DCAT (Turtle, RDF/XML, N-Triples, N-Quads, TriG, JSON-LD)"
)
PRECEDENCE = 60  # after the forms that are told by more than a namespace

_MARKS = (b"http://www.w3.org/ns/dcat#", b"http://www.w3.org/ns/dcat\\u0023", b"DCAT-AP/releases/")


def recognises(given: Given) -> bool:
    """Whether this is RDF, by its first signs, with the namespace of DCAT anywhere in it; shapes and contexts describe nothing."""
    content = given.content
    if not any(mark in content for mark in _MARKS) or rdf_reading.syntax_of(content) is None:
        return False
    return not (b"http://www.w3.org/ns/shacl#" in content and b"NodeShape" in content) and not rdf_reading.only_context(content)


def validate(given: Given, schemas: Schemas | None) -> Iterator[Finding]:
    """What is wrong with its form, then by our own rules, then by the official shapes where they are at hand and we said nothing."""
    from fairwoo.validate import shacl_findings

    reading = rdf_reading.read(given, schemas)
    yield from reading.findings
    if reading.graph is None:
        return
    said = list(check_graph(reading.graph, given.name))
    yield from (one.finding for one in said)
    yield from shacl_findings.official(reading.graph, given.name, schemas, said)
