"""`sample_dossiers/make.py` writes what is kept, the same each time, and each file says that it is invented."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tomllib
import zipfile
from email import message_from_bytes, policy
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from fairwoo import vocab

ROOT = Path(__file__).parents[2] / "sample_dossiers"
KEPT = ROOT / "dossiers"
EXPECTED = json.loads((ROOT / "expected.json").read_text(encoding="utf-8"))
NOTICE = "Verzonnen voorbeeld van fairwoo"
FILES = sorted(path.relative_to(KEPT).as_posix() for path in KEPT.rglob("*") if path.is_file())
# Pictures, a lock, an empty file and half a file: no words can be read in them. (JSON and CSV have no room for a sentence.)
SILENT = {
    "gemeente-rijnwoude/glasvezel/Overeenkomst glasvezel.pdf",
    "gemeente-rijnwoude/sporthal/bijlage foto's.pdf",
    "gemeente-rijnwoude/sporthal/rapport dakonderzoek.pdf",
    "gemeente-rijnwoude/winkelcentrum-herinrichting/scan0012.pdf",
    "ministerie-van-verkeer-en-waterstaat/veerdienst-waddenpont/bijlage overzicht vertragingen.pdf",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The samples made twice, under other conditions each time."""
    folders = []
    for seed, zone in (("1", "Europe/Amsterdam"), ("2", "Pacific/Auckland")):
        folder = tmp_path_factory.mktemp("gemaakt")
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        subprocess.run([sys.executable, "-W", "error", str(ROOT / "make.py"), str(folder)], check=True, env=environment)
        folders.append(folder)
    return folders


def _tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_bytes_each_time(made):
    assert _tree(made[0]) == _tree(made[1])


def test_what_is_kept_is_what_is_made(made):
    """PDFs and packages hold what libraries of another version may write in another way: of those the words are compared."""
    fresh = _tree(made[0] / "dossiers")
    assert sorted(fresh) == FILES
    assert (made[0] / "expected.json").read_text(encoding="utf-8") == (ROOT / "expected.json").read_text(encoding="utf-8")
    for name, content in fresh.items():
        kept = (KEPT / name).read_bytes()
        if name in SILENT or name.endswith((".pdf", ".docx", ".xlsx", ".odt", ".zip", ".eml")):
            assert _words(name, kept) == _words(name, content), name
        else:
            assert kept == content, name


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith((".json", ".csv")) and name not in SILENT])
def test_a_document_says_that_it_is_invented(name):
    assert NOTICE in _words(name, (KEPT / name).read_bytes())


def _words(name: str, content: bytes) -> str:
    """The words of a file, read without fairwoo."""
    if name in SILENT:
        return ""
    kind = name.rpartition(".")[2]
    if kind == "pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    if kind == "eml":
        mail = message_from_bytes(content, policy=policy.default)
        return mail.get_body().get_content()
    if kind == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(_words(member, archive.read(member)) for member in archive.namelist())
    if kind in {"docx", "xlsx", "odt"}:
        parts = {"docx": "word/document.xml", "xlsx": "xl/sharedStrings.xml", "odt": "content.xml"}
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read(parts[kind]).decode()
    return content.decode()


def test_the_good_pdfs_are_tagged_and_the_scans_are_only_pictures():
    good = pypdf.PdfReader(KEPT / "gemeente-boarnsterhim/speeltuin-parkstraat/besluit.pdf")
    root = good.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl-NL"
    assert root["/StructTreeRoot"]["/K"][0]["/S"] == "/Document"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    scan = pypdfium2.PdfDocument(KEPT / "gemeente-rijnwoude/winkelcentrum-herinrichting/scan0012.pdf")
    assert len(scan) == 4
    for page in scan:
        assert [one.type for one in page.get_objects()] == [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        assert not page.get_textpage().get_text_range().strip()
    scan.close()


def test_the_bad_redactions_are_bad():
    """The words that must not leak are really there, or their test proves nothing."""
    for name, sample in EXPECTED["dossiers"].items():
        texts = "".join(_words(path.name, path.read_bytes()) for path in sorted((KEPT / name).glob("*.pdf")) if _readable(path))
        assert all(word in texts for word in sample["must_not_leak"]), name


def _readable(path: Path) -> bool:
    return path.relative_to(KEPT).as_posix() not in SILENT


def test_the_bodies_are_in_the_lists_under_their_code():
    bodies = tomllib.loads((ROOT / "texts" / "bodies.toml").read_text(encoding="utf-8"))
    for folder, body in bodies.items():
        found = vocab.body(body["code"])
        assert found is not None
        assert found.name == body["name"]
        assert (KEPT / folder).is_dir()
