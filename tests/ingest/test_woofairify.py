"""WooFAIRify files of both editions."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.ingest.metadata import woofairify
from fairwoo.ingest.statements import keys
from fairwoo.model import Document, Dossier
from tests.ingest.made import about, codes, deliver, finding, lay, metadata, without_file

PUBLICATION = {
    "identifier": "Z.1",
    "title": "Zwembad",
    "type": "Verzoek",
    "topic": "cultuur en recreatie",
    "sourceUrl": "https://boarnsterhim.example/zwembad",
    "handledBy": "Gemeente Boarnsterhim",
    "fileDate": "2023-01-02",
    "decisionDate": "2023-02-01",
    "valuation": "Deels openbaar",
    "isAdjourned": "Nee",
    "description": "Over het zwembad.",
    "idInternal": "BH-129",
    "requester": "J. Verzonnen",
    "numberDocuments": "3",
    "documents": [
        {
            "identifier": "Z.1.1",
            "title": "Besluit",
            "date": "2023-02-01",
            "fileName": "besluit.pdf",
            "documentType": "Besluit",
            "numberPages": "2",
        },
        {
            "identifier": 2,
            "title": "Mail",
            "date": "2022-12-24",
            "fileName": "1.pdf",
            "documentType": "Vrijgegeven document",
            "annexType": "Email",
            "valuation": "Deels openbaar",
            "groundsOfRefusal": "[10.2.e, 10.2.g]",
            "originator": "wethouder",
            "recipient": ["college", "griffie"],
        },
        {
            "identifier": 3,
            "title": "Nota",
            "documentType": "Vrijgegeven document",
            "valuation": "Reeds openbaar",
            "sourceUrl": "https://boarnsterhim.example/3",
            "alreadyPublicLocation": "https://elders.example/nota",
        },
    ],
}
FILES = {"besluit.pdf": "b", "1.pdf": "1"}


def test_all_fields(tmp_path):
    delivery = deliver(lay(tmp_path / "in", FILES | {"data.json": PUBLICATION}), tmp_path, publisher=None)
    assert not codes(delivery)
    assert delivery.dossier.id == "gm0055-z-1"
    said = {fact.property: fact.values[0] for fact in metadata(delivery) if not fact.subject}
    assert said == {
        "publisher": "https://identifier.overheid.nl/tooi/id/gemeente/gm0055",
        "title": "Zwembad",
        "category": "c_3baef532",
        "theme": said["theme"],
        "source_url": "https://boarnsterhim.example/zwembad",
        "requested": "2023-01-02",
        "decided": "2023-02-01",
        "outcome": "partly_public",
        "adjourned": "false",
        "description": "Over het zwembad.",
        "inquiry": "BH-129",
    }
    mail = {fact.property: fact.values for fact in metadata(delivery) if fact.subject == "1"}
    assert mail == {
        "number": ("2",),
        "title": ("Mail",),
        "dated": ("2022-12-24",),
        "role": ("document",),
        "kind": ("e-mail",),
        "disclosure": ("partly_public",),
        "grounds": ("10.2e", "10.2g"),
        "sender": ("wethouder",),
        "recipient": ("college; griffie",),
    }
    assert without_file(delivery)["nr-3"]["source_url"] == ("https://elders.example/nota",)


def test_the_name_of_the_requester_is_left_alone(tmp_path):
    delivery = deliver(lay(tmp_path / "in", FILES | {"data.json": PUBLICATION}), tmp_path)
    assert "Verzonnen" not in delivery.model_dump_json()


def test_the_dutch_edition(tmp_path):
    """The keys of the older exports: wob_id, titel, documenten …"""
    publication = {
        "wob_id": "B7",
        "url": "https://boarnsterhim.example/b7",
        "titel": "Zwembad",
        "beschrijving": "Over het zwembad.",
        "datum_besluit": "16 februari 2022",
        "verantwoordelijk": "Gemeente Boarnsterhim",
        "aantal_documenten": 2,
        "documenten": [
            {
                "document_id": "B7-1",
                "url": "https://boarnsterhim.example/b.pdf",
                "bestandsnaam": "besluit.pdf",
                "bestandstype": "pdf",
                "documenttype": "Besluit",
                "titel": "Besluit",
            },
            {"document_id": "B7-2", "bestandsnaam": "1.pdf", "documenttype": "Niet herkend", "titel": "Mail"},
        ],
    }
    delivery = deliver(lay(tmp_path / "in", FILES | {"export.json": [publication]}), tmp_path, publisher=None)
    assert not codes(delivery)
    assert delivery.dossier.id == "gm0055-b7"
    assert about(delivery, None, "decided") == [("2022-02-16",)]
    assert about(delivery, "besluit.pdf", "role") == [("decision",)]
    assert about(delivery, "1.pdf", "role") == []
    assert about(delivery, "1.pdf", "number") == [("B7-2",)]


UNREAD = [
    ({"decisionDate": "2020-06-2020"}, "metadata-date-unread", "$.decisionDate"),
    ({"decisionDate": "3/4/2022"}, "metadata-date-ambiguous", "$.decisionDate"),
    ({"valuation": "Een beetje"}, "metadata-judgement-unread", "$.valuation"),
    ({"type": "Iets"}, "metadata-word-unread", "$.type"),
    ({"isAdjourned": "misschien"}, "metadata-word-unread", "$.isAdjourned"),
    ({"sourceUrl": "boarnsterhim.example"}, "metadata-address-unread", "$.sourceUrl"),
    ({"topic": "Zwembaden"}, "metadata-theme-unread", "$.topic"),
    ({"description": {"nl": "x"}}, "metadata-form-wrong", "$.description"),
    ({"kleur": "rood"}, "woofairify-key-unknown", "$.kleur"),
    ({"documents": "geen"}, "woofairify-document-no-object", "$.documents[0]"),
    ({"documents": [{"fileName": "1.pdf", "documentType": "Gedicht"}]}, "metadata-word-unread", "$.documents[0].documentType"),
    ({"documents": [{"fileName": "1.pdf", "valuation": "?"}]}, "metadata-judgement-unread", "$.documents[0].valuation"),
    (
        {"documents": [{"fileName": "1.pdf", "groundsOfRefusal": ["5.1.e"]}]},
        "metadata-ground-unread",
        "$.documents[0].groundsOfRefusal",
    ),
    (
        {"documents": [{"fileName": "1.pdf", "groundsOfRefusal": ["privacy"]}]},
        "metadata-ground-unread",
        "$.documents[0].groundsOfRefusal",
    ),
]


@pytest.mark.parametrize(("change", "code", "path"), UNREAD)
def test_what_is_not_understood_is_told_and_not_used(change, code, path, tmp_path):
    delivery = deliver(lay(tmp_path / "in", FILES | {"data.json": PUBLICATION | change}), tmp_path)
    told = finding(delivery, code)
    assert (told.place.file, told.place.path) == ("data.json", path)
    assert not [fact for fact in delivery.facts if fact.source.place.path == path]
    assert about(delivery, None, "title") == [("Zwembad",)]


def test_of_a_ground_cell_the_readable_part_is_used(tmp_path):
    documents = [{"fileName": "1.pdf", "groundsOfRefusal": ["5.1.2.e", "privacy"]}]
    delivery = deliver(lay(tmp_path / "in", FILES | {"data.json": PUBLICATION | {"documents": documents}}), tmp_path)
    assert about(delivery, "1.pdf", "grounds") == [("5.1.2e",)]
    assert "“privacy”" in finding(delivery, "metadata-ground-unread").message.nl


@pytest.mark.parametrize("nothing", [None, "", "NaN", "null", []])
def test_a_value_that_says_nothing_is_no_finding(nothing, tmp_path):
    content = PUBLICATION | dict.fromkeys(["decisionDate", "valuation", "topic", "sourceUrl", "description"], nothing)
    delivery = deliver(lay(tmp_path / "in", FILES | {"data.json": content}), tmp_path)
    assert not codes(delivery)
    assert about(delivery, None, "decided") == []


def test_a_web_address_with_spaces_is_encoded_as_a_browser_would(tmp_path):
    content = PUBLICATION | {"sourceUrl": "https://boarnsterhim.example/woo besluit.html"}
    delivery = deliver(lay(tmp_path / "in", FILES | {"data.json": content}), tmp_path)
    assert about(delivery, None, "source_url") == [("https://boarnsterhim.example/woo%20besluit.html",)]


@pytest.mark.corpus
def test_the_keys_of_the_published_schema_are_known(corpus):
    schema = json.loads((corpus / "metadata" / "wob-exports" / "wob-schema.json").read_text(encoding="utf-8"))
    assert set(schema["properties"]) <= set(keys("woofairify", "dossier"))
    assert set(schema["$defs"]["document"]["properties"]) <= set(keys("woofairify", "document"))


@pytest.mark.corpus
def test_hundreds_of_exported_decisions(corpus):
    """All dates, roles and identifiers of a large export are read; what is left is a word that says nothing."""
    content = json.loads((corpus / "metadata" / "wob-exports" / "wobs_utrecht.json").read_text(encoding="utf-8"))
    readings = woofairify.read("x.json", content)
    assert len(readings) == len(content)
    assert sum(len(one.documents) for one in readings) == sum(len(one["documenten"]) for one in content)
    dated = sum(any(fact.property == "decided" for fact in one.facts) for one in readings)
    assert dated / sum(bool(one.get("datum_besluit")) for one in content) >= 0.98
    roles = [document.values("role") for one in readings for document in one.documents]
    told = [one["documenttype"] for publication in content for one in publication["documenten"]]
    assert sum(map(bool, roles)) == sum(word != "Niet herkend" for word in told)


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*PUBLICATION, "fileName", "groundsOfRefusal", "titel"]), inner, max_size=5)
    ),
    max_leaves=12,
)


@given(_ANY)
def test_strange_content_raises_nothing(content):
    woofairify.recognises("x.json", content)
    for reading in woofairify.read("x.json", content):
        assert {fact.property for fact in reading.facts} <= set(Dossier.model_fields)
        assert {fact.property for one in reading.documents for fact in one.facts} <= set(Document.model_fields)
