"""Both SHACL engines give the same results, with pySHACL as the reference; and the fast one is fast."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fairwoo.model import Level
from fairwoo.validate import Given, Schemas, validate
from fairwoo.validate.rdf import Graph
from fairwoo.validate.rdf_reading import read
from fairwoo.validate.shacl_engine import distinct, engines, run
from fairwoo.validate.shacl_shapes import helpers, official
from tests.validate.rdf_samples import AUTHORITY, PREFIXES, TURTLE

# Every kind of constraint that the official files use or may come to use, on nodes with and without an address.
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <http://example.org/> .
:S a sh:NodeShape ; sh:targetClass :C ;
    sh:property [ sh:path :many ; sh:minCount 1 ; sh:maxCount 2 ] ,
        [ sh:path :kind ; sh:nodeKind sh:IRI ] , [ sh:path :class ; sh:class :D ] ,
        [ sh:path :date ; sh:datatype xsd:date ; sh:severity sh:Warning ] ,
        [ sh:path :in ; sh:in ( :a :b ) ] , [ sh:path :has ; sh:hasValue "x" ; sh:severity sh:Info ] ,
        [ sh:path :pattern ; sh:pattern "^a" ; sh:flags "i" ] , [ sh:path :unique ; sh:uniqueLang true ] ,
        [ sh:path :language ; sh:languageIn ( "nl" "en" ) ] , [ sh:path :long ; sh:minLength 2 ; sh:maxLength 4 ] ,
        [ sh:path :node ; sh:node :N ] , [ sh:path ( :node :many ) ; sh:minCount 1 ] ,
        [ sh:path [ sh:inversePath :back ] ; sh:minCount 1 ] ,
        [ sh:path :or ; sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] ) ] ,
        [ sh:path :xone ; sh:xone ( [ sh:datatype xsd:date ] [ sh:class :D ] ) ] , [ sh:path :not ; sh:not [ sh:datatype xsd:date ] ] .
:N a sh:NodeShape ; sh:property [ sh:path :many ; sh:minCount 1 ] .
:T a sh:NodeShape ; sh:targetSubjectsOf :subject ; sh:nodeKind sh:IRI ; sh:property [ sh:path :subject ; sh:datatype xsd:integer ] .
:O a sh:NodeShape ; sh:targetObjectsOf :object ; sh:class :D .
"""
DATA = """
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <http://example.org/> .
:empty a :C .
:good a :C ; :many 1, 2 ; :kind :a ; :class :d ; :date "2024-03-05"^^xsd:date ; :in :a ; :has "x" ; :pattern "Abc" ;
    :unique "a"@nl, "a"@en ; :language "a"@nl ; :long "abc" ; :node :n ; :or "2024"^^xsd:gYear ; :xone :d ; :not 1 .
:n :many 1 ; :back :good .
:d a :D .
:bad a :C ; :many 1, 2, 3 ; :kind _:k ; :class :n, [] ; :date "2024-02-31"^^xsd:date, "5 maart"^^xsd:date, "x" ; :in :c, "a" ; :has "y" ;
    :pattern "b" ; :unique "a"@nl, "b"@nl ; :language "a"@fr, "a" ; :long "a", "abcde" ; :node :d, _:k ; :or "x" ;
    :xone :n ; :not "2024-03-05"^^xsd:date .
_:k a :C ; :date "é\\"\\n"@nl ; :subject 1.5 ; :object :n .
[] a :C ; :many 1 ; :subject "a" ; :object _:k .
"""
BROKEN = (
    TURTLE.replace("dct:publisher :organisatie ;", "")
    .replace("dcat:contactPoint :contact", "dcat:contactPoint [ a vcard:Organization ]")
    .replace('"2024-06-03"^^xsd:date', '"3 juni"')
    .replace("a spdx:Checksum ;", "a spdx:Checksum, dcat:Distribution ; dct:title 'a'@nl, 'b'@nl ;")
)


def graph_of(text: str) -> Graph:
    graph = read(Given("x.ttl", text.encode()), None).graph
    assert graph is not None
    return graph


def agree(shapes: str, graph: Graph, extra: list[object] | None = None) -> int:
    """Hold the two engines to the same results; how many there are."""
    data = [*graph.triples, *(extra or [])]
    ours, reference = (distinct(run(shapes, data, engine)) for engine in ("shacl", "pyshacl"))
    assert ours == reference
    return len(ours)


def test_the_fast_engine_comes_first() -> None:
    assert engines() == ("shacl", "pyshacl")


