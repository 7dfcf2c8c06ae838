"""`fairwoo verify`: is what we hold what we wrote, and is the index complete? Finds; repairs nothing.

Originals are re-hashed; the catalogue, the originals and the index are compared in both directions. The tests call the same
function after every fault they cause (invariants I1–I8 of docs/design.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import text

from fairwoo import index
from fairwoo.model import FileFate, Finding, FindingKind, Level, Place
from fairwoo.pipeline.derive import check_input, index_revision, map_input
from fairwoo.settings import Settings
from fairwoo.store import Held, Workspace

CATALOGUE_DAMAGED = FindingKind(
    code="catalogue-damaged",
    level=Level.ERROR,
    nl="De catalogus is beschadigd: {what}.",
    en="The catalogue is damaged: {what}.",
    do_nl="Zet een reservekopie van catalogue.sqlite terug.",
    do_en="Put back a copy of catalogue.sqlite.",
)
ORIGINAL_DAMAGED = FindingKind(
    code="original-damaged",
    level=Level.ERROR,
    nl="Het opgeslagen origineel {name} is niet meer wat het was: de controlesom klopt niet.",
    en="The stored original {name} is not what it was: its checksum does not match.",
    do_nl="Verwijder dit bestand en neem het dossier opnieuw op (fairwoo ingest … --force).",
    do_en="Remove this file and bring the dossier in again (fairwoo ingest … --force).",
)
ORIGINAL_MISSING = FindingKind(
    code="original-missing",
    level=Level.ERROR,
    nl="Het origineel {name} van dossier {dossier} ontbreekt in de werkmap.",
    en="The original {name} of dossier {dossier} is missing from the workspace.",
    do_nl="Neem het dossier opnieuw op (fairwoo ingest … --force) of zet een reservekopie terug.",
    do_en="Bring the dossier in again (fairwoo ingest … --force), or put back a copy.",
)
ORIGINAL_STRAY = FindingKind(
    code="original-stray",
    level=Level.WARNING,
    nl="Het bestand {name} hoort bij geen enkel dossier.",
    en="The file {name} belongs to no dossier.",
    do_nl="Een onderbroken opname kan dit achterlaten: draai die opnieuw, dan wordt het opgeruimd.",
    do_en="A broken-off intake can leave this: run it again and it is cleared.",
)
EXTRACTION_MISSING = FindingKind(
    code="extraction-missing",
    level=Level.ERROR,
    nl="Van document {document} van dossier {dossier} is de gelezen tekst zoek.",
    en="The text read from document {document} of dossier {dossier} is lost.",
    do_nl="Draai fairwoo extract {dossier}.",
    do_en="Run fairwoo extract {dossier}.",
)
ACCOUNT_WRONG = FindingKind(
    code="account-wrong",
    level=Level.ERROR,
    nl="De telling van dossier {dossier} klopt niet: {delivered} documenten aangeleverd, {kept} bewaard.",
    en="The count of dossier {dossier} is off: {delivered} documents delivered, {kept} kept.",
    do_nl="Neem het dossier opnieuw op met --force en meld dit als fout van fairwoo.",
    do_en="Bring the dossier in again with --force, and report this as a fault of fairwoo.",
)
DERIVED_STALE = FindingKind(
    code="derived-stale",
    level=Level.WARNING,
    nl="Dossier {dossier} is veranderd sinds de stap {stage}.",
    en="Dossier {dossier} has changed since the stage {stage}.",
    do_nl="Draai fairwoo {stage} {dossier}.",
    do_en="Run fairwoo {stage} {dossier}.",
)
INDEX_INCOMPLETE = FindingKind(
    code="index-incomplete",
    level=Level.ERROR,
    nl="De zoekindex heeft {found} van de {wanted} pagina's van dossier {dossier}, of een oude versie.",
    en="The search index has {found} of the {wanted} pages of dossier {dossier}, or an old version.",
    do_nl="Draai fairwoo index.",
    do_en="Run fairwoo index.",
)
INDEX_STRAY = FindingKind(
    code="index-stray",
    level=Level.ERROR,
    nl="De zoekindex heeft nog pagina's van {dossier}, dat niet (meer) in de werkmap staat.",
    en="The search index still has pages of {dossier}, which is not in the workspace (any more).",
    do_nl="Draai fairwoo index.",
    do_en="Run fairwoo index.",
)
LEFT_OVER = FindingKind(
    code="left-over",
    level=Level.WARNING,
    nl="{name} is een overblijfsel van een onderbroken opdracht.",
    en="{name} is a left-over of a broken-off command.",
    do_nl="De volgende opname ruimt het op.",
    do_en="The next intake clears it.",
)


def verify(workspace: Workspace, settings: Settings) -> Iterator[Finding]:
    """Every way in which catalogue, originals and index disagree. Nothing found means all is well. Raises EngineError."""
    yield from _catalogue(workspace)
    yield from _originals(workspace)
    dossiers = workspace.catalogue.held()
    for held in dossiers:
        yield from _dossier(workspace, held, settings)
    yield from verify_index(workspace, settings)
    for path in sorted(workspace.root.rglob(".new-*")):
        yield LEFT_OVER.at(Place(file=str(path)), name=path.name)
    if workspace.scratch.exists() and any(workspace.scratch.iterdir()):
        yield LEFT_OVER.at(Place(file=str(workspace.scratch)), name="tmp")


def _catalogue(workspace: Workspace) -> Iterator[Finding]:
    place = Place(file="catalogue.sqlite")
    for row in workspace.catalogue.rows(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield CATALOGUE_DAMAGED.at(place, what=row[0])
    for row in workspace.catalogue.rows(text("PRAGMA foreign_key_check")):
        yield CATALOGUE_DAMAGED.at(place, what=f"{row[0]} {row[1]}")


def _originals(workspace: Workspace) -> Iterator[Finding]:
    wanted = workspace.catalogue.hashes()
    for path in workspace.originals.held():
        if path.name.startswith(".new-"):
            continue
        place = Place(file=str(path))
        if not workspace.originals.is_sound(path):
            yield ORIGINAL_DAMAGED.at(place, name=path.name)
        elif path.name not in wanted:
            yield ORIGINAL_STRAY.at(place, name=path.name)


def _dossier(workspace: Workspace, held: Held, settings: Settings) -> Iterator[Finding]:
    catalogue = workspace.catalogue
    dossier = catalogue.dossier(held.id)
    if dossier is None:
        return
    files = catalogue.files(held.id)
    kept = [file for file in files if file.fate is not FileFate.REJECTED and file.sha256]
    hashes = {file.sha256: file.path for file in kept} | {one.sha256: one.path for one in dossier.documents if one.sha256}
    for sha256, name in hashes.items():
        if sha256 and not workspace.originals.path(sha256).exists():
            yield ORIGINAL_MISSING.at(Place(file=name), name=name, dossier=held.id)
    readings = catalogue.readings(held.id)
    present = catalogue.kept_readings()
    for document in dossier.documents:
        if document.sha256 and readings.get(document.id) not in present:
            yield EXTRACTION_MISSING.at(Place(file=document.path), document=document.id, dossier=held.id)
    delivered = sum(file.fate is FileFate.DOCUMENT for file in files)
    own = sum(document.sha256 is not None and document.parent is None for document in dossier.documents)
    if delivered != own:
        yield ACCOUNT_WRONG.at(dossier=held.id, delivered=delivered, kept=own)
    for stage, wanted in (("map", map_input(held, settings.map)), ("check", check_input(held, settings.map))):
        made_from = catalogue.stage_input(held.id, stage)
        if made_from is not None and made_from != wanted:
            yield DERIVED_STALE.at(dossier=held.id, stage=stage)


def verify_index(workspace: Workspace, settings: Settings) -> Iterator[Finding]:
    """Every dossier of which the search index does not hold the catalogue's pages. Raises EngineError."""
    dossiers = workspace.catalogue.held()
    backend = index.open_backend(settings.index, workspace.root)
    try:
        present = backend.held()
    finally:
        backend.close()
    for held in dossiers:
        wanted = workspace.catalogue.entries(held.id)
        found = present.pop(held.id, None)
        if wanted and (found is None or found.entries != wanted or found.revision != index_revision(held)):
            yield INDEX_INCOMPLETE.at(dossier=held.id, found=found.entries if found else 0, wanted=wanted)
    for stray in sorted(present):
        yield INDEX_STRAY.at(dossier=stray)
