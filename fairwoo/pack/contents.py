"""What is in a package, whatever its form: the released originals, the metadata in every standard, `dossier.json`.

dossier.json                 the whole dossier in our own form
metadata/…                   the descriptions, one a standard, and inventaris.csv
everything else              the originals, under the paths that they were delivered with
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from fairwoo.errors import InputError
from fairwoo.map.case import Case, prepare
from fairwoo.model import Description, Document, Finding, Text
from fairwoo.pack.crate_graph import CRATE_METADATA
from fairwoo.pack.own_json import own_json
from fairwoo.pack.released import metadata_left_out, released
from fairwoo.pipeline.derive import judged, unknown_dossier
from fairwoo.settings import MapSettings
from fairwoo.store import Workspace

OWN_METADATA = "dossier.json"
METADATA_FOLDER = "metadata"

Version = Literal["1.2", "1.3"]


@dataclass(frozen=True)
class Options:
    """How a package is made.

    `version` is that of RO-Crate: 1.3 unless said otherwise, since it is the newest, and readers of 1.2 find all that they look for in
    it. `include_hidden` takes in files with readable text under a redaction: only the publisher can say so. `map` is what the
    descriptions were made with.
    """

    version: Version = "1.3"
    include_hidden: bool = False
    map: MapSettings = field(default_factory=MapSettings)


@dataclass(frozen=True)
class Original:
    """The file of a released document, and where its bytes lie."""

    document: Document
    path: str
    source: Path


@dataclass(frozen=True)
class Written:
    """A file that is made for the package: its path in it, its bytes, and what to call it."""

    path: str
    content: bytes
    media_type: str
    name: str


@dataclass(frozen=True)
class Contents:
    """All that goes in, and what stays out with the reason."""

    case: Case
    originals: tuple[Original, ...]
    written: tuple[Written, ...]
    findings: tuple[Finding, ...]
    options: Options


def gather(dossier_id: str, workspace: Workspace, options: Options) -> Contents:
    """The contents of a package. Raises InputError if the dossier is unknown, was not described yet, or an original is gone."""
    catalogue = workspace.catalogue
    dossier = catalogue.dossier(dossier_id)
    if dossier is None:
        raise unknown_dossier(dossier_id)
    descriptions = catalogue.descriptions(dossier_id)
    if not descriptions:
        raise InputError(
            Text(
                nl=f"Dossier {dossier_id} is nog niet beschreven. Draai eerst fairwoo map.",
                en=f"Dossier {dossier_id} has not been described yet. Run fairwoo map first.",
            )
        )
    extractions = catalogue.extractions_of(dossier_id)
    marked = judged(catalogue, dossier, extractions)
    hidden = {one.id for one in marked.documents if one.leaking}
    case, _ = prepare(dossier if options.include_hidden else marked, extractions, options.map)
    described = [_described(one) for one in descriptions]
    taken = [OWN_METADATA, CRATE_METADATA, *(one.path for one in described)]
    chosen = released(case, hidden, taken)
    files = {document.id for document in chosen.documents}
    own = json.dumps(own_json(case, files, catalogue.facts(dossier_id)), ensure_ascii=False, indent=2) + "\n"
    written = (
        Written(OWN_METADATA, own.encode(), "application/json", "Het dossier zoals fairwoo het kent"),
        *described,
    )
    return Contents(
        case=case,
        originals=tuple(_original(document, workspace) for document in chosen.documents),
        written=written,
        findings=(*chosen.findings, *metadata_left_out(catalogue.files(dossier_id))),
        options=options,
    )


def _described(description: Description) -> Written:
    name = f"Beschrijving van het dossier ({description.standard})"
    path = f"{METADATA_FOLDER}/{description.file_name}"
    return Written(path, description.content.encode(), description.media_type, name)


def _original(document: Document, workspace: Workspace) -> Original:
    source = workspace.originals.path(document.sha256 or "")
    if not source.is_file():
        raise damaged(document.path or document.id)
    return Original(document, document.path or "", source)


def damaged(path: str) -> InputError:
    """An original that is gone, or no longer has the bytes that were taken in."""
    return InputError(
        Text(
            nl=f"Het bewaarde bestand van {path} ontbreekt of is beschadigd. Draai fairwoo verify en neem het dossier opnieuw op.",
            en=f"The kept file of {path} is missing or damaged. Run fairwoo verify and bring the dossier in again.",
        ),
    )
