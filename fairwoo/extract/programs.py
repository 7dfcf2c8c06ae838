"""Programs of this computer that readers may start, by their real paths: the cage lets no others through."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path

from fairwoo.extract import ocr

# Where installers put LibreOffice without telling the search path.
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    "/opt/libreoffice/program/soffice",
)


def installed(ocr_data: Path | None = None) -> tuple[str, ...]:
    """The programs that are there and of use; `ocr_data` as for `ocr.find`."""
    recognising = ocr.program_path(ocr_data)
    return tuple(path for path in (office_program(), recognising and os.path.realpath(recognising)) if path)


@cache
def office_program() -> str | None:
    """The real path of LibreOffice, None where there is none.

    A snap is none: its path is that of the program that starts all snaps, and it sees no files of ours.
    """
    for found in (shutil.which("soffice"), shutil.which("libreoffice"), *_USUAL_PLACES):
        real = Path(os.path.realpath(found)) if found else None
        if real and real.is_file() and real.stem == "soffice":
            return str(real)
    return None
