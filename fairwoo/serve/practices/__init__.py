"""Good practice, a file a metric (`F1.toml`): what it is, why it matters to a citizen, how to do it right, how it is measured, examples.

The examples are of the invented dossiers that `fairwoo demo` brings in; each quotes what there is to see, for sites without them.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import Field

from fairwoo import rules
from fairwoo.model import Value

Said = Annotated[str, Field(min_length=1)]


class Example(Value):
    """A dossier of the samples, what is right or wrong in it, and a piece of it. `half_way`: better than the other, and not yet good."""

    half_way: bool = False
    dossier: Said
    text: Said
    excerpt: Said


class Link(Value):
    """Where to read on."""

    title: Said
    url: Annotated[str, Field(pattern=r"^https://\S+$")]


class Practice(Value):
    """Everything that is told of one metric; all in Dutch, plain text."""

    what: Said
    why: Said
    steps: Annotated[tuple[Said, ...], Field(min_length=1)]
    measured: Annotated[tuple[Said, ...], Field(min_length=1)]
    good: Example
    bad: Example
    links: Annotated[tuple[Link, ...], Field(min_length=1)]


@cache
def practices() -> dict[str, Practice]:
    """By the id of the metric, in the order of the rules; a metric without a file has none."""
    folder = files(__package__)
    found = {one.name.removesuffix(".toml"): one for one in folder.iterdir() if one.name.endswith(".toml")}
    known = (name for name in rules.load().metrics if name in found)
    return {name: Practice.model_validate(tomllib.loads(found[name].read_text(encoding="utf-8"))) for name in known}
