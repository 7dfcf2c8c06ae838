"""The inventory: every row speaks of one document. Rows are joined to files by file name, number or title; withheld ones have none."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fairwoo import vocab
from fairwoo.extract import inventory_cells, inventory_relations, inventory_table
from fairwoo.extract.case import Case, Finds, in_cell, state
from fairwoo.extract.inventory_cells import Meaning
from fairwoo.extract.inventory_relations import Related, Spoken
from fairwoo.extract.inventory_table import TICKED, Inventory, Row
from fairwoo.extract.joining import Candidate, join
from fairwoo.extract.subjects import NUMBER, names_of
from fairwoo.model import Disclosure, Document, Fact, Finding, FindingKind, Level, Place, Role

PROPERTIES = (
    *("number", "role", "title", "kind", "dated", "disclosure", "grounds", "sender", "recipient", "source_url", "related"),
)
NEEDS = ("role",)
MADE_BY = "facts/inventory/3"

HEADING_UNKNOWN = FindingKind(
    code="inventory-heading-unknown",
    level=Level.INFO,
    nl="{list}: de kolom “{heading}” van de inventarislijst is onbekend en is niet gebruikt.",
    en="{list}: the column “{heading}” of the inventory is unknown and was not used.",
    do_nl="Gebruik een gangbare kolomkop, bijvoorbeeld Nummer, Titel, Datum, Beoordeling of Grond.",
    do_en="Use a usual heading, such as Nummer, Titel, Datum, Beoordeling or Grond.",
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
    nl="{list}: bij {count} van de openbare documenten op de lijst is geen bestand gevonden: {names}.",
    en="{list}: no file was found for {count} of the public documents on the list: {names}.",
    do_nl="Lever de bestanden aan met het nummer vooraan in de bestandsnaam, of zet de bestandsnaam in een kolom van de lijst.",
    do_en="Deliver the files with the number first in their names, or put the file names in a column of the list.",
)
FILE_NOT_LISTED = FindingKind(
    code="inventory-file-not-listed",
    level=Level.INFO,
    nl="Niet op de inventarislijst ({count}): {names}.",
    en="Not on the inventory ({count}): {names}.",
    do_nl="Zet deze bestanden op de lijst, elk met een eigen nummer.",
    do_en="Put these files on the list, each with a number of its own.",
)
ROW_OUT_OF_SCOPE = FindingKind(
    code="inventory-rows-out-of-scope",
    level=Level.INFO,
    nl="{list}: rijen die niet meetellen (dubbel, buiten het verzoek of geen document): {count}.",
    en="{list}: rows that do not count (double, outside the request, or no document): {count}.",
    do_nl="Je hoeft niets te doen.",
    do_en="Nothing needs to be done.",
)

_RELEASED = {Disclosure.PUBLIC.value, Disclosure.PARTLY_PUBLIC.value}
_TICKED_JUDGEMENTS = {f"{TICKED}{disclosure.value}" for disclosure in Disclosure}
_NAMED = 10  # documents that one finding names


class _List(NamedTuple):
    """An inventory, the document it stands in, and how people call it."""

    document: Document
    inventory: Inventory
    name: str


class _Reading(NamedTuple):
    """What the rows of one list say, and which of them speak of which document."""

    facts: list[Fact]
    findings: list[Finding]
    spoken: list[Spoken]


def find(case: Case) -> Finds:
    """The facts of every inventory among the tables of the dossier, and what is odd about its rows."""
    lists = list(_lists(case))
    candidates = list(_candidates(case, {one.document.id for one in lists}))
    facts: list[Fact] = []
    findings: list[Finding] = []
    subjects: set[str] = set()
    spoken: list[list[Spoken]] = []
    for one in lists:
        place = Place(file=one.document.path, sheet=one.inventory.sheet)
        facts.append(state(one.document.id, "role", (Role.INVENTORY.value,), in_cell(place, one.name), MADE_BY))
        free = [candidate for candidate in candidates if candidate.document.id not in subjects]
        read = _read(one, join(one.inventory.rows, free), subjects)
        facts += read.facts
        findings += read.findings
        spoken.append(read.spoken)
    facts += [_relation(related) for related in inventory_relations.find(spoken, (one.document for one in candidates))]
    findings += _not_listed(case, lists, candidates, subjects)
    return Finds(tuple(facts), tuple(findings))


def _lists(case: Case) -> Iterator[_List]:
    files = {name for document in case.dossier.documents for name in names_of(document)}
    for document, extraction in case.read_documents():
        named = case.role(document) is Role.INVENTORY
        for table in extraction.tables:
            inventory = inventory_table.read(table, document.path, named=named, files=files)
            if inventory is not None:
                parts = (document.path or document.id, inventory.sheet if len(extraction.tables) > 1 else None)
                yield _List(document, inventory, ", ".join(filter(None, parts)))


def _candidates(case: Case, lists: set[str]) -> Iterator[Candidate]:
    """What rows may speak of; decisions and requests are no numbered documents, but may be on the list by name or title."""
    titles = {fact.subject: fact.values[0] for fact in case.facts if fact.property == "title" and fact.values}
    for document in case.dossier.documents:
        if document.id not in lists:
            numbered = case.role(document) not in {Role.DECISION, Role.REQUEST, Role.INVENTORY}
            given = case.believed("number", document.id)
            known = document.model_copy(update={"number": given.values[0]}) if given else document
            yield Candidate(known, titles.get(document.id), numbered)


def _read(one: _List, joined: dict[int, Document], subjects: set[str]) -> _Reading:
    """The facts and findings of one list. `subjects`: those of the lists before it, to which those of this one are added."""
    rows = one.inventory.rows
    order = inventory_cells.date_order(rows)
    facts: list[Fact] = []
    findings = [*_unknown_headings(one), *_numbers_twice(rows), *inventory_cells.assumed_order(rows, order)]
    missing: list[Row] = []
    spoken: list[Spoken] = []
    outside = 0
    for row in rows:
        document = joined.get(row.row)
        skipped = vocab.out_of_scope(row.words("disclosure"))
        outside += skipped
        if skipped and document is None:
            continue
        subject = document.id if document else _new_subject(row, subjects)
        subjects.add(subject)
        spoken.append(Spoken(subject, row))
        told = inventory_cells.meanings(row, order)
        findings += [finding for meaning in told for finding in meaning.findings]
        facts += [_fact(subject, meaning) for meaning in told if meaning.values]
        if document is None and _should_have_file(told, one):
            missing.append(row)
    return _Reading(facts, [*findings, *_summary(one, missing, outside)], spoken)


def _relation(related: Related) -> Fact:
    cell = related.cell
    return state(related.subject, "related", related.others, in_cell(cell.place, cell.words), MADE_BY)


def _fact(subject: str, meaning: Meaning) -> Fact:
    return state(subject, meaning.about, meaning.values, in_cell(meaning.cell.place, meaning.cell.words), MADE_BY)


def _new_subject(row: Row, subjects: set[str]) -> str:
    """What a row without a file is known by: its number; a row without one, or with that of a row before it, by its place too."""
    number = row.words("number")
    names = itertools.chain([number] if number else [], (f"{number} rij {row.row}{tail}".strip() for tail in _tails()))
    return next(subject for name in names if (subject := f"{NUMBER}{name}") not in subjects)


def _tails() -> Iterator[str]:
    yield ""
    yield from (f" ({count})" for count in itertools.count(2))


def _should_have_file(told: list[Meaning], one: _List) -> bool:
    """Whether a document is released by its row; a list without judgements lists what is released."""
    disclosed = {value for meaning in told if meaning.about == "disclosure" for value in meaning.values}
    judged = any((column.holds or "") == "disclosure" or column.holds in _TICKED_JUDGEMENTS for column in one.inventory.columns)
    return bool(disclosed & _RELEASED) or not judged


def _unknown_headings(one: _List) -> Iterator[Finding]:
    for column in one.inventory.columns:
        if column.holds is None:
            place = Place(file=one.document.path, sheet=one.inventory.sheet, column=column.heading)
            yield HEADING_UNKNOWN.at(place, list=one.name, heading=column.heading)


def _numbers_twice(rows: Sequence[Row]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for row in rows:
        number = row.words("number")
        if number and first.setdefault(number, row.row) != row.row:
            yield NUMBER_TWICE.at(row.cells["number"].place, number=number, other=first[number])


def _summary(one: _List, missing: Sequence[Row], outside: int) -> Iterator[Finding]:
    place = Place(file=one.document.path, sheet=one.inventory.sheet)
    if missing:
        names = _some([row.words("number") or row.words("title") or f"rij {row.row}" for row in missing])
        yield ROW_WITHOUT_FILE.at(
            place.model_copy(update={"row": missing[0].row}), list=one.name, count=len(missing), names=names
        )
    if outside:
        yield ROW_OUT_OF_SCOPE.at(place, list=one.name, count=outside)


def _not_listed(case: Case, lists: Sequence[_List], candidates: Sequence[Candidate], subjects: set[str]) -> Iterator[Finding]:
    """Released documents that no list knows; told only where lists and files belong together at all."""
    documents = [candidate.document for candidate in candidates]
    if not any(document.id in subjects for document in documents):
        return
    forgotten = [
        document.path
        for document in documents
        if document.path
        and document.id not in subjects
        and document.parent is None
        and case.role(document) in {None, Role.DOCUMENT}
    ]
    if forgotten:
        place = Place(file=forgotten[0] if len(forgotten) == 1 else lists[0].document.path)
        yield FILE_NOT_LISTED.at(place, count=len(forgotten), names=_some(forgotten))


def _some(names: Sequence[str]) -> str:
    """The names, or the first ten of them."""
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
