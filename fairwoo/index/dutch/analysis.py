"""A text as every search engine gets it: five streams of keys, made here once, so that all engines find the same pages."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from fairwoo.index.dutch import compounds, lexicon
from fairwoo.index.dutch.cutting import LONGEST_KEY, pieces, spelt, words
from fairwoo.index.dutch.lemma import lemma
from fairwoo.index.dutch.references import reference_keys

_SHORTEST_INFLECTED = 3  # letters; simplemma makes verbs of shorter ones
_KEPT = 40_000  # analyses in each of two generations, some 300 bytes each
_LONGEST_KEPT = 200  # characters of a token that is remembered
_LONGEST_TOKEN = 1_000  # characters that are looked at: what is longer is no word


class Analysed(NamedTuple):
    """A token: as it is spelt, folded; its lemma; and the lemmas of the words in it, () if it is one word."""

    exact: str
    lemma: str
    parts: tuple[str, ...]


class Streams(NamedTuple):
    """The keys of a text. `ex` and `lem` have one for each token, in order; `pa`, `cp` and `rf` are bags.

    `ex` as spelt, for phrases; `lem` lemmas; `pa` the words in compounds; `cp` neighbouring words in a compound (`overlast+melding`);
    `rf` references.
    """

    ex: tuple[str, ...]
    lem: tuple[str, ...]
    pa: tuple[str, ...]
    cp: tuple[str, ...]
    rf: tuple[str, ...]


class _Keys(NamedTuple):
    analysed: Analysed
    pairs: tuple[str, ...]
    references: tuple[str, ...]


def analyse(token: str) -> Analysed:
    """What is known of one token, as `tokens` gives it. Never fails; no key is empty, has whitespace or over 100 characters."""
    return _cache()[token].analysed


def streams(text: str) -> Streams:
    """The five streams of a text."""
    known = _cache()
    found = [known[token] for token in words(text)]
    rich = [one for one in found if one.pairs or one.references or one.analysed.parts]
    return Streams(
        tuple([one.analysed.exact for one in found]),
        tuple([one.analysed.lemma for one in found]),
        tuple([part for one in rich for part in one.analysed.parts]),
        tuple([pair for one in rich for pair in one.pairs]),
        tuple([key for one in rich for key in one.references]),
    )


class _Cache(dict[str, _Keys]):
    """Analyses by token. When it is full, all but what is used again goes: memory stays bounded, and common words stay."""

    def __init__(self) -> None:
        super().__init__()
        self._former: dict[str, _Keys] = {}

    def __missing__(self, token: str) -> _Keys:
        if len(token) > _LONGEST_KEPT:
            return _keys(token[:_LONGEST_TOKEN])
        found = self._former.get(token) or _keys(token)
        if len(self) >= _KEPT:
            self._former = dict(self)
            self.clear()
        self[token] = found
        return found


@cache
def _cache() -> _Cache:
    return _Cache()


def _keys(token: str) -> _Keys:
    exact = spelt(token)
    if any(char.isdigit() for char in exact):
        analysed = _numbered(exact, pieces(token))
    else:
        inner = pieces(token)
        analysed = _one_word(exact) if len(inner) < 2 or "'" in exact or "&" in exact else _several(exact, inner)
    pairs = tuple(f"{first}+{second}"[:LONGEST_KEY] for first, second in pairwise(analysed.parts))
    return _Keys(analysed, pairs, reference_keys(token))


def _one_word(exact: str) -> Analysed:
    return Analysed(exact, _lemma(exact), _parts(exact))


def _several(exact: str, inner: tuple[str, ...]) -> Analysed:
    """A word of pieces, as `woo-verzoeken`: what is inflected is the last."""
    whole = _lemma(exact)
    if whole == exact:
        whole = (exact[: len(exact) - len(inner[-1])] + _lemma(inner[-1]))[:LONGEST_KEY]
    words = [piece for piece in inner if len(piece) > 1 and piece not in lexicon.function_words()]
    return Analysed(exact, whole, tuple(part for piece in words for part in _parts(piece) or (_lemma(piece),)))


def _numbered(exact: str, inner: tuple[str, ...]) -> Analysed:
    """`covid-19-maatregelen`: the words beside the number; the number itself stays as it is."""
    words = [piece for piece in inner if piece.isalpha() and len(piece) > 2]
    last = inner[-1] if inner else ""
    whole = exact[: len(exact) - len(last)] + _lemma(last) if words and last == words[-1] and exact.endswith(last) else exact
    return Analysed(exact, whole[:LONGEST_KEY], tuple(part for piece in words for part in _parts(piece) or (_lemma(piece),)))


@lru_cache(maxsize=8_192)
def _lemma(word: str) -> str:
    if not _SHORTEST_INFLECTED <= len(word) <= compounds.LONGEST:
        return word
    return lemma(word, compounds.split)[:LONGEST_KEY] or word


def _parts(word: str) -> tuple[str, ...]:
    """The lemmas of the words in a compound: of its lemma if that is one, so that all its inflections have the same."""
    whole = _lemma(word)
    forms = compounds.split(whole)
    if not forms and len(whole) > compounds.SHORTEST and not lexicon.stays_whole(whole):
        forms = compounds.split(word)  # OpenTaal has `eisen` for a part, and not `eis`
    return tuple(_lemma(form) for form in forms)
