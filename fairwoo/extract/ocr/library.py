"""Tesseract within the process, by tesserocr: an image in, words with their boxes and confidence out.

The wheels of tesserocr are built without OpenMP (2.13.0 for Linux: no library of the wheel links libgomp or libomp), so that a reading
uses one thread whatever OMP_THREAD_LIMIT says. A tesserocr that was built against the Tesseract of the system may use four.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairwoo.extract.ocr import data
from fairwoo.extract.ocr.lines import SURE_OF_TURN, Line, Recognised, recognised
from fairwoo.model import WordBox
from fairwoo.shared import clean_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]


class Library:
    """The engine within the process (`lines.Engine`)."""

    def __init__(self, folder: Path, osd_folder: Path | None) -> None:
        """`folder` holds the Dutch data, `osd_folder` those for orientation, if any. Raises RuntimeError on damaged data."""
        import tesserocr

        self.name = name(folder)
        self._reader = _opened(folder, data.DUTCH, tesserocr.PSM.AUTO, tesserocr.OEM.LSTM_ONLY)
        self._osd_folder = osd_folder
        self._osd: Any = None  # opened when it is first needed

    def read(self, image: Grey, dpi: int) -> Recognised:
        """Read an upright grey image (height × width, 0 is black) of `dpi` dots an inch, as Tesseract does it."""
        return recognised(self.lines(image, dpi))

    def lines(self, image: Grey, dpi: int, *, single: bool = False) -> list[Line]:
        """The lines of an upright grey image in reading order; `single` says that it holds one line and nothing else."""
        import tesserocr

        _show(self._reader, image, dpi)
        self._reader.SetPageSegMode(tesserocr.PSM.SINGLE_LINE if single else tesserocr.PSM.AUTO)
        try:
            self._reader.Recognize()
            return _lines(self._reader.GetIterator())
        finally:
            self._reader.Clear()

    def turn(self, image: Grey, dpi: int) -> int | None:
        """By how many degrees (0, 90, 180, 270) the image must be turned clockwise to be upright. None: not known for sure."""
        if self._osd_folder is None:
            return None
        import tesserocr

        if self._osd is None:
            self._osd = _opened(self._osd_folder, data.ORIENTATION, tesserocr.PSM.OSD_ONLY, tesserocr.OEM.DEFAULT)
        _show(self._osd, image, dpi)
        try:
            found = self._osd.DetectOrientationScript()
        finally:
            self._osd.Clear()
        if not found or found["orient_conf"] < SURE_OF_TURN:
            return None
        return -int(found["orient_deg"]) % 360  # it says how far the page lies turned

    def close(self) -> None:
        """Give the memory back."""
        for api in (self._reader, self._osd):
            if api is not None:
                api.End()


def is_there() -> bool:
    """Can tesserocr be imported?"""
    try:
        import tesserocr  # noqa: F401 - only to see whether it is there
    except ImportError:
        return False
    return True


def name(folder: Path) -> str:
    """The name of the engine with the Dutch data in `folder`, without opening it."""
    import tesserocr

    number = str(tesserocr.tesseract_version()).split()[1]
    return f"tesserocr {number}, {data.DUTCH} {data.edition_of(folder)}"


def _opened(folder: Path, language: str, psm: int, oem: int) -> Any:
    import tesserocr

    api = tesserocr.PyTessBaseAPI(path=str(folder), lang=language, psm=psm, oem=oem)
    api.SetVariable("debug_file", os.devnull)  # it has much to say on stderr
    return api


def _show(api: Any, image: Grey, dpi: int) -> None:
    import numpy as np

    height, width = image.shape
    api.SetImageBytes(np.ascontiguousarray(image).tobytes(), width, height, 1, width)
    api.SetSourceResolution(dpi)


def _lines(iterator: Any) -> list[Line]:
    if iterator is None:
        return []
    import tesserocr
    from tesserocr import RIL

    lines: list[Line] = []
    fresh = True  # the next word begins a line
    for found in tesserocr.iterate_level(iterator, RIL.WORD):
        if found.Empty(RIL.WORD):
            continue  # a picture or a rule
        opens = found.IsAtBeginningOf(RIL.PARA)
        fresh = fresh or opens or found.IsAtBeginningOf(RIL.TEXTLINE)
        word = _word(found)
        if word is None:
            continue
        if fresh:
            lines.append(Line((), opens))
        lines[-1] = Line((*lines[-1].words, word), lines[-1].opens)
        fresh = False
    return lines


def _word(found: Any) -> WordBox | None:
    from tesserocr import RIL

    text, box = clean_text(found.GetUTF8Text(RIL.WORD)).strip(), found.BoundingBox(RIL.WORD)
    if not text or not box:
        return None
    left, top, right, bottom = box
    return WordBox(text, left, top, right - left, bottom - top, round(found.Confidence(RIL.WORD) / 100, 4))
