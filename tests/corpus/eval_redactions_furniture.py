"""How often decoration is taken for a redaction, and how many redactions in the colours of decoration are found, on made pages.

    python -m tests.corpus.eval_redactions_furniture [--looked-at] [--drawing] [--kinds]

Two searches on each page: in its drawing, as a born-digital page is read, and in its pixels with its words, as a scan is.

What the figures are worth: pages and rules were made by the same hand, all kinds of pages before the rules. Of the kinds `looked at`,
seeds below 1000 were seen page by page while rules were made; those counted here are other pages of known kinds. Of the kinds `held
out` no page was looked at and no rule changed because of their figures, which were counted before, thrice in between and after; but who
made the rules knew what these kinds are, so that letters of strangers will do worse. November 2026, before the rules for decoration:
clean pages with a false box, in the drawing and in pixels, 33 and 17 of 60 (looked at), 47 and 34 of 60 (held out); F1 of redactions
.847 and .942, .814 and .966.

`--looked-at` measures the seen seeds and leaves the kinds held out alone; `--drawing` leaves out the pixels.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator

import pypdfium2

from fairwoo.extract.pdf.page import read_page
from fairwoo.extract.redactions.found import Found
from fairwoo.extract.redactions.look import boxes as looked
from fairwoo.model import Redaction
from tests.corpus.eval_redactions import Score, compared, total
from tests.corpus.redaction_truth import Wanted
from tests.extract import redactions_covered as covered
from tests.extract import redactions_furniture as furniture
from tests.extract.redactions_sheets import DPI, HEIGHT, WIDTH, Sheet

SEEDS = range(1000, 1006)  # not seen
_SEEN = range(6)
_FACTOR = DPI / 72
_SIZE = (round(HEIGHT * _FACTOR), round(WIDTH * _FACTOR))


def in_drawing(sheet: Sheet) -> Score:
    """The page read as a born-digital one; the seconds are those of all its reading."""
    start = time.process_time()
    with pypdfium2.PdfDocument(sheet.pdf) as document:
        found = read_page(document, 0, layers=False).page.redactions
    return _compared(found, sheet, time.process_time() - start)


def in_pixels(sheet: Sheet) -> Score:
    """The page as an image with its words; the seconds are those of the search."""
    image, start = sheet.image(), time.process_time()
    found = looked(image, DPI, sheet.words)
    return _compared(found, sheet, time.process_time() - start)


def _compared(found: Iterable[Redaction], sheet: Sheet, seconds: float) -> Score:
    boxes = [
        Found(*(round(side * _FACTOR) for side in (box.x, box.y, box.width, box.height)), box.style)
        for box in found
        if box.style is not None
    ]
    wanted = tuple(Wanted(*(round(side * _FACTOR) for side in box[:4]), box.style) for box in sheet.boxes)
    return compared(boxes, wanted, _SIZE, seconds)


def clean(kinds: Iterable[str], seeds: Iterable[int]) -> Iterator[tuple[str, Sheet]]:
    """Pages of furniture."""
    seeds = list(seeds)
    return ((kind, furniture.furnished(kind, seed)) for kind in kinds for seed in seeds)


def redacted(kinds: Iterable[str], seeds: Iterable[int]) -> Iterator[tuple[str, Sheet]]:
    """Pages with redactions, in each style."""
    seeds = list(seeds)
    return (
        (f"{kind}, {style}", covered.covered(kind, style, seed)) for kind in kinds for style in covered.STYLES for seed in seeds
    )


def _told(title: str, pages: Iterable[tuple[str, Sheet]], *, kinds: bool) -> None:
    sheets = list(pages)
    ways = (("drawing", in_drawing), ("pixels", in_pixels))
    for way, search in ways[: 1 if "--drawing" in sys.argv else 2]:
        scores = [(kind, search(sheet)) for kind, sheet in sheets]
        marked = sum(score.false_on_clean > 0 for _, score in scores)
        whole = total(score for _, score in scores)
        clean_ones = f"{whole.false_on_clean} false on {marked} of {whole.clean} clean pages"
        print(f"{title}, {way}: {clean_ones if whole.clean else whole.line()}")
        for kind in dict.fromkeys(kind for kind, _ in scores) if kinds else ():
            one = total(score for each, score in scores if each == kind)
            print(f"    {kind}: " + (f"{one.false_on_clean} false on {one.clean}" if one.clean else one.line()))


def main() -> None:
    """Print the figures."""
    seen, kinds = "--looked-at" in sys.argv, "--kinds" in sys.argv
    for half in ("LOOKED_AT",) if seen else ("LOOKED_AT", "HELD_OUT"):
        name, seeds = half.lower().replace("_", " "), _SEEN if seen else SEEDS
        _told(f"clean, {name}", clean(getattr(furniture, half), seeds), kinds=kinds)
        _told(f"redacted, {name}", redacted(getattr(covered, half), seeds), kinds=kinds)


if __name__ == "__main__":
    main()
