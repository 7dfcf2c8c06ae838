"""The invariants of a workspace, checked after every fault that a test causes. One function, used everywhere.

I1 `verify` finds nothing · I2 every document that was acknowledged is there with the right hash · I3 nothing half: a dossier
is whole in catalogue, descriptions and index, or not at all · I4 the user's own files are untouched · I5 a run that was broken
off and repeated gives the same catalogue, files and index as one that was not · I6 no temporary files or locks remain · I7
counts in = documents + metadata + rejected · I8 the index holds the pages of the catalogue.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from pathlib import Path

from fairwoo import index
from fairwoo.index import Request
from fairwoo.model import FileFate
from fairwoo.settings import Settings, load
from fairwoo.store import Workspace
from fairwoo.verification import verify

_NOT_COMPARED = {"run", "step", "seen", "meta", "sqlite_sequence"}


def assert_workspace_ok(root: Path, settings: Settings | None = None) -> None:
    """I1, I2, I3, I6, I7, I8. Raises AssertionError that names what is wrong."""
    settings = settings or load({"workspace": root})
    workspace = Workspace.open(root)
    try:
        found = [f"{finding.code}: {finding.message.en}" for finding in verify(workspace, settings)]
        assert found == [], found  # I1, I2, I8
        for held in workspace.catalogue.held():
            dossier = workspace.catalogue.dossier(held.id)
            assert dossier is not None
            files = workspace.catalogue.files(held.id)
            fates = [file.fate for file in files]
            assert len(files) == sum(fates.count(fate) for fate in FileFate)  # I7
            assert all(file.reason for file in files if file.fate is FileFate.REJECTED)
            kept = [one for one in dossier.documents if one.sha256 and one.parent is None]
            assert len(kept) == fates.count(FileFate.DOCUMENT)
            assert workspace.catalogue.descriptions(held.id), f"{held.id} has no descriptions"  # I3
            assert workspace.catalogue.report(held.id), f"{held.id} has no report"
    finally:
        workspace.close()
    left = [str(path) for path in root.rglob("*") if path.name.startswith(".new-") or path.name in {"tmp", "lock.holder"}]
    assert left == [], left  # I6


def fingerprint_of(folder: Path) -> dict[str, str]:
    """Relative path → hash of every file in a folder, to see that nothing was touched (I4)."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def content_of(root: Path, settings: Settings | None = None) -> dict[str, object]:
    """What a workspace holds, without times and journals: equal for equal input however the run went (I5)."""
    settings = settings or load({"workspace": root})
    with sqlite3.connect(root / "catalogue.sqlite") as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = {name: _rows(connection, name) for name in sorted(names) if name not in _NOT_COMPARED}
    connection.close()
    backend = index.open_backend(settings.index, root)
    try:
        held = {name: (one.revision, one.entries) for name, one in sorted(backend.held().items())}
        results, _ = index.search_text(backend, "", Request(limit=1000))
        hits = sorted((hit.dossier, hit.document, hit.page, hit.title) for hit in results.hits)
    finally:
        backend.close()
    return {"tables": tables, "originals": fingerprint_of(root / "originals"), "held": held, "hits": hits}


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    cursor = connection.execute(f"SELECT * FROM {table}")  # a name out of sqlite_master
    columns = [column[0] for column in cursor.description]
    dropped = {"time"} | ({"sequence"} if table == "change" else set())
    kept = [number for number, column in enumerate(columns) if column not in dropped]
    return sorted((tuple(_timeless(row[number]) for number in kept) for row in cursor), key=repr)


def _timeless(value: object) -> object:
    """A description without when a checksum was made."""
    return re.sub(r"<checksumDatum>[^<]*", "<checksumDatum>", value) if isinstance(value, str) else value
