"""Is hidden text found, and only hidden text? Planted files, controls, and the PDFs of the corpus.

    python tests/corpus/eval_hidden.py [CORPUS]

Planted files and controls are those of `tests/hidden`. The corpus has no truth on hidden text: `hidden_labels.csv` has a verdict on each
file that alarmed, by the beginning of its SHA-256 and without any text of it. Where the place itself tells (beyond the edge of the page,
the note of an annotation, a redaction that was never applied, metadata) the objects of the file decided; else the page was looked at as
an image. Since only alarms were judged, the labels tell false alarms, and guard what is found against going back; they tell nothing of
recall. A file that alarms and is not in the list counts as a false alarm until it was judged.

* `true`: words are in the file that nobody sees on opening it;
* `false`: what alarmed is seen, or is no text.
"""

from __future__ import annotations

import csv
import hashlib
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from fairwoo.extract import Job, read
from fairwoo.model import Extraction
from fairwoo.settings import ExtractSettings

sys.path.insert(0, str(Path(__file__).parents[2]))  # as a script: `tests` is not installed

from tests.hidden.conftest import CONTROLS, PLANTED

LABELS = Path(__file__).parent / "hidden_labels.csv"
CODES = frozenset({"text-under-redaction", "hidden-content", "sheet-hidden", "image-location"})
_NAMED_BY = 16  # hexadecimal digits of the hash


class Told(NamedTuple):
    """What was said of a file: the codes of findings on hidden content, and hidden words by kind and page."""

    name: str
    sha256: str
    read: bool
    codes: frozenset[str]
    words: tuple[tuple[str, int, int], ...]

    @property
    def alarms(self) -> bool:
        """Was anything hidden found in it?"""
        return bool(self.codes or self.words)


class Corpus(NamedTuple):
    """The PDFs of a part of the corpus: how many, those that alarm falsely, and those that hide words and do not alarm."""

    files: int
    true: int
    false: tuple[Told, ...]
    missed: tuple[str, ...]


def labels() -> dict[str, bool]:
    """Beginning of the hash → does the file hide words?"""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return {row["sha256"]: {"true": True, "false": False}[row["hides"]] for row in csv.DictReader(file)}


def told(paths: Iterable[Path], workers: int = 2) -> Iterator[Told]:
    """What the first reading of files says (up to 500 pages each), in the order in which they are done."""
    jobs = [Job(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size) for path in paths]
    with tempfile.TemporaryDirectory() as scratch:
        for job, extraction in read(jobs, ExtractSettings(workers=workers), Path(scratch)):
            yield _told(job, extraction)


def _told(job: Job, extraction: Extraction) -> Told:
    words = [(str(one.kind), page.number, one.words) for page in extraction.pages for one in page.hidden]
    codes = frozenset(finding.code for finding in extraction.findings) & CODES
    return Told(job.name, job.sha256[:_NAMED_BY], extraction.read, codes, tuple(words))


def made() -> tuple[dict[str, Told], dict[str, Told]]:
    """What is said of the planted files, and of the controls, by name."""
    contents = {name: one.make(one.words()) for name, one in PLANTED.items()} | {name: make() for name, make in CONTROLS.items()}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in contents.items():
            (Path(folder) / name).write_bytes(content)
        found = {one.name: one for one in told(sorted(Path(folder).iterdir()))}
    return {name: found[name] for name in PLANTED}, {name: found[name] for name in CONTROLS}


def pdfs(corpus: Path, *, hostile: bool) -> list[Path]:
    """The PDFs of the corpus, the hostile ones or all others."""
    return sorted(path for path in corpus.rglob("*.pdf") if ("hostile" in path.relative_to(corpus).parts) == hostile)


def alarms(paths: list[Path]) -> Corpus:
    """The alarms among PDFs, beside the labels."""
    known, found = labels(), sorted(told(paths), key=lambda one: one.name)
    true = {name for name, hides in known.items() if hides}
    false = tuple(one for one in found if one.alarms and one.sha256 not in true)
    missed = tuple(one.name for one in found if not one.alarms and one.read and one.sha256 in true)
    return Corpus(len(found), sum(one.alarms for one in found) - len(false), false, missed)


def main() -> None:
    """Print recall, false alarms on controls, and the alarms among the PDFs of the corpus."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "shared" / "corpus"
    planted, controls = made()
    for name, one in planted.items():
        if not one.codes & PLANTED[name].codes:
            print(f"    missed: {name}, told: {', '.join(sorted(one.codes)) or 'nothing'}")
    for name, one in controls.items():
        if one.alarms:
            print(f"    false alarm: {name}: {', '.join(sorted(one.codes))} {one.words}")
    recalled = sum(bool(one.codes & PLANTED[name].codes) for name, one in planted.items())
    false = sum(one.alarms for one in controls.values())
    print(f"planted: recall {recalled / len(planted):.3f} ({recalled} of {len(planted)})")
    print(f"controls: {false} false alarms on {len(controls)} ({false / len(controls):.1%})")
    for hostile in (False, True):
        found = alarms(pdfs(corpus, hostile=hostile))
        print(
            f"corpus PDFs, {'hostile' if hostile else 'others'}: {len(found.false)} false alarms on {found.files}"
            f" ({len(found.false) / max(1, found.files):.1%}), {found.true} true, {len(found.missed)} labelled ones missed"
        )
        for one in found.false:
            kinds = Counter[str]()
            for kind, _, words in one.words:
                kinds[kind] += words
            pages = sorted({page for _, page, _ in one.words})
            print(f"    {one.sha256} {one.name}: {', '.join(sorted(one.codes))} {dict(kinds)} pages {pages[:12]}")


if __name__ == "__main__":
    main()
