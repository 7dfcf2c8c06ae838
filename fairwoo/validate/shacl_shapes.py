"""The official shapes as the user has them, mended where they are broken, and the classes of vocabulary entries that they ask for.

What is done to them, each for a defect found by running them: values of `sh:property` that no file describes are dropped (pySHACL
stops on them); `eush:message`, which no engine knows, becomes `sh:message`; shapes without `sh:NodeShape` get that class; the
shapes of the EU's controlled vocabularies ("mdr") count as information, since they want publishers from an EU table that no Dutch
body can be in; the class `rdfs:Resource`, which every node has by definition, is asked for as "a node, no text".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fairwoo import vocab
from fairwoo.model import Level
from fairwoo.validate.dcat_table import ValueList, rules
from fairwoo.validate.given import Schemas
from fairwoo.validate.rdf import Graph, full, graph, is_literal, key
from fairwoo.vocab.words import rows

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, NamedNode, Triple

_EUSH_MESSAGE = "https://purl.eu/ns/shacl#message"


class ShapeSet(NamedTuple):
    """Shapes that are run together: as N-Triples for an engine, and to look their parameters up in.

    `level` is what a violation of them counts as at most. `dropped` counts the references that no file describes, by file name.
    """

    use: str
    level: Level
    text: str
    shapes: Graph
    dropped: Mapping[str, int]


class Official(NamedTuple):
    """The sets that could be made, and the names of official files that are not there or cannot be read."""

    sets: tuple[ShapeSet, ...]
    missing: tuple[str, ...]


_LEVELS = {"mandatory": Level.ERROR, "recommended": Level.WARNING, "information": Level.INFO}


def official(schemas: Schemas) -> Official:
    """The official shapes of DCAT-AP and DCAT-AP-NL in the user's folder (`vocab/official_schemas.csv` names them)."""
    sets, missing = [], []
    for use, level in _LEVELS.items():
        wanted = [row["name"] for row in rows("official_schemas") if row["use"] == use]
        found = {name: schemas.find(name) for name in wanted}
        missing += [name for name, path in found.items() if path is None]
        paths = tuple((path, path.stat().st_mtime_ns) for path in found.values() if path is not None)
        if paths:
            made, unread = _shape_set(use, level, paths)
            sets.append(made)
            missing += unread
    return Official(tuple(sets), tuple(missing))


@lru_cache(maxsize=12)
def _shape_set(use: str, level: Level, paths: tuple[tuple[Path, int], ...]) -> tuple[ShapeSet, tuple[str, ...]]:
    from pyoxigraph import RdfFormat, parse, serialize

    by_file: dict[str, list[Triple]] = {}
    unread = []
    for path, _changed in paths:
        try:
            by_file[path.name] = [quad.triple for quad in parse(path=path, rename_blank_nodes=True)]
        except (SyntaxError, ValueError, OSError):
            unread.append(path.name)
    whole = [triple for triples in by_file.values() for triple in triples]
    kept, dropped = _without_dangling(by_file, whole)
    mended = _named(_mended(kept))
    text = (serialize(mended, format=RdfFormat.N_TRIPLES) or b"").decode()
    return ShapeSet(use, level, text, graph(mended), dropped), tuple(unread)


def _without_dangling(by_file: Mapping[str, list[Triple]], whole: list[Triple]) -> tuple[list[Triple], dict[str, int]]:
    """All triples but the values of `sh:property` that have no path in any file; and how many were dropped, by file."""
    path, reference = full("sh:path"), full("sh:property")
    described = {key(triple.subject) for triple in whole if triple.predicate.value == path}
    kept, dropped = [], {}
    for name, triples in by_file.items():
        sound = [one for one in triples if one.predicate.value != reference or key(one.object) in described]
        kept += sound
        if len(sound) < len(triples):
            dropped[name] = len(triples) - len(sound)
    return kept, dropped


