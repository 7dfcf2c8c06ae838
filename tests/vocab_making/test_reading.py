"""What is published is read as it is meant: bodies, not their former states or what happened to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from making.joining import bodies, read_copied
from making.official import Edition, Entry, FormError
from making.schema import read_schema
from making.tooi import read_tooi

from tests.vocab_making.published import ID, about, municipalities


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "rwc_gemeenten_compleet_7.json"
    path.write_bytes(municipalities(7))
    return path


def test_a_register_of_tooi(register: Path) -> None:
    edition = read_tooi(register)
    assert (edition.list, edition.date, edition.source) == ("rwc_gemeenten_compleet/7", "2029-12-15", "TOOI")
    assert [(each.code, each.label, each.begins, each.ends, each.successors) for each in edition.entries] == [
        ("gm9005", "gemeente Aaveen", "", "", ()),
        ("gm9004", "gemeente Achterveen", "", "2024-12-31", ("gm9001", "gm9005")),
        ("gm9001", "gemeente Oostveen", "", "2029-12-31", ("gm9003",)),
        ("gm9003", "gemeente Veenland", "2030-01-01", "", ()),
        ("gm9002", "gemeente Westveen & Dijk", "", "2029-12-31", ("gm9003",)),
    ]


def test_a_list_of_concepts_in_its_own_order_with_the_label_for_groups(tmp_path: Path) -> None:
    def concept(code: str, label: str, plural: str, order: int) -> dict[str, object]:
        return {
            "@id": f"https://identifier.overheid.nl/tooi/def/thes/kern/{code}",
            "@type": ["http://www.w3.org/2004/02/skos/core#Concept"],
            "http://www.w3.org/2004/02/skos/core#prefLabel": [{"@language": "nl", "@value": label}],
            "https://identifier.overheid.nl/tooi/def/ont/prefLabelVoorGroepen": [{"@value": plural}],
            "http://www.w3.org/ns/shacl#order": [{"@value": order}],
        }

    path = tmp_path / "list.json"
    nodes = [concept("c_2", "advies", "adviezen", 1010), concept("c_1", "wet", "wetten", 1000), about("scw_x", 2)]
    path.write_text(json.dumps(nodes), encoding="utf-8")
    assert [each.label for each in read_tooi(path).entries] == ["wetten", "adviezen"]


@pytest.mark.parametrize("content", ["", "{}", "[]", "<html></html>", '[{"@id": "x"}]'])
def test_something_else_is_not_taken_for_a_list(tmp_path: Path, content: str) -> None:
    path = tmp_path / "list.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FormError, match=r"list\.json"):
        read_tooi(path)


def test_the_copied_registers_are_read_without_former_states(tmp_path: Path) -> None:
    path = tmp_path / "organisations.json"
    fields = [("so/so9001", "Nieuw"), ("so/hv_0a1b2c3d", "Oud")]
    records = [{"fields": {"identifier": ID + uri, "naam": name, "oorsprong": "solijst"}} for uri, name in fields]
    path.write_text(json.dumps(records), encoding="utf-8")
    (edition,) = read_copied(path).values()
    assert [each.code for each in edition.entries] == ["so9001"]


def test_dates_of_tooi_itself_are_used_before_those_kept_by_hand(register: Path, standards: Path) -> None:
    schema = read_schema(standards / "diwoo" / "diwoo-metadata-lijsten.xsd")
    ours = Edition("rwc_gemeenten_compleet", "4", "2022-12-22", "DiWoo", (Entry(f"{ID}gemeente/gm9001", "gemeente Oosterveen"),))
    history = [{"code": "gm9001", "begins": "", "ends": "1999-12-31", "successors": "", "source": "x"}]
    newest = {"rwc_gemeenten_compleet": read_tooi(register)}
    rows = {row["code"]: row for row in bodies(schema | {ours.name: ours}, newest, history) if row["register"] == "gemeente"}
    found = rows["gm9001"]
    assert (found["name"], found["newer_name"], found["diwoo"]) == ("gemeente Oosterveen", "gemeente Oostveen", "yes")
    assert (found["ends"], found["successors"], found["list"]) == ("2029-12-31", "gm9003", "rwc_gemeenten_compleet/4")
    assert (rows["gm9003"]["diwoo"], rows["gm9003"]["list"]) == ("", "rwc_gemeenten_compleet/7")
