"""The inventory: every row speaks of one document. Rows are joined to files by file name, number or title; withheld ones have none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from fairwoo import dates, grounds, vocab
from fairwoo.extract import inventory_table
from fairwoo.extract.case import Case, Finds, in_cell, state
from fairwoo.extract.inventory_table import TICKED, Cell, Inventory, Row
from fairwoo.extract.subjects import NUMBER, fold_name, names_of
from fairwoo.model import Disclosure, Document, Fact, Finding, FindingKind, Level, Place, Role, Table

PROPERTIES = ("number", "role", "title", "kind", "dated", "disclosure", "grounds", "sender", "recipient", "source_url")
NEEDS = ("role",)
MADE_BY = "facts/inventory/1"

HEADING_UNKNOWN = FindingKind(
    code="inventory-heading-unknown",
    level=Level.INFO,
    nl="{file}: de kolom “{heading}” van de inventarislijst is onbekend en is niet gebruikt.",
    en="{file}: the column “{heading}” of the inventory is unknown and was not used.",
    do_nl="Gebruik een gangbare kolomkop, bijvoorbeeld Nummer, Titel, Datum, Beoordeling of Grond.",
    do_en="Use a usual heading, such as Nummer, Titel, Datum, Beoordeling or Grond.",
)
DATE_WRONG = FindingKind(
    code="inventory-date-wrong",
    level=Level.WARNING,
    nl="“{value}” is geen bestaande of zekere datum.",
    en="“{value}” is no date that exists, or no certain one.",
    do_nl="Schrijf jjjj-mm-dd of laat de cel leeg.",
    do_en="Write yyyy-mm-dd or leave the cell empty.",
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
NUMBER_TWICE = FindingKind(
    code="inventory-number-twice",
    level=Level.WARNING,
    nl="Documentnummer {number} staat ook in rij {other}.",
    en="Document number {number} is in row {other} too.",
    do_nl="Geef elk document een eigen nummer.",
    do_en="Give each document a number of its own.",
)
ROW_WITHOUT_FILE = FindingKind(
    code="inventory-row-without-file",
    level=Level.WARNING,
    nl="Document {name} is volgens de lijst openbaar, maar er is geen bestand bij gevonden.",
    en="Document {name} is public by the list, but no file was found for it.",
    do_nl="Lever het bestand aan, met het nummer vooraan in de bestandsnaam.",
    do_en="Deliver the file, with the number first in its name.",
)
FILE_NOT_LISTED = FindingKind(
    code="inventory-file-not-listed",
    level=Level.INFO,
    nl="{file} staat niet op de inventarislijst.",
    en="{file} is not on the inventory.",
    do_nl="Zet het document op de lijst, met zijn nummer.",
    do_en="Put the document on the list, with its number.",
)
ROW_OUT_OF_SCOPE = FindingKind(
    code="inventory-rows-out-of-scope",
    level=Level.INFO,
    nl="{file}: {count} rijen tellen niet mee (dubbel, buiten het verzoek of geen document).",
    en="{file}: {count} rows do not count (double, outside the request, or no document).",
    do_nl="Je hoeft niets te doen.",
    do_en="Nothing needs to be done.",
)

_TELLING_TITLE = 8  # letters: a shorter title may be that of many
_WITHOUT_FILE = {Disclosure.NOT_PUBLIC, Disclosure.ALREADY_PUBLIC}
_TEXTS = {"number", "title", "sender", "recipient"}


class _Files(NamedTuple):
    """What rows are joined to: the documents (those that only metadata know included), and their titles there, letters only."""

    documents: list[Document]
    titles: dict[str, str]


def find(case: Case) -> Finds:
    """The facts of every inventory among the tables of the dossier, and what is odd about its rows."""
    facts: list[Fact] = []
    findings: list[Finding] = []
    lists = [(document, inventory) for document, inventory in _inventories(case)]
    listing = {document.id for document, _ in lists}
    files = _Files(
        [document for document in case.dossier.documents if document.id not in listing],
        {one.subject: _letters(one.values[0]) for one in case.facts if one.property == "title" and one.values},
    )
    joined: set[str] = set()
    for document, inventory in lists:
        place = Place(file=document.path)
        facts.append(state(document.id, "role", (Role.INVENTORY.value,), in_cell(place, "inventarislijst"), MADE_BY))
        found, told, taken = _read(document, inventory, files)
        facts += found
        findings += told
        joined |= taken
    if lists and joined:
        findings += [
            FILE_NOT_LISTED.at(Place(file=one.path), file=one.path)
            for one in files.documents
            if one.path and one.id not in joined and one.parent is None and (case.role(one) in {None, Role.DOCUMENT})
        ]
    return Finds(tuple(facts), tuple(findings))


def _inventories(case: Case) -> Iterator[tuple[Document, Inventory]]:
    for document, extraction in case.read_documents():
        found = [inventory for table in extraction.tables if (inventory := _inventory(table, document))]
        if found:
            yield document, max(found, key=lambda inventory: len(inventory.rows))


def _inventory(table: Table, document: Document) -> Inventory | None:
    return inventory_table.read(table, document.path)


def _read(list_: Document, inventory: Inventory, files: _Files) -> tuple[list[Fact], list[Finding], set[str]]:
    facts: list[Fact] = []
    findings = [
        HEADING_UNKNOWN.at(Place(file=list_.path, column=column.heading), file=list_.path, heading=column.heading)
        for column in inventory.columns
        if column.holds is None
    ]
    rows_of: dict[str, int] = {}
    joined: set[str] = set()
    outside = 0
    for row in inventory.rows:
        if vocab.out_of_scope(row.words("disclosure")):
            outside += 1
            continue
        number = row.words("number")
        twice = bool(number) and rows_of.setdefault(number, row.row) != row.row
        if twice:
            findings.append(NUMBER_TWICE.at(row.cells["number"].place, number=number, other=rows_of[number]))
        document = _file_of(row, files)
        if twice and document and document.id in joined:
            document = None  # that file is the one of the row before
        subject = document.id if document else f"{NUMBER}{_own_number(row, twice=twice)}"
        joined |= {document.id} if document else set()
        told, odd = _facts(row, subject)
        facts += told
        findings += odd
        findings += _missing(row, document, list_)
    if outside:
        findings.append(ROW_OUT_OF_SCOPE.at(Place(file=list_.path), file=list_.path, count=outside))
    return facts, findings, joined


def _own_number(row: Row, *, twice: bool) -> str:
    """What a row without a file is known by: its number, but for a row without one, or with the number of a row before it."""
    number = row.words("number")
    return number if number and not twice else f"{number} rij {row.row}".strip()


def _missing(row: Row, document: Document | None, list_: Document) -> list[Finding]:
    disclosed = vocab.disclosure(row.words("disclosure"))
    if document is not None or disclosed is None or disclosed in _WITHOUT_FILE:
        return []
    name = row.words("number") or row.words("title")
    return [ROW_WITHOUT_FILE.at(Place(file=list_.path, row=row.row), name=name)]


def _file_of(row: Row, files: _Files) -> Document | None:
    """By the file name in the row, by its number at the start of one file name, or by its title: of the file or in the metadata."""
    named = fold_name(row.words("file_name"))
    number = row.words("number").strip().rstrip(".").lstrip("0").casefold()
    title = _letters(row.words("title"))
    ways: list[Callable[[Document], bool]] = []
    if named:
        ways.append(lambda one: named in names_of(one))
    if number:
        ways.append(lambda one: number_of(one) == number)
    if len(title) >= _TELLING_TITLE:
        ways.append(
            lambda one: title in {_letters(name) for name in names_of(one)} | {_unnumbered(one), files.titles.get(one.id)}
        )
    for way in ways:
        found = [document for document in files.documents if way(document)]
        if len(found) == 1:
            return found[0]
    return None


def number_of(document: Document) -> str | None:
    """The number at the start of a file name ("0012 nota.pdf", "3.Verslag.pdf", "12a-mail.pdf"), folded, or None."""
    match = re.match(
        r"0*(\d+[a-z]?(?:[.-]\d+)*|[a-z]{1,4}[- ]?\d+)(?![^\W_])", PurePosixPath(document.path or "").name.casefold()
    )
    return match[1] if match else None


def _unnumbered(document: Document) -> str:
    return _letters(re.sub(r"^[\d.\s_-]+", "", PurePosixPath(document.path or "").stem))


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words.casefold())


def _facts(row: Row, subject: str) -> tuple[list[Fact], list[Finding]]:
    facts: list[Fact] = []
    findings: list[Finding] = []
    for name, cell in row.cells.items():
        if vocab.blank(cell.words) and not (name.startswith(TICKED) and cell.words.casefold() == "x"):
            continue  # "x" says nothing in a column of words, and ticks one that is ticked
        about, values, odd = _understood(name, cell)
        findings += odd
        if values:
            facts.append(state(subject, about, values, in_cell(cell.place, cell.words), MADE_BY))
    return facts, findings


def _understood(name: str, cell: Cell) -> tuple[str, tuple[str, ...], list[Finding]]:
    """What a cell says: of which property, its values (none if it says nothing we keep), and what is odd about it."""
    if name == "dated":
        date = None if dates.is_ambiguous(cell.words) else dates.parse(cell.words)
        return name, (date.isoformat(),) if date else (), [] if date else [DATE_WRONG.at(cell.place, value=cell.words)]
    if name == "disclosure":
        disclosed = vocab.disclosure(cell.words)
        odd = [] if disclosed else [DISCLOSURE_UNKNOWN.at(cell.place, value=cell.words)]
        return name, (disclosed.value,) if disclosed else (), odd
    if name == "grounds":
        reading = grounds.read_cell(cell.words)
        return (
            name,
            reading.codes,
            [GROUND_UNKNOWN.at(cell.place, value=words) for words in (*reading.unread, *reading.ambiguous)],
        )
    if name.startswith(TICKED):
        told = name.removeprefix(TICKED)
        return "grounds" if grounds.ground(told) else "disclosure", (told,), []
    if name == "kind":
        return name, (vocab.kind_word(cell.words) or cell.words,), []
    if name in {"link", "location"}:
        return "source_url", (cell.words,) if cell.words.startswith(("http://", "https://")) else (), []
    return name, (cell.words,) if name in _TEXTS else (), []
