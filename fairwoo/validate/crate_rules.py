"""Our own rules for RO-Crate 1.1 to 1.3, each with a code: the graph, the descriptor, the root, the files.

Sources: https://w3id.org/ro/crate/1.3 and its forerunners: "Root Data Entity", "Data Entities", "RO-Crate JSON-LD".
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from fairwoo.model import Finding, FindingKind, Level
from fairwoo.validate.crate_dates import check_date
from fairwoo.validate.json_rules import is_empty, missing_kind, shown
from fairwoo.validate.json_source import Source, child

METADATA = "ro-crate-metadata.json"
VERSIONS = ("1.1", "1.2", "1.3")
BASE = "https://w3id.org/ro/crate/"

CONTEXT_MISSING = missing_kind("rocrate", "RO-Crate", "@context")
GRAPH_MISSING = missing_kind("rocrate", "RO-Crate", "@graph")
CONTEXT_UNKNOWN = FindingKind(
    code="rocrate-context-unknown",
    level=Level.ERROR,
    nl="De context is geen context van RO-Crate: “{found}”.",
    en="The context is none of RO-Crate: “{found}”.",
    do_nl="Schrijf “@context”: “{expected}”.",
    do_en="Write “@context”: “{expected}”.",
)
DESCRIPTOR_MISSING = FindingKind(
    code="rocrate-descriptor-missing",
    level=Level.ERROR,
    nl="Er is geen knoop voor het metadatabestand zelf (“@id”: “ro-crate-metadata.json”).",
    en="There is no node for the metadata file itself (“@id”: “ro-crate-metadata.json”).",
    do_nl="Voeg die toe, met “@type” CreativeWork, “conformsTo” en “about” {{“@id”: “./”}}.",
    do_en="Add it, with “@type” CreativeWork, “conformsTo” and “about” {{“@id”: “./”}}.",
)
DESCRIPTOR_TYPE = FindingKind(
    code="rocrate-descriptor-type",
    level=Level.ERROR,
    nl="De knoop van het metadatabestand heeft als “@type” “{found}”; verwacht is CreativeWork.",
    en="The node of the metadata file has the “@type” “{found}”; expected is CreativeWork.",
    do_nl="Schrijf “@type”: “CreativeWork”.",
    do_en="Write “@type”: “CreativeWork”.",
)
CONFORMS_MISSING = missing_kind("rocrate", "RO-Crate", "conformsTo")
VERSION_UNKNOWN = FindingKind(
    code="rocrate-version-unknown",
    level=Level.WARNING,
    nl="“conformsTo” noemt geen versie van RO-Crate die fairwoo kent: “{found}”.",
    en="“conformsTo” names no version of RO-Crate that fairwoo knows: “{found}”.",
    do_nl="Verwijs naar een van {expected}.",
    do_en="Refer to one of {expected}.",
)
VERSIONS_DIFFER = FindingKind(
    code="rocrate-versions-differ",
    level=Level.WARNING,
    nl="De context is die van versie {found}, maar “conformsTo” noemt versie {expected}.",
    en="The context is that of version {found}, but “conformsTo” names version {expected}.",
    do_nl="Gebruik op beide plaatsen dezelfde versie.",
    do_en="Use the same version in both places.",
)
ABOUT_MISSING = missing_kind("rocrate", "RO-Crate", "about")
ROOT_MISSING = FindingKind(
    code="rocrate-root-missing",
    level=Level.ERROR,
    nl="De hoofdmap “{found}”, waar “about” naar verwijst, staat niet in de graph.",
    en="The root “{found}”, to which “about” refers, is not in the graph.",
    do_nl="Voeg een knoop toe met dit “@id” en “@type” Dataset.",
    do_en="Add a node with this “@id” and “@type” Dataset.",
)
ROOT_TYPE = FindingKind(
    code="rocrate-root-type",
    level=Level.ERROR,
    nl="De hoofdmap heeft als “@type” “{found}”; verwacht is Dataset.",
    en="The root has the “@type” “{found}”; expected is Dataset.",
    do_nl="Schrijf “@type”: “Dataset”.",
    do_en="Write “@type”: “Dataset”.",
)
ROOT_KEYS = {key: missing_kind("rocrate", "RO-Crate", key) for key in ("name", "description", "datePublished", "license")}
NO_OBJECT = FindingKind(
    code="rocrate-node-no-object",
    level=Level.ERROR,
    nl="In de graph staat iets dat geen object is: “{found}”.",
    en="The graph holds something that is no object: “{found}”.",
    do_nl="Schrijf elke knoop als object met “@id” en “@type”.",
    do_en="Write each node as an object with “@id” and “@type”.",
)
ID_MISSING = missing_kind("rocrate", "RO-Crate", "@id")
TYPE_MISSING = missing_kind("rocrate", "RO-Crate", "@type")
ID_TWICE = FindingKind(
    code="rocrate-id-twice",
    level=Level.ERROR,
    nl="Het “@id” “{found}” komt al eerder voor, op regel {first}.",
    en="The “@id” “{found}” occurred before, on line {first}.",
    do_nl="Voeg de twee knopen samen, of geef een van de twee een eigen “@id”.",
    do_en="Join the two nodes, or give one of them an “@id” of its own.",
)
NESTED = FindingKind(
    code="rocrate-nested",
    level=Level.ERROR,
    nl="Hier staat een object in een knoop; RO-Crate is plat: alleen verwijzingen ({{“@id”: …}}) en waarden.",
    en="Here is an object inside a node; RO-Crate is flat: only references ({{“@id”: …}}) and values.",
    do_nl="Zet het object als eigen knoop in de graph, en verwijs ernaar met “@id”.",
    do_en="Put the object in the graph as a node of its own, and refer to it by “@id”.",
)
DANGLING = FindingKind(
    code="rocrate-reference-dangling",
    level=Level.ERROR,
    nl="De verwijzing “{found}” wijst naar een knoop die er niet is.",
    en="The reference “{found}” points to a node that is not there.",
    do_nl="Voeg de knoop toe, of verbeter de verwijzing.",
    do_en="Add the node, or mend the reference.",
)

_LICENCE = {
    "hint_nl": "Geef het webadres van de licentie, als {“@id”: …}.",
    "hint_en": "Give the web address of the licence, as {“@id”: …}.",
}
_HINTS: Mapping[str, Mapping[str, str]] = {
    "license": _LICENCE,
    "datePublished": {"hint_nl": "Bijvoorbeeld 2025-06-02.", "hint_en": "For example 2025-06-02."},
}
_NO_HINT = {"hint_nl": "", "hint_en": ""}


class Node(NamedTuple):
    """An object of the graph and its JSON path."""

    path: str
    said: Mapping[str, Any]


class Graph(NamedTuple):
    """The nodes, in their order and by their id; the descriptor and the root as far as they are there."""

    nodes: Sequence[Node]
    by_id: Mapping[str, Node]
    descriptor: Node | None
    root: Node | None


def graph_of(source: Source) -> Graph:
    """The graph, as far as it can be made out."""
    given = source.content.get("@graph") if isinstance(source.content, dict) else None
    listed = given if isinstance(given, list) else []
    nodes = [Node(child('$["@graph"]', n), one) for n, one in enumerate(listed) if isinstance(one, dict)]
    by_id: dict[str, Node] = {}
    for node in nodes:
        if isinstance(identifier := node.said.get("@id"), str):
            by_id.setdefault(identifier, node)
    descriptor = next((node for name, node in by_id.items() if posixpath.basename(name) == METADATA), None)
    about = references(descriptor.said.get("about")) if descriptor else []
    return Graph(nodes, by_id, descriptor, by_id.get(about[0]) if about else None)


def references(value: object) -> list[str]:
    """The ids that a value refers to."""
    listed = value if isinstance(value, list) else [value]
    return [one["@id"] for one in listed if isinstance(one, dict) and isinstance(one.get("@id"), str)]


def types(node: Node) -> list[str]:
    """The types of a node."""
    given = node.said.get("@type")
    return (
        [one for one in given if isinstance(one, str)] if isinstance(given, list) else [given] if isinstance(given, str) else []
    )


def local_path(identifier: str) -> str | None:
    """The path that a relative id means, as it is in the folder; None for a web address, a name after #, or a blank node."""
    try:
        parts = urlsplit(identifier)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or identifier.startswith(("#", "_:")) or not identifier:
        return None
    return posixpath.normpath(unquote(identifier))