def test_every_kind_of_constraint_gives_the_same() -> None:
    from pyoxigraph import RdfFormat, parse, serialize

    from fairwoo.validate.shacl_shapes import _named

    shapes = _named([quad.triple for quad in parse(SHAPES.encode(), RdfFormat.TURTLE)])
    text = (serialize(shapes, format=RdfFormat.N_TRIPLES) or b"").decode()
    assert agree(text, graph_of(DATA)) > 30


@pytest.mark.parametrize("name", ["conforming", "broken", "empty", "example", "series"])
def test_the_official_shapes_give_the_same(name: str, standards: Path) -> None:
    examples = standards / "dcat-ap/3.0.1"
    text = {
        "conforming": lambda: TURTLE,
        "broken": lambda: BROKEN,
        "empty": lambda: PREFIXES + ":a a dcat:Dataset . [] a dcat:Catalog . [] a dcat:Distribution . :x a dcat:DataService .",
        "example": lambda: (examples / "example-bee-population.ttl").read_text(encoding="utf-8"),
        "series": lambda: (examples / "example-bee-population-dataset-series.ttl").read_text(encoding="utf-8"),
    }[name]()
    graph = graph_of(text)
    sets = official(Schemas(standards)).sets
    assert [one.use for one in sets] == ["mandatory", "recommended", "information"]
    for one in sets:
        agree(one.text, graph, helpers(graph))
    told = [one for one in run(sets[0].text, [*graph.triples, *helpers(graph)], "pyshacl") if one.focus in graph.nodes]
    assert (told == []) == (name == "conforming")


def test_the_findings_are_the_same_by_either_engine(standards: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> list[tuple[str, str, str | None]]:
        findings = validate(Given("x.ttl", BROKEN.encode()), Schemas(standards)).findings
        return [(one.code, one.message.nl, one.place.path) for one in findings]

    fast = told()
    monkeypatch.setattr("fairwoo.validate.shacl_findings.engines", lambda: ("pyshacl",))
    assert sorted(map(str, told())) == sorted(map(str, fast))


FREE = "dct:license <http://creativecommons.org/publicdomain/zero/1.0/> ;"
DATASET = """
NODE a dcat:Dataset ; dct:title "T"@nl ; dct:description "D"@nl ; dct:identifier "NODE" ; dct:publisher :organisatie ;
    dct:creator :organisatie ; dcat:contactPoint :contact ; dct:accessRights <AUTHORITY/access-right/PUBLIC> ;
    dcat:theme <AUTHORITY/data-theme/GOVE> ; dct:language <AUTHORITY/language/NLD> ; foaf:page :pagina ; dcat:landingPage :pagina ;
    dct:conformsTo :profiel ; dct:issued "2024-06-03"^^xsd:date ; dct:temporal :periode ; dct:spatial :gebied .
"""
FILE = f"""
NODE dcat:distribution PART . PART a dcat:Distribution ; dcat:accessURL :pagina ; dcat:downloadURL PART ; LICENCE
    dct:format <AUTHORITY/file-type/PDF> ; dcat:mediaType <https://www.iana.org/assignments/media-types/application/pdf> ;
    dcat:byteSize "2048"^^xsd:nonNegativeInteger ; dct:language <AUTHORITY/language/NLD> ; spdx:checksum PART-c .
PART-c a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue "{"0f" * 32}"^^xsd:hexBinary .
"""


def many(count: int) -> Iterator[str]:
    """`count` datasets with four files each: 70 triples a dataset, every tenth without a licence."""
    yield PREFIXES + TURTLE[TURTLE.index(":organisatie a ") :]
    for number in range(count):
        licence = "" if number % 10 == 0 else FREE
        yield DATASET.replace("NODE", f":d{number}").replace("AUTHORITY/", AUTHORITY)
        for part in range(4):
            file = FILE.replace("LICENCE", licence if part == 0 else FREE)
            yield file.replace("NODE", f":d{number}").replace("PART", f":d{number}-{part}").replace("AUTHORITY/", AUTHORITY)


@pytest.mark.slow
def test_three_thousand_descriptions_take_seconds(standards: Path) -> None:
    """With all official shapes: 8 CPU seconds where measured (two shared cores), and pySHACL needs a minute and a half."""
    content = "".join(many(3000)).encode()
    began = time.process_time()
    findings = list(validate(Given("x.ttl", content), Schemas(standards)).findings)
    assert time.process_time() - began < 30
    errors = [one for one in findings if one.level is Level.ERROR]
    assert {one.code for one in errors} == {"dcat-distribution-license-missing"}
    assert len(errors) == 300
