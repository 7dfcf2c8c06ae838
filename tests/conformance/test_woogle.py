"""The deliveries have no key that Woogle 2.0 does not have for their type, and all that are mandatory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fairwoo.model import DecisionOutcome
from fairwoo.vocab.words import rows
from tests.map import real
from tests.map.made import MADE, Made, a_dossier, decision

WRITTEN = sorted(name for name, made in MADE.items() if made.describe("woogle").descriptions)


@pytest.fixture(scope="module")
def form(standards: Path) -> dict[str, list[str]]:
    return json.loads((standards / "woogle" / "valid_scheme.json").read_text(encoding="utf-8"))


def assert_valid(form: dict[str, list[str]], made: Made) -> None:
    (description,) = made.describe("woogle").descriptions
    (content,) = json.loads(description.content)
    assert content["dc_type"] in form["dossier_valid_types"]
    valid = {*form["generic_valid_attributes"], *form[f"{content['dc_type']}_valid_attributes"]}
    assert set(form["generic_required_attributes"]) <= set(content) <= valid
    for document in _documents(content):
        assert set(form["document_required_attributes"]) <= set(document) <= set(form["document_valid_attributes"])
        assert document["foi_url_on_web"] in {"True", "False"}


def _documents(content: dict[str, Any]) -> list[dict[str, Any]]:
    files = dict(content.get("foi_files", {}))
    assert set(files) <= {"foi_verzoek", "foi_besluit", "foi_inventaris", "foi_documenten"}
    return [*files.pop("foi_documenten", []), *files.values()]


@pytest.mark.parametrize("name", WRITTEN)
def test_what_we_write_is_valid(name: str, form: dict[str, list[str]]) -> None:
    assert_valid(form, MADE[name])


@pytest.mark.parametrize("row", rows("woogle_types"), ids=lambda row: row["type"])
def test_every_type_that_we_write_is_valid(row: dict[str, str], form: dict[str, list[str]]) -> None:
    category = next(one["code"] for one in rows("categories") if one["woogle"] == row["type"])
    values = {"adjourned": False, "request_text": "x", "decision_text": "y", "outcome": DecisionOutcome.PUBLIC}
    made = Made(a_dossier(decision(), category=category, **values))
    assert_valid(form, made)
    assert set(row["keys"].split()) <= set(form[f"{row['type']}_valid_attributes"])


def test_every_real_dossier_is_valid(corpus: Path, form: dict[str, list[str]]) -> None:
    """Those with neither a request nor a decision have no category, which is told."""
    dossiers = list(real.dossiers(corpus))
    written = [made for made in dossiers if made.describe("woogle").descriptions]
    assert len(written) > 650
    for made in written:
        assert_valid(form, made)
    for made in dossiers:
        if made not in written:
            assert "woogle-type-missing" in {finding.code for finding in made.describe("woogle").findings}


def test_the_codes_of_publishers_are_those_of_woogle(standards: Path) -> None:
    listed = json.loads((standards / "woogle" / "publishers.json").read_text(encoding="utf-8"))
    codes = {one["dc_publisher"] for one in listed}
    bodies = [row["code"] for row in rows("bodies") if row["register"] in {"provincie", "ministerie"}]
    assert len(codes & set(bodies)) > 20
