"""What a person typed, as a tree that no engine has seen: words, "phrases", -not, OF/OR and brackets. Broken input is repaired.

All words must be on the page. `OF` (or `OR`) in capitals joins its two neighbours: `a b OF c` asks for a, and b or c.
A minus sign before a word, phrase or bracket excludes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from fairwoo.index import dutch
from fairwoo.model import Text, Value

LONGEST_QUERY = 1000  # characters
MOST_WORDS = 64
DEEPEST = 8  # brackets inside brackets

_LEXEME = re.compile(
    r'(?P<not>(?<![^\s(])[-–−](?=[^\s)-]))|(?P<phrase>"(?P<quoted>[^"]*)(?P<closed>"?))|(?P<open>\()|(?P<close>\))|(?P<word>[^\s"()]+)'
)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
_OR = {"OF", "OR", "|"}
_AND = {"EN", "AND", "+"}


class Word(Value):
    """One token as typed. A word that is not `needed` (de, van, …) only helps to put the best pages first."""

    text: str
    needed: bool = True


class Phrase(Value):
    """Words that must stand next to each other, as they are spelt."""

    text: str


class Not(Value):
    """What must not be on the page."""

    part: Query


class AllOf(Value):
    """All parts must be there. Without parts: everything."""

    parts: tuple[Query, ...] = ()


class AnyOf(Value):
    """At least one part must be there."""

    parts: tuple[Query, ...]


Query = Word | Phrase | Not | AllOf | AnyOf

for _node in (Not, AllOf, AnyOf):
    _node.model_rebuild()


class Parsed(NamedTuple):
    """A query, and a sentence for each repair that was needed to read it."""

    query: Query
    repairs: tuple[Text, ...]


def parse(text: str) -> Parsed:
    """Read a query. Never fails: what cannot be read is repaired or left out, and `repairs` says so."""
    reader = _Reader(text)
    query = reader.group(depth=0)
    if text.strip() and query == AllOf():
        reader.say(
            "Er staat geen woord in de zoekvraag; daarom zie je alles, het nieuwste eerst.",
            "There is no word in the query; so you see everything, newest first.",
        )
    return Parsed(query, tuple(dict.fromkeys(reader.repairs)))


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


class _Lexeme(NamedTuple):
    kind: str
    text: str


class _Reader:
    """Reads lexemes from left to right, and remembers what it had to repair."""

    def __init__(self, text: str) -> None:
        self.repairs: list[Text] = []
        self._words = 0
        self._lexemes = list(self._cut(text.translate(_QUOTES)))
        self._next = 0

    def say(self, nl: str, en: str) -> None:
        self.repairs.append(Text(nl=nl, en=en))

    def group(self, depth: int) -> Query:
        """The parts up to the closing bracket, or to the end."""
        parts: list[Query] = []
        joining = False
        while (lexeme := self._take()) is not None:
            if lexeme.kind == "close":
                if depth:
                    break
                self._unmatched_bracket()
            elif lexeme.kind == "word" and lexeme.text in _OR:
                if joining or not parts:
                    self._lonely_or(lexeme.text)
                joining = bool(parts)
            elif (part := self._part(lexeme, depth)) is not None:
                parts.append(_either(parts.pop(), part) if joining else part)
                joining = False
        else:
            if depth:
                self._unmatched_bracket()
        if joining:
            self._lonely_or("OF")
        return _all(parts)

    def _cut(self, text: str) -> Iterator[_Lexeme]:
        if len(text) > LONGEST_QUERY:
            self.say(
                f"De zoekvraag is te lang; er is gezocht met de eerste {LONGEST_QUERY} tekens.",
                f"The query is too long; the first {LONGEST_QUERY} characters were used.",
            )
        for found in _LEXEME.finditer(text[:LONGEST_QUERY]):
            kind = str(found.lastgroup)
            if found["phrase"] is not None:
                kind = "phrase"
                if not found["closed"]:
                    self.say(
                        "Er ontbreekt een aanhalingsteken; het is aan het eind gezet.",
                        "A quotation mark is missing; it was put at the end.",
                    )
            if kind == "word" and found.group() in _AND:
                continue
            yield _Lexeme(kind, found["quoted"] if kind == "phrase" else found.group())

    def _take(self) -> _Lexeme | None:
        if self._next == len(self._lexemes):
            return None
        self._next += 1
        return self._lexemes[self._next - 1]

    def _part(self, lexeme: _Lexeme, depth: int) -> Query | None:
        match lexeme.kind:
            case "not":
                following = self._take()
                part = self._part(following, depth) if following and following.kind not in {"not", "close"} else None
                return None if part is None else Not(part=_needed(part))
            case "open":
                return self._bracket(depth)
            case "phrase":
                return self._phrase(lexeme.text)
        return self._word(lexeme.text)

    def _bracket(self, depth: int) -> Query | None:
        if depth == DEEPEST:
            self.say(
                "Er staan te veel haakjes in elkaar; de binnenste zijn weggelaten.",
                "Too many nested brackets; the innermost were left out.",
            )
            return None
        inner = self.group(depth + 1)
        return None if inner == AllOf() else inner

    def _phrase(self, text: str) -> Query | None:
        found = [token.text for token in dutch.tokens(text) if dutch.pieces(token.text)]
        kept = found[: self._room(len(found))]
        return Phrase(text=" ".join(kept)) if kept else None

    def _word(self, text: str) -> Query | None:
        if "*" in text or "?" in text.rstrip("?"):
            self.say(
                "De tekens * en ? werken hier niet als joker; er is op de hele woorden gezocht.",
                "The characters * and ? are no wildcards here; whole words were searched for.",
            )
        found = [token.text for token in dutch.tokens(text) if dutch.pieces(token.text)]
        kept = found[: self._room(len(found))]
        words = tuple(Word(text=word, needed=word.casefold() not in dutch.function_words()) for word in kept)
        return words[0] if len(words) == 1 else AllOf(parts=words) if words else None

    def _room(self, wanted: int) -> int:
        """How many of the wanted words may still come in."""
        given = min(wanted, MOST_WORDS - self._words)
        if given < wanted:
            self.say(
                f"De zoekvraag heeft te veel woorden; er is gezocht met de eerste {MOST_WORDS}.",
                f"The query has too many words; the first {MOST_WORDS} were used.",
            )
        self._words += given
        return given

    def _unmatched_bracket(self) -> None:
        self.say(
            "De haakjes kloppen niet; het losse haakje is genegeerd.", "The brackets do not match; the loose one was ignored."
        )

    def _lonely_or(self, word: str) -> None:
        self.say(
            f"Aan een kant van “{word}” ontbreekt een woord; “{word}” is genegeerd.",
            f"There is no word on one side of “{word}”; “{word}” was ignored.",
        )


def _all(parts: list[Query]) -> Query:
    """The parts as one query. When only unneeded words are left, they are what the person means."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, AllOf) else (part,))
    if flat and all(isinstance(part, Word) and not part.needed for part in flat):
        flat = [_needed(part) for part in flat]
    return flat[0] if len(flat) == 1 else AllOf(parts=tuple(flat))


def _either(left: Query, right: Query) -> Query:
    known = left.parts if isinstance(left, AnyOf) else (left,)
    return AnyOf(parts=tuple(_needed(part) for part in (*known, right)))


def _needed(part: Query) -> Query:
    return part.model_copy(update={"needed": True}) if isinstance(part, Word) else part
