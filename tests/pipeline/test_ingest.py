"""`fairwoo ingest` as archive staff use it: what it takes in, what it says, what it leaves alone."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from fairwoo import cli
from fairwoo.store import Workspace
from tests.invariants import assert_workspace_ok, content_of, fingerprint_of
from tests.pipeline.test_kill import deliver


@pytest.fixture
def werkmap(tmp_path):
    return tmp_path / "werkmap"


@pytest.fixture
def run(werkmap, capsys):
    def command(*arguments: object, code: int = 0) -> str:
        assert cli.run(["--workspace", str(werkmap), *map(str, arguments)]) == code, capsys.readouterr()
        return capsys.readouterr().out

    return command


def steps(out: str) -> list[dict]:
    return [document for line in out.splitlines() if "stage" in (document := json.loads(line))]


def test_every_file_is_accounted_for_and_the_workspace_is_sound(run, tmp_path, werkmap):
    source = deliver(tmp_path / "in")
    before = fingerprint_of(source)
    run("ingest", source, "--publisher", "gemeente Boarnsterhim")
    rows = list(csv.DictReader((werkmap / "report.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    dossiers = [row for row in rows if row["soort"] == "dossier"]
    assert len(dossiers) == 6
    for row in dossiers:
        assert int(row["bestanden"]) == int(row["documenten"]) + int(row["metadata"]) + int(row["afgewezen"]) == 5
        assert row["afgewezen"] == "1"
        assert row["uit bijlagen"] == "2"  # the mail's attachment and the archive's member
    assert [row["bestand"] for row in rows if row["soort"] == "afgewezen"] == ["leeg.txt"] * 6
    assert "leeg.txt" in (werkmap / "report.html").read_text(encoding="utf-8")
    assert_workspace_ok(werkmap)
    assert fingerprint_of(source) == before


def test_a_second_run_reads_nothing_and_says_so(run, tmp_path, werkmap):
    source = deliver(tmp_path / "in")
    run("ingest", source, "--publisher", "gm0055")
    first = content_of(werkmap)
    second = steps(run("--json", "ingest", source, "--publisher", "gm0055"))
    assert {step["verdict"] for step in second} == {"current"}
    assert not [step for step in second if step["stage"] == "extract"]
    assert content_of(werkmap) == first


def test_one_changed_file_reads_one_document(run, tmp_path, werkmap):
    source = deliver(tmp_path / "in")
    run("ingest", source, "--publisher", "gm0055")
    (source / "zwembad-3" / "1 mail.eml").write_bytes(b"Subject: Nieuw\nDate: Thu, 02 Feb 2023 10:00:00 +0100\n\nTekst.\n")
    again = steps(run("--json", "ingest", source, "--publisher", "gm0055"))
    assert [step["document"] for step in again if step["stage"] == "extract" and step["verdict"] == "done"] == ["1-mail"]
    assert [step["dossier"] for step in again if step["stage"] == "ingest" and step["verdict"] == "done"] == ["gm0055-zwembad-3"]
    assert_workspace_ok(werkmap)


def test_a_file_that_is_gone_leaves_no_trace(run, tmp_path, werkmap):
    source = deliver(tmp_path / "in")
    (source / "zwembad-2" / "extra.txt").write_text("Bladerdakverdichting staat alleen hier.")
    run("ingest", source, "--publisher", "gm0055")
    assert "Bladerdakverdichting" in run("search", "bladerdakverdichting")
    (source / "zwembad-2" / "extra.txt").unlink()
    run("ingest", source, "--publisher", "gm0055")
    assert "Bladerdakverdichting" not in run("search", "bladerdakverdichting")
    assert_workspace_ok(werkmap)


def test_a_rehearsal_shows_the_same_counts_and_writes_nothing(run, tmp_path, werkmap):
    source = deliver(tmp_path / "in")
    told = run("ingest", source, "--publisher", "gm0055", "--dry-run")
    assert "zou worden opgenomen" in told
    assert not werkmap.exists()
    real = run("ingest", source, "--publisher", "gm0055")
    numbers = lambda text: [line.split()[-9:] for line in text.splitlines() if line.startswith(("gm0055", "Totaal"))]  # noqa: E731
    assert numbers(told) == numbers(real)


def test_the_number_of_readers_changes_nothing(run, tmp_path, werkmap):
    source = deliver(tmp_path / "in")
    run("ingest", source, "--publisher", "gm0055", "--jobs", "1")
    one = content_of(werkmap)
    shutil.rmtree(werkmap)
    run("ingest", source, "--publisher", "gm0055", "--jobs", "3")
    assert content_of(werkmap) == one


def test_the_same_name_from_two_places_is_told_and_the_first_stays(run, tmp_path, werkmap):
    for place in ("a", "b"):
        (tmp_path / place / "zwembad").mkdir(parents=True)
        (tmp_path / place / "zwembad" / "besluit.txt").write_text(f"Besluit {place}")
    run("ingest", tmp_path / "a" / "zwembad", "--publisher", "gm0055")
    run("ingest", tmp_path / "b" / "zwembad", "--publisher", "gm0055", code=3)
    workspace = Workspace.open(werkmap)
    assert [Path(held.location).parent.name for held in workspace.catalogue.held()] == ["a"]
    workspace.close()


def test_a_moved_folder_is_the_same_dossier(run, tmp_path, werkmap):
    source = deliver(tmp_path / "in")
    run("ingest", source, "--publisher", "gm0055")
    source.rename(tmp_path / "elders")
    run("ingest", tmp_path / "elders", "--publisher", "gm0055")
    workspace = Workspace.open(werkmap)
    assert len(workspace.catalogue.held()) == 6
    workspace.close()
    assert_workspace_ok(werkmap)


def test_strict_is_a_verdict(run, tmp_path):
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "besluit.pdf").write_bytes(b"%PDF-1.7\nkapot")
    run("ingest", folder, "--publisher", "gm0055", "--strict", code=1)
    run("ingest", folder, "--publisher", "gm0055", "--force")


@pytest.mark.corpus
def test_a_published_dossier_of_a_province(run, corpus, werkmap):
    """Acceptance 2: roles, grounds, date and publisher as its own metadata and its letter say."""
    run("ingest", corpus / "pdf-dossiers" / "nh-zonneweide-jaagweg", "--publisher", "provincie Noord-Holland")
    workspace = Workspace.open(werkmap)
    (held,) = workspace.catalogue.held()
    dossier = workspace.catalogue.dossier(held.id)
    descriptions = workspace.catalogue.descriptions(held.id)
    workspace.close()
    assert dossier is not None
    roles = [document.role for document in dossier.documents]
    assert (len(roles), roles.count("decision"), roles.count("inventory")) == (7, 1, 1)
    partly = [document for document in dossier.documents if document.disclosure == "partly_public"]
    assert len(partly) == 5
    assert {document.grounds for document in partly} == {("10.2e",)}
    assert str(dossier.decided) == "2021-12-23"
    assert dossier.publisher.uri == "https://identifier.overheid.nl/tooi/id/provincie/pv27"
    assert {one.standard for one in descriptions} >= {"dcat", "diwoo", "schemaorg"}
    assert "zonneweide" in run("search", "zonneweide").lower()
    assert_workspace_ok(werkmap)


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize("name", ["pdf-dossiers", "derived/typeset"])
def test_real_collections_are_taken_in_whole(run, corpus, werkmap, name):
    """Acceptance 3: every file accounted for, exit 0, a second run that reads nothing, results identical."""
    arguments = ("ingest", *sorted((corpus / name).iterdir()), "--publisher", "gemeente Amsterdam")
    run(*arguments)
    first = content_of(werkmap)
    assert_workspace_ok(werkmap)
    assert {step["verdict"] for step in steps(run("--json", *arguments))} == {"current"}
    assert content_of(werkmap) == first
