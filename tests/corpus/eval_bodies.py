"""Are the names of bodies in real deliveries matched to the right body, and nothing else to any?

    python -m tests.corpus.eval_bodies [CORPUS]

Truth: `body_labels.csv` beside this file, made by reading before any rule was tried; five labels were then put right by the registers
(ProRail is in them). A row has the beginning of the SHA-256 of a file of the corpus, the place in it (`name` of the file, `line 12`,
`page 3`, or `Sheet!C5`), where in that text, white space collapsed, the name begins and how long it is, its SHA-256, and the code of the
body it means: `none` is a company, a person, two bodies at once, or a word that is no body by itself; `ambiguous` a name that two bodies
had. The strings themselves are not in this repository.

Half of the strings, by their hash, are held out: rules were changed while looking at results of the other half only. Whoever made the
rules had read both, so that half is not blind. The names in Woogle's list of publishers are a second opinion: no rule was changed
for its results, though one former name (of zb000185) was taken from it.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from fairwoo import vocab
from fairwoo.errors import UnknownBodyError

LABELS = Path(__file__).parent / "body_labels.csv"
_NAMED_BY = 16  # hexadecimal digits of the hash
NONE, AMBIGUOUS = "none", "ambiguous"


class Label(NamedTuple):
    """A name in the corpus and the code it stands for, or `none`."""

    file: str
    place: str
    start: int
    length: int
    sha256: str
    code: str

    @property
    def held_out(self) -> bool:
        """Whether the string was kept apart while rules were made."""
        return int(self.sha256[0], 16) % 2 == 1


class Result(NamedTuple):
    """How many names were matched rightly and wrongly, of how many that mean a body and how many that mean none."""

    right: int
    wrong: tuple[Label, ...]
    missed: tuple[Label, ...]
    bodies: int
    others: int

    @property
    def precision(self) -> float:
        """Share of the matches that are right."""
        return self.right / ((self.right + len(self.wrong)) or 1)

    @property
    def recall(self) -> float:
        """Share of the names of a body that are matched rightly."""
        return self.right / (self.bodies or 1)


def labels() -> list[Label]:
    """The rows of the truth."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return [
            Label(row["file"], row["place"], int(row["start"]), int(row["length"]), row["sha256"], row["code"])
            for row in csv.DictReader(file)
        ]


def places(path: Path) -> Iterator[tuple[str, str]]:
    """The texts of a file with their places, white space collapsed."""
    yield "name", path.name
    if path.suffix == ".xlsx":
        texts = _cells(path)
    elif path.suffix == ".pdf":
        texts = _pages(path)
    else:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        texts = ((f"line {number}", line) for number, line in enumerate(lines, 1))
    for place, text in texts:
        yield place, " ".join(text.split())


def _cells(path: Path) -> Iterator[tuple[str, str]]:
    import openpyxl

    for sheet in openpyxl.load_workbook(path, data_only=True):
        for row in sheet.iter_rows():
            yield from ((f"{sheet.title}!{cell.coordinate}", cell.value) for cell in row if isinstance(cell.value, str))


def _pages(path: Path) -> Iterator[tuple[str, str]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for number in range(len(document)):
        yield f"page {number + 1}", document[number].get_textpage().get_text_bounded()


@cache
def _files(corpus: Path) -> dict[str, Path]:
    paths = sorted(path for path in corpus.rglob("*") if path.is_file() and "hostile" not in path.relative_to(corpus).parts)
    return {hashlib.sha256(path.read_bytes()).hexdigest()[:_NAMED_BY]: path for path in paths}


@cache
def _texts(corpus: Path, file: str) -> dict[str, str]:
    return dict(places(_files(corpus)[file]))


def name(corpus: Path, label: Label) -> str:
    """The string that a label is about. Fails if the corpus no longer says what was labelled."""
    text = _texts(corpus, label.file)[label.place][label.start : label.start + label.length]
    assert hashlib.sha256(text.encode()).hexdigest() == label.sha256, f"not what was labelled: {label}"
    return text


def matched(text: str) -> str:
    """The code of the body that `text` is taken for, or `none` or `ambiguous`."""
    try:
        return vocab.match_body(text).code
    except UnknownBodyError:
        return AMBIGUOUS if vocab.find_bodies(text) else NONE


def measure(corpus: Path, rows: list[Label]) -> Result:
    """The matcher against the labels, each string of a file once."""
    answers = [(label, matched(name(corpus, label))) for label in rows]
    return Result(
        right=sum(label.code == answer != NONE for label, answer in answers),
        wrong=tuple(label for label, answer in answers if answer not in {NONE, AMBIGUOUS, label.code}),
        missed=tuple(label for label, answer in answers if answer in {NONE, AMBIGUOUS} - {label.code} and label.code != NONE),
        bodies=sum(label.code != NONE for label in rows),
        others=sum(label.code == NONE for label in rows),
    )


class Listed(NamedTuple):
    """Names of Woogle's publishers that are in the registers: how many are matched rightly, taken for another body, or left."""

    right: int
    wrong: tuple[str, ...]
    left: tuple[str, ...]


def woogle(standards: Path) -> Listed:
    """The matcher against the names and codes of Woogle's list of publishers."""
    listed = json.loads((standards / "woogle" / "publishers.json").read_text(encoding="utf-8"))
    answers = [(each["dc_publisher"], matched(each["dc_publisher_name"])) for each in listed if vocab.body(each["dc_publisher"])]
    return Listed(
        right=sum(code == answer for code, answer in answers),
        wrong=tuple(code for code, answer in answers if answer not in {code, NONE, AMBIGUOUS}),
        left=tuple(code for code, answer in answers if answer in {NONE, AMBIGUOUS}),
    )


def main() -> None:
    """Print precision and recall, of the half that was looked at and of the one that was not."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "shared" / "corpus"
    rows = labels()
    halves = {"looked at": [row for row in rows if not row.held_out], "held out": [row for row in rows if row.held_out]}
    for half, chosen in (*halves.items(), ("all", rows)):
        result = measure(corpus, chosen)
        told = f"{half:10} precision {result.precision:.3f}  recall {result.recall:.3f}"
        sys.stdout.write(f"{told}  ({result.bodies} names of bodies, {result.others} others)\n")
        if "--verbose" in sys.argv and half == "looked at":
            for label in (*result.wrong, *result.missed):
                sys.stdout.write(f"  {label.file} {label.place} {label.start}+{label.length}: {label.code}\n")
    listed = woogle(corpus.parent / "standards")
    share = listed.right / (listed.right + len(listed.wrong) + len(listed.left))
    sys.stdout.write(f"Woogle: right {listed.right} ({share:.3f}), wrong {len(listed.wrong)}, left {len(listed.left)}\n")


if __name__ == "__main__":
    main()
