"""What was counted at one moment of an index: the next page of an answer, or the same question a moment later, need not count again.

OpenSearch remembers the same for as long (its request cache: size 0, until the next refresh). Only numbers and facet values are kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from fairwoo.index.plan import Plan
from fairwoo.index.values import Counted, Request

_MOST = 200  # each may be some 100 kB
_SHOWN = {"sort": "relevance", "by": "page", "pages": 0, "limit": 0, "offset": 0, "after": None}  # plays no part in counting


class Counts(NamedTuple):
    """Pages and dossiers in all, the facets, and whether numbers of dossiers are estimates."""

    pages: int
    dossiers: int
    facets: dict[str, dict[str, Counted]]
    estimated: bool


class Known:
    """Counts by question; those that were not asked for longest go first."""

    def __init__(self) -> None:
        self._counts: OrderedDict[tuple[Plan, Request], Counts] = OrderedDict()
        self._lock = Lock()

    def counts(self, plan: Plan, request: Request, count: Callable[[], Counts]) -> Counts:
        """The counts of a question, which `count` gives if they are not known."""
        key = (plan, request.model_copy(update=_SHOWN))
        with self._lock:
            if key in self._counts:
                self._counts.move_to_end(key)
                return self._counts[key]
        found = count()
        with self._lock:
            self._counts[key] = found
            while len(self._counts) > _MOST:
                self._counts.popitem(last=False)
        return found
