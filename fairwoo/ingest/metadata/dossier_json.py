"""Our own form, `dossier.json`: the fields of a dossier and its documents under the names of the model.

`schemas/dossier.schema.json` is made from `DossierFile` and pinned by a test. All errors are told at once, with file and JSON
path; a field with an error is not used, the others are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from fairwoo.ingest.found import MetadataReading
from fairwoo.ingest.saying import Says
from fairwoo.model import DecisionOutcome, Disclosure, Finding, FindingKind, Level, Place, Role
from fairwoo.shared import data_folder

PRECEDENCE = 1
NAME = "dossier.json"

SCHEMA_ERROR = FindingKind(
    code="metadata-schema",
    level=Level.ERROR,
    nl="{file}, {path}: {what}.",
    en="{file}, {path}: {what_en}.",
    do_nl="Verbeter dit veld; zie schemas/dossier.schema.json. De andere velden zijn wel gebruikt.",
    do_en="Mend this key; see schemas/dossier.schema.json. The other keys were used.",
)


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class DocumentFile(_Given):
    """One document, named by its file (relative to dossier.json), or by its number when it was withheld."""

    file: str | None = Field(None, description="Bestand, ten opzichte van de dossiermap")
    number: str | None = Field(None, description="Documentnummer, zoals in de inventarislijst")
    role: Role | None = Field(None, description="Rol in het dossier")
    title: str | None = Field(None, description="Titel")
    kind: str | None = Field(None, description="Documentsoort, bijvoorbeeld e-mail of nota")
    dated: date | None = Field(None, description="Datum van het document (jjjj-mm-dd)")
    disclosure: Disclosure | None = Field(None, description="Beoordeling")
    grounds: list[str] = Field([], description="Weigeringsgronden, bijvoorbeeld 5.1.2e")
    sender: str | None = Field(None, description="Afzender")
    recipient: str | None = Field(None, description="Ontvanger")
    source_url: str | None = Field(None, description="Waar het document al openbaar is", pattern=r"^https?://")


class DossierFile(_Given):
    """A Woo dossier as its publisher describes it."""

    schema_: str | None = Field(None, alias="$schema")
    id: str | None = Field(None, description="Eigen kenmerk, uniek bij dit bestuursorgaan")
    title: str = Field(description="Titel van het dossier", min_length=1)
    publisher: str | None = Field(None, description="Bestuursorgaan: naam of TOOI-code")
    description: str | None = Field(None, description="Omschrijving")
    category: str | None = Field(None, description="Informatiecategorie van de Woo: code, URI of 2i")
    theme: str | None = Field(None, description="Thema uit de TOP-lijst")
    regime: Literal["Woo", "Wob"] | None = Field(None, description="De wet waarop het besluit rust")
    requested: date | None = Field(None, description="Datum van het verzoek (jjjj-mm-dd)")
    received: date | None = Field(None, description="Datum van ontvangst (jjjj-mm-dd)")
    decided: date | None = Field(None, description="Datum van het besluit (jjjj-mm-dd)")
    published: date | None = Field(None, description="Datum van publicatie (jjjj-mm-dd)")
    adjourned: bool | None = Field(None, description="Is de termijn verdaagd?")
    outcome: DecisionOutcome | None = Field(None, description="Uitkomst van het besluit")
    inquiry: str | None = Field(None, description="Zaaknummer")
    request_text: str | None = Field(None, description="Wat er is gevraagd")
    decision_text: str | None = Field(None, description="Wat er is besloten")
    source_url: str | None = Field(None, description="Publicatiepagina", pattern=r"^https?://")
    license: str | None = Field(None, description="Licentie (URI)", pattern=r"^https?://")
    grounds: list[str] = Field([], description="Weigeringsgronden van het besluit")
    documents: list[DocumentFile] = Field([], description="De documenten")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the form."""
    made = DossierFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "dossier.schema.json", **made}


def recognises(content: object) -> bool:
    """Whether it is an object that names our schema, or has our names for at least two fields."""
    if not isinstance(content, dict):
        return False
    named = str(content.get("$schema", "")).endswith("dossier.schema.json")
    own = {"decided", "requested", "outcome", "publisher", "inquiry", "documents", "title"} & content.keys()
    return named or ("title" in own and len(own) > 1 and not {"handledBy", "decisionDate"} & content.keys())


