"""Which rows and columns of an old Excel workbook (.xls) are hidden: the records that say so in BIFF8 (MS-XLS 2.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

_BOF, _EOF, _BOUNDSHEET, _ROW, _COLINFO, _FILEPASS = 0x0809, 0x000A, 0x0085, 0x0208, 0x007D, 0x002F
_MOST_HIDDEN = 1 << 20


class Hidden:
    """The hidden rows and columns (numbers from 1) of each sheet, by the position of the sheet."""

    def __init__(self, path: Path) -> None:
        content = _workbook(path)
        self.encrypted = False
        starts: list[int] = []
        for kind, body in _records(content, 0):
            if kind == _FILEPASS:
                self.encrypted = True
            elif kind == _BOUNDSHEET and len(body) >= 4:
                starts.append(struct.unpack_from("<I", body)[0])
            elif kind == _EOF:
                break
        self._sheets = [_hidden(content, start) for start in starts]

    def rows(self, sheet: int) -> frozenset[int]:
        """The hidden rows of the sheet at this position (from 0)."""
        return self._sheets[sheet][0] if sheet < len(self._sheets) else frozenset()

    def columns(self, sheet: int) -> frozenset[int]:
        """The hidden columns of the sheet at this position (from 0)."""
        return self._sheets[sheet][1] if sheet < len(self._sheets) else frozenset()


def _workbook(path: Path) -> bytes:
    import olefile

    with olefile.OleFileIO(str(path)) as container:
        for name in ("Workbook", "Book"):
            if container.exists(name):
                return bytes(container.openstream(name).read())
    return b""


def _hidden(content: bytes, start: int) -> tuple[frozenset[int], frozenset[int]]:
    rows: set[int] = set()
    columns: set[int] = set()
    depth = 0
    for kind, body in _records(content, start):
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            break
        if kind == _ROW and len(body) >= 14 and body[12] & 0x20 and len(rows) < _MOST_HIDDEN:
            rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLINFO and len(body) >= 10 and body[8] & 0x01:
            first, last = struct.unpack_from("<HH", body)
            columns.update(range(first + 1, min(last, 255) + 2))
    return frozenset(rows), frozenset(columns)


def _records(content: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    while position + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, position)
        yield kind, content[position + 4 : position + 4 + length]
        position += 4 + length
