"""Where in a text the words of a plan stand: whole words, references, phrases, and the parts of compounds. The same for every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from fairwoo.index import dutch
from fairwoo.index.plan import Best, Every, Flat, Groups, Near, Plan, Sequence, Term, Way, leaves

_LINKS = {"s", "en", "e", "n", "er"}
_KEPT = 20_000  # words of which a marker remembers what they are to the question


class Mark(NamedTuple):
    """A place in a text, and the key that was asked for there; `whole` if it is a word, not a part of one."""

    start: int
    end: int
    key: str
    whole: bool = True


class Asked(NamedTuple):
    """What a plan looks up, by how it is seen in a text. `together` are the words of compounds: marked only where all are."""

    words: frozenset[str]
    spelt: frozenset[str]
    parts: frozenset[str]
    references: frozenset[str]
    rows: frozenset[tuple[str, tuple[str, ...]]]
    near: frozenset[tuple[str, int]]
    together: frozenset[frozenset[str]]


def asked(plan: Plan) -> Asked:
    """What to look for in a text. Words of titles are those of the text."""
    apart = frozenset(id(leaf) for way in _every(plan) for leaf in leaves(way))
    found = [leaf for leaf in leaves(plan) if id(leaf) not in apart]
    keys: dict[str, set[str]] = {"ex": set(), "lem": set(), "pa": set(), "rf": set(), "cp": set()}
    for leaf in found:
        if isinstance(leaf, Term):
            keys[leaf.stream.removeprefix("title_")].add(leaf.key)
    rows = {(leaf.stream.removeprefix("title_"), leaf.keys) for leaf in found if isinstance(leaf, Sequence)}
    near = {(leaf.key, leaf.distance) for leaf in found if isinstance(leaf, Near)}
    together = {frozenset(leaf.key for leaf in leaves(way) if isinstance(leaf, Term)) for way in _every(plan)}
    return Asked(
        frozenset(keys["lem"]), frozenset(keys["ex"]), frozenset(keys["pa"]), frozenset(keys["rf"]),
        frozenset(rows), frozenset(near), frozenset(together),
    )  # fmt: skip


def _every(way: Way) -> Iterator[Every]:
    match way:
        case Every():
            yield way
        case Flat(way=one):
            yield from _every(one)
        case Best(ways=inner):
            for one in inner:
                yield from _every(one)
        case Groups():
            for one in (*way.must, *way.should, *way.bonus):
                yield from _every(one)


class Marker:
    """Finds the places in texts. What is known of a word is kept for the next text, so one marker for all texts of an answer is best."""

    def __init__(self, wanted: Asked) -> None:
        self._wanted = wanted
        self._apart = frozenset(key for keys in wanted.together for key in keys)
        self._kinds: dict[str, _Kind] = {}
        self._nothing: set[str] = set()  # words that are nothing to the question: nearly all

    def marks(self, text: str) -> Iterator[Mark]:
        """The places in a text, in order; none overlap."""
        if not any(self._wanted):
            return
        words, starts = dutch.placed(text)
        kinds = self._among(set(words))
        if not kinds:
            return
        apart = self._present(kinds.values())
        seen = {word: kind for word, kind in kinds.items() if kind.marks or not apart.isdisjoint(kind.apart)}
        in_rows = _in_rows(words, self._wanted) if self._wanted.rows else {}
        for number, word in enumerate(words):
            if number in in_rows:
                yield Mark(starts[number], starts[number] + len(word), in_rows[number])
            elif word in seen:
                yield from _marked(word, starts[number], seen[word], self._wanted.parts | apart, apart)

    def _among(self, words: set[str]) -> dict[str, _Kind]:
        """Of these words those that are something to the question."""
        if len(self._nothing) + len(self._kinds) >= _KEPT:
            self._nothing.clear()
            self._kinds.clear()
        for word in words - self._nothing - self._kinds.keys():
            if kind := self._kind(word):
                self._kinds[word] = kind
            else:
                self._nothing.add(word)
        return {word: self._kinds[word] for word in words & self._kinds.keys()}

    def _kind(self, word: str) -> _Kind | None:
        """What a word is to the question; None if it is nothing."""
        one, wanted = dutch.analyse(word), self._wanted
        whole = _whole(word, one, wanted)
        in_parts = not wanted.parts.isdisjoint(one.parts)
        apart = self._apart.intersection((one.lemma, *one.parts)) if self._apart else self._apart
        first = any(keys[0] in (one.exact, one.lemma) for _, keys in wanted.rows)
        found = _Kind(one, whole, whole is not None or in_parts or first, apart)
        return found if found.marks or apart else None

    def _present(self, kinds: Iterable[_Kind]) -> frozenset[str]:
        """The words of compounds that are all there."""
        if not self._apart:
            return self._apart
        present = frozenset(key for kind in kinds for key in kind.apart)
        return frozenset(key for keys in self._wanted.together if keys <= present for key in keys)


class _Kind(NamedTuple):
    """A word: its analysis, its key if it is marked as a whole, whether it may be marked whatever else is there, and its keys that
    are marked where all of a compound's are there.
    """

    analysed: dutch.Analysed
    whole: str | None
    marks: bool
    apart: frozenset[str]


def marks(text: str, wanted: Asked) -> Iterator[Mark]:
    """The places in one text, in order; none overlap."""
    return Marker(wanted).marks(text)


def _marked(word: str, at: int, kind: _Kind, parts: frozenset[str], apart: frozenset[str]) -> Iterator[Mark]:
    """The marks of a word that begins at a place: the whole of it, or of its parts those that were asked for."""
    one = kind.analysed
    key = one.lemma if one.lemma in apart else kind.whole
    if key is not None:
        yield Mark(at, at + len(word), key)
    elif not parts.isdisjoint(one.parts):
        for start, end, part in places_of_parts(word, one.parts):
            if part in parts:
                yield Mark(at + start, at + end, part, whole=False)


def _whole(token: str, one: dutch.Analysed, wanted: Asked) -> str | None:
    if one.lemma in wanted.words:
        return one.lemma
    if one.exact in wanted.spelt:
        return one.exact
    if wanted.references:
        reference = next((key for key in dutch.references(token) if key in wanted.references), None)
        if reference is not None:
            return reference
    return next(
        (key for key, distance in wanted.near if is_near(one.exact, key, distance) or is_near(one.lemma, key, distance)), None
    )


def _in_rows(words: list[str], wanted: Asked) -> dict[int, str]:
    """The words that stand in one of the sequences asked for: number → its own key."""
    found: dict[int, str] = {}
    tokens = [dutch.analyse(word) for word in words]
    for stream, keys in wanted.rows:
        own = [one.exact if stream == "ex" else one.lemma for one in tokens]
        for at, key in enumerate(own):
            if key == keys[0] and tuple(own[at : at + len(keys)]) == keys:
                found.update({at + step: part for step, part in enumerate(keys)})
    return found


def places_of_parts(token: str, parts: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Where in a compound its parts stand, as (start, end, part): `omgevings` and `vergunningen` for omgeving and vergunning.

    The parts are lemmas, so each is put where it has most letters in common with what stands there.
    """
    letters = [(char, at) for at, one in enumerate(token) for char in dutch.fold(one)]
    word = "".join(char for char, _ in letters)
    cuts = [*_cuts(word, parts), len(word)]
    found = []
    for part, start, stop in zip(parts, cuts, cuts[1:], strict=False):
        piece = word[start:stop]
        linked = piece.startswith(part) and piece[len(part) :] in _LINKS and stop < len(word)
        end = start + len(part) if linked else stop
        if start < end:
            found.append((letters[start][1], letters[end - 1][1] + 1, part))
    return found


