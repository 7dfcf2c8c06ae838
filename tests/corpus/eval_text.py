"""How much of the text of a PDF comes out right: character error rate on dossiers that were typeset from a known text.

    python tests/corpus/eval_text.py [CORPUS]

Truth: `derived/typeset/*/truth.json` says which pages of `documenten.pdf` hold which `.ocr` text. White space is collapsed on both
sides; the rate is edit distance over the length of the truth, per document, then the mean over documents.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fairwoo.extract import Job, Reader, Task, work_after
from fairwoo.settings import ExtractSettings
from fairwoo.shared import clean_text


def error_rates(corpus: Path, most_pages: int = 1_000) -> Iterator[tuple[str, float]]:
    """Each document (`dossier/source`) of at most `most_pages` with its character error rate; 1.0 for one that is nowhere near."""
    for folder in sorted((corpus / "derived" / "typeset").iterdir()):
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        pages = _pages(folder / "documenten.pdf")
        for document in (one for one in truth["stream"] if one["pages"] <= most_pages):
            source = (corpus / truth["source"] / document["source"]).read_text(encoding="utf-8", errors="replace")
            first = document["first_page"] - 1
            found = " ".join(pages[first : first + document["pages"]])
            yield f"{folder.name}/{document['source']}", error_rate(_collapsed(source), _collapsed(found))


def error_rate(truth: str, found: str) -> float:
    """Edit distance over the length of the truth (at least 1 character), at most 1.0."""
    most = max(1, len(truth))
    return min(1.0, edit_distance(truth, found, most) / most)


def edit_distance(one: str, other: str, most: int) -> int:
    """Levenshtein distance, or `most` if it is larger; quick for texts that are nearly alike (Ukkonen 1985, by diagonals)."""
    if not one or not other:
        return min(most, max(len(one), len(other)))
    wanted = len(other) - len(one)
    reach = {0: _slide(one, other, 0, 0)}
    distance = 0
    while reach.get(wanted, -1) < len(one):
        distance += 1
        if distance >= most:
            return most
        before, reach = reach, {}
        for diagonal in range(-distance, distance + 1):
            row = max(
                before.get(diagonal - 1, -1),  # a character too many
                before.get(diagonal, -2) + 1,  # another character
                before.get(diagonal + 1, -2) + 1,  # a character missing
            )
            row = min(row, len(one))
            if row >= 0 and 0 <= row + diagonal <= len(other):
                reach[diagonal] = _slide(one, other, row, diagonal)
    return distance


def _slide(one: str, other: str, row: int, diagonal: int) -> int:
    while row < len(one) and row + diagonal < len(other) and one[row] == other[row + diagonal]:
        row += 1
    return row


def _pages(path: Path) -> list[str]:
    """The texts of all pages; a long file is read in several goes."""
    content = path.read_bytes()
    job = Job(path, path.name, hashlib.sha256(content).hexdigest(), len(content))
    with tempfile.TemporaryDirectory() as scratch, Reader(ExtractSettings(workers=1), Path(scratch)) as reader:
        (first,) = reader.read([job])
        goes = [job._replace(task=work.task, first=work.page) for work in work_after(first.extraction) if work.task is Task.GO_ON]
        further = sorted(reader.read(goes), key=lambda done: done.job.first)
    return [page.whole_text for done in (first, *further) for page in done.extraction.pages]


def _collapsed(text: str) -> str:
    return " ".join(clean_text(text).split())


def main() -> None:
    """Print the rates, worst first, and their mean."""
    default = Path(__file__).parents[3] / "shared" / "corpus"
    rates = sorted(error_rates(Path(sys.argv[1]) if len(sys.argv) > 1 else default), key=lambda one: -one[1])
    for name, rate in rates[:10]:
        print(f"{rate:.4f}  {name}")
    values = sorted(rate for _, rate in rates)
    print(f"{len(values)} documents: mean CER {sum(values) / len(values):.4f}, median {values[len(values) // 2]:.4f}")


if __name__ == "__main__":
    main()
