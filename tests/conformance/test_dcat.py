"""What we write in DCAT conforms to the official shapes of DCAT-AP 3.0.1 and DCAT-AP-NL 3.0.1 (see `dcat_shapes`)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, XSD

from fairwoo import vocab
from tests.conformance.dcat_shapes import (
    NOT_ALWAYS_KNOWN,
    Validator,
    by_pyshacl,
    classes,
    of_ours,
    official_shapes,
    value_types,
)
from tests.map.made import MADE, SETTINGS, WITH_API, Made

SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SYNTAXES = {"jsonld": "json-ld", "ttl": "turtle", "rdf": "xml", "nt": "nt"}


@pytest.fixture(scope="module")
def validate(standards: Path) -> Validator:
    return by_pyshacl(official_shapes(standards), value_types(standards))


def contents(made: Made) -> dict[str, str]:
    return {found.file_name: found.content for found in made.describe("dcat", settings=WITH_API).descriptions}


def turtle(made: Made) -> Graph:
    return Graph().parse(data=contents(made)["dcat.ttl"], format="turtle")


def graph_of(name: str) -> Graph:
    return turtle(MADE[name])


@pytest.mark.parametrize("name", MADE)
def test_conforms_to_all_shapes(name: str, validate: Validator) -> None:
    data = graph_of(name)
    results = of_ours(validate(data), data)
    assert [result for result in results if result.severity != "Warning"] == []
    assert classes(results, data) <= NOT_ALWAYS_KNOWN


def test_of_a_dossier_of_which_all_is_known_the_shapes_say_nothing_at_all(validate: Validator) -> None:
    made = MADE["changed"]
    province = made.dossier.model_copy(update={"publisher": vocab.match_body("pv21")})
    data = turtle(Made(province, made.extractions))
    assert of_ours(validate(data), data) == []
    assert {DCAT.Dataset, DCAT.Distribution, DCAT.DataService, DCTERMS.Location} <= set(data.objects(None, RDF.type))


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
    (DCAT.DataService, DCTERMS.title),
    (DCAT.DataService, DCTERMS.description),
    (DCAT.DataService, DCTERMS.identifier),
    (DCAT.DataService, DCTERMS.publisher),
    (DCAT.DataService, DCTERMS.accessRights),
    (DCAT.DataService, DCTERMS.license),
    (DCAT.DataService, DCAT.contactPoint),
    (DCAT.DataService, DCAT.theme),
    (DCAT.DataService, DCAT.endpointURL),
    (DCAT.DataService, DCAT.endpointDescription),
    (FOAF.Agent, FOAF.name),
    (SPDX.Checksum, SPDX.algorithm),
    (SPDX.Checksum, SPDX.checksumValue),
)


@pytest.mark.parametrize(("of", "demanded"), MANDATORY)
def test_the_shapes_would_notice_what_is_missing(of: URIRef, demanded: URIRef, validate: Validator) -> None:
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
def test_the_shapes_would_notice_a_wrong_type(of: URIRef, wrong: Literal, validate: Validator) -> None:
    data = graph_of("rich")
    for subject in list(data.subjects(of, None)):
        data.set((subject, of, wrong))
    assert re.split(r"[#/]", str(of))[-1] in {result.path for result in validate(data) if result.severity == "Violation"}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser uses it
@pytest.mark.parametrize("name", MADE)
def test_all_syntaxes_say_the_same_without_blank_nodes(name: str) -> None:
    """Read by another implementation than wrote them."""
    written = contents(MADE[name])
    graphs = {syntax: Graph().parse(data=written[f"dcat.{syntax}"], format=form) for syntax, form in SYNTAXES.items()}
    for graph in graphs.values():
        assert len(graph) == len(graphs["nt"]) > 30
        assert isomorphic(graph, graphs["nt"])
    assert not [node for node in graphs["nt"].all_nodes() if isinstance(node, BNode)]
    assert len(written["dcat.nt"].splitlines()) == len(graphs["nt"])  # nothing is said twice


def test_the_contact_of_the_settings_is_a_kind_with_a_mail_address() -> None:
    data = graph_of("rich")
    contact = data.value(predicate=RDF.type, object=VCARD.Kind)
    assert (contact, VCARD.hasEmail, URIRef(f"mailto:{SETTINGS.contact_email}")) in data
