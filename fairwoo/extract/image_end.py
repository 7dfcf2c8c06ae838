"""What stands in an image file after the end of its image, where no program looks: JPEG (T.81, B.1), PNG (11.2.5), WebP (RIFF).

Cut-off screenshots have kept the whole picture there. Padding is no data, nor are the further pictures that a camera announces (CIPA
DC-007) and the notes of its maker. Pixels are never decoded.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Callable, Iterator
from pathlib import Path

_PADDING = b"\0\xff\x1a \t\r\n"
_LEAST = 4  # bytes: a check sum or a length that a scanner leaves
_JPEG_END, _SCAN, _APPLICATION_2 = 0xD9, 0xDA, 0xE2
_MARK = 0xFF
_WITHOUT_LENGTH = frozenset({_MARK, 0x01, *range(0xD0, 0xD9)})
_MARKER_IN_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_FURTHER_PICTURES = b"MPF\0"
_NOTES_OF_MAKER = (b"SEFT",)  # how what Samsung's telephones add ends: the time and the mode in which a photo was taken
_FILM = b"MotionPhoto_Data"
_PNG_START = 8


def after_end(path: Path, kind: str) -> int:
    """How many pieces of data, 0 or 1, follow the image in a file of this kind ("JPEG", "PNG", "WEBP"; of others 0). Raises OSError."""
    find_end = _ENDS.get(kind)
    if find_end is None:
        return 0
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        end = find_end(content)
        rest = content[end:].strip(_PADDING) if end is not None else b""
    by_maker = rest.endswith(_NOTES_OF_MAKER) and _FILM not in rest
    return int(len(rest) >= _LEAST and not by_maker)


def _jpeg_end(content: mmap.mmap) -> int | None:
    """Where the image ends; where further ones are announced, the last of them. None for one that is cut off."""
    end, announced = _one_jpeg(content, 0)
    while announced and end is not None:
        start = content.find(b"\xff\xd8\xff", end)
        if start < 0 or content[end:start].strip(_PADDING):
            break
        further, _ = _one_jpeg(content, start)
        if further is None:
            break
        end = further
    return end


def _one_jpeg(content: mmap.mmap, start: int) -> tuple[int | None, bool]:
    """Where the image that begins here ends, and whether it announces others."""
    announced = False
    for kind, at, length in _segments(content, start):
        if kind == _JPEG_END:
            return at, announced
        announced |= kind == _APPLICATION_2 and content[at : at + min(4, length)] == _FURTHER_PICTURES
    return None, announced


def _segments(content: mmap.mmap, position: int) -> Iterator[tuple[int, int, int]]:
    """The segments of a JPEG: kind, where their content begins, and its length."""
    while 0 <= position < len(content) - 1 and content[position] == _MARK:
        kind = content[position + 1]
        position += 1 if kind == _MARK else 2  # marks may be padded with marks
        if kind == _JPEG_END:
            yield kind, position, 0
            return
        if kind in _WITHOUT_LENGTH:
            continue
        length = int.from_bytes(content[position : position + 2])
        yield kind, position + 2, length - 2
        position += length
        if kind == _SCAN:
            found = _MARKER_IN_SCAN.search(content, position)
            position = found.start() if found else -1


def _png_end(content: mmap.mmap) -> int | None:
    position = _PNG_START
    while position + 8 <= len(content):
        length, kind = int.from_bytes(content[position : position + 4]), content[position + 4 : position + 8]
        position += 12 + length
        if kind == b"IEND":
            return position
    return None


def _webp_end(content: mmap.mmap) -> int | None:
    size = int.from_bytes(content[4:8], "little")
    return 8 + size + size % 2


_ENDS: dict[str, Callable[[mmap.mmap], int | None]] = {"JPEG": _jpeg_end, "MPO": _jpeg_end, "PNG": _png_end, "WEBP": _webp_end}
