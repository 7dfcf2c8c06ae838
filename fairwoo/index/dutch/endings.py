"""Endings of Dutch nouns and adjectives taken off again, where OpenTaal says that the base takes them so: `bomen` is of `boom`, never of
`bom`, which has `bommen`.
"""

from __future__ import annotations

from collections.abc import Iterator

from fairwoo.index.dutch import lexicon

PLURAL_STRAIGHT, PLURAL_DOUBLED, PLURAL_HALVED, PLURAL_VOICED, PLURAL_S = 1, 2, 4, 8, 16
ADJECTIVE_STRAIGHT, ADJECTIVE_DOUBLED, ADJECTIVE_CHANGED = 32, 64, 128
PLURAL = PLURAL_STRAIGHT | PLURAL_DOUBLED | PLURAL_HALVED | PLURAL_VOICED | PLURAL_S
ADJECTIVE = ADJECTIVE_STRAIGHT | ADJECTIVE_DOUBLED | ADJECTIVE_CHANGED
_IN_EN = (PLURAL_STRAIGHT, PLURAL_DOUBLED, PLURAL_HALVED, PLURAL_VOICED)
_IN_E = (ADJECTIVE_STRAIGHT, ADJECTIVE_DOUBLED, ADJECTIVE_CHANGED, ADJECTIVE_CHANGED)
_UNVOICED = {"v": "f", "z": "s"}
_VOICED = {unvoiced: voiced for voiced, unvoiced in _UNVOICED.items()}
_VOWELS = frozenset("aeou")
_VOWELS_I = _VOWELS | {"i"}


def is_noun(word: str) -> bool:
    """Is this folded word a noun that has a plural?"""
    return bool((lexicon.inflection(word) or 0) & PLURAL)


def is_adjective(word: str) -> bool:
    """Is this folded word an adjective that is inflected?"""
    return bool((lexicon.inflection(word) or 0) & ADJECTIVE)


def singulars(word: str) -> tuple[str, ...]:
    """The nouns of which this folded word is a plural in -en or -n, those in -e first: `fasen` is rather of `fase` than of `faas`."""
    if not word.endswith("en"):
        return ()
    in_e = (word[:-1],) if (lexicon.inflection(word[:-1]) or 0) & PLURAL_STRAIGHT else ()
    return tuple(dict.fromkeys((*in_e, *_with(_bases(word[:-2]), _IN_EN))))


def stems(infinitive: str) -> Iterator[str]:
    """The nouns that are spelt as the stem of this verb: `starten` has `start`."""
    return (base for _, base in _bases(infinitive.removesuffix("en")) if is_noun(base))


def infinitives(stem: str) -> Iterator[str]:
    """How the infinitive of a verb with this stem may be spelt: lak → lakken, haal → halen, beloof → beloven."""
    voiced = stem[:-1] + _VOICED.get(stem[-1], stem[-1])
    if len(stem) > 2 and stem[-2] == stem[-3] and stem[-2] in _VOWELS:
        stem, voiced = stem[:-2] + stem[-1], voiced[:-2] + voiced[-1]
    elif stem[-2] in _VOWELS_I and stem[-3:-2] not in _VOWELS_I:
        stem = voiced = stem + stem[-1]
    yield from dict.fromkeys((f"{voiced}en", f"{stem}en"))


def uninflected(word: str) -> str | None:
    """The noun or adjective of which this folded word is a form in -s or -e, if there is one."""
    if word.endswith("s") and (lexicon.inflection(word[:-1]) or 0) & PLURAL_S:
        return word[:-1]
    return next(_with(_bases(word[:-1]), _IN_E), None) if word.endswith("e") else None


def _bases(stem: str) -> Iterator[tuple[int, str]]:
    """What may have stood before an ending was put on: the way (as the place of its bit), and the word."""
    if len(stem) < 2:
        return
    yield 0, stem
    if stem[-1] == stem[-2]:
        yield 1, stem[:-1]
    last = _UNVOICED.get(stem[-1])
    if stem[-2] in _VOWELS:
        for end in (stem[-1], last):
            if end:
                yield 2, stem[:-1] + stem[-2] + end
    if last:
        yield 3, stem[:-1] + last


def _with(candidates: Iterator[tuple[int, str]], bits: tuple[int, ...]) -> Iterator[str]:
    for way, base in candidates:
        if (lexicon.inflection(base) or 0) & bits[way]:
            yield base
