"""The runs of characters of a page that lie under a redaction, or in it in its own colour."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from fairwoo.extract.pdf.characters import Character, Stretch
from fairwoo.extract.pdf.covered import Covered


def covered_runs(text_page: Any, stretch: Stretch, covered: Covered, keys: Container[int]) -> Iterator[Stretch]:
    """Runs with at least two letters or digits, or one that is a word by itself. Only the text objects in `keys` may be covered."""
    run: Stretch = []
    for one in stretch:
        if one.box is None or one.box.width <= 0 or one.box.height <= 0:  # no ink: it goes with its neighbours
            run += [one] if run else []
        elif one.key in keys and covered.is_covered(one.key, one.box):
            run.append(one)
        else:
            yield from _telling(text_page, run)
            run = []
    yield from _telling(text_page, run)


def _telling(text_page: Any, run: list[Character]) -> Iterator[Stretch]:
    while run and (run[-1].box is None or run[-1].box.width <= 0 or run[-1].box.height <= 0):
        run.pop()
    letters = sum(one.text.isalnum() for one in run)
    if letters >= 2 or (
        letters == 1 and not (_is_letter(text_page, run[0].position - 1) or _is_letter(text_page, run[-1].position + 1))
    ):
        yield run


def _is_letter(text_page: Any, index: int) -> bool:
    import pypdfium2.raw as pdfium

    if not 0 <= index < text_page.count_chars():
        return False
    code = int(pdfium.FPDFText_GetUnicode(text_page.raw, index))
    return 0 < code <= 0x10FFFF and chr(code).isalnum()
