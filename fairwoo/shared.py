"""What more than one room needs and belongs to none: version, data folders, hashing, atomic writes, names made safe."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
import unicodedata
from importlib.metadata import version
from pathlib import Path, PurePosixPath

VERSION = version("fairwoo")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udfff]|[\ufffe\uffff]")
_WINDOWS_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def data_folder(name: str) -> Path:
    """The folder of data files `name` ("vocab", "schemas", "sample_dossiers"): in the installed package, else in the clone."""
    installed = Path(__file__).parent / "_data" / name
    return installed if installed.is_dir() else Path(__file__).parent.parent / name


def made_by(name: str, revision: int) -> str:
    """The mark of what made a value: its file and that file's own revision number, e.g. `extract/pdf/1`.

    The revision goes up when the output for the same input changes; a stage redoes what another mark made.
    """
    return f"{name}/{revision}"


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def canonical_json(value: object) -> str:
    """JSON with sorted keys and no spaces: the same value always gives the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def write_atomically(path: Path, content: bytes) -> None:
    """Write, fsync, rename: a reader sees the old file or the new one, never half of either. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` durable, where the platform can (Windows does it by itself)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clean_text(text: str) -> str:
    """Text without control characters, lone surrogates and direction overrides; NFC; line ends as newline."""
    return unicodedata.normalize("NFC", _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def slug(text: str, limit: int = 60) -> str:
    """A name for ids and file names: lower-case ASCII letters, digits and hyphens; "x" if nothing is left."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded.lower()).strip("-")[:limit].strip("-") or "x"


def safe_name(name: str) -> str:
    """The last part of a file name that came from a stranger, fit for every file system: no folders, no reserved names."""
    last = PurePosixPath(clean_text(name).replace("\\", "/")).name
    last = re.sub(r'[<>:"|?*\n\t]', "_", last).rstrip(". ")
    if not last or last in {".", ".."}:
        return "naamloos"
    return f"_{last}" if _WINDOWS_RESERVED.match(last) else last[-180:]
