"""Small dossiers made by hand, for the tests of the facts: letters and lists as they would have been read."""

from __future__ import annotations

from collections.abc import Sequence

from fairwoo.extract import settle
from fairwoo.model import Body, Document, Dossier, Extraction, Fact, Page, Place, Settled, Source, SourceKind, Table

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BODY = Body(
    uri="https://identifier.overheid.nl/tooi/id/gemeente/gm0055",
    code="gm0055",
    name="gemeente Boarnsterhim",
    register_name="gemeente",
)


def text(*pages: str, media_type: str = "application/pdf", **properties: str) -> Extraction:
    """A document with these pages."""
    numbered = tuple(Page(number=number, text=page) for number, page in enumerate(pages, 1))
    return Extraction(sha256="0" * 64, media_type=media_type, pages=numbered, properties=properties)


def sheet(*rows: Sequence[str], name: str = "Blad1", first_row: int = 1) -> Extraction:
    """A spreadsheet with one sheet."""
    table = Table(name=name, first_row=first_row, rows=tuple(tuple(row) for row in rows))
    return Extraction(sha256="1" * 64, media_type=SHEET, tables=(table,))


def settled(files: dict[str, Extraction | None], facts: Sequence[Fact] = ()) -> Settled:
    """The dossier of these files (path → what was read); the id of a document is its path."""
    documents = tuple(Document(id=path, path=path, sha256="2" * 64, size=1) for path in files)
    dossier = Dossier(id="gm0055-proef", location="/proef", publisher=BODY, documents=documents)
    return settle(dossier, {path: read for path, read in files.items() if read is not None}, facts)


def dossier_of(letter: str, *more_pages: str) -> Dossier:
    """The dossier whose only file is a decision with this text."""
    return settled({"besluit.pdf": text(letter, *more_pages)}).dossier


def documents_of(result: Settled) -> dict[str, Document]:
    """Documents by their number, or by their path where they have none."""
    return {document.number or document.path or document.id: document for document in result.dossier.documents}


def fact(property_name: str, *values: str, subject: str = "", kind: SourceKind = SourceKind.METADATA, sure: float = 1.0) -> Fact:
    """A statement of a source."""
    source = Source(kind=kind, place=Place(file="bron.json", path=f"$.{property_name}"))
    return Fact(subject=subject, property=property_name, values=values, raw="; ".join(values), source=source, confidence=sure)
