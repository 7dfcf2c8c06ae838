"""The MDTO of a file says when its checksum was made: when it was first taken in, whatever else of the dossier changes later."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fairwoo.pipeline import Run
from fairwoo.settings import load
from fairwoo.store import Workspace

FIRST = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def take_in(tmp_path: Path):
    """A run over a folder at a time; it gives the checksumDatum of each file."""
    settings = load({"workspace": tmp_path / "werkmap", "ingest": {"publisher": "gm0055"}})
    workspace = Workspace.open(tmp_path / "werkmap", create=True)

    def run(folder: Path, time: datetime, *, force: bool = False) -> dict[str, str]:
        with workspace.lease():
            one = Run(workspace, settings, "run", lambda: time)
            steps = list(one.ingest(one.plan([folder]), until="map", force=force, further="nothing"))
        assert {step.verdict for step in steps} <= {"done", "current"}
        (held,) = workspace.catalogue.held()
        contents = {found.file_name: found.content for found in workspace.catalogue.descriptions(held.id)}
        return {
            name.removeprefix("mdto/").removesuffix(".bestand.mdto.xml"): re.findall(
                "<checksumDatum>(.*)</checksumDatum>", content
            )[0]
            for name, content in contents.items()
            if name.endswith(".bestand.mdto.xml")
        }

    yield run
    workspace.close()


def test_a_file_keeps_the_time_it_came_in(take_in, tmp_path):
    folder = tmp_path / "zwembad"
    folder.mkdir()
    (folder / "besluit.txt").write_text("Besluit op uw Woo-verzoek over het zwembad.\n")
    (folder / "nota.txt").write_text("Nota over het zwembad.\n")
    first = "2026-11-25T12:00:00Z"
    assert take_in(folder, FIRST) == {"besluit.txt": first, "nota.txt": first}
    assert take_in(folder, FIRST + timedelta(days=1), force=True) == {"besluit.txt": first, "nota.txt": first}
    (folder / "nota.txt").write_text("Nota over het nieuwe zwembad.\n")
    assert take_in(folder, FIRST + timedelta(days=2)) == {"besluit.txt": first, "nota.txt": "2026-11-27T12:00:00Z"}
