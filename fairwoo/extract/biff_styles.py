"""The cell styles of an old Excel workbook (.xls): which show nothing, and which are white on white (MS-XLS 2.4.122, .126, .188, .353)."""

from __future__ import annotations

import struct

from fairwoo.extract.cells import shows_nothing

_BOF, _FONT, _FORMAT, _PALETTE, _STYLE = 0x0809, 0x0031, 0x041E, 0x0092, 0x00E0
_BIFF8 = 0x0600
_WHITE = b"\xff\xff\xff"
_WINDOW = 0x41  # the background of the window
_FIRST_OF_PALETTE = 8
_USUAL_WHITES = frozenset({1, 9})  # the fixed white, and the one in the palette that a workbook without its own has
_NO_FILL, _SOLID = 0, 1
_SKIPPED_FONT = 4  # there is no font of this number


class Styles:
    """Takes the records of the workbook itself, and tells of each cell style whether it can be read."""

    def __init__(self) -> None:
        self._biff8 = True
        self._blank_formats: set[int] = set()
        self._font_colours: list[int] = []
        self._whites = _USUAL_WHITES
        self._styles: list[tuple[int, int, int]] = []  # format, font, fill

    def take(self, kind: int, body: bytes) -> None:
        """Note what a record says, if it is about styles."""
        if kind == _BOF and len(body) >= 2:
            self._biff8 = struct.unpack_from("<H", body)[0] == _BIFF8
        elif kind == _FONT and len(body) >= 6:
            self._font_colours.append(struct.unpack_from("<H", body, 4)[0])
        elif kind == _FORMAT and len(body) >= 3:
            number, code = self._format(body)
            (self._blank_formats.add if shows_nothing(code) else self._blank_formats.discard)(number)
        elif kind == _PALETTE:
            colours = [body[at : at + 3] for at in range(2, len(body) - 3, 4)]
            own = {_FIRST_OF_PALETTE + at for at, colour in enumerate(colours) if colour == _WHITE}
            self._whites = frozenset({1, *own})
        elif kind == _STYLE and len(body) >= 4:
            font, number = struct.unpack_from("<HH", body)
            self._styles.append((number, font, _fill(body) if self._biff8 else -1))

    def unseen(self, style: int) -> str | None:
        """Why a cell of this style is not seen: "hidden_texts", "unreadable", or None if it is."""
        if style >= len(self._styles):
            return None
        number, font, fill = self._styles[style]
        if number in self._blank_formats:
            return "hidden_texts"
        position = font - (font > _SKIPPED_FONT)
        colour = self._font_colours[position] if position < len(self._font_colours) else -1
        return "unreadable" if colour in self._whites and (fill == _WINDOW or fill in self._whites) else None

    def _format(self, body: bytes) -> tuple[int, str]:
        """The number and the code of a format."""
        number: int = struct.unpack_from("<H", body)[0]
        if not self._biff8:
            return number, body[3 : 3 + body[2]].decode("latin-1")
        wide = len(body) > 4 and body[4] & 1
        return number, body[5:].decode("utf-16-le" if wide else "latin-1", "replace")


def _fill(body: bytes) -> int:
    """The colour of the ground of a style; that of the window where it has none, -1 where it is a pattern."""
    if len(body) < 20:
        return -1
    pattern = struct.unpack_from("<I", body, 14)[0] >> 26
    front = struct.unpack_from("<H", body, 18)[0] & 0x7F
    return _WINDOW if pattern == _NO_FILL else front if pattern == _SOLID else -1
