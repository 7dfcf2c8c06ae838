"""Our copies of the official lists equal the enumerations of the DiWoo 0.9.8 schema, in both directions, to the character.

Bodies that only later registers have are marked, and are those of the registers.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from fairwoo import vocab
from fairwoo.grounds import all_grounds

XS = {"xs": "http://www.w3.org/2001/XMLSchema", "dita": "http://dita.oasis-open.org/architecture/2005/"}
SETS = "https://identifier.overheid.nl/tooi/set/"
VOCAB = Path(__file__).parents[2] / "vocab"
REGISTERS = {
    "gemeentelijst": "gemeente",
    "provincielijst": "provincie",
    "waterschapslijst": "waterschap",
    "ministerielijst": "ministerie",
    "zbolijst": "zbo",
    "oorglijst": "oorg",
    "solijst": "so",
    "collijst": "col",
}
LISTS = {
    "informatiecategorielijst": vocab.categories,
    "documentsoortlijst": vocab.kinds,
    "soorthandelinglijst": vocab.handlings,
    "documentrelatielijst": vocab.relations,
    "redenverwijderingvervanginglijst": vocab.reasons,
    "themalijst": vocab.themes,
    "taallijst": vocab.languages,
    "formatlijst": vocab.formats,
}


@pytest.fixture(scope="module")
def schema(standards: Path) -> etree._Element:
    return etree.parse(standards / "diwoo" / "diwoo-metadata-lijsten.xsd").getroot()


def enumeration(schema: etree._Element, name: str) -> set[tuple[str, str]]:
    """The (address, label) pairs of a simple type: the value, and the first paragraph of its annotation."""
    values = schema.findall(f"xs:simpleType[@name='{name}']/xs:restriction/xs:enumeration", XS)
    return {(value.get("value", ""), value.findtext("xs:annotation/xs:documentation/dita:p", "", XS)) for value in values}


@pytest.mark.parametrize("name", LISTS)
def test_list_equals_the_schema(schema: etree._Element, name: str) -> None:
    official = enumeration(schema, name)
    assert official
    assert {(each.uri, each.label) for each in LISTS[name]()} == official


@pytest.mark.parametrize("name", REGISTERS)
def test_register_equals_the_schema(schema: etree._Element, name: str) -> None:
    official = enumeration(schema, name)
    assert official
    ours = [each for each in vocab.listed_bodies() if each.register_name == REGISTERS[name]]
    assert {(each.uri, each.name) for each in ours if each.diwoo} == official
    assert vocab.admitted_bodies() & {each.uri for each in ours} == {uri for uri, _ in official}


def test_every_enumeration_of_the_schema_has_a_copy(schema: etree._Element) -> None:
    named = {kind.get("name") for kind in schema.findall("xs:simpleType", XS) if kind.find(".//xs:enumeration", XS) is not None}
    assert named == set(LISTS) | set(REGISTERS)


def test_versions_are_those_of_the_schema(schema: etree._Element) -> None:
    told = [words for words in schema.itertext() if words.startswith(SETS)]
    assert sorted(SETS + each.list for each in vocab.editions() if each.source == "DiWoo 0.9.8") == sorted(told)


def test_later_bodies_are_those_that_the_schema_lacks(schema: etree._Element, standards: Path) -> None:
    admitted = {uri for name in REGISTERS for uri, _ in enumeration(schema, name)}
    records = json.loads((standards / "tooi" / "organisations.json").read_text(encoding="utf-8"))
    newest = {record["fields"]["identifier"]: record["fields"]["naam"] for record in records}
    ours = {each.uri: each for each in vocab.listed_bodies() if not each.diwoo}
    # The copy also has former states of bodies (hv_), which no one can publish as.
    assert set(ours) == {uri for uri in set(newest) - admitted if "/hv_" not in uri}
    assert len(ours) == 40
    assert {uri: each.name for uri, each in ours.items()} == {uri: newest[uri] for uri in ours}
    renamed = {each.uri: each.newer_name for each in vocab.listed_bodies() if each.newer_name}
    assert renamed == {
        each.uri: newest[each.uri] for each in vocab.listed_bodies() if newest.get(each.uri, each.name) != each.name
    }


def test_as_many_municipalities_exist_as_the_netherlands_has() -> None:
    """The counts of Statistics Netherlands (CBS): 489, 443, 393, 342. TOOI lacks one of 2003: Hengelo (Gelderland)."""

    def on(day: str) -> int:
        ours = [each for each in vocab.listed_bodies() if each.register_name == "gemeente"]
        return sum((each.begins or "") <= day <= (each.ends or "9999") for each in ours)

    assert {day: on(day) for day in ("2003-01-01", "2008-01-01", "2015-01-01", "2023-01-01")} == {
        "2003-01-01": 489 - 1,
        "2008-01-01": 443,
        "2015-01-01": 393,
        "2023-01-01": 342,
    }


def test_who_goes_on_for_a_body_was_there_the_day_after() -> None:
    ours = {each.code: each for each in vocab.listed_bodies()}
    for each in ours.values():
        assert not each.successors or each.ends, each.code
        for code in each.successors:
            after = ours[code]
            assert not after.ends or after.ends > (each.ends or ""), each.code
            if (after.begins or "") > (each.ends or ""):
                assert (date.fromisoformat(after.begins or "") - date.fromisoformat(each.ends or "")).days == 1, each.code


@pytest.mark.parametrize(
    ("code", "ends", "successors"),
    [
        ("gm0393", "2018-12-31", ("gm0394",)),
        ("gm0457", "2022-03-23", ("gm0363",)),
        ("gm0501", "2022-12-31", ("gm1992",)),
        ("gm0788", "2020-12-31", ("gm0757", "gm0824", "gm0855", "gm0865")),
        ("gm1921", "2015-06-30", ("gm1940",)),
        ("ws0151", "2015-12-31", ("ws0664",)),
        ("mnre0180", "2010-10-13", ("mnre1130",)),
        ("gm0363", None, ()),
    ],
)
def test_bodies_that_ended(code: str, ends: str | None, successors: tuple[str, ...]) -> None:
    (found,) = (each for each in vocab.listed_bodies() if each.code == code)
    assert (found.ends, found.successors) == (ends, successors)


def test_names_by_date_follow_each_other() -> None:
    with (VOCAB / "body_names_dated.csv").open(encoding="utf-8", newline="") as file:
        named = list(csv.DictReader(file))
    listed = {each.code: each.name for each in vocab.listed_bodies()}
    for code in {row["code"] for row in named}:
        states = [row for row in named if row["code"] == code]
        assert listed[code] in {row["name"] for row in states}
        assert [bool(row["ends"]) for row in states] == [True] * (len(states) - 1) + [False]
        for before, after in pairwise(states):
            assert (date.fromisoformat(after["begins"]) - date.fromisoformat(before["ends"])).days == 1


def test_categories_have_the_numbers_and_letters_of_the_law(standards: Path) -> None:
    with (standards / "woo-law" / "informatiecategorieen.csv").open(encoding="utf-8", newline="") as file:
        law = {row["tooi_code"]: row for row in csv.DictReader(file)}
    assert {each.code for each in vocab.categories()} == set(law)
    for each in vocab.categories():
        assert (each.article, each.singular) == (law[each.code]["woo_code"], law[each.code]["enkelvoud"] or each.label)
        assert f"infocat{each.infocat}" == law[each.code]["infocat"] or each.infocat is None


def test_grounds_equal_those_derived_from_the_law(standards: Path) -> None:
    kinds = {"absoluut": "absolute", "relatief": "relative", "tijdelijk": "temporary"}
    with (standards / "woo-law" / "uitzonderingsgronden.csv").open(encoding="utf-8", newline="") as file:
        law = {row["code"]: row for row in csv.DictReader(file)}
    ours = {each.code: each for each in all_grounds() if each.law == "Woo"}
    assert len(ours) == 21
    for column, of_ours in {
        "jci": {code: each.jci for code, each in ours.items()},
        "soort": {code: each.kind for code, each in ours.items()},
        "wob_voorganger": {code: each.wob or "" for code, each in ours.items()},
    }.items():
        assert of_ours == {code: kinds.get(row[column], row[column]) for code, row in law.items()}


def test_places_and_names_of_grounds_are_those_of_the_law(standards: Path) -> None:
    """Our short names are shorter; each shares a telling word with the one derived from the law."""
    with (standards / "woo-law" / "uitzonderingsgronden.csv").open(encoding="utf-8", newline="") as file:
        law = {row["code"]: row for row in csv.DictReader(file)}
    with (VOCAB / "grounds.csv").open(encoding="utf-8", newline="") as file:
        ours = {row["code"]: row for row in csv.DictReader(file) if row["law"] == "Woo"}
    for code, row in law.items():
        place = (row["artikel"], row["lid"], row["letter"])
        assert (ours[code]["article"], ours[code]["paragraph"], ours[code]["letter"]) == place
        words, official = (set(re.findall(r"\w{6,}", name.casefold())) for name in (ours[code]["name"], row["korte_naam"]))
        assert any(word[:8] == of[:8] or word.endswith(of) for word in words for of in official), code


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("5.1.1e", "identificatienummers"),
        ("5.1.2e", "persoonlijke levenssfeer"),
        ("5.1.2f", "concurrentiegevoelige"),
        ("5.1.2g", "milieu"),
        ("5.1.2h", "sabotage"),
        ("5.1.2i", "functioneren"),
        ("5.1.4", "geadresseerde"),
        ("5.1.5", "onevenredige benadeling"),
        ("5.1.6", "milieu-informatie"),
        ("5.2.1", "intern beraad"),
        ("5.4", "formateur"),
    ],
)
def test_grounds_that_others_have_under_the_wrong_letter(code: str, name: str) -> None:
    (found,) = (each for each in all_grounds() if each.code == code)
    assert name in found.name


def test_every_predecessor_is_a_ground_of_the_wob() -> None:
    grounds = {each.code: each.law for each in all_grounds()}
    assert {grounds[each.wob] for each in all_grounds() if each.wob} == {"Wob"}


def test_make_finds_nothing_to_change(standards: Path) -> None:
    script = [sys.executable, VOCAB / "make.py", "--check", "--standards", standards]
    told = subprocess.run(script, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    assert "bodies.csv: 1438\n" in told.stdout
