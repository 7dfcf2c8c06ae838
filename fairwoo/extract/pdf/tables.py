"""The inventory in a PDF as a table: ruled tables on pages that speak of documents and judgements, joined over pages.

Found and read by pdfium, from the lines that are drawn and the words that stand between them: in a PDF nothing else tells a
table. Only inventories are read so; other pages are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile, zip_longest
from typing import Any, NamedTuple

from fairwoo.extract import inventory_table
from fairwoo.extract.pdf.located import to_view
from fairwoo.extract.pdf.shapes import Matrix
from fairwoo.extract.pdf.tables_grid import Rows, rows_in
from fairwoo.extract.pdf.tables_loose import grid_going_on, grid_under_headings
from fairwoo.extract.pdf.tables_rules import grids, rules_of
from fairwoo.extract.pdf.tables_words import Word, words_of
from fairwoo.model import Page, Table
from fairwoo.vocab.words import squeeze, table

_MOST_PAGES = 60
_HEADER_WORDS = 16  # the headings of a list are that many words at most, in whatever lines they come
_NAMING = {"number", "title", "file_name"}
_JUDGING = {"disclosure", "grounds"}
_CLOSE_WORDS = 9  # where nothing else tells that there is a table
_LONGEST_HEADING = 30  # letters of one word
_TELLING = _NAMING | _JUDGING | {"dated", "kind", "sender", "recipient"}
_HEADINGS_AMONG = 12  # rows
_MARKS = " .,;:()[]|\"'“”‘’"
_SAME_PLACE = 6.0  # points that a column may shift from page to page


class _Piece(NamedTuple):
    """A ruled table on one page, with where its columns begin and end."""

    page: int
    columns: tuple[float, ...]
    rows: Rows


def tables_of(
    document: Any, read: Iterable[tuple[Page, Collection[int]]], step: Callable[[], None] = lambda: None
) -> tuple[Table, ...]:
    """The inventories of a pypdfium2 document as tables.

    `read` are its pages as they were read, each with the indexes of the characters that were left out of its text; these are in no
    cell either. A table that goes on over pages is one, at its first page. `step` is called after each page that is looked at, which
    are 60 at most. Raises PdfiumError.
    """
    found: list[list[_Piece]] = []
    looked = 0
    for page, cut in read:
        goes_on = bool(found) and found[-1][-1].page == page.number - 1
        text = page.whole_text
        if looked >= _MOST_PAGES or not text or not (goes_on or may_hold_inventory(text)):
            continue
        looked += 1
        for piece in _pieces(document, page, cut, found[-1][-1].columns if goes_on else ()):
            if found and _continues(found[-1], piece):
                found[-1].append(piece)
            elif _is_inventory(piece.rows):
                found.append([piece])
        step()
    return tuple(Table(page=pieces[0].page, rows=tuple(_joined(pieces))) for pieces in found)


def may_hold_inventory(text: str) -> bool:
    """Are there headings for names and for judgements in a text?

    Near each other, with capitals or with a third one; or each on a line of its own, as in a table that was drawn by column.
    """
    near = list(_near_headings(text, _HEADER_WORDS))
    if any(_tells(capitals, 2) or _tells(held, 3) for held, capitals in near):
        return True
    lines = text.splitlines() if near else []
    return _tells({_held(line.strip()) for line in lines if len(line) <= _LONGEST_HEADING}, 3)


def has_heading_line(text: str) -> bool:
    """Do three headings with capitals, among them one for names and one for judgements, stand close together in a text?"""
    return any(_tells(capitals, 3) for _, capitals in _near_headings(text, _CLOSE_WORDS))


def _near_headings(text: str, reach: int) -> Iterator[tuple[set[str], set[str]]]:
    """For each heading of a judgement in a text: what the words around it are the headings for, and those with a capital."""
    words = text.split()
    held = [_held(word) for word in words]
    for at, one in enumerate(held):
        if one in _JUDGING:
            near = range(max(0, at - reach + 1), min(len(words), at + reach))
            yield {held[index] for index in near}, {held[index] for index in near if words[index][0].isupper()}


@lru_cache(maxsize=20_000)
def _held(word: str) -> str:
    """What a column with this heading holds; "" if it is none."""
    plain = word.strip(_MARKS)
    if not plain or len(plain) > _LONGEST_HEADING or any(map(str.isdigit, plain)):
        return ""
    # Most words are letters only, and squeezing is slow.
    known = plain.lower() if plain.isascii() and plain.isalpha() else squeeze(plain)
    return table("headings", "heading", "property").get(known, "")


def _tells(held: set[str], fewest: int) -> bool:
    return bool(held & _NAMING) and bool(held & _JUDGING) and len(held & _TELLING) >= fewest


def _pieces(document: Any, page: Page, cut: Collection[int], columns: Sequence[float]) -> list[_Piece]:
    """The tables of a page, from top to bottom. `columns` are those of a table on the page before, if it may go on."""
    raw = document[page.number - 1]
    try:
        view = to_view(raw)
        across, down = rules_of(raw, view)
        ruled = grids(across, down)
        loose = bool(columns) or has_heading_line(page.whole_text)
        words = _words(raw, view, page, cut) if ruled or loose else []
    finally:
        raw.close()
    pieces = [_Piece(page.number, grid.columns, rows_in(grid, words)) for grid in ruled]
    if not loose or any(_is_inventory(piece.rows) or _has_columns(piece, columns) for piece in pieces):
        return pieces
    grid = grid_under_headings(words, across, lambda phrase: _held(phrase) in _TELLING)
    grid = grid or (grid_going_on(words, across, columns) if columns else None)
    return [_Piece(page.number, grid.columns, rows_in(grid, words))] if grid else []


def _words(raw: Any, view: Matrix, page: Page, cut: Collection[int]) -> list[Word]:
    """The words of a page that were not cut, and, to be sure, whose letters are in its text."""
    text_page = raw.get_textpage()
    try:
        words = words_of(text_page, view, cut)
    finally:
        text_page.close()
    letters = squeeze(page.whole_text)
    return [word for word in words if squeeze(word.text) in letters]


def _is_inventory(rows: Rows) -> bool:
    return inventory_table.read(Table(rows=tuple(rows)), None, named=True) is not None


def _continues(pieces: Sequence[_Piece], piece: _Piece) -> bool:
    """Is a piece on the same or the next page more of a table: with its columns, or under its headings again?"""
    last = pieces[-1]
    if piece.page - last.page > 1 or not piece.rows:
        return False
    return _has_columns(piece, last.columns) or piece.rows[0] in pieces[0].rows[:_HEADINGS_AMONG]


def _has_columns(piece: _Piece, columns: Sequence[float]) -> bool:
    return len(piece.columns) == len(columns) and all(
        abs(one - other) <= _SAME_PLACE for one, other in zip(piece.columns, columns, strict=True)
    )


def _joined(pieces: Sequence[_Piece]) -> Iterator[tuple[str, ...]]:
    """The rows of all pieces; a row that a page break cut in two is put together, and headings stand there once."""
    rows: Rows = []
    for number, piece in enumerate(pieces):
        own = piece.rows
        if number:
            own = list(dropwhile(lambda row: row in pieces[0].rows[:_HEADINGS_AMONG], own))
            if rows and own and piece.page > pieces[number - 1].page and _is_rest(own[0]):
                rows[-1] = tuple(" ".join(filter(None, pair)) for pair in zip_longest(rows[-1], own[0], fillvalue=""))
                own = own[1:]
        rows += own
    return iter(rows)


def _is_rest(row: Sequence[str]) -> bool:
    """Has a row no number, and half of its cells at most?"""
    return not row[0] and sum(map(bool, row)) * 2 <= len(row)
