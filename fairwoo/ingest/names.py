"""Names of files and folders: which are parts of a dossier, which are left behind by systems, and when two names are the same."""

from __future__ import annotations

import re
import unicodedata
from fnmatch import fnmatchcase
from functools import cache
from pathlib import PurePosixPath
from typing import NamedTuple

from fairwoo.model import Text
from fairwoo.shared import clean_text
from fairwoo.vocab.words import fold, rows

METADATA, FORMAT = "metadata", "format"
_COUNTING = re.compile(r"\b(?:deel|map|nr|[a-z]|\d+)\b")


class SideFile(NamedTuple):
    """A pattern of file names that are no part of a dossier, and what such files are."""

    pattern: str
    what: Text


@cache
def _side_files(kind: str) -> tuple[SideFile, ...]:
    return tuple(SideFile(row["pattern"], Text(nl=row["nl"], en=row["en"])) for row in rows("side_files") if row["kind"] == kind)


def _matching(name: str, kind: str) -> Text | None:
    return next((side.what for side in _side_files(kind) if fnmatchcase(name.lower(), side.pattern)), None)


def left_by_system(path: str) -> Text | None:
    """What a file is that the system or a program left behind, or that lies in a folder of such files; None for any other file."""
    parts = (part for part in PurePosixPath(path).parts if part != "..")
    return next((what for part in parts if (what := _matching(part, "system"))), None)


def is_accompanying(name: str) -> bool:
    """Whether a file only accompanies what lies beside it (README, LEESMIJ)."""
    return _matching(name, "accompanying") is not None


@cache
def _part_folders() -> dict[str, str]:
    return {row["name"]: row["kind"] for row in rows("part_folders")}


def part_folder(name: str) -> str | None:
    """What a folder of this name holds within a dossier ("documents", "metadata", "decision" …), or None if it is no known part.

    "format" is a folder of documents that are named by their form only ("pdf", "scans").

    Case, accents, punctuation and numbering do not matter: "02_Bijlagen (deel 1)" is a folder of attachments.
    """
    folded = fold(name)
    return _part_folders().get(folded) or _part_folders().get(" ".join(_COUNTING.sub(" ", folded).split()))


def lies_in_metadata(path: str) -> bool:
    """Whether a file lies in a part folder for metadata, at any depth."""
    return any(part_folder(part) == METADATA for part in PurePosixPath(path).parts[:-1])


def same_name(text: str) -> str:
    """A path in the form that is compared: one Unicode form, small letters, forward slashes."""
    return unicodedata.normalize("NFC", clean_text(text)).replace("\\", "/").strip().casefold()


def is_writable(name: str) -> bool:
    """Whether a name can be kept as text. On Linux a name may be bytes that are no UTF-8; such a name cannot."""
    return not any("\ud800" <= mark <= "\udfff" for mark in name)


def readable(name: str) -> str:
    """A name to show: bytes that are no UTF-8 become codes."""
    return name.encode("utf-8", "backslashreplace").decode()


def extended(path: str) -> str:
    r"""An absolute Windows path in the form that may be longer than 260 characters: `\\?\C:\…`, `\\?\UNC\server\share\…`."""
    if path.startswith("\\\\?\\"):
        return path
    return f"\\\\?\\UNC\\{path[2:]}" if path.startswith("\\\\") else f"\\\\?\\{path}"