def _cuts(word: str, parts: tuple[str, ...]) -> tuple[int, ...]:
    """The starts of the parts for which most letters agree; the first is 0."""
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, (0,))}
    for number, part in enumerate(parts[:-1]):
        following: dict[int, tuple[int, tuple[int, ...]]] = {}
        for start, (score, starts) in best.items():
            for stop in range(start + 1, len(word)):
                total = score + _common(part, word[start:stop])
                if total > following.get(stop, (-1, ()))[0]:
                    following[stop] = (total, (*starts, stop))
        best = following
        if not best:
            return tuple(range(number + 1))
    ends = [(score + _common(parts[-1], word[start:]), starts) for start, (score, starts) in best.items()]
    return max(ends, key=lambda pair: (pair[0], pair[1]))[1]


def _common(one: str, other: str) -> int:
    """How many letters two words have in common at their beginnings."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


@lru_cache(maxsize=50_000)
def is_near(one: str, other: str, distance: int) -> bool:
    """Whether two words differ by at most so many letters put in, left out, changed, or swapped with a neighbour."""
    if abs(len(one) - len(other)) > distance:
        return False
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, a in enumerate(one, 1):
        line = [row]
        for column, b in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (a != b))
            if row > 1 and column > 1 and a == other[column - 2] and one[row - 2] == b:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > distance:
            return False
        before, last = last, line
    return last[-1] <= distance
