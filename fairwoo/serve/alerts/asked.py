"""What an alert is on: a search as it stands in an address, in one form whatever its order, without how results are shown."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qsl

from fairwoo.index import Request
from fairwoo.serve.search import asking, narrowed

_LONGEST = 2_000  # characters of a query string that is kept
_MOST_PARTS = 200


class Asked(NamedTuple):
    """A search to be told about. `query` is its query string; `said` is what it asks in words: (name, value) pairs."""

    query: str
    text: str
    request: Request
    said: tuple[tuple[str, str], ...]


def read(query_string: str) -> Asked | None:
    """The search in a query string, or None if there is more in it than an alert can be on. What is not known is left out."""
    try:
        given = asking.read(parse_qsl(query_string, max_num_fields=_MOST_PARTS))
    except ValueError:
        return None
    ordered = {key: tuple(sorted(values)) for key, values in given.chosen.items()}
    search = given.but(chosen=ordered, sort="relevantie")
    query = search.query()
    if len(query) > _LONGEST:
        return None
    words = [("Zoekvraag", search.text)] if search.text else []
    words += [(pill.title, pill.label) for pill in narrowed.pills(search, {})]
    return Asked(query, search.text, search.request(), tuple(words))
