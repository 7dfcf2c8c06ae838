"""Does text recognition run where a page needs it, and only there? And are text layers that went wrong found?

    python tests/corpus/eval_need.py [CORPUS]

Truth: `need_labels.csv` beside this file has a label for every page of the PDFs of the corpus, hostile ones aside. It names a file by the
beginning of its SHA-256 and holds no text. `how` says what decided:

* `seen`: the page was looked at as an image, and its layer read beside it;
* `font`: the page is drawn by a standard font in a standard encoding only, so that what is printed is what the layer says, noise of
  the source included (checked in the resources of each page; most were seen too);
* `blank`: nothing is drawn on it.

A page needs recognition if it shows words that its layer lacks or has wrong.

The second part spoils the layers of sound pages in the ways in which layers go wrong, and says how many of them are found. A digital page
is judged twice: with fonts that say which letters they draw, and with fonts that do not.
"""

from __future__ import annotations

import csv
import hashlib
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from fairwoo import wordlist
from fairwoo.extract import Job, Task, need, read
from fairwoo.extract.language import language_of
from fairwoo.extract.reading import PAGES_AT_ONCE
from fairwoo.model import Page
from fairwoo.settings import ExtractSettings

LABELS = Path(__file__).parent / "need_labels.csv"
_NAMED_BY = 16  # hexadecimal digits of the hash
_SOUND = 0.9
_LEAST_WORDS = 100

Spoil = Callable[[str, random.Random], str]
Pages = dict[tuple[str, int], Page]
"""Pages by the beginning of their file's hash and their number."""


class Calls(NamedTuple):
    """The pages that need recognition, and those for which it is called: pairs of a file's hash and a page number."""

    needed: frozenset[tuple[str, int]]
    called: frozenset[tuple[str, int]]
    pages: int


def labels() -> dict[tuple[str, int], bool]:
    """Does the page (hash, number) need text recognition?"""
    found: dict[tuple[str, int], bool] = {}
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for page in range(int(row["first"]), int(row["last"]) + 1):
                assert (row["sha256"], page) not in found, f"labelled twice: {row}"
                found[row["sha256"], page] = {"yes": True, "no": False}[row["needs_ocr"]]
    return found


def calls(pages: Pages) -> Calls:
    """What was decided for the pages of the corpus, beside the labels. Fails if a page has no label or a label no page."""
    truth = labels()
    assert truth.keys() == pages.keys(), f"not the pages that are labelled: {sorted(truth.keys() ^ pages.keys())[:5]}"
    called = frozenset(key for key, page in pages.items() if page.needs_ocr)
    return Calls(frozenset(key for key, needs in truth.items() if needs), called, len(pages))


def pages_of(corpus: Path, workers: int = 2) -> Pages:
    """Every page of the PDFs of the corpus as it is after its text was read, before anybody looks at its image."""
    paths = sorted(path for path in corpus.rglob("*.pdf") if "hostile" not in path.relative_to(corpus).parts)
    jobs = [Job(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size) for path in paths]
    found: Pages = {}
    with tempfile.TemporaryDirectory() as scratch:
        while jobs:
            later = []
            for job, extraction in read(jobs, ExtractSettings(workers=workers), Path(scratch)):
                found.update({(job.sha256[:_NAMED_BY], page.number): page for page in extraction.pages})
                if job.task is Task.READ:  # a long file is read in several goes
                    firsts = range(1 + PAGES_AT_ONCE, int(extraction.properties["pages"]) + 1, PAGES_AT_ONCE)
                    later += [job._replace(task=Task.GO_ON, first=first, language=extraction.language) for first in firsts]
            jobs = later
    return found


def sound_texts(pages: Pages) -> list[str]:
    """The texts of digital pages that are surely in order: long enough, and nearly all their words known."""
    digital = [page for _, page in sorted(pages.items()) if (page.image_cover or 0) < 0.3]
    long = [page.text for page in digital if len(re.findall(r"[^\W\d_]+", page.text)) >= _LEAST_WORDS]
    return [text for text in long if (wordlist.hit_rate(text, language_of([text])) or 0) >= _SOUND]


# --- the ways in which a text layer goes wrong


def _swapped(text: str, chance: random.Random) -> str:
    """A font that maps its letters to others: each letter always to the same one."""
    small = "abcdefghijklmnopqrstuvwxyz"
    other = "".join(chance.sample(small, len(small)))
    return text.translate(str.maketrans(small + small.upper(), other + other.upper()))


