"""Whether a filled index holds what the catalogue holds, before anybody searches it: counts of all dossiers, pages of some."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from fairwoo.errors import EngineError
from fairwoo.index.fields import STREAMS
from fairwoo.index.opensearch_search import Searcher
from fairwoo.index.opensearch_writing import id_of, page
from fairwoo.index.values import Held
from fairwoo.model import Entry, Text

_DOSSIERS = 25
_PAGES = 4  # of each of those
_WORDS = 6  # of a page, looked for as a phrase


def compare(
    searcher: Searcher,
    name: str,
    wanted: Mapping[str, Held],
    entries: Callable[[str], Iterable[Entry]],
) -> None:
    """Raise EngineError if the index `name` differs from the catalogue: in a count or revision, a page, or in what is found.

    `entries` gives the entries of a dossier anew from the catalogue. Which dossiers and pages are looked at depends on ids alone.
    """
    held = searcher.held(name)
    wrong = sorted(one for one in wanted.keys() | held.keys() if wanted.get(one) != held.get(one))
    if wrong:
        one = wrong[0]
        counted = held[one].entries if one in held else 0
        due = wanted[one].entries if one in wanted else 0
        raise _differs(f"{len(wrong)} dossiers; {one}: {counted} ≠ {due}")
    known = sorted(wanted)
    step = max(1, len(known) // _DOSSIERS)
    for dossier in known[::step][:_DOSSIERS]:
        for entry in heapq.nsmallest(_PAGES, entries(dossier), key=lambda one: id_of(one.id)):
            if not _is_there(searcher, name, page(entry, entry.model_dump_json())):
                raise _differs(entry.id)


def _is_there(searcher: Searcher, name: str, due: Mapping[str, Any]) -> bool:
    """Whether a page is stored as it should be, and found by its values, the first key of each stream and its own first words."""
    words = " ".join(due["ex"].split(" ")[:_WORDS])
    narrow: list[dict[str, Any]] = [{"match_phrase": {"ex": {"query": words, "analyzer": "whitespace"}}}]
    for field, value in due.items():
        if field in STREAMS:
            narrow.append({"term": {field: value.split(" ")[0]}})
        elif field != "entry":
            narrow += [{"term": {field: one}} for one in (value if isinstance(value, list) else [value])]
    hits = searcher.search_in(name, {"query": {"bool": {"filter": narrow}}, "size": 2})["hits"]["hits"]
    return [hit["_source"]["entry"] for hit in hits] == [due["entry"]]


def _differs(what: str) -> EngineError:
    return EngineError(
        Text(
            nl=f"De nieuwe zoekindex is niet gelijk aan de catalogus ({what}). De oude blijft in gebruik; draai fairwoo index --rebuild.",
            en=f"The new search index is not equal to the catalogue ({what}). The old one stays in use; run fairwoo index --rebuild.",
        )
    )
