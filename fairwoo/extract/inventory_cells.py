"""What the cells of an inventory say, and what is odd about them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from fairwoo import dates, grounds, vocab
from fairwoo.extract.inventory_table import TICKED, Cell, Row
from fairwoo.model import Finding, FindingKind, Level
from fairwoo.shared import data_folder

DATE_WRONG = FindingKind(
    code="inventory-date-wrong",
    level=Level.WARNING,
    nl="“{value}” is geen bestaande datum.",
    en="“{value}” is no date that exists.",
    do_nl="Schrijf jjjj-mm-dd of laat de cel leeg.",
    do_en="Write yyyy-mm-dd or leave the cell empty.",
)
DATE_ORDER = FindingKind(
    code="inventory-date-order-assumed",
    level=Level.INFO,
    nl="“{value}” is op twee manieren te lezen; de dag is als eerste genomen: {read}. Aantal van zulke datums in deze kolom: {count}.",
    en="“{value}” can be read in two ways; the day was taken to come first: {read}. Number of such dates in this column: {count}.",
    do_nl="Schrijf jjjj-mm-dd als de maand voorop staat.",
    do_en="Write yyyy-mm-dd if the month comes first.",
)
DISCLOSURE_UNKNOWN = FindingKind(
    code="inventory-disclosure-unknown",
    level=Level.WARNING,
    nl="De beoordeling “{value}” is onbekend.",
    en="The disclosure “{value}” is unknown.",
    do_nl="Schrijf Openbaar, Deels openbaar, Niet openbaar of Reeds openbaar.",
    do_en="Write Openbaar, Deels openbaar, Niet openbaar or Reeds openbaar.",
)
GROUND_UNKNOWN = FindingKind(
    code="inventory-ground-unknown",
    level=Level.WARNING,
    nl="“{value}” is geen volledige weigeringsgrond.",
    en="“{value}” is no complete refusal ground.",
    do_nl="Schrijf artikel, lid en letter, bijvoorbeeld 5.1.2e.",
    do_en="Write article, paragraph and letter, for example 5.1.2e.",
)

_TEXTS = {"number", "title", "sender", "recipient"}
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_SERIALS = range(25569, 73051)  # 1970 to 2099, as Excel counts days


class Meaning(NamedTuple):
    """What a cell says: of which property, its canonical values, and what is odd about it."""

    cell: Cell
    about: str
    values: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def date_order(rows: Iterable[Row]) -> dates.Order:
    """The order of day and month in a column of dates: month first only if some date in it can be read so and in no other way."""
    cells = [row.words("dated") for row in rows]
    month_first = any(dates.parse(cell) is None and dates.parse(cell, "mdy") is not None for cell in cells)
    day_first = any(dates.parse(cell) is not None and dates.parse(cell, "mdy") is None for cell in cells)
    return "mdy" if month_first and not day_first else "dmy"


def assumed_order(rows: Iterable[Row], order: dates.Order) -> tuple[Finding, ...]:
    """That the order of day and month had to be assumed, if nothing in the column tells."""
    cells = [row.cells["dated"] for row in rows if "dated" in row.cells]
    unsure = [cell for cell in cells if dates.is_ambiguous(cell.words)]
    told = any((dates.parse(cell.words) is None) != (dates.parse(cell.words, "mdy") is None) for cell in cells)
    if not unsure or told:
        return ()
    read = dates.parse(unsure[0].words, order)
    return (DATE_ORDER.at(unsure[0].place, value=unsure[0].words, read=read, count=len(unsure)),)


def meanings(row: Row, order: dates.Order) -> list[Meaning]:
    """What the cells of a row say. A judgement with its ground in one cell ("Deels openbaar, 5.1.2e") tells both."""
    told = [meaning for name, cell in row.cells.items() if (meaning := _meaning(name, cell, order))]
    codes = grounds.read_cell(row.words("disclosure")).codes
    if codes and "grounds" not in row.cells:
        told.append(Meaning(row.cells["disclosure"], "grounds", codes))
    return told


def _meaning(name: str, cell: Cell, order: dates.Order) -> Meaning | None:
    if name.startswith(TICKED):
        return _ticked(name.removeprefix(TICKED), cell)
    if vocab.blank(cell.words):
        return None
    if name == "dated":
        return _date(cell, order)
    if name == "disclosure":
        disclosed = vocab.disclosure(cell.words)
        known = disclosed or vocab.out_of_scope(cell.words)
        return Meaning(
            cell,
            name,
            (disclosed.value,) if disclosed else (),
            () if known else (DISCLOSURE_UNKNOWN.at(cell.place, value=cell.words),),
        )
    if name == "grounds":
        return _grounds(cell)
    if name == "kind":
        return Meaning(cell, name, (vocab.kind_word(cell.words) or cell.words,))
    if name in {"link", "location"}:
        return Meaning(cell, "source_url", (cell.words,) if re.match(r"https?://\S+$", cell.words) else ())
    return Meaning(cell, name, (cell.words,) if name in _TEXTS else ())


def _date(cell: Cell, order: dates.Order) -> Meaning:
    serial = _SERIAL.fullmatch(cell.words)
    day = dates.excel_serial(float(serial[1])) if serial and int(serial[1]) in _SERIALS else dates.parse(cell.words, order)
    return Meaning(
        cell, "dated", (day.isoformat(),) if day else (), () if day else (DATE_WRONG.at(cell.place, value=cell.words),)
    )


def _grounds(cell: Cell) -> Meaning:
    reading = grounds.read_cell(cell.words)
    odd = [
        words for words in (*reading.unread, *reading.ambiguous) if not vocab.out_of_scope(words) and not vocab.disclosure(words)
    ]
    return Meaning(cell, "grounds", reading.codes, tuple(GROUND_UNKNOWN.at(cell.place, value=words) for words in odd))


def _ticked(told: str, cell: Cell) -> Meaning | None:
    """A tick under a ground or judgement says that it applies; so do the words themselves, written again in the cell."""
    about = "grounds" if grounds.ground(told) else "disclosure"
    disclosed = vocab.disclosure(cell.words)
    again = told in grounds.read_cell(cell.words).codes or (disclosed is not None and disclosed.value == told)
    return Meaning(cell, about, (told,)) if again or _ticks().get(cell.words.casefold()) == "yes" else None


@cache
def _ticks() -> dict[str, str]:
    with (data_folder("vocab") / "ticks.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["value"] for row in csv.DictReader(file)}
