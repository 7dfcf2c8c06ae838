"""Woogle, WooFAIRify and our own JSON: the official examples line by line, and every mandatory value by itself."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from fairwoo import validate
from fairwoo.ingest.metadata import dossier_json
from fairwoo.validate import Given, Schemas
from fairwoo.validate.forms import woofairify

WOOGLE = {
    "dc_title": "Woo-verzoek zwembad",
    "dc_publisher": "pv24",
    "dc_type": "2i",
    "foi_requestDate": "2022-08-11",
    "foi_isAdjourned": "False",
    "foi_valuation": "Deels openbaar",
    "foi_files": {
        "foi_besluit": {"dc_source": "https://example.org/besluit.pdf", "foi_url_on_web": True},
        "foi_documenten": [
            {"dc_source": "https://example.org/1.pdf", "foi_url_on_web": "True", "foi_groundsOfRefusal": "5.1.2e; 5.2.1"}
        ],
    },
}
WOOFAIRIFY = {
    "identifier": "ZW8",
    "title": "Zwembad",
    "type": "Verzoek",
    "handledBy": "Provincie Noord-Holland",
    "fileDate": "2021-12-04",
    "decisionDate": "2021-12-23",
    "valuation": "Deels openbaar",
    "isAdjourned": False,
    "documents": [
        {
            "identifier": "ZW8-1",
            "title": "Memo",
            "date": "2021-07-20",
            "fileName": "memo.pdf",
            "fileExtension": "pdf",
            "mimeType": "application/pdf",
            "documentType": "Vrijgegeven document",
            "annexType": "Memo",
            "valuation": "Deels openbaar",
            "groundsOfRefusal": ["10.2.e"],
        }
    ],
}
OWN = {
    "id": "Z2013-0042",
    "title": "Woo-besluit zwembad",
    "publisher": "gemeente Boarnsterhim",
    "decided": "2023-02-01",
    "documents": [
        {"id": "besluit", "file": "besluit.pdf", "grounds": ["5.1.2e"], "related": ["2"]},
        {"number": 2, "title": "Nota", "parent": "besluit"},
    ],
}


def findings(content: object, name: str = "x.json", schemas: Schemas | None = None) -> list[Any]:
    return list(validate.validate(Given(name, json.dumps(content, indent=1).encode()), schemas).findings)


def codes(content: object, name: str = "x.json", schemas: Schemas | None = None) -> list[str]:
    return [finding.code for finding in findings(content, name, schemas)]


def without(content: Any, *path: str | int) -> Any:
    changed = copy.deepcopy(content)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return changed


def changed(content: Any, value: object, *path: str | int) -> Any:
    made = copy.deepcopy(content)
    inner = made
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return made


@pytest.mark.parametrize(
    ("content", "name"), [(WOOGLE, "x.json"), ([WOOGLE, WOOGLE], "x.json"), (WOOFAIRIFY, "x.json"), (OWN, "dossier.json")]
)
def test_what_is_right_has_no_findings(content, name):
    assert codes(content, name) == []


@pytest.mark.parametrize(
    ("content", "form"), [(WOOGLE, "woogle"), (WOOFAIRIFY, "woofairify"), ([WOOFAIRIFY], "woofairify"), ({}, None), ([], None)]
)
def test_each_form_is_known_by_its_keys(content, form):
    assert validate.validate(Given("x.json", json.dumps(content).encode())).form == form
    assert validate.validate(Given("map/dossier.json", json.dumps(content).encode())).form == "dossier.json"


DOCUMENT = ("foi_files", "foi_documenten", 0)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (("dc_title",), "woogle-dc-title-missing"),
        (("dc_publisher",), "woogle-dc-publisher-missing"),
        (("dc_type",), "woogle-dc-type-missing"),
        (("foi_files",), "woogle-foi-files-missing"),
        ((*DOCUMENT, "dc_source"), "woogle-dc-source-missing"),
        ((*DOCUMENT, "foi_url_on_web"), "woogle-foi-url-on-web-missing"),
    ],
)
def test_woogle_each_mandatory_value(path, code):
    assert codes(without(WOOGLE, *path)) == [code]
    assert codes(changed(WOOGLE, "", *path)) == [code]


@pytest.mark.parametrize(
    ("value", "path", "code"),
    [
        ("provincie Flevoland", ("dc_publisher",), "woogle-publisher-unknown"),
        ("https://identifier.overheid.nl/tooi/id/provincie/pv24", ("dc_publisher",), "woogle-publisher-unknown"),
        ("PV24", ("dc_publisher",), "woogle-publisher-unknown"),
        (" pv24", ("dc_publisher",), "woogle-publisher-unknown"),
        (24, ("dc_publisher",), "woogle-publisher-unknown"),
        (5, ("dc_title",), "woogle-form-wrong"),
        (["Besluit"], ("dc_title",), "woogle-form-wrong"),
        ({"nl": "Besluit"}, ("dc_title",), "woogle-form-wrong"),
        (5, ("dc_description",), "woogle-form-wrong"),
        (True, ("foi_requestText",), "woogle-form-wrong"),
        (5, (*DOCUMENT, "dc_title"), "woogle-form-wrong"),
        ({"a": 1}, ("foi_requestDate",), "woogle-form-wrong"),
        ({"a": 1}, ("dc_creator",), "woogle-form-wrong"),
        ("9z", ("dc_type",), "woogle-type-unknown"),
        ("2020-06-2020", ("foi_requestDate",), "woogle-date-wrong"),
        ("2021-02-30", ("foi_requestDate",), "woogle-date-wrong"),
        ("misschien", ("foi_isAdjourned",), "woogle-boolean-wrong"),
        ("een beetje", ("foi_valuation",), "woogle-valuation-unknown"),
        (22, ("dc_date_year",), "woogle-year-wrong"),
        ("besluit.pdf", (*DOCUMENT, "dc_source"), "woogle-address-wrong"),
        ("5.1.e", (*DOCUMENT, "foi_groundsOfRefusal"), "woogle-ground-incomplete"),
        ("x", ("dc_titel",), "woogle-attribute-unknown"),
        ("x", (*DOCUMENT, "dc_titel"), "woogle-attribute-unknown"),
        ({}, ("foi_files", "foi_bijlagen"), "woogle-attribute-unknown"),
        ("x", ("foi_files", "foi_besluit"), "woogle-form-wrong"),
        ([], ("foi_files", "foi_besluit"), None),
    ],
)
def test_woogle_each_wrong_value(value, path, code):
    assert codes(changed(WOOGLE, value, *path)) == ([code] if code else [])


def test_a_key_that_looks_like_another_is_pointed_out():
    (finding,) = findings(changed(WOOGLE, "x", "dc_titel"))
    assert "dc_title" in finding.advice.nl


def test_the_official_scheme_says_which_keys_a_type_has(standards):
    schemas = Schemas(standards)
    assert codes(WOOGLE, schemas=schemas) == []
    assert codes(changed(WOOGLE, "x", "foi_meetingYear")) == []
    (finding,) = findings(changed(WOOGLE, "x", "foi_meetingYear"), schemas=schemas)
    assert (finding.code, finding.place.path) == ("woogle-attribute-not-of-type", "$.foi_meetingYear")
    assert codes(changed(without(WOOGLE, "foi_files"), "2a", "dc_type"), schemas=schemas)[-1] == "woogle-type-unknown"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "woo_dossier_absoluut_minimum.json",
            [
                ("woogle-publisher-unknown", 6, "$[0].dc_publisher"),
                ("woogle-address-wrong", 11, "$[0].foi_files.foi_documenten[0].dc_source"),
                ("woogle-boolean-wrong", 12, "$[0].foi_files.foi_documenten[0].foi_url_on_web"),
            ],
        ),
        ("woo_dossier_fair.json", []),
    ],
)
def test_the_official_examples_line_by_line(standards, name, expected):
    file = standards / "woogle" / name
    result = validate.validate(Given(name, file.read_bytes()), Schemas(standards))
    assert [(finding.code, finding.place.line, finding.place.path) for finding in result.findings] == expected


@pytest.mark.parametrize(
    ("path", "code"),
    [
        *(
            ((key,), f"woofairify-{code}-missing")
            for key, code in (
                ("identifier", "identifier"),
                ("title", "title"),
                ("type", "type"),
                ("handledBy", "handled-by"),
                ("decisionDate", "decision-date"),
                ("valuation", "valuation"),
                ("fileDate", "file-date"),
                ("isAdjourned", "is-adjourned"),
            )
        ),
        *(
            (("documents", 0, key), f"woofairify-document-{code}-missing")
            for key, code in (
                ("identifier", "identifier"),
                ("title", "title"),
                ("date", "date"),
                ("fileName", "file-name"),
                ("fileExtension", "file-extension"),
                ("mimeType", "mime-type"),
                ("documentType", "document-type"),
                ("annexType", "annex-type"),
                ("valuation", "valuation"),
                ("groundsOfRefusal", "grounds-of-refusal"),
            )
        ),
    ],
)
def test_woofairify_each_mandatory_value(path, code):
    assert codes(without(WOOFAIRIFY, *path)) == [code]


def test_woofairify_what_is_mandatory_depends_on_the_judgement():
    public = changed(WOOFAIRIFY, "Reeds openbaar", "documents", 0, "valuation")
    assert codes(public) == ["woofairify-document-already-public-location-missing"]
    active = changed(WOOFAIRIFY, "Actieve openbaarmaking", "type")
    assert codes(without(without(active, "fileDate"), "isAdjourned")) == []


@pytest.mark.parametrize(
    ("value", "path", "code"),
    [
        ("23-12-2021", ("decisionDate",), "woofairify-date-wrong"),
        ("Iets", ("type",), "woofairify-word-unknown"),
        ("Half", ("valuation",), "woofairify-word-unknown"),
        ("Dingen", ("documents", 0, "documentType"), "woofairify-word-unknown"),
        ("www.example.org", ("sourceUrl",), "woofairify-address-wrong"),
        ("12", ("documents", 0, "numberPages"), "woofairify-form-wrong"),
        (["5.1.e"], ("documents", 0, "groundsOfRefusal"), "woofairify-ground-incomplete"),
        ("x", ("titel_",), "woofairify-attribute-unknown"),
        ("x", ("documents", 0), "woofairify-form-wrong"),
        ("x", ("documents",), "woofairify-form-wrong"),
    ],
)
def test_woofairify_each_wrong_value(value, path, code):
    assert codes(changed(WOOFAIRIFY, value, *path)) == [code]


def test_the_published_dossier_of_a_province(corpus):
    folder = corpus / "pdf-dossiers" / "nh-zonneweide-jaagweg" / "metadata"
    result = validate.validate(Given("ZW8-data.json", (folder / "ZW8-data.json").read_bytes()))
    assert result.form == "woofairify"
    assert list(result.findings) == []
    older = validate.validate(Given("x.json", (folder / "zonneweide_newscheme.json").read_bytes()))
    assert [(one.code, one.place.path) for one in older.findings] == [
        ("woofairify-identifier-missing", "$"),
        ("woofairify-document-date-missing", "$.documents[0]"),
        ("woofairify-form-wrong", "$.documents[0].numberCharacters"),
    ]


def test_the_forerunner_and_the_schema_of_woofairify(corpus):
    folder = corpus / "metadata" / "wob-exports"
    result = validate.validate(Given("wobs_utrecht.json", (folder / "wobs_utrecht.json").read_bytes()))
    assert result.form == "woofairify"
    assert [(one.code, one.place.path) for one in result.findings] == [("woofairify-old-edition", "$[0]")]
    assert validate.validate(Given("wob-schema.json", (folder / "wob-schema.json").read_bytes())).form is None


def test_our_mandatory_keys_are_those_of_the_schema_of_woofairify(corpus):
    """A second source for the same facts: the JSON Schema that its maker used."""
    schema = json.loads((corpus / "metadata" / "wob-exports" / "wob-schema.json").read_text(encoding="utf-8"))
    assert set(woofairify.PUBLICATION) == set(schema["required"])
    assert {"isAdjourned", "fileDate"} == set(woofairify.OF_REQUEST)
    assert set(schema["then"]["required"]) == {"adjourned", "fileDate"}
    assert set(woofairify.DOCUMENT) == set(schema["$defs"]["document"]["required"])
    assert set(woofairify.OF_RELEASED) == set(schema["$defs"]["document"]["then"]["required"])
    assert codes(changed(without(WOOFAIRIFY, "isAdjourned"), True, "adjourned")) == []


@pytest.mark.parametrize("key", ["id", "title", "publisher", "decided"])
def test_our_own_each_wanted_value(key):
    assert codes(without(OWN, key), "dossier.json") == [f"dossier-{key}-missing"]


@pytest.mark.parametrize(
    ("value", "path", "code"),
    [
        ("gemeente Nergenshuizen", ("publisher",), "dossier-publisher-unknown"),
        ("2023-02-30", ("decided",), "dossier-value-wrong"),
        ("www.example.org", ("source_url",), "dossier-value-wrong"),
        ("ja", ("adjourned",), "dossier-value-wrong"),
        ("half", ("outcome",), "dossier-value-wrong"),
        (["5.1.e"], ("grounds",), "dossier-ground-incomplete"),
        ("x", ("titel",), "dossier-attribute-unknown"),
        ("x", ("documents", 0, "titel"), "dossier-attribute-unknown"),
        ({"role": "decision"}, ("documents", 1), None),
        (["9"], ("documents", 0, "related"), "dossier-reference-dangling"),
        ("x", ("documents", 1, "parent"), "dossier-reference-dangling"),
        ("besluit", ("documents", 1, "id"), "dossier-document-id-twice"),
        (None, ("description",), "fine"),
    ],
)
def test_our_own_each_wrong_value(value, path, code):
    found = codes(changed(OWN, value, *path), "dossier.json")
    if code is None:  # nameless, so that what referred to it now refers to nothing
        assert found == ["dossier-document-nameless", "dossier-reference-dangling"]
    else:
        assert found == ([] if code == "fine" else [code])


def test_our_own_places_are_paths_with_lines():
    content = changed(OWN, "2023-02-30", "documents", 1, "dated")
    (finding,) = findings(content, "dossier.json")
    assert finding.place.path == "$.documents[1].dated"
    assert "2023-02-30" in json.dumps(content, indent=1).splitlines()[finding.place.line - 1]


def test_our_own_knows_every_field_of_the_form():
    """The validator and the reader hold a file against the same schema."""
    known = set(dossier_json.schema()["properties"])
    assert {"series", "modified"} <= known
    assert {"id", "parent", "related", "withdrawn", "correction"} <= set(
        dossier_json.schema()["$defs"]["DocumentEntry"]["properties"]
    )


@pytest.mark.parametrize("name", ["dossier.json", "x.json"])
@pytest.mark.parametrize(
    "content",
    [
        "null",
        "[]",
        '"x"',
        '{"dc_title": 1, "dc_publisher": [], "foi_files": 3}',
        '{"handledBy": {}, "documents": {}}',
        '{"documents": [1, [], {"related": 3, "grounds": 4, "parent": []}]}',
        '[{"foi_files": {"foi_documenten": 3, "foi_besluit": [null]}}]',
    ],
)
def test_strange_content_is_a_finding_and_nothing_breaks(name, content):
    result = validate.validate(Given(name, content.encode()))
    assert list(result.findings)
