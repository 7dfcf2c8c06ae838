"""A query cut into lexemes: words, quoted phrases, filters (`jaar:2020`), brackets and the signs between them. Nothing is refused here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST_QUERY = 1000  # characters

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
_LEXEME = re.compile(
    r"(?P<not>(?<![^\s(])[-–−](?=[^\s)-]))"
    r'|(?P<name>(?<![^\s(–−-])[^\W\d_]+):(?P<value>"[^"]*"?|[^\s"()]+)'
    r'|(?P<phrase>"(?P<quoted>[^"]*)(?P<closed>"?))'
    r'|(?P<open>\()|(?P<close>\))|(?P<word>[^\s"()]+)'
)
_OR = {"OF", "OR", "|", "||"}
_AND = {"EN", "AND", "+", "&&"}


class Lexeme(NamedTuple):
    """`kind` is word, phrase, filter, not, or, and, open or close; `name` is that of a filter. `whole` is as typed, from `start` on."""

    kind: str
    text: str
    name: str = ""
    closed: bool = True
    whole: str = ""
    start: int = 0

    @property
    def end(self) -> int:
        """Where the next one may begin."""
        return self.start + len(self.whole)


def lexemes(text: str) -> Iterator[Lexeme]:
    """The lexemes of the first `LONGEST_QUERY` characters, in order."""
    for found in _LEXEME.finditer(text[:LONGEST_QUERY].translate(_QUOTES)):
        whole, start = found.group(), found.start()
        if found["name"] is not None:
            value = found["value"]
            closed = not value.startswith('"') or (len(value) > 1 and value.endswith('"'))
            yield Lexeme("filter", value.strip('"').strip(), found["name"], closed, whole, start)
        elif found["phrase"] is not None:
            yield Lexeme("phrase", found["quoted"], closed=bool(found["closed"]), whole=whole, start=start)
        elif found["word"] is not None:
            yield Lexeme("or" if whole in _OR else "and" if whole in _AND else "word", whole, whole=whole, start=start)
        else:
            yield Lexeme(str(found.lastgroup), whole, whole=whole, start=start)
