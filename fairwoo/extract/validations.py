"""What a spreadsheet lets people enter in a cell: lists that stand in the rule itself, and messages. Not seen on opening. Counted only.

SpreadsheetML, ECMA-376-1, 18.3.1.32; content validations, ODF 1.3 part 3, 9.4.4 to 9.4.7. A list that refers to cells is those cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from fairwoo import vocab
from fairwoo.extract.program_data import Shown
from fairwoo.extract.xml_names import attribute
from fairwoo.vocab.words import squeeze, table

if TYPE_CHECKING:
    from lxml import etree

_TEXTS = ("prompt", "promptTitle", "error", "errorTitle")
_OPEN_LIST = re.compile(r"cell-content-is-in-(?:sorted-)?list\((.*)\)", re.DOTALL)
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')


class Rule(NamedTuple):
    """The values that may be entered, as far as they stand in the rule, and what its messages say."""

    values: tuple[str, ...]
    messages: tuple[str, ...]


def excel_rule(element: etree._Element) -> Rule:
    """The rule of a `dataValidation`, also in the form that newer versions write."""
    formula = element.find("{*}formula1")
    text = "".join(map(str, formula.itertext())).strip() if formula is not None and element.get("type") == "list" else ""
    literal = _LITERAL.fullmatch(text)
    values = tuple(literal[1].replace('""', '"').split(",")) if literal else ()
    return Rule(values, tuple(element.get(name, "") for name in _TEXTS))


def open_rule(element: etree._Element) -> Rule:
    """The rule of a `content-validation`."""
    found = _OPEN_LIST.search(attribute(element, "condition"))
    values = tuple(one.replace('""', '"') for one in _LITERAL.findall(found[1])) if found else ()
    messages = list(element.iterchildren("{*}help-message", "{*}error-message"))
    return Rule(values, tuple(text for one in messages for text in (attribute(one, "title"), " ".join(map(str, one.itertext())))))


def unseen(rules: Iterable[Rule], shown: Shown) -> dict[str, int]:
    """How many rules have "lists" with values, and "messages", that are not shown. Yes, no and judgements in a list say nothing."""
    counts = {"lists": 0, "messages": 0}
    for rule in rules:
        counts["lists"] += any(shown.lacks(value) and not _is_usual(value) for value in rule.values)
        counts["messages"] += any(map(shown.lacks, rule.messages))
    return counts


def _is_usual(value: str) -> bool:
    return squeeze(value) in table("ticks", "word", "value") or vocab.disclosure(value) is not None
