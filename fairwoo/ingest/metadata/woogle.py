"""A Woogle 2.0 delivery file: one dossier object or a list of them, with the keys of vocab/metadata_keys.csv (metadata spec 2.0)."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from fairwoo.ingest.found import MetadataReading
from fairwoo.ingest.saying import Says, keys
from fairwoo.model import FindingKind, Level, Place, Role

PRECEDENCE = 2
FORM = "woogle"

SEVERAL_DOSSIERS = FindingKind(
    code="metadata-several-dossiers",
    level=Level.WARNING,
    nl="{file} beschrijft {count} dossiers, maar ligt in de map van één dossier; alleen het eerste is gebruikt.",
    en="{file} describes {count} dossiers but lies in the folder of one; only the first was used.",
    do_nl="Zet elk dossier in een eigen map met een eigen bestand.",
    do_en="Put each dossier in a folder of its own, with a file of its own.",
)

_APART = {"identifier", "publisher", "documents", "file", ""}
_FILES = {
    "foi_verzoek": Role.REQUEST, "foi_besluit": Role.DECISION, "foi_inventaris": Role.INVENTORY, "foi_documenten": Role.DOCUMENT,
}  # fmt: skip


def recognises(content: object) -> bool:
    """Whether it is an object, or a list of objects, with `dc_title` and `dc_publisher`."""
    first = content[0] if isinstance(content, list) and content else content
    return isinstance(first, dict) and {"dc_title", "dc_publisher"} <= first.keys()


def read(name: str, content: object) -> MetadataReading:
    """The facts of the (first) dossier and its files."""
    says = Says(name)
    dossiers = content if isinstance(content, list) else [content]
    if len(dossiers) > 1:
        says.findings.append(SEVERAL_DOSSIERS.at(Place(file=name), file=name, count=len(dossiers)))
    path = "$[0]" if isinstance(content, list) else "$"
    given = dossiers[0] if isinstance(dossiers[0], dict) else {}
    known = keys(FORM, "dossier")
    says.unknown_keys(given, known, path)
    for key, value in given.items():
        if known.get(key, "") not in _APART:
            says.field("", known[key], value, f"{path}.{key}")
    files = given.get("foi_files")
    for key, role in _FILES.items():
        _files(says, files.get(key) if isinstance(files, dict) else None, role, f"{path}.foi_files.{key}")
    return MetadataReading(
        tuple(says.facts), tuple(says.findings), _text(given.get("dc_identifier")), _text(given.get("dc_publisher"))
    )


def _files(says: Says, given: object, role: Role, path: str) -> None:
    listed = given if isinstance(given, list) else [given]
    for number, document in enumerate(listed):
        if isinstance(document, dict):
            _document(says, document, role, f"{path}[{number}]" if isinstance(given, list) else path)


def _document(says: Says, given: dict[str, object], role: Role, path: str) -> None:
    known = keys(FORM, "document")
    says.unknown_keys(given, known, path)
    source = str(given.get("dc_source") or "")
    file = unquote(PurePosixPath(urlsplit(source).path).name)
    subject = f"file:{file}" if file else f"number:{path}"
    says.role(subject, role.value, path)
    if urlsplit(source).scheme in {"http", "https"}:
        says.text(subject, "source_url", source, f"{path}.dc_source")
    for key, value in given.items():
        if known.get(key, "") not in _APART:
            says.field(subject, known[key], value, f"{path}.{key}")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
