"""Opening a package elsewhere gives the same dossier back; one that was tampered with says so."""

from __future__ import annotations

import json
import os
import shutil
import zipfile

import pytest

from fairwoo import pack
from fairwoo.store import catalogue
from fairwoo.store.changes import insert_hashed
from tests.invariants import assert_workspace_ok
from tests.pack.made import DOSSIER, FILES, ID, ingested, reopened, rows, run, tree

FORMS = [("ro-crate", ""), ("ro-crate", ".zip"), ("bagit", ""), ("bagit", ".zip")]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return ingested(tmp_path_factory.mktemp("rond"))


@pytest.mark.parametrize(("form", "ending"), FORMS)
def test_the_same_rows_come_back(workspace, tmp_path, form, ending):
    pack.write(form, ID, workspace, tmp_path / f"pakket{ending}")
    again = reopened(tmp_path / f"pakket{ending}", tmp_path / "elders")
    before = rows(workspace.catalogue.dossier(ID))
    assert rows(again.catalogue.dossier(ID)) == before
    assert {one["path"] for one in before["documents"].values()} == {"besluit.txt", "stukken/nota één 100%.txt", None}
    assert not [finding.code for finding in again.catalogue.findings(ID) if finding.code.startswith("package-")]
    assert_workspace_ok(tmp_path / "elders")


def test_a_package_of_a_package_is_the_same_package(tmp_path, monkeypatch):
    """If taken in at the same moment: MDTO says when a checksum was made."""
    moment = "2026-11-28T12:00:00+00:00"
    monkeypatch.setattr(catalogue, "insert_hashed", lambda connection, hashes, _: insert_hashed(connection, hashes, moment))
    workspace = ingested(tmp_path)
    pack.write("bagit", ID, workspace, tmp_path / "een")
    again = reopened(tmp_path / "een", tmp_path / "elders")
    pack.write("bagit", ID, again, tmp_path / "twee")
    assert tree(tmp_path / "twee") == tree(tmp_path / "een")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_of_files_come_back_letter_by_letter(tmp_path):
    names = [
        "ab: c?.txt",
        "100%25.txt",
        "één\u202e.txt",
        "regel\neinde.txt",
        "aan'haling\"s.txt",
        "&<>.txt",
        "map met spatie/x#y.txt",
    ]
    documents = [{"file": "besluit.txt", "role": "decision", "title": "Besluit"}]
    files = {"dossier.json": {**DOSSIER, "documents": documents}, "besluit.txt": "Besluit."} | {
        name: f"{name}." for name in names
    }
    workspace = ingested(tmp_path, files)
    for form, ending in FORMS:
        pack.write(form, ID, workspace, tmp_path / f"{form}{ending}")
        again = reopened(tmp_path / f"{form}{ending}", tmp_path / f"elders-{form}{ending}")
        before, after = (one.catalogue.dossier(ID).documents for one in (workspace, again))
        assert [(one.id, one.path, one.sha256) for one in after] == [(one.id, one.path, one.sha256) for one in before]


@pytest.mark.parametrize("form", ["ro-crate", "bagit"])
def test_tampering_is_seen(workspace, tmp_path, form):
    pack.write(form, ID, workspace, tmp_path / "pakket")
    root = tmp_path / "pakket" / ("data" if form == "bagit" else "")
    (root / "besluit.txt").write_text("Een heel ander besluit over het zwembad.")
    (root / "stukken" / "nota één 100%.txt").unlink()
    (root / "erbij.txt").write_text("Later erbij gezet.")
    again = reopened(tmp_path / "pakket", tmp_path / "elders")
    reasons = {file.path: file.reason.code for file in again.catalogue.files(ID) if file.reason}
    assert reasons == {"besluit.txt": "package-file-changed", "erbij.txt": "package-file-unlisted"}
    missing = [one.place.file for one in again.catalogue.findings(ID) if one.code == "package-file-missing"]
    assert missing == ["stukken/nota één 100%.txt"]
    assert not [one for one in again.catalogue.dossier(ID).documents if one.sha256]
    assert_workspace_ok(tmp_path / "elders")


def test_changed_metadata_are_not_believed(workspace, tmp_path):
    pack.write("ro-crate", ID, workspace, tmp_path / "pakket")
    own = tmp_path / "pakket" / "dossier.json"
    own.write_text(json.dumps({**json.loads(own.read_text(encoding="utf-8")), "title": "Iets anders"}), encoding="utf-8")
    assert run(tmp_path / "elders", "ingest", tmp_path / "pakket") == 3  # the publisher was in it, so nothing is taken in


def test_a_member_that_was_changed_in_the_archive(workspace, tmp_path):
    pack.write("ro-crate", ID, workspace, tmp_path / "pakket.zip")
    with zipfile.ZipFile(tmp_path / "pakket.zip") as old, zipfile.ZipFile(tmp_path / "anders.zip", "w") as new:
        for member in old.namelist():
            new.writestr(member, b"Vervalst." if member == "besluit.txt" else old.read(member))
    again = reopened(tmp_path / "anders.zip", tmp_path / "elders")
    assert {one.path: one.reason.code for one in again.catalogue.files(ID) if one.reason} == {
        "besluit.txt": "package-file-changed"
    }


def test_a_second_ingest_of_a_package_does_nothing(workspace, tmp_path):
    pack.write("ro-crate", ID, workspace, tmp_path / "pakket")
    again = reopened(tmp_path / "pakket", tmp_path / "elders")
    before = again.catalogue.held(ID)[0].revision
    shutil.copytree(tmp_path / "pakket", tmp_path / "kopie")
    assert run(tmp_path / "elders", "ingest", tmp_path / "pakket") == 0
    assert again.catalogue.held(ID)[0].revision == before


def test_dossier_json_in_a_package_holds_everything(workspace, tmp_path):
    pack.write("ro-crate", ID, workspace, tmp_path / "pakket")
    own = json.loads((tmp_path / "pakket" / "dossier.json").read_text(encoding="utf-8"))
    assert {key: own[key] for key in ("title", "description", "decided", "published", "modified", "outcome", "regime")} == {
        key: DOSSIER[key] for key in ("title", "description", "decided", "published", "modified", "outcome", "regime")
    }
    assert (own["id"], own["publisher"]) == ("zwembad", "gm0055")
    by_id = {entry["id"]: entry for entry in own["documents"]}
    assert set(by_id) == {one.id for one in workspace.catalogue.dossier(ID).documents}
    assert by_id["nr-2"] == {"id": "nr-2", "number": "2", "title": "Advies", "disclosure": "not_public", "grounds": ["5.1.5"]}
    assert by_id["besluit"]["file"] == "besluit.txt"
    assert str(FILES["besluit.txt"]) not in json.dumps(own)
