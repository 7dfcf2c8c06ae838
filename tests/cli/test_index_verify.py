"""`fairwoo index --verify`: the pages of the catalogue are those of the index, or it says which are not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fairwoo import cli


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "aangeleverd" / "speelbos"
    folder.mkdir(parents=True)
    (folder / "besluit.txt").write_text("Besluit op uw Woo-verzoek over het speelbos.\n")
    root = tmp_path / "werkmap"
    assert cli.run(["--workspace", str(root), "-q", "ingest", str(folder), "--publisher", "gm0055"]) == 0
    return root


def test_an_index_with_all_pages_is_right(root, capsys):
    assert cli.run(["--workspace", str(root), "index", "--verify"]) == 0
    assert "1 bladzijde in" in capsys.readouterr().err


def test_an_index_that_is_gone_is_told_and_mended(root, capsys):
    shutil.rmtree(root / "index")
    assert cli.run(["--workspace", str(root), "index", "--verify"]) == 1
    assert "index-incomplete" in capsys.readouterr().err
    assert cli.run(["--workspace", str(root), "-q", "index"]) == 0
    assert cli.run(["--workspace", str(root), "index", "--verify"]) == 0


def test_it_is_one_or_the_other(root):
    assert cli.run(["--workspace", str(root), "-q", "index", "--verify", "--rebuild"]) == 2
