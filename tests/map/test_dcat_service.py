"""The search API of a publisher in DCAT: complete where it is set, absent where it is not, and one in the catalogue of a body."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS

from fairwoo import map as mapping
from fairwoo.map import Output, Published
from fairwoo.model import Finding, Level
from fairwoo.settings import MapSettings
from tests.map.chain import NOON
from tests.map.made import BASE, MADE, WITH_API, a_dossier, a_file, decision, read

SERVICE = URIRef(f"{BASE}/dienst/gm0055")
SYNTAXES = {"jsonld": "json-ld", "ttl": "turtle", "rdf": "xml", "nt": "nt"}

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own parser of JSON-LD uses it


def described(settings: MapSettings, name: str = "rich") -> tuple[Graph, list[Finding]]:
    result = MADE[name].describe("dcat", settings=settings)
    (content,) = [one.content for one in result.descriptions if one.file_name == "dcat.ttl"]
    return Graph().parse(data=content, format="turtle"), list(result.findings)


def with_api(**values: str | None) -> MapSettings:
    return WITH_API.model_copy(update=values)


def test_every_file_and_the_inventory_can_be_found_by_the_service() -> None:
    data, _ = described(WITH_API)
    files = set(data.subjects(RDF.type, DCAT.Distribution))
    assert len(files) == 8
    assert set(data.subjects(DCAT.accessService, SERVICE)) == files
    assert list(data.subjects(RDF.type, DCAT.DataService)) == [SERVICE]


def test_the_service_is_where_the_setting_says_with_its_openapi_document_below_it() -> None:
    data, _ = described(with_api(api_url=f"{BASE}/api/v1/"))
    assert data.value(SERVICE, DCAT.endpointURL) == URIRef(f"{BASE}/api/v1")
    assert data.value(SERVICE, DCAT.endpointDescription) == URIRef(f"{BASE}/api/v1/openapi.json")
    assert data.value(SERVICE, DCTERMS.identifier) == Literal(str(SERVICE))
    assert data.value(SERVICE, DCTERMS.license) == URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
    (dataset,) = data.subjects(RDF.type, DCAT.Dataset)
    assert list(data.objects(SERVICE, DCAT.servesDataset)) == [dataset]


@pytest.mark.parametrize("unset", [None, ""])
def test_without_the_setting_nothing_is_said(unset: str | None) -> None:
    data, findings = described(with_api(api_url=unset))
    assert not [one for one in data.all_nodes() if "/dienst/" in str(one)]
    assert (None, DCAT.accessService, None) not in data
    assert not [one for one in findings if one.code.startswith("api-")]


@pytest.mark.parametrize("wrong", ["woo.nl/api", "https://woo.nl/api?v=1", "https://woo.nl/api#x", "https://a@woo.nl/api", "api"])
def test_a_setting_that_is_no_address_is_told_and_left_out(wrong: str) -> None:
    data, findings = described(with_api(api_url=wrong))
    (finding,) = [one for one in findings if one.code.startswith("api-")]
    assert (finding.code, finding.level) == ("api-url-unusable", Level.WARNING)
    assert wrong in finding.message.nl
    assert (None, DCAT.accessService, None) not in data


def test_no_licence_is_assumed_for_it() -> None:
    data, findings = described(with_api(api_license=None))
    assert str(data.value(SERVICE, DCTERMS.license)).endswith("/niet_open")
    assert not [one for one in findings if one.code.startswith("api-")]
    data, findings = described(with_api(api_license="vast wel open"))
    assert str(data.value(SERVICE, DCTERMS.license)).endswith("/niet_open")
    assert [one.code for one in findings if one.code.startswith("api-")] == ["api-license-unknown"]


def catalogue(settings: MapSettings) -> tuple[dict[str, Graph], list[Finding]]:
    dossiers = [a_dossier(decision(), a_file("nota"), id=f"gm0055-{number}") for number in range(3)]
    described = [mapping.describe(one, read(*one.documents), settings, ["dcat"]).descriptions for one in dossiers]
    given = [Published(one, found, dict.fromkeys(found[0].parts, NOON)) for one, found in zip(dossiers, described, strict=True)]
    found = list(mapping.publish("dcat", lambda: iter(given), settings))
    files = {one.path.rpartition(".")[2]: one.content.decode() for one in found if isinstance(one, Output)}
    graphs = {syntax: Graph().parse(data=text, format=SYNTAXES[syntax]) for syntax, text in files.items()}
    return graphs, [one for one in found if isinstance(one, Finding)]


@pytest.mark.parametrize("contact", ["woo@boarnsterhim.example", None])
def test_the_catalogue_has_one_service_for_all_its_datasets_and_says_it_alike_in_all_syntaxes(contact: str | None) -> None:
    graphs, findings = catalogue(with_api(contact_email=contact))
    data = graphs["nt"]
    assert findings == []
    assert list(data.objects(URIRef(f"{BASE}/catalogus/gm0055"), DCAT.service)) == [SERVICE]
    assert set(data.objects(SERVICE, DCAT.servesDataset)) == set(data.subjects(RDF.type, DCAT.Dataset))
    assert len(list(data.objects(SERVICE, DCAT.contactPoint))) == 1
    assert set(data.subjects(DCAT.accessService, SERVICE)) == set(data.subjects(RDF.type, DCAT.Distribution))
    assert all(set(one) == set(data) for one in graphs.values())


def test_the_catalogue_tells_that_the_licence_of_the_service_is_not_set() -> None:
    _, findings = catalogue(with_api(api_license=None))
    assert [(one.code, one.level) for one in findings] == [("api-license-missing", Level.INFO)]
