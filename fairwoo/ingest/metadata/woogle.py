"""A Woogle 2.0 delivery file: one dossier object or a list of them, keys `dc_…`, `foi_…`, `tooiwl_…` (wooverheid, metadata spec 2.0)."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from fairwoo.ingest.found import MetadataReading
from fairwoo.ingest.saying import Says
from fairwoo.model import FindingKind, Level, Place, Role

PRECEDENCE = 2

SEVERAL_DOSSIERS = FindingKind(
    code="metadata-several-dossiers",
    level=Level.WARNING,
    nl="{file} beschrijft {count} dossiers, maar ligt in de map van één dossier; alleen het eerste is gebruikt.",
    en="{file} describes {count} dossiers but lies in the folder of one; only the first was used.",
    do_nl="Zet elk dossier in een eigen map met een eigen bestand.",
    do_en="Put each dossier in a folder of its own, with a file of its own.",
)

_DOSSIER = {
    "dc_identifier", "dc_title", "dc_description", "dc_publisher", "foi_publishedDate", "dc_date_year", "tooiwl_topic", "tooiwl_rubriek",
    "tooiwl_rubriekCode", "dc_type", "dc_source", "dc_creator", "foi_linkedDossier", "foi_files", "foi_requestDate", "foi_decisionDate",
    "foi_isAdjourned", "foi_requester", "foi_requestText", "foi_decisionText", "foi_valuation",
}  # fmt: skip
_DOCUMENT = {
    "dc_identifier", "dc_title", "dc_source", "foi_sentDate", "dc_type", "foi_documentType", "foi_valuation", "foi_groundsOfRefusal",
    "foi_originator", "foi_recipient", "dc_description", "foi_url_on_web", "foi_handelingReference",
}  # fmt: skip
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
    says.unknown_keys(given, _DOSSIER, path)
    texts = {
        "dc_title": "title", "dc_description": "description", "dc_source": "source_url", "tooiwl_topic": "theme",
        "foi_requestText": "request_text", "foi_decisionText": "decision_text",
    }  # fmt: skip
    for key, field in texts.items():
        says.text("", field, given.get(key), f"{path}.{key}")
    for key, field in (("foi_requestDate", "requested"), ("foi_decisionDate", "decided"), ("foi_publishedDate", "published")):
        says.date("", field, given.get(key), f"{path}.{key}")
    says.truth("", "adjourned", given.get("foi_isAdjourned"), f"{path}.foi_isAdjourned")
    says.outcome(given.get("foi_valuation"), f"{path}.foi_valuation")
    says.category(given.get("dc_type"), f"{path}.dc_type")
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
    says.unknown_keys(given, _DOCUMENT, path)
    source = str(given.get("dc_source") or "")
    file = unquote(PurePosixPath(urlsplit(source).path).name)
    subject = f"file:{file}" if file else f"number:{path}"
    for key, field in (
        ("dc_title", "title"),
        ("foi_originator", "sender"),
        ("foi_recipient", "recipient"),
        ("dc_identifier", "number"),
    ):
        says.text(subject, field, given.get(key), f"{path}.{key}")
    if urlsplit(source).scheme in {"http", "https"}:
        says.text(subject, "source_url", source, f"{path}.dc_source")
    says.role(subject, role.value, path)
    says.text(subject, "kind", given.get("foi_documentType"), f"{path}.foi_documentType")
    says.date(subject, "dated", given.get("foi_sentDate"), f"{path}.foi_sentDate")
    says.disclosure(given.get("foi_valuation"), f"{path}.foi_valuation", subject)
    says.grounds(subject, given.get("foi_groundsOfRefusal"), f"{path}.foi_groundsOfRefusal")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
