"""What fairwoo itself made is never part of a dossier, wherever it lies, and never left out in silence."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from fairwoo import cli, ingest
from fairwoo.cli import exported
from fairwoo.cli.exported import Entry
from fairwoo.errors import InputError
from fairwoo.ingest import Found
from fairwoo.model import Delivery, FileFate
from fairwoo.serve.alerts.store import FILE as ALERTS
from fairwoo.store import CATALOGUE, Workspace, own
from tests.ingest.made import lay, outcomes

DOSSIERS = {"zaak1/besluit.txt": "Een", "zaak1/mail.txt": "Twee", "zaak2/besluit.txt": "Drie"}
TAKEN = {"zaak1": {"besluit.txt", "mail.txt"}, "zaak2": {"besluit.txt"}}


@pytest.fixture
def werkmap(tmp_path):
    """A workspace with a dossier in it, which was leased."""
    lay(tmp_path / "elders", {"oud/geheim.txt": "Onder de lak", "oud/dossier.json": {"published": "2023-02-01"}})
    root = tmp_path / "elders" / "werkmap"
    arguments = ["--workspace", str(root), "-q", "ingest", str(tmp_path / "elders" / "oud"), "--publisher", "gm0055"]
    assert cli.run(arguments) == 0
    return root


def export(folder: Path, *files: str) -> Path:
    """A folder that was exported to, as the command does it."""
    writing = exported.Folder(folder)
    for file in files or ("dcat.ttl", "dossier/gm0055-x/index.json", "dossier/gm0055-x/document/a/bestand/a.pdf"):
        writing.write(Entry("site"), file, b"Geschreven")
    writing.finish(set())
    return folder


def taken(location: Path, scratch: Path) -> dict[str, set[str]]:
    """What became a document or metadata, by the name of the dossier."""
    found = outcomes(location, scratch)
    assert all(isinstance(one, Delivery) for one in found)
    return {
        Path(one.dossier.location).name: {file.path for file in one.files if file.fate is not FileFate.REJECTED}
        for one in found
        if isinstance(one, Delivery)
    }


def left_out(location: Path, scratch: Path) -> dict[str, str]:
    """What was refused, in dossiers and beside them, with the code of the reason; each path has one fate."""
    beside = [file for one in ingest.find(location) for file in one.beside]
    inside = [file for one in outcomes(location, scratch) for file in one.files]
    paths = [file.path for file in beside]
    assert len(set(paths)) == len(paths)
    return {file.path: file.reason.code for file in (*beside, *inside) if file.reason}


@pytest.mark.parametrize("name", ["aaa-werkmap", "werkmap", "zzz"])
def test_another_workspace_among_the_dossiers(werkmap, tmp_path, name):
    source = lay(tmp_path / "in", DOSSIERS)
    shutil.copytree(werkmap, source / name)
    assert taken(source, tmp_path) == TAKEN
    assert left_out(source, tmp_path) == {f"{name}/{CATALOGUE}": "own-workspace-left-out"}


def test_a_workspace_in_a_dossier(werkmap, tmp_path):
    source = lay(tmp_path / "in", {"besluit.txt": "Een"})
    shutil.copytree(werkmap, source / "diep" / "werkmap")
    assert taken(source, tmp_path) == {"in": {"besluit.txt"}}
    assert left_out(source, tmp_path) == {f"diep/werkmap/{CATALOGUE}": "own-workspace-left-out"}


def test_dossiers_in_the_folder_of_a_workspace(werkmap, tmp_path):
    lay(werkmap, DOSSIERS)
    assert taken(werkmap, tmp_path) == TAKEN
    assert left_out(werkmap, tmp_path) == {CATALOGUE: "own-workspace-left-out"}
    assert taken(werkmap / "zaak1", tmp_path) == {"zaak1": TAKEN["zaak1"]}


def test_part_folders_stay_a_dossier_with_own_folders_beside_them(werkmap, tmp_path):
    source = lay(tmp_path / "in", {"documenten/1.txt": "Een"})
    shutil.copytree(werkmap, source / "werkmap")
    export(source / "site")
    assert taken(source, tmp_path) == {"in": {"documenten/1.txt"}}


def test_what_changes_in_a_workspace_or_an_export_changes_no_dossier(werkmap, tmp_path):
    def state() -> list[tuple]:
        return [(one.inputs, one.open(tmp_path / "scratch")) for one in ingest.find(source)]

    source = lay(tmp_path / "in", {"besluit.txt": "Een"})
    shutil.copytree(werkmap, source / "werkmap")
    export(source / "site", "a.ttl")
    before = state()
    lay(source / "werkmap", {"originals/ab/cd": "Nieuw", "lock.holder": "wij"})
    export(source / "site", "b.ttl")
    assert state() == before


def test_dossiers_in_a_workspace_that_lies_in_the_source_are_left_out_and_told(werkmap, tmp_path):
    source = lay(tmp_path / "in", DOSSIERS)
    shutil.copytree(werkmap, source / "werkmap")
    lay(source / "werkmap", {"zaak3/besluit.txt": "Vier", "later": "Van een nieuwere fairwoo"})
    assert taken(source, tmp_path) == TAKEN
    assert left_out(source, tmp_path) == {f"werkmap/{CATALOGUE}": "own-workspace-left-out"}


@pytest.mark.parametrize(
    "location", ["", CATALOGUE, "originals", "cache", "report.html", "index"], ids=lambda one: one or "the workspace"
)
def test_a_workspace_or_what_is_in_it_is_no_dossier(werkmap, location):
    (werkmap / "cache").mkdir(exist_ok=True)
    with pytest.raises(InputError, match="fairwoo zelf"):
        list(ingest.find(werkmap / location))


def test_a_workspace_by_way_of_links(werkmap, tmp_path):
    source = lay(tmp_path / "in", DOSSIERS)
    shutil.copytree(werkmap, source / "werkmap")
    (source / "zaak1" / "gelinkt.txt").symlink_to(next(file for file in (source / "werkmap" / "originals").glob("*/*")))
    (source / "zaak1" / "instelling").symlink_to(lay(source, {"fairwoo.toml": "lang = 'nl'"}) / "fairwoo.toml")
    (source / "zaak2" / "map").symlink_to(source / "werkmap")
    assert taken(source, tmp_path) == TAKEN
    (tmp_path / "weg").symlink_to(source / "werkmap")
    (tmp_path / "stuk").symlink_to(source / "werkmap" / "originals")
    for link in ("weg", "stuk"):
        with pytest.raises(InputError, match="fairwoo zelf"):
            list(ingest.find(tmp_path / link))


def test_a_link_within_a_dossier_to_a_workspace_in_it(werkmap, tmp_path):
    source = lay(tmp_path / "in", {"besluit.txt": "Een"})
    shutil.copytree(werkmap, source / "werkmap")
    (source / "gelinkt.txt").symlink_to(next((source / "werkmap" / "originals").glob("*/*")))
    assert taken(source, tmp_path) == {"in": {"besluit.txt"}}
    assert left_out(source, tmp_path)["gelinkt.txt"] == "file-special"


@pytest.mark.parametrize("settings", ["fairwoo.toml", "FAIRWOO.TOML", "zaak2/fairwoo.toml", "los/fairwoo.toml"])
def test_settings_among_the_dossiers_are_left_out_and_tie_nothing_together(settings, tmp_path):
    source = lay(tmp_path / "in", {**DOSSIERS, settings: '[mail]\npassword = "geheim"'})
    assert taken(source, tmp_path) == TAKEN
    assert set(left_out(source, tmp_path).values()) == {"own-settings-left-out"}
    with pytest.raises(InputError, match="fairwoo zelf"):
        list(ingest.find(source / settings))


@pytest.mark.parametrize("folder", ["aaa", "site", "zzz", "zaak1/site"])
def test_an_export_among_the_dossiers(folder, tmp_path):
    source = lay(tmp_path / "in", DOSSIERS)
    export(source / folder)
    assert taken(source, tmp_path) == TAKEN
    assert left_out(source, tmp_path) == {f"{folder}/{exported.LIST}".removeprefix("zaak1/"): "own-export-left-out"}
    for inside in ("", "dossier", "dossier/gm0055-x/index.json"):
        with pytest.raises(InputError, match="fairwoo zelf"):
            list(ingest.find(source / folder / inside))


@pytest.mark.parametrize("folder", ["", "zaak1"])
def test_an_export_to_a_folder_with_documents_takes_none_of_them_away(folder, tmp_path):
    source = lay(tmp_path / "in", DOSSIERS)
    export(source / folder, "dcat.ttl", "dossier/x.json")
    lay(source / folder, {"dossier/eigen.txt": "Van de gebruiker"} if folder else {})
    kept = {"dossier/eigen.txt"} if folder else set()
    assert taken(source, tmp_path) == TAKEN | {"zaak1": TAKEN["zaak1"] | kept}


def test_an_export_that_broke_off_or_of_which_the_list_is_damaged(tmp_path):
    source = lay(tmp_path / "in", DOSSIERS)
    exported.Folder(source / "bezig").write(Entry("site"), "half.ttl", b"Half")
    export(source / "stuk")
    (source / "stuk" / exported.LIST).write_text("{", encoding="utf-8")
    assert taken(source, tmp_path) == TAKEN
    assert set(left_out(source, tmp_path).values()) == {"own-export-left-out"}


def test_exported_packages_come_in_again_but_not_by_accident(werkmap, tmp_path):
    arguments = [
        "--workspace",
        str(werkmap),
        "-q",
        "export",
        "--standard",
        "bagit",
        "--output",
        str(tmp_path / "in" / "pakketten"),
    ]
    assert cli.run(arguments) == 0
    packages = tmp_path / "in" / "pakketten"
    (package,) = packages.glob("*.zip")
    assert [one.dossier.id for one in outcomes(packages, tmp_path)] == ["gm0055-oud"]
    assert [one.dossier.id for one in outcomes(package, tmp_path)] == ["gm0055-oud"]
    lay(tmp_path / "in", DOSSIERS)
    assert taken(tmp_path / "in", tmp_path) == TAKEN


def test_the_same_in_an_archive(werkmap, tmp_path):
    source = lay(tmp_path / "in", {"zaak1/besluit.txt": "Een", "fairwoo.toml": "lang = 'nl'"})
    shutil.copytree(werkmap, source / "zaak1" / "werkmap")
    export(source / "zaak1" / "site")
    with zipfile.ZipFile(tmp_path / "zaak.zip", "w") as archive:
        for file in sorted(one for one in source.rglob("*") if one.is_file()):
            archive.write(file, file.relative_to(source))
    assert taken(tmp_path / "zaak.zip", tmp_path) == {"zaak.zip": {"besluit.txt"}}
    told = left_out(tmp_path / "zaak.zip", tmp_path)
    assert {"own-settings-left-out", "own-workspace-left-out", "own-export-left-out"} <= set(told.values())


@pytest.mark.parametrize("name", ["catalogue.sqlite.bak", "catalogue (kopie).sqlite", f"oud-{ALERTS}"])
def test_a_copy_of_a_catalogue_outside_of_its_workspace(werkmap, tmp_path, name):
    source = lay(tmp_path / "in", DOSSIERS)
    shutil.copyfile(werkmap / CATALOGUE, source / "zaak1" / name)
    assert taken(source, tmp_path) == TAKEN
    assert left_out(source, tmp_path) == {name: "own-copy-left-out"}


@pytest.mark.parametrize("name", ["catalogue.sqlite", "report.html", "lock", "originals/x.txt", "instellingen.toml", ".fairwoo"])
def test_a_name_alone_makes_nothing_fairwoos_own(name, tmp_path):
    source = lay(tmp_path / "in", {"besluit.txt": "Een", name: "Geen databank"})
    assert taken(source, tmp_path) == {"in": {"besluit.txt", name} - {".fairwoo"}}


def test_all_that_fairwoo_keeps_in_a_workspace_is_known_as_a_part_of_it(werkmap):
    workspace = Workspace.open(werkmap)
    try:
        with workspace.lease():
            names = {entry.name for entry in werkmap.iterdir()} | {ALERTS, workspace.images.parent.name}
    finally:
        workspace.close()
    assert {CATALOGUE, "originals", "index", "tmp", "lock.holder", "report.html", "report.csv"} <= names
    assert [name for name in names if not own.is_part(name)] == []


def test_the_list_of_an_export_is_where_ingest_looks():
    assert (exported.LIST, exported.BUSY) == (own.EXPORT_LIST, own.EXPORT_BUSY)


def test_nothing_found_is_lost_behind_the_last_dossier(werkmap, tmp_path):
    source = lay(tmp_path / "in", {"a/1.txt": "Een", "los.txt": "Los", "b/2.txt": "Twee", "a/dossier.json": "{}"})
    shutil.copytree(werkmap, source / "zzz")
    found: list[Found] = list(ingest.find(source))
    assert [one.name for one in found] == ["a", "b"]
    assert {file.path for one in found for file in one.beside} == {"los.txt", f"zzz/{CATALOGUE}"}
