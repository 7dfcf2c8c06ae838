"""Files made to break readers: nothing crashes or hangs, every file is accounted for, and the workspace is sound afterwards."""

from __future__ import annotations

import csv

import pytest

from fairwoo import cli
from fairwoo.store import Workspace
from tests.invariants import assert_workspace_ok


@pytest.mark.corpus
@pytest.mark.slow
def test_every_hostile_folder(corpus, tmp_path, capsys):
    """Acceptance 4: what was not read has a finding that names the trouble."""
    werkmap = tmp_path / "werkmap"
    folders = sorted(path for path in (corpus / "hostile").iterdir() if path.is_dir())
    code = cli.run(["--workspace", str(werkmap), "ingest", *map(str, folders), "--publisher", "gm0055"])
    capsys.readouterr()
    assert code == 0
    rows = list(csv.DictReader((werkmap / "report.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    counted = {row["plaats"]: int(row["bestanden"]) for row in rows if row["soort"] == "dossier"}
    for folder in folders:
        assert counted[str(folder)] == sum(path.is_file() for path in folder.rglob("*")), folder.name
    workspace = Workspace.open(werkmap)
    for held in workspace.catalogue.held():
        for document_id, extraction in workspace.catalogue.extractions_of(held.id).items():
            assert extraction.read or extraction.findings, (held.id, document_id)
    workspace.close()
    assert_workspace_ok(werkmap)
