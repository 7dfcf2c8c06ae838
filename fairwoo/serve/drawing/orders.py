"""What is asked of a drawing process and what comes back, as JSON and bytes: never pickles, since it has touched a stranger's file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal, NamedTuple

from fairwoo.errors import FairwooError
from fairwoo.model import Text

HYPHEN = "\x02"  # in a word: it is broken here, at the end of a line


class UndrawableError(FairwooError):
    """A page that cannot be drawn: it is damaged, or takes too long or too much memory."""

    def __init__(self) -> None:
        super().__init__(Text(nl="Deze pagina is niet te tekenen.", en="This page cannot be drawn."))


class Box(NamedTuple):
    """A rectangle on a page, in points from its top left."""

    x: float
    y: float
    width: float
    height: float


class Order(NamedTuple):
    """A page (from 1) of the file at `path`, to be drawn, or of which to tell the words.

    `black` and `white` are what is painted over in these colours; words that touch them are not told. `large`: finer, to be enlarged.
    """

    task: Literal["image", "words"]
    path: Path
    sha256: str
    page: int
    black: tuple[Box, ...] = ()
    white: tuple[Box, ...] = ()
    large: bool = False

    def packed(self) -> bytes:
        """For the pipe."""
        return json.dumps({**self._asdict(), "path": str(self.path)}).encode()

    @classmethod
    def unpacked(cls, message: bytes) -> Order:
        """What `packed` gave."""
        given = json.loads(message)
        boxes = {name: tuple(Box(*one) for one in given[name]) for name in ("black", "white")}
        return cls(**{**given, **boxes, "path": Path(given["path"])})


class PlacedWord(NamedTuple):
    """A word and where it stands: one piece, or more if it is broken at the end of a line, each with its box."""

    pieces: tuple[tuple[str, Box], ...]


def words_packed(words: tuple[PlacedWord, ...]) -> bytes:
    """For the pipe."""
    return json.dumps([word.pieces for word in words]).encode()


def words_from(message: bytes) -> tuple[PlacedWord, ...]:
    """What `words_packed` gave."""
    return tuple(PlacedWord(tuple((text, Box(*box)) for text, box in pieces)) for pieces in json.loads(message))
