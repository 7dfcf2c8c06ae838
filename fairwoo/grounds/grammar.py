"""The notations of a ground: `5.1.2.e`, `5.1 lid 2 onder e`, `artikel 10, tweede lid, aanhef en onder e en g, van de Wob`.

    reference = [law] ["artikel"] article part {join part} ["van de" law]
    part      = [paragraph] [["aanhef en"] ["onder"] letter {join letter}]

What a reference holds is looked up in the list of grounds, never computed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from fairwoo.grounds.law import ORDINALS, Clause, Law, codes, named_laws, other_laws

# Between the parts of a code: dots, commas (scans have them for dots), spaces, brackets as in "(10)(2e)".
# All runs are bounded, so that no text can make the search slow.
_GAP = r"[\s.,()]{0,30}"
_JOIN = r"[\s,;/&+]{0,30}(?:\b(?:en(?:/of)?|of|jo|juncto)\b\.?)?[\s,;/&+]{0,30}"
_BRACKETS = r"(?:\(\s{0,3}){0,2}"
_LID = (
    rf"(?:het\s+)?(?:(?P<ordinal>{'|'.join(ORDINALS)})\s*lid(?![a-ln-z])"
    r"|(?P<nth>[1-7])(?:e|de|ste)\s+lid\b|lid\s*(?P<after>[1-7])(?!\d))"
)
# A digit apart from the article is none where a list begins, as in the text of the law: "Artikel 11 1. In geval van …".
_BARE = r"(?:(?P<bare>[1-7])(?!\d|\.\d)(?:(?<!\s.)|(?!\.\s)))"
_PARAGRAPH = re.compile(rf"{_GAP}(?:{_LID}|{_BARE})", re.IGNORECASE)
_NEXT_PARAGRAPH = re.compile(rf"{_JOIN}{_LID}", re.IGNORECASE)
_UNDER = r"(?P<under>(?:(?:aanhef,?\s*)?en\s*)?(?:onder|sub|onderdeel|onderdelen|letter)\s*(?:de\s+)?(?:letters?\s*)?)"
_LETTER_END = r"(?![^\W\d_]|['’-]\w)"
# Scans read "i" as a letter with an accent, and the line of a table as "|".
_LETTER = re.compile(
    rf"(?:[\s.,()|]{{0,30}}{_UNDER}|{_GAP})[(‘'\"]?(?P<letter>[a-iìíîï])[)’'\"]?{_LETTER_END}",
    re.IGNORECASE,
)
# A further letter ("onder e en i") stands in a list, not at the start of a sentence ("5.1.2e; a. bijlage").
_NEXT_LETTER = re.compile(
    rf"(?:{_JOIN}|\.)(?:(?:onder|sub)\s+)?(?P<letter>[a-iìíîï]){_LETTER_END}"
    r"(?=\s*(?:$|[\n,;/&+)]|\.\s*$|(?:en|of|van|wo[ob]|jo|lid)\b|\(?\d))",
    re.IGNORECASE,
)
_OF_SOME_LAW = re.compile(r"[\s,]{0,30}(?:van|uit)\s+(?:de|het)\s+[A-Z]")
_WORD = re.compile(r"[^\W_]")
_SPACE = re.compile(r"\s")


class Reference(NamedTuple):
    """A place in a text that names an article.

    `complete` is False where a paragraph or letter is missing; `law` whether Woo or Wob stands beside it, `named` whether that
    or the word "artikel" does; `lettered` whether it has a letter; `tight` whether it is written as one code (`10.2.e`).
    """

    start: int
    end: int
    codes: tuple[str, ...]
    complete: bool
    law: bool
    named: bool
    lettered: bool
    tight: bool


class _Parts(NamedTuple):
    pairs: tuple[tuple[str, str], ...]
    end: int
    spelled: bool

    @property
    def lettered(self) -> bool:
        return any(letter for _, letter in self.pairs)


def read_reference(text: str, position: int) -> Reference | None:
    """The reference that begins at `position`, or None if there is none or if it names a clause that is no ground."""
    head = head_form().match(text, position)
    if not head:
        return None
    start = head.start("article")
    parts = _parts(text, head.end("article"))
    if not _is_separated(text, head, parts) or _is_glued(text, parts):
        return None
    clauses = [Clause(_article(head["article"]), *pair) for pair in parts.pairs]
    missing = [clause for clause in clauses if clause not in codes()]
    if not all(map(_is_beginning, missing)):
        return None
    law = _law_after().match(text, parts.end)
    end = law.end() if law else _closed(text, position, parts.end)
    return Reference(
        start=position,
        end=end,
        codes=tuple(codes()[clause] for clause in clauses if clause not in missing),
        complete=not missing,
        law=bool(head["law"] or law),
        named=bool(head["law"] or law or head["word"]),
        lettered=parts.lettered,
        tight=not parts.spelled and not _SPACE.search(text, start, parts.end),
    )


def _parts(text: str, end: int) -> _Parts:
    """The paragraphs and letters behind an article, where they end, and whether words ("lid", "onder") are among them."""
    pairs: list[tuple[str, str]] = []
    spelled = False
    found = _PARAGRAPH.match(text, end)
    while True:
        paragraph, end = (_number(found), found.end()) if found else ("", end)
        letter = _LETTER.match(text, end)
        spelled |= bool(found and not found.groupdict().get("bare")) or bool(letter and letter["under"])
        pairs.append((paragraph, _plain(letter["letter"]) if letter else ""))
        while letter:
            end = letter.end()
            letter = _NEXT_LETTER.match(text, end)
            pairs += [(paragraph, _plain(letter["letter"]))] if letter else []
        found = _NEXT_PARAGRAPH.match(text, end)
        if not found:
            return _Parts(tuple(pairs), end, spelled)


def _number(found: re.Match[str]) -> str:
    words = found.groupdict()
    if words["ordinal"]:
        return str(ORDINALS.index(words["ordinal"].lower()) + 1)
    return words["nth"] or words["after"] or words.get("bare") or ""


def _plain(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0].lower()


def _article(words: str) -> str:
    digits = re.sub(r"[\s.,]", "", words.lower())
    return digits if digits.startswith("1") else f"5.{digits[1:]}"


def _is_separated(text: str, head: re.Match[str], parts: _Parts) -> bool:
    """Digits alone need a sign between them: "111" and "521" are numbers, "102e" is a code."""
    if parts.lettered:
        return True
    in_article = head["article"].startswith("1") or not head["article"].isdigit()
    return in_article and not (parts.pairs[0][0] and text[head.end("article")].isdigit())


def _is_glued(text: str, parts: _Parts) -> bool:
    """Does a word or number go on where the reference ends, other than the next reference ("102e102g")."""
    goes_on = _WORD.match(text, parts.end)
    return bool(goes_on) and not (parts.lettered and head_form().match(text, parts.end))


def _is_beginning(clause: Clause) -> bool:
    """Is it a ground of which the paragraph or the letter is left out."""
    return any(
        known.article == clause.article and clause.paragraph in {"", known.paragraph} and clause.letter in {"", known.letter}
        for known in codes()
    )


def _closed(text: str, start: int, end: int) -> int:
    """The end with the bracket that closes one opened inside the reference."""
    inside = text[start:end]
    return end + 1 if inside.count("(") > inside.count(")") and text[end : end + 1] == ")" else end


def is_of_other_law(text: str, end: int) -> bool:
    """Does another law follow ("artikel 10, tweede lid, van de Grondwet")."""
    return bool(_OF_SOME_LAW.match(text, end) or _other_law_after().match(text, end))


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def head_form() -> re.Pattern[str]:
    """How a reference begins: law, the word "artikel", number of the article."""
    return re.compile(
        rf"{_BRACKETS}(?P<law>(?:{_alternatives(named_laws())})\b[\s:,(-]{{0,30}})?"
        rf"(?P<word>(?:artikel(?:en)?|artt?(?![a-z]))\.?\s{{0,30}})?{_BRACKETS}"
        r"(?P<article>5[.,]?\s?(?:1|2|4a|4)|1[01])",
        re.IGNORECASE,
    )


@cache
def anchor_form() -> re.Pattern[str]:
    """Where a reference may begin in a running text: not inside a word, a number or a date."""
    return re.compile(rf"(?<!\w)(?<!\d[.,/-])(?={head_form().pattern})", re.IGNORECASE)


def laws_in(text: str) -> set[Law]:
    """The laws that a text names."""
    return {law for words, law in named_laws().items() if re.search(rf"\b(?:{_alternatives([words])})\b", text, re.IGNORECASE)}


@cache
def _law_after() -> re.Pattern[str]:
    return re.compile(rf"\)?[\s,(]{{0,30}}(?:van\s+)?(?:de\s+)?(?:{_alternatives(named_laws())})\b\)?", re.IGNORECASE)


@cache
def _other_law_after() -> re.Pattern[str]:
    return re.compile(rf"[\s,(]{{0,30}}(?:(?:van|uit)\s+)?(?:(?:de|het)\s+)?(?:{_alternatives(other_laws())})\b")
