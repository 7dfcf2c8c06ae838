"""Tesseract as a program beside us, such as Debian's: an image on its standard input, a table of words (TSV) on its output.

For where tesserocr cannot be installed. Each reading starts the program, which takes it .1 CPU seconds for the Dutch data. The table
has a row for each word: its block, paragraph and line, its box in pixels, its confidence (0–100, -1 for rows that are no words), its text.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fairwoo.extract.ocr import data
from fairwoo.extract.ocr.lines import SURE_OF_TURN, Line, Recognised, recognised
from fairwoo.model import WordBox
from fairwoo.shared import clean_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

_SECONDS = 300.0  # by the clock, for a page that takes two on an idle processor
_PAGE, _SINGLE_LINE, _ORIENTATION_ONLY = "3", "7", "0"  # --psm
_LSTM = "1"  # --oem
_WORD_LEVEL = "5"
_COLUMNS = 12
_VERSION = re.compile(r"tesseract v?(\d+(?:\.\d+)+)")
_ROTATE = re.compile(r"^Rotate: (\d+)$", re.MULTILINE)
_CONFIDENCE = re.compile(r"^Orientation confidence: ([\d.]+)$", re.MULTILINE)

# One thread: four are hardly faster and take twice the processor time. Nothing else of our surroundings is the program's concern, but
# that Windows starts none without them.
_ENVIRONMENT = None if sys.platform == "win32" else {"OMP_THREAD_LIMIT": "1"}


class Program:
    """The engine outside the process (`lines.Engine`)."""

    def __init__(self, path: Path, folder: Path, osd_folder: Path | None) -> None:
        """`path` is the program, absolute; `folder` holds the Dutch data, `osd_folder` those for orientation, if any.

        Raises RuntimeError if the program cannot be started.
        """
        self.name = name(path, folder)
        self._path, self._folder, self._osd_folder = path, folder, osd_folder

    def read(self, image: Grey, dpi: int) -> Recognised:
        """See `lines.Engine`."""
        return recognised(self.lines(image, dpi))

    def lines(self, image: Grey, dpi: int, *, single: bool = False) -> list[Line]:
        """See `lines.Engine`."""
        mode = _SINGLE_LINE if single else _PAGE
        options = ("-l", data.DUTCH, "--oem", _LSTM, "--psm", mode, "--dpi", str(dpi), "-c", "tessedit_create_tsv=1")
        said = self._asked(self._folder, options, image)
        if said is None:
            raise RuntimeError(f"{self._path} could not read the image")
        return _lines(said)

    def turn(self, image: Grey, dpi: int) -> int | None:
        """See `lines.Engine`."""
        if self._osd_folder is None:
            return None
        options = ("-l", data.ORIENTATION, "--psm", _ORIENTATION_ONLY, "--dpi", str(dpi))
        said = self._asked(self._osd_folder, options, image) or ""  # it fails where it sees too few letters
        sure, turn = _CONFIDENCE.search(said), _ROTATE.search(said)
        if not sure or not turn or float(sure.group(1)) < SURE_OF_TURN:
            return None
        return int(turn.group(1)) % 360

    def close(self) -> None:
        """Nothing is kept."""

    def _asked(self, folder: Path, options: tuple[str, ...], image: Grey) -> str | None:
        """What the program says of an image; None if it says that it failed."""
        height, width = image.shape
        given = b"P5 %d %d 255\n" % (width, height) + image.tobytes()
        return _run([str(self._path), "stdin", "stdout", "--tessdata-dir", str(folder), *options], given)


def name(path: Path, folder: Path) -> str:
    """The name of the program with the Dutch data in `folder`. Raises RuntimeError if it cannot be started."""
    found = _VERSION.search(_run([str(path), "--version"], b"") or "")
    return f"tesseract {found.group(1) if found else '?'}, {data.DUTCH} {data.edition_of(folder)}"


def _run(command: list[str], given: bytes) -> str | None:
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=_SECONDS, env=_ENVIRONMENT, check=False)
    except (OSError, subprocess.SubprocessError) as error:
        raise RuntimeError(f"{command[0]} cannot be used: {error}") from error
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else None


def _lines(table: str) -> list[Line]:
    lines: list[Line] = []
    line = paragraph = None  # the numbers of the last word's
    for row in table.splitlines():
        cells = row.split("\t", _COLUMNS - 1)
        if len(cells) < _COLUMNS or cells[0] != _WORD_LEVEL:
            continue
        text = clean_text(cells[11]).strip()
        if not text:
            continue  # a picture or a rule
        left, top, width, height = map(int, cells[6:10])
        word = WordBox(text, left, top, width, height, round(float(cells[10]) / 100, 4))
        if cells[2:5] != line:
            lines.append(Line((), cells[2:4] != paragraph))
            line, paragraph = cells[2:5], cells[2:4]
        lines[-1] = lines[-1]._replace(words=(*lines[-1].words, word))
    return lines
