"""Woogle 2.0: what stands where, what is missing is said by its own code, and read back as input it tells the same."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fairwoo import extract, vocab
from fairwoo.ingest import Folder, Options, deliver
from fairwoo.map.wording import one_line
from fairwoo.model import Delivery, Disclosure, Document, Dossier, Level, Role
from fairwoo.settings import MapSettings
from fairwoo.shared import clean_text, safe_name
from tests.map.made import BASE, MADE, SETTINGS, Made, a_dossier, a_file, decision

AT_HOME = MapSettings()


def written(made: Made, config: MapSettings = SETTINGS) -> dict[str, Any]:
    (description,) = made.describe("woogle", settings=config).descriptions
    assert description.file_name == "woogle.json"
    (content,) = json.loads(description.content)
    return content


def codes(made: Made) -> list[str]:
    return [finding.code for finding in made.describe("woogle").findings if finding.code.startswith("woogle")]


def test_what_stands_where() -> None:
    content = written(MADE["rich"])
    files = content.pop("foi_files")
    assert content == {
        "dc_title": "Bomenkap in de Dorpsstraat",
        "dc_description": "De gemeente besluit over de kap van elf bomen.",
        "dc_publisher": "gm0055",
        "dc_type": "2i",
        "dc_date_year": 2024,
        "dc_source": "https://www.boarnsterhim.example/besluit/42",
        "tooiwl_topic": "natuur en milieu",
        "foi_publishedDate": "2024-06-10",
        "foi_requestDate": "2024-04-02",
        "foi_decisionDate": "2024-06-03",
        "foi_valuation": "Deels openbaar",
    }
    assert list(files) == ["foi_verzoek", "foi_besluit", "foi_inventaris", "foi_documenten"]
    assert files["foi_verzoek"] == {
        "dc_title": "Verzoek",
        "dc_source": f"{BASE}/dossier/gm0055-bomenkap-dorpsstraat/document/verzoek/bestand/verzoek.pdf",
        "foi_url_on_web": "True",
        "foi_sentDate": "2024-03-05",
        "foi_valuation": "Deels openbaar",
        "foi_groundsOfRefusal": "5.1.2e",
    }
    titles = [one["dc_title"] for one in files["foi_documenten"]]
    assert titles == ["Document nota", "Document brief", "Document bijlage", "Document mail", "Bericht"]
    assert files["foi_documenten"][4]["dc_source"] == "https://example.nl/bericht"
    assert codes(MADE["rich"]) == ["woogle-documents-left-out"]  # the one that was withheld


def test_a_second_decision_is_among_the_documents() -> None:
    second = a_file("deel", role=Role.DECISION, kind="besluit")
    files = written(Made(a_dossier(decision(), second)))["foi_files"]
    assert files["foi_besluit"]["dc_title"] == "Besluit"
    assert [one["foi_documentType"] for one in files["foi_documenten"]] == ["besluit"]


def test_without_an_address_to_publish_on_a_file_does_not_stay_on_the_web() -> None:
    """Unless it was published before."""
    files = written(MADE["rich"], AT_HOME)["foi_files"]
    assert files["foi_besluit"]["dc_source"].startswith("http://localhost:8000/")
    assert files["foi_besluit"]["foi_url_on_web"] == "False"
    letter = files["foi_documenten"][1]
    assert (letter["dc_source"], letter["foi_url_on_web"]) == ("https://example.nl/brief?x=1&y=2", "True")


MISSING = {
    "dc_title": (a_dossier(decision(), title=" \u0000"), "woogle-title-missing"),
    "dc_publisher": (
        a_dossier(decision(), publisher=vocab.match_body("gm0055").model_copy(update={"code": ""})),
        "woogle-publisher-missing",
    ),
    "dc_type": (a_dossier(a_file("nota"), category=None), "woogle-type-missing"),
    "a type that Woogle does not take": (a_dossier(decision(), category="c_139c6280"), "woogle-type-not-taken"),
}


@pytest.mark.parametrize("name", MISSING)
def test_a_missing_mandatory_value_has_its_own_code(name: str) -> None:
    dossier, code = MISSING[name]
    assert codes(Made(dossier)) == [code]
    assert Made(dossier).describe("woogle").descriptions == ()


def test_nothing_is_missing_of_a_whole_dossier() -> None:
    result = Made(a_dossier(decision(), a_file("nota"))).describe("woogle")
    assert [finding for finding in result.findings if finding.level is Level.ERROR] == []
    assert codes(Made(a_dossier(decision(), a_file("nota")))) == []


# --- there and back


def back(made: Made, config: MapSettings) -> Dossier:
    (description,) = made.describe("woogle", settings=config).descriptions
    with TemporaryDirectory() as folder:
        root = Path(folder)
        files = [one.path for one in made.dossier.documents if one.path]
        for path, content in {**dict.fromkeys(files, "inhoud"), "woogle.json": description.content}.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content, encoding="utf-8")
        delivery = deliver(Folder("map", "map", root, tuple(sorted([*files, "woogle.json"]))), Options())
    assert isinstance(delivery, Delivery)
    assert not [finding for finding in delivery.dossier.findings if finding.code.startswith("woogle")]
    return extract.settle(delivery.dossier, {}, delivery.facts).dossier


HELD = ("publisher", "title", "description", "category", "requested", "decided", "published", "adjourned", "outcome",
        "request_text", "decision_text")  # fmt: skip
HELD_OF_DOCUMENT = ("path", "title", "kind", "dated", "disclosure", "grounds")


@pytest.mark.parametrize("config", [SETTINGS, AT_HOME], ids=["published", "not published"])
@pytest.mark.parametrize("name", ["rich", "already public", "wob", "zbo"])
def test_read_back_it_tells_the_same(name: str, config: MapSettings) -> None:
    made = MADE[name]
    dossier = made.dossier.model_copy(
        update={"adjourned": True, "request_text": "Alles over\nde bomen.", "decision_text": "Wij maken deels openbaar."}
    )
    found = back(made._replace(dossier=dossier), config)
    assert {field: getattr(found, field) for field in HELD} == {field: getattr(dossier, field) for field in HELD}
    by_title = {one.title: one for one in found.documents}
    for expected in dossier.documents:
        if expected.path or expected.source_url:
            elsewhere = expected.disclosure is Disclosure.ALREADY_PUBLIC  # its address is that of another file
            dropped = {"path"} if elsewhere else set() if expected.kind else {"kind"}
            fields = [field for field in HELD_OF_DOCUMENT if field not in dropped]
            assert {field: getattr(by_title[expected.title], field) for field in fields} == {
                field: getattr(expected, field) for field in fields
            }


def test_senders_that_are_public_bodies_come_back() -> None:
    document = a_file("x", sender="gemeente Boarnsterhim", recipient="J. Verzonnen")
    found = next(one for one in back(Made(a_dossier(document)), SETTINGS).documents if one.path == document.path)
    assert (found.sender, found.recipient) == ("gemeente Boarnsterhim", None)


@settings(max_examples=60)
@given(st.text(), st.text(min_size=1, max_size=40))
@example("<script>&amp;\"'</script>]]> \u202eאבג é e\u0301 \u200f\U0001f333", "a&b <c> 'd' \"e\" \u200fאבג\u202e é.pdf")
@example("\x00\x0b\x85\u2028\ufffe", "\x00.pdf")
def test_names_survive(title: str, name: str) -> None:
    document = decision(title=title, path=f"map/{name}")
    made = Made(a_dossier(document, title=title, request_text=title))
    if not one_line(title):
        assert codes(made) == ["woogle-title-missing"]
        return
    content = written(made, AT_HOME)
    assert content["dc_title"] == one_line(title)
    assert content.get("foi_requestText", "") == clean_text(title).strip()
    last = unquote(content["foi_files"]["foi_besluit"]["dc_source"]).rpartition("/")[2]
    assert last == safe_name(f"map/{name}")


def test_a_document_that_is_nowhere_is_counted() -> None:
    documents = [Document(id=f"d{n}", title="x", disclosure=Disclosure.NOT_PUBLIC) for n in range(3)]
    result = Made(a_dossier(decision(), *documents)).describe("woogle")
    (told,) = [finding for finding in result.findings if finding.code.startswith("woogle")]
    assert (told.level, told.message.nl.split()[0]) == (Level.INFO, "3")