def read(name: str, content: object) -> MetadataReading:
    """The facts of the fields that are right, and a finding for each that is not."""
    says = Says(name)
    wrong = dict(_errors(name, content))
    says.findings += wrong.values()
    given = content if isinstance(content, dict) else {}
    for key, value in given.items():
        if key not in {"documents", "$schema", "id", "publisher"} and not _is_wrong(f"$.{key}", wrong):
            _say(says, "", key, value, f"$.{key}")
    documents = given.get("documents")
    for number, document in enumerate(documents if isinstance(documents, list) else []):
        if isinstance(document, dict):
            _document(says, document, f"$.documents[{number}]", wrong)
    identifier, publisher = given.get("id"), given.get("publisher")
    return MetadataReading(
        tuple(says.facts),
        tuple(says.findings),
        identifier if isinstance(identifier, str) else None,
        publisher if isinstance(publisher, str) else None,
    )


def _document(says: Says, given: dict[str, object], path: str, wrong: dict[str, Finding]) -> None:
    file, number = given.get("file"), given.get("number")
    subject = f"file:{file}" if isinstance(file, str) else f"number:{number or path}"
    for key, value in given.items():
        if key != "file" and not _is_wrong(f"{path}.{key}", wrong):
            _say(says, subject, key, value, f"{path}.{key}")


def _say(says: Says, subject: str, key: str, value: object, path: str) -> None:
    if key in DossierFile.model_fields or key in DocumentFile.model_fields:
        says.field(subject, key, value, path)


def _is_wrong(path: str, wrong: dict[str, Finding]) -> bool:
    return any(bad == path or bad.startswith((f"{path}.", f"{path}[")) for bad in wrong)


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    text = (data_folder("schemas") / "dossier.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text), format_checker=Draft202012Validator.FORMAT_CHECKER)


def _errors(name: str, content: object) -> Iterator[tuple[str, Finding]]:
    for error in sorted(_validator().iter_errors(content), key=lambda one: one.json_path):
        deepest = _deepest(error)
        path = deepest.json_path
        if deepest.validator == "additionalProperties":
            known = set(deepest.schema.get("properties", {}))
            for key in sorted(set(deepest.instance) - known):
                place = Place(file=name, path=f"{path}.{key}")
                what, what_en = "dit veld bestaat niet", "there is no such key"
                yield f"{path}.{key}", SCHEMA_ERROR.at(place, file=name, path=f"{path}.{key}", what=what, what_en=what_en)
            continue
        what, what_en = _told(deepest)
        yield path, SCHEMA_ERROR.at(Place(file=name, path=path), file=name, path=path, what=what, what_en=what_en)


def _deepest(error: Any) -> Any:
    """Of `anyOf [X, null]` the error of X is the one that helps."""
    while error.validator == "anyOf" and error.context:
        error = error.context[0]
    return error


def _told(error: Any) -> tuple[str, str]:
    value = str(error.instance)[:80]
    kinds = {"string": "tekst", "array": "een lijst", "object": "een object", "boolean": "true of false", "null": "null"}
    if error.validator == "required":
        missing = ", ".join(key for key in error.validator_value if key not in error.instance)
        return f"{missing} ontbreekt", f"{missing} is missing"
    if error.validator == "type":
        return (
            f"“{value}” moet {kinds.get(error.validator_value, error.validator_value)} zijn",
            f"“{value}” must be {error.validator_value}",
        )
    if error.validator in {"enum", "const"}:
        words = ", ".join(map(str, error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]))
        return f"“{value}” is geen van {words}", f"“{value}” is none of {words}"
    if error.validator == "format":
        return f"“{value}” is geen bestaande datum; schrijf jjjj-mm-dd", f"“{value}” is no date that exists; write yyyy-mm-dd"
    if error.validator == "pattern":
        return f"“{value}” moet een webadres zijn (https://…)", f"“{value}” must be a web address (https://…)"
    return f"“{value}” mag hier niet ({error.validator})", f"“{value}” is not allowed here ({error.validator})"
