"""A small memory of what was worked out of a dossier, until the dossier changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from fairwoo.serve.site import Site

T = TypeVar("T")

_MOST = 500  # things a site
_LOCK = Lock()
_MEMORY: WeakKeyDictionary[Site, OrderedDict[tuple[str, str], tuple[str, Any]]] = WeakKeyDictionary()


def kept(site: Site, what: str, key: str, state: str, make: Callable[[], T]) -> T:
    """What `make` gives, remembered as `what` of `key` as long as that is in the same `state`. Safe to use from many threads.

    Two who ask at once may both make it. What is kept should be small: the whole of it stays in memory.
    """
    with _LOCK:
        memory = _MEMORY.setdefault(site, OrderedDict())
        known = memory.get((what, key))
        if known is not None and known[0] == state:
            memory.move_to_end((what, key))
            return cast("T", known[1])
    made = make()
    with _LOCK:
        memory[what, key] = (state, made)
        memory.move_to_end((what, key))
        while len(memory) > _MOST:
            memory.popitem(last=False)
    return made