def check_frame(source: Source, graph: Graph) -> Iterator[Finding]:
    """Context, descriptor, root: what makes it a crate."""
    content: Mapping[str, Any] = source.content if isinstance(source.content, dict) else {}
    version = _version(graph)
    yield from _context(source, content.get("@context"), version)
    if not isinstance(content.get("@graph"), list) or not content["@graph"]:
        yield GRAPH_MISSING.at(source.place("$"), **_NO_HINT)
        return
    if graph.descriptor is None:
        yield DESCRIPTOR_MISSING.at(source.place('$["@graph"]'))
        return
    yield from _descriptor(source, graph.descriptor, version)
    about = references(graph.descriptor.said.get("about"))
    if not about:
        yield ABOUT_MISSING.at(
            source.place(graph.descriptor.path), hint_nl="Schrijf {“@id”: “./”}.", hint_en="Write {“@id”: “./”}."
        )
    elif graph.root is None:
        yield ROOT_MISSING.at(source.place(child(graph.descriptor.path, "about")), found=about[0])
    else:
        yield from _root(source, graph.root)


def check_nodes(source: Source, graph: Graph) -> Iterator[Finding]:
    """Every node by itself, and the references between them."""
    listed = source.content.get("@graph") if isinstance(source.content, dict) else []
    for number, one in enumerate(listed if isinstance(listed, list) else []):
        if not isinstance(one, dict):
            yield NO_OBJECT.at(source.place(child('$["@graph"]', number)), found=shown(one))
    for node in graph.nodes:
        identifier = node.said.get("@id")
        if not isinstance(identifier, str) or not identifier:
            yield ID_MISSING.at(source.place(node.path), **_NO_HINT)
        elif (first := graph.by_id[identifier]) is not node:
            place = source.place(child(node.path, "@id"))
            yield ID_TWICE.at(place, found=identifier, first=source.place(first.path).line)
        if not types(node):
            yield TYPE_MISSING.at(source.place(node.path), **_NO_HINT)
        yield from _values(source, node, graph)


