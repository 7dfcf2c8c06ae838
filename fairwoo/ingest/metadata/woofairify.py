"""WooFAIRify: one publication with its documents, English keys (University of Amsterdam, 2022), and its forerunner in Dutch.

Keys and what they mean are in `vocab/metadata_keys.csv`; those of both editions count. A file may hold a list of publications.
The name of the requester is left alone: a person's name is no business of the public.
"""

from __future__ import annotations

from fairwoo.ingest.said import Described, MetadataReading
from fairwoo.ingest.statements import keys, named, state, statements, text_of, unknown_keys
from fairwoo.model import Finding, FindingKind, Level, Place
from fairwoo.shared import made_by

PRECEDENCE = 3

UNKNOWN_KEY = FindingKind(
    code="woofairify-key-unknown",
    level=Level.INFO,
    nl="{file}: het veld “{key}” is geen veld van WooFAIRify en is niet gebruikt ({count} keer, het eerst bij {path}).",
    en="{file}: the key “{key}” is no key of WooFAIRify and was not used ({count} times, first at {path}).",
    do_nl="Controleer de spelling, of laat het veld weg.",
    do_en="Check the spelling, or leave the key out.",
)
NO_OBJECT = FindingKind(
    code="woofairify-document-no-object",
    level=Level.WARNING,
    nl="{file}, {path}: hier hoort een lijst van documenten te staan.",
    en="{file}, {path}: a list of documents should be here.",
    do_nl="Schrijf de documenten als objecten in een lijst.",
    do_en="Write the documents as objects in a list.",
)

_FORM = "woofairify"
_MADE_BY = made_by("ingest/woofairify", 1)
_TELLING = {"handledBy", "decisionDate", "verantwoordelijk", "datum_besluit"}


def recognises(name: str, content: object) -> bool:
    """Whether it is a publication, or a list of them: a title, and who handled it or when it was decided."""
    del name
    first = content[0] if isinstance(content, list) and content else content
    return isinstance(first, dict) and bool({"title", "titel"} & first.keys()) and bool(_TELLING & first.keys())


def read(name: str, content: object) -> list[MetadataReading]:
    """One reading a publication."""
    if isinstance(content, list):
        return [_publication(name, one, f"$[{number}]") for number, one in enumerate(content) if isinstance(one, dict)]
    return [_publication(name, content, "$")] if isinstance(content, dict) else []


def _publication(file: str, given: dict[str, object], path: str) -> MetadataReading:
    known = keys(_FORM, "dossier")
    about = state(file, _MADE_BY, statements(given, known, path, ("identifier", "publisher", "documents")))
    key, listed = named(given, known, "documents") or ("documents", [])
    documents, findings = _documents(file, listed, f"{path}.{key}")
    objects = [(path, given, known)]
    if isinstance(listed, list):
        in_list = keys(_FORM, "document")
        objects += [(f"{path}.{key}[{number}]", one, in_list) for number, one in enumerate(listed) if isinstance(one, dict)]
    return MetadataReading(
        identifier=text_of(given, known, "identifier"),
        publisher=text_of(given, known, "publisher"),
        facts=about.facts,
        documents=tuple(documents),
        findings=(*about.findings, *findings, *unknown_keys(UNKNOWN_KEY, file, objects)),
    )


def _documents(file: str, listed: object, path: str) -> tuple[list[Described], list[Finding]]:
    known = keys(_FORM, "document")
    documents: list[Described] = []
    findings: list[Finding] = []
    for number, given in enumerate(listed if isinstance(listed, list) else [listed]):
        here = f"{path}[{number}]"
        if not isinstance(given, dict):
            findings.append(NO_OBJECT.at(Place(file=file, path=here), file=file, path=here))
            continue
        stated = state(file, _MADE_BY, statements(given, known, here, ("file",)))
        documents.append(Described(text_of(given, known, "file"), here, stated.facts))
        findings += stated.findings
    return documents, findings
