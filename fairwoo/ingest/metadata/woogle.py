"""A Woogle 2.0 delivery file: a list of dossiers, or one, with keys `dc_…`, `foi_…`, `tooiwl_…` (wooverheid, edition 2.0).

Keys and what they mean are in `vocab/metadata_keys.csv`. `foi_files` has four kinds of files, which tell the roles; a document names
its file by its path, or the last part of its address, in `dc_source`. That address is only kept where `foi_url_on_web` says that it lasts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from fairwoo.ingest.said import Described, MetadataReading
from fairwoo.ingest.statements import Statement, keys, state, statements, text_of, unknown_keys
from fairwoo.ingest.values import truth
from fairwoo.model import Finding, FindingKind, Level, Place, Role
from fairwoo.shared import made_by

PRECEDENCE = 2

REQUIRED = FindingKind(
    code="woogle-key-missing",
    level=Level.ERROR,
    nl="{file}: het verplichte veld {path} ontbreekt.",
    en="{file}: the mandatory key {path} is missing.",
    do_nl="Vul het in volgens Woogle 2.0; de andere velden zijn wel gebruikt.",
    do_en="Fill it in as Woogle 2.0 says; the other keys were used.",
)
UNKNOWN_KEY = FindingKind(
    code="woogle-key-unknown",
    level=Level.WARNING,
    nl="{file}: het veld “{key}” is geen veld van Woogle 2.0 en is niet gebruikt ({count} keer, het eerst bij {path}).",
    en="{file}: the key “{key}” is no key of Woogle 2.0 and was not used ({count} times, first at {path}).",
    do_nl="Controleer de spelling van de veldnaam.",
    do_en="Check the spelling of the key.",
)

_FORM = "woogle"
_MADE_BY = made_by("ingest/woogle", 1)
_REQUIRED = ("dc_title", "dc_publisher", "dc_type")
_FILES = "foi_files"
_ROLES = {
    "foi_verzoek": Role.REQUEST,
    "foi_besluit": Role.DECISION,
    "foi_inventaris": Role.INVENTORY,
    "foi_documenten": Role.DOCUMENT,
}


class _Listed(NamedTuple):
    """A file as it is listed: where, as what, and the object itself."""

    path: str
    role: Role
    given: Mapping[str, object]


def recognises(name: str, content: object) -> bool:
    """Whether it is a dossier, or a list of them: a title under `dc_title`, and files or another key of the form."""
    del name
    first = content[0] if isinstance(content, list) and content else content
    return (
        isinstance(first, dict)
        and "dc_title" in first
        and (_FILES in first or len(first.keys() & keys(_FORM, "dossier").keys()) > 1)
    )


def read(name: str, content: object) -> list[MetadataReading]:
    """One reading a dossier."""
    if isinstance(content, list):
        return [_dossier(name, one, f"$[{number}]") for number, one in enumerate(content) if isinstance(one, dict)]
    return [_dossier(name, content, "$")] if isinstance(content, dict) else []


def _dossier(file: str, given: dict[str, object], path: str) -> MetadataReading:
    known, in_list = keys(_FORM, "dossier"), keys(_FORM, "document")
    missing = [f"{path}.{key}" for key in _REQUIRED if not given.get(key)]
    about = state(file, _MADE_BY, statements(given, known, path, ("identifier", "publisher", "documents")))
    files = given.get(_FILES)
    listed = list(_listed(files, f"{path}.{_FILES}")) if isinstance(files, dict) else []
    described = [_document(file, one) for one in listed]
    objects = [(path, given, known), *((one.path, one.given, in_list) for one in listed)]
    if isinstance(files, dict):
        objects.append((f"{path}.{_FILES}", files, dict.fromkeys(_ROLES, "")))
    return MetadataReading(
        identifier=text_of(given, known, "identifier"),
        publisher=text_of(given, known, "publisher"),
        facts=about.facts,
        documents=tuple(document for document, _ in described),
        findings=(
            *(REQUIRED.at(Place(file=file, path=key), file=file, path=key) for key in missing),
            *about.findings,
            *(finding for _, findings in described for finding in findings),
            *unknown_keys(UNKNOWN_KEY, file, objects),
        ),
    )


def _listed(files: Mapping[str, object], path: str) -> Iterator[_Listed]:
    for key, role in _ROLES.items():
        given = files.get(key)
        if isinstance(given, dict):
            yield _Listed(f"{path}.{key}", role, given)
        elif isinstance(given, list):
            numbered = ((f"{path}.{key}[{number}]", one) for number, one in enumerate(given))
            yield from (_Listed(at, role, one) for at, one in numbered if isinstance(one, dict))


def _document(file: str, listed: _Listed) -> tuple[Described, tuple[Finding, ...]]:
    given, path = listed.given, listed.path
    known = keys(_FORM, "document")
    said = [Statement("role", listed.role.value, path), *statements(given, known, path, ("file",))]
    source = text_of(given, known, "file")
    if source and truth(given.get("foi_url_on_web")):
        said.append(Statement("source_url", source, f"{path}.dc_source"))
    stated = state(file, _MADE_BY, said)
    return Described(_file_name(source), path, stated.facts), stated.findings


def _file_name(source: str | None) -> str | None:
    """The last part of an address, or a path as it is; None if that is a folder."""
    try:
        parts = urlsplit(source or "")
    except ValueError:
        return None
    if parts.scheme in {"http", "https"}:
        return unquote(parts.path).rpartition("/")[2] or None
    path = (source or "").replace("\\", "/")
    return None if path.endswith("/") else path or None
