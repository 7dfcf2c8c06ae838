"""What a person may have meant, how a word may go on, and what is like a page. Only from words of pages that are in the index.

A word is only suggested when it is on three pages or more, so that a suggestion tells nothing that a search would not.
"""

from __future__ import annotations

import math
import re
from collections import Counter

from fairwoo.index import dutch, planning
from fairwoo.index.dutch import analysis
from fairwoo.index.marking import is_near
from fairwoo.index.plan import Filter, Groups, Near, Plan, Stream, Term, Vocabulary, Way
from fairwoo.index.query import Query, Word, searched
from fairwoo.index.values import Backend, Request

FEWEST_PAGES = 3
_SHORTEST_MEANT, _SHORTEST_PREFIX = 4, 2  # letters
_RARE, _TIMES = 3, 20  # a word on so few pages may be a mistake if another is on so many times as many
_MOST_RARE = 4  # words of a query that another is looked for; each is a search, and who mistypes more is not understood anyway
_PAGES_READ = 20
_MOST_LIKE = 25  # words that say what a page is about
_MOST_CHARACTERS = 20_000


def meant(backend: Backend, vocabulary: Vocabulary, query: Query, text: str) -> str | None:
    """The text of the query with the words that hardly occur replaced by ones that do; None if nothing need be.

    `vocabulary` is the backend's, or what is remembered of it. Only what was typed as a word is looked at: no phrases, references
    or filters.
    """
    words = dict.fromkeys(part.text for part in searched(query) if isinstance(part, Word) and _may_be_wrong(part.text))
    known = planning.look_up(words, vocabulary)
    rare = [known[word] for word in words if known[word].pages <= _RARE][:_MOST_RARE]
    instead = {looked.text: other for looked in rare if (other := _other(backend, looked))}
    changed = text
    for word, other in instead.items():
        changed = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", other, changed)
    return changed if changed != text else None


def _may_be_wrong(word: str) -> bool:
    return len(word) >= _SHORTEST_MEANT and word.isalpha()


def _other(backend: Backend, looked: planning.Looked) -> str | None:
    """The most frequent word that is spelt nearly so."""
    exact = looked.analysed.exact
    if not looked.pages and not looked.errors and len(exact) >= planning.SHORTEST_FUZZY:
        return None  # the plan has found that none is near
    distance = looked.errors or (1 if len(exact) < 8 else 2)
    near = Groups(must=(Near(stream="ex", key=exact, distance=distance, weight=1.0),))
    # all are worth the same, so the newest are looked at: to find the first of very many that are equal takes several looks
    found = backend.find(near, Request(limit=_PAGES_READ, sort="newest", totals=False))
    forms = {
        form: token.text
        for scored in found.pages
        for token in dutch.tokens(scored.entry.text)
        if abs(len(token.text) - len(exact)) <= distance
        and (form := dutch.analyse(token.text).exact) != exact
        and form.isalpha()
        and is_near(form, exact, distance)
    }
    if not forms:
        return None
    counts = backend.counts([("ex", form) for form in sorted(forms)])
    best = max(sorted(forms), key=lambda form: counts["ex", form])
    return best if counts["ex", best] >= max(FEWEST_PAGES, _TIMES * looked.pages) else None


def complete(backend: Backend, text: str, limit: int = 8) -> tuple[str, ...]:
    """How the last word of a text may go on, most frequent first, each with the words before it. None below two letters."""
    before, last = re.fullmatch(r"(.*?)([^\W_]*)", text, re.DOTALL).groups()  # type: ignore[union-attr]  # always matches
    prefix = dutch.fold(last)
    if len(prefix) < _SHORTEST_PREFIX or any(char.isdigit() for char in prefix):
        return ()
    found = [word for word, pages in backend.words(prefix, 4 * limit) if pages >= FEWEST_PAGES and word.isalpha()]
    return tuple(before + word for word in found[:limit])


def like(backend: Backend, text: str, dossier: str | None = None) -> Plan:
    """A plan for pages that are like a text: by the words that are in it often and elsewhere seldom; not those of `dossier`."""
    found = Counter(analysis.streams(text[:_MOST_CHARACTERS]).lem)
    words = [word for word in found if len(word) >= _SHORTEST_MEANT and word.isalpha() and word not in dutch.function_words()]
    keys: list[tuple[Stream, str]] = [("lem", word) for word in words]
    pages = backend.counts(keys)
    worth = {word: found[word] / math.log(2 + pages["lem", word]) for word in words if pages["lem", word] > 1}
    chosen = sorted(worth, key=lambda word: (-worth[word], word))[:_MOST_LIKE]
    should: tuple[Way, ...] = tuple(Term(stream="lem", key=word, weight=1.0) for word in chosen)
    never = (Filter(field="dossier", values=(dossier,)),) if dossier else ()
    return Groups(should=should, least=max(1, len(chosen) * 3 // 10), never=never)
