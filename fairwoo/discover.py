"""The one plugin mechanism: a shelf is a package, every file in it is one variation, found by its name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType


@cache
def names(shelf: str) -> tuple[str, ...]:
    """The names of the files on a shelf (a dotted package name), sorted. Names that start with `_` are not on the shelf."""
    package = importlib.import_module(shelf)
    return tuple(sorted(found.name for found in pkgutil.iter_modules(package.__path__) if not found.name.startswith("_")))


def load(shelf: str, name: str) -> ModuleType:
    """The file `name` of a shelf. Raises KeyError, naming what there is, if the shelf has no such file."""
    if name not in names(shelf):
        raise KeyError(f"{shelf} has no {name!r}; it has {', '.join(names(shelf))}")
    return importlib.import_module(f"{shelf}.{name}")


def load_all(shelf: str) -> Iterator[ModuleType]:
    """Every file of a shelf, in the order of their names."""
    for name in names(shelf):
        yield load(shelf, name)
