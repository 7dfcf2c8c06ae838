"""The metadata file of an RO-Crate, 1.1 to 1.3, and the files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from fairwoo.model import Finding, Text
from fairwoo.validate import json_source
from fairwoo.validate.crate_files import check_files
from fairwoo.validate.crate_rules import METADATA, check_frame, check_nodes, graph_of
from fairwoo.validate.given import Given, Schemas

NAME = "ro-crate"
TITLE = Text(nl="RO-Crate (ro-crate-metadata.json)", en="RO-Crate (ro-crate-metadata.json)")
PRECEDENCE = 12

_MARK = re.compile(rb'"https?://w3id\.org/ro/crate[/"]')


def recognises(given: Given) -> bool:
    """Whether it has the name of such a file, or is JSON that refers to RO-Crate."""
    named = PurePosixPath(given.name.replace("\\", "/")).name == METADATA
    return named or (json_source.looks_like_json(given) and b"@graph" in given.content and bool(_MARK.search(given.content)))


def validate(given: Given, schemas: Schemas | None) -> Iterator[Finding]:
    """The frame, the nodes, then the files. There is no official schema; `schemas` has nothing for it."""
    del schemas
    source = json_source.read(given)
    yield from source.findings
    if not source.valid:
        return
    graph = graph_of(source)
    yield from check_frame(source, graph)
    yield from check_nodes(source, graph)
    yield from check_files(source, graph, given.folder)
