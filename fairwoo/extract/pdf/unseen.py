"""Text of a page that nobody sees, though nothing opaque lies on it: by a look at the page with and without it.

The page is rendered as it is and again without the text objects under suspicion; a letter whose place does not change is not seen.
What `covered.py` finds by itself is left to it. Words are counted and located, never given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fairwoo.extract.pdf.covered import Covered
from fairwoo.extract.pdf.drawing import drawing_of
from fairwoo.extract.pdf.marks import marks_of
from fairwoo.extract.pdf.shapes import Box, Matrix, around
from fairwoo.extract.pdf.unseen_judge import Judge
from fairwoo.extract.pdf.unseen_look import to_view
from fairwoo.extract.pdf.unseen_objects import objects_of
from fairwoo.extract.pdf.unseen_suspects import suspects
from fairwoo.extract.pdf.unseen_words import Word, sure, telling, words_of
from fairwoo.model import Hidden, HiddenKind

_MOST_RUNS = 40  # of a kind on a page; more are told as one
_REACH, _NEAR = 1.5, 3.0  # times the height of a word, points: what is further away is another run
_TOGETHER = 0.2  # times the height of a letter: what is nearer is the same word
_FEWEST_SURE, _SURE_SHARE = 2, 1 / 3  # words in a dictionary: of dark noise, recognition makes letters and not words


@dataclass
class _Run:
    """Unseen words that stand together. The text stays here; `words` counts those that say something."""

    kind: HiddenKind
    text: str
    box: Box
    last: Box
    words: int = 0


def suspicious(page: Any, *, layers: bool = True) -> bool:
    """Is there text on this pypdfium2 page that might not be seen? `layers` as for `unseen`."""
    return bool(suspects(objects_of(page), Box(*page.get_bbox()), layers=layers).all())


def unseen(page: Any, text_page: Any, covered: Covered | None = None, *, layers: bool = True) -> tuple[Hidden, ...]:
    """The words that are not seen on a pypdfium2 page, by kind and then in reading order. The page is left as it was.
    `text_page` has to be that of this very page object: another of the same page draws with other objects.

    Kinds: INVISIBLE, TINY (under 1 point), OUTSIDE_PAGE, CLIPPED, LAYER_OFF, OCR_LAYER (recognised text where the scan is even), and
    UNDER_REDACTION for what lies under something that `covered` does not see, such as a shading. `covered` tells what to leave out;
    without it, it is made here. `layers` says whether the document may have optional content (`OCProperties` in its catalogue); if not,
    text in forms needs no look.
    """
    page_box = Box(*page.get_bbox())
    objects = objects_of(page)
    suspected = suspects(objects, page_box, layers=layers)
    if not suspected.all():
        return ()
    judge = Judge(page, objects, suspected, covered or Covered(page, drawing_of(page), page_box, marks_of(page)))
    runs = _runs((judge.kind(word), word) for word in words_of(text_page, suspected.all()))
    for run in runs:
        run.words = telling(run.text)
    view = to_view(page)
    return tuple(_hidden(run, view) for run in _few(_likely(runs)) if run.words)


def _runs(words: Iterable[tuple[HiddenKind | None, Word]]) -> list[_Run]:
    """In the order of their first words. What is seen may stand between in the order of the file, but not on the page."""
    runs: list[_Run] = []
    last: dict[HiddenKind, _Run] = {}
    for kind, word in words:
        if kind is None:
            continue
        run = last.get(kind)
        if run and _gap(run.last, word.box) <= _TOGETHER * _height(word.box):
            run.text += word.text  # letters with space between them
        elif run and _gap(run.box, word.box) <= max(_NEAR, _REACH * _height(word.box)):
            run.text += f" {word.text}"
        else:
            run = last[kind] = _Run(kind, word.text, word.box, word.box)
            runs.append(run)
        run.box, run.last = around([run.box, word.box]), word.box
    return runs


def _gap(one: Box, other: Box) -> float:
    across = max(one.left - other.right, other.left - one.right)
    up = max(one.bottom - other.top, other.bottom - one.top)
    return max(across, up)


def _height(word: Box) -> float:
    return min(word.width, word.height)


def _likely(runs: list[_Run]) -> list[_Run]:
    """Without recognised text in which a dictionary knows too little: that is noise."""
    recognised = [run for run in runs if run.kind is HiddenKind.OCR_LAYER]
    known = sum(sure(run.text) for run in recognised)
    if known >= _FEWEST_SURE and known >= _SURE_SHARE * sum(run.words for run in recognised):
        return runs
    return [run for run in runs if run.kind is not HiddenKind.OCR_LAYER]


def _few(runs: list[_Run]) -> list[_Run]:
    """Those of a kind of which there are too many put together."""
    found: list[_Run] = []
    for kind in HiddenKind:
        same = [run for run in runs if run.kind is kind and run.words]
        if len(same) > _MOST_RUNS:
            box = around([run.box for run in same])
            same = [_Run(kind, "", box, box, sum(run.words for run in same))]
        found.extend(same)
    return found


def _hidden(run: _Run, view: Matrix) -> Hidden:
    seen = run.box.through(view)
    return Hidden(
        kind=run.kind,
        words=run.words,
        x=round(seen.left, 2),
        y=round(seen.bottom, 2),
        width=round(seen.width, 2),
        height=round(seen.height, 2),
    )
