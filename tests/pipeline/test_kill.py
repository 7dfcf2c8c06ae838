"""A run that is killed at any moment and repeated gives what one undisturbed run gives: catalogue, originals and index."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.invariants import assert_workspace_ok, content_of, fingerprint_of

POINTS = 12
SEED = 20261125


def deliver(root: Path) -> Path:
    """Six dossiers for every kind of write: PDFs, an inventory, mail with an attachment, an archive, a rejection."""
    from reportlab.pdfgen import canvas

    for number in range(6):
        folder = root / f"zwembad-{number}"
        folder.mkdir(parents=True)
        page = canvas.Canvas(str(folder / "besluit.pdf"), invariant=1)
        for _ in range(4):
            page.drawString(72, 720, f"Besluit {number} op het Woo-verzoek over zwembad De Plons.")
            page.showPage()
        page.save()
        (folder / "inventaris.csv").write_text(
            "nr;titel;datum;beoordeling\n1;Nota;1-2-2023;Deels openbaar\n2;Brief;;Niet openbaar\n"
        )
        (folder / "leeg.txt").write_bytes(b"")
        message = EmailMessage()
        message["Subject"], message["Date"] = f"Zwembad {number}", "Wed, 01 Feb 2023 10:00:00 +0100"
        message.set_content("Zie de bijlage.")
        message.add_attachment(f"Nota {number} over het zwembad", filename="1 nota.txt")
        (folder / "1 mail.eml").write_bytes(message.as_bytes())
        with zipfile.ZipFile(folder / "stukken.zip", "w") as archive:
            archive.writestr("stuk.txt", f"Stuk {number}")
    return root


def command(workspace: Path, source: Path) -> list[str]:
    ingest = ["ingest", str(source), "--publisher", "gm0055", "--jobs", "2"]
    return [sys.executable, "-m", "fairwoo", "--workspace", str(workspace), "-q", *ingest]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL to a process group is POSIX")
def test_a_killed_run_converges(tmp_path):
    source = deliver(tmp_path / "aangeleverd")
    before = fingerprint_of(source)
    started = time.monotonic()
    subprocess.run(command(tmp_path / "ongestoord", source), check=True, timeout=120)
    duration = time.monotonic() - started
    wanted = content_of(tmp_path / "ongestoord")
    assert_workspace_ok(tmp_path / "ongestoord")
    moments = random.Random(SEED)
    killed = 0
    for point in range(POINTS):
        workspace = tmp_path / f"gestoord-{point}"
        begun = time.monotonic()
        process = subprocess.Popen(command(workspace, source), start_new_session=True)
        try:
            process.wait(duration * moments.uniform(0.15, 1.0))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            killed += 1
        else:
            duration = min(duration, time.monotonic() - begun)  # the first run was slow, because the machine was busy
        subprocess.run(command(workspace, source), check=True, timeout=120)
        assert content_of(workspace) == wanted, f"point {point}"
        assert_workspace_ok(workspace)
        assert fingerprint_of(source) == before
    assert killed >= POINTS * 2 // 3, f"only {killed} of {POINTS} runs were killed in time: the moments are badly chosen"
