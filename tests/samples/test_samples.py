"""The sample dossiers through the whole pipeline: what sample_dossiers/expected.json says of each is what fairwoo finds."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from pathlib import Path

import pytest

from fairwoo import cli
from fairwoo.store import Workspace
from tests.invariants import assert_workspace_ok

ROOT = Path(__file__).parents[2] / "sample_dossiers"
EXPECTED = json.loads((ROOT / "expected.json").read_text(encoding="utf-8"))
DOSSIERS = EXPECTED["dossiers"]


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory):
    root = tmp_path_factory.mktemp("voorbeelden") / "werkmap"
    bodies = sorted(str(path) for path in (ROOT / "dossiers").iterdir())
    assert cli.run(["--workspace", str(root), "-q", "ingest", *bodies]) == 0
    workspace = Workspace.open(root)
    found = {
        Path(held.location).relative_to((ROOT / "dossiers").resolve()).as_posix(): held.id for held in workspace.catalogue.held()
    }
    yield workspace, found
    workspace.close()


def test_every_sample_is_taken_in_and_the_workspace_is_sound(taken_in):
    workspace, found = taken_in
    assert set(found) == set(DOSSIERS)
    assert len(EXPECTED["bodies"]) == 4
    assert len(DOSSIERS) >= 12
    assert_workspace_ok(workspace.root)


@pytest.mark.parametrize("name", DOSSIERS)
def test_a_sample_is_read_as_it_should(taken_in, name):
    workspace, found = taken_in
    expected, catalogue = DOSSIERS[name], workspace.catalogue
    dossier = catalogue.dossier(found[name])
    assert dossier is not None
    fates = Counter(str(file.fate) for file in catalogue.files(dossier.id))
    files = {"documents": fates["document"], "metadata": fates["metadata"], "rejected": fates["rejected"]}
    assert files == expected["files"]
    assert dossier.publisher.code == expected["publisher"]
    assert sum(one.parent is not None for one in dossier.documents) == expected["parts"]
    assert sum(one.sha256 is None for one in dossier.documents) == expected["withheld"]
    roles = Counter(str(one.role) for one in dossier.documents if one.sha256 and one.parent is None)
    if expected["roles"]:  # what is only a scan tells no role
        assert dict(roles) == expected["roles"]
    for field in ("title", "requested", "decided", "outcome", "regime"):
        told = getattr(dossier, field)
        assert (str(told) if told is not None else None) == expected[field], field
    if "grounds" in expected:
        assert set(dossier.grounds) == set(expected["grounds"])
    codes = {finding.code for finding in catalogue.findings(dossier.id)}
    codes |= {file.reason.code for file in catalogue.files(dossier.id) if file.reason}
    assert set(expected["findings"]) <= codes


@pytest.mark.parametrize("name", [name for name, sample in DOSSIERS.items() if "search" in sample])
def test_a_sample_is_found(taken_in, name, capsys):
    workspace, found = taken_in
    capsys.readouterr()
    assert cli.run(["--workspace", str(workspace.root), "--json", "search", DOSSIERS[name]["search"], "--limit", "100"]) == 0
    hits = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert found[name] in {hit["dossier"] for hit in hits}


def test_what_lies_under_a_redaction_is_nowhere_but_in_the_original(taken_in):
    """Rule 5: not in the catalogue (compressed texts opened), the index, the reports or the descriptions."""
    workspace, _ = taken_in
    secrets = [word.encode() for sample in DOSSIERS.values() for word in sample["must_not_leak"]]
    assert secrets
    with sqlite3.connect(workspace.root / "catalogue.sqlite") as connection:
        texts = [zlib.decompress(row[0]) for row in connection.execute("SELECT value FROM extraction")]
    connection.close()
    others = [path for path in workspace.root.rglob("*") if path.is_file() and "originals" not in path.parts]
    held = b"\n".join([*texts, *(path.read_bytes() for path in others)]).lower()
    assert not [secret for secret in secrets if secret.lower() in held]


def test_the_samples_are_small(taken_in):
    assert sum(path.stat().st_size for path in ROOT.rglob("*") if path.is_file()) <= 5_000_000
