"""The WooFAIRify form: a publication with `documents[]`, English keys (University of Amsterdam, fairify schema, 2022)."""

from __future__ import annotations

from fairwoo.ingest.found import MetadataReading
from fairwoo.ingest.saying import Says

PRECEDENCE = 3

_DOSSIER = {
    "title", "identifier", "type", "topic", "idTopic", "sourceUrl", "url", "decisionDate", "fileDate", "handledBy", "valuation",
    "isAdjourned", "adjourned", "description", "documents", "idInternal", "requester", "numberDocuments", "retrievedAt",
}  # fmt: skip
_DOCUMENT = {
    "identifier", "title", "date", "description", "fileName", "fileExtension", "mimeType", "documentType", "rights", "sourceUrl",
    "numberPages", "numberWords", "numberCharacters", "isScan", "numberTextPages", "bodyText", "language", "fileSize", "annexType",
    "valuation", "groundsOfRefusal", "alreadyPublicLocation", "originator", "recipient", "retrievedAt", "url",
}  # fmt: skip


def recognises(content: object) -> bool:
    """Whether it is an object with a title, a decision date or responsible body, and documents in this form."""
    return isinstance(content, dict) and "title" in content and bool({"handledBy", "decisionDate"} & content.keys())


def read(name: str, content: object) -> MetadataReading:
    """The facts of a publication and its documents."""
    says = Says(name)
    given = content if isinstance(content, dict) else {}
    says.unknown_keys(given, _DOSSIER, "$")
    for key, field in (("title", "title"), ("description", "description"), ("idInternal", "inquiry")):
        says.text("", field, given.get(key), f"$.{key}")
    url = "sourceUrl" if given.get("sourceUrl") else "url"
    says.text("", "source_url", given.get(url), f"$.{url}")
    says.date("", "decided", given.get("decisionDate"), "$.decisionDate")
    says.date("", "requested", given.get("fileDate"), "$.fileDate")
    adjourned = "isAdjourned" if "isAdjourned" in given else "adjourned"
    says.truth("", "adjourned", given.get(adjourned), f"$.{adjourned}")
    says.outcome(given.get("valuation"), "$.valuation")
    if given.get("type") == "Verzoek":
        says.category("2i", "$.type")
    documents = given.get("documents")
    for number, document in enumerate(documents if isinstance(documents, list) else []):
        if isinstance(document, dict):
            _document(says, document, f"$.documents[{number}]")
    return MetadataReading(tuple(says.facts), tuple(says.findings), _text(given.get("identifier")), _text(given.get("handledBy")))


def _document(says: Says, given: dict[str, object], path: str) -> None:
    says.unknown_keys(given, _DOCUMENT, path)
    file = given.get("fileName")
    subject = f"file:{file}" if file else f"number:{given.get('identifier', '')}"
    texts = (("title", "title"), ("identifier", "number"), ("originator", "sender"), ("recipient", "recipient"))
    for key, field in texts:
        says.text(subject, field, given.get(key), f"{path}.{key}")
    url = "alreadyPublicLocation" if given.get("alreadyPublicLocation") else "sourceUrl"
    says.text(subject, "source_url", given.get(url), f"{path}.{url}")
    says.date(subject, "dated", given.get("date"), f"{path}.date")
    says.role(subject, given.get("documentType"), f"{path}.documentType")
    says.text(subject, "kind", given.get("annexType"), f"{path}.annexType")
    says.disclosure(given.get("valuation"), f"{path}.valuation", subject)
    says.grounds(subject, given.get("groundsOfRefusal"), f"{path}.groundsOfRefusal")


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, (str, int)) and str(value).strip() else None
