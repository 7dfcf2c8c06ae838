"""From a query to its plan: which streams each word is looked up in, what that is worth, and how many words must be on a page.

The weights and minima are those that were measured (docs/relevance.md has the figures). A word is looked up as its lemma, as a part of
compounds, by its own parts, as spelt, by its synonyms and, if the index has it in no form, by words that are spelt nearly so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from fairwoo.index import dutch, neighbours, numbers, synonyms
from fairwoo.index.plan import Best, Every, Filter, Flat, Groups, Key, Near, Plan, Stream, Term, Vocabulary, Way, leaves
from fairwoo.index.plan import Sequence as Row
from fairwoo.index.query import AllOf, AnyOf, Not, Only, Phrase, Query, Word

TITLE = 3.0  # a word in a title, against one in the text
LEMMA, PART, PARTS, EXACT, REFERENCE, PAIR = 1.0, 0.4, 0.4, 0.3, 3.0, 1.0
FUZZY, FUZZY_PART = 0.5, 0.3
JOINED = 2.0  # a compound of two neighbours, for each of them
IN_FRONT = 1_000.0  # more than any page scores
SHORTEST_FUZZY, _TWO_ERRORS = 5, 8  # letters
_MOST_LOOKED_UP = 400  # keys; a relaxed plan looks its words up twice
_LONGEST_JOINED = 4  # words of a phrase that is also looked up with two of them written as one


class Looked(NamedTuple):
    """A word as the index knows it: `pages` is how many have it in any form, `numbered` those that have it as a reference.

    `errors` is by how many letters words differ that are looked up in its place: 0 if it is known, none is near, or it is no word.
    """

    text: str
    analysed: dutch.Analysed
    pages: int
    numbered: int
    errors: int


def plan(query: Query, vocabulary: Vocabulary) -> Plan:
    """The plan of a query. Raises what the vocabulary raises (EngineError).

    Of a very long query the words are looked up as lemmas only: OpenSearch refuses more than 1,024 keys.
    """
    known = look_up(_words(query), vocabulary)
    parts = query.parts if isinstance(query, AllOf) else (query,)
    every = isinstance(query, AllOf) and query.every
    found = _Planner(known, neighbours.present(query, vocabulary)).groups(parts, every=every)
    if sum(1 for _ in leaves(found)) > _MOST_LOOKED_UP:
        found = _Planner(known, frozenset(), spare=True).groups(parts, every=every)
    return found


def look_up(words: Iterable[str], vocabulary: Vocabulary) -> dict[str, Looked]:
    """What the index knows of each word, in one question."""
    wanted: dict[str, tuple[list[Key], list[Key]]] = {}
    for word in words:
        lemma = dutch.analyse(word).lemma
        forms: list[Key] = [("lem", lemma), ("pa", lemma), ("title_lem", lemma), ("title_pa", lemma)]
        wanted[word] = (forms, [("rf", key) for key in numbers.keys_of(word)])
    keys = list(dict.fromkeys(key for both in wanted.values() for some in both for key in some))
    counts = vocabulary.counts(keys) if keys else {}
    found = {}
    for word, (forms, references) in wanted.items():
        analysed, pages, numbered = dutch.analyse(word), sum(counts[key] for key in forms), sum(counts[key] for key in references)
        errors = 0 if pages or numbered else _errors(analysed, vocabulary)
        found[word] = Looked(word, analysed, pages, numbered, errors)
    return found


def _errors(analysed: dutch.Analysed, vocabulary: Vocabulary) -> int:
    """How many errors an unknown word is taken to have: two only in a long word, and if no word is nearer. 0 if none is near at all.

    That is looked up once, and not in every question to the engine; one error is looked up five times as fast as two.
    """
    exact, lemma, _ = analysed
    if len(exact) < SHORTEST_FUZZY or not exact.isalpha():
        return 0
    tried = (1, 2) if len(exact) >= _TWO_ERRORS else (1,)
    return next((one for one in tried if vocabulary.pages(Best(ways=tuple(_fuzzy(exact, lemma, one))))), 0)


def seldom(query: Query, vocabulary: Vocabulary, made: Plan) -> int:
    """How many pages at most have as many of the words as the plan requires, near spellings and synonyms left aside.

    Such a page has at least one of the rarest words, of which there are one more than may be missing.
    """
    pages = sorted(looked.pages for looked in look_up(_words(query), vocabulary).values())
    return sum(pages[: max(1, len(made.should) - made.least + 1)])


def _words(query: Query) -> Iterator[str]:
    """All words that are searched for, and those that two neighbours make together if that may be a reference."""
    match query:
        case Word(text=text, needed=True):
            yield text
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from _words(part)
            if isinstance(query, AllOf):
                yield from (joined for _, joined in numbers.joined(parts))


class _Planner:
    """Plans the parts of a query with what the index knows of its words."""

    def __init__(self, known: Mapping[str, Looked], compounds: Set[str], *, spare: bool = False) -> None:
        self._known = known
        self._compounds = compounds
        self._spare = spare
        self._joined: dict[str, list[str]] = {}  # word → compounds it makes with a neighbour

    def groups(self, parts: Sequence[Query], *, every: bool) -> Groups:
        for first, second in neighbours.pairs(parts):
            for compound in neighbours.compounds(first, second):
                if compound in self._compounds:
                    self._joined.setdefault(first, []).append(compound)
                    self._joined.setdefault(second, []).append(compound)
        must: list[Way] = []
        should: list[Way] = []
        references, left = self._references(parts)
        asked, left = self._long_forms(left)
        should += asked
        for part in left:
            match part:
                case Only() | Phrase():
                    must.append(self.way(part))
                case Word(needed=True) if self._known[part.text].numbered and numbers.is_reference(part.text):
                    references.append(self._word(part.text))
                case AnyOf() | AllOf() | Word(needed=True):
                    should.append(self.way(part))
        least = 0 if references else _least(len(should))
        if every:
            must, should, least = must + should, [], 0
        never = tuple(narrow(part.part) for part in parts if isinstance(part, Not))
        bonus = tuple(_pairs([self._known[part.text].analysed.lemma for part in left if isinstance(part, Word) and part.needed]))
        return Groups(must=(*must, *references), should=tuple(should), least=least, bonus=bonus, never=never)

    def way(self, part: Query) -> Way:
        match part:
            case Word():
                return self._word(part.text)
            case Phrase():
                return phrase(part)
            case Only():
                return Filter(field=part.field, values=part.values)
            case AnyOf(parts=parts):
                return Best(ways=tuple(self.way(one) for one in parts))
            case Not():
                return Groups(never=(narrow(part.part),))
            case AllOf(parts=parts):
                return self.groups(parts, every=part.every)

    def _references(self, parts: Sequence[Query]) -> tuple[list[Way], list[Query]]:
        """References written with a blank (`2021 267`), if the index has them; and the parts that are left."""
        found: list[Way] = []
        left = list(parts)
        for (first, second), joined in numbers.joined(parts):
            at = next((at for at, part in enumerate(left[:-1]) if part is first and left[at + 1] is second), None)
            if at is None or not self._known[joined].numbered:
                continue
            apart = Every(parts=(self._word(first.text), self._word(second.text)), weight=PARTS)
            found.append(Best(ways=(*_reference(joined), apart)))
            del left[at : at + 2]
        return found, left

    def _long_forms(self, parts: Sequence[Query]) -> tuple[list[Way], list[Query]]:
        """The long forms of abbreviations, in whatever order their words were typed: one group each; and the parts that are left."""
        left = list(parts)
        found: list[Way] = []
        lemmas = {part.text: self._known[part.text].analysed.lemma for part in parts if isinstance(part, Word) and part.needed}
        for long in synonyms.long_forms(lemmas.values()):
            taken = [part for part in left if isinstance(part, Word) and lemmas.get(part.text) in long.bag]
            if {lemmas[part.text] for part in taken} != long.bag:
                continue
            left = [part for part in left if part not in taken]
            own = Row(stream="lem", keys=long.keys, weight=LEMMA)
            title = Row(stream="title_lem", keys=long.keys, weight=TITLE)
            apart = Every(parts=tuple(self._word(part.text) for part in taken), weight=PARTS)
            found.append(Best(ways=(own, title, *_others(long.others), apart)))
        return found, left

    def _word(self, text: str) -> Best:
        """A word in all its forms."""
        looked = self._known[text]
        exact, lemma, parts = looked.analysed
        if self._spare:
            return Best(ways=(*_both("lem", lemma, LEMMA), *_reference(text)))
        ways: list[Way] = [*_both("lem", lemma, LEMMA), *_both("pa", lemma, PART), Term(stream="ex", key=exact, weight=EXACT)]
        for compound in self._joined.get(text, ()):
            ways += _both("lem", compound, JOINED)
        if len(parts) > 1:
            ways.append(_apart(tuple(dict.fromkeys(parts))))
        ways += _others(synonyms.others(lemma))
        ways += _reference(text)
        if looked.errors:
            ways += _fuzzy(exact, lemma, looked.errors)
        return Best(ways=tuple(dict.fromkeys(ways)))


def relaxed(plan: Plan, least: int, *, some: bool = True) -> Plan:
    """The plan with fewer words required; pages that have as many as were asked stay in front of the others, if there are `some`."""
    if not some:
        return plan.model_copy(update={"least": least})
    asked = Flat(way=Groups(should=plan.should, least=plan.least), weight=IN_FRONT)
    return plan.model_copy(update={"least": least, "bonus": (*plan.bonus, asked)})


def _least(groups: int) -> int:
    """How many groups must be on a page: all of two, all but one of three or four, 70 % of more."""
    return groups if groups <= 2 else groups - 1 if groups <= 4 else groups * 7 // 10


def phrase(part: Phrase) -> Best:
    """Words next to one another as they are spelt; `woo verzoek` and `woo-verzoek` are one spelling."""
    keys = tuple(dutch.analyse(token.text).exact for token in dutch.tokens(part.text))
    spellings = [keys]
    if len(keys) <= _LONGEST_JOINED:
        spellings += [(*keys[:at], keys[at] + keys[at + 1], *keys[at + 2 :]) for at in range(len(keys) - 1)]
    pieces = tuple(dutch.analyse(piece).exact for token in dutch.tokens(part.text) for piece in numbers.words_in(token.text))
    ways: list[Way] = []
    for one in dict.fromkeys([*spellings, *([pieces] if pieces else [])]):
        ways += (_row("ex", one, LEMMA), _row("title_ex", one, TITLE))
    return Best(ways=tuple(ways))


def narrow(part: Query) -> Way:
    """What is excluded: the word in its inflected forms, no compounds, synonyms or near spellings."""
    match part:
        case Word(text=text):
            return Best(ways=(*_both("lem", dutch.analyse(text).lemma, LEMMA), *_reference(text)))
        case Phrase():
            return phrase(part)
        case Only():
            return Filter(field=part.field, values=part.values)
        case Not():
            return Groups(never=(narrow(part.part),))
        case AnyOf(parts=parts):
            return Best(ways=tuple(narrow(one) for one in parts))
        case AllOf(parts=parts):
            needed = [one for one in parts if not isinstance(one, Not) and not (isinstance(one, Word) and not one.needed)]
            excluded = tuple(narrow(one.part) for one in parts if isinstance(one, Not))
            return Groups(must=tuple(narrow(one) for one in needed), never=excluded)


def _both(stream: Stream, key: str, weight: float) -> Iterator[Term]:
    """A key in the text and in the titles."""
    title: Stream = "title_lem" if stream == "lem" else "title_pa"
    yield Term(stream=stream, key=key, weight=weight)
    yield Term(stream=title, key=key, weight=weight * TITLE)


def _apart(parts: tuple[str, ...]) -> Every:
    """The words of a compound, all somewhere on the page: worth less the more of them there are."""
    streams: tuple[Stream, ...] = ("lem", "pa", "title_lem", "title_pa")
    ways = tuple(Best(ways=tuple(Term(stream=stream, key=part) for stream in streams)) for part in parts)
    return Every(parts=ways, weight=PARTS / max(1, len(parts) - 1))


def _row(stream: Stream, keys: tuple[str, ...], weight: float) -> Way:
    if len(keys) == 1:
        return Term(stream=stream, key=keys[0], weight=weight)
    return Row(stream=stream, keys=keys, weight=weight)


def _others(others: Iterable[synonyms.Other]) -> Iterator[Way]:
    for other in others:
        if len(other.keys) == 1:
            yield from _both("lem", other.keys[0], other.weight)
            yield from _both("pa", other.keys[0], other.weight * PART)
        else:
            yield _row("lem", other.keys, other.weight)
            yield _row("title_lem", other.keys, other.weight * TITLE)


def _reference(text: str) -> Iterator[Term]:
    for key in numbers.keys_of(text):
        yield Term(stream="rf", key=key, weight=REFERENCE)


def _fuzzy(exact: str, lemma: str, distance: int) -> Iterator[Near]:
    yield Near(stream="lem", key=lemma, distance=distance, weight=FUZZY)
    yield Near(stream="ex", key=exact, distance=distance, weight=FUZZY)
    yield Near(stream="pa", key=lemma, distance=distance, weight=FUZZY_PART)
    yield Near(stream="title_lem", key=lemma, distance=distance, weight=FUZZY)
    yield Near(stream="title_ex", key=exact, distance=distance, weight=FUZZY)


def _pairs(lemmas: Sequence[str]) -> Iterator[Way]:
    """`meldingen overlast` puts pages with `overlastmelding` higher."""
    for first, second in pairwise(lemmas):
        for pair in dict.fromkeys((f"{second}+{first}", f"{first}+{second}")):
            yield Term(stream="cp", key=pair[: dutch.LONGEST_KEY], weight=PAIR)
