"""A package in a ZIP: its metadata are validated, wherever in it they lie."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from fairwoo.validate.given import Given
from fairwoo.validate.web import MOST_BYTES

MARK = b"PK\x03\x04"
"""How a ZIP begins."""

# At the top (RO-Crate), below one folder, or in the payload of a bag, which lies in one folder itself.
_CRATE = re.compile(r"(?:[^/]+/)?(?:data/)?ro-crate-metadata\.json")
_BROKEN = (
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)  # encrypted: RuntimeError


def crate_in(name: str, path: Path) -> Given | None:
    """The metadata file of an RO-Crate in the ZIP at `path`, called `name`; None if it holds none, or is broken.

    Nothing else is unpacked, and of this no more than is read of any file.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            found = [one for one in archive.infolist() if _CRATE.fullmatch(one.filename)]
            if not found:
                return None
            outermost = min(found, key=lambda one: (one.filename.count("/"), one.filename))
            with archive.open(outermost) as file:
                content = file.read(MOST_BYTES + 1)
    except _BROKEN:
        return None
    return Given(f"{name}/{outermost.filename}", content) if len(content) <= MOST_BYTES else None
