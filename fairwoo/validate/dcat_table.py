"""The rules of DCAT-AP 3.0.1 and DCAT-AP-NL 3.0.1 as data: what a class must, should and may have (`vocab/dcat_rules.csv`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from fairwoo.model import FindingKind, Level, Text
from fairwoo.validate.rdf import full, short
from fairwoo.vocab.words import rows


class ValueList(NamedTuple):
    """A list that values must be from: what its addresses look like, the classes of its entries, what to write."""

    name: str
    pattern: re.Pattern[str]
    classes: tuple[str, ...]
    expected: str


class Rule(NamedTuple):
    """What holds of one property of one class, both as addresses.

    `need` is "mandatory", "recommended" or "". `most` is how many values there may be. `value` is "node", "text", "date", "number"
    or "hex". Values are from `listed`, all of them, or with `some` at least one. A node is described in the file as a `target`;
    with `elsewhere` it may also be in another file.
    """

    of: str
    property: str
    need: str
    most: int | None
    value: str
    listed: ValueList | None
    some: bool
    target: str | None
    elsewhere: bool


@cache
def value_lists() -> Mapping[str, ValueList]:
    """The lists of `vocab/dcat_value_lists.csv` by name."""
    return {
        row["name"]: ValueList(
            row["name"], re.compile(row["pattern"]), tuple(full(one) for one in row["classes"].split()), row["expected"]
        )
        for row in rows("dcat_value_lists")
    }


@cache
def rules() -> Mapping[str, tuple[Rule, ...]]:
    """The rules by the address of their class, in the order of the table."""
    found: dict[str, tuple[Rule, ...]] = {}
    for row in rows("dcat_rules"):
        _, _, name = row["list"].rpartition("some:")
        target = row["target"].removesuffix("?")
        rule = Rule(
            of=full(row["class"]),
            property=full(row["property"]),
            need=row["need"],
            most=int(row["most"]) if row["most"] else None,
            value=row["value"],
            listed=value_lists()[name] if name else None,
            some="some:" in row["list"],
            target=full(target) if target else None,
            elsewhere=row["target"].endswith("?"),
        )
        found[rule.of] = (*found.get(rule.of, ()), rule)
    return found


@cache
def label(address: str) -> Text:
    """What a class or property is called (`vocab/dcat_labels.csv`), with its short form; that alone where it has no name."""
    name = short(address)
    for row in rows("dcat_labels"):
        if row["term"] == name:
            return Text(nl=f"{name} ({row['nl']})", en=f"{name} ({row['en']})")
    return Text(nl=name, en=name)


def _code(row: Mapping[str, str], ending: str) -> str:
    words = [name.partition(":")[2] for name in (row["class"], row["property"])]
    kebab = ["-".join(re.findall(r"[A-Z]+(?=[A-Z][a-z]|$)|[A-Z]?[a-z]+", word)).lower() for word in words]
    return "-".join(["dcat", *kebab, ending])


def _names(row: Mapping[str, str]) -> tuple[Text, Text]:
    return label(full(row["class"])), label(full(row["property"]))


def _needed(row: Mapping[str, str]) -> FindingKind:
    of, what = _names(row)
    must = row["need"] == "mandatory"
    return FindingKind(
        code=_code(row, "missing" if must else "recommended"),
        level=Level.ERROR if must else Level.WARNING,
        nl=f"{of.nl} zonder {what.nl}; die is {'verplicht' if must else 'aanbevolen'}.",
        en=f"{of.en} without {what.en}; it is {'mandatory' if must else 'recommended'}.",
        do_nl=f"Geef {what.nl}: {_expected(row).nl}.",
        do_en=f"Give {what.en}: {_expected(row).en}.",
    )


def _repeated(row: Mapping[str, str]) -> FindingKind:
    of, what = _names(row)
    return FindingKind(
        code=_code(row, "repeated"),
        level=Level.ERROR,
        nl=f"{of.nl} met {{count}} keer {what.nl}; hoogstens {row['most']} mag.",
        en=f"{of.en} with {{count}} times {what.en}; at most {row['most']} is allowed.",
        do_nl=f"Laat er {row['most']} over.",
        do_en=f"Leave {row['most']} of them.",
    )


_FORMS = {
    "text": Text(nl="een tekst", en="a text"),
    "date": Text(nl="een datum (2024-03-05) of datum met tijd", en="a date (2024-03-05) or date with time"),
    "number": Text(
        nl="een geheel getal van 0 of meer (xsd:nonNegativeInteger)", en="a whole number of 0 or more (xsd:nonNegativeInteger)"
    ),
    "hex": Text(nl="hexadecimale cijfers (xsd:hexBinary)", en="hexadecimal digits (xsd:hexBinary)"),
    "node": Text(nl="een adres (IRI)", en="an address (IRI)"),
}


def _expected(row: Mapping[str, str]) -> Text:
    name = row["list"].removeprefix("some:")
    if name:
        return Text(nl=value_lists()[name].expected, en=value_lists()[name].expected)
    if row["target"]:
        target = row["target"].removesuffix("?")
        return Text(nl=f"het adres van een knoop met klasse {target}", en=f"the address of a node with class {target}")
    return form(row["value"])


def form(value: str) -> Text:
    """What a value of that kind ("date", "node" …) looks like, in words."""
    return _FORMS[value]


Key = tuple[str, str]

NEEDED: Mapping[Key, FindingKind] = {
    (full(row["class"]), full(row["property"])): _needed(row) for row in rows("dcat_rules") if row["need"]
}
REPEATED: Mapping[Key, FindingKind] = {
    (full(row["class"]), full(row["property"])): _repeated(row) for row in rows("dcat_rules") if row["most"]
}
