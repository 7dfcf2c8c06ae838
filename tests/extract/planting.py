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


def own_properties(content, values):
    """An Office file with properties that its author named: "n0", "n1", or the names of `values` if that has them."""
    named = values if isinstance(values, dict) else {f"n{at}": one for at, one in enumerate(values)}
    every = "".join(
        f'<property name="{name}" pid="{at}"><t:lpwstr>{one}</t:lpwstr></property>'
        for at, (name, one) in enumerate(named.items(), start=2)
    )
    relation = '<Relationship Id="x9" Type="http://schemas/relationships/custom-properties" Target="/docProps/custom.xml"/>'
    added = {"docProps/custom.xml": f'<Properties xmlns="p" xmlns:t="t">{every}</Properties>'}
    return changed(content, added, _rels=("</Relationships>", relation + "</Relationships>"))


def data_part(content, parts, relations):
    """An Office file with these parts of data, to which its main part points; `relations` is the file that says so."""
    points = "".join(
        f'<Relationship Id="x{at}" Type="http://schemas/relationships/customXml" Target="/customXml/data{at}.xml"/>'
        for at, _ in enumerate(parts, start=20)
    )
    added = {f"customXml/data{at}.xml": one for at, one in enumerate(parts, start=20)}
    return changed(content, added, **{relations: ("</Relationships>", points + "</Relationships>")})
