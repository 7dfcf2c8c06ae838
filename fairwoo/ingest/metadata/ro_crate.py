"""The metadata file of an RO-Crate that others made: what it says of the whole and of each file.

Of a package of ours nothing is read here: its `dossier.json` says it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from fairwoo.ingest.packages import crate
from fairwoo.ingest.said import Described, MetadataReading
from fairwoo.ingest.statements import Statement, state
from fairwoo.shared import made_by

PRECEDENCE = 4

_MADE_BY = made_by("ingest/ro_crate", 1)
_ROOT = {
    "name": "title",
    "description": "description",
    "datePublished": "published",
    "dateModified": "modified",
    "url": "source_url",
}
_FILE = {"name": "title", "dateCreated": "dated"}
_DAY = 10  # characters of a date; what follows is a time


def recognises(name: str, content: object) -> bool:
    """Whether it has the name of such a file, and a graph."""
    named = PurePosixPath(name).name in {crate.METADATA, crate.OLD_METADATA}
    return named and isinstance(content, dict) and "@graph" in content


def read(name: str, content: object) -> list[MetadataReading]:
    """The one reading; none of a file that describes no crate."""
    found = crate.read(content)
    if found is None or found.is_ours:
        return []
    graph = _paths(content)
    root = graph.get(id(found.root), "$")
    said = [*_statements(found.root, _ROOT, root), *_licences(found.root, root)]
    about = state(name, _MADE_BY, said)
    documents = []
    for entity in found.entities:
        if not entity.is_folder and PurePosixPath(entity.path).suffix.lower() != ".json":
            path = graph.get(id(entity.said), "$")
            stated = state(name, _MADE_BY, _statements(entity.said, _FILE, path))
            documents.append(Described(entity.path, path, stated.facts))
    publisher = next((one for key in ("publisher", "sourceOrganization") if (one := _name_of(found, found.root.get(key)))), None)
    identifier = found.root.get("identifier")
    return [
        MetadataReading(
            identifier=identifier if isinstance(identifier, str) else None,
            publisher=publisher,
            facts=about.facts,
            documents=tuple(documents),
            findings=about.findings,
        )
    ]


def _paths(content: object) -> dict[int, str]:
    """The JSON path of each node."""
    graph: Any = content["@graph"] if isinstance(content, dict) else ()
    return {id(node): f'$["@graph"][{number}]' for number, node in enumerate(graph)}


def _statements(node: Mapping[str, Any], keys: Mapping[str, str], path: str) -> Iterable[Statement]:
    for key, meant in keys.items():
        value = node.get(key)
        if isinstance(value, str) and value.strip():
            yield Statement(meant, value[:_DAY] if key.startswith("date") else value, f"{path}.{key}")


def _licences(root: Mapping[str, Any], path: str) -> Iterable[Statement]:
    for address in crate.references(root.get("license")):
        if address.startswith(("http://", "https://")):
            yield Statement("license", address, f"{path}.license")
    if isinstance(root.get("license"), str):
        yield Statement("license", root["license"], f"{path}.license")


def _name_of(found: crate.Crate, value: object) -> str | None:
    """The body that a value means: an identifier of the registers before a name."""
    for identifier in crate.references(value):
        if identifier.startswith("https://identifier.overheid.nl/tooi/"):
            return identifier
        name = found.by_id.get(identifier, {}).get("name")
        if isinstance(name, str):
            return name
    return value if isinstance(value, str) else None
