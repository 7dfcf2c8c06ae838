"""Which elements a standard has: the grammar of its elements, written down in a few lines and read once.

A line is `name = a b? c* d+` (children in this order), `name ~ a b?` (in any order) or `name : type` (no children, a value of
that type). Several names may stand left of the sign. `?` is at most one, `*` any number, `+` at least one, nothing exactly one.
A child of another standard has its prefix before it (`diwoo:Document`). An element that only occurs as a child is text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from fairwoo.model import FindingKind, Level

PREFIXES: Mapping[str, str] = {
    "sitemap": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "diwoo": "https://standaarden.overheid.nl/diwoo/metadata/",
    "mdto": "https://www.nationaalarchief.nl/mdto",
}

_LINE = re.compile(r"(?P<names>[^=~:]+?) (?P<sign>[=~:]) (?P<rest>.+)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Use(NamedTuple):
    """An element as a child of another: its local name, its full tag, whether it must be there and whether it may be repeated."""

    name: str
    tag: str
    needed: bool
    many: bool


class Rule(NamedTuple):
    """An element: its children (none for a value), whether their order counts, the type of its value, its children's places by
    full tag and by local name, and the places of those that must be there."""

    name: str
    uses: tuple[Use, ...]
    ordered: bool
    value: str
    by_tag: Mapping[str, int]
    by_name: Mapping[str, int]
    needs: tuple[int, ...]


Grammar = Mapping[str, Rule]
"""Rules by full tag, `{namespace}name`."""


def grammar(prefix: str, notation: str) -> Grammar:
    """The rules of the standard with this prefix, from lines as the module says. Raises ValueError for a line that is none."""
    rules: dict[str, Rule] = {}
    for line in filter(None, map(str.strip, notation.splitlines())):
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(f"no rule: {line}")
        sign, rest = found["sign"], found["rest"]
        uses = () if sign == ":" else tuple(_use(prefix, word) for word in rest.split())
        for name in found["names"].split():
            rules[tag(prefix, name)] = _rule(name, uses, sign == "=", rest if sign == ":" else "")
    for use in [use for rule in rules.values() for use in rule.uses]:
        if use.tag.startswith(f"{{{PREFIXES[prefix]}}}"):
            rules.setdefault(use.tag, _rule(use.name, (), ordered=False, value="text"))
    return rules


def tag(prefix: str, name: str) -> str:
    """The full tag of an element."""
    return f"{{{PREFIXES[prefix]}}}{name}"


def _use(prefix: str, word: str) -> Use:
    bare = word.rstrip("?*+")
    own, _, name = bare.rpartition(":")
    return Use(name, tag(own or prefix, name), needed=word[-1] not in "?*", many=word[-1] in "*+")


def _rule(name: str, uses: tuple[Use, ...], ordered: bool, value: str) -> Rule:
    by_tag, by_name = {use.tag: at for at, use in enumerate(uses)}, {use.name: at for at, use in enumerate(uses)}
    needs = tuple(at for at, use in enumerate(uses) if use.needed)
    return Rule(name, uses, ordered, value, by_tag, by_name, needs)


def needed(rules: Grammar) -> tuple[Use, ...]:
    """Every element that is mandatory somewhere, in the order of the rules, each once."""
    return tuple({use.tag: use for rule in rules.values() for use in rule.uses if use.needed}.values())


def absent_kind(prefix: str, name: str, what_nl: str, what_en: str) -> FindingKind:
    """The finding for a mandatory element that is absent or empty; `what` says what it holds, with an article."""
    kebab = _HUMP.sub("-", name).lower()
    return FindingKind(
        code=f"{prefix}-{kebab}-absent",
        level=Level.ERROR,
        nl=f"In {{parent}} ontbreekt {name}, of het is leeg: {what_nl}.",
        en=f"In {{parent}} {name} is missing or empty: {what_en}.",
        do_nl=f"Zet {name} erin met een waarde. Zonder is dit niet geldig.",
        do_en=f"Put {name} in with a value. Without it this is not valid.",
    )
