"""Dossiers and packages made for the tests of this room."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fairwoo import cli
from fairwoo.model import Dossier
from fairwoo.store import Workspace
from tests.ingest.made import lay

BODY = "gm0055"

DOSSIER = {
    "id": "zwembad",
    "title": "Woo-besluit zwembad & “sauna” <groot>",
    "publisher": "gemeente Boarnsterhim",
    "description": "Over het zwembad.",
    "category": "2i",
    "regime": "Woo",
    "decided": "2023-02-01",
    "published": "2023-02-03",
    "modified": "2023-03-04",
    "outcome": "partly_public",
    "license": "http://creativecommons.org/publicdomain/zero/1.0/",
    "grounds": ["5.1.2e"],
    "documents": [
        {"file": "besluit.txt", "role": "decision", "title": "Besluit", "dated": "2023-02-01", "disclosure": "public"},
        {
            "file": "stukken/nota één 100%.txt",
            "number": "1",
            "title": "Nota",
            "disclosure": "partly_public",
            "grounds": ["5.1.2e"],
        },
        {"number": "2", "title": "Advies", "disclosure": "not_public", "grounds": ["5.1.5"]},
    ],
}
FILES: Mapping[str, object] = {
    "dossier.json": DOSSIER,
    "besluit.txt": "Besluit op het verzoek over het zwembad.\n",
    "stukken/nota één 100%.txt": "De nota over het water.\n",
}
ID = f"{BODY}-zwembad"


def ingested(folder: Path, files: Mapping[str, object] = FILES) -> Workspace:
    """A workspace with one dossier of these files, described in all standards."""
    lay(folder / "in" / "zwembad", files)
    assert run(folder / "werkmap", "ingest", folder / "in" / "zwembad", "--publisher", BODY) == 0
    return Workspace.open(folder / "werkmap")


def run(workspace: Path, *arguments: object) -> int:
    return cli.run(["--workspace", str(workspace), "--quiet", *map(str, arguments)])


def reopened(package: Path, folder: Path) -> Workspace:
    """A fresh workspace with what a package holds."""
    assert run(folder, "ingest", package) == 0
    return Workspace.open(folder)


def rows(dossier: Dossier | None) -> dict[str, object]:
    """All values of a dossier and of its documents by id, but the place that it was taken in from."""
    assert dossier is not None
    documents = {one.id: one.model_dump(mode="json") for one in dossier.documents}
    return dossier.model_dump(mode="json", exclude={"location", "documents", "findings"}) | {"documents": documents}


def renamed(before: dict[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    """The rows with documents under other ids: what was refused or withdrawn has a name that tells nothing of its file."""
    documents = {}
    for key, row in before["documents"].items():
        related = [ids.get(one, one) for one in row["related"]]
        parent = ids.get(row["parent"], row["parent"])
        documents[ids.get(key, key)] = row | {"id": ids.get(key, key), "parent": parent, "related": related}
    return before | {"documents": documents}


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