def _version(graph: Graph) -> str | None:
    given = references(graph.descriptor.said.get("conformsTo")) if graph.descriptor else []
    return next((version for one in given for version in VERSIONS if one.rstrip("/") == BASE + version), None)


def _context(source: Source, context: object, version: str | None) -> Iterator[Finding]:
    if is_empty(context):
        yield CONTEXT_MISSING.at(source.place("$"), **_NO_HINT)
        return
    listed = context if isinstance(context, list) else [context]
    own = [one for one in listed if isinstance(one, str) and re.fullmatch(re.escape(BASE) + r"[\d.]+(-DRAFT)?/context", one)]
    if not own:
        expected = f"{BASE}{version or VERSIONS[-1]}/context"
        yield CONTEXT_UNKNOWN.at(source.place('$["@context"]'), found=shown(context), expected=expected)
    elif version and own[0] != f"{BASE}{version}/context":
        found = own[0].removeprefix(BASE).removesuffix("/context")
        yield VERSIONS_DIFFER.at(source.place('$["@context"]'), found=found, expected=version)


def _descriptor(source: Source, node: Node, version: str | None) -> Iterator[Finding]:
    if types(node) and "CreativeWork" not in types(node):
        yield DESCRIPTOR_TYPE.at(source.place(child(node.path, "@type")), found=", ".join(types(node)))
    expected = ", ".join(BASE + one for one in VERSIONS)
    if not (given := references(node.said.get("conformsTo"))):
        yield CONFORMS_MISSING.at(source.place(node.path), hint_nl=f"Een van {expected}.", hint_en=f"One of {expected}.")
    elif version is None:
        yield VERSION_UNKNOWN.at(source.place(child(node.path, "conformsTo")), found=", ".join(given), expected=expected)


def _root(source: Source, root: Node) -> Iterator[Finding]:
    if types(root) and "Dataset" not in types(root):
        yield ROOT_TYPE.at(source.place(child(root.path, "@type")), found=", ".join(types(root)))
    for key, kind in ROOT_KEYS.items():
        value = root.said.get(key)
        if is_empty(value):
            yield kind.at(source.place(root.path), **_HINTS.get(key, _NO_HINT))
        elif key == "datePublished":
            yield from check_date(source, child(root.path, key), value)


def _values(source: Source, node: Node, graph: Graph) -> Iterator[Finding]:
    for key, value in node.said.items():
        if key.startswith("@"):
            continue
        path = child(node.path, key)
        for number, one in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(one, dict):
                yield from _inner(source, child(path, number) if isinstance(value, list) else path, one, graph)


def _inner(source: Source, path: str, value: Mapping[str, Any], graph: Graph) -> Iterator[Finding]:
    if "@value" in value:
        return
    identifier = value.get("@id")
    if not isinstance(identifier, str) or len(value) > 1:
        yield NESTED.at(source.place(path))
    elif identifier not in graph.by_id and not _scheme(identifier):
        yield DANGLING.at(source.place(path), found=identifier)


def _scheme(identifier: str) -> str:
    """The scheme of an address; "" for a relative one, or one that cannot be taken apart."""
    try:
        return urlsplit(identifier).scheme
    except ValueError:
        return ""
