"""Our CSV files: a header row, UTF-8, `\\n` line ends on every platform."""

from __future__ import annotations

import csv
from pathlib import Path

from making.official import Row


def read(path: Path) -> list[Row]:
    """The rows of a file; none if it is not there."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[Row]) -> None:
    """Write the rows, with the columns of the first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
