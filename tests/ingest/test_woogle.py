"""Woogle 2.0 delivery files."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairwoo.ingest.metadata import woogle
from fairwoo.ingest.statements import keys
from fairwoo.model import Document, Dossier
from tests.ingest.made import about, codes, deliver, finding, lay, metadata, without_file

WEB = "https://boarnsterhim.example/woo"
DOSSIER = {
    "dc_title": "Woo-verzoek zwembad",
    "dc_description": "Over het zwembad.",
    "dc_publisher": "gm0055",
    "dc_type": "2i",
    "dc_date_year": 2023,
    "dc_source": f"{WEB}/zwembad",
    "dc_creator": "gm0055",
    "tooiwl_topic": "cultuur en recreatie",
    "foi_publishedDate": "2023-03-01",
    "foi_requestDate": "2023-01-02",
    "foi_decisionDate": "2023-02-01",
    "foi_isAdjourned": "False",
    "foi_requester": "verzoeker",
    "foi_requestText": "Alles.",
    "foi_decisionText": "Deels.",
    "foi_valuation": "deels openbaar",
    "foi_files": {
        "foi_verzoek": {"dc_title": "Verzoek", "dc_source": f"{WEB}/verzoek.pdf", "foi_url_on_web": "True"},
        "foi_besluit": {"dc_title": "Besluit", "dc_source": f"{WEB}/Woo-besluit%20zwembad.pdf", "foi_url_on_web": "False"},
        "foi_documenten": [
            {
                "dc_title": "Mail",
                "dc_source": f"{WEB}/1.pdf",
                "foi_url_on_web": True,
                "foi_sentDate": "24 december 2022",
                "foi_documentType": "Email",
                "foi_valuation": "Deels openbaar",
                "foi_groundsOfRefusal": "5.1.2e; 5.2.1",
                "foi_originator": "wethouder",
                "foi_recipient": "college",
            },
            {"dc_title": "Nota", "dc_source": f"{WEB}/", "foi_valuation": "Niet openbaar", "foi_groundsOfRefusal": "5.1.5"},
            {
                "dc_title": "Al openbaar",
                "dc_source": "https://elders.example/x.pdf",
                "foi_url_on_web": "True",
                "foi_valuation": "Reeds openbaar",
            },
        ],
    },
}
FILES = {"verzoek.pdf": "v", "Woo-besluit zwembad.pdf": "b", "documenten/1.pdf": "1"}


@pytest.mark.parametrize("content", [[DOSSIER], DOSSIER], ids=["list", "object"])
def test_all_fields(content, tmp_path):
    delivery = deliver(lay(tmp_path / "in", FILES | {"woogle.json": content}), tmp_path, publisher=None)
    assert not codes(delivery)
    said = {fact.property: fact.values for fact in metadata(delivery) if not fact.subject}
    expected = {
        "title": "Woo-verzoek zwembad",
        "description": "Over het zwembad.",
        "category": "c_3baef532",
        "source_url": f"{WEB}/zwembad",
        "published": "2023-03-01",
        "requested": "2023-01-02",
        "decided": "2023-02-01",
        "adjourned": "false",
        "request_text": "Alles.",
        "decision_text": "Deels.",
        "outcome": "partly_public",
        "publisher": "https://identifier.overheid.nl/tooi/id/gemeente/gm0055",
    }
    assert {name: values[0] for name, values in said.items() if name != "theme"} == expected
    assert "theme" in said
    roles = [about(delivery, path, "role") for path in FILES]
    assert roles == [[("request",)], [("decision",)], [("document",)]]
    assert about(delivery, "verzoek.pdf", "source_url") == [(f"{WEB}/verzoek.pdf",)]
    assert about(delivery, "Woo-besluit zwembad.pdf", "source_url") == []
    mail = {
        name: about(delivery, "documenten/1.pdf", name)
        for name in ("dated", "kind", "disclosure", "grounds", "sender", "recipient")
    }
    assert mail == {
        "dated": [("2022-12-24",)],
        "kind": [("e-mail",)],
        "disclosure": [("partly_public",)],
        "grounds": [("5.1.2e", "5.2.1")],
        "sender": [("wethouder",)],
        "recipient": [("college",)],
    }
    assert {name: said["disclosure"] for name, said in without_file(delivery).items()} == {
        "nota": ("not_public",),
        "al-openbaar": ("already_public",),
    }


def test_the_name_of_the_requester_is_left_alone(tmp_path):
    delivery = deliver(lay(tmp_path / "in", FILES | {"woogle.json": DOSSIER | {"foi_requester": "J. Verzonnen"}}), tmp_path)
    assert "Verzonnen" not in delivery.model_dump_json()


@pytest.mark.parametrize("key", ["dc_title", "dc_publisher", "dc_type"])
def test_a_mandatory_key_that_is_missing_is_told(key, tmp_path):
    content = {name: value for name, value in DOSSIER.items() if name != key}
    if key == "dc_title":
        content[key] = ""
    told = finding(deliver(lay(tmp_path / "in", FILES | {"woogle.json": [content]}), tmp_path), "woogle-key-missing")
    assert (told.level, told.place.path) == ("error", f"$[0].{key}")


def test_an_unknown_key_is_told_once(tmp_path):
    documents = [{"dc_source": f"{n}.pdf", "dc_titel": "x"} for n in range(3)]
    content = DOSSIER | {"foi_files": {"foi_documenten": documents, "foi_bijlagen": []}}
    files = {f"{n}.pdf": str(n) for n in range(3)} | {"woogle.json": content}
    told = [one for one in deliver(lay(tmp_path / "in", files), tmp_path).dossier.findings if one.code == "woogle-key-unknown"]
    assert [(one.level, one.place.path) for one in told] == [
        ("warning", "$.foi_files.foi_documenten[0].dc_titel"),
        ("warning", "$.foi_files.foi_bijlagen"),
    ]
    assert "3 keer" in told[0].message.nl


def test_a_file_may_be_named_by_its_path(tmp_path):
    """Of two files with one name the path tells which; a path of another machine still ends in the name."""
    sources = ("a/1.pdf", "b\\1.pdf", "C:\\Woo\\2.pdf", "b/")
    documents = [{"dc_title": source, "dc_source": source, "foi_valuation": "Openbaar"} for source in sources]
    content = DOSSIER | {"foi_files": {"foi_documenten": documents}}
    delivery = deliver(lay(tmp_path / "in", {"a/1.pdf": "1", "b/1.pdf": "2", "b/2.pdf": "3", "woogle.json": content}), tmp_path)
    assert [about(delivery, path, "title") for path in ("a/1.pdf", "b/1.pdf", "b/2.pdf")] == [[(one,)] for one in sources[:3]]
    assert finding(delivery, "metadata-file-not-named").place.path == "$.foi_files.foi_documenten[3]"


def test_of_several_dossiers_the_one_with_these_files_is_used(tmp_path):
    other = {
        "dc_title": "Ander",
        "dc_publisher": "gm0363",
        "dc_type": "2i",
        "foi_files": {"foi_documenten": [{"dc_source": "x.pdf"}]},
    }
    delivery = deliver(lay(tmp_path / "in", FILES | {"woogle.json": [other, DOSSIER, other]}), tmp_path, publisher=None)
    assert codes(delivery) == {"metadata-several-dossiers": 1}
    assert finding(delivery, "metadata-several-dossiers").place.path == "$[1]"
    assert about(delivery, None, "title") == [("Woo-verzoek zwembad",)]


def test_of_several_dossiers_none_is_used_when_it_is_not_clear_which(tmp_path):
    other = {"dc_title": "Ander", "dc_publisher": "gm0363", "dc_type": "2i"}
    delivery = deliver(lay(tmp_path / "in", {"9.pdf": "x", "woogle.json": [other, other]}), tmp_path)
    assert codes(delivery) == {"metadata-no-dossier-fits": 1}
    assert not metadata(delivery)


@pytest.mark.parametrize(
    "content", [{"dc_publisher": "gm0055", "dc_publisher_name": "x"}, [], {}, [1], "dc_title", {"dc_title": "x"}]
)
def test_other_json_is_not_taken_for_it(content):
    assert not woogle.recognises("x.json", content)


@pytest.mark.official
def test_the_keys_are_those_of_the_form(standards):
    """Both directions, but for identifiers, which deliveries carry and the list of edition 2.0 leaves out."""
    form = json.loads((standards / "woogle" / "valid_scheme.json").read_text(encoding="utf-8"))
    document = set(form.pop("document_valid_attributes"))
    dossier = {key for name, listed in form.items() if name.endswith("_valid_attributes") for key in listed}
    assert set(keys("woogle", "dossier")) - {"dc_identifier"} == dossier
    assert set(keys("woogle", "document")) - {"dc_identifier"} == document
    assert set(woogle._REQUIRED) == set(form["generic_required_attributes"])


@pytest.mark.official
def test_the_examples_of_the_makers_are_read(standards, tmp_path):
    content = json.loads((standards / "woogle" / "woo_dossier_fair.json").read_text(encoding="utf-8"))
    (reading,) = woogle.read("x.json", content)
    assert woogle.recognises("x.json", content)
    assert [one.values("role")[0] for one in reading.documents] == ["request", "decision", "inventory", "document", "document"]
    assert not reading.findings
    assert {fact.property: fact.values[0] for fact in reading.facts}["decided"] == content[0]["foi_decisionDate"]


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*DOSSIER, "foi_documenten", "foi_besluit", "x"]), inner, max_size=5)
    ),
    max_leaves=12,
)


@given(_ANY)
def test_strange_content_raises_nothing(content):
    woogle.recognises("x.json", content)
    for reading in woogle.read("x.json", content):
        assert {fact.property for fact in reading.facts} <= set(Dossier.model_fields)
        assert {fact.property for one in reading.documents for fact in one.facts} <= set(Document.model_fields)
