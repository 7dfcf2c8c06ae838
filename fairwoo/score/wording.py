"""Numbers, verdicts and places as people read them, and tables that need no more than a fixed-width font."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from fairwoo.model import Lang, Place, Text, Verdict

VERDICTS = {
    Verdict.PASSED: Text(nl="voldoet", en="passed"),
    Verdict.PARTLY: Text(nl="deels", en="partly"),
    Verdict.FAILED: Text(nl="voldoet niet", en="failed"),
    Verdict.NOT_APPLICABLE: Text(nl="n.v.t.", en="n/a"),
    Verdict.NOT_MEASURED: Text(nl="niet gemeten", en="not measured"),
}
CAPS = {
    "scan-only": Text(
        nl="alle vrijgegeven documenten zijn scans zonder tekst", en="all released documents are scans without text"
    ),
    "merged-pdf": Text(
        nl="de vrijgegeven documenten zijn samengevoegd in één PDF", en="the released documents are merged into one PDF"
    ),
}


def number(value: float | None, digits: int, lang: Lang) -> str:
    """A number with a fixed number of decimals; a dash for None."""
    if value is None:
        return "–"
    text = f"{value:.{digits}f}"
    return text if lang == "en" else text.replace(".", ",")


def where(place: Place, lang: Lang) -> str:
    """A place in words: "inventaris.xlsx, blad Documenten, rij 14"; "" if there is none."""
    words = {
        "sheet": Text(nl="blad", en="sheet"),
        "row": Text(nl="rij", en="row"),
        "column": Text(nl="kolom", en="column"),
        "page": Text(nl="p.", en="p."),
        "path": Text(nl="veld", en="field"),
    }
    parts = [place.file] if place.file else []
    parts += [f"{text.get(lang)} {value}" for name, text in words.items() if (value := getattr(place, name)) is not None]
    return ", ".join(parts)


def one_line(text: str) -> str:
    """Text that came from a stranger, fit for one cell: no line ends, tabs or other control characters."""
    return " ".join("".join(" " if unicodedata.category(mark)[0] in "CZ" else mark for mark in text).split())


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int]) -> list[str]:
    """Lines of a table with aligned columns; the columns with numbers in `right` are aligned to the right."""
    cells = [[one_line(cell) for cell in row] for row in (headings, *rows)]
    widths = [max(width(row[column]) for row in cells) for column in range(len(headings))]
    lines = ["  ".join(_padded(cell, widths[i], to_right=i in right) for i, cell in enumerate(row)).rstrip() for row in cells]
    return [lines[0], "  ".join("─" * size for size in widths), *lines[1:]]


def width(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters take two, combining ones none."""
    return sum(0 if unicodedata.combining(mark) else 2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def _padded(text: str, size: int, *, to_right: bool) -> str:
    space = " " * (size - width(text))
    return space + text if to_right else text + space
