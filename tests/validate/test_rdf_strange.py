"""RDF of strangers that is small and made to cost much: time grows with the length of the file, not with its square."""

from __future__ import annotations

import time

import pytest

from fairwoo.validate import Given, rdf, rdf_reading, validate

PREFIX = b"@prefix dcat: <http://www.w3.org/ns/dcat#> .\n"
RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#"/>'
START = PREFIX + b"<a:b> <a:c> "


def entities(count: int) -> bytes:
    declared = b"".join(b'<!ENTITY e%d "x">\n' % number for number in range(count))
    return b'<?xml version="1.0"?><!DOCTYPE rdf:RDF [' + declared + b"]>" + RDF


def in_each_other(count: int) -> bytes:
    """Nodes without an address in a chain, each of which has a mistake."""
    links = b"".join(
        b'_:n%d dcat:distribution _:n%d . _:n%d a dcat:Dataset ; dcat:keyword "" .\n' % (n, n + 1, n + 1) for n in range(count)
    )
    return PREFIX + links


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (START + b'\\"' * 100_000, "a.ttl"),
        (START + b'"' + b'\\"' * 100_000, "a.ttl"),
        (START + b'"\\"[' * 60_000, "a.ttl"),
        (START + b'"""\n' * 100_001, "a.ttl"),
        (START + b"<" * 300_000, "a.ttl"),
        (entities(20_000), "a.rdf"),
        (in_each_other(4_000), "a.ttl"),
    ],
    ids=["escaped quotes", "in a quote", "with brackets", "long quotes", "less than", "entities", "nodes in each other"],
)
def test_time_does_not_grow_with_the_square(content: bytes, name: str) -> None:
    start = time.process_time()
    found = validate(Given(name, content))
    assert found.form == "dcat"
    assert any(True for _ in found.findings)
    assert time.process_time() - start < 8


def test_brackets_in_a_text_that_is_not_closed_are_counted() -> None:
    for start in (b"'\"' ", b'"', b'"\\"', b"'\\\"' "):
        reading = rdf_reading.read(Given("a.ttl", START + start + b"[ <a:c> " * 300), None)
        assert [one.code for one in reading.findings] == ["rdf-too-deep"]
    text = rdf_reading.read(Given("a.ttl", START + b'"' + b"[" * 300 + b'" .'), None)
    assert text.graph is not None


def test_entities_that_make_much_of_little_are_refused() -> None:
    used = (
        b'<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY e "'
        + b"x" * 50_000
        + b'"><!ENTITY f "y">]>'
        + RDF.replace(b"/>", b">" + b"&e;&f;" * 500 + b"</rdf:RDF>")
    )
    reading = rdf_reading.read(Given("a.rdf", used), None)
    assert [one.code for one in reading.findings] == ["rdf-entities-swell"]


def test_a_place_deep_down_is_told_by_its_last_steps() -> None:
    reading = rdf_reading.read(Given("a.ttl", in_each_other(50)), None)
    assert reading.graph is not None
    node = next(key for key, said in reading.graph.nodes.items() if rdf.full("dcat:distribution") not in said)
    steps = ["dcat:distribution"] * 7
    assert reading.graph.place(node, rdf.full("dcat:keyword")) == f"… {' / '.join([*steps, 'dcat:keyword'])}"
