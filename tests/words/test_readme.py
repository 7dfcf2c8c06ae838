"""Every data file says in `vocab/README.md` what it is and where it comes from, and every file named there exists."""

from __future__ import annotations

import re
from pathlib import Path

VOCAB = Path(__file__).parents[2] / "vocab"


def test_readme_names_every_data_file_and_no_other() -> None:
    named = set(re.findall(r"`([a-z_]+\.(?:csv|toml|json))`", (VOCAB / "README.md").read_text(encoding="utf-8")))
    kept = {path.name for path in VOCAB.iterdir() if path.suffix in {".csv", ".toml", ".json"}}
    assert named == kept


def test_data_files_are_utf8_with_plain_line_ends() -> None:
    for path in VOCAB.glob("*.csv"):
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf"), path.name
        assert b"\r" not in content, path.name
        assert content.decode("utf-8").endswith("\n"), path.name
