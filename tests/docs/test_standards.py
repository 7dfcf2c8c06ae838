"""The tables of what each standard says are exactly what is written, name findings that exist, and cover the official schemas."""

from __future__ import annotations

import importlib
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from fairwoo import catalogue
from fairwoo.model import FindingKind, Level
from fairwoo.vocab.words import rows
from tests.docs import written
from tests.docs.official import of_schema

Pair = tuple[str, str]
FILLED, NOT_FILLED = rows("standards_filled"), rows("standards_not_filled")
NEEDS = {"mandatory", "recommended", "optional", "addition"}
GROUPS = frozenset({"begripGegevens", "verwijzingGegevens", "identificatieGegevens"})
DIWOO, MDTO = Path("diwoo/diwoo-metadata.xsd"), Path("mdto/MDTO-XML1.0.1.xsd")
OBJECTS = ("informatieobject (dossier)", "informatieobject (document)")
SCHEMAS = [
    ("diwoo", DIWOO, "DiWooType", "DiWoo", ("DiWoo",)),
    ("diwoo", DIWOO, "extraMetadataType", "extraMetadata", ("extraMetadata",)),
    ("mdto", MDTO, "informatieobjectType", "informatieobject", OBJECTS),
    ("mdto", MDTO, "bestandType", "bestand", ("bestand",)),
    *(("mdto", MDTO, group, group, (group,)) for group in sorted(GROUPS)),
]

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")


def listed(standard: str) -> dict[Pair, str]:
    """What the table says is written, each with its need."""
    return {(row["part"], row["property"]): row["need"] for row in FILLED if row["standard"] == standard}


def left_out(standard: str) -> set[Pair]:
    return {(row["part"], row["property"]) for row in NOT_FILLED if row["standard"] == standard}


def assert_same(standard: str, found: set[Pair]) -> None:
    table = set(listed(standard))
    told = [f"written, but without a row: {standard},{part},{name}" for part, name in sorted(found - table)]
    told += [f"a row, but never written: {standard},{part},{name}" for part, name in sorted(table - found)]
    assert not told, "mend vocab/standards_filled.csv:\n" + "\n".join(told)


def test_every_property_of_dcat_has_a_row_and_every_row_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    assert_same("dcat", written.dcat(monkeypatch))


@pytest.mark.parametrize("standard", ["diwoo", "mdto", "schemaorg", "woogle"])
def test_every_property_has_a_row_and_every_row_is_written(standard: str) -> None:
    read: dict[str, Callable[[], set[Pair]]] = {
        "diwoo": written.diwoo,
        "mdto": written.mdto,
        "schemaorg": written.schemaorg,
        "woogle": written.woogle,
    }
    assert_same(standard, read[standard]())


@pytest.mark.parametrize("form", ["ro_crate", "bagit"])
def test_every_property_of_packages_has_a_row_and_every_row_is_written(form: str, tmp_path: Path) -> None:
    assert_same(form, written.ro_crate(tmp_path) if form == "ro_crate" else written.bagit(tmp_path))


def test_every_standard_and_form_of_package_has_rows() -> None:
    shelves = [one.name for shelf in ("standards", "packages") for one in catalogue.shelf(shelf)]
    assert {row["standard"] for row in FILLED} == set(shelves)


def test_rows_are_whole_and_come_once() -> None:
    for row in FILLED:
        assert row["nl"], row
        assert row["en"], row
        assert row["need"] in NEEDS, row
    assert all(row["nl"] and row["en"] for row in NOT_FILLED)
    for table in (FILLED, NOT_FILLED):
        keys = Counter((row["standard"], row["part"], row["property"]) for row in table)
        assert max(keys.values()) == 1, keys.most_common(3)
    assert not {(row["standard"], row["part"], row["property"]) for row in FILLED} & {
        (row["standard"], row["part"], row["property"]) for row in NOT_FILLED
    }


def test_findings_that_rows_name_exist() -> None:
    assert {row["finding"] for row in FILLED if row["finding"]} <= set(catalogue.finding_kinds())


MODULES = {
    **{one.name: f"{catalogue.SHELVES['standards']}.{one.name}" for one in catalogue.shelf("standards")},
    "ro_crate": "fairwoo.pack.crate",
}


@pytest.mark.parametrize("standard", MODULES)
def test_no_value_is_demanded_without_a_row_that_names_the_finding(standard: str) -> None:
    module = importlib.import_module(MODULES[standard])
    kinds = [one for one in vars(module).values() if isinstance(one, FindingKind) and one.level is Level.ERROR]
    assert kinds
    named = {row["finding"] for row in FILLED if row["standard"] == standard}
    assert {one.code for one in kinds} <= named


@pytest.mark.parametrize("where", SCHEMAS, ids=lambda one: one[2])
def test_needs_are_those_of_the_official_schema_which_has_nothing_without_a_row(where: tuple, standards: Path) -> None:
    standard, file, type_name, part, parts = where
    official = of_schema(standards / file, type_name, GROUPS)
    assert official
    table = listed(standard)
    for name in parts:
        mine = {one: need for (of, one), need in table.items() if of == name}
        assert {one: need == "mandatory" for one, need in mine.items()} == {one: official.get(one) for one in mine}
        assert {one for one, must in official.items() if must} <= set(mine)
    filled = {one for of, one in table if of in parts}
    assert {one for of, one in left_out(standard) if of == part} == set(official) - filled


def test_needs_of_dcat_are_those_of_the_profile_which_has_nothing_without_a_row() -> None:
    """`vocab/dcat_rules.csv` is held against the official shapes by tests of its own."""
    rules = {(row["class"], row["property"]): row["need"] or "optional" for row in rows("dcat_rules")}
    table = listed("dcat")
    assert {key: need for key, need in table.items() if need != rules.get(key, "addition")} == {}
    without = left_out("dcat")
    whole = {part for part, name in without if name == "*"}
    assert {key for key in rules if key[0] not in whole} - set(table) == {key for key in without if key[1] != "*"}
    assert not whole & {part for part, _ in table}


def test_needs_of_woogle_are_those_of_its_scheme_which_has_nothing_without_a_row(standards: Path) -> None:
    scheme = json.loads((standards / "woogle" / "valid_scheme.json").read_text(encoding="utf-8"))
    table, without = listed("woogle"), left_out("woogle")
    valid = {
        "dossier": {*scheme["generic_valid_attributes"], *scheme["2i_valid_attributes"]},
        "document": set(scheme["document_valid_attributes"]),
    }
    needed = {"dossier": set(scheme["generic_required_attributes"]), "document": set(scheme["document_required_attributes"])}
    for part, names in valid.items():
        mine = {name: need for (of, name), need in table.items() if of == part}
        assert {name for name, need in mine.items() if need == "mandatory"} == needed[part]
        assert {name for of, name in without if of == part} == names - set(mine)
        assert set(mine) <= names
