"""The numbered indices of one prefix: which is searched, how a new one is made and filled beside it, and how it takes its place.

A rebuild fills a new index that no alias names. What breaks off before the switch leaves the old one as it was; the next rebuild takes
away what was left. The switch is one request that the cluster does as a whole: both aliases go over, or none.
"""

from __future__ import annotations

import time
from typing import Any, NamedTuple

from fairwoo.errors import EngineError
from fairwoo.index import opensearch_layout as layout
from fairwoo.index.opensearch_address import Address
from fairwoo.index.opensearch_server import Server, ServerError
from fairwoo.model import Text

_EXPUNGES, _EXPUNGE_SECONDS = 30, 3.0
_LONG = {"request_timeout": 300}
_WAIT_SECONDS = 60  # for copies of a filled index, before it is searched


class Numbered(NamedTuple):
    """An index: its name, its aliases, and who made it."""

    name: str
    aliases: frozenset[str]
    meta: dict[str, Any]


class Indices:
    """The indices of a prefix in a cluster."""

    def __init__(self, server: Server, address: Address) -> None:
        self._server = server
        self._address = address
        self._indices = server.client.indices
        self.names = layout.Names(address.prefix)

    def all(self) -> list[Numbered]:
        """All of them, oldest first."""
        return self._asked(self.names.every)

    def searched(self) -> Numbered | None:
        """The one that is searched, whoever made it; None if there is none yet. Raises EngineError if that is not clear."""
        found = self._asked(self.names.read)
        if len(found) > 1 or any(one.name == self.names.read for one in found):
            raise EngineError(
                Text(
                    nl=f"De naam {self.names.read} op {self._server.where} hoort één alias te zijn, maar is iets anders. "
                    "Zie fairwoo doctor en docs/opensearch.md.",
                    en=f"The name {self.names.read} at {self._server.where} should be one alias, but is something else. "
                    "See fairwoo doctor and docs/opensearch.md.",
                )
            )
        return found[0] if found else None

    def _asked(self, name: str) -> list[Numbered]:
        params = {"filter_path": "*.aliases,*.mappings._meta", "ignore_unavailable": "true", "allow_no_indices": "true"}
        answer = self._server.ask(lambda: self._indices.get(index=name, params=params))
        found = [
            Numbered(one, frozenset(told.get("aliases", {})), told.get("mappings", {}).get("_meta", {}))
            for one, told in answer.items()
        ]
        return sorted(found)

    def make(self, *, searched: bool) -> str:
        """A new, empty index: one that is searched and written to at once, or one to be filled first. Gives its name."""
        body = layout.template(self._address)
        self._server.ask(lambda: self._indices.put_index_template(name=self.names.template, body=body))
        last = max((one.name for one in self.all()), default=self.names.numbered(0))
        name = self.names.numbered(int(last.rsplit("-", 1)[1]) + 1)
        aliases = {self.names.read: {}, self.names.write: {"is_write_index": True}} if searched else {}
        settings = {} if searched else {"index": layout.FILLING}
        try:
            self._server.ask(lambda: self._indices.create(index=name, body={"aliases": aliases, "settings": settings}))
        except ServerError as error:
            if error.kind == "resource_already_exists_exception":
                raise _taken(self._server.where) from error
            raise
        (made,) = self._asked(name)
        if made.meta != layout.meta():
            self._drop([name])
            raise _overruled(self.names.template, self._server.where)
        return name

    def tidy(self) -> None:
        """Drop what is not searched: a rebuild that was broken off, or the index of an older analysis."""
        self._drop([one.name for one in self.all() if self.names.read not in one.aliases])

    def ready(self, name: str) -> None:
        """Make a filled index as durable as one that is searched, and visible. Raises EngineError if a shard of it is lost."""
        settings = {"index": layout.filled(self._address)}
        self._server.ask_patiently(lambda: self._indices.put_settings(index=name, body=settings))
        self._server.ask_patiently(lambda: self._indices.flush(index=name, params=_LONG))
        self._server.ask_patiently(lambda: self._indices.refresh(index=name, params=_LONG))
        params = {"wait_for_status": "green", "timeout": f"{_WAIT_SECONDS}s", "request_timeout": _WAIT_SECONDS + 30}
        cluster = self._server.client.cluster
        health = self._server.ask(lambda: cluster.health(index=name, params={**params, "ignore": 408}))
        if health["status"] == "red":  # yellow: a copy has no node to be on, which doctor says
            raise EngineError(
                Text(
                    nl=f"De nieuwe zoekindex op {self._server.where} is niet heel gebleven. De oude blijft in gebruik. Zie fairwoo doctor.",
                    en=f"The new search index at {self._server.where} did not stay whole. The old one stays in use. See fairwoo doctor.",
                )
            )

    def switch(self, name: str) -> None:
        """Search and write `name` from now on. The former index goes, or stays for readers of the analysis that made it."""
        before = [one for one in self.all() if one.name != name]
        kept = [one.name for one in before if self.names.read in one.aliases and one.meta != layout.meta()]
        actions: list[dict[str, Any]] = [
            {"add": {"index": name, "alias": self.names.read}},
            {"add": {"index": name, "alias": self.names.write, "is_write_index": True}},
            *({"remove": {"index": one.name, "alias": alias}} for one in before for alias in sorted(one.aliases)),
            *({"add": {"index": one, "alias": self.names.previous}} for one in kept),
        ]
        try:
            self._server.ask_patiently(lambda: self._indices.update_aliases(body={"actions": actions}))
        except ServerError:  # sent a second time after an answer that was lost, it finds nothing to take away
            found = self.searched()
            if found is None or found.name != name:
                raise
        self._drop([one.name for one in before if one.name not in kept])

    def expunge(self) -> bool:
        """Take pages that were deleted off the disks; False if the server still keeps some after a while.

        It keeps what was deleted for copies that may have missed it, and looks every half minute whether any did.
        """
        for _ in range(_EXPUNGES):
            if self._expunged():
                return True
            time.sleep(_EXPUNGE_SECONDS)
        return False

    def _expunged(self) -> bool:
        every, forced = self.names.every, {**_LONG, "force": "true"}
        merging = {**_LONG, "only_expunge_deletes": "true"}
        self._server.ask_patiently(lambda: self._indices.flush(index=every, params=forced))
        self._server.ask_patiently(lambda: self._indices.forcemerge(index=every, params=merging))
        self._server.ask_patiently(
            lambda: self._indices.flush(index=every, params=forced)
        )  # lets go of the files that were merged
        self._server.ask_patiently(lambda: self._indices.refresh(index=every, params=_LONG))
        told = self._server.ask(lambda: self._indices.stats(index=every, metric="docs"))
        return not told["_all"].get("total", {}).get("docs", {}).get("deleted")

    def _drop(self, names: list[str]) -> None:
        for name in names:  # one by one: a pattern, or a list that happens to be empty, could name more
            self._drop_one(name)

    def _drop_one(self, name: str) -> None:
        self._server.ask(lambda: self._indices.delete(index=name, params={"ignore_unavailable": "true"}))


def _taken(where: str) -> EngineError:
    return EngineError(
        Text(
            nl=f"Een andere opdracht maakt nu een zoekindex op {where}. Wacht tot die klaar is en probeer het opnieuw.",
            en=f"Another command is making a search index at {where} now. Wait until it is done and try again.",
        )
    )


def _overruled(template: str, where: str) -> EngineError:
    return EngineError(
        Text(
            nl=f"Een andere indextemplate op {where} gaat voor {template}. Geef die een lagere prioriteit dan 500, of een ander patroon.",
            en=f"Another index template at {where} goes before {template}. Give it a priority below 500, or another pattern.",
        )
    )


def outdated(where: str) -> EngineError:
    """The error for an index that another version made."""
    return EngineError(
        Text(
            nl=f"De zoekindex op {where} is van een andere versie. Draai fairwoo index --rebuild.",
            en=f"The search index at {where} is of another version. Run fairwoo index --rebuild.",
        )
    )
