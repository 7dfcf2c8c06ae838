"""From what a person typed to a query. Never fails: what cannot be read is repaired or left out, and a sentence says so."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import NamedTuple

from fairwoo.index import dutch, narrowing
from fairwoo.index.lexing import LONGEST_QUERY, Lexeme, lexemes
from fairwoo.index.query import AllOf, AnyOf, Not, Only, Phrase, Query, Word
from fairwoo.model import Text

MOST_WORDS = 32
_NOT_HERE = re.compile(r"(--+|[+]+)(?=\w)(?!\d)")  # before a word: signs that elsewhere mean something
_LIKE = 0.75  # of 1, how much the name of a filter must be like a known one to be a slip of it
DEEPEST = 8  # brackets inside brackets


class Parsed(NamedTuple):
    """A query, and a sentence for each repair that was needed to read it."""

    query: Query
    repairs: tuple[Text, ...]


def parse(text: str) -> Parsed:
    """Read a query. `repairs` says what was repaired or left out, each once."""
    reader = _Reader(text)
    query = reader.group(depth=0)
    if text.strip() and query == AllOf():
        reader.say(
            "Er staat geen woord in de zoekvraag; daarom staat hier alles.",
            "There is no word in the query; so you see everything.",
        )
    return Parsed(query, tuple(dict.fromkeys(reader.repairs)))


class _Reader:
    """Reads lexemes from left to right, and remembers what it had to repair."""

    def __init__(self, text: str) -> None:
        self.repairs: list[Text] = []
        self._words = 0
        self._lexemes = list(lexemes(text))
        self._next = 0
        if len(text) > LONGEST_QUERY:
            self.say(
                f"De zoekvraag is te lang; er is gezocht met de eerste {LONGEST_QUERY} tekens.",
                f"The query is too long; the first {LONGEST_QUERY} characters were used.",
            )

    def say(self, nl: str, en: str) -> None:
        self.repairs.append(Text(nl=nl, en=en))

    def group(self, depth: int) -> Query:
        """The parts up to the closing bracket, or to the end."""
        parts: list[Query] = []
        joining: Lexeme | None = None  # what stands between the last part and the one to come
        every = False
        while (lexeme := self._take()) is not None:
            if lexeme.kind == "close":
                if depth:
                    break
                self._unmatched_bracket()
            elif lexeme.kind in {"or", "and"}:
                joining = self._joining(lexeme, joining, after=bool(parts))
            elif (part := self._part(lexeme, depth)) is not None:
                parts.append(_either(parts.pop(), part) if joining and joining.kind == "or" else part)
                every = every or (joining is not None and joining.kind == "and")
                joining = None
        else:
            if depth:
                self._unmatched_bracket()
        if joining is not None:
            self._lonely(joining.text)
        return _all(parts, every=every)

    def _joining(self, lexeme: Lexeme, before: Lexeme | None, *, after: bool) -> Lexeme | None:
        """The sign that joins what stands before it, if that is there, to what comes. A loose plus sign is punctuation."""
        if lexeme.text == "+":
            return before
        if before is not None or not after:
            self._lonely(lexeme.text)
        return before or (lexeme if after else None)

    def _take(self) -> Lexeme | None:
        if self._next == len(self._lexemes):
            return None
        self._next += 1
        return self._lexemes[self._next - 1]

    def _part(self, lexeme: Lexeme, depth: int) -> Query | None:
        if not lexeme.closed:
            self.say(
                "Er ontbreekt een aanhalingsteken; het is aan het eind gezet.",
                "A quotation mark is missing; it was put at the end.",
            )
        match lexeme.kind:
            case "not":
                following = self._take()
                part = self._part(following, depth) if following and following.kind not in {"not", "close"} else None
                return None if part is None else Not(part=_needed(part))
            case "open":
                return self._bracket(depth)
            case "phrase":
                return self._phrase(lexeme.text)
            case "filter":
                return self._filter(lexeme)
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

    def _filter(self, lexeme: Lexeme) -> Query | None:
        if not narrowing.is_filter(lexeme.name):
            self._no_filter(lexeme)
            return self._word(lexeme.whole)
        if not lexeme.text:
            self.say(f"Achter {lexeme.name}: ontbreekt een waarde.", f"There is no value after {lexeme.name}:.")
            return None
        found = narrowing.only(lexeme.name, lexeme.text)
        if isinstance(found, Text):
            self.repairs.append(found)
            return None
        return found

    def _no_filter(self, lexeme: Lexeme) -> None:
        if lexeme.text.startswith("//"):
            return  # an address
        near = get_close_matches(lexeme.name.casefold(), narrowing.NAMES, 1, _LIKE)
        meant = (f"; bedoeld was misschien “{near[0]}:”", f"; perhaps “{near[0]}:” was meant") if near else ("", "")
        self.say(
            f"“{lexeme.name}:” is geen filter{meant[0]}. Er is op de woorden gezocht.",
            f"“{lexeme.name}:” is no filter{meant[1]}. The words were searched for.",
        )

    def _phrase(self, text: str) -> Query | None:
        kept = self._tokens(text)
        return Phrase(text=" ".join(kept)) if kept else None

    def _word(self, text: str) -> Query | None:
        if "*" in text or "?" in text.rstrip("?"):
            self.say(
                "De tekens * en ? werken hier niet als joker; er is op de hele woorden gezocht.",
                "The characters * and ? are no wildcards here; whole words were searched for.",
            )
        if text.endswith(":") and narrowing.is_filter(text[:-1]):
            self.say(
                f"Achter {text} hoort meteen een waarde, zonder spatie. Er is op de woorden gezocht.",
                f"A value belongs right after {text}, without a space. The words were searched for.",
            )
        if sign := _NOT_HERE.match(text):
            self.say(
                f"“{sign[1]}” voor een woord betekent hier niets; een woord uitsluiten gaat met één minteken, "
                "en EN tussen twee woorden vraagt om allebei.",
                f"“{sign[1]}” before a word means nothing here; one minus sign excludes a word, and AND between two words asks for both.",
            )
        words = tuple(Word(text=word, needed=word.casefold() not in dutch.function_words()) for word in self._tokens(text))
        return words[0] if len(words) == 1 else AllOf(parts=words) if words else None

    def _tokens(self, text: str) -> list[str]:
        """The tokens of a text, as many as may still come in."""
        found = [token.text for token in dutch.tokens(text)]
        given = min(len(found), MOST_WORDS - self._words)
        if given < len(found):
            self.say(
                f"De zoekvraag heeft te veel woorden; er is gezocht met de eerste {MOST_WORDS}.",
                f"The query has too many words; the first {MOST_WORDS} were used.",
            )
        self._words += given
        return found[:given]

    def _unmatched_bracket(self) -> None:
        self.say(
            "De haakjes kloppen niet; het losse haakje is genegeerd.", "The brackets do not match; the loose one was ignored."
        )

    def _lonely(self, word: str) -> None:
        self.say(
            f"Aan een kant van “{word}” ontbreekt een woord; “{word}” is genegeerd.",
            f"There is no word on one side of “{word}”; “{word}” was ignored.",
        )


def _all(parts: list[Query], *, every: bool) -> Query:
    """The parts as one query. When only unneeded words are left, they are what the person means."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, AllOf) and not part.every else (part,))
    flat = _widened(flat)
    if not any(part.needed if isinstance(part, Word) else not isinstance(part, Only | Not) for part in flat):
        flat = [_needed(part) for part in flat]
    return flat[0] if len(flat) == 1 else AllOf(parts=tuple(flat), every=every)


def _widened(parts: list[Query]) -> list[Query]:
    """Filters on one field widen, as those of a request do: `jaar:2020 jaar:2021` is either year."""
    merged: dict[str, Only] = {}
    for part in parts:
        if isinstance(part, Only):
            known = merged.get(part.field)
            merged[part.field] = Only(
                field=part.field, values=tuple(dict.fromkeys((*(known.values if known else ()), *part.values)))
            )
    return [part for part in parts if not isinstance(part, Only)] + list(merged.values())


def _either(left: Query, right: Query) -> Query:
    known = left.parts if isinstance(left, AnyOf) else (left,)
    return AnyOf(parts=tuple(_needed(part) for part in (*known, right)))


def _needed(part: Query) -> Query:
    return part.model_copy(update={"needed": True}) if isinstance(part, Word) else part
