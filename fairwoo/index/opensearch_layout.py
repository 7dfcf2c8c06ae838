"""How an index in OpenSearch is laid out, and what things are called there.

Indices are numbered: `PREFIX-pages-000007`. Searching goes by the alias `PREFIX-pages`, writing by `PREFIX-pages-write`. A template of
the name `PREFIX-pages` gives every new index its settings and its mapping, which is strict and says in `_meta` which analysis made
the streams. All analysis is ours; the server cuts streams at white space only.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from fairwoo.index import dutch
from fairwoo.index.fields import STREAMS, Order
from fairwoo.index.opensearch_address import Address
from fairwoo.index.values import FACETS

LAYOUT = 6
DEEPEST = 20_000  # pages that can be paged through; further goes only `scan`
KEYWORDS = ("id", "dossier", "document", "print", "head", "revision", *FACETS)
PAGES = {"exists": {"field": "dossier"}}  # the others are heads (`opensearch_writing.py`)
_STREAMS = {  # what is kept of each stream: places for phrases, counts for the score, or only where it is
    "ex": "positions",
    "lem": "freqs",
    "pa": "freqs",
    "cp": "freqs",
    "rf": "docs",
    "title_ex": "positions",
    "title_lem": "positions",
    "title_pa": "freqs",
}


class Names(NamedTuple):
    """Everything that is ours in a cluster."""

    prefix: str

    @property
    def read(self) -> str:
        """The alias of the one index that is searched."""
        return f"{self.prefix}-pages"

    @property
    def write(self) -> str:
        """The alias of the one index that is written to."""
        return f"{self.prefix}-pages-write"

    @property
    def previous(self) -> str:
        """The alias of an index of an older analysis, kept for readers of that version until the next rebuild."""
        return f"{self.prefix}-pages-previous"

    @property
    def template(self) -> str:
        """The index template."""
        return f"{self.prefix}-pages"

    @property
    def every(self) -> str:
        """A pattern of all our indices, and of no one else's."""
        return f"{self.prefix}-pages-0*"

    def numbered(self, number: int) -> str:
        """The name of an index."""
        return f"{self.prefix}-pages-{number:06d}"


def meta() -> dict[str, Any]:
    """What the mapping says of who made an index; a reader with another one refuses it."""
    return {"analysis": dutch.ANALYSIS_VERSION, "layout": LAYOUT}


def template(address: Address) -> dict[str, Any]:
    """The body of the index template."""
    index = {"settings": {"index": settings(address)}, "mappings": mapping()}
    return {"index_patterns": [Names(address.prefix).every], "priority": 500, "version": LAYOUT, "template": index}


def settings(address: Address) -> dict[str, Any]:
    """Nothing is visible before a refresh of ours. An expunge leaves nothing of deleted pages, however few.

    What is stored is packed quickly, not tightly: reading the pages of one answer took ten times as long with `best_compression`.
    """
    return {
        "number_of_shards": address.shards,
        **replicas(address),
        "refresh_interval": "-1",
        "max_result_window": DEEPEST,
        "merge.policy.expunge_deletes_allowed": 0,
    }


def replicas(address: Address) -> dict[str, Any]:
    """The copies of each shard: as the address says, else one as soon as there is a second node."""
    if address.replicas is None:
        return {"auto_expand_replicas": "0-1"}
    return {"auto_expand_replicas": False, "number_of_replicas": address.replicas}


FILLING = {"auto_expand_replicas": False, "number_of_replicas": 0, "translog.durability": "async"}
"""Settings while a new index is filled, which nobody reads yet: a fault costs a repetition, not a page."""


def filled(address: Address) -> dict[str, Any]:
    """Settings that undo `FILLING`."""
    return {**replicas(address), "translog.durability": "request"}


def mapping() -> dict[str, Any]:
    """Strict: a field that is not here is an error. The pages of a dossier are on one shard, so that they are counted exactly.

    Only what answers need is stored; the streams would be three quarters of it.
    """
    properties: dict[str, Any] = {name: {"type": "keyword"} for name in KEYWORDS}
    properties |= {name: {"type": "text", "analyzer": "whitespace", "index_options": _STREAMS[name]} for name in STREAMS}
    properties |= {"day": {"type": "integer"}, "pages": {"type": "integer"}}
    properties |= {name: {"type": "long"} for name in Order._fields}
    properties |= {"entry": {"type": "keyword", "index": False, "doc_values": False}}
    stored = {"includes": ["entry", "head", "revision", "pages"]}
    return {"dynamic": "strict", "_meta": meta(), "_routing": {"required": True}, "_source": stored, "properties": properties}