def _shifted(by: int) -> Spoil:
    """Numbers of glyphs in place of characters: all codes moved by so many."""
    return lambda text, _: "".join(mark if mark.isspace() else chr(max(33, ord(mark) + by)) for mark in text)


def _half(spoil: Spoil) -> Spoil:
    """Every second line: one of two fonts is wrong."""
    return lambda text, chance: "\n".join(
        spoil(line, random.Random(7)) if place % 2 else line for place, line in enumerate(text.split("\n"))
    )


def _wrong(share: float) -> Spoil:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return lambda text, chance: "".join(
        chance.choice(letters) if mark.isalpha() and chance.random() < share else mark for mark in text
    )


def _confused(share: float) -> Spoil:
    """Letters taken for ones of the same shape, as recognition at a low resolution does, e.g. when a program redacts by rendering."""
    like = {"e": "a", "i": "l", "l": "i", "o": "a", "t": "f", "m": "rn", "n": "ri", "h": "b", "c": "e", "g": "q", "u": "ii"}
    return lambda text, chance: "".join(like.get(mark, mark) if chance.random() < share else mark for mark in text)


DAMAGE: dict[str, Spoil] = {
    "none": lambda text, _: text,
    "letters mapped to others": _swapped,
    "codes shifted by 1": _shifted(1),
    "codes shifted by -29": _shifted(-29),
    "codes shifted by 31": _shifted(31),
    "private characters": lambda text, _: "".join(chr(0xE000 + ord(mark)) if mark.isalpha() else mark for mark in text),
    "s p a c e d": lambda text, _: " ".join(text),
    "without spaces": lambda text, _: text.replace(" ", ""),
    "lines reversed": lambda text, _: "\n".join(line[::-1] for line in text.split("\n")),
    "every second line mapped to others": _half(_swapped),
    "5 % wrong letters": _wrong(0.05),
    "10 % wrong letters": _wrong(0.1),
    "20 % wrong letters": _wrong(0.2),
    "15 % taken for alike ones": _confused(0.15),
    "40 % taken for alike ones": _confused(0.4),
}
GROUNDS = {"mapped": (0.0, True), "unmapped": (0.0, False), "scan": (1.0, True)}
"""Where a layer lies: the image cover of the page, and whether its fonts say their letters."""


def found_of(texts: list[str], spoil: Spoil, ground: tuple[float, bool]) -> float:
    """The share of these layers that is called for, spoiled in this way."""
    cover, mapped = ground
    chance = random.Random(5)
    count = 0
    for text in texts:
        page = Page(number=1, text=spoil(text, chance), image_cover=cover)
        count += need.judged(page, language_of([page.text]), fonts_mapped=mapped).needs_ocr is not None
    return count / max(1, len(texts))


def sweep(texts: list[str]) -> Iterator[tuple[str, dict[str, float]]]:
    """The shares found per kind of damage and ground."""
    for kind, spoil in DAMAGE.items():
        yield kind, {name: found_of(texts, spoil, ground) for name, ground in GROUNDS.items()}


def main() -> None:
    """Print both."""
    default = Path(__file__).parents[3] / "shared" / "corpus"
    pages = pages_of(Path(sys.argv[1]) if len(sys.argv) > 1 else default)
    result = calls(pages)
    missing, needless = result.needed - result.called, result.called - result.needed
    share = abs(len(result.called) - len(result.needed)) / len(result.needed)
    why = Counter(page.needs_ocr.value for page in pages.values() if page.needs_ocr)
    files = len({name for name, _ in pages})
    print(f"{files} files, {result.pages} pages; {len(result.needed)} need it, {len(result.called)} called {dict(why)}")
    print(f"missing {len(missing)}, needless {len(needless)}; calls differ by {share:.1%}; wrong {len(missing | needless)}")
    for what, keys in (("missing", missing), ("needless", needless)):
        print(*(f"  {what}: {name} page {page}" for name, page in sorted(keys)), sep="\n", end="\n" if keys else "")
    texts = sound_texts(pages)
    print(f"found of {len(texts)} sound layers, spoiled:{'':24}" + "".join(f"{name:>10}" for name in GROUNDS))
    for kind, shares in sweep(texts):
        print(f"  {kind:<52}" + "".join(f"{share:10.3f}" for share in shares.values()))


if __name__ == "__main__":
    main()
