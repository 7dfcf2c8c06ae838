"""pypdf for one file: opened when it is first asked for, and once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self


class OneReader:
    """The pypdf reader of a PDF. A context: closed at its end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._reader: Any = None
        self._error: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._reader is not None:
            self._reader.close()

    def get(self) -> Any:
        """The reader. Raises what pypdf raises on a file that does not open, each time."""
        from pypdf import PdfReader

        if self._error is not None:
            raise self._error
        if self._reader is None:
            try:
                self._reader = PdfReader(self._path, strict=False)
            except Exception as error:
                self._error = error
                raise
        return self._reader
