"""Every mandatory value of DCAT-AP-NL and of schema.org: taken out of the input, it gives exactly the finding of that value.

Mandatory values that no input can lack (access rights, a checksum's algorithm, what follows from an address) have no row.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCAT

from fairwoo import map as mapping
from fairwoo import vocab
from fairwoo.map import Published
from fairwoo.model import Body, Dossier, Finding, Level, Mapped
from fairwoo.settings import MapSettings
from tests.map.made import BASE, SETTINGS, a_dossier, decision, read

BODY = vocab.match_body("gm0055")


class Row(NamedTuple):
    """What is taken out; the codes that come of it, with a word of the value; whether a description is still written."""

    values: dict[str, object]
    expected: set[tuple[str, str]]
    written: bool
    settings: MapSettings = SETTINGS


def without(**settings: None) -> MapSettings:
    return SETTINGS.model_copy(update=settings)


def body(**values: str) -> Body:
    return BODY.model_copy(update=values)


DCAT_VALUES = {
    "dct:title": Row({"title": None}, {("dcat-value-missing", "dct:title")}, written=False),
    "dct:title of spaces": Row({"title": " \u0000 "}, {("dcat-value-missing", "dct:title")}, written=False),
    "dct:identifier": Row({"id": ""}, {("dcat-value-missing", "dct:identifier")}, written=False),
    "dct:publisher and dct:creator": Row({"publisher": body(uri="")}, {("dcat-value-missing", "dct:publisher")}, written=False),
    "foaf:name": Row({"publisher": body(name="")}, {("dcat-value-missing", "foaf:name")}, written=False),
    "dct:description": Row({"description": None}, {("description-composed", "Bomenkap")}, written=True),
    "dcat:theme": Row({"theme": None}, {("theme-general", "TOP")}, written=True),
    "dct:license": Row({"license": None}, {("licence-missing", "licentie")}, written=True),
    "dcat:contactPoint": Row({}, {("contact-missing", "contactpunt")}, True, without(contact_email=None)),
    "dcat:accessURL": Row({}, {("base-url-missing", "localhost")}, True, without(base_url=None)),
}
SCHEMA_ORG_VALUES = {
    "name": Row({"title": None}, {("schemaorg-value-missing", "name")}, written=False),
    "publisher and creator": Row({"publisher": body(name="")}, {("schemaorg-value-missing", "publisher")}, written=False),
    "description": DCAT_VALUES["dct:description"],
    "license": DCAT_VALUES["dct:license"],
    "url": DCAT_VALUES["dcat:accessURL"],
}


def complete(**values: object) -> Dossier:
    """A dossier on which there is nothing to say; `values` replace."""
    given = {"description": "Een dossier over bomen.", "theme": "natuur en milieu", "license": "CC0", **values}
    return a_dossier(decision(), **given)


def described(standard: str, row: Row) -> Mapped:
    dossier = complete(**row.values)
    return mapping.describe(dossier, read(*dossier.documents), row.settings, [standard])


def assert_exactly(found: tuple[Finding, ...], row: Row) -> None:
    assert {finding.code for finding in found} == {code for code, _ in row.expected}
    assert len(found) == len(row.expected)
    for finding in found:
        (word,) = {word for code, word in row.expected if code == finding.code}
        assert word in finding.message.nl
        assert (finding.level is Level.ERROR) is not row.written


@pytest.mark.parametrize("standard", ["dcat", "schemaorg"])
def test_nothing_is_missing_of_a_complete_dossier(standard: str) -> None:
    result = described(standard, Row({}, set(), written=True))
    assert result.findings == ()
    assert result.descriptions


@pytest.mark.parametrize("name", DCAT_VALUES)
def test_a_value_that_dcat_demands(name: str) -> None:
    row = DCAT_VALUES[name]
    result = described("dcat", row)
    assert_exactly(result.findings, row)
    assert bool(result.descriptions) is row.written


@pytest.mark.parametrize("name", SCHEMA_ORG_VALUES)
def test_a_value_that_schema_org_demands(name: str) -> None:
    row = SCHEMA_ORG_VALUES[name]
    result = described("schemaorg", row)
    assert_exactly(result.findings, row)
    assert bool(result.descriptions) is row.written


def test_what_is_said_for_a_missing_value_is_never_made_up() -> None:
    """Composed of what is known, general where that is true, and not open where nobody said otherwise."""
    told = {
        name: Graph().parse(data=described("dcat", DCAT_VALUES[name]).descriptions[1].content, format="turtle")
        for name in ("dct:description", "dcat:theme", "dct:license")
    }
    themes = {str(one) for one in told["dcat:theme"].objects(None, DCAT.theme)}
    assert themes == {"http://publications.europa.eu/resource/authority/data-theme/GOVE"}
    licences = {
        str(one).rpartition("/")[2] for one in told["dct:license"].objects(None, URIRef("http://purl.org/dc/terms/license"))
    }
    assert licences == {"niet_open", ""}  # of the files; CC0 of what fairwoo made
    (text,) = told["dct:description"].objects(
        URIRef(f"{BASE}/dossier/gm0055-bomenkap-dorpsstraat"), URIRef("http://purl.org/dc/terms/description")
    )
    assert str(text) == "Woo-besluit van gemeente Boarnsterhim van 3 juni 2024: Bomenkap in de Dorpsstraat."


@pytest.mark.parametrize("name", [name for name, row in DCAT_VALUES.items() if not row.written])
def test_a_dossier_without_a_mandatory_value_is_told_to_be_missing_from_the_catalogue(name: str) -> None:
    dossier = complete(**DCAT_VALUES[name].values)
    published = Published(dossier, described("dcat", DCAT_VALUES[name]).descriptions, {})
    (finding,) = mapping.publish("dcat", lambda: iter([published]), SETTINGS)
    assert isinstance(finding, Finding)
    assert finding.code == "catalogue-dossiers-left-out"


def test_every_node_of_a_class_with_mandatory_values_is_in_the_complete_dossier() -> None:
    """So that the tables above are about all of them."""
    graph = Graph().parse(data=described("dcat", Row({}, set(), written=True)).descriptions[1].content, format="turtle")
    kinds = {str(kind).rpartition("/")[2].rpartition("#")[2] for kind in graph.objects(None, RDF.type)}
    assert {"Dataset", "Distribution", "Agent", "Kind", "Checksum"} <= kinds
