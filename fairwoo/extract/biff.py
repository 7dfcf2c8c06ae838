"""What an old Excel workbook (.xls) hides: the records of BIFF8 that say so (MS-XLS 2.4). Formats also of BIFF5.

Hidden rows and columns, and cells that show nothing (`;;;`) or stand in white on white.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fairwoo.extract.biff_styles import Styles

_BOF, _EOF, _BOUNDSHEET, _ROW, _COLINFO, _FILEPASS, _NOTE = 0x0809, 0x000A, 0x0085, 0x0208, 0x007D, 0x002F, 0x001C
_CELLS = frozenset({0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})  # formula, texts, numbers: row, column, style
_MULTIPLE_NUMBERS = 0x00BD
# Conditional formats, tables and pictures behind the cells: these colour cells in ways that a cell does not tell.
_GROUND_BY = frozenset({0x01B0, 0x0879, 0x0872, 0x00E9})
_MOST_HIDDEN = 1 << 20


class _Sheet(NamedTuple):
    """What is hidden in a sheet: rows and columns (numbers from 1), cells by row and column with the reason, and remarks."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    cells: dict[tuple[int, int], str] = {}  # noqa: RUF012 - nothing writes into it
    remarks: int = 0


class Hidden:
    """What is hidden in each sheet, by the position of the sheet (from 0)."""

    def __init__(self, path: Path) -> None:
        content = _workbook(path)
        self.encrypted = False
        starts: list[int] = []
        styles = Styles()
        for kind, body in _records(content, 0):
            if kind == _FILEPASS:
                self.encrypted = True
            elif kind == _BOUNDSHEET and len(body) >= 4:
                starts.append(struct.unpack_from("<I", body)[0])
            elif kind == _EOF:
                break
            else:
                styles.take(kind, body)
        self._sheets = [] if self.encrypted else [_hidden(content, start, styles) for start in starts]

    def rows(self, sheet: int) -> frozenset[int]:
        """The hidden rows of a sheet."""
        return self._at(sheet).rows

    def columns(self, sheet: int) -> frozenset[int]:
        """The hidden columns of a sheet."""
        return self._at(sheet).columns

    def cells(self, sheet: int) -> dict[tuple[int, int], str]:
        """The cells of a sheet, by row and column, whose content is not seen: "hidden_texts" or "unreadable"."""
        return self._at(sheet).cells

    def remarks(self, sheet: int) -> int:
        """How many remarks there are in a sheet."""
        return self._at(sheet).remarks

    def _at(self, sheet: int) -> _Sheet:
        return self._sheets[sheet] if sheet < len(self._sheets) else _Sheet()


def _workbook(path: Path) -> bytes:
    import olefile

    with olefile.OleFileIO(str(path)) as container:
        for name in ("Workbook", "Book"):
            if container.exists(name):
                return bytes(container.openstream(name).read())
    return b""


def _hidden(content: bytes, start: int, styles: Styles) -> _Sheet:
    rows: set[int] = set()
    columns: set[int] = set()
    cells: dict[tuple[int, int], str] = {}
    plain, remarks = True, 0
    for kind, body in _of_sheet(content, start):
        if kind == _ROW and len(body) >= 14 and body[12] & 0x20 and len(rows) < _MOST_HIDDEN:
            rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLINFO and len(body) >= 10 and body[8] & 0x01:
            first, last = struct.unpack_from("<HH", body)
            columns.update(range(first + 1, min(last, 255) + 2))
        elif kind == _NOTE:
            remarks += 1
        elif kind in _GROUND_BY:
            plain = False
        elif len(cells) < _MOST_HIDDEN:
            cells.update((place, reason) for place, style in _cells(kind, body) if (reason := styles.unseen(style)))
    seen = set() if plain else {place for place, reason in cells.items() if reason == "unreadable"}
    return _Sheet(frozenset(rows), frozenset(columns), {place: cells[place] for place in cells.keys() - seen}, remarks)


def _cells(kind: int, body: bytes) -> Iterator[tuple[tuple[int, int], int]]:
    """The cells of a record: row and column from 1, and the number of the style."""
    if kind in _CELLS and len(body) >= 6:
        row, column, style = struct.unpack_from("<HHH", body)
        yield (row + 1, column + 1), style
    elif kind == _MULTIPLE_NUMBERS and len(body) >= 6:
        row, column = struct.unpack_from("<HH", body)
        for at in range((len(body) - 6) // 6):  # a style and a number each; the last column closes the record
            yield (row + 1, column + at + 1), struct.unpack_from("<H", body, 4 + 6 * at)[0]


def _of_sheet(content: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of a sheet itself, without those of the charts in it."""
    depth = 0
    for kind, body in _records(content, start):
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, body


def _records(content: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    while position + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, position)
        yield kind, content[position + 4 : position + 4 + length]
        position += 4 + length
