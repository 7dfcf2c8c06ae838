"""Neighbours in a query that may be written as one word: `nest van rupsen` is `rupsennest`, `woo verzoek` is `woo-verzoek`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from fairwoo.index import dutch
from fairwoo.index.plan import Key, Vocabulary
from fairwoo.index.query import AllOf, AnyOf, Query, Word

_MOST = 10  # pairs that are looked up


def pairs(parts: Sequence[Query]) -> Iterator[tuple[str, str]]:
    """Words that are searched for, each with the next."""
    return pairwise(part.text for part in parts if isinstance(part, Word) and part.needed)


def compounds(first: str, second: str) -> tuple[str, ...]:
    """The lemmas of the compounds that two words may make, in either order."""
    found = []
    for one, other in ((first, second), (second, first)):
        begin, end = dutch.analyse(one), dutch.analyse(other)
        found += [start + link + end.lemma for start in dict.fromkeys((begin.exact, begin.lemma)) for link in ("", "s")]
    return tuple(dict.fromkeys(key[: dutch.LONGEST_KEY] for key in found))


def present(query: Query, vocabulary: Vocabulary) -> frozenset[str]:
    """The compounds of neighbours in a query that the index has."""
    keys: list[Key] = [(stream, lemma) for lemma in dict.fromkeys(_possible(query)) for stream in ("lem", "title_lem")]
    counts = vocabulary.counts(keys) if keys else {}
    return frozenset(lemma for stream, lemma in keys if counts[stream, lemma])


def _possible(query: Query) -> Iterator[str]:
    if isinstance(query, AllOf | AnyOf):
        for part in query.parts:
            yield from _possible(part)
    if isinstance(query, AllOf):
        for first, second in islice(pairs(query.parts), _MOST):
            yield from compounds(first, second)
