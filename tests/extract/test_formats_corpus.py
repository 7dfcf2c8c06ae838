"""Real files and files made to break readers, through the real workers."""

from __future__ import annotations

import hashlib
import threading

import psutil
import pytest

from fairwoo.extract import Job, read
from fairwoo.settings import ExtractSettings

pytestmark = pytest.mark.corpus
SETTINGS = ExtractSettings(workers=2)


def _jobs(paths):
    for path in paths:
        content = path.read_bytes()
        yield Job(path, path.name, hashlib.sha256(content).hexdigest(), len(content))


class _Memory:
    """The most resident memory that any process below this one had."""

    def __init__(self):
        self.most = 0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()

    def _look(self):
        while not self._end.wait(0.02):
            for process in psutil.Process().children(recursive=True):
                try:
                    self.most = max(self.most, process.memory_info().rss)
                except psutil.NoSuchProcess:
                    continue


def test_every_hostile_file_is_read_or_told(corpus, tmp_path):
    paths = sorted(path for path in (corpus / "hostile").rglob("*") if path.is_file())
    with _Memory() as memory:
        found = dict(read(_jobs(paths), SETTINGS, tmp_path))
    assert len(found) == len(paths)
    for job, extraction in found.items():
        said = extraction.read and (any(page.text.strip() for page in extraction.pages) or extraction.parts)
        assert said or extraction.findings, job.name
        assert extraction.made_by
        assert all(finding.place.file == job.name for finding in extraction.findings)
    assert 0 < memory.most < 2 << 30
    assert {path.name for path in tmp_path.iterdir()} == {part.sha256 for one in found.values() for part in one.parts}


def test_encrypted_files_open_or_say_so(corpus, tmp_path):
    """The README of the corpus says which have a password and which open with the empty one."""
    paths = sorted((corpus / "hostile" / "encrypted").glob("*.pdf"))
    closed = (
        "hunter2",
        "issue3371",
        "issue6010",
        "pr6531",
        "aes-128",
        "aes-256",
        "graph-encrypted",
        "r2-user-password",
        "saslprep",
    )
    for job, extraction in read(_jobs(paths), SETTINGS, tmp_path):
        assert extraction.read != any(name in job.name for name in closed), job.name
        assert extraction.properties["encrypted"] == "true"
        assert extraction.read or extraction.findings[0].code == "pdf-encrypted"


def test_real_documents_are_read(corpus, tmp_path):
    """No failure on any real PDF, and every page has a text, is blank or is reported."""
    folders = ("pdf-dossiers", "reports", "derived", "kamerstukken-plooi", "besluit-pages-ocr-wer")
    paths = sorted(path for folder in folders for path in (corpus / folder).rglob("*.pdf"))
    assert len(paths) >= 20
    for job, extraction in read(_jobs(paths), SETTINGS, tmp_path):
        assert extraction.read, job.name
        silent = [page.number for page in extraction.pages if not page.text.strip() and page.image_cover]
        assert not silent or any(finding.code == "page-without-text" for finding in extraction.findings), job.name


def test_same_twice_whatever_the_number_of_workers(corpus, tmp_path):
    paths = sorted((corpus / "hostile" / "office-text").iterdir()) + sorted((corpus / "hostile" / "mail").iterdir())
    one, two = (
        {
            job.name: extraction
            for job, extraction in read(_jobs(paths), SETTINGS.model_copy(update={"workers": workers}), tmp_path)
        }
        for workers in (1, 2)
    )
    assert one == two
