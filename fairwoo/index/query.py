"""What a person typed, as a tree that no engine has seen: words, "phrases", filters, -not, OF/OR, EN/AND and brackets.

Words need not all be on the page (`planning.py` says how many); phrases, filters and what is joined by `EN` (or `AND`) must be. `OF` (or
`OR`) in capitals joins its two neighbours: `a b OF c` asks for a, and b or c. A minus sign before a word, phrase, filter or bracket
excludes it. `parsing.py` reads it; broken input is repaired there.
"""

from __future__ import annotations

from collections.abc import Iterator

from fairwoo.model import Value


class Word(Value):
    """One token as typed. A word that is not `needed` (de, van, …) is not searched for."""

    text: str
    needed: bool = True


class Phrase(Value):
    """Words that must stand next to each other, as they are spelt."""

    text: str


class Only(Value):
    """Only pages with one of the values of a facet, or of the dossiers with one of these ids (`field` is "dossier")."""

    field: str
    values: tuple[str, ...]


class Not(Value):
    """What must not be on the page."""

    part: Query


class AllOf(Value):
    """Parts that are asked for together; `every` one of them must be there if the person wrote EN. Without parts: everything."""

    parts: tuple[Query, ...] = ()
    every: bool = False


class AnyOf(Value):
    """At least one part must be there."""

    parts: tuple[Query, ...]


Query = Word | Phrase | Only | Not | AllOf | AnyOf

for _node in (Not, AllOf, AnyOf):
    _node.model_rebuild()


def searched(query: Query) -> Iterator[Word | Phrase]:
    """The words and phrases that pages are found by: all but the excluded and the unneeded ones."""
    match query:
        case Word():
            if query.needed:
                yield query
        case Phrase():
            yield query
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from searched(part)
