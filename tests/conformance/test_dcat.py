"""What we write in DCAT conforms to the official shapes of DCAT-AP 3.0.1 and DCAT-AP-NL 3.0.1.

Two things are done to the official files, both for defects in them: values of `sh:property` that no file describes are dropped
(pySHACL stops on them), and the vocabularies that the shapes want in the data (value types) are added to what is validated, never
to what is written. The shapes of the EU's controlled vocabularies ("mdr") are left out: they want publishers from an EU table,
which no Dutch body can be in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from rdflib import RDF, SH, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, XSD

from tests.map import real
from tests.map.made import MADE, SETTINGS, Made

SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SHAPES = (
    "dcat-ap/3.0.1/dcat-ap-SHACL.ttl",
    "dcat-ap/3.0.1/ranges.ttl",
    "dcat-ap/3.0.1/html-shacl/shapes.ttl",
    "dcat-ap/3.0.1/html-shacl/range.ttl",
    "dcat-ap/3.0.1/html-shacl/shapes_recommended.ttl",
    "dcat-ap-nl/shapes-301/dcat-ap-nl-SHACL.ttl",
    "dcat-ap-nl/shapes-301/dcat-ap-nl-SHACL-klassebereik.ttl",
    "dcat-ap-nl/shapes-301/dcat-ap-nl-SHACL-klassebereik-codelijsten.ttl",
    "dcat-ap-nl/shapes-301/dcat-ap-nl-SHACL-aanbevolen.ttl",
)
FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"

# Recommended, and not given for a reason: there is no service through which a file is had; a released file follows no schema;
# what a file is about stands with its document; nobody promises how long it stays; no body told us the corners of its area.
NOT_GIVEN = {
    "accessService",
    "conformsTo",  # of a released file
    "description",  # of a released file
    "availability",
    "bbox",
    "centroid",
}
# Recommended, and given where it is known.
NOT_ALWAYS_KNOWN = {"language", "temporal", "type", "spatial", "format"}


class Result(NamedTuple):
    severity: str
    path: str
    node: str


@pytest.fixture(scope="module")
def shapes(standards: Path) -> Graph:
    merged = Graph()
    for name in SHAPES:
        merged.parse(standards / name, format="turtle")
    for shape, _, described in list(merged.triples((None, SH.property, None))):
        if (described, SH.path, None) not in merged:
            merged.remove((shape, SH.property, described))
    return merged


@pytest.fixture(scope="module")
def vocabularies(standards: Path) -> Graph:
    """The value types: the hand-made helper, and the file types and languages of the official lists."""
    helper = Graph().parse(standards / "eu-vocab/eu-vocab-minimal.ttl", format="turtle")
    file_types = (standards / "eu-vocab/filetypes-skos-ap-act.ttl").read_text(encoding="utf-8")
    for code in re.findall(r"^:(\w+)$", file_types, re.MULTILINE):
        helper.add((URIRef(FILE_TYPES + code), RDF.type, DCTERMS.MediaTypeOrExtent))
    for line in (standards / "tooi/lijsten-uit-diwoo-0.9.8/scw_talen.csv").read_text(encoding="utf-8").splitlines()[1:]:
        helper.add((URIRef(line.partition(",")[0]), RDF.type, DCTERMS.LinguisticSystem))
    return helper


@pytest.fixture(scope="module")
def validate(shapes: Graph, vocabularies: Graph) -> Callable[[Graph], set[Result]]:
    import pyshacl

    def run(data: Graph) -> set[Result]:
        whole = data + vocabularies
        for media_type in set(data.objects(None, DCAT.mediaType)):
            assert re.fullmatch(r"https://www\.iana\.org/assignments/media-types/[a-z]+/[a-z0-9.+-]+", str(media_type))
            whole.add((media_type, RDF.type, DCTERMS.MediaType))
        _, report, _ = pyshacl.validate(whole, shacl_graph=shapes, inference="none", advanced=False)
        return {
            Result(
                str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
                re.split(r"[#/]", str(report.value(result, SH.resultPath)))[-1],
                str(report.value(result, SH.focusNode)),
            )
            for result in report.subjects(RDF.type, SH.ValidationResult)
        }

    return run


def turtle(made: Made) -> Graph:
    content = next(found.content for found in made.describe("dcat").descriptions if found.media_type == "text/turtle")
    return Graph().parse(data=content, format="turtle")


def graph_of(name: str) -> Graph:
    return turtle(MADE[name])


@pytest.mark.parametrize("name", MADE)
def test_conforms_to_all_shapes(name: str, validate: Callable[[Graph], set[Result]]) -> None:
    data = graph_of(name)
    results = [result for result in validate(data) if (URIRef(result.node), None, None) in data]
    assert [result for result in results if result.severity != "Warning"] == []
    dataset = str(data.value(predicate=RDF.type, object=DCAT.Dataset))
    missed = {result.path for result in results if result.node == dataset}
    assert missed <= NOT_ALWAYS_KNOWN
    assert {result.path for result in results} <= NOT_GIVEN | NOT_ALWAYS_KNOWN


def test_a_rich_dossier_has_all_that_is_recommended_of_a_dataset(validate: Callable[[Graph], set[Result]]) -> None:
    data = graph_of("rich")
    dataset = str(data.value(predicate=RDF.type, object=DCAT.Dataset))
    assert [result for result in validate(data) if result.node == dataset] == []


MANDATORY = (
    (DCAT.Dataset, DCTERMS.title),
    (DCAT.Dataset, DCTERMS.description),
    (DCAT.Dataset, DCTERMS.identifier),
    (DCAT.Dataset, DCTERMS.publisher),
    (DCAT.Dataset, DCTERMS.creator),
    (DCAT.Dataset, DCTERMS.accessRights),
    (DCAT.Dataset, DCAT.contactPoint),
    (DCAT.Dataset, DCAT.theme),
    (DCAT.Distribution, DCAT.accessURL),
    (DCAT.Distribution, DCTERMS.license),
    (FOAF.Agent, FOAF.name),
    (SPDX.Checksum, SPDX.algorithm),
    (SPDX.Checksum, SPDX.checksumValue),
)


@pytest.mark.parametrize(("of", "demanded"), MANDATORY)
def test_the_shapes_would_notice_what_is_missing(of: URIRef, demanded: URIRef, validate: Callable[[Graph], set[Result]]) -> None:
    """So that conforming means something: without any one mandatory value it fails on just that."""
    data = graph_of("rich")
    for subject in list(data.subjects(RDF.type, of)):
        data.remove((subject, demanded, None))
    violated = {result.path for result in validate(data) if result.severity == "Violation"}
    assert violated == {re.split(r"[#/]", str(demanded))[-1]}


@pytest.mark.parametrize(
    ("of", "wrong"),
    [
        (DCAT.byteSize, Literal("2048", datatype=XSD.integer)),
        (SPDX.checksumValue, Literal("0f0f")),
        (DCTERMS.issued, Literal("juni 2024")),
        (DCTERMS.temporal, URIRef("https://example.nl/2024")),
    ],
)
def test_the_shapes_would_notice_a_wrong_type(of: URIRef, wrong: Literal, validate: Callable[[Graph], set[Result]]) -> None:
    data = graph_of("rich")
    for subject in list(data.subjects(of, None)):
        data.set((subject, of, wrong))
    assert re.split(r"[#/]", str(of))[-1] in {result.path for result in validate(data) if result.severity == "Violation"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser uses it
@pytest.mark.parametrize("name", MADE)
def test_json_ld_and_turtle_say_the_same_without_blank_nodes(name: str) -> None:
    """The Turtle is made of the nodes before framing, the JSON-LD is read by another implementation than wrote it."""
    content = next(found.content for found in MADE[name].describe("dcat").descriptions if found.file_name == "dcat.jsonld")
    from_json, from_turtle = Graph().parse(data=content, format="json-ld"), graph_of(name)
    assert len(from_json) == len(from_turtle) > 30
    assert isomorphic(from_json, from_turtle)
    assert not [node for node in from_turtle.all_nodes() if isinstance(node, BNode)]


def test_the_contact_of_the_settings_is_a_kind_with_a_mail_address() -> None:
    data = graph_of("rich")
    contact = data.value(predicate=RDF.type, object=VCARD.Kind)
    assert (contact, VCARD.hasEmail, URIRef(f"mailto:{SETTINGS.contact_email}")) in data


def test_real_dossiers_conform(corpus: Path, validate: Callable[[Graph], set[Result]]) -> None:
    """Every twentieth of 784, in one graph as a harvester has them."""
    data = Graph()
    for made in list(real.dossiers(corpus))[::20]:
        data += turtle(made)
    assert len(set(data.subjects(RDF.type, DCAT.Dataset))) == 40
    assert [result for result in validate(data) if result.severity == "Violation"] == []
