"""How well pages of real scans are read, beside Tesseract as it comes (nld, 300 dpi, its own layout), by the rules of `truth/README.md`.

    python -m tests.corpus.eval_ocr [CORPUS]

Words missed and invented do not mind the order (multisets); the character error rate does. White space is collapsed, codes printed on
redactions are dropped from what was read. Sums over all pages; CPU seconds a page. Pages made into scans: `eval_ocr_made.py`.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2

from fairwoo.extract import ocr
from fairwoo.shared import clean_text
from tests.corpus.eval_text import edit_distance

_MARGIN = "---margin---"


class Score(NamedTuple):
    """One page, or the sum of several: counts of words and characters, and seconds of CPU."""

    words: int = 0
    missed: int = 0
    invented: int = 0
    characters: int = 0
    wrong: int = 0
    seconds: float = 0.0

    def plus(self, other: Score) -> Score:
        return Score(*(one + two for one, two in zip(self, other, strict=True)))

    def __str__(self) -> str:
        missed, invented, wrong = self.missed / self.words, self.invented / self.words, self.wrong / self.characters
        return f"missed {missed:.3f}  invented {invented:.3f}  CER {wrong:.4f}  CPU {self.seconds:.2f}"


class Truth(NamedTuple):
    """A page whose text was typed by hand."""

    pdf: Path
    number: int
    text: str
    codes: tuple[str, ...]

    @property
    def size(self) -> tuple[float, float]:
        with pypdfium2.PdfDocument(self.pdf) as document:
            return document[self.number - 1].get_size()

    def render(self, dpi: int):
        with pypdfium2.PdfDocument(self.pdf) as document:
            drawn = document[self.number - 1].render(scale=dpi / 72, grayscale=True, draw_annots=False).to_numpy()
        return drawn.reshape(drawn.shape[:2])


Read = Callable[[Any, ocr.Engine], str]


def truths(corpus: Path) -> list[Truth]:
    folder = corpus / "truth" / "ocr"
    entries = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return [
        Truth(
            corpus / entry["file"],
            entry["page"],
            (folder / entry["txt"]).read_text(encoding="utf-8").replace(_MARGIN, ""),
            tuple(entry["codes_in_boxes"]),
        )
        for entry in entries
    ]


def ours(truth: Any, tesseract: ocr.Engine) -> str:
    """As fairwoo reads it, which knows the size of the page."""
    return ocr.recognise(truth.render, tesseract, truth.size).text


def bare(truth: Any, tesseract: ocr.Engine) -> str:
    """As Tesseract reads it."""
    return tesseract.read(truth.render(300), 300).text


def scored(truth: Any, read: Read, tesseract: ocr.Engine, *, characters: bool = True) -> Score:
    """The score of one page (`text`, `codes`, `size`, `render`); without `characters` those are not counted, which takes time."""
    start = cpu_seconds()
    found = _words(read(truth, tesseract))
    seconds = cpu_seconds() - start
    for code in truth.codes:
        found = [word for word in found if word.strip("().,") != code]
    typed = _words(truth.text)
    missed, invented = Counter(typed) - Counter(found), Counter(found) - Counter(typed)
    one, other = " ".join(typed), " ".join(found)
    wrong = edit_distance(one, other, len(one)) if characters else 0
    return Score(len(typed), missed.total(), invented.total(), len(one), wrong, seconds)


def cpu_seconds() -> float:
    """Of this process and of the programs that it started and waited for."""
    return sum(os.times()[:4])


def total(corpus: Path, read: Read, tesseract: ocr.Engine) -> Score:
    """The sum over all pages."""
    return functools.reduce(Score.plus, (scored(truth, read, tesseract) for truth in truths(corpus)), Score())


def _words(text: str) -> list[str]:
    return clean_text(text).split()


def main() -> None:
    """Print each page and the sum, fairwoo first."""
    default = Path(__file__).parents[3] / "shared" / "corpus"
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    tesseract = ocr.find()
    if tesseract is None:
        sys.exit(str(ocr.why_not()))
    print(tesseract.name)
    for name, read in (("fairwoo", ours), ("bare", bare)):
        scores = [(truth, scored(truth, read, tesseract)) for truth in truths(corpus)]
        for truth, score in scores:
            print(f"{name:8}{score}  {truth.pdf.stem} p{truth.number}")
        print(f"{name:8}{functools.reduce(Score.plus, (score for _, score in scores))}  all")


if __name__ == "__main__":
    main()
