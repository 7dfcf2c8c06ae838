"""The graph of an RO-Crate: a root, its files, and the things that these refer to, flat, as JSON-LD (RO-Crate 1.2 and 1.3).

    graph = Graph("1.3")
    graph.root({"name": …})
    graph.file("folder/name.pdf", {"name": …})
    graph.thing("https://…", {"@type": …})
    content = graph.written()

Source: https://w3id.org/ro/crate/1.3, "RO-Crate Metadata Document", "Root Data Entity", "Data Entities".
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

CRATE_METADATA = "ro-crate-metadata.json"
_BASE = "https://w3id.org/ro/crate/"
_ROOT = "./"


def ref(iri: str) -> dict[str, str]:
    """A reference to a thing."""
    return {"@id": iri}


class Graph:
    """A graph that is being put together. Of values those that are empty are left out, and a list of one is written as that one."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._root: dict[str, Any] = {}
        self._files: dict[str, dict[str, Any]] = {}
        self._things: dict[str, dict[str, Any]] = {}

    def root(self, values: Mapping[str, Any]) -> None:
        """Say something of the whole."""
        self._root |= _told(values)

    def file(self, path: str, values: Mapping[str, Any]) -> None:
        """Describe a file by its path in the crate."""
        self._files[quote(path)] = _told(values)

    def thing(self, iri: str, values: Mapping[str, Any]) -> None:
        """Describe what others refer to; `values` tell its `@type` too."""
        self._things[iri] = dict(values)

    def written(self) -> bytes:
        """The metadata file."""
        parts = [ref(iri) for iri in self._files]
        descriptor = {"@type": "CreativeWork", "conformsTo": ref(_BASE + self._version), "about": ref(_ROOT)}
        nodes = [
            {**ref(_ROOT), "@type": "Dataset", **self._root, **({"hasPart": parts} if parts else {})},
            {**ref(CRATE_METADATA), **descriptor},
            *({**ref(iri), "@type": "File", **values} for iri, values in self._files.items()),
            *({**ref(iri), **values} for iri, values in self._things.items()),
        ]
        content = {"@context": f"{_BASE}{self._version}/context", "@graph": nodes}
        return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    single = {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in values.items()}
    return {key: value for key, value in single.items() if value not in (None, "", [])}
