"""PRONOM's identifier of a PDF, by the marks that PRONOM's own signatures look for, without the tool that knows all formats.

Nearly all documents here are PDFs, and that tool takes 80 MB and a sixth of a second in every process that asks it. What the marks do
not settle (no version, no end, kinds for print) is left to the tool. The same answer as pygfried 0.19 on every PDF of the test material.
"""

from __future__ import annotations

import csv
import mmap
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fairwoo.shared import data_folder

_VERSION = re.compile(rb"%PDF-(\d\.\d)")
_END, _TAIL = b"%%EOF", 1024
_PRINT = re.compile(rb"GTS_PDF(?:X|VT)|pdfxid|pdfvtid|ISO_PDFE")
_MAY_BE_ACCESSIBLE = {b"1.7", b"2.0"}  # for PRONOM; an older one is what its version says
_ARCHIVE, _LEVEL = (re.compile(rb"pdfaid:%b(?:>|\s*=\s*[\"'])\s*(\w)" % name) for name in (b"part", b"conformance"))
_ACCESSIBLE, _ACCESSIBLE_1 = re.compile(rb"pdfuaid:part"), re.compile(rb"pdfuaid:part>\s*1")


class Puid(NamedTuple):
    """PRONOM's identifier, and its name and version of the format."""

    puid: str
    name: str
    version: str


def puid_of(path: Path) -> Puid | None:
    """What kind of PDF the file is; None where its marks do not settle that. Raises OSError if it cannot be read."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        head = _VERSION.match(content)
        if head is None or content.rfind(_END, max(0, len(content) - _TAIL)) < 0 or _PRINT.search(content):
            return None
        part = _ARCHIVE.search(content)
        if part:
            level = _LEVEL.search(content)
            return _puids().get(("pdfa", (part[1] + (level[1].lower() if level else b"")).decode("ascii", "replace")))
        if head[1] in _MAY_BE_ACCESSIBLE and _ACCESSIBLE.search(content):
            return _puids()["pdfua", "1"] if head[1] == b"1.7" and _ACCESSIBLE_1.search(content) else None
        return _puids().get(("pdf", head[1].decode()))


@cache
def _puids() -> dict[tuple[str, str], Puid]:
    with (data_folder("vocab") / "pdf_puids.csv").open(encoding="utf-8", newline="") as file:
        return {(row["standard"], row["version"]): Puid(row["puid"], row["name"], row["version"]) for row in csv.DictReader(file)}
