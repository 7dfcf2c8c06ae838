"""The words: official lists (bodies, categories, kinds, formats …) and the words that archives use for them.

All data are in the folder `vocab/`, whose README names source, version and date of every file. A word that is not there is not
guessed: the answer is None, or an error that names the candidates.
"""

from fairwoo.vocab.lists import (
    WOO_DECISIONS,
    Category,
    Concept,
    categories,
    category,
    format_for,
    formats,
    handlings,
    kind,
    kinds,
    language,
    languages,
    reasons,
    relations,
    theme,
    themes,
)
from fairwoo.vocab.registers import bodies, body, find_bodies, match_body, suggest_bodies
from fairwoo.vocab.usage import (
    blank,
    disclosure,
    heading,
    heading_disclosure,
    heading_ground,
    kind_word,
    out_of_scope,
    outcome,
)

__all__ = [
    "WOO_DECISIONS",
    "Category",
    "Concept",
    "blank",
    "bodies",
    "body",
    "categories",
    "category",
    "disclosure",
    "find_bodies",
    "format_for",
    "formats",
    "handlings",
    "heading",
    "heading_disclosure",
    "heading_ground",
    "kind",
    "kind_word",
    "kinds",
    "language",
    "languages",
    "match_body",
    "out_of_scope",
    "outcome",
    "reasons",
    "relations",
    "suggest_bodies",
    "theme",
    "themes",
]
