"""Every sample dossier, and the real ones: packed, opened elsewhere, and the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from fairwoo import pack
from fairwoo.map.held_back import public_ids
from fairwoo.model import Dossier, Level
from fairwoo.shared import data_folder
from fairwoo.store import Workspace
from tests.pack.made import renamed, rows, run

pytestmark = pytest.mark.slow

OF_FILE = ("path", "sha256", "size", "media_type", "redacted_share")
REAL = {"ienw-landsadvocaat-stikstof": "mnre1130", "ocw-corona-scholen-inventaris": "mnre1109", "nh-zonneweide-jaagweg": "pv27"}


def expected(dossier: Dossier, left_out: set[str | None]) -> dict[str, object]:
    """The rows as they were, of files that stayed out (and what is in them) without what is said of the file."""
    before = rows(dossier)
    out = {one.id for one in dossier.documents if one.path in left_out}
    for one in dossier.documents:
        if one.id in out or one.parent in out:
            out.add(one.id)
            before["documents"][one.id].update(dict.fromkeys(OF_FILE))
    return renamed(before, public_ids(dossier.documents))


def check(workspace: Workspace, folder: Path, form: str) -> int:
    """Pack all dossiers that have a date, open the packages as one collection, compare; how many there were."""
    left_out = {}
    for held in workspace.catalogue.held():
        packed = pack.write(
            form.partition(".")[0], held.id, workspace, folder / "pakketten" / f"{held.id}{'.zip' * ('.' in form)}"
        )
        if packed.output is None:
            assert {one.code for one in packed.findings if one.level is Level.ERROR} == {"package-date-missing"}
            continue
        left_out[held.id] = {one.place.file for one in packed.findings if one.code.startswith("package-file-")}
    assert run(folder / "elders", "ingest", "--text-only", folder / "pakketten") == 0
    again = Workspace.open(folder / "elders")
    for name, files in left_out.items():
        assert rows(again.catalogue.dossier(name)) == expected(workspace.catalogue.dossier(name), files), name
    return len(left_out)


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    folder = tmp_path_factory.mktemp("voorbeelden")
    assert run(folder, "ingest", "--text-only", data_folder("sample_dossiers") / "dossiers") == 0
    return Workspace.open(folder)


@pytest.fixture(scope="module")
def real(tmp_path_factory, corpus):
    folder = tmp_path_factory.mktemp("echt")
    for name, body in REAL.items():
        assert run(folder, "ingest", "--text-only", "--publisher", body, corpus / "pdf-dossiers" / name) == 0
    return Workspace.open(folder)


@pytest.mark.parametrize("form", ["ro-crate", "bagit.zip"])
def test_the_sample_dossiers(samples, tmp_path, form):
    assert check(samples, tmp_path, form) == 14  # one has no date


@pytest.mark.parametrize("form", ["ro-crate.zip", "bagit"])
def test_real_dossiers(real, tmp_path, form):
    assert check(real, tmp_path, form) == 2  # an inventory alone has no date
