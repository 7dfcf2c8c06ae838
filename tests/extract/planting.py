"""What the makers of files with hidden words share: the register of places, and how files are put together.

A maker takes the words and gives the bytes of a file that holds them where nobody sees them; `SEEN` is seen in it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import NamedTuple

SEEN = "Zichtbaar"


class Plant(NamedTuple):
    """A place to hide words in: the extension of the file, the words with which finding `code` tells the count, the maker.

    `one_each` says that every word counts; otherwise they count as one together.
    """

    extension: str
    told: str
    make: Callable[[list[str]], bytes]
    code: str = "hidden-content"
    one_each: bool = True


PLANTS: dict[str, Plant] = {}


def plant(name, told, **more):
    """Registers a maker under "extension: place"."""

    def register(make):
        PLANTS[name] = Plant(name.partition(":")[0], told, make, **more)
        return make

    return register


def saved(made):
    """The bytes that a library writes."""
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def changed(content, added, **replaced):
    """A ZIP with members added, and pieces of text in its members (names by their last part, "_" for ".") replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            old_piece, new_piece = replaced.get(name.rpartition("/")[2].replace(".", "_"), ("", ""))
            new.writestr(name, text.replace(old_piece.encode(), new_piece.encode(), 1) if old_piece else text)
        for name, text in added.items():
            new.writestr(name, text)
    return stream.getvalue()
