"""What `fairwoo validate` says of DCAT: each thing missing or wrong gives its own finding, with and without the official shapes.

The tables are written by hand from the documents of DCAT-AP 3.0.1 and DCAT-AP-NL 3.0.1, not from `vocab/dcat_rules.csv`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from fairwoo.model import Finding, Level
from fairwoo.validate import Given, Schemas, validate
from tests.map import real
from tests.map.made import MADE
from tests.validate.rdf_samples import AUTHORITY, PREFIXES, SITE, TURTLE

# class, node of the sample, property, code: all that is mandatory (V) in the two profiles.
MANDATORY = (
    ("catalogus", "dct:title", "dcat-catalog-title-missing"),
    ("catalogus", "dct:description", "dcat-catalog-description-missing"),
    ("catalogus", "dct:publisher", "dcat-catalog-publisher-missing"),
    ("catalogus", "dcat:contactPoint", "dcat-catalog-contact-point-missing"),
    ("catalogus", "dcat:dataset", "dcat-catalog-dataset-missing"),
    ("record", "dct:language", "dcat-catalog-record-language-missing"),
    ("record", "dct:modified", "dcat-catalog-record-modified-missing"),
    ("record", "foaf:primaryTopic", "dcat-catalog-record-primary-topic-missing"),
    ("dossier", "dct:title", "dcat-dataset-title-missing"),
    ("dossier", "dct:description", "dcat-dataset-description-missing"),
    ("dossier", "dct:identifier", "dcat-dataset-identifier-missing"),
    ("dossier", "dct:publisher", "dcat-dataset-publisher-missing"),
    ("dossier", "dct:creator", "dcat-dataset-creator-missing"),
    ("dossier", "dcat:contactPoint", "dcat-dataset-contact-point-missing"),
    ("dossier", "dct:accessRights", "dcat-dataset-access-rights-missing"),
    ("dossier", "dcat:theme", "dcat-dataset-theme-missing"),
    ("serie", "dct:title", "dcat-dataset-series-title-missing"),
    ("serie", "dct:description", "dcat-dataset-series-description-missing"),
    ("bestand", "dcat:accessURL", "dcat-distribution-access-url-missing"),
    ("bestand", "dct:license", "dcat-distribution-license-missing"),
    ("zoeken", "dct:title", "dcat-data-service-title-missing"),
    ("zoeken", "dct:description", "dcat-data-service-description-missing"),
    ("zoeken", "dct:identifier", "dcat-data-service-identifier-missing"),
    ("zoeken", "dct:publisher", "dcat-data-service-publisher-missing"),
    ("zoeken", "dcat:contactPoint", "dcat-data-service-contact-point-missing"),
    ("zoeken", "dct:accessRights", "dcat-data-service-access-rights-missing"),
    ("zoeken", "dcat:theme", "dcat-data-service-theme-missing"),
    ("zoeken", "dct:license", "dcat-data-service-license-missing"),
    ("zoeken", "dcat:endpointURL", "dcat-data-service-endpoint-url-missing"),
    ("zoeken", "dcat:endpointDescription", "dcat-data-service-endpoint-description-missing"),
    ("organisatie", "foaf:name", "dcat-agent-name-missing"),
    ("controlegetal", "spdx:algorithm", "dcat-checksum-algorithm-missing"),
    ("controlegetal", "spdx:checksumValue", "dcat-checksum-checksum-value-missing"),
    ("kenmerk", "skos:notation", "dcat-identifier-notation-missing"),
)
RECOMMENDED = (
    ("catalogus", "dct:creator", "dcat-catalog-creator-recommended"),
    ("dossier", "dct:conformsTo", "dcat-dataset-conforms-to-recommended"),
    ("dossier", "foaf:page", "dcat-dataset-page-recommended"),
    ("dossier", "dcat:landingPage", "dcat-dataset-landing-page-recommended"),
    ("dossier", "dct:language", "dcat-dataset-language-recommended"),
    ("zoeken", "dct:creator", "dcat-data-service-creator-recommended"),
    ("zoeken", "dcat:keyword", "dcat-data-service-keyword-recommended"),
    ("zoeken", "dct:language", "dcat-data-service-language-recommended"),
)
# What in the sample is replaced by what, and what must then be said, of which property.
MISTAKES = (
    ('dct:identifier "{site}dossier"', 'dct:identifier "a", "b"', "dcat-dataset-identifier-repeated", "dct:identifier"),
    ('dct:identifier "{site}dossier"', "dct:identifier :dossier", "dcat-value-not-text", "dct:identifier"),
    ("dcat:accessURL :pagina", 'dcat:accessURL "https://example.nl/"', "dcat-value-not-node", "dcat:accessURL"),
    ("dcat:downloadURL :besluit.pdf", "dcat:downloadURL <besluit.pdf>", "dcat-address-relative", "dcat:downloadURL"),
    ("access-right/PUBLIC> ;\n    dcat:theme <{authority}data-theme/GOVE>, ", "access-right/SENSITIVE> ;\n    dcat:theme "
     "<{authority}data-theme/GOVE>, ", "dcat-value-not-listed", "dct:accessRights"),
    ("<{authority}data-theme/GOVE>, ", "", "dcat-value-none-listed", "dcat:theme"),
    ("https://www.iana.org/assignments", "http://www.iana.org/assignments", "dcat-value-not-listed", "dcat:mediaType"),
    ("file-type/PDF", "file-types/PDF", "dcat-value-not-listed", "dct:format"),
    ("dataset-status/COMPLETED", "dataset-status/KLAAR", "dcat-value-not-listed", "adms:status"),
    ('"2024-06-03"^^xsd:date ;\n    dct:modified "2024-06"', '"3 juni 2024" ;\n    dct:modified "2024-06"', "dcat-value-malformed",
     "dct:issued"),
    ('"2024-06-03"^^xsd:date ;\n    dct:modified "2024-06"', '"2024-06-31"^^xsd:date ;\n    dct:modified "2024-06"',
     "dcat-value-malformed", "dct:issued"),
    ('"2048"^^xsd:nonNegativeInteger', '"2 kB"', "dcat-value-malformed", "dcat:byteSize"),
    ('"2048"^^xsd:nonNegativeInteger', "2048", "dcat-value-malformed", "dcat:byteSize"),
    ('"2048"^^xsd:nonNegativeInteger', '"2048"^^xsd:long', "dcat-value-malformed", "dcat:byteSize"),
    ('"2048"^^xsd:nonNegativeInteger', '"2048"^^xsd:decimal', "dcat-value-malformed", "dcat:byteSize"),
    ('"2048"^^xsd:nonNegativeInteger', '"-1"^^xsd:nonNegativeInteger', "dcat-value-malformed", "dcat:byteSize"),
    ('"2048"^^xsd:nonNegativeInteger', '"٣"^^xsd:nonNegativeInteger', "dcat-value-malformed", "dcat:byteSize"),
    ('"{hash}"^^xsd:hexBinary', '"sha256:{hash}"^^xsd:hexBinary', "dcat-value-malformed", "spdx:checksumValue"),
    ('"{hash}"^^xsd:hexBinary', '"0f0f"^^xsd:hexBinary', "dcat-checksum-length", "spdx:checksumValue"),
    ('"2023-11-01"^^xsd:date', '"2025-11-01"^^xsd:date', "dcat-period-reversed", ""),
    ("spdx:checksum :controlegetal", "spdx:checksum :elders", "dcat-node-not-described", "spdx:checksum"),
    ("a vcard:Kind, vcard:Organization", "a vcard:Organization", "dcat-node-wrong-class", "dcat:contactPoint"),
    ("a dcat:Catalog ;", "a dcat:Catalog, dcat:Catalogue ;", "dcat-term-unknown", "dcat:Catalogue"),
    ("dcat:version ", "dcat:downloadUrl :x ; dcat:version ", "dcat-term-unknown", "dcat:downloadUrl"),
    ('"Trees felled in the Dorpsstraat"@en', '"Trees felled"', "dcat-language-tag-missing", "dct:title"),
    ("access-right/PUBLIC> ;\n    dcat:theme <{authority}data-theme/GOVE>, ", "access-right/NON_PUBLIC> ;\n    dcat:theme "
     "<{authority}data-theme/GOVE>, ", "dcat-withheld-with-file", "dcat:distribution"),
)  # fmt: skip


@pytest.fixture(params=["own rules", "official shapes"])
def schemas(request: pytest.FixtureRequest) -> Schemas | None:
    return Schemas(request.getfixturevalue("standards")) if request.param == "official shapes" else None


def said(turtle: str | bytes, schemas: Schemas | None = None, name: str = "x.ttl") -> list[Finding]:
    content = turtle.encode() if isinstance(turtle, str) else turtle
    form, findings = validate(Given(name, content), schemas)
    assert form == "dcat"
    return [finding for finding in findings if finding.level is not Level.INFO]


def of_sample() -> Graph:
    return Graph().parse(data=TURTLE, format="turtle")


def without(node: str, name: str) -> str:
    graph = of_sample()
    prefix, _, local = name.partition(":")
    predicate = URIRef(dict(graph.namespaces())[prefix] + local)
    assert (URIRef(SITE + node), predicate, None) in graph
    graph.remove((URIRef(SITE + node), predicate, None))
    return graph.serialize(format="turtle")


def test_the_sample_lacks_nothing(schemas: Schemas | None) -> None:
    assert said(TURTLE, schemas) == []


@pytest.mark.parametrize(("node", "name", "code"), MANDATORY)
def test_anything_mandatory_that_is_missing_is_told_once(node: str, name: str, code: str, schemas: Schemas | None) -> None:
    (finding,) = said(without(node, name), schemas)
    assert (finding.code, finding.level, finding.place.path) == (code, Level.ERROR, f"{SITE}{node} {name}")
    assert name in finding.message.nl
    assert name in finding.advice.en


@pytest.mark.parametrize(("node", "name", "code"), RECOMMENDED)
def test_anything_recommended_that_is_missing_is_a_warning(node: str, name: str, code: str, schemas: Schemas | None) -> None:
    (finding,) = said(without(node, name), schemas)
    assert (finding.code, finding.level, finding.place.path) == (code, Level.WARNING, f"{SITE}{node} {name}")


@pytest.mark.parametrize(("right", "wrong", "code", "name"), MISTAKES, ids=[f"{one[2]} {one[3]}" for one in MISTAKES])
def test_a_mistake_gives_its_finding_and_no_other(right: str, wrong: str, code: str, name: str, schemas: Schemas | None) -> None:
    right, wrong = (
        one.replace("{authority}", AUTHORITY).replace("{site}", SITE).replace("{hash}", "0f" * 32) for one in (right, wrong)
    )
    assert TURTLE.count(right) == 1
    findings = said(TURTLE.replace(right, wrong), schemas)
    assert {finding.code for finding in findings} == {code}
    assert {(finding.place.path or "").partition(" ")[2] for finding in findings} == {name}


@pytest.mark.parametrize(
    ("of", "name"),
    [
        ("dcat:Catalog", "dcat:dataset"),
        ("dcat:Catalog", "dcat:service"),
        ("dcat:Dataset", "dcat:inSeries"),
        ("dcat:Distribution", "dcat:accessService"),
        ("dcat:DataService", "dcat:servesDataset"),
    ],
)
def test_what_may_be_described_elsewhere_must_have_an_address(of: str, name: str) -> None:
    levels = {
        value: [one.level for one in said(f"{PREFIXES} :x a {of} ; {name} {value} .") if one.code == "dcat-node-not-described"]
        for value in ("_:b", "[]", "<https://elders.example/y>")
    }
    assert levels == {"_:b": [Level.ERROR], "[]": [Level.ERROR], "<https://elders.example/y>": [Level.WARNING]}


@pytest.mark.parametrize("value", ['""', '" "', '""^^xsd:date', '""@nl', '"\\n"^^xsd:nonNegativeInteger'])
@pytest.mark.parametrize("name", ["dct:title", "dcat:byteSize", "dct:issued", "spdx:checksumValue", "dct:publisher"])
def test_a_value_of_nothing_is_shown_as_one(name: str, value: str) -> None:
    turtle = f"{PREFIXES} :x a dcat:Dataset, dcat:Distribution, spdx:Checksum ; {name} {value} ."
    (finding,) = [one for one in said(turtle) if one.code in {"dcat-value-malformed", "dcat-value-not-node"}]
    assert "“”" in finding.message.nl
    assert "“”" in finding.message.en


@pytest.mark.parametrize("syntax", ["nt", "xml", "pretty-xml", "json-ld", "trig", "nquads", "longturtle"])
def test_every_syntax_says_the_same(syntax: str) -> None:
    graph = of_sample()
    graph.remove((URIRef(f"{SITE}dossier"), URIRef("http://purl.org/dc/terms/publisher"), None))
    graph.remove((URIRef(f"{SITE}bestand"), URIRef("http://purl.org/dc/terms/license"), None))
    lines = graph.serialize(format="nt").splitlines()
    if syntax == "nquads":
        text = "".join(f"{line.removesuffix('.')}<{SITE}graaf> .\n" for line in lines if line)
    elif syntax == "trig":
        text = f"GRAPH <{SITE}graaf> {{\n" + "\n".join(lines) + "\n}\n"
    else:
        text = graph.serialize(format=syntax)
    findings = said(text, name="onbekend")
    assert {finding.code for finding in findings} == {"dcat-dataset-publisher-missing", "dcat-distribution-license-missing"}
    assert len(findings) == 2


def test_json_ld_in_a_page_is_read() -> None:
    scripts = [
        {"@context": {"dcat": "http://www.w3.org/ns/dcat#"}, "@id": f"{SITE}b", "@type": "dcat:Distribution"},
        {"@context": {"foaf": "http://xmlns.com/foaf/0.1/"}, "@id": f"{SITE}o", "@type": "foaf:Agent"},
    ]
    tags = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in scripts)
    codes = [finding.code for finding in said(f"<!DOCTYPE html><html><head>{tags}</head></html>")]
    assert codes == ["dcat-distribution-access-url-missing", "dcat-distribution-license-missing", "dcat-agent-name-missing"]


def test_the_place_of_a_node_without_address_is_how_it_is_reached() -> None:
    text = TURTLE.replace(
        "dcat:contactPoint :contact ;\n    dct:accessRights", "dcat:contactPoint [ a vcard:Kind ] ;\n    dct:accessRights"
    )
    text = text.replace(
        "spdx:checksum :controlegetal", "spdx:checksum [ a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ]"
    )
    (finding,) = said(text)
    assert finding.place.path == f"{SITE}bestand spdx:checksum / spdx:checksumValue"


def test_a_body_of_the_registers_may_be_described_elsewhere_with_a_warning(schemas: Schemas | None) -> None:
    body = "<https://identifier.overheid.nl/tooi/id/gemeente/gm0363>"
    text = TURTLE.replace("dct:publisher :organisatie", f"dct:publisher {body}").replace(
        "dct:creator :organisatie", f"dct:creator {body}"
    )
    findings = said(text, schemas)
    assert {(finding.code, finding.level) for finding in findings} == {("dcat-node-not-described", Level.WARNING)}


# -- what fairwoo writes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MADE)
def test_what_fairwoo_writes_has_no_error(name: str, standards: Path) -> None:
    described = MADE[name].describe("dcat").descriptions
    rdf = [
        one
        for one in described
        if one.media_type in {"text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"}
    ]
    assert rdf
    for one in rdf:
        findings = said(one.content, Schemas(standards), one.file_name)
        assert [finding for finding in findings if finding.level is Level.ERROR] == []


@pytest.mark.slow
def test_what_fairwoo_writes_of_real_dossiers_has_no_error(corpus: Path, standards: Path) -> None:
    wrong = [
        (made.dossier.id, finding.code, finding.place.path)
        for made in real.dossiers(corpus)
        for one in made.describe("dcat").descriptions
        if one.media_type == "text/turtle"
        for finding in said(one.content, Schemas(standards), one.file_name)
        if finding.level is Level.ERROR
    ]
    assert wrong == []


# -- strange input ------------------------------------------------------------------------------------------------------------

DCAT = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n"
STRANGE = {
    "an undeclared prefix": (DCAT + "<http://x/a> a dcat:Dataset ; dct:title 'x' .", "rdf-syntax", 2),
    "a space in an address": (DCAT + "\n<http://x/a b> a dcat:Dataset .", "rdf-syntax", 3),
    "nothing of DCAT": (DCAT + "<http://x/a> dcat:theme <http://x/t> .", "dcat-nothing-described", None),
    "deep brackets": (DCAT + "<http://x/a> dcat:theme " + "[" * 100_000, "rdf-too-deep", None),
    "deep JSON": ('{"@context": {"dcat": "http://www.w3.org/ns/dcat#"}, "dcat:theme": ' + "[" * 100_000, "rdf-too-deep", None),
    "broken JSON": ('{"@context": {"dcat": "http://www.w3.org/ns/dcat#"},\n "dcat:theme": }', "rdf-syntax", 2),
    "no UTF-8": (DCAT.encode() + b"<http://x/\xe9> a dcat:Dataset .", "rdf-encoding", None),
    "an entity from outside": (
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><rdf:RDF xmlns:dcat="http://www.w3.org/ns/dcat#" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><dcat:Dataset><dcat:keyword>&e;</dcat:keyword></dcat:Dataset></rdf:RDF>',
        "rdf-syntax",
        None,
    ),
    "entities that refer to each other": (
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><rdf:RDF xmlns:dcat="http://www.w3.org/ns/dcat#" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><dcat:Dataset><dcat:keyword>&b;</dcat:keyword></dcat:Dataset></rdf:RDF>',
        "rdf-entities-swell",
        None,
    ),
    "an entity that occurs often": (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "{"a" * 1000}">]><rdf:RDF xmlns:dcat="http://www.w3.org/ns/dcat#" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><dcat:Dataset><dcat:keyword>'
        f"{'&a;' * 30_000}</dcat:keyword></dcat:Dataset></rdf:RDF>",
        "rdf-entities-swell",
        None,
    ),
    "XML that breaks off": (
        '<?xml version="1.0"?>\n<rdf:RDF xmlns:dcat="http://www.w3.org/ns/dcat#" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<dcat:Dataset></dcat:Dataste></rdf:RDF>',
        "rdf-syntax",
        3,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STRANGE)
def test_strange_input_is_a_finding(name: str) -> None:
    content, code, line = STRANGE[name]
    (finding,) = said(content)
    assert (finding.code, finding.place.line) == (code, line)


def test_entities_for_namespaces_are_read() -> None:
    page = (
        '<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY xsd "http://www.w3.org/2001/XMLSchema#">]>'
        '<rdf:RDF xmlns:dct="http://purl.org/dc/terms/" xmlns:dcat="http://www.w3.org/ns/dcat#" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><dcat:DatasetSeries><dct:title>T</dct:title>'
        '<dct:description>D</dct:description><dct:issued rdf:datatype="&xsd;date">2024-06-31</dct:issued></dcat:DatasetSeries></rdf:RDF>'
    )
    (finding,) = said(page)
    assert finding.code == "dcat-value-malformed"
    assert "2024-06-31 (xsd:date)" in finding.message.en


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert said(b"\xef\xbb\xbf" + TURTLE.encode()) == []


@settings(max_examples=150)
@examples(st.data())
def test_no_damage_to_a_file_raises(data: st.DataObject) -> None:
    text = TURTLE.encode() if data.draw(st.booleans()) else of_sample().serialize(format="json-ld").encode()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    content = text[:start] + data.draw(st.binary(max_size=6)) + text[end:]
    list(validate(Given("x", content)).findings)


def test_shapes_and_contexts_are_no_descriptions(standards: Path) -> None:
    for name in ("dcat-ap/3.0.1/dcat-ap-SHACL.ttl", "dcat-ap/3.0.1/dcat-ap.jsonld", "dcat-ap-nl/shapes-301/dcat-ap-nl-SHACL.ttl"):
        assert validate(Given(name, (standards / name).read_bytes())).form is None
