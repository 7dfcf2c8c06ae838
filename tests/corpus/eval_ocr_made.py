"""How well typeset pages are read that were made into scans (`made_scans.py`), beside Tesseract as it comes (nld) at 300 and 200 dpi.

    python -m tests.corpus.eval_ocr_made [CORPUS] [--pages 60] [--seed 0] [--part tuned|held] [--only "scan 200"]…

For each condition: words missed and invented (multisets) over the words of all pages, CPU seconds a page and their ratio to
Tesseract at 300 dpi; documents that rules were tuned on and those held out apart.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from fairwoo.extract import ocr
from tests.corpus.eval_ocr import Score, bare, ours, scored
from tests.corpus.made_scans import CONDITIONS, Scan, Sheet, sheets


class Result(NamedTuple):
    """The sums of a condition over some pages."""

    condition: str
    pages: int
    fairwoo: Score
    bare_300: Score
    bare_200: Score


def bare_200(scan: Scan, tesseract: ocr.Engine) -> str:
    """As Tesseract reads it at the resolution that fairwoo uses."""
    return tesseract.read(scan.render(200), 200).text


def results(pages: Iterable[Sheet], conditions: Iterable[str], seed: int, tesseract: ocr.Engine) -> Iterator[Result]:
    """The conditions one after another, each on all the pages."""
    pages = list(pages)
    for condition in conditions:
        sums = [Score()] * 3
        for sheet in pages:
            scan = Scan(sheet, condition, seed)
            scores = (scored(scan, read, tesseract, characters=False) for read in (ours, bare, bare_200))
            sums = [total.plus(score) for total, score in zip(sums, scores, strict=True)]
        yield Result(condition, len(pages), *sums)


def _told(result: Result) -> Iterator[str]:
    for name, score in zip(("fairwoo", "300 dpi", "200 dpi"), result[2:], strict=True):
        missed, invented = score.missed / score.words, score.invented / score.words
        ratio = score.seconds / result.bare_300.seconds
        cost = f"CPU {score.seconds / result.pages:.2f} ({ratio:.2f})"
        yield f"  {result.condition:11}{name:8} missed {missed:.4f}  invented {invented:.4f}  {cost}  of {score.words} words"


def main() -> None:
    """Print every condition, tuned and held out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=Path(__file__).parents[3] / "shared" / "corpus")
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--part", choices=["tuned", "held"])
    parser.add_argument("--only", action="append", choices=list(CONDITIONS))
    given = parser.parse_args()
    tesseract = ocr.find()
    if tesseract is None:
        parser.exit(1, f"{ocr.why_not()}\n")
    print(tesseract.name)
    chosen = sheets(given.corpus, given.pages)
    for part in [given.part] if given.part else ["tuned", "held"]:
        pages = [sheet for sheet in chosen if sheet.tuned == (part == "tuned")]
        print(f"{part}: {len(pages)} pages of {len({sheet.document for sheet in pages})} documents")
        for result in results(pages, given.only or CONDITIONS, given.seed, tesseract):
            print(*_told(result), sep="\n", flush=True)


if __name__ == "__main__":
    main()
