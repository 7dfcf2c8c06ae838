"""A look at the image of a page: the boxes of its redactions, and its text where the text layer does not do.

The two texts are never put together: the recognised one is kept where there was none, or where a dictionary knows clearly more of
its words than of the layer's. Both shares stay on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from fairwoo import wordlist
from fairwoo.extract.ocr import Engine, Recognised, find, recognise
from fairwoo.extract.page_findings import PIXELS
from fairwoo.extract.picture import Picture
from fairwoo.extract.reading import Job
from fairwoo.extract.redactions.look import boxes, shares
from fairwoo.model import NeedsOcr, Page, PageBy, WordBox

_BOXES_DPI, _LABEL_DPI = 150.0, 300
_ONE_LINE = 150  # pixels: a label that is no higher has one line
_STAMP, _MUCH_MORE = 200, 1.5  # letters; times the letters of the layer
_LIGHT, _PAPER = 200, 0.6  # of 255; share of the page: a photograph or a coloured cover is no scan of a letter
_MARGIN = 0.02  # of the share of known words: a layer that is as good is kept (reading.md B.2)


def look(job: Job, picture: Picture, ocr_data: Path | None) -> Page:
    """The page of a LOOK job with what its image gives; its text is empty unless it was recognised and is the better one."""
    size, dpi = (picture.width, picture.height), picture.dpi(_BOXES_DPI)
    image, lines = picture.draw(dpi), picture.lines() if job.lines else ()
    engine = _engine(ocr_data) if job.ocr else None
    wanted = job.needs_ocr or _may_be_stamped(image, picture.lines())
    found = recognise(lambda dpi: _grey(picture, dpi), engine, size, job.language) if engine and wanted else None
    words = found.words if found else lines
    read = (lambda label: _label(engine, label)) if engine else None
    redactions = boxes(image, dpi, words, read) if job.boxes else ()
    area, text = shares(redactions, size, words)
    kept = found if found and _is_better(found, job, picture) else None
    return Page(
        number=job.first,
        text=kept.text if kept else "",
        by=PageBy.OCR if kept and kept.text.strip() else PageBy.NONE,
        confidence=kept.confidence if kept else None,
        seen_by=f"{PIXELS}, {engine.name}" if engine else PIXELS,
        ocr_score=_score(found, job) if found else None,
        words=kept.words if kept else (),
        redactions=redactions,
        redacted_share=round(area, 4),
        redacted_text_share=round(text, 4),
    )


def _may_be_stamped(image: Any, lines: Sequence[WordBox]) -> bool:
    """Is it mostly paper, with so little in its text layer that this may be a stamp on a scan, or the words under a redaction?"""
    return _letters(lines) < _STAMP and float((image.min(axis=2) > _LIGHT).mean()) > _PAPER


def _letters(lines: Sequence[WordBox]) -> int:
    return sum(len("".join(line.text.split())) for line in lines)


def _label(engine: Engine, image: Any) -> str:
    """What is printed on a box."""
    lines = engine.lines(image, _LABEL_DPI, single=image.shape[0] < _ONE_LINE)
    return " ".join(word.text for line in lines for word in line.words)


def _grey(picture: Picture, dpi: float) -> Any:
    import cv2

    return cv2.cvtColor(picture.draw(picture.dpi(dpi)), cv2.COLOR_BGR2GRAY)


def _score(found: Recognised, job: Job) -> float | None:
    known = wordlist.hit_rate(found.text, job.language)
    return None if known is None else round(known, 3)


def _is_better(found: Recognised, job: Job, picture: Picture) -> bool:
    """Better than no text, than a stamp with much less in it, or than a layer of which a dictionary clearly knows less."""
    if job.needs_ocr is NeedsOcr.NO_TEXT:
        return True
    score = _score(found, job)
    if job.needs_ocr is None:
        much_more = len("".join(found.text.split())) > _MUCH_MORE * _letters(picture.lines())
        return much_more and score is not None and score >= wordlist.USABLE
    return score is not None and score > (job.layer_score or 0.0) + _MARGIN


@cache
def _engine(data: Path | None) -> Engine | None:
    """The engine of this process, opened once: that takes a tenth of a second. None if there is none."""
    return find(data)
