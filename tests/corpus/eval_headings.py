"""How many of the inventory headings of central government are understood.

    python tests/corpus/eval_headings.py [--corpus ../shared/corpus]

Counts occurrences in a frequency list of folded headings (letters and digits only, some scrambled). A heading counts as
understood if it gives a property, a ground or a judgement. The list is of the kind that the words were gathered from: this
guards against loss and is no independent figure.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

from fairwoo import vocab

LIST = Path("inventories/column-headers/columnheaders_RO.csv")


def frequencies(corpus: Path) -> Counter[str]:
    """The headings with the number of times each occurs."""
    with (corpus / LIST).open(encoding="utf-8", newline="") as file:
        return Counter({row["kolomnaam"]: int(row["aantalkeer"]) for row in csv.DictReader(file)})


def understood(heading: str) -> str | None:
    """What the heading is taken for, or None."""
    found = vocab.heading(heading) or vocab.heading_ground(heading) or vocab.heading_disclosure(heading)
    return str(found) if found else None


def share_understood(headings: Counter[str]) -> float:
    """The share of the occurrences that are understood, 0–1."""
    return sum(count for heading, count in headings.items() if understood(heading)) / headings.total()


def main() -> None:
    parser = argparse.ArgumentParser(description="how many inventory headings are understood")
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parents[3] / "shared" / "corpus")
    headings = frequencies(parser.parse_args().corpus)
    for heading, count in headings.most_common():
        print(f"{count:5} {heading:60.60} {understood(heading) or '-'}")
    print(f"understood: {share_understood(headings):.4f} of {headings.total()} occurrences, {len(headings)} spellings")


if __name__ == "__main__":
    main()
