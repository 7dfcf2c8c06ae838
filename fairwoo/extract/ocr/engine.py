"""Which Tesseract is used: the library tesserocr if it is installed, else a program `tesseract`; each with Dutch data."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from fairwoo import tools
from fairwoo.extract.ocr import data, library, program
from fairwoo.extract.ocr.lines import Engine, Line, Recognised, recognised
from fairwoo.model import Text

__all__ = ["Engine", "Line", "Recognised", "available", "find", "program_path", "recognised", "why_not"]

_PROGRAM = "tesseract"


class _Choice(NamedTuple):
    """The folders with data, and the program (None: the library)."""

    path: Path | None
    dutch: Path
    orientation: Path | None


def find(folder: Path | None = None) -> Engine | None:
    """The engine with the Dutch data of `folder`, the user or the system (`data.locate`). None if there is none.

    A program that cannot be started, or may not be by a worker, counts as none. Raises RuntimeError where the library cannot use the
    data.
    """
    chosen = _chosen(folder)
    if chosen is None:
        return None
    if chosen.path is None:
        return library.Library(chosen.dutch, chosen.orientation)
    try:
        return program.Program(chosen.path, chosen.dutch, chosen.orientation)
    except RuntimeError:
        return None


def available(folder: Path | None = None) -> str | None:
    """The name of the engine that `find` would give, without opening it; None if there is none (`why_not` says why)."""
    chosen = _chosen(folder)
    if chosen is None:
        return None
    try:
        return library.name(chosen.dutch) if chosen.path is None else program.name(chosen.path, chosen.dutch)
    except RuntimeError:
        return None


def program_path(folder: Path | None = None) -> Path | None:
    """The program that `find` would start, so that a sandbox can allow it; None if it would start none."""
    chosen = _chosen(folder)
    return chosen.path if chosen else None


def why_not(folder: Path | None = None) -> Text | None:
    """What is missing and how to get it; None if nothing is."""
    if available(folder):
        return None
    path = tools.program(_PROGRAM)
    if not library.is_there() and path is None:
        return Text(
            nl="Er is geen Tesseract: noch de bibliotheek tesserocr, noch het programma tesseract. Geef: pip install tesserocr; "
            "of installeer Tesseract 5 (Debian, Ubuntu: apt install tesseract-ocr-nld tesseract-ocr-osd).",
            en="There is no Tesseract: neither the library tesserocr nor the program tesseract. Say: pip install tesserocr; "
            "or install Tesseract 5 (Debian, Ubuntu: apt install tesseract-ocr-nld tesseract-ocr-osd).",
        )
    if _chosen(folder) is None:
        return Text(
            nl="De Nederlandse gegevens van Tesseract ontbreken. Geef: fairwoo ocr --install.",
            en="The Dutch data of Tesseract are missing. Say: fairwoo ocr --install.",
        )
    return Text(
        nl=f"Het programma {path} start niet. Installeer Tesseract 5 opnieuw.",
        en=f"The program {path} does not start. Install Tesseract 5 again.",
    )


def _chosen(folder: Path | None) -> _Choice | None:
    path = None if library.is_there() else tools.program(_PROGRAM)
    if path is None and not library.is_there():
        return None
    dutch = data.locate(folder, program=path)
    return _Choice(path, dutch, data.locate(folder, data.ORIENTATION, path)) if dutch else None
