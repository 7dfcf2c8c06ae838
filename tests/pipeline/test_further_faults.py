"""What can go wrong after the first reading: looks that break down, runs broken off, dossiers that share a document, rehearsals."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from fairwoo.extract import Read, Reader, Task
from fairwoo.extract.reading import PAGES_AT_ONCE
from fairwoo.model import Extraction, PageBy
from fairwoo.pipeline import intake, reading
from tests.invariants import assert_workspace_ok, content_of
from tests.pipeline import scans
from tests.pipeline.test_further import LINES, codes, extraction, fairwoo, hits, ingest


@pytest.fixture
def dossier(tmp_path):
    folder = tmp_path / "zwembad"
    folder.mkdir()
    scans.scan(folder / "brief.pdf", [LINES])
    return folder


class Breaking(Reader):
    """Workers that do not come back from jobs for which `breaks` holds."""

    @staticmethod
    def breaks(job) -> bool:
        return job.task in {Task.LOOK, Task.OCR}

    def read(self, jobs):
        for job in jobs:
            if self.breaks(job):
                yield Read(job, Extraction(sha256=job.sha256, media_type="application/pdf", read=False))
            else:
                yield from super().read([job])


def test_a_page_that_always_breaks_the_look_is_told_and_left(dossier, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "Reader", Breaking)
    root = tmp_path / "werkmap"
    ingest(root, dossier)
    _, (page,) = extraction(root, "brief.pdf")
    assert (page.by, page.seen_by) == (PageBy.NONE, "failed")
    assert "page-not-looked-at" in codes(root)
    before = content_of(root)
    ingest(root, dossier)
    assert content_of(root) == before


def test_a_scan_with_a_sound_layer_that_breaks_the_look_ends_too(tmp_path, monkeypatch):
    folder = tmp_path / "zwembad"
    folder.mkdir()
    layered(folder / "brief.pdf")
    monkeypatch.setattr(reading, "Reader", Breaking)
    root = tmp_path / "werkmap"
    ingest(root, folder)
    _, (page,) = extraction(root, "brief.pdf")
    assert (page.by, page.seen_by) == (PageBy.TEXT_LAYER, "failed")


def layered(path: Path) -> None:
    """A scan with an invisible text layer that says what it shows."""
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas

    drawing = canvas.Canvas(str(path), pagesize=(scans.WIDTH, scans.HEIGHT), invariant=1)
    stream = io.BytesIO()
    scans.image(LINES).save(stream, "PNG")
    drawing.drawImage(ImageReader(stream), 0, 0, scans.WIDTH, scans.HEIGHT)
    text = drawing.beginText(72, scans.HEIGHT - 72 - 11)
    text.setFont("Helvetica", 11)
    text.setTextRenderMode(3)
    text.setLeading(20)
    text.textLines("\n".join(LINES))
    drawing.drawText(text)
    drawing.showPage()
    drawing.save()


def test_recognition_that_breaks_down_leaves_the_redactions(dossier, tmp_path, monkeypatch):
    class Half(Breaking):
        @staticmethod
        def breaks(job) -> bool:
            return job.task in {Task.LOOK, Task.OCR} and job.ocr

    monkeypatch.setattr(reading, "Reader", Half)
    root = tmp_path / "werkmap"
    ingest(root, dossier)
    _, (page,) = extraction(root, "brief.pdf")
    assert (page.by, page.seen_by, len(page.redactions)) == (PageBy.NONE, "pixels, failed", 1)
    assert "page-not-looked-at" in codes(root)
    assert "ocr-missing" not in codes(root)  # its advice would not help


def test_catching_up_that_breaks_down_leaves_the_redactions(dossier, tmp_path, monkeypatch):
    root = tmp_path / "werkmap"
    monkeypatch.setenv("FAIRWOO_EXTRACT__OCR", "false")
    ingest(root, dossier)
    monkeypatch.delenv("FAIRWOO_EXTRACT__OCR")
    _, (before,) = extraction(root, "brief.pdf")
    monkeypatch.setattr(reading, "Reader", Breaking)
    fairwoo(root, "extract", "--only", "pages-without-text")
    _, (page,) = extraction(root, "brief.pdf")
    assert before.redactions
    assert (page.redactions, page.redacted_share) == (before.redactions, before.redacted_share)


def test_a_stamp_on_a_scan_is_not_all_its_text(tmp_path, capsys):
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas

    folder, root = tmp_path / "zwembad", tmp_path / "werkmap"
    folder.mkdir()
    drawing = canvas.Canvas(str(folder / "brief.pdf"), pagesize=(scans.WIDTH, scans.HEIGHT), invariant=1)
    stream = io.BytesIO()
    scans.image(LINES).save(stream, "PNG")
    drawing.drawImage(ImageReader(stream), 0, 0, scans.WIDTH, scans.HEIGHT)
    drawing.drawString(300, 60, "Ontvangen 3 maart 2023, zaaknummer 2023-12345, stuk 7")
    drawing.showPage()
    drawing.save()
    ingest(root, folder)
    assert len(hits(root, "verbouwing", capsys)) == 1
    assert len(hits(root, "zaaknummer", capsys)) == 1


def with_attachment(path: Path, page: int, content: bytes) -> None:
    """Attach a file to a page of a PDF."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject

    writer = PdfWriter(clone_from=PdfReader(path))
    stream = StreamObject()
    stream.set_data(content)
    stream[NameObject("/Type")] = NameObject("/EmbeddedFile")
    file = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Filespec"),
            NameObject("/F"): TextStringObject("bijlage.pdf"),
            NameObject("/UF"): TextStringObject("bijlage.pdf"),
            NameObject("/EF"): DictionaryObject(
                {NameObject("/F"): writer._add_object(stream), NameObject("/UF"): writer._add_object(stream)}
            ),
        }
    )
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/FileAttachment"),
            NameObject("/Rect"): ArrayObject([NumberObject(value) for value in (10, 10, 30, 30)]),
            NameObject("/FS"): writer._add_object(file),
        }
    )
    writer.pages[page - 1][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    with path.open("wb") as target:
        writer.write(target)


@pytest.fixture
def bundle(tmp_path):
    """A PDF with a scan attached to a page that is read in the second go."""
    folder = tmp_path / "bundel"
    folder.mkdir()
    count = PAGES_AT_ONCE + 2
    scans.typed(folder / "bundel.pdf", [[f"Bladzijde {number} van de bundel."] for number in range(1, count + 1)])
    scans.scan(tmp_path / "bijlage.pdf", [LINES])
    with_attachment(folder / "bundel.pdf", count, (tmp_path / "bijlage.pdf").read_bytes())
    return folder


def test_what_is_attached_to_a_late_page_is_read_in_the_same_run(bundle, tmp_path, capsys):
    root = tmp_path / "werkmap"
    ingest(root, bundle)
    _, (page,) = extraction(root, "bijlage.pdf")
    assert page.by is PageBy.OCR
    assert len(hits(root, "verbouwing", capsys)) == 1
    before = content_of(root)
    ingest(root, bundle)
    assert content_of(root) == before
    assert_workspace_ok(root)


def test_a_run_broken_off_before_settling_loses_nothing(bundle, tmp_path, monkeypatch):
    straight, broken = tmp_path / "ongestoord", tmp_path / "gestoord"
    ingest(straight, bundle)
    with monkeypatch.context() as patch:
        patch.setattr(intake.Intake, "settle", lambda self, dossier_id, clock: (_ for _ in ()).throw(KeyboardInterrupt))
        fairwoo(broken, "ingest", str(bundle), "--publisher", "gm0055", code=130)
    ingest(broken, bundle)
    assert content_of(broken)["held"] == content_of(straight)["held"]
    assert content_of(broken)["tables"]["further"] == content_of(straight)["tables"]["further"]
    assert_workspace_ok(broken)


def test_dossiers_that_share_a_document_are_both_settled(dossier, tmp_path, capsys):
    other = tmp_path / "ander"
    other.mkdir()
    (other / "brief.pdf").write_bytes((dossier / "brief.pdf").read_bytes())
    root = tmp_path / "werkmap"
    ingest(root, other, "--text-only")
    ingest(root, dossier)
    assert {hit["dossier"] for hit in hits(root, "verbouwing", capsys)} == {"gm0055-ander", "gm0055-zwembad"}
    assert_workspace_ok(root)


def test_catching_up_keeps_what_an_older_version_read(dossier, tmp_path, capsys):
    root = tmp_path / "werkmap"
    ingest(root, dossier, "--text-only")
    with sqlite3.connect(root / "catalogue.sqlite") as connection:
        connection.execute("UPDATE extraction SET made_by = 'older'")
    connection.close()
    fairwoo(root, "extract", "--only", "pages-without-text")
    assert len(hits(root, "verbouwing", capsys)) == 1


def test_a_rehearsal_over_changed_files_changes_nothing(tmp_path):
    folder, root = tmp_path / "zwembad", tmp_path / "werkmap"
    folder.mkdir()
    (folder / "nota.txt").write_text("De eerste versie van de nota over het zwembad.")
    ingest(root, folder)
    before = content_of(root)
    (folder / "nota.txt").write_text("De tweede versie van de nota over het zwembad.")
    ingest(root, folder, "--dry-run")
    assert content_of(root) == before
    assert_workspace_ok(root)


def test_reading_anew_with_another_limit_is_a_new_version(tmp_path, capsys, monkeypatch):
    folder, root = tmp_path / "zwembad", tmp_path / "werkmap"
    folder.mkdir()
    (folder / "lang.txt").write_text("woord " * 300_000 + "slotwoord")
    monkeypatch.setenv("FAIRWOO_EXTRACT__TEXT_MB", "1")
    ingest(root, folder)
    assert "reading-cut-off" in codes(root)
    monkeypatch.delenv("FAIRWOO_EXTRACT__TEXT_MB")
    ingest(root, folder, "--force")
    assert "reading-cut-off" not in codes(root)
    assert len(hits(root, "slotwoord", capsys)) == 1


def test_a_workspace_without_marks_of_settling_gets_them(dossier, tmp_path):
    root = tmp_path / "werkmap"
    ingest(root, dossier)
    before = content_of(root)
    with sqlite3.connect(root / "catalogue.sqlite") as connection:
        connection.execute("DELETE FROM stage WHERE name = 'settle'")
    connection.close()
    ingest(root, dossier)
    assert content_of(root) == before


def test_only_and_force_do_not_go_together(dossier, tmp_path):
    root = tmp_path / "werkmap"
    ingest(root, dossier, "--text-only")
    fairwoo(root, "extract", "--only", "pages-without-text", "--force", code=2)
