"""Word and PowerPoint of before 2007: read through LibreOffice where it is, told what to do where it is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import docx
import olefile
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from fairwoo.extract.ole_properties import ole_properties
from fairwoo.extract.programs import office_program
from tests.extract.caged import opened_in_cage
from tests.extract.opened import codes, opened, text_of

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")


@pytest.fixture(scope="module")
def office():
    """The path of LibreOffice."""
    path = office_program()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("LibreOffice is not installed")
    return path


@pytest.fixture(scope="module")
def old_files(office, tmp_path_factory):
    """A .doc and a .ppt, written by LibreOffice from files of which the contents are known."""
    folder = tmp_path_factory.mktemp("old")
    letter = docx.Document()
    letter.core_properties.title = "Besluit op uw verzoek"
    letter.core_properties.author = "Waterschap De Proef"
    letter.add_paragraph("Geachte heer, hierbij ons besluit – met € 5 leges.")
    table = letter.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Nummer", "Titel"
    gone = f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>weggehaald</w:delText></w:r></w:del>'
    letter.add_paragraph("Slot.")._p.append(parse_xml(gone))
    letter.save(str(folder / "brief.docx"))
    slides = pptx.Presentation()
    for title in ("Eerste dia", "Tweede dia"):
        slides.slides.add_slide(slides.slide_layouts[0]).shapes.title.text = title
    slides.save(str(folder / "dia.pptx"))
    for source, kind in (("brief.docx", "doc"), ("dia.pptx", "ppt")):
        profile = (folder / "profile").as_uri()
        subprocess.run(
            [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", folder, folder / source],
            check=True,
            capture_output=True,
        )
    return folder


def test_read_through_the_program(old_files, office, tmp_path):
    letter, slides = opened_in_cage([old_files / "brief.doc", old_files / "dia.ppt"], tmp_path, (office,))
    assert text_of(letter).split("\n") == ["Geachte heer, hierbij ons besluit – met € 5 leges.", "Nummer\tTitel", "Slot."]
    assert [list(row) for row in letter.tables[0].rows] == [["Nummer", "Titel"]]
    assert (letter.media_type, letter.properties["puid"]) == ("application/msword", "fmt/40")
    assert (letter.properties["title"], letter.properties["author"]) == ("Besluit op uw verzoek", "Waterschap De Proef")
    assert letter.properties["converted_by"].startswith("LibreOffice")
    assert [page.text.strip() for page in slides.pages] == ["Eerste dia", "Tweede dia"]
    assert codes(slides) == ["document-converted"]
    assert not list(tmp_path.iterdir())


def test_hidden_content_is_found_through_the_program(old_files, office, tmp_path):
    (letter,) = opened_in_cage([old_files / "brief.doc"], tmp_path, (office,))
    assert codes(letter) == ["document-converted", "hidden-content"]
    assert "weggehaald" not in letter.model_dump_json()


def test_without_the_program(old_files, tmp_path):
    """What the file says of itself needs no program; the text does, and that is said."""
    found = opened(old_files / "brief.doc")
    assert not found.read
    assert codes(found) == ["format-not-read"]
    assert ".docx" in found.findings[0].advice.nl
    assert found.properties["title"] == "Besluit op uw verzoek"


@pytest.mark.parametrize(
    ("stream", "place", "change", "name"),
    [("WordDocument", 11, 0x01, "brief.doc"), ("Current User", 12, 0x5F ^ 0xDF, "dia.ppt")],
    ids=["doc", "ppt"],
)
def test_encrypted(old_files, tmp_path, stream, place, change, name):
    """Marked as encrypted as MS-DOC 2.5.2 and MS-PPT 2.3.2 tell; the mark of the second has four bytes."""
    path = tmp_path / name
    path.write_bytes((old_files / name).read_bytes())
    with olefile.OleFileIO(str(path), write_mode=True) as container:
        content = bytearray(container.openstream(stream).read())
        content[place] ^= change
        if stream == "Current User":
            content[12:16] = b"\xdf\xc4\xd1\xf3"
        container.write_stream(stream, bytes(content))
    found = opened(path)
    assert codes(found) == ["file-encrypted"]
    assert found.properties["encrypted"] == "true"


def test_damaged(old_files, office, tmp_path):
    """What is left of a file after its first sectors may be anything: it is converted or told, and nothing stays behind."""
    path = tmp_path / "stuk.ppt"
    path.write_bytes((old_files / "dia.ppt").read_bytes()[:4096])
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    (found,) = opened_in_cage([path], scratch, (office,))
    assert not found.read
    assert found.findings
    assert not list(scratch.iterdir())


@pytest.fixture
def stand_in(tmp_path):
    """A program called soffice that does what it is told, in the shell."""

    def make(deed):
        path = tmp_path / "soffice"
        path.write_text(f'#!/bin/sh\nfor last; do :; done\ncd "$(dirname "$last")"\n{deed}\n')
        path.chmod(0o755)
        return str(path.resolve())

    return make


@ON_POSIX
@pytest.mark.parametrize("deed", ["exit 1", "kill -ABRT $$", "exit 0", "mkdir new; echo onzin > new/document.docx"])
def test_program_that_makes_nothing(stand_in, tmp_path, deed):
    path, scratch = _word_file(tmp_path / "a.doc"), tmp_path / "scratch"
    scratch.mkdir()
    (found,) = opened_in_cage([path], scratch, (stand_in(deed),))
    assert not found.read
    assert found.findings[0].code in {"conversion-failed", "office-file-broken"}
    assert not list(scratch.iterdir())


@ON_POSIX
def test_program_gets_a_profile_and_nothing_of_ours(stand_in, tmp_path, monkeypatch):
    monkeypatch.setenv("FAIRWOO_INDEX__PASSWORD", "zwijg")
    path, scratch = _word_file(tmp_path / "a.doc"), tmp_path / "scratch"
    scratch.mkdir()
    copy = tmp_path / "seen"
    deed = f'env > {copy}.env; echo "$@" > {copy}.args; cp profile/user/registrymodifications.xcu {copy}.xcu; ls > {copy}.ls'
    opened_in_cage([path], scratch, (stand_in(deed),))
    assert "zwijg" not in Path(f"{copy}.env").read_text()
    assert f"HOME={scratch}" in Path(f"{copy}.env").read_text()
    assert f"-env:UserInstallation=file://{scratch}" in Path(f"{copy}.args").read_text()
    assert "DisableMacrosExecution" in Path(f"{copy}.xcu").read_text()
    assert "document.doc" in Path(f"{copy}.ls").read_text().split()


def test_properties_of_something_else(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    assert ole_properties(path) == {}


def _word_file(path):
    """Word of before OLE (2.0): known by its first bytes."""
    path.write_bytes(b"\xdb\xa5-\0\0\0" + bytes(1000))
    return path
