"""Our own form, `dossier.json`: a dossier and its documents, the keys being those of the model.

`schemas/dossier.schema.json` is made from `DossierFile` (a test holds them equal). All errors are told at once, with file and JSON
path; a field with an error is not used, the others are. `null` is as good as leaving a field out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from functools import cache
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from fairwoo.ingest.said import Described, MetadataReading
from fairwoo.ingest.schema_faults import Path, faults
from fairwoo.ingest.statements import Statement, state
from fairwoo.ingest.values import as_text
from fairwoo.model import DecisionOutcome, Disclosure, Fact, Finding, Role
from fairwoo.shared import made_by

PRECEDENCE = 1
NAME = "dossier.json"
SCHEMA_NAME = "dossier.schema.json"

_MADE_BY = made_by("ingest/dossier_json", 3)
_WEB_ADDRESS = r"^https?://\S+$"


def _one_of(words: type[Enum]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "enum": [word.value for word in words]})


_RoleWord = Annotated[Role, _one_of(Role)]
_DisclosureWord = Annotated[Disclosure, _one_of(Disclosure)]
_OutcomeWord = Annotated[DecisionOutcome, _one_of(DecisionOutcome)]
_Words = Annotated[str, Field(min_length=1)]
_Address = Annotated[str, Field(pattern=_WEB_ADDRESS)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DocumentEntry(_Form):
    """Eén document van het dossier. Noem het bestand; van een geweigerd document volstaat het nummer of de titel."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": [key]} for key in ("file", "number", "title", "id")]})

    id: _Words | None = Field(
        None,
        title="Kenmerk",
        description="Uniek binnen het dossier, en blijvend. Zonder kenmerk komt het uit bestand, nummer of titel.",
    )
    file: _Words | None = Field(None, title="Bestand", description="Pad vanaf de dossiermap, of de bestandsnaam.")
    number: _Words | int | None = Field(None, title="Nummer", description="Documentnummer, zoals in de inventarislijst.")
    role: _RoleWord | None = Field(
        None,
        title="Rol in het dossier",
        description="request (verzoek), decision (besluit), inventory (inventarislijst), document, of attachment (bijlage).",
    )
    title: _Words | None = Field(None, title="Titel")
    kind: _Words | None = Field(None, title="Documentsoort", description="In gewone woorden: e-mail, nota, verslag.")
    kind_code: _Words | None = Field(
        None, title="Documentsoort in TOOI", description="Code of naam uit de lijst documentsoorten."
    )
    dated: date | None = Field(None, title="Datum van het document", description="jjjj-mm-dd")
    disclosure: _DisclosureWord | None = Field(
        None,
        title="Beoordeling",
        description="public (openbaar), partly_public (deels), not_public (niet openbaar) of already_public (was al openbaar).",
    )
    grounds: list[_Words] = Field(
        [], title="Weigeringsgronden", description="Artikel, lid en letter: 5.1.2e. Onder de Wob: 10.2e."
    )
    sender: _Words | None = Field(None, title="Afzender", description="Een functie of organisatie; geen naam van een persoon.")
    recipient: _Words | None = Field(
        None, title="Ontvanger", description="Een functie of organisatie; geen naam van een persoon."
    )
    source_url: _Address | None = Field(None, title="Vindplaats", description="Waar het document (al) op het web staat.")
    parent: _Words | None = Field(
        None,
        title="Zit in",
        description="Kenmerk van het document waarvan dit een deel is: de e-mail van een bijlage, een zipbestand.",
    )
    related: list[_Words] = Field([], title="Hoort bij", description="Kenmerken of nummers van documenten van dit dossier.")
    withdrawn: _Words | None = Field(
        None, title="Ingetrokken", description="Waarom het is ingetrokken: code van TOOI of woorden. Het heeft dan geen bestand."
    )
    correction: _Words | None = Field(
        None, title="Vervangen", description="Waarom dit bestand een eerder verving: code van TOOI of woorden."
    )


