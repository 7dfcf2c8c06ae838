"""What the first reading leaves: large files are read on, and pages that are images are looked at, page by page."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fairwoo.cli import run
from fairwoo.extract.reading import PAGES_AT_ONCE
from fairwoo.model import NeedsOcr, PageBy
from fairwoo.store import Workspace
from tests.invariants import assert_workspace_ok, content_of
from tests.pipeline import scans

LINES = [
    "Geachte mevrouw, op 3 maart 2023 heeft u verzocht om informatie",
    "over het zwembad De Plons en de kosten van de verbouwing.",
    "Het college heeft besloten de gevraagde stukken openbaar te maken.",
]


@pytest.fixture
def dossier(tmp_path):
    folder = tmp_path / "zwembad"
    folder.mkdir()
    scans.scan(folder / "brief.pdf", [LINES, [*LINES, "Bijlage met een overzicht van de stukken."]])
    scans.typed(folder / "nota.pdf", [["Nota over het zwembad, met tekst die er gewoon in staat."]])
    return folder


def fairwoo(workspace: Path, *words: str, code: int = 0) -> None:
    assert run(["--workspace", str(workspace), "-q", *words]) == code


def ingest(workspace: Path, folder: Path, *words: str) -> None:
    fairwoo(workspace, "ingest", str(folder), "--publisher", "gm0055", *words)


def extraction(root: Path, name: str):
    workspace = Workspace.open(root)
    try:
        (held,) = workspace.catalogue.held()
        readings = workspace.catalogue.readings(held.id)
        (reading,) = [reading for reading in readings.values() if reading.endswith(name)]
        return workspace.catalogue.extraction(reading), list(workspace.catalogue.pages_of(reading))
    finally:
        workspace.close()


def codes(root: Path) -> set[str]:
    workspace = Workspace.open(root)
    try:
        return {finding.code for held in workspace.catalogue.held() for finding in workspace.catalogue.findings(held.id)}
    finally:
        workspace.close()


def hits(root: Path, words: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    fairwoo(root, "--json", "search", words)
    return [one for line in capsys.readouterr().out.splitlines() if (one := json.loads(line)).get("document")]


class TestImages:
    def test_a_scan_is_read_found_and_measured(self, dossier, tmp_path, capsys):
        root = tmp_path / "werkmap"
        ingest(root, dossier)
        _, (first, second) = extraction(root, "brief.pdf")
        assert first.by is second.by is PageBy.OCR
        assert first.needs_ocr is NeedsOcr.NO_TEXT
        assert "verbouwing" in first.text
        assert "overzicht van de stukken" in second.text
        assert "tesser" in (first.seen_by or "")
        assert (first.ocr_score or 0) > 0.9
        (box,) = first.redactions
        left, top, width, height = scans.BOX
        assert (box.x, box.y, box.width, box.height) == pytest.approx((left, top, width, height), abs=3)
        assert first.redacted_share == pytest.approx(width * height / (scans.WIDTH * scans.HEIGHT), rel=0.15)
        word = next(one for one in first.words if one.text.startswith("verbouwing"))
        assert 72 + 20 - 6 < word.y < 72 + 20 + 14  # its line is the second, 20 points below the first
        assert {one["page"] for one in hits(root, "verbouwing", capsys)} == {1, 2}
        assert "page-text-recognised" in codes(root)
        assert not codes(root) & {"page-without-text", "ocr-missing"}
        assert_workspace_ok(root)

    def test_images_can_wait(self, dossier, tmp_path, capsys):
        straight, late = tmp_path / "ineens", tmp_path / "later"
        ingest(straight, dossier)
        ingest(late, dossier, "--text-only")
        assert "page-without-text" in codes(late)
        assert hits(late, "verbouwing", capsys) == []
        assert len(hits(late, "gewoon", capsys)) == 1
        for stage in ("extract", "map", "check", "index"):
            fairwoo(late, stage)
        assert content_of(late)["held"] == content_of(straight)["held"]
        assert content_of(late)["tables"]["further"] == content_of(straight)["tables"]["further"]

    def test_recognition_can_be_caught_up_with(self, dossier, tmp_path, capsys, monkeypatch):
        straight, late = tmp_path / "ineens", tmp_path / "later"
        ingest(straight, dossier)
        monkeypatch.setenv("FAIRWOO_EXTRACT__OCR", "false")
        ingest(late, dossier)
        _, (first, _) = extraction(late, "brief.pdf")
        assert first.by is PageBy.NONE
        assert len(first.redactions) == 1  # boxes need no recognition
        assert "ocr-missing" in codes(late)
        fairwoo(late, "extract", "--only", "pages-without-text", code=4)
        monkeypatch.delenv("FAIRWOO_EXTRACT__OCR")
        fairwoo(late, "extract", "--only", "pages-without-text")
        assert "ocr-missing" not in codes(late)
        assert len(hits(late, "verbouwing", capsys)) == 2
        assert content_of(late)["held"] == content_of(straight)["held"]
        assert_workspace_ok(late)

    def test_an_image_file_is_a_page(self, tmp_path, capsys):
        folder = tmp_path / "foto's"
        folder.mkdir()
        scans.image(LINES).save(folder / "brief.png", dpi=(scans.DPI, scans.DPI))
        root = tmp_path / "werkmap"
        ingest(root, folder)
        _, (page,) = extraction(root, "brief.png")
        assert page.by is PageBy.OCR
        assert len(page.redactions) == 1
        assert len(hits(root, "verbouwing", capsys)) == 1

    def test_a_second_run_does_nothing(self, dossier, tmp_path):
        root = tmp_path / "werkmap"
        ingest(root, dossier)
        before = content_of(root)
        ingest(root, dossier)
        assert content_of(root) == before

    @pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
    @pytest.mark.parametrize("looks", [1, 2])
    def test_a_run_killed_after_some_pages_goes_on_with_the_next(self, dossier, tmp_path, looks):
        straight, broken = tmp_path / "ongestoord", tmp_path / "gestoord"
        ingest(straight, dossier)
        scans.scan(dossier / "brief 2.pdf", [[*LINES, f"Stuk {number}"] for number in range(4)])
        ingest(straight, dossier)
        command = [sys.executable, "-m", "fairwoo", "--workspace", str(broken), "--json"]
        command += ["ingest", str(dossier), "--publisher", "gm0055", "--jobs", "1"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
        assert process.stdout
        seen = 0
        for line in process.stdout:
            seen += json.loads(line).get("stage") == "look"
            if seen == looks:
                break
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        workspace = Workspace.open(broken)
        kept = len(workspace.catalogue.rows(__import__("sqlalchemy").text("SELECT page FROM further")))
        workspace.close()
        assert kept >= looks  # a step is told when its result is durable
        again = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
        looked = sum(json.loads(line).get("stage") == "look" for line in again.stdout.splitlines())
        assert looked == 6 - kept
        wanted, found = content_of(straight), content_of(broken)
        assert found["held"] == wanted["held"]
        assert found["tables"]["further"] == wanted["tables"]["further"]
        assert_workspace_ok(broken)


class TestLargeFiles:
    def test_every_page_is_there_and_found(self, tmp_path, capsys):
        folder, root = tmp_path / "bundel", tmp_path / "werkmap"
        folder.mkdir()
        count = 2 * PAGES_AT_ONCE + 3
        scans.typed(
            folder / "bundel.pdf", [[f"Bladzijde {number} van de bundel, merkteken{number}."] for number in range(1, count + 1)]
        )
        ingest(root, folder)
        whole, pages = extraction(root, "bundel.pdf")
        assert [page.number for page in whole.pages] == [page.number for page in pages] == list(range(1, count + 1))
        assert all(f"merkteken{page.number}." in page.text for page in pages)
        for number in (1, PAGES_AT_ONCE, PAGES_AT_ONCE + 1, count):
            (hit,) = hits(root, f"merkteken{number}", capsys)
            assert hit["page"] == number
        workspace = Workspace.open(root)
        (held,) = workspace.catalogue.held()
        assert workspace.catalogue.pages(held.id) == (count, 0)
        workspace.close()
        assert_workspace_ok(root)

    def test_its_first_pages_are_found_before_the_rest_is_read(self, tmp_path, capsys):
        folder, root = tmp_path / "bundel", tmp_path / "werkmap"
        folder.mkdir()
        scans.typed(folder / "bundel.pdf", [[f"merkteken{number}"] for number in range(PAGES_AT_ONCE + 1)])
        command = [
            sys.executable,
            "-m",
            "fairwoo",
            "--workspace",
            str(root),
            "--json",
            "ingest",
            str(folder),
            "--publisher",
            "gm0055",
        ]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
        assert process.stdout
        next(line for line in process.stdout if json.loads(line).get("stage") == "index")
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert len(hits(root, "merkteken0", capsys)) == 1
        assert hits(root, f"merkteken{PAGES_AT_ONCE}", capsys) == []
        ingest(root, folder)
        assert len(hits(root, f"merkteken{PAGES_AT_ONCE}", capsys)) == 1
