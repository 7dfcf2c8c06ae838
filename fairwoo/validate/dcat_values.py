"""Whether one value of a DCAT property is what it should be: node or text, well-formed, from its list, described in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from fairwoo.model import Finding, FindingKind, Level, Place, Text
from fairwoo.validate.dcat_table import Rule, form, label
from fairwoo.validate.rdf import RELATIVE, Graph, full, is_literal, key, short

if TYPE_CHECKING:
    from fairwoo.validate.rdf import Term

NOT_A_NODE = FindingKind(
    code="dcat-value-not-node",
    level=Level.ERROR,
    nl="{what.nl} is de tekst {found}, geen adres of knoop.",
    en="{what.en} is the text {found}, no address or node.",
    do_nl='Schrijf het als adres: in Turtle <…>, in JSON-LD {{"@id": …}}, in RDF/XML rdf:resource.',
    do_en='Write it as an address: <…> in Turtle, {{"@id": …}} in JSON-LD, rdf:resource in RDF/XML.',
)
NOT_A_TEXT = FindingKind(
    code="dcat-value-not-text",
    level=Level.ERROR,
    nl="{what.nl} is het adres {found}, geen waarde.",
    en="{what.en} is the address {found}, no value.",
    do_nl="Schrijf het tussen aanhalingstekens: {expected.nl}.",
    do_en="Write it between quotation marks: {expected.en}.",
)
MALFORMED = FindingKind(
    code="dcat-value-malformed",
    level=Level.ERROR,
    nl="{what.nl} is {found}; verwacht is {expected.nl}.",
    en="{what.en} is {found}; expected is {expected.en}.",
    do_nl="Verbeter de waarde of haar datatype.",
    do_en="Correct the value or its datatype.",
)
NOT_LISTED = FindingKind(
    code="dcat-value-not-listed",
    level=Level.ERROR,
    nl="{what.nl} is {found}; dat staat niet in de waardelijst.",
    en="{what.en} is {found}, which is not in the value list.",
    do_nl="Kies uit de lijst: {expected}",
    do_en="Choose from the list: {expected}",
)
NONE_LISTED = FindingKind(
    code="dcat-value-none-listed",
    level=Level.ERROR,
    nl="Geen enkele {what.nl} is uit de waardelijst.",
    en="No {what.en} at all is from the value list.",
    do_nl="Geef er ten minste één uit de lijst: {expected}",
    do_en="Give at least one from the list: {expected}",
)
NOT_DESCRIBED = FindingKind(
    code="dcat-node-not-described",
    level=Level.ERROR,
    nl="{what.nl} verwijst naar {found}, maar daarover zegt het bestand niets.",
    en="{what.en} refers to {found}, but the file says nothing of it.",
    do_nl="Beschrijf die knoop in hetzelfde bestand, met klasse {target}.",
    do_en="Describe that node in the same file, with class {target}.",
)
WRONG_CLASS = FindingKind(
    code="dcat-node-wrong-class",
    level=Level.ERROR,
    nl="{what.nl} verwijst naar {found}, dat niet de klasse {target} heeft.",
    en="{what.en} refers to {found}, which does not have the class {target}.",
    do_nl="Geef die knoop ook de klasse {target}; een toetser leidt die niet zelf af.",
    do_en="Give that node the class {target} too; a validator does not infer it.",
)
RELATIVE_ADDRESS = FindingKind(
    code="dcat-address-relative",
    level=Level.ERROR,
    nl="{what.nl} is het relatieve adres {found}; buiten dit bestand wijst dat nergens naar.",
    en="{what.en} is the relative address {found}; outside of this file it points nowhere.",
    do_nl="Schrijf het hele adres, met https:// en de host.",
    do_en="Write the whole address, with https:// and the host.",
)

_ZONE = r"(?:Z|[+-]\d\d:\d\d)?"
_DATES = {
    "xsd:gYear": re.compile(rf"-?\d{{4,}}{_ZONE}"),
    "xsd:gYearMonth": re.compile(rf"-?\d{{4,}}-(?:0[1-9]|1[0-2]){_ZONE}"),
    "xsd:date": re.compile(rf"(-?\d{{4,}}-\d\d-\d\d){_ZONE}"),
    "xsd:dateTime": re.compile(rf"(-?\d{{4,}}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?{_ZONE}"),
}
_DIGITS = re.compile(r"\+?[0-9]+|-0+")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")
_MOST_SHOWN = 120


Where = Callable[[], Place]
"""Where a value stands; asked only when there is something to tell."""


class Checked(NamedTuple):
    """A finding, and which aspect of the value it tells of: "form", "list" or "class"."""

    aspect: str
    finding: Finding


def check(graph: Graph, rule: Rule, values: list[Term], where: Where) -> Iterator[Checked]:
    """What is wrong with the values of a property, in their order."""
    what, sound = label(rule.property), []
    for value in values:
        problem = next(_form(rule, value, where, what), None)
        if problem:
            yield problem
        else:
            sound.append(value)
    if rule.listed and rule.some:
        if sound and not any(rule.listed.pattern.fullmatch(key(value)) for value in sound):
            yield Checked("list", NONE_LISTED.at(where(), what=what, expected=rule.listed.expected))
    elif rule.listed:
        for value in sound:
            if not rule.listed.pattern.fullmatch(key(value)):
                yield Checked("list", NOT_LISTED.at(where(), what=what, found=shown(value), expected=rule.listed.expected))
    if rule.target:
        for value in sound:
            yield from _reference(graph, rule, value, where)


def shown(value: Term) -> str:
    """A value for a sentence: shortened, without line ends, an address with its prefix."""
    text = key(value)
    if text.startswith("_:") and not is_literal(value):
        return "[]"
    text = (" ".join(text.removeprefix(RELATIVE).split()) or "“”") if is_literal(value) else short(text)
    return f"{text[:_MOST_SHOWN]}…" if len(text) > _MOST_SHOWN else text


def _form(rule: Rule, value: Term, where: Where, what: Text) -> Iterator[Checked]:
    literal = is_literal(value)
    if rule.value == "node":
        if literal:
            yield Checked("form", NOT_A_NODE.at(where(), what=what, found=shown(value)))
        elif key(value).startswith(RELATIVE):
            yield Checked("form", RELATIVE_ADDRESS.at(where(), what=what, found=shown(value) or "<>"))
    elif not literal:
        yield Checked("form", NOT_A_TEXT.at(where(), what=what, found=shown(value), expected=form(rule.value)))
    elif not well_formed(rule.value, value):
        yield Checked("form", MALFORMED.at(where(), what=what, found=_with_type(value), expected=form(rule.value)))


def _with_type(value: Term) -> str:
    datatype = short(datatype_of(value))
    return shown(value) + ("" if datatype == "xsd:string" else f" ({datatype})")


def datatype_of(value: Term) -> str:
    """The address of the datatype of a literal."""
    return str(getattr(getattr(value, "datatype", None), "value", ""))


def well_formed(kind: str, value: Term) -> bool:
    """Whether a literal is a good "text", "date", "number" or "hex", by its datatype and its characters."""
    text, datatype = key(value), short(datatype_of(value))
    if kind == "text":
        return bool(text.strip())
    if kind == "number":
        return datatype == "xsd:nonNegativeInteger" and bool(_DIGITS.fullmatch(text))  # the only number of DCAT-AP
    if kind == "hex":
        return datatype == "xsd:hexBinary" and bool(_HEX.fullmatch(text))
    pattern = _DATES.get(datatype)
    found = pattern.fullmatch(text) if pattern else None
    return found is not None and (not found.groups() or _is_day(found.group(1)))


def _is_day(text: str) -> bool:
    try:
        datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _reference(graph: Graph, rule: Rule, value: Term, where: Where) -> Iterator[Checked]:
    from fairwoo import vocab

    node, target = key(value), str(rule.target)
    words = {"what": label(rule.property), "found": shown(value), "target": short(target)}
    if node not in graph.nodes:
        known = rule.target == full("foaf:Agent") and vocab.body(node) is not None
        finding = NOT_DESCRIBED.at(where(), **words)
        elsewhere = rule.elsewhere and not node.startswith("_:")  # a node without an address can be in no other file
        if elsewhere or known:  # a part of a catalogue, or a body of the public registers
            finding = finding.model_copy(update={"level": Level.WARNING})
        yield Checked("class", finding)
    elif target not in graph.classes(node):
        yield Checked("class", WRONG_CLASS.at(where(), **words))
