"""Text of a page that nobody sees: what lies under something opaque, and what a look at the page with and without it does not show.

The page is rendered as it is and again without the text objects under suspicion; a letter whose place does not change is not seen.
What is not seen is cut from the text. Words that say something are counted and located, never given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from fairwoo.extract.pdf.characters import stretches
from fairwoo.extract.pdf.covered import Covered
from fairwoo.extract.pdf.covered_runs import covered_runs
from fairwoo.extract.pdf.drawing import Drawing, drawing_of
from fairwoo.extract.pdf.located import located, to_view
from fairwoo.extract.pdf.shapes import Box, around
from fairwoo.extract.pdf.unseen_copies import Shadows, printed_dates
from fairwoo.extract.pdf.unseen_judge import Judge
from fairwoo.extract.pdf.unseen_standins import on_areas
from fairwoo.extract.pdf.unseen_suspects import is_outside, suspects
from fairwoo.extract.pdf.unseen_words import Word, sure, telling, word_of, words_of
from fairwoo.model import Hidden, HiddenKind

_Judged = tuple[HiddenKind, Word]

_MOST_RUNS = 40  # of a kind on a page; more are told as one
_REACH, _NEAR = 1.5, 3.0  # times the height of a word, points: what is further away is another run
_TOGETHER = 0.2  # times the height of a letter: what is nearer is the same word
_FEWEST_SURE, _SURE_SHARE = 2, 1 / 3  # words in a dictionary: of dark noise, recognition makes letters and not words


class Unseen(NamedTuple):
    """What is not seen on a page: the words that say something, and the indexes of all characters, harmless ones included."""

    hidden: tuple[Hidden, ...] = ()
    characters: frozenset[int] = frozenset()


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
    return bool(suspects(drawing_of(page), Box(*page.get_bbox()), layers=layers).all())


def unseen(
    text_page: Any, drawing: Drawing, marks: Sequence[Box] = (), *, layers: bool = True, listed: Collection[str] = ()
) -> Unseen:
    """The words that are not seen on the page of a pypdfium2 text page, by kind and then in reading order. The page is left as it was.
    `drawing` has to be that of this very page object: another of the same page draws with other objects.

    Kinds: UNDER_REDACTION, INVISIBLE, TINY (under 1 point), OUTSIDE_PAGE, CLIPPED, LAYER_OFF, and OCR_LAYER (recognised text where the
    scan is even). `marks` are boxes that say "this must go". `layers` says whether the document may have optional content
    (`OCProperties` in its catalogue); if not, text in forms needs no look. `listed` are the words of lists, which may be scrolled away.
    """
    page = text_page.page
    page_box = Box(*page.get_bbox())
    suspected = suspects(drawing, page_box, marks, layers=layers).without_blanks(text_page, drawing)
    keys = suspected.all()
    areas = [_Run(HiddenKind.UNDER_REDACTION, text, box, box) for text, box in on_areas(drawing)]
    if not keys and not areas:
        return Unseen()
    covered = Covered(page, drawing, page_box, marks)
    found = [*stretches(text_page, keys)]
    under = [run for each in found for run in covered_runs(text_page, each, covered, suspected.maybe_covered)]
    judge = Judge(page, drawing, suspected, {one.position for run in under for one in run})
    judged = [(HiddenKind.UNDER_REDACTION, word_of(run)) for run in under]
    judged += [(kind, word) for each in found for word in words_of(each, suspected.maybe_unseen) if (kind := judge.kind(word))]
    shadows = Shadows(text_page, drawing, {key for _, word in judged for key in word.objects})
    judged = [(kind, word) for kind, word in judged if kind is not HiddenKind.INVISIBLE or not shadows.stands_for_seen(word)]
    runs = [*_runs(_saying_more(judged, shadows, drawing)), *areas]
    for run in runs:
        run.words = telling(run.text, dated=run.kind is HiddenKind.UNDER_REDACTION)
    view = to_view(page)
    cut = {index for _, word in judged for index in range(word.indexes[0], word.indexes[-1] + 1)}
    cut.update(one.position for each in found for one in each if one.box and is_outside(one.box, page_box))
    told = [run for run in _few(_likely(runs)) if run.words and not (run.kind is HiddenKind.CLIPPED and run.text in listed)]
    return Unseen(tuple(located(run.kind, run.words, run.box, view) for run in told), frozenset(cut))


def _saying_more(judged: list[_Judged], shadows: Shadows, drawing: Drawing) -> list[_Judged]:
    """In reading order, without the words that only repeat what is seen, and dates that a program printed in its boxes."""
    under = [word for kind, word in judged if kind is HiddenKind.UNDER_REDACTION]
    dates = printed_dates(under, drawing)
    found = [
        (kind, word)
        for kind, word in judged
        if not (kind is HiddenKind.INVISIBLE and shadows.has(word))
        and not (kind is HiddenKind.UNDER_REDACTION and dates.issuperset(word.text.split()))
    ]
    return sorted(found, key=lambda each: each[1].indexes[0])


def _runs(words: Iterable[_Judged]) -> list[_Run]:
    """In the order of their first words. What is seen may stand between in the order of the file, but not on the page."""
    runs: list[_Run] = []
    last: dict[HiddenKind, _Run] = {}
    for kind, word in words:
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
