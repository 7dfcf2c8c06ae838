"""Bodies by name, as people write them: kind of body, organ, department, abbreviation. What is not understood whole is no match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from fairwoo.model import Body
from fairwoo.vocab.body_register import body
from fairwoo.vocab.editions import ListedBody, listed_bodies
from fairwoo.vocab.words import fold, rows

Found = tuple[Body, ...]

_KIND_IN_REGISTER = re.compile(r"(?:openbaar lichaam|\w+)(?: van)? (?=\S)")
_OF = re.compile(r"(?:van|voor|der) (?:(?:de|het) )?|(?:de|het) ")
_ARTICLE = re.compile(r"(?:de|het|aan de|aan het|aan) (?=\w)")
_IN_BRACKETS = re.compile(r"(?P<name>.+?)\s*\((?P<short>[^()]+)\)\s*")
_KIND_BEHIND = re.compile(r"(?P<name>.+?)\s*(?:,\s*(?P<kind>[^(),]+)|\((?P<bracketed>[^()]+)\))\s*")
_PERSON = re.compile(r"\bVan\b")  # "burgemeester Van Dongen" is somebody; the organ is written with a small letter
_SAINT = re.compile(r"\bSint\b")
_LINKS = frozenset(["van", "de", "het", "der", "en", "voor"])
_SHORTEST_SQUEEZED = 5
_SHORT = 3  # letters of an abbreviation that may as well be a word


def named(text: str) -> Found:
    """The bodies that `text` names as a whole; more than one means that the name is shared."""
    words = fold(text)
    return (
        _known(text, words)
        or _squeezed(words)
        or _by_organ(text, words)
        or _kind_behind(text)
        or _without_brackets(text)
        or _without_article(words)
        or _within_departments(words)
    )


def names() -> dict[str, Found]:
    """Bodies by folded name: in full, without the word for their kind, and by the other names they go by."""
    return _index()[0]


def bare(text: str) -> str:
    """The folded text without a word for a kind of body before it."""
    said = _kind(fold(text))
    return said[1] if said else fold(text)


@cache
def _words(use: str) -> dict[str, tuple[str, ...]]:
    """Words of one use in `body_words.csv` → what they mean, the longest first."""
    found: dict[str, tuple[str, ...]] = {}
    for row in sorted(rows("body_words"), key=lambda row: -len(row["word"])):
        if row["use"] == use:
            found[row["word"]] = (*found.get(row["word"], ()), row["means"])
    return found


@cache
def _index() -> tuple[dict[str, Found], dict[str, Found]]:
    """Bodies by folded name, and by name as it is written but for case and spaces."""
    said = [(name, row.code) for row in listed_bodies() for name in _forms(row)]
    pairs = [(name, owner) for name, code in (*said, *_other_names()) if (owner := body(code))]
    pairs += [
        (f"min{name}", owner)
        for name, owner in pairs
        if owner.register_name == "ministerie" and re.fullmatch(r"[\w&]{2,5}", name)
    ]
    return _grouped((fold(name), owner) for name, owner in pairs), _grouped((_written(name), owner) for name, owner in pairs)


def _other_names() -> Iterator[tuple[str, str]]:
    """Names that bodies had before, and other names they go by, with the code."""
    for row in rows("body_names_dated"):
        owner = body(row["code"])
        spellings = _spellings(row["name"], owner.register_name) if owner else ()
        yield from ((name, row["code"]) for name in (*spellings, row["abbreviation"]) if name)
    yield from ((row["name"], row["code"]) for row in rows("body_names"))


def _forms(found: ListedBody) -> Iterator[str]:
    for name in filter(None, (found.name, found.newer_name)):
        yield from _spellings(name, found.register_name)


def _spellings(name: str, register: str) -> Iterator[str]:
    yield name
    if _SAINT.search(name):
        yield from _spellings(_SAINT.sub("St", name), register)
    if register in {means for (means,) in _words("kind").values()}:
        plain = _KIND_IN_REGISTER.sub("", name, count=1)
        yield plain
        if register == "waterschap":
            yield plain.removeprefix("De ")


def _grouped(pairs: Iterable[tuple[str, Body]]) -> dict[str, Found]:
    owners: dict[str, dict[Body, None]] = {}
    for name, owner in pairs:
        owners.setdefault(name, {})[owner] = None
    return {name: tuple(found) for name, found in owners.items()}


def _written(text: str) -> str:
    return " ".join(text.casefold().split())


@cache
def _abbreviations() -> dict[str, str]:
    """Other names of at most three letters, as they are written, by folded name."""
    return {fold(name): name for name, _ in _other_names() if len(fold(name)) <= _SHORT}


def _abbreviates(text: str, words: str) -> bool:
    """Whether so short a name is written as an abbreviation: "om" and "aP" are not OM and AP."""
    letters = "".join(filter(str.isalpha, text))
    return letters.isupper() or letters == _abbreviations()[words] or (len(letters) == _SHORT and letters[1:].islower())


def _known(text: str, words: str) -> Found:
    """By the name itself, with or without the word for the kind, or with "GGD" for what it stands for."""
    found = _plain(text, words) or _after_kind(words)
    short, _, rest = words.partition(" ")
    if found or not rest:
        return found
    return tuple(each for means in _words("short").get(short, ()) for each in names().get(f"{means} {rest}", ()))


def _plain(text: str, words: str) -> Found:
    """Of bodies that share a name but for its marks ("DUO", "Duo+"), the one that is written so."""
    found = names().get(words, ())
    official = any(_written(each.name) == _written(text) for each in found)
    if words in _abbreviations() and not official and not _abbreviates(text, words):
        return ()
    exact = _index()[1].get(_written(text), ())
    return exact if len(found) > 1 and exact else found


def _kind(words: str) -> tuple[str, str] | None:
    """The register that the first words say, and the rest."""
    for word, (register,) in _words("kind").items():
        if words.startswith(f"{word} "):
            return register, words[len(word) + 1 :]
    return None


def _after_kind(words: str) -> Found:
    said = _kind(words)
    return _of_register(said[1], said[0]) if said else ()


def _of_register(words: str, register: str) -> Found:
    """Bodies of one register by their bare name, "van (de)" before it or not: "provincie Utrecht" is one body, "Utrecht" two."""
    for name in (words, _OF.sub("", words, count=1) if _OF.match(words) else ""):
        owners = names().get(name) or names().get(f"{register} van {name}", ())  # a name that is one only with its kind
        if found := tuple(each for each in owners if each.register_name == register):
            return found
    return ()


@cache
def _without_spaces() -> dict[str, Found]:
    return _grouped((name.replace(" ", ""), owner) for name, found in names().items() for owner in found)


def _squeezed(words: str) -> Found:
    """Where only the spaces differ: "Noordholland", "s Hertogen bosch"."""
    name = words.replace(" ", "")
    return _without_spaces().get(name, ()) if len(name) >= _SHORTEST_SQUEEZED else ()


def _by_organ(text: str, words: str) -> Found:
    """The body of an organ: a mayor, a minister, the executive of a province."""
    words = _ARTICLE.sub("", words, count=1) if _ARTICLE.match(words) else words
    for organ, (register,) in _words("organ").items():
        if not words.startswith(f"{organ} ") or (organ == "burgemeester" and _PERSON.search(text)):
            continue
        is_short = len(organ) <= _SHORT  # "GS Utrecht"; in small letters it is no abbreviation
        if is_short and not re.search(rf"\b{organ.upper()}\b", text):
            continue
        rest = words[len(organ) + 1 :]
        of = _OF.match(rest)
        said = _kind(rest[of.end() :] if of else rest)
        if said and said[0] == register:
            return _of_register(said[1], register)
        if (of or is_short) and (found := _of_register(rest, register)):  # without "van" a place may be somebody's name
            return found
    return ()


def _kind_behind(text: str) -> Found:
    """As catalogues write it: "Utrecht (provincie)", "Haarlem, gemeente"."""
    parts = _KIND_BEHIND.fullmatch(text)
    kinds = _words("kind").get(fold(parts["kind"] or parts["bracketed"]), ()) if parts else ()
    return tuple(each for kind in kinds for each in _of_register(fold(parts["name"]), kind)) if parts else ()


def _without_brackets(text: str) -> Found:
    """`Name (ABC)`, where ABC is another name of the same body, its code, or the initials of the name."""
    if not (parts := _IN_BRACKETS.fullmatch(text)):
        return ()
    found, short = named(parts["name"]), fold(parts["short"])
    same = tuple(each for each in found if each in names().get(short, ()) or each.code == short)
    return same or (found if _initials(short, fold(parts["name"])) else ())


def _initials(short: str, name: str) -> bool:
    """Whether the letters are, in their order, first letters of words of the name."""
    first = iter(word[0] for word in name.split() if word)
    return len(short) > 1 and all(letter in first for letter in short)


def _without_article(words: str) -> Found:
    """After an article a bare place is not enough: "de Utrecht" is no municipality."""
    rest = _ARTICLE.sub("", words, count=1)
    if rest == words or len(rest) <= _SHORT:
        return ()
    return _after_kind(rest) or tuple(each for each in names().get(rest, ()) if each.register_name in {"zbo", "oorg", "so"})


def _within_departments(words: str) -> Found:
    """A body with its kind, and nothing but words for departments around it: "OOV Gemeente Amsterdam"."""
    said = words.split()
    for first, word in enumerate(said):
        if word not in _words("kind") or not _departments(said[:first], before=True):
            continue
        for end in range(len(said), first + 1, -1):
            if (found := _after_kind(" ".join(said[first:end]))) and _departments(said[end:], before=False):
                return found
    return ()


def _departments(words: list[str], *, before: bool) -> bool:
    if not words:
        return True
    while before and words and words[-1] in _LINKS - {"en"}:
        words = words[:-1]
    if not words or words[0] in _LINKS or words[-1] in _LINKS:
        return False
    quarters = _words("quarter") if "stadsdeel" in words else {}
    return all(word in _LINKS or word in _words("department") or word in quarters for word in words)
