"""The grounds on which information is withheld: article 5 of the Woo, articles 10 and 11 of the Wob before it.

Codes are written `5.1.2e` (article.paragraph and letter) and `10.2e`, `11.1`. The law follows from the article, not from a date.
Reference: Woo, BWBR0045754; Wob, BWBR0005252.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple, cast

from fairwoo.model import Lang, Value
from fairwoo.shared import data_folder

Law = Literal["Woo", "Wob"]

_ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende")
_NO_WORD = r"(?![^\W_])"
# The sign between the parts of a code: dots, commas (scans), spaces, brackets as in "(10)(2e)".
_GAP = r"[\s.,()]*"
_JOIN = r"[\s,;/&+]*(?:\b(?:en(?:/of)?|of|jo|juncto)\b\.?)?[\s,;/&+]*"
_LID = rf"(?:(?P<ordinal>{'|'.join(_ORDINALS)})\s+lid\b|(?P<nth>[1-7])(?:e|de|ste)\s+lid\b|lid\s*(?P<after>[1-7])(?!\d))"
_PARAGRAPH = re.compile(rf"{_GAP}(?:het\s+)?(?:{_LID}|(?P<bare>[1-7])(?!\d|\.\d))", re.IGNORECASE)
_NEXT_PARAGRAPH = re.compile(rf"{_JOIN}(?:het\s+)?{_LID}", re.IGNORECASE)
_UNDER = r"(?P<under>(?:aanhef,?\s+en\s+|en\s+)?(?:onder|sub|onderdeel|onderdelen|letter)\s*(?:de\s+)?(?:letters?\s*)?)"
_LETTER_END = r"(?![^\W\d_]|['’-]\w)"
_LETTER = re.compile(rf"{_GAP}{_UNDER}?[(‘'\"]?(?P<letter>[a-i])[)’'\"]?{_LETTER_END}", re.IGNORECASE)
# A further letter ("onder e en i") stands at the end of a list, not at the start of a sentence.
_NEXT_LETTER = re.compile(
    rf"(?:{_JOIN}|\.)(?:(?:onder|sub)\s+)?(?P<letter>[a-i]){_LETTER_END}(?=\s*(?:$|[\n,;/&+)]|\.\s*$|(?:en|of|van|wo[ob]|jo|lid|en/of)\b|\(?\d))",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(r"(?:[\s,;/|&+]|\.(?!\w)|\b(?:en|jo|juncto)\b\.?)+", re.IGNORECASE)
_UNREAD = re.compile(r"[^\s,;/|&+]+")
_ONLY_SEPARATORS = re.compile(r"[\s,;/&+]*(?:\b(?:en|of)\b)?[\s,;/&+]*", re.IGNORECASE)
_OF_A_LAW = re.compile(r"[\s,]*(?:van|uit)\s+(?:de|het)\s+[A-Z]")


class Ground(Value):
    """A ground for withholding. `kind` is absolute, relative or temporary; `wob` the ground it had in the Wob; `jci` its reference."""

    code: str
    law: Law
    name: str
    name_en: str
    kind: str | None
    jci: str | None
    wob: str | None


class GroundReading(NamedTuple):
    """What a cell holds: codes, words that are no ground, and grounds of which a part is missing ("5.1.e"), both as written."""

    codes: tuple[str, ...]
    unread: tuple[str, ...]
    ambiguous: tuple[str, ...]


class FoundGround(NamedTuple):
    """A ground in a running text, with the words and where they stand."""

    code: str
    phrase: str
    start: int
    end: int


class _Reference(NamedTuple):
    """A place that names an article, with what it holds. `complete` is False if a paragraph or letter is missing."""

    start: int
    end: int
    codes: tuple[str, ...]
    complete: bool
    named: bool
    """Is the word article or the name of the law beside it."""
    law: bool
    lettered: bool
    tight: bool
    """Written as one code (10.2.e), not as a sentence."""


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with (data_folder("vocab") / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def all_grounds() -> tuple[Ground, ...]:
    """The 21 grounds of the Woo, then those of the Wob."""
    return tuple(
        Ground(
            code=row["code"],
            law=cast(Law, row["law"]),
            name=row["name"],
            name_en=row["name_en"],
            kind=row["kind"] or None,
            jci=row["jci"] or None,
            wob=row["wob"] or None,
        )
        for row in _rows("grounds.csv")
    )


def ground(code: str) -> Ground | None:
    """The ground with exactly this code, or None."""
    return next((each for each in all_grounds() if each.code == code), None)


def describe(code: str, lang: Lang = "nl") -> str:
    """A ground in words: "artikel 5.1, tweede lid, onder e, Woo (eerbiediging van de persoonlijke levenssfeer)"; the code if unknown."""
    row = next((each for each in _rows("grounds.csv") if each["code"] == code), None)
    if row is None:
        return code
    paragraph, letter = row["paragraph"], row["letter"]
    if lang == "en":
        parts = [f"article {row['article']}", paragraph and f"paragraph {paragraph}", letter and f"point {letter}"]
        return f"{', '.join(filter(None, parts))}, {row['law']} ({row['name_en']})"
    parts = [f"artikel {row['article']}", paragraph and f"{_ORDINALS[int(paragraph) - 1]} lid", letter and f"onder {letter}"]
    return f"{', '.join(filter(None, parts))}, {row['law']} ({row['name']})"


def read_cell(text: str) -> GroundReading:
    """The grounds in a cell, label or box that is meant for them, in any notation and with any separators, in their order.

    Nothing is lost: what is no ground is in `unread`, words that stand together as one; what lacks a part is in `ambiguous`.
    A cell that only says "n.v.t." or "-" is empty.
    """
    codes: dict[str, None] = {}
    ambiguous: list[str] = []
    unread: list[tuple[int, int]] = []
    position = 0
    while position < len(text) and text.strip().casefold() not in _blanks():
        if found := _SEPARATORS.match(text, position):
            position = found.end()
        elif reference := _read(text, position):
            codes |= dict.fromkeys(reference.codes)
            if not reference.complete:
                ambiguous.append(text[reference.start : reference.end].strip(" ,.;()"))
            position = reference.end
        else:
            end = cast("re.Match[str]", _UNREAD.match(text, position)).end()
            joined = unread and not text[unread[-1][1] : position].strip()
            unread[-1:] = [(unread[-1][0], end)] if joined else [*unread[-1:], (position, end)]
            position = end
    return GroundReading(tuple(codes), tuple(text[start:end] for start, end in unread), tuple(ambiguous))


def find_in_text(text: str) -> tuple[FoundGround, ...]:
    """The grounds named in running text, in their order; one phrase may name several.

    Numbers alone ("11.1 miljoen", "paragraaf 5.2.1") are none: a letter, the word article or the name of the law must be there,
    and a number without a letter needs a text that names its law. Articles of other laws are left out.
    """
    return tuple(_find(text))


def _find(text: str) -> Iterator[FoundGround]:
    laws = {law for words, law in _laws().items() if re.search(rf"\b{re.escape(words)}\b", text, re.IGNORECASE)}
    last_end, position = -1, 0
    while anchor := _anchor().search(text, position):
        reference = _read(text, anchor.start())
        if reference is None or not reference.codes:
            position = anchor.end()
            continue
        position = reference.end
        chained = last_end >= 0 and _ONLY_SEPARATORS.fullmatch(text, last_end, reference.start) is not None
        if _is_meant(text, reference, laws, chained):
            last_end = reference.end
            phrase = text[reference.start : reference.end].strip()
            for code in reference.codes:
                yield FoundGround(code, phrase, reference.start, reference.start + len(phrase))


def _is_meant(text: str, reference: _Reference, laws: set[str], chained: bool) -> bool:
    if reference.law or (reference.tight and reference.lettered):
        return True
    if _OF_A_LAW.match(text, reference.end) or _other_law().match(text, reference.end):
        return False
    if reference.lettered:
        return reference.named or chained or bool(laws)
    known = (ground(code) for code in reference.codes)
    return (reference.named or chained) and any(each is not None and each.law in laws for each in known)


def _read(text: str, position: int) -> _Reference | None:
    """The reference that begins at `position`, or None. Its articles, paragraphs and letters are looked up, never computed."""
    head = _head().match(text, position)
    if not head:
        return None
    article = re.sub(r"[\s,]", ".", head["article"].lower())
    article = article if "." in article or not article.startswith("5") else f"5.{article[1:]}"
    parts, end, spelled = _parts(text, head.end("article"))
    lettered = any(letter for _, letter in parts)
    compact = not lettered and parts[0][0] and text[head.end("article")].isdigit()
    if compact or ("5" in head["article"] and not lettered and head["article"].isdigit()) or re.match(r"[^\W_]", text[end:]):
        return None
    codes = tuple(code for part in parts if (code := _codes().get((article, *part))))
    incomplete = [part for part in parts if (article, *part) not in _codes()]
    if any(not _is_part_of_code(article, *part) for part in incomplete):
        return None
    law = _law_after().match(text, end)
    named = bool(head["word"] or head["law"] or law)
    tight = not spelled and not re.search(r"\s", text[head.start("article") : end])
    close = re.compile(r"\)").match(text, end) if "(" in text[position:end] and ")" not in text[position:end] else None
    end = law.end() if law else close.end() if close else end
    return _Reference(position, end, codes, not incomplete, named, bool(head["law"] or law), lettered, tight)


def _parts(text: str, end: int) -> tuple[list[tuple[str, str]], int, bool]:
    """The paragraphs and letters behind an article, where they end, and whether words ("lid", "onder") are among them."""
    parts: list[tuple[str, str]] = []
    spelled = False
    found = _PARAGRAPH.match(text, end)
    while True:
        paragraph = _paragraph(found) if found else ""
        end = found.end() if found else end
        letter = _LETTER.match(text, end)
        spelled = spelled or bool(found and not found.groupdict().get("bare")) or bool(letter and letter["under"])
        parts.append((paragraph, letter["letter"].lower() if letter else ""))
        while letter:
            end = letter.end()
            letter = _NEXT_LETTER.match(text, end)
            if letter:
                parts.append((paragraph, letter["letter"].lower()))
        found = _NEXT_PARAGRAPH.match(text, end)
        if not found:
            return parts, end, spelled


def _paragraph(found: re.Match[str]) -> str:
    words = found.groupdict()
    if words["ordinal"]:
        return str(_ORDINALS.index(words["ordinal"].lower()) + 1)
    return words["nth"] or words["after"] or words.get("bare") or ""


@cache
def _codes() -> dict[tuple[str, str, str], str]:
    found = {(row["article"], row["paragraph"], row["letter"]): row["code"] for row in _rows("grounds.csv")}
    return found | {("5.4a", "", ""): "5.4a.1"}  # the only ground in that article


def _is_part_of_code(article: str, paragraph: str, letter: str) -> bool:
    return any(
        known[0] == article and (not paragraph or known[1] == paragraph) and (not letter or known[2] == letter)
        for known in _codes()
    )


@cache
def _laws() -> dict[str, str]:
    return {row["words"]: row["law"] for row in _rows("laws.csv") if row["law"] != "other"}


@cache
def _blanks() -> frozenset[str]:
    return frozenset(row["words"] for row in _rows("blanks.csv"))


def _named_laws() -> str:
    return "|".join(re.escape(words) for words in sorted(_laws(), key=len, reverse=True))


@cache
def _head() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<law>(?:{_named_laws()})\b[\s:,(-]*)?(?P<word>(?:artikel(?:en)?|artt?)\b\.?\s*)?\(?"
        r"(?P<article>5[.,]?\s?(?:1|2|4a|4)|1[01])",
        re.IGNORECASE,
    )


@cache
def _anchor() -> re.Pattern[str]:
    """Where a reference may begin in a running text: not inside a number, a date or a word."""
    return re.compile(rf"(?<![\w.,-])(?<!\d[.,-])(?={_head().pattern})", re.IGNORECASE)


@cache
def _law_after() -> re.Pattern[str]:
    return re.compile(rf"\)?[\s,(]*(?:van\s+)?(?:de\s+)?(?:{_named_laws()})\b\)?", re.IGNORECASE)


@cache
def _other_law() -> re.Pattern[str]:
    words = "|".join(re.escape(row["words"]) for row in _rows("laws.csv") if row["law"] == "other")
    return re.compile(rf"[\s,(]*(?:(?:van|uit)\s+)?(?:(?:de|het)\s+)?(?:{words})\b")
