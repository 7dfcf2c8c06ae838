"""Our copies of the official lists equal the enumerations of the DiWoo 0.9.8 schema, in both directions, to the character."""

from __future__ import annotations

import csv
import subprocess
import sys
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
    ours = {(each.uri, each.name) for each in vocab.bodies() if each.register_name == REGISTERS[name]}
    assert ours == official


def test_every_enumeration_of_the_schema_has_a_copy(schema: etree._Element) -> None:
    named = {kind.get("name") for kind in schema.findall("xs:simpleType", XS) if kind.find(".//xs:enumeration", XS) is not None}
    assert named == set(LISTS) | set(REGISTERS)


def test_versions_are_those_of_the_schema(schema: etree._Element) -> None:
    told = [words for words in schema.itertext() if words.startswith(SETS)]
    with (VOCAB / "lists.csv").open(encoding="utf-8", newline="") as file:
        assert sorted(SETS + row["list"] for row in csv.DictReader(file)) == sorted(told)


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
    assert set(ours) == set(law)
    assert {code: each.jci for code, each in ours.items()} == {code: row["jci"] for code, row in law.items()}
    assert {code: each.kind for code, each in ours.items()} == {code: kinds[row["soort"]] for code, row in law.items()}


def test_make_writes_what_is_kept(standards: Path, tmp_path: Path) -> None:
    script = tmp_path / "make.py"
    script.write_bytes((VOCAB / "make.py").read_bytes())
    subprocess.run([sys.executable, script, "--standards", standards], check=True, capture_output=True)
    made = sorted(path.name for path in tmp_path.glob("*.csv"))
    assert len(made) == 10
    assert [name for name in made if (tmp_path / name).read_bytes() != (VOCAB / name).read_bytes()] == []
