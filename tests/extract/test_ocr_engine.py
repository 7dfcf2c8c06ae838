"""Which Tesseract is used, what is said where there is none, and a program that fails, hangs or is no program."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import numpy as np
import pytest

from fairwoo import tools
from fairwoo.extract import ocr
from fairwoo.extract.ocr import data, library, program

PAPER = np.full((40, 60), 255, np.uint8)
TABLE = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"

scripts = pytest.mark.skipif(sys.platform == "win32", reason="the programs made here are shell scripts")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder of the system with Dutch data, the only one."""
    folder = tmp_path / "tessdata"
    folder.mkdir()
    (folder / "nld.traineddata").write_bytes(b"data")
    monkeypatch.setattr(data, "user_folder", lambda: tmp_path / "none")
    monkeypatch.setattr(data, "_SYSTEM", (str(folder),))
    return folder


@pytest.fixture
def no_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "tesserocr", None)


@pytest.fixture
def made(tmp_path, monkeypatch, no_library):
    """Makes the program that is found: it says its version, and does what the script says with an image."""

    def make(script: str) -> Path:
        path = tmp_path / "tesseract"
        path.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "tesseract 5.9.1" && exit\n{script}\n', encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(tools, "program", lambda _: path)
        return path

    return make


def test_without_any_tesseract(no_library, place, monkeypatch):
    monkeypatch.setattr(tools, "program", lambda _: None)
    assert ocr.find() is None
    assert ocr.available() is None
    assert ocr.program_path() is None
    assert "pip install tesserocr" in ocr.why_not().nl
    assert "pip install tesserocr" in ocr.why_not().en


def test_without_data(place):
    (place / "nld.traineddata").unlink()
    assert ocr.find() is None
    assert "fairwoo ocr --install" in ocr.why_not().nl
    assert "fairwoo ocr --install" in ocr.why_not().en


@scripts
def test_the_program_is_used_where_the_library_is_missing(made, place):
    path = made("exit 1")
    assert ocr.program_path() == path
    assert ocr.available().startswith("tesseract 5.9.1, nld ")
    assert ocr.find().name == ocr.available()
    assert ocr.why_not() is None


@scripts
def test_the_library_goes_before_the_program(made, place, monkeypatch):
    made("exit 1")
    monkeypatch.delitem(sys.modules, "tesserocr")
    pytest.importorskip("tesserocr")
    assert ocr.program_path() is None
    assert ocr.available().startswith("tesserocr ")


def test_what_is_available_is_what_is_found():
    found = ocr.find()
    if found is None:
        assert ocr.available() is None
        pytest.skip("no Tesseract here")
    assert ocr.available() == found.name
    found.close()


@scripts
def test_a_program_that_does_not_start_is_none(made, place):
    made("exit 1").write_bytes(b"\x7fELF nonsense")
    assert ocr.available() is None
    assert ocr.find() is None
    assert "start" in ocr.why_not().nl


@scripts
@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$", "exec /bin/sleep 20"])
def test_a_program_that_fails_or_hangs_is_an_error(made, place, monkeypatch, script):
    monkeypatch.setattr(program, "_SECONDS", 1.0)
    made(script)
    with pytest.raises(RuntimeError):
        ocr.find().read(PAPER, 200)


@scripts
def test_the_table_of_the_program_becomes_lines(made, place):
    rows = [
        "1 1 0 0 0 0 0 0 60 40 -1 ",
        "5 1 1 1 1 1 10 20 30 8 96.5 Aan",
        "5 1 1 1 1 2 45 20 30 8 80 allen\u202e",
        "5 1 1 1 2 1 10 40 30 8 95  ",
        "5 1 1 1 3 1 10 60 30 8 90 en",
        "5 1 1 2 1 1 10 90 30 8 50 verder",
        "5 1 2 1 1 1 10 99 30 8 50 elders",
        "half a row",
    ]
    table = TABLE + "".join("\t".join(row.split(" ", 11)) + "\n" for row in rows)
    made(f"cat <<'END'\n{table}END")
    found = ocr.find()
    assert found.read(PAPER, 200).text == "Aan allen\nen\n\nverder\n\nelders"
    first = found.lines(PAPER, 200)[0]
    assert first.opens
    assert first.words[0] == ("Aan", 10, 20, 30, 8, 0.965)


@scripts
def test_the_program_is_given_the_image_the_data_and_one_thread(made, place, tmp_path):
    made(f'echo "$@" > {tmp_path}/given; echo "$OMP_THREAD_LIMIT $HOME" >> {tmp_path}/given; cat > {tmp_path}/image')
    image = np.arange(2_400, dtype=np.uint32).reshape(40, 60).astype(np.uint8)
    ocr.find().lines(image.T, 150, single=True)
    given = (tmp_path / "given").read_text()
    assert f"--tessdata-dir {place} -l nld" in given
    assert "--psm 7 --dpi 150" in given
    assert given.splitlines()[1].strip() == "1"
    head, pixels = (tmp_path / "image").read_bytes()[:12], (tmp_path / "image").read_bytes()[12:]
    assert head == b"P5 40 60 255"
    assert pixels[1:] == image.T.tobytes()


def test_a_library_with_damaged_data_is_an_error(place):
    if not library.is_there():
        pytest.skip("tesserocr is not here")
    with pytest.raises(RuntimeError):
        ocr.find()
