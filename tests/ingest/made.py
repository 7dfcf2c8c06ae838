"""Deliveries made for the tests of this room."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from fairwoo import ingest
from fairwoo.ingest import Options
from fairwoo.model import Delivery, Fact, Refusal

BODY = "gm0055"  # gemeente Boarnsterhim, merged in 2014


def lay(root: Path, files: Mapping[str, object]) -> Path:
    """Write files: text, bytes, or a value as JSON. A path that ends in "/" is an empty folder."""
    root.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        target = root / path
        if path.endswith("/"):
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            target.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return root


def outcomes(location: Path, scratch: Path, publisher: str | None = BODY, license: str | None = None) -> list[Delivery | Refusal]:  # noqa: A002
    found = ingest.find(location)
    return [
        ingest.deliver(one.open(scratch / f"scratch-{number}"), Options(publisher, license)) for number, one in enumerate(found)
    ]


def deliver(location: Path, scratch: Path, publisher: str | None = BODY, license: str | None = None) -> Delivery:  # noqa: A002
    (outcome,) = outcomes(location, scratch, publisher, license)
    assert isinstance(outcome, Delivery), outcome
    return outcome


def fates(outcome: Delivery | Refusal) -> dict[str, str]:
    assert len({file.path for file in outcome.files}) == len(outcome.files)
    return {file.path: file.fate.value for file in outcome.files}


def reasons(outcome: Delivery | Refusal) -> dict[str, str]:
    return {file.path: file.reason.code for file in outcome.files if file.reason}


def codes(delivery: Delivery) -> Counter[str]:
    return Counter(finding.code for finding in delivery.dossier.findings)


def finding(delivery: Delivery, code: str):
    (found,) = [finding for finding in delivery.dossier.findings if finding.code == code]
    return found


def about(delivery: Delivery, path: str | None, name: str) -> list[tuple[str, ...]]:
    """What is said of a property of the document with this path, or of the dossier."""
    subject = "" if path is None else next(document.id for document in delivery.dossier.documents if document.path == path)
    return [fact.values for fact in metadata(delivery) if (fact.subject, fact.property) == (subject, name)]


def metadata(delivery: Delivery) -> list[Fact]:
    return [fact for fact in delivery.facts if fact.source.kind == "metadata"]


def without_file(delivery: Delivery) -> dict[str, dict[str, tuple[str, ...]]]:
    """The documents that only metadata know, with what is said of them."""
    ids = [document.id for document in delivery.dossier.documents if document.path is None]
    return {name: {fact.property: fact.values for fact in delivery.facts if fact.subject == name} for name in ids}
