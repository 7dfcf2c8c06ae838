"""The schema.org description: JSON that expands offline, of real schema.org terms, with what FAIR checkers ask for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.map.made import BASE, MADE

SCHEMA = "http://schema.org/"
ASKED = ("name", "description", "identifier", "url", "license", "creator", "publisher", "keywords", "isAccessibleForFree",
         "conditionsOfAccess", "includedInDataCatalog")  # fmt: skip
ASKED_OF_RICH = (*ASKED, "datePublished", "dateCreated", "inLanguage", "temporalCoverage", "distribution", "hasPart", "isBasedOn")
KEYWORDS = {"@id", "@type", "@value", "@language"}


def described(name: str) -> dict[str, Any]:
    (description,) = MADE[name].describe("schemaorg").descriptions
    assert description.media_type == "application/ld+json"
    assert "</" not in description.content
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
    assert [field for field in (ASKED_OF_RICH if name == "rich" else ASKED) if not node.get(field)] == []
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
