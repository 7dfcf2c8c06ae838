"""What there is to tell: dossiers that are new or changed since the last time, and that a search finds.

The change feed says what changed. A dossier is told of once it can be seen and found as it is now; until then the place in the feed
before its first change is kept, and what was told of behind that place is remembered with its revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fairwoo import index
from fairwoo.serve.alerts.asked import Asked
from fairwoo.serve.alerts.store import News
from fairwoo.serve.indexed import is_indexed
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.site import NotReadyError

if TYPE_CHECKING:
    from fairwoo.serve.site import Site

_AT_ONCE = 200  # dossiers that a search is narrowed to


@dataclass(frozen=True)
class Since:
    """What came of a place in the feed: the news, the place to read on from, and what was told of behind that (dossier → revision)."""

    news: tuple[News, ...]
    seen: int
    told: Mapping[str, str]


class Feed:
    """The change feed and the state of dossiers, read once for a round. `after` is the least place that anyone reads from."""

    def __init__(self, site: Site, after: int) -> None:
        self._site = site
        changes = site.workspace.catalogue.changes(after)
        self._head = max((one[0] for one in changes), default=after)
        self._changes = [one[:3] for one in changes if one[1] in {"created", "changed"}]
        self._held = {one.id: one for one in site.workspace.catalogue.held()}  # after the feed: never older than it
        self._indexed = site.engine.revisions() if self._changes else {}
        self._ready: dict[str, bool] = {}

    def since(self, seen: int, told: Mapping[str, str], asked: Asked) -> Since:
        """What to tell. Raises EngineError."""
        first: dict[str, int] = {}
        last: dict[str, int] = {}
        created: set[str] = set()
        for sequence, operation, dossier in self._changes:
            if sequence > seen and dossier in self._held:
                first.setdefault(dossier, sequence)
                last[dossier] = sequence
                created |= {dossier} if operation == "created" else set()
        late = [sequence for dossier, sequence in first.items() if not self._is_ready(dossier)]
        reached = min(late) - 1 if late else max(self._head, seen)
        fresh = [one for one in first if self._is_ready(one) and told.get(one) != self._held[one].revision]
        found = self._matching(asked, fresh)
        news = tuple(News(one, self._held[one].revision, one in created and one not in told) for one in fresh if one in found)
        now_told = {**told, **{one.dossier: one.revision for one in news}}
        return Since(news, reached, {one: revision for one, revision in now_told.items() if last.get(one, 0) > reached})

    def dossier(self, dossier_id: str) -> PublicDossier | None:
        """A dossier that can be told of now, or None."""
        try:
            return self._site.dossier(dossier_id)
        except NotReadyError:
            return None

    def _is_ready(self, dossier_id: str) -> bool:
        """Whether a dossier is shown and found as it is now."""
        if dossier_id not in self._ready:
            held = self._held[dossier_id]
            self._ready[dossier_id] = is_indexed(self._site, held, self._indexed) and self.dossier(dossier_id) is not None
        return self._ready[dossier_id]

    def _matching(self, asked: Asked, dossiers: Iterable[str]) -> set[str]:
        """Those that the search finds, with as many of its words as it asks for."""
        wanted = set(asked.request.dossiers)
        within = [one for one in dossiers if not wanted or one in wanted]
        return {one for start in range(0, len(within), _AT_ONCE) for one in self._found(asked, within[start : start + _AT_ONCE])}

    def _found(self, asked: Asked, dossiers: list[str]) -> Iterator[str]:
        narrowed = {"dossiers": tuple(dossiers), "facets": False, "sort": "relevance"}
        whole = asked.request.model_copy(update={**narrowed, "by": "dossier", "pages": 1, "limit": len(dossiers)})
        results = self._search(asked.text, whole)
        if results.full < results.total:  # there are few pages with all words, and those with fewer words stand behind them
            pages = asked.request.model_copy(update={**narrowed, "by": "page", "limit": results.full})
            results = self._search(asked.text, pages) if results.full else index.Results(total=0, dossiers=0, full=0)
        yield from (one.dossier for one in results.results)

    def _search(self, text: str, request: index.Request) -> index.Results:
        return self._site.engine.asked(lambda backend: index.search_text(backend, text, request))[0]