class DossierFile(_Form):
    """Een Woo-dossier zoals het bestuursorgaan het beschrijft. Laat weg wat je niet weet."""

    schema_address: str | None = Field(None, alias="$schema", title="Schema", description="Adres van dit schema, voor editors.")
    id: _Words | int | None = Field(
        None, title="Kenmerk", description="Uniek binnen het bestuursorgaan; wordt deel van het adres."
    )
    title: _Words | None = Field(None, title="Titel", description="Ontbreekt die, dan komt hij uit het besluit of de map.")
    publisher: _Words | None = Field(None, title="Bestuursorgaan", description="Naam of TOOI-code, bijvoorbeeld gm0363.")
    description: _Words | None = Field(None, title="Omschrijving")
    category: _Words | None = Field(None, title="Informatiecategorie", description="Woo, artikel 3.3: code, naam of letter (2i).")
    theme: _Words | None = Field(None, title="Thema", description="Code of naam uit de TOP-lijst.")
    regime: Literal["Woo", "Wob"] | None = Field(None, title="Wet", description="De wet waarop het besluit rust.")
    requested: date | None = Field(None, title="Datum van het verzoek", description="jjjj-mm-dd")
    received: date | None = Field(None, title="Datum van ontvangst", description="jjjj-mm-dd")
    decided: date | None = Field(None, title="Datum van het besluit", description="jjjj-mm-dd")
    published: date | None = Field(None, title="Datum van publicatie", description="jjjj-mm-dd")
    modified: date | None = Field(None, title="Datum van de laatste wijziging", description="jjjj-mm-dd")
    adjourned: bool | None = Field(None, title="Verdaagd", description="Is de beslistermijn verlengd?")
    outcome: _OutcomeWord | None = Field(
        None,
        title="Uitkomst van het besluit",
        description="public, partly_public, not_public, already_public of no_documents (er zijn geen documenten).",
    )
    inquiry: _Words | int | None = Field(None, title="Zaaknummer")
    series: _Words | int | None = Field(
        None, title="Reeks", description="Wat deelbesluiten op één verzoek gemeen hebben: het nummer van het verzoek."
    )
    request_text: _Words | None = Field(None, title="Wat er is gevraagd")
    decision_text: _Words | None = Field(None, title="Wat er is besloten")
    source_url: _Address | None = Field(None, title="Publicatiepagina", description="Waar het dossier op het web staat.")
    license: _Words | None = Field(
        None, title="Licentie", description="Adres of naam van de licentie: CC0, CC BY 4.0, niet open."
    )
    grounds: list[_Words] = Field([], title="Weigeringsgronden van het besluit", description="Artikel, lid en letter: 5.1.2e.")
    documents: list[DocumentEntry] = Field([], title="Documenten")


class _Plain(GenerateJsonSchema):
    """A schema without `null` and without defaults: a field that may be left out is simply not required."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the form, as published in `schemas/dossier.schema.json`."""
    made = DossierFile.model_json_schema(by_alias=True, schema_generator=_Plain)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_NAME, **made}


def recognises(name: str, content: object) -> bool:
    """Whether the file has our name, or names our schema."""
    named = isinstance(content, dict) and str(content.get("$schema", "")).endswith(SCHEMA_NAME)
    return named or PurePosixPath(name).name.lower() == NAME


def read(name: str, content: object) -> list[MetadataReading]:
    """The one reading: facts of the fields that are right, and a finding for each that is not."""
    given = _without_null(content)
    wrong = faults(schema(), given, name)
    used = _without(given, wrong.unusable)
    dossier = used if isinstance(used, dict) else {}
    about = state(name, _MADE_BY, _statements(dossier, "$", ("$schema", "id", "publisher", "license", "documents")))
    entries = [(number, entry) for number, entry in enumerate(dossier.get("documents", [])) if isinstance(entry, dict)]
    documents: list[Described] = []
    findings: list[Finding] = []
    for number, entry in entries:
        path = f"$.documents[{number}]"
        stated = state(name, _MADE_BY, _statements(entry, path, ()))
        documents.append(Described(entry.get("file"), path, tuple(_listed(fact, entry) for fact in stated.facts)))
        findings += stated.findings
    return [
        MetadataReading(
            identifier=as_text(dossier["id"]) if "id" in dossier else None,
            publisher=dossier.get("publisher"),
            facts=(*about.facts, *_licence(name, dossier)),
            documents=tuple(documents),
            findings=(*wrong.findings, *about.findings, *findings),
        )
    ]


def _statements(given: dict[str, Any], path: str, without: tuple[str, ...]) -> list[Statement]:
    return [Statement(key, value, f"{path}.{key}") for key, value in given.items() if key not in without]


def _licence(name: str, dossier: dict[str, Any]) -> Iterator[Fact]:
    """The licence as it is written, which may be an address or a name: who describes the dossier knows which licences there are."""
    given = [Statement("licence", dossier["license"], "$.license")] if "license" in dossier else []
    for fact in state(name, _MADE_BY, given).facts:
        yield fact.model_copy(update={"property": "license"})


def _listed(fact: Fact, entry: dict[str, Any]) -> Fact:
    """The fact with a value for each element, where a list is no single text: which documents belong with this one."""
    if fact.property != "related":
        return fact
    return fact.model_copy(update={"values": tuple(dict.fromkeys(one.strip() for one in entry["related"] if one))})


def _without_null(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_null(inner) for key, inner in value.items() if inner is not None}
    return [_without_null(inner) for inner in value] if isinstance(value, list) else value


def _without(value: object, wrong: frozenset[Path], at: Path = ()) -> object:
    """The value without what lies at the wrong paths. An element of a list becomes null, so that the others keep their places."""
    if isinstance(value, dict):
        return {key: _without(inner, wrong, (*at, key)) for key, inner in value.items() if (*at, key) not in wrong}
    if isinstance(value, list):
        return [None if (*at, n) in wrong else _without(inner, wrong, (*at, n)) for n, inner in enumerate(value)]
    return None if at in wrong else value
