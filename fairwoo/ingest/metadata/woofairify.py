"""The WooFAIRify form: a publication with its documents, English keys or the Dutch ones of its exports (vocab/metadata_keys.csv)."""

from __future__ import annotations

from fairwoo.ingest.found import MetadataReading
from fairwoo.ingest.saying import Says, keys

PRECEDENCE = 3
FORM = "woofairify"

_APART = {"identifier", "publisher", "documents", "file", ""}


def recognises(content: object) -> bool:
    """Whether it is an object with a title, and a responsible body or a decision date, under keys of this form."""
    if not isinstance(content, dict):
        return False
    given = {keys(FORM, "dossier").get(key) for key in content}
    return (
        "title" in given
        and bool({"publisher", "decided"} & given)
        and bool({"handledBy", "verantwoordelijk", "decisionDate"} & content.keys())
    )


def read(name: str, content: object) -> MetadataReading:
    """The facts of a publication and its documents."""
    says = Says(name)
    given = content if isinstance(content, dict) else {}
    known = keys(FORM, "dossier")
    says.unknown_keys(given, known, "$")
    for key, value in given.items():
        if known.get(key, "") not in _APART:
            says.field("", known[key], value, f"$.{key}")
    if given.get("type") == "Verzoek":
        says.category("2i", "$.type")
    for key in ("documents", "documenten"):
        listed = given.get(key)
        for number, document in enumerate(listed if isinstance(listed, list) else []):
            if isinstance(document, dict):
                _document(says, document, f"$.{key}[{number}]")
    return MetadataReading(tuple(says.facts), tuple(says.findings), _said(given, "identifier"), _said(given, "publisher"))


def _document(says: Says, given: dict[str, object], path: str) -> None:
    known = keys(FORM, "document")
    says.unknown_keys(given, known, path)
    file = next((value for key, value in given.items() if known.get(key) == "file" and value), None)
    number = next((value for key, value in given.items() if known.get(key) == "number" and value), path)
    subject = f"file:{file}" if file else f"number:{number}"
    for key, value in given.items():
        if known.get(key, "") not in _APART:
            says.field(subject, known[key], value, f"{path}.{key}")


def _said(given: dict[str, object], name: str) -> str | None:
    known = keys(FORM, "dossier")
    found = [
        value for key, value in given.items() if known.get(key) == name and isinstance(value, (str, int)) and str(value).strip()
    ]
    return str(found[0]) if found else None
