"""Programs and libraries outside fairwoo that some work needs, for `fairwoo doctor`. Looking for them never fails."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from fairwoo.model import Text

_SECONDS = 10.0
_JAVA = 21  # OpenSearch 3 needs it
_VERSION = re.compile(r"\d+(?:\.\d+)+")
_DUTCH = re.compile(r"^nld$", re.MULTILINE)

# Where installers put programs without telling the search path.
_USUAL_PLACES = {
    "tesseract": (r"C:\Program Files\Tesseract-OCR\tesseract.exe",),
    "soffice": (r"C:\Program Files\LibreOffice\program\soffice.com", "/Applications/LibreOffice.app/Contents/MacOS/soffice"),
}


class Tool(NamedTuple):
    """A program or library: what needs it, whether one that will do is there, the version of what is there, how to get it."""

    name: str
    needed_for: Text
    found: bool
    version: str | None
    how: Text


def probe_all() -> tuple[Tool, ...]:
    """Look for every one of them, in a fixed order. A program that hangs or fails counts as not found."""
    return (_pyshacl(), _java(), _tesseract(), _libreoffice())


def program(name: str) -> Path | None:
    """The absolute path of a program, from the search path or where its installer puts it; None if it is not there."""
    usual = (place for place in _USUAL_PLACES.get(name, ()) if Path(place).is_file())
    path = shutil.which(name) or next(usual, None)
    return Path(path).absolute() if path else None


def _pyshacl() -> Tool:
    try:
        number = version("pyshacl")
    except PackageNotFoundError:
        number = None
    return Tool(
        name="pyshacl",
        needed_for=Text(
            nl="DCAT-metadata toetsen aan de officiële SHACL-vormen",
            en="checking DCAT metadata against the official SHACL shapes",
        ),
        found=number is not None,
        version=number,
        how=Text(nl="pip install pyshacl", en="pip install pyshacl"),
    )


def _java() -> Tool:
    number = _number(_output("java", "-version"))
    return Tool(
        name="java",
        needed_for=Text(
            nl="een OpenSearch-server op deze computer (21 of hoger); niet nodig voor de ingebouwde zoekmachine",
            en="an OpenSearch server on this computer (21 or higher); the built-in search engine does without",
        ),
        found=number is not None and int(number.partition(".")[0]) >= _JAVA,
        version=number,
        how=Text(nl="installeer een JDK 21, bijvoorbeeld van adoptium.net", en="install a JDK 21, for example from adoptium.net"),
    )


def _tesseract() -> Tool:
    said = _output("tesseract", "--version")
    dutch = said is not None and bool(_DUTCH.search(_output("tesseract", "--list-langs") or ""))
    return Tool(
        name="tesseract",
        needed_for=Text(
            nl="tekst herkennen in scans, waar de bibliotheek tesserocr ontbreekt",
            en="reading text in scans, where the library tesserocr is missing",
        ),
        found=dutch,
        version=_number(said) if dutch else None,
        how=Text(
            nl="installeer Tesseract 5 met de Nederlandse taalgegevens (Debian, Ubuntu: apt install tesseract-ocr-nld)",
            en="install Tesseract 5 with the Dutch language data (Debian, Ubuntu: apt install tesseract-ocr-nld)",
        ),
    )


def _libreoffice() -> Tool:
    said = _output("soffice", "--version")
    return Tool(
        name="libreoffice",
        needed_for=Text(
            nl="oude Word- en PowerPointbestanden (.doc, .ppt) lezen",
            en="reading old Word and PowerPoint files (.doc, .ppt)",
        ),
        found=said is not None,
        version=_number(said),
        how=Text(nl="installeer LibreOffice van libreoffice.org", en="install LibreOffice from libreoffice.org"),
    )


def _number(said: str | None) -> str | None:
    found = _VERSION.search(said or "")
    return found.group() if found else None


def _output(name: str, option: str) -> str | None:
    """What the program answers to `option`, on either stream; None if it is absent, fails or does not answer in time."""
    path = program(name)
    if path is None:
        return None
    try:
        done = subprocess.run(
            [path, option],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout + done.stderr if done.returncode == 0 else None
