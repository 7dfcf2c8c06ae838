"""Walks through the elements of one entry and says where they differ from the grammar of their standard."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from fairwoo.model import FindingKind, Level
from fairwoo.validate.xml_grammar import Grammar, Rule, Use
from fairwoo.validate.xml_told import Told, local, shown
from fairwoo.validate.xml_values import TYPES, is_date, is_date_time

if TYPE_CHECKING:
    from lxml.etree import _Element

ELEMENT_UNKNOWN = FindingKind(
    code="xml-element-unknown",
    level=Level.ERROR,
    nl="De standaard kent geen {name} in {parent}.",
    en="The standard has no {name} in {parent}.",
    do_nl="{hint_nl}",
    do_en="{hint_en}",
)
NAMESPACE_WRONG = FindingKind(
    code="xml-namespace-wrong",
    level=Level.ERROR,
    nl="{name} heeft de naamruimte “{found}”; dat moet “{expected}” zijn, teken voor teken.",
    en="{name} has the namespace “{found}”; that must be “{expected}”, to the character.",
    do_nl="Verbeter de xmlns bovenaan het bestand. Dit is één keer gemeld, ook als het vaker voorkomt.",
    do_en="Mend the xmlns at the top of the file. This is told once, even if it occurs more often.",
)
ORDER_WRONG = FindingKind(
    code="xml-order-wrong",
    level=Level.ERROR,
    nl="In {parent} staat {name} na {later}; het hoort ervoor.",
    en="In {parent} {name} stands after {later}; it belongs before it.",
    do_nl="Zet de elementen in deze volgorde: {order}.",
    do_en="Put the elements in this order: {order}.",
)
REPEATED = FindingKind(
    code="xml-element-repeated",
    level=Level.ERROR,
    nl="In {parent} staat {name} meer dan één keer.",
    en="In {parent} {name} stands more than once.",
    do_nl="Laat er één staan.",
    do_en="Leave one of them.",
)
EMPTY = FindingKind(
    code="xml-element-empty",
    level=Level.WARNING,
    nl="{name} is leeg.",
    en="{name} is empty.",
    do_nl="Vul een waarde in, of laat het element weg.",
    do_en="Fill in a value, or leave the element out.",
)
VALUE_EMPTY = FindingKind(
    code="xml-value-empty",
    level=Level.ERROR,
    nl="{name} is leeg; er moet {expected_nl} in.",
    en="{name} is empty; it must have {expected_en}.",
    do_nl="Vul een waarde in, of laat het element weg.",
    do_en="Fill in a value, or leave the element out.",
)
VALUE_WRONG = FindingKind(
    code="xml-value-wrong",
    level=Level.ERROR,
    nl="“{found}” kan niet in {name}: dat moet {expected_nl} zijn.",
    en="“{found}” cannot be in {name}: that must be {expected_en}.",
    do_nl="Verbeter de waarde.",
    do_en="Mend the value.",
)
DATE_WITHOUT_TIME = FindingKind(
    code="xml-date-without-time",
    level=Level.ERROR,
    nl="{name} is een datum zonder tijd (“{found}”); het moet een datum met tijd zijn.",
    en="{name} is a date without a time (“{found}”); it must be a date with a time.",
    do_nl="Schrijf bijvoorbeeld {found}T00:00:00+01:00 (of +02:00 in de zomer).",
    do_en="Write for instance {found}T00:00:00+01:00 (or +02:00 in summer).",
)
DATE_WITH_TIME = FindingKind(
    code="xml-date-with-time",
    level=Level.ERROR,
    nl="{name} is een datum met tijd (“{found}”); het moet een datum zonder tijd zijn.",
    en="{name} is a date with a time (“{found}”); it must be a date without a time.",
    do_nl="Schrijf {day}.",
    do_en="Write {day}.",
)
TEXT_STRAY = FindingKind(
    code="xml-text-stray",
    level=Level.ERROR,
    nl="In {parent} staat losse tekst (“{found}”), terwijl er alleen elementen mogen staan.",
    en="In {parent} is loose text (“{found}”), where only elements may be.",
    do_nl="Haal de tekst weg, of zet hem in het element waar hij hoort.",
    do_en="Remove the text, or put it in the element where it belongs.",
)
ATTRIBUTE_UNKNOWN = FindingKind(
    code="xml-attribute-unknown",
    level=Level.ERROR,
    nl="De standaard kent geen attribuut {attribute} op {name}.",
    en="The standard has no attribute {attribute} on {name}.",
    do_nl="Laat het attribuut weg. Alleen bij codes en verwijzingen staat er een: resource.",
    do_en="Leave the attribute out. Only codes and references have one: resource.",
)
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_LOCATIONS = {f"{_XSI}schemaLocation", f"{_XSI}noNamespaceSchemaLocation"}  # anywhere, by XML Schema
_EMPTY_TOLD_ELSEWHERE = {"Document", "MDTO"}
_NEAR = 0.7  # difflib ratio from which a name is a typing mistake for another


CheckValue = Callable[["_Element", Rule, Told], None]


class Walk:
    """One pass by a grammar. It keeps what is told once a file, so use one for all entries of a file."""

    def __init__(self, rules: Grammar, absent: Mapping[str, FindingKind], values: Mapping[str, CheckValue] | None = None) -> None:
        """`absent` has the finding for every mandatory element by its tag; `values` checks values with an attribute, by type."""
        self._rules = rules
        self._absent = absent
        self._values = values or {}
        self._namespaces: set[str] = set()

    def check(self, element: _Element, tag: str, told: Told) -> None:
        """Compare `element` and all below it with the rule of `tag`."""
        rule = self._rules[tag]
        self.head(element, tag, told)
        if rule.value:
            for child in element:
                told.add(ELEMENT_UNKNOWN, child, name=shown(local(child)), parent=rule.name, **_leave_out())
        if rule.value in self._values:
            self._values[rule.value](element, rule, told)
        elif rule.value:
            self._value(element, rule, told)
        else:
            self._group(element, rule, told)

    def head(self, element: _Element, tag: str, told: Told) -> None:
        """Compare the namespace and the attributes of `element`, and nothing below it."""
        if element.tag != tag:
            self._namespace(element, tag, told)
        self._attributes(element, self._rules[tag], told)

    @property
    def namespaces_are_right(self) -> bool:
        """Whether all that was looked at has its namespace. If not, the official schemas can say no more than that."""
        return not self._namespaces

    def stranger(self, child: _Element, tag: str, told: Told) -> None:
        """Tell that the element `tag` has no such child."""
        self._stranger(child, self._rules[tag], told)

    def _group(self, element: _Element, rule: Rule, told: Told) -> None:
        self._stray(element, element.text, told)
        counts: dict[int, int] = {}
        furthest = 0
        for child in element:
            at = rule.by_tag.get(child.tag)
            self._stray(element, child.tail, told)
            if at is None:
                at, meant = self._stranger(child, rule, told)
                if at is None:
                    counts.setdefault(meant, 1)
                    continue
            use = rule.uses[at]
            counts[at] = counts.get(at, 0) + 1
            if counts[at] == 2 and not use.many:
                told.add(REPEATED, child, name=use.name, parent=rule.name)
            if rule.ordered and at < furthest:
                later, order = rule.uses[furthest].name, ", ".join(each.name for each in rule.uses)
                told.add(ORDER_WRONG, child, name=use.name, parent=rule.name, later=later, order=order)
            furthest = max(furthest, at)
            self._child(child, use, rule, told)
        absent = [rule.uses[at] for at in rule.needs if at not in counts]
        for use in absent:
            told.add(self._absent[use.tag], element, parent=rule.name)
        if not absent and not len(element) and rule.name not in _EMPTY_TOLD_ELSEWHERE:
            told.add(EMPTY, element, name=rule.name)

    def _child(self, child: _Element, use: Use, parent: Rule, told: Told) -> None:
        text = child.text
        if use.needed and (not text or text.isspace()) and not len(child) and not child.keys() and self._rules[use.tag].value:
            told.add(self._absent[use.tag], child, parent=parent.name)
        else:
            self.check(child, use.tag, told)

    def _value(self, element: _Element, rule: Rule, told: Told) -> None:
        text, wanted = (element.text or "").strip(), TYPES[rule.value]
        expected = {"expected_nl": wanted.expected.nl, "expected_en": wanted.expected.en}
        if not text:
            if not len(element):
                told.add(EMPTY if rule.value == "text" else VALUE_EMPTY, element, name=rule.name, **expected)
        elif not wanted.holds(text):
            if rule.value == "dateTime" and is_date(text):
                told.add(DATE_WITHOUT_TIME, element, name=rule.name, found=shown(text))
            elif rule.value == "date" and is_date_time(text):
                told.add(DATE_WITH_TIME, element, name=rule.name, found=shown(text), day=text[:10])
            else:
                told.add(VALUE_WRONG, element, name=rule.name, found=shown(text), **expected)

    @staticmethod
    def _stranger(child: _Element, rule: Rule, told: Told) -> tuple[int | None, int]:
        """The place of a child that has the right name in the wrong namespace. If it has no place here: None, a finding, and
        the place of what was meant, which then is not told to be absent (-1 if there is no telling)."""
        name = local(child)
        if (at := rule.by_name.get(name)) is not None:
            return at, at
        if ":" in name:  # a prefix without its xmlns; that ends the reading, and is told there
            return None, rule.by_name.get(name.rpartition(":")[2], -1)
        near = next((known for known in rule.by_name if known.lower() == name.lower()), None)
        near = near or next(iter(difflib.get_close_matches(name, rule.by_name, n=1, cutoff=_NEAR)), None)
        hints = {"hint_nl": f"Bedoel je {near}?", "hint_en": f"Did you mean {near}?"} if near else _leave_out(rule)
        told.add(ELEMENT_UNKNOWN, child, name=shown(name), parent=rule.name, **hints)
        return None, rule.by_name.get(near or "", -1)

    def _namespace(self, element: _Element, tag: str, told: Told) -> None:
        expected, _, name = tag[1:].partition("}")
        found = str(element.tag)[1:].partition("}")[0] if str(element.tag).startswith("{") else ""
        if found not in self._namespaces:
            self._namespaces.add(found)
            told.add(NAMESPACE_WRONG, element, name=name, found=shown(found), expected=expected)

    @staticmethod
    def _stray(element: _Element, text: str | None, told: Told) -> None:
        if text and not text.isspace():
            told.add(TEXT_STRAY, element, parent=local(element), found=shown(text))

    def _attributes(self, element: _Element, rule: Rule, told: Told) -> None:
        for key in element.keys():  # noqa: SIM118 # an element is its children, not its attributes
            allowed = key == "resource" and rule.value in self._values
            if not allowed and key not in _LOCATIONS:
                told.add(ATTRIBUTE_UNKNOWN, element, attribute=shown(str(key).rpartition("}")[2]), name=rule.name)


def _leave_out(rule: Rule | None = None) -> dict[str, str]:
    known = ", ".join(use.name for use in rule.uses) if rule else ""
    there_nl, there_en = (f" Wel kunnen: {known}.", f" There can be: {known}.") if known else ("", "")
    return {"hint_nl": f"Laat het weg.{there_nl}", "hint_en": f"Leave it out.{there_en}"}