def _mended(triples: list[Triple]) -> list[Triple]:
    """The triples with messages that engines know, and the class of node shapes wherever there is a target."""
    from pyoxigraph import NamedNode, Triple

    kind, shape = NamedNode(full("rdf:type")), NamedNode(full("sh:NodeShape"))
    message, of, node_kind = (NamedNode(full(one)) for one in ("sh:message", "sh:class", "sh:nodeKind"))
    anything, node = NamedNode(full("rdfs:Resource")), NamedNode(full("sh:BlankNodeOrIRI"))
    targets = {full("sh:targetClass"), full("sh:targetSubjectsOf"), full("sh:targetObjectsOf"), full("sh:targetNode")}
    mended = []
    for triple in triples:
        if triple.predicate.value == _EUSH_MESSAGE:
            mended.append(Triple(triple.subject, message, triple.object))
        elif (triple.predicate, triple.object) == (of, anything):
            mended.append(Triple(triple.subject, node_kind, node))
        else:
            mended.append(triple)
        if triple.predicate.value in targets:
            mended.append(Triple(triple.subject, kind, shape))
    return list(dict.fromkeys(mended))


def _named(triples: list[Triple]) -> list[Triple]:
    """The triples with an address for each property shape without one, so that a result says which shape raised it."""
    from pyoxigraph import BlankNode, NamedNode, Triple

    path = full("sh:path")
    blank = [triple.subject for triple in triples if triple.predicate.value == path and isinstance(triple.subject, BlankNode)]
    names = {node: NamedNode(f"urn:fairwoo:shape:{number}") for number, node in enumerate(dict.fromkeys(blank), 1)}

    def named(node: NamedNode | BlankNode) -> NamedNode | BlankNode:
        return names.get(node, node) if isinstance(node, BlankNode) else node

    return [
        Triple(
            named(triple.subject),  # type: ignore[arg-type]
            triple.predicate,
            named(triple.object) if isinstance(triple.object, BlankNode) else triple.object,
        )
        for triple in triples
    ]


def helpers(data: Graph) -> list[Triple]:
    """What shapes want to know of the vocabulary entries that `data` refers to: their class, and of bodies their name.

    From the patterns of our value lists, the TOOI lists and the registers of public bodies. It is added to what is validated,
    never to what is told.
    """
    found: dict[str, list[Triple]] = {}
    for triple in data.triples:
        node = key(triple.object)
        if node not in found and not is_literal(triple.object) and (known := _known(triple.predicate.value, node, data)):
            found[node] = known
    return [one for known in found.values() for one in known]


def _known(of: str, node: str, data: Graph) -> list[Triple]:
    listed = _lists().get(of, ())
    if classes := [one for entry in listed if entry.pattern.fullmatch(node) for one in entry.classes]:
        return _typed(node, classes)
    if of in _CONCEPTS and node in _tooi():
        return _typed(node, [full("skos:Concept")])
    if of in _AGENTS and node not in data.nodes and (body := vocab.body(node)):
        return _typed(node, [full("foaf:Agent")], full("foaf:name"), body.name)
    return []


_CONCEPTS = (full("dcat:theme"), full("dct:type"))
_AGENTS = (full("dct:publisher"), full("dct:creator"))


@cache
def _tooi() -> frozenset[str]:
    return frozenset(one.uri for one in (*vocab.themes(), *vocab.kinds(), *vocab.categories()))


@cache
def _lists() -> Mapping[str, tuple[ValueList, ...]]:
    found: dict[str, tuple[ValueList, ...]] = {}
    for rule in (one for of in rules().values() for one in of if one.listed):
        if rule.listed not in found.get(rule.property, ()):
            found[rule.property] = (*found.get(rule.property, ()), rule.listed)  # type: ignore[arg-type]
    return found


def _typed(node: str, classes: Iterable[str], name: str = "", text: str = "") -> list[Triple]:
    from pyoxigraph import Literal, NamedNode, Triple

    subject, kind = NamedNode(node), NamedNode(full("rdf:type"))
    found = [Triple(subject, kind, NamedNode(one)) for one in dict.fromkeys(classes)]
    return [*found, Triple(subject, NamedNode(name), Literal(text, language="nl"))] if name else found
