"""Official SHACL results as findings: sentences in two languages, a place that a person recognises, and nothing said twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from fairwoo.model import Finding, FindingKind, Level, Place, Text
from fairwoo.validate.dcat_rules import Said
from fairwoo.validate.dcat_table import label
from fairwoo.validate.given import Schemas
from fairwoo.validate.rdf import Graph, full, key, short
from fairwoo.validate.shacl_engine import Result, engines, run
from fairwoo.validate.shacl_shapes import ShapeSet, helpers
from fairwoo.validate.shacl_shapes import official as official_shapes
from fairwoo.vocab.words import rows

NO_SCHEMAS = FindingKind(
    code="shacl-no-schemas",
    level=Level.INFO,
    nl="Alleen getoetst aan de regels van fairwoo: de officiële SHACL-vormen zijn er niet.",
    en="Checked by the rules of fairwoo only: the official SHACL shapes are not there.",
    do_nl="Haal ze op met: fairwoo schemas fetch, of wijs een map aan met --schemas.",
    do_en="Fetch them with: fairwoo schemas fetch, or name a folder with --schemas.",
)
NO_ENGINE = FindingKind(
    code="shacl-no-engine",
    level=Level.INFO,
    nl="Alleen getoetst aan de regels van fairwoo: er is geen programma voor SHACL.",
    en="Checked by the rules of fairwoo only: there is no program for SHACL.",
    do_nl="Installeer het met: pip install pyshacl.",
    do_en="Install it with: pip install pyshacl.",
)
MISSING_FILES = FindingKind(
    code="shacl-schemas-incomplete",
    level=Level.INFO,
    nl="Van de officiële vormen ontbreken er of zijn er onleesbaar: {names}.",
    en="Of the official shapes these are missing or cannot be read: {names}.",
    do_nl="Haal ze op met: fairwoo schemas fetch.",
    do_en="Fetch them with: fairwoo schemas fetch.",
)
DANGLING = FindingKind(
    code="shacl-shapes-dangling",
    level=Level.INFO,
    nl="{name} verwijst naar {count} eigenschapsvormen die er niet zijn; die verwijzingen zijn overgeslagen.",
    en="{name} refers to {count} property shapes that do not exist; those references were left out.",
    do_nl="Er is niets te doen: dit is een fout in het officiële bestand.",
    do_en="There is nothing to do: this is a defect of the official file.",
)
EU_LISTS = FindingKind(
    code="shacl-eu-vocabulary",
    level=Level.INFO,
    nl="Ten minste {count} keer is {what.nl} niet uit de lijst die de EU aanbeveelt, of niet in dit bestand daaruit beschreven.",
    en="At least {count} times {what.en} is not from the list that the EU recommends, or not described from it in this file.",
    do_nl="Dit is ter informatie: voor een Nederlandse uitgever gaan de lijsten van DCAT-AP-NL voor.",
    do_en="This is information: for a Dutch publisher the lists of DCAT-AP-NL come first.",
)
MORE = FindingKind(
    code="shacl-more-results",
    level=Level.WARNING,
    nl="De officiële vormen ({use}) geven meer dan {most} meldingen; de verdere zijn niet bekeken.",
    en="The official shapes ({use}) give more than {most} results; the further ones were not looked at.",
    do_nl="Herstel eerst deze en toets dan opnieuw.",
    do_en="Mend these first and then validate again.",
)
SENTENCES: Mapping[str, FindingKind] = {
    row["component"]: FindingKind(
        code=row["code"], level=Level.ERROR, nl=row["nl"], en=row["en"], do_nl=row["do_nl"], do_en=row["do_en"]
    )
    for row in rows("shacl_words")
}

# What an official result would repeat after ours of that aspect: one mistake in a value often breaks several shapes at once.
_COVERED = {"form": {"form", "class", "list"}, "list": {"list", "class", "form"}, "class": {"class", "form"}}
_KINDS = {
    "IRI": Text(nl="een adres (IRI)", en="an address (IRI)"),
    "Literal": Text(nl="een tekst, geen adres", en="a text, no address"),
    "BlankNodeOrIRI": Text(nl="een adres of knoop, geen tekst", en="an address or node, no text"),
    "BlankNode": Text(nl="een knoop zonder adres", en="a node without address"),
}
_PARAMETERS = {
    "Class": "sh:class", "Datatype": "sh:datatype", "MinCount": "sh:minCount", "MaxCount": "sh:maxCount", "In": "sh:in",
    "HasValue": "sh:hasValue", "Pattern": "sh:pattern", "Or": "sh:or", "Xone": "sh:xone", "LanguageIn": "sh:languageIn",
    "MinLength": "sh:minLength", "MaxLength": "sh:maxLength", "NodeKind": "sh:nodeKind", "Node": "sh:node",
}  # fmt: skip
_MOST_LISTED = 12
_MOST_RESULTS = {Level.ERROR: 50_000, Level.WARNING: 20_000, Level.INFO: 1_000}  # who gets more mends those first


class _Key(NamedTuple):
    node: str
    property: str
    aspect: str
    value: str


def official(graph: Graph, name: str, schemas: Schemas | None, said: Collection[Said]) -> Iterator[Finding]:
    """What the official shapes find in the file called `name` and our rules (`said`) did not, the mandatory ones first."""
    place = Place(file=name)
    if schemas is None:
        yield NO_SCHEMAS.at(place)
        return
    available = engines()
    if not available:
        yield NO_ENGINE.at(place)
        return
    shapes = official_shapes(schemas)
    if not shapes.sets:
        yield NO_SCHEMAS.at(place)
        return
    if shapes.missing:
        yield MISSING_FILES.at(place, names=", ".join(shapes.missing))
    data = [*graph.triples, *helpers(graph)]
    done = {_Key(one.node, one.property, aspect, "") for one in said for aspect in _COVERED.get(one.aspect, {one.aspect})}
    order = {node: number for number, node in enumerate(graph.nodes)}
    for each in shapes.sets:
        for file, count in each.dropped.items():
            yield DANGLING.at(place, name=file, count=count)
        most = _MOST_RESULTS[each.level]
        found = run(each.text, data, available[0], most)
        results = [one for one in found if one.focus in graph.nodes]
        if each.level is Level.INFO:
            yield from _counted(results, name)
            continue
        results.sort(key=lambda one: (order[one.focus], one.path or "", one.component, one.value or ""))
        yield from _told(graph, name, each, results, done)
        if len(found) >= most:
            yield MORE.at(place, use=each.use, most=most)


def _told(graph: Graph, name: str, shapes: ShapeSet, results: list[Result], done: set[_Key]) -> Iterator[Finding]:
    """A finding for each result that says something new. `done` grows."""
    for result in results:
        aspect = _aspects().get(result.component, "other")
        path = _unquoted(result.path)
        mine = _Key(result.focus, path, aspect, result.value or "")
        if mine in done or mine._replace(value="") in done:
            continue
        done |= {mine._replace(aspect=covered) for covered in _COVERED.get(aspect, {aspect})}
        level = Level.WARNING if result.severity == "Warning" else Level.INFO if result.severity == "Info" else shapes.level
        place = Place(file=name, path=graph.place(result.focus, *([path] if path else [])))
        words = _words(graph, shapes.shapes, result, path)
        finding = SENTENCES.get(_sentence(result, words["expected"]), SENTENCES["other"]).at(place, **words)
        yield finding.model_copy(update={"level": level, "advice": _with_shape(finding.advice, result.shape)})


def _sentence(result: Result, expected: Text) -> str:
    """The row of `vocab/shacl_words.csv`: that of the component, but "at least 1" is said as missing."""
    if result.component == "MinCount" and expected.en == "1":
        return "Recommended" if result.severity == "Warning" else "Missing"
    return result.component


def _with_shape(advice: Text, shape: str) -> Text:
    """The advice with the shape to look up, where it has an address of its own."""
    if not shape.startswith("http"):
        return advice
    return Text(nl=f"{advice.nl} Vorm: {shape}", en=f"{advice.en} Shape: {shape}")


def _counted(results: list[Result], name: str) -> Iterator[Finding]:
    """One finding for each property, with how often it was met: these shapes inform, they do not judge."""
    for path, count in sorted(Counter(_unquoted(one.path) for one in results).items()):
        what = label(path) if path else Text(nl="een waarde", en="a value")
        yield EU_LISTS.at(Place(file=name), count=count, what=what)


@cache
def _aspects() -> Mapping[str, str]:
    return {row["component"]: row["aspect"] for row in rows("shacl_words")}


def _words(graph: Graph, shapes: Graph, result: Result, path: str) -> dict[str, Any]:
    classes = [label(one) for one in graph.classes(result.focus)]
    node = Text(nl="Een knoop", en="A node")
    return {
        "of": classes[0] if classes else node,
        "what": label(path) if path else Text(nl="een waarde verderop", en="a value further on") if result.path else node,
        "found": _shown(result.value),
        "expected": _expected(shapes, result),
    }


def _expected(shapes: Graph, result: Result) -> Text:
    """The parameter of the constraint, in words; what the shape says of itself where there is none."""
    parameters = shapes.nodes.get(result.shape, {})
    values = parameters.get(full(_PARAMETERS.get(result.component, "sh:message")), [])
    names = [_parameter(shapes, key(one)) for one in values if result.component != "Node"]
    names = [one for one in names if one]
    if result.component == "NodeKind" and names and (kind := _KINDS.get(names[0].removeprefix("sh:"))):
        return kind
    if not names and result.component == "Node":
        names = [_shape_in_words(shapes, key(one)) for one in values]
    said = ", ".join(names) or " ".join(result.messages) or short(result.shape) or result.component
    return Text(nl=said, en=said)


def _parameter(shapes: Graph, node: str) -> str:
    """A parameter: a list as its members, a shape as what it asks, anything else as it is."""
    members = list(_members(shapes, node))
    if members:
        shown = [_shape_in_words(shapes, one) for one in members[:_MOST_LISTED]]
        return ", ".join(shown) + (", …" if len(members) > _MOST_LISTED else "")
    return _shape_in_words(shapes, node)


def _shape_in_words(shapes: Graph, node: str) -> str:
    """What a small shape asks (its datatype, class or alternatives), else its name."""
    for parameter in ("sh:datatype", "sh:class", "sh:nodeKind", "sh:hasValue", "sh:or", "sh:xone"):
        for value in shapes.nodes.get(node, {}).get(full(parameter), ()):
            return _parameter(shapes, key(value))
    return "" if node.startswith("_:") else short(node).rpartition("#")[2] or short(node)


def _members(shapes: Graph, node: str) -> Iterator[str]:
    seen: set[str] = set()
    while node in shapes.nodes and node not in seen:
        seen.add(node)
        first = shapes.nodes[node].get(full("rdf:first"))
        rest = shapes.nodes[node].get(full("rdf:rest"))
        if not first or not rest:
            return
        yield key(first[0])
        node = key(rest[0])


def _unquoted(path: str | None) -> str:
    return path[1:-1] if path else ""


def _shown(value: str | None) -> str:
    """A value in N-Triples syntax for a sentence: a text without its marks, an address with its prefix."""
    if value is None:
        return "…"
    if value.startswith("_:"):
        return "[]"
    if value.startswith("<"):
        return short(value[1:-1])
    found = re.match(r'"((?:[^"\\]|\\.)*)"(?:@(\S+)|\^\^<(.*)>)?$', value)
    if not found:
        return value
    text, language, datatype = found.groups()
    kind = language or (short(datatype) if datatype and not datatype.endswith("#string") else "")
    return f"{text[:120]}" + (f" ({kind})" if kind else "")
