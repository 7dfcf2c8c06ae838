"""The line of every value of a JSON file, kept in the shape of the file itself.

A table by path would repeat the path of a value for all that is in it: one long key before a long list then costs gigabytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TypeAlias

Spot: TypeAlias = "int | tuple[int, list[Spot] | dict[str, Spot]]"
"""The line of a value and, of an object or array that is not empty, the spots of what is in it."""

_NUMBER = re.compile(r"\[(\d{1,9})\]")
_NAME = re.compile(r"\.([A-Za-z_][A-Za-z0-9_-]*)")
_END = re.compile(r'"\]')
_MOST_ENDS = 20  # a key may itself hold what ends one
_LONGEST = 400


def nearest(spot: Spot, path: str) -> tuple[int, int]:
    """How much of a JSON path (without `$`) is not there, and the line of the last thing on the way that is."""
    line, inner = (spot, None) if isinstance(spot, int) else spot
    found = (nearest(one, rest) for one, rest in _inside(inner, path)) if inner else ()
    return min(found, default=(len(path), line))


def _inside(inner: list[Spot] | dict[str, Spot], path: str) -> Iterator[tuple[Spot, str]]:
    """What the first step of a path may lead to, with the rest of the path."""
    if isinstance(inner, list):
        if (step := _NUMBER.match(path)) and int(step[1]) < len(inner):
            yield inner[int(step[1])], path[step.end() :]
    elif step := _NAME.match(path):
        if step[1] in inner:
            yield inner[step[1]], path[step.end() :]
    elif path.startswith('["'):
        for end in islice(_END.finditer(path, 2), _MOST_ENDS):
            if (key := path[2 : end.start()]) in inner:
                yield inner[key], path[end.end() :]


def short_path(path: str) -> str:
    """A path as a finding tells it: of one that is very long the beginning and the end."""
    return path if len(path) <= _LONGEST else f"{path[: _LONGEST // 2]}…{path[-_LONGEST // 2 :]}"
