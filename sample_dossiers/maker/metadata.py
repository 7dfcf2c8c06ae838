"""Metadata beside the files, in three formats: fairwoo's own `dossier.json`, Woogle 2.0 and WooFAIRify."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath

from maker.sheets import DISCLOSURES
from maker.spec import Dossier, Item

_OUTCOMES = DISCLOSURES | {"no_documents": "Geen documenten"}
_ROLES = {"request": "Verzoek", "decision": "Besluit", "inventory": "Inventarislijst", "document": "Vrijgegeven document"}


def own(dossier: Dossier, listed: Iterable[Item], keys: list[str] | None) -> bytes:
    """`dossier.json`; `keys` are the dossier's fields to give (all when None)."""
    facts = {key: value for key, value in dossier.facts.items() if keys is None or key in keys}
    fields = ("number", "role", "title", "kind", "dated", "disclosure", "grounds", "sender", "recipient", "source_url")
    documents = []
    for item in listed:
        entry = {"file": item.file} | {name: getattr(item, name) for name in fields}
        documents.append({name: value for name, value in entry.items() if value not in {None, (), ""}})
    content = {"publisher": dossier.body.code} | facts
    return _json(content | {"documents": documents} if documents else content)


def woogle(dossier: Dossier, listed: Iterable[Item]) -> bytes:
    """A Woogle 2.0 delivery file of one dossier, addresses under the body's invented web site."""
    facts, items = dossier.facts, list(listed)
    base = f"https://{dossier.body.web}/woo/{dossier.folder.rpartition('/')[2]}"

    def one(item: Item) -> dict[str, object]:
        entry: dict[str, object] = {
            "dc_title": item.title,
            "dc_source": item.source_url or f"{base}/{PurePosixPath(item.file or '').name}",
            "foi_url_on_web": "True",
        }
        if item.role == "document":
            entry |= {
                "foi_sentDate": item.dated,
                "foi_documentType": item.kind,
                "foi_valuation": (DISCLOSURES.get(item.disclosure or "") or "").lower(),
                "foi_groundsOfRefusal": "; ".join(item.grounds),
                "foi_originator": item.sender,
                "foi_recipient": item.recipient,
            }
        return {key: value for key, value in entry.items() if value}

    files = {
        key: one(item)
        for key, role in (("foi_verzoek", "request"), ("foi_besluit", "decision"), ("foi_inventaris", "inventory"))
        for item in items
        if item.role == role
    }
    content = {
        "dc_title": facts["title"],
        "dc_description": facts["description"],
        "dc_publisher": dossier.body.code,
        "dc_type": "2i",
        "foi_publishedDate": facts["published"],
        "tooiwl_topic": facts["theme"],
        "foi_requestDate": facts["requested"],
        "foi_decisionDate": facts["decided"],
        "foi_isAdjourned": str(facts["adjourned"]),
        "foi_requestText": facts["request_text"],
        "foi_decisionText": facts["decision_text"],
        "foi_valuation": _OUTCOMES[facts["outcome"]].lower(),
        "foi_files": files | {"foi_documenten": [one(item) for item in items if item.role == "document"]},
    }
    return _json([content])


def woofairify(dossier: Dossier, listed: Iterable[Item]) -> bytes:
    """The WooFAIRify JSON: one publication object with its document objects."""
    facts = dossier.facts
    documents = []
    for index, item in enumerate(listed, start=1):
        entry = {
            "identifier": f"{facts['inquiry']}-{index}",
            "title": item.title,
            "date": item.dated,
            "fileName": PurePosixPath(item.file).name if item.file else None,
            "fileExtension": PurePosixPath(item.file).suffix.lstrip(".") if item.file else None,
            "documentType": _ROLES[item.role],
            "language": "nld",
            "annexType": item.kind if item.role == "document" else None,
            "valuation": DISCLOSURES.get(item.disclosure or ""),
            "groundsOfRefusal": list(item.grounds) or None,
            "originator": item.sender,
            "recipient": item.recipient,
            "alreadyPublicLocation": item.source_url if item.disclosure == "already_public" else None,
        }
        documents.append({key: value for key, value in entry.items() if value is not None})
    content = {
        "identifier": facts["inquiry"],
        "title": facts["title"],
        "type": "Verzoek",
        "topic": facts["theme"],
        "handledBy": dossier.body.name,
        "fileDate": facts["requested"],
        "decisionDate": facts["decided"],
        "valuation": _OUTCOMES[facts["outcome"]],
        "isAdjourned": facts["adjourned"],
        "description": facts["description"],
        "documents": documents,
    }
    return _json(content)


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, default=date.isoformat) + "\n").encode()
