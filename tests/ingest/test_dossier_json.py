"""Our own form: the schema as published, and what becomes of right and wrong fields."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from fairwoo.ingest.metadata import dossier_json
from fairwoo.map.terms import licence
from fairwoo.model import Document, Dossier
from fairwoo.shared import data_folder
from tests.ingest.made import about, codes, deliver, finding, lay, metadata, without_file

FULL = {
    "$schema": "https://example.org/dossier.schema.json",
    "id": "Z2013-0042",
    "title": "Woo-besluit zwembad",
    "publisher": "gemeente Boarnsterhim",
    "description": "Over het zwembad.",
    "category": "2i",
    "theme": "cultuur en recreatie",
    "regime": "Woo",
    "requested": "2023-01-02",
    "received": "2023-01-03",
    "decided": "2023-02-01",
    "published": "2023-02-03",
    "adjourned": True,
    "outcome": "partly_public",
    "inquiry": 42,
    "request_text": "Alles over het zwembad.",
    "decision_text": "Deels openbaar.",
    "source_url": "https://boarnsterhim.example/woo/42",
    "license": "http://creativecommons.org/publicdomain/zero/1.0/",
    "grounds": ["5.1.2e", "artikel 5.2, eerste lid"],
    "documents": [
        {"file": "besluit.pdf", "role": "decision", "title": "Besluit", "dated": "2023-02-01", "kind": "Besluit"},
        {
            "file": "documenten/1.pdf",
            "number": 1,
            "role": "document",
            "title": "Mail",
            "kind": "E-mail",
            "dated": "2022-12-24",
            "disclosure": "partly_public",
            "grounds": ["5.1.2.e"],
            "sender": "wethouder",
            "recipient": "college",
            "source_url": "https://boarnsterhim.example/1.pdf",
        },
        {"number": "2", "title": "Nota", "disclosure": "not_public", "grounds": ["5.1.5"]},
    ],
}


def test_the_published_schema_is_the_one_that_is_used():
    published = (data_folder("schemas") / "dossier.schema.json").read_text(encoding="utf-8")
    made = json.dumps(dossier_json.schema(), indent=2, ensure_ascii=False) + "\n"
    assert published == made, "write it anew: json.dumps(dossier_json.schema(), indent=2, ensure_ascii=False)"
    Draft202012Validator.check_schema(json.loads(published))


def test_the_keys_are_those_of_the_model():
    assert set(dossier_json.DossierFile.model_fields) - {"schema_address"} <= set(Dossier.model_fields)
    assert set(dossier_json.DocumentEntry.model_fields) - {"file"} <= set(Document.model_fields)


def test_the_form_accepts_what_its_own_model_accepts():
    assert not list(Draft202012Validator(dossier_json.schema()).iter_errors(FULL))
    assert dossier_json.DossierFile.model_validate(FULL)


def test_all_fields(tmp_path):
    delivery = deliver(
        lay(tmp_path / "in", {"dossier.json": FULL, "besluit.pdf": "x", "documenten/1.pdf": "y"}), tmp_path, publisher=None
    )
    assert not codes(delivery)
    assert delivery.dossier.id == "gm0055-z2013-0042"
    assert delivery.dossier.publisher.uri == "https://identifier.overheid.nl/tooi/id/gemeente/gm0055"
    said = {fact.property: fact.values for fact in metadata(delivery) if not fact.subject}
    assert said == {
        "publisher": ("https://identifier.overheid.nl/tooi/id/gemeente/gm0055",),
        "title": ("Woo-besluit zwembad",),
        "description": ("Over het zwembad.",),
        "category": ("c_3baef532",),
        "theme": said["theme"],
        "regime": ("Woo",),
        "requested": ("2023-01-02",),
        "received": ("2023-01-03",),
        "decided": ("2023-02-01",),
        "published": ("2023-02-03",),
        "adjourned": ("true",),
        "outcome": ("partly_public",),
        "inquiry": ("42",),
        "request_text": ("Alles over het zwembad.",),
        "decision_text": ("Deels openbaar.",),
        "source_url": ("https://boarnsterhim.example/woo/42",),
        "license": ("http://creativecommons.org/publicdomain/zero/1.0/",),
        "grounds": ("5.1.2e", "5.2.1"),
    }
    assert [about(delivery, "besluit.pdf", name) for name in ("role", "kind")] == [[("decision",)], [("besluit",)]]
    mail = {fact.property: fact.values for fact in metadata(delivery) if fact.subject == "documenten-1"}
    assert mail == {
        "file": ("documenten/1.pdf",),
        "number": ("1",),
        "role": ("document",),
        "title": ("Mail",),
        "kind": ("e-mail",),
        "dated": ("2022-12-24",),
        "disclosure": ("partly_public",),
        "grounds": ("5.1.2e",),
        "sender": ("wethouder",),
        "recipient": ("college",),
        "source_url": ("https://boarnsterhim.example/1.pdf",),
    }
    assert without_file(delivery) == {
        "nr-2": {"number": ("2",), "title": ("Nota",), "disclosure": ("not_public",), "grounds": ("5.1.5",)}
    }


def test_what_ties_documents_together(tmp_path):
    documents = [
        {"id": "besluit", "file": "besluit.pdf", "related": ["2", "mail", "2"]},
        {"id": "mail", "number": "1", "parent": "besluit", "withdrawn": "c_098c1346"},
        {"number": "2", "title": "Nota", "correction": "verkeerde bladzijde", "related": []},
    ]
    made = {"publisher": "gm0055", "series": "verzoek 7", "modified": "2023-03-04", "documents": documents}
    delivery = deliver(lay(tmp_path / "in", {"dossier.json": made, "besluit.pdf": "x"}), tmp_path, publisher=None)
    assert about(delivery, None, "series") == [("verzoek 7",)]
    assert about(delivery, None, "modified") == [("2023-03-04",)]
    assert about(delivery, "besluit.pdf", "related") == [("2", "mail")]  # each is a reference of its own
    said = {(fact.property, fact.values) for fact in metadata(delivery)}
    assert said >= {
        ("parent", ("besluit",)),
        ("withdrawn", ("c_098c1346",)),
        ("correction", ("verkeerde bladzijde",)),
    }
    assert not [fact for fact in metadata(delivery) if not fact.values]


def test_each_fact_says_where_it_stands(tmp_path):
    delivery = deliver(lay(tmp_path / "in", {"dossier.json": FULL, "besluit.pdf": "x", "documenten/1.pdf": "y"}), tmp_path)
    (fact,) = [fact for fact in delivery.facts if fact.property == "grounds" and fact.subject == "documenten-1"]
    assert (fact.source.place.file, fact.source.place.path) == ("dossier.json", "$.documents[1].grounds")
    assert fact.raw == '["5.1.2.e"]'
    assert fact.made_by == "ingest/dossier_json/3"


@pytest.mark.parametrize("words", ["cc0", "niet open", "CC BY 4.0", "https://creativecommons.org/publicdomain/zero/1.0/"])
def test_a_licence_may_be_named(words, tmp_path):
    own = {"title": "Titel", "license": words}
    delivery = deliver(lay(tmp_path / "in", {"dossier.json": own, "besluit.pdf": "x"}), tmp_path, license="https://example.org/x")
    assert about(delivery, None, "license") == [(words,)]
    assert "dossier-json-wrong" not in codes(delivery)
    assert licence(words) is not None


@pytest.mark.parametrize("outer", ["stukken.zip", "map/stukken.zip"])
def test_a_file_in_a_delivered_file_is_no_other_file_of_that_name(outer, tmp_path):
    entry = {"file": f"{outer}/dicht.txt", "number": 13, "disclosure": "not_public"}
    files = {"dossier.json": {"title": "T", "documents": [entry]}, outer: "PK", "dicht.txt": "x"}
    delivery = deliver(lay(tmp_path / "in", files), tmp_path)
    assert about(delivery, "dicht.txt", "disclosure") == []
    assert [fact.subject for fact in delivery.facts if fact.property == "disclosure"] == ["nr-13"]


WRONG = [
    ({"decided": "31-2-2024"}, "$.decided", "geen bestaande datum"),
    ({"decided": "2024-02-31"}, "$.decided", "geen bestaande datum"),
    ({"decided": 20240201}, "$.decided", "moet tekst zijn"),
    ({"outcome": "openbaar"}, "$.outcome", "kies uit public, partly_public"),
    ({"regime": "AVG"}, "$.regime", "kies uit Woo, Wob"),
    ({"adjourned": "ja"}, "$.adjourned", "moet true of false zijn"),
    ({"source_url": "boarnsterhim.example"}, "$.source_url", "geen webadres"),
    ({"license": ["CC0"]}, "$.license", "tekst"),
    ({"description": ""}, "$.description", "leeg"),
    ({"inquiry": ["a"]}, "$.inquiry", "tekst of een geheel getal"),
    ({"grounds": "5.1.2e"}, "$.grounds", "een lijst"),
    ({"grounds": ["5.1.2e", 5]}, "$.grounds[1]", "moet tekst zijn"),
    ({"documents": {}}, "$.documents", "een lijst"),
    ({"documents": ["besluit.pdf"]}, "$.documents[0]", "een object"),
    ({"documents": [{"file": "besluit.pdf", "role": "brief"}]}, "$.documents[0].role", "kies uit request"),
    ({"documents": [{"role": "decision"}]}, "$.documents[0]", "een van de velden file, number, title, id"),
]


@pytest.mark.parametrize(("change", "path", "words"), WRONG)
def test_a_wrong_field_is_told_and_not_used_and_the_rest_is(change, path, words, tmp_path):
    own = {"title": "Titel", "publisher": "gm0055"} | change
    delivery = deliver(lay(tmp_path / "in", {"dossier.json": own, "besluit.pdf": "x"}), tmp_path, publisher=None)
    told = finding(delivery, "dossier-json-wrong")
    assert (told.level, told.place.file, told.place.path) == ("error", "dossier.json", path)
    assert words in told.message.nl
    assert about(delivery, None, "title") == [("Titel",)]
    used = [fact for fact in metadata(delivery) if fact.source.place.path == path]
    assert not used


def test_all_errors_at_once(tmp_path):
    own = {"decided": "gisteren", "outcome": "x", "documents": [{"file": "a", "dated": "1"}, {"file": "b", "dated": "2"}]}
    told = [
        one.place.path
        for one in deliver(lay(tmp_path / "in", {"dossier.json": own, "a": "x"}), tmp_path).dossier.findings
        if one.code == "dossier-json-wrong"
    ]
    assert told == ["$.decided", "$.documents[0].dated", "$.documents[1].dated", "$.outcome"]


def test_a_key_that_does_not_exist_is_told_once_with_the_right_one(tmp_path):
    documents = [{"file": f"{n}", "titel": "x"} for n in range(3)]
    delivery = deliver(
        lay(tmp_path / "in", {"dossier.json": {"title": "T", "documents": documents}, "0": "0", "1": "1", "2": "2"}), tmp_path
    )
    told = finding(delivery, "dossier-json-key-unknown")
    assert "3 keer" in told.message.nl
    assert told.place.path == "$.documents[0].titel"
    assert told.advice.nl == "Bedoel je “title”?"


def test_null_is_as_good_as_leaving_out(tmp_path):
    own = {"title": "T", "decided": None, "documents": [{"file": "1", "number": None}]}
    assert not codes(deliver(lay(tmp_path / "in", {"dossier.json": own, "1": "x"}), tmp_path))


@pytest.mark.parametrize("content", ["[]", '"tekst"', "3", "null", "[1,", ""])
def test_a_file_of_our_name_that_is_no_object_is_told(content, tmp_path):
    delivery = deliver(lay(tmp_path / "in", {"dossier.json": content, "1.pdf": "x"}), tmp_path)
    levels = {one.level for one in delivery.dossier.findings} | {file.reason.level for file in delivery.files if file.reason}
    assert levels & {"error", "warning"}
    assert len(delivery.dossier.documents) == 1


def test_the_form_is_known_by_the_schema_it_names(tmp_path):
    own = {"$schema": "../schemas/dossier.schema.json", "title": "Onder andere naam"}
    delivery = deliver(lay(tmp_path / "in", {"beschrijving.json": own, "1.pdf": "x"}), tmp_path)
    assert about(delivery, None, "title") == [("Onder andere naam",)]


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["2023-01-02", "public", "5.1.2e"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*FULL, "file", "number", "dated", "role", "x"]), inner, max_size=5)
    ),
    max_leaves=12,
)


@given(_ANY)
def test_strange_content_raises_nothing_and_facts_are_of_the_model(content):
    for reading in dossier_json.read("dossier.json", content):
        assert {fact.property for fact in reading.facts} <= set(Dossier.model_fields)
        for described in reading.documents:
            assert {fact.property for fact in described.facts} <= set(Document.model_fields)


def test_the_schema_is_in_dutch_for_people():
    own = json.loads(Path(data_folder("schemas") / "dossier.schema.json").read_text(encoding="utf-8"))
    fields = own["properties"] | own["$defs"]["DocumentEntry"]["properties"]
    assert all(field.get("title") for field in fields.values())
