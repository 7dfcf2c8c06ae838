"""Evidence made by hand: a dossier of a body that no longer exists, with just what a test needs."""

from __future__ import annotations

import hashlib
from datetime import date

from fairwoo import discover
from fairwoo.check import SHELF, Evidence, Measurement
from fairwoo.model import (
    Body,
    Disclosure,
    Document,
    Dossier,
    Extraction,
    Fact,
    Page,
    Place,
    Role,
    Source,
    SourceKind,
    Table,
)

BODY = Body(
    uri="https://identifier.overheid.nl/tooi/id/gemeente/gm0055",
    code="gm0055",
    name="gemeente Boarnsterhim",
    register_name="gemeente",
)
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

DUTCH = """Het college van burgemeester en wethouders heeft besloten om de gevraagde documenten gedeeltelijk openbaar te maken.
De namen van medewerkers zijn weggelaten, omdat de bescherming van hun persoonlijke levenssfeer zwaarder weegt dan het belang van
openbaarheid. Tegen dit besluit kan binnen zes weken bezwaar worden gemaakt bij de gemeente. De brief noemt de datum en de reden."""


def measure(name: str, evidence: Evidence) -> Measurement:
    """What the metric with this id gives."""
    file = next(one for one in discover.names(SHELF) if one.startswith(f"{name.lower()}_"))
    found: Measurement = discover.load(SHELF, file).measure(evidence)
    return found


def document(name: str, role: Role | None = Role.DOCUMENT, **values: object) -> Document:
    """A document with a file, unless `sha256=None`; its id is its name."""
    given = {"path": f"{name}.pdf", "sha256": hashlib.sha256(name.encode()).hexdigest(), "size": 1000, **values}
    return Document(id=name, role=role, **given)


def withheld(name: str, **values: object) -> Document:
    """A document without a file."""
    return Document(id=name, role=Role.DOCUMENT, disclosure=Disclosure.NOT_PUBLIC, title=name, **values)


def page(text: str = DUTCH, number: int = 1, **values: object) -> Page:
    """A page of a born-digital A4."""
    return Page(number=number, text=text, **{"width": 595.0, "height": 842.0, "image_cover": 0.0, **values})


def pdf(*pages: Page, **properties: str) -> Extraction:
    """What was read of a PDF; properties as the reader names them."""
    return Extraction(
        sha256="0" * 64,
        media_type=PDF,
        pages=tuple(one.model_copy(update={"number": number}) for number, one in enumerate(pages, 1)),
        properties=properties,
        language="nld",
    )


def sheet(*rows: tuple[str, ...], media_type: str = XLSX, name: str = "Inventaris") -> Extraction:
    """What was read of a spreadsheet with one table."""
    text = "\n".join(" ".join(row) for row in rows)
    return Extraction(
        sha256="1" * 64,
        media_type=media_type,
        pages=(Page(number=1, text=text),),
        tables=(Table(name=name, rows=rows),),
        language="nld",
    )


def fact(subject: str, name: str, value: object, kind: SourceKind = SourceKind.METADATA, raw: str | None = None) -> Fact:
    """A fact that metadata state, or another source."""
    text = value.isoformat() if isinstance(value, date) else str(value)
    place = Place(file="dossier.json", path=f"$.{name}") if kind == SourceKind.METADATA else Place(file="besluit.pdf", page=1)
    return Fact(subject=subject, property=name, values=(text,), raw=raw or text, source=Source(kind=kind, place=place))


def evidence(
    *documents: Document,
    extractions: dict[str, Extraction] | None = None,
    facts: tuple[Fact, ...] = (),
    **values: object,
) -> Evidence:
    """The evidence on one dossier; documents that are not in `extractions` were read as one sound page of a PDF."""
    dossier = Dossier(id="gm0055-1", location="map", publisher=BODY, documents=documents, **values)
    read = {one.id: pdf(page()) for one in documents if one.sha256}
    return Evidence(dossier=dossier, extractions=read | (extractions or {}), facts=facts)


def good_dossier() -> Evidence:
    """A dossier that does everything right that can be measured without the web."""
    fields = {
        "title": "Verzoek over de speeltuin aan de Dorpsstraat",
        "description": "Alle stukken over de vernieuwing van de speeltuin.",
        "category": "c_3baef532",
        "requested": date(2023, 1, 9),
        "decided": date(2023, 2, 6),
        "published": date(2023, 2, 8),
        "theme": "c_d96f9cd3",
        "inquiry": "Z-2023-17",
        "outcome": "partly_public",
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "source_url": "https://w3id.org/boarnsterhim/z-2023-17",
    }
    kind = "https://identifier.overheid.nl/tooi/def/thes/kern/c_1cf18f83"
    own = [("verzoek", Role.REQUEST), ("besluit", Role.DECISION), ("inventaris", Role.INVENTORY)]
    parts = [
        document(name, role, title=f"{name} over de speeltuin", dated=date(2023, 1, 9), kind_code="c_1cf18f83")
        for name, role in own
    ]
    grounded = {
        "disclosure": Disclosure.PARTLY_PUBLIC,
        "grounds": ("5.1.2e",),
        "kind_code": "c_1cf18f83",
        "dated": date(2022, 5, 1),
    }
    parts += [document(name, title=f"Advies over het {name}", **grounded) for name in ("klimrek", "zwembad", "hek")]
    facts = [fact("", name, value) for name, value in fields.items()]
    facts += [fact("", "publisher", BODY.uri)]
    for one in parts:
        facts += [
            fact(one.id, "title", one.title),
            fact(one.id, "dated", one.dated),
            fact(one.id, "kind_code", one.kind_code, raw=kind),
        ]
        if one.grounds:
            facts += [fact(one.id, "grounds", "5.1.2e"), fact(one.id, "disclosure", "partly_public")]
    properties = {"tagged": "true", "language": "nl", "title": "x", "display_title": "true", "fonts_mapped": "true"}
    properties |= {"encrypted": "false", "pdfa": "PDF/A-2a"}
    read = {one.id: pdf(page(), page(), **properties) for one in parts}
    heading = ("Nr", "Titel", "Datum", "Documentsoort", "Beoordeling", "Weigeringsgrond")
    rows = [(str(i), f"Advies {i}", "2022-05-01", "advies", "Deels openbaar", "5.1.2e") for i in range(1, 4)]
    read["inventaris"] = sheet(heading, *rows, media_type="text/csv")
    return evidence(*parts, extractions=read, facts=tuple(facts), **fields)


def poor_dossier() -> Evidence:
    """The least: one scanned PDF with everything in it, no metadata."""
    scan = page("", image_cover=1.0)
    merged = document("scan20230112", None, title="scan20230112")
    return evidence(merged, extractions={merged.id: pdf(*[scan] * 40, tagged="false", encrypted="false", lang="", bookmarks="0")})
