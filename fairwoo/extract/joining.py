"""Which row of an inventory speaks of which document: by the file name in the row, by its number, by its title. One row, one document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from fairwoo.extract.inventory_table import Row
from fairwoo.extract.subjects import fold_name, names_of
from fairwoo.model import Document

_TELLING_TITLE = 8  # letters: a shorter title may be that of many
_LONG_BEGINNING = 12  # letters that two titles must share at least for one to be the beginning of the other
_LIKE = 0.8  # F1 of the words of two titles that are the same title
_TRAILING_DIGITS = 3  # of a number at the end of a file name; a shorter one, or one that begins with zero, may count parts

_Keys = Callable[[Row], Iterable[Hashable]]


class Candidate(NamedTuple):
    """A document that rows may speak of: the title that metadata give it, and whether its file name may begin with a row's number."""

    document: Document
    title: str | None = None
    numbered: bool = True


def join(rows: Sequence[Row], candidates: Sequence[Candidate]) -> dict[int, Document]:
    """Row number → document. What two rows or two documents could claim in the same way stays open; a surer way comes first."""
    joined: dict[int, Document] = {}
    ways: tuple[tuple[_Keys, Callable[[Candidate], Iterable[Hashable]]], ...] = (
        (_file_name, lambda one: names_of(one.document)),
        (_number, _leading_numbers),
        (_number, _trailing_number),
        (_title, _titles),
    )
    for of_row, of_candidate in ways:
        taken = {document.id for document in joined.values()}
        open_rows = [row for row in rows if row.row not in joined]
        free = [one for one in candidates if one.document.id not in taken]
        joined |= _matched(open_rows, free, of_row, of_candidate)
    return joined | _alike([row for row in rows if row.row not in joined], candidates, {one.id for one in joined.values()})


def _matched(
    rows: Sequence[Row],
    candidates: Sequence[Candidate],
    of_row: _Keys,
    of_candidate: Callable[[Candidate], Iterable[Hashable]],
) -> dict[int, Document]:
    """Rows and candidates that share a key which no other row and no other candidate has; of several keys the first that fits."""
    row_keys = {row.row: list(dict.fromkeys(of_row(row))) for row in rows}
    wanted = Counter(key for keys in row_keys.values() for key in keys)
    offered: dict[Hashable, list[Document]] = {}
    for one in candidates:
        first = next((key for key in of_candidate(one) if key in wanted), None)
        if first is not None:
            offered.setdefault(first, []).append(one.document)
    return {
        number: offered[key][0]
        for number, keys in row_keys.items()
        for key in keys
        if wanted[key] == 1 and len(offered.get(key, [])) == 1
    }


def _file_name(row: Row) -> Iterable[Hashable]:
    named = fold_name(row.words("file_name"))
    return (named,) if named else ()


def _number(row: Row) -> Iterable[Hashable]:
    number = number_key(row.words("number"))
    return (number,) if number else ()


def number_key(number: str) -> tuple[str, ...]:
    """A document number in the form that is compared: its digits without leading zeros, and its letters ("012.a" → "12", "a").

    Letters of more than one stay as they are, with their case: in some lists numbers differ in that only.
    """
    parts = re.findall(r"\d+|[^\W\d_]+", number)
    return tuple(part.lstrip("0") or "0" if part.isdigit() else part.lower() if len(part) == 1 else part for part in parts)


def _leading_numbers(candidate: Candidate) -> Iterable[Hashable]:
    """The numbers that a file name may begin with, the longest first ("23.27._IMG" → 23.27, 23), and its whole stem."""
    if not candidate.numbered:
        return ()
    document = candidate.document
    stem = _stem(document)
    keys = [number_key(document.number)] if document.number else []
    keys.append(number_key(stem))
    match = re.match(r"[A-Za-z]{0,4}[-_ ]?\d+(?:[._ -]*(?:\d+|[A-Za-z](?![^\W\d_])))*", stem)
    parts = number_key(match.group()) if match else ()
    return [*keys, *(parts[:length] for length in range(len(parts), 0, -1))]


def _trailing_number(candidate: Candidate) -> Iterable[Hashable]:
    match = re.search(rf"[-_ ]([1-9]\d{{{_TRAILING_DIGITS - 1},}})$", _stem(candidate.document))
    return (number_key(match[1]),) if match and candidate.numbered else ()


def _title(row: Row) -> Iterable[Hashable]:
    title = letters(row.words("title"))
    return (title,) if len(title) >= _TELLING_TITLE else ()


def _titles(candidate: Candidate) -> Iterable[Hashable]:
    names = (*names_of(candidate.document), bare_stem(candidate.document), candidate.title or "")
    return [letters(name) for name in names]


def letters(words: str) -> str:
    """The letters and digits of a title, folded."""
    return re.sub(r"[\W_]+", "", words.casefold())


def _stem(document: Document) -> str:
    """A file name without its endings, of which there may be several (".docx.pdf")."""
    return re.sub(r"(?:\.[A-Za-z][A-Za-z0-9]{1,4})+$", "", PurePosixPath(document.path or "").name)


def bare_stem(document: Document) -> str:
    """A file name without its endings and the number it begins with."""
    return re.sub(r"^[\d.\s_-]+", "", _stem(document))


def _alike(rows: Sequence[Row], candidates: Sequence[Candidate], taken: set[str]) -> dict[int, Document]:
    """Rows and documents whose titles are nearly one: each the only one that is like the other."""
    free = [one for one in candidates if one.document.id not in taken]
    likes: Mapping[int, list[Document]] = {
        row.row: [one.document for one in free if _is_like(row.words("title"), one)]
        for row in rows
        if len(letters(row.words("title"))) >= _TELLING_TITLE
    }
    claims = Counter(document.id for found in likes.values() for document in found)
    return {number: found[0] for number, found in likes.items() if len(found) == 1 and claims[found[0].id] == 1}


def _is_like(title: str, candidate: Candidate) -> bool:
    return any(_same_title(title, name) for name in (bare_stem(candidate.document), candidate.title or "") if name)


def _same_title(title: str, name: str) -> bool:
    ours, theirs = letters(title), letters(name)
    if min(len(ours), len(theirs)) >= _LONG_BEGINNING and (ours.startswith(theirs) or theirs.startswith(ours)):
        return True
    words, others = Counter(_words(title)), Counter(_words(name))
    total = words.total() + others.total()
    return total >= 6 and 2 * (words & others).total() >= _LIKE * total


def _words(title: str) -> list[str]:
    return re.findall(r"[^\W_]+", title.casefold())
