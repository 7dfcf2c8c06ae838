"""Real dossiers for the tests of the map room: the records of a municipality's own site, turned into values by hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from fairwoo import dates, vocab
from fairwoo.model import Disclosure, Document, Dossier, Role
from tests.map.made import PDF, Made, read

ROLES = {"Verzoek": Role.REQUEST, "Besluit": Role.DECISION, "Inventarislijst": Role.INVENTORY}
MEDIA_TYPES = {"pdf": PDF, "zip": "application/zip", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def dossiers(corpus: Path) -> Iterator[Made]:
    """Every record as a dossier, with its links as sources and its files as if they had been delivered."""
    records = json.loads((corpus / "metadata/wob-exports/wobs_utrecht.json").read_text(encoding="utf-8"))
    for record in records:
        documents = tuple(
            Document(
                id=found["document_id"],
                path=found["bestandsnaam"],
                role=ROLES.get(found.get("documenttype", ""), Role.DOCUMENT),
                title=found["titel"],
                disclosure=Disclosure.PUBLIC,
                source_url=found["url"],
                media_type=MEDIA_TYPES.get(found["bestandstype"]),
                sha256=hashlib.sha256(found["url"].encode()).hexdigest(),
                size=len(found["titel"]),
            )
            for found in record["documenten"]
        )
        dossier = Dossier(
            id=f"gm0344-{record['wob_id']}",
            location=record["url"],
            publisher=vocab.match_body(record["verantwoordelijk"]),
            title=record["titel"],
            description=record.get("beschrijving"),
            decided=dates.parse(record.get("datum_besluit", "")),
            source_url=record["url"],
            documents=documents,
        )
        yield Made(dossier, read(*documents))
