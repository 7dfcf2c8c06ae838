"""The schema.org description: JSON that expands offline, of real schema.org terms, with what FAIR checkers ask for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fairwoo.model import Document, Dossier
from tests.map.made import BASE, MADE, Made, a_dossier, a_file, decision, read

SCHEMA = "http://schema.org/"
ASKED = ("name", "description", "identifier", "url", "license", "creator", "publisher", "keywords", "isAccessibleForFree",
         "conditionsOfAccess", "includedInDataCatalog")  # fmt: skip
ASKED_OF_CHANGED = (
    *ASKED,
    "dateModified",
    "datePublished",
    "spatialCoverage",
    "temporalCoverage",
    "isPartOf",
    "distribution",
    "hasPart",
)
ASKED_OF_RICH = (*ASKED, "datePublished", "dateCreated", "inLanguage", "temporalCoverage", "distribution", "hasPart", "isBasedOn")
KEYWORDS = {"@id", "@type", "@value", "@language"}


def described(name: str) -> dict[str, Any]:
    (description,) = MADE[name].describe("schemaorg").descriptions
    assert description.media_type == "application/ld+json"
    assert "<" not in description.content  # nothing that could end or hide the script element of a page
    return json.loads(description.content)


def of(dossier: Dossier) -> dict[str, Any]:
    (description,) = Made(dossier, read(*dossier.documents)).describe("schemaorg").descriptions
    return json.loads(description.content)


def expanded(name: str) -> dict[str, Any]:
    from pyld import jsonld

    def refuse(url: str, _options: object) -> None:
        raise AssertionError(f"{url} is asked for")

    (node,) = jsonld.expand(described(name), {"documentLoader": refuse})
    return node


def nodes(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from nodes(one)


@pytest.mark.parametrize("name", MADE)
def test_has_what_is_asked(name: str) -> None:
    node = described(name)
    assert node["@type"] == "Dataset"
    asked = {"rich": ASKED_OF_RICH, "changed": ASKED_OF_CHANGED}.get(name, ASKED)
    assert [field for field in asked if not node.get(field)] == []
    assert 50 <= len(node["description"]) <= 5000
    for download in node.get("distribution", []):
        assert {"contentUrl", "encodingFormat", "contentSize", "sha256", "license"} <= download.keys()


@pytest.mark.parametrize("name", MADE)
def test_expands_offline_and_every_node_has_an_address(name: str) -> None:
    node = expanded(name)
    assert node["@id"].startswith(f"{BASE}/dossier/")
    for found in nodes(node):
        assert "@value" in found or "@id" in found
        assert all(key in KEYWORDS or key.startswith(SCHEMA) for key in found)


@pytest.mark.parametrize("name", MADE)
def test_only_terms_that_schema_org_has(name: str, standards: Path) -> None:
    """The context of RO-Crate 1.3 lists all terms of schema.org 30."""
    context = json.loads((standards / "schemaorg-signposting-rocrate/ro-crate-context-1.3.jsonld").read_text(encoding="utf-8"))
    known = {
        address.split("://", 1)[1] for address in context["@context"].values() if isinstance(address, str) and "://" in address
    }
    for found in nodes(expanded(name)):
        used = [key for key in found if key not in KEYWORDS]
        used += [kind for kind in found.get("@type", []) if "@value" not in found]
        assert [term for term in used if term.partition("://")[2] not in known] == []


def test_the_dossier_is_in_the_catalogue_and_the_series_that_dcat_names() -> None:
    node = described("changed")
    assert node["includedInDataCatalog"]["@id"] == f"{BASE}/catalogus/gm0055"
    assert node["isPartOf"]["@id"] == f"{BASE}/reeks/gm0055/Z2024-0042"
    assert node["publisher"]["publishingPrinciples"] == f"{BASE}/adressen-blijven"
    assert (node["datePublished"], node["dateModified"]) == ("2024-06-10", "2024-07-01")
    assert node["spatialCoverage"]["name"] == "gemeente Boarnsterhim"
    assert node["temporalCoverage"] == "2024-03-05/2024-03-05"


def test_what_can_be_fetched_is_what_dcat_says_can_be_fetched() -> None:
    descriptions = {one.file_name: one for one in MADE["rich"].describe("dcat", "schemaorg").descriptions}
    dcat, schema_org = (json.loads(descriptions[name].content) for name in ("dcat.jsonld", "schemaorg.jsonld"))
    files = {one["@id"]: one for one in dcat["dcat:distribution"]}
    assert {one["contentUrl"] for one in schema_org["distribution"]} == set(files)
    for one in schema_org["distribution"]:
        assert one["contentSize"] == f"{files[one['@id']]['dcat:byteSize']} B"
        assert one["sha256"] == files[one["@id"]]["spdx:checksum"]["spdx:checksumValue"]


def test_what_was_taken_back_or_replaced_says_so_and_a_taken_back_file_is_gone() -> None:
    parts = {one["@id"].rpartition("/")[2]: one for one in described("changed")["hasPart"]}
    assert parts["nr-3"]["creativeWorkStatus"] == "Ingetrokken: correctie procedurele fout"
    assert parts["nota"]["correction"] == "Vervangen: correctie privacygevoelige gegevens"
    assert "encoding" not in parts["nr-4"]
    assert parts["nr-4"]["conditionsOfAccess"].endswith("/NON_PUBLIC")


@pytest.mark.parametrize(("maker", "licence"), [("gemeente Boarnsterhim", "publicdomain/zero/1.0/"), ("Bomenbond", "niet_open")])
def test_an_open_licence_is_only_on_what_the_body_made(maker: str, licence: str) -> None:
    node = of(a_dossier(a_file("nota", sender=maker), license="CC0"))
    assert node["distribution"][1]["license"].endswith(licence)
    assert of(a_dossier(a_file("nota", sender=maker)))["distribution"][1]["license"].endswith("niet_open")


def test_a_large_dossier_stays_under_what_checkers_read() -> None:
    """All files and parts are named; F-UJI reads 5 MB of metadata at most."""
    documents = [a_file(f"nota-{number:05d}", number=str(number), title=f"Nota over bomen {number}") for number in range(5_000)]
    withheld = Document(id="geheim", title="Advies")
    node = of(a_dossier(decision(), *documents, withheld))
    assert len(json.dumps(node)) < 5_000_000
    assert len(node["hasPart"]) == 5_002
    assert len(node["distribution"]) == 5_002
    assert all({"contentUrl", "encodingFormat", "contentSize"} <= one.keys() for one in node["distribution"])
    assert all({"@id", "name"} <= one.keys() for one in node["hasPart"])
