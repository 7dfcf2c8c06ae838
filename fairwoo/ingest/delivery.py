"""From an opened folder to a delivery: the fate of every file, what the metadata say, the publisher, the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from fairwoo import discover
from fairwoo.ingest import checksums, rejections
from fairwoo.ingest.documents import Documents, delivered, described, duplicates, short_slug
from fairwoo.ingest.found import Folder, Options
from fairwoo.ingest.jsonfile import read_json
from fairwoo.ingest.matching import Shelf
from fairwoo.ingest.names import lies_in_metadata
from fairwoo.ingest.publisher import Refused, publisher, said
from fairwoo.ingest.said import MetadataReading
from fairwoo.ingest.xmlfile import may_be_metadata, read_xml
from fairwoo.model import (
    DeliveredFile,
    Delivery,
    Document,
    Dossier,
    Fact,
    FileFate,
    Finding,
    FindingKind,
    Level,
    Place,
    Refusal,
    Source,
    SourceKind,
)
from fairwoo.shared import clean_text, made_by

NOT_RECOGNISED = FindingKind(
    code="metadata-not-recognised",
    level=Level.WARNING,
    nl="{file} is JSON, maar geen metadata in een vorm die fairwoo kent; het is als document opgenomen.",
    en="{file} is JSON, but no metadata in a form that fairwoo knows; it was taken in as a document.",
    do_nl="Moet dit metadata zijn, gebruik dan dossier.json, Woogle 2.0 of WooFAIRify; zet het anders in een map “metadata”.",
    do_en="If this should be metadata, use dossier.json, Woogle 2.0 or WooFAIRify; else put it in a folder “metadata”.",
)
NOT_USED = FindingKind(
    code="metadata-not-used",
    level=Level.INFO,
    nl="{file} ligt in een map met metadata, maar is niet gebruikt.",
    en="{file} lies in a folder of metadata, but was not used.",
    do_nl="Hoort het bij de vrijgegeven documenten, zet het dan in een andere map.",
    do_en="If it is one of the released documents, put it in another folder.",
)
SEVERAL_DOSSIERS = FindingKind(
    code="metadata-several-dossiers",
    level=Level.INFO,
    nl="{file} beschrijft {count} dossiers; gebruikt is dat met de bestanden uit deze map ({path}).",
    en="{file} describes {count} dossiers; the one with the files of this folder was used ({path}).",
    do_nl="Je hoeft niets te doen.",
    do_en="Nothing needs to be done.",
)
NO_DOSSIER_FITS = FindingKind(
    code="metadata-no-dossier-fits",
    level=Level.WARNING,
    nl="{file} beschrijft {count} dossiers, maar het is niet duidelijk welk daarvan in deze map zit; geen ervan is gebruikt.",
    en="{file} describes {count} dossiers, but it is not clear which of them is in this folder; none was used.",
    do_nl="Zet in de map van elk dossier een eigen metadatabestand, met de bestandsnamen erin.",
    do_en="Put a metadata file of its own in the folder of each dossier, with the names of the files.",
)
DOSSIER_EMPTY = FindingKind(
    code="dossier-empty",
    level=Level.ERROR,
    nl="{location} bevat geen bestand dat opgenomen kan worden.",
    en="{location} holds no file that can be taken in.",
    do_nl="Kijk bij elk geweigerd bestand wat ermee is, of zet de bestanden van het dossier in deze map.",
    do_en="See what is the matter with each rejected file, or put the files of the dossier in this folder.",
)

DOSSIER_WITHOUT_FILES = FindingKind(
    code="dossier-without-files",
    level=Level.ERROR,
    nl="In {location} staat geen bestand.",
    en="There is no file in {location}.",
    do_nl="Zet de bestanden van het dossier in deze map, of haal de map weg.",
    do_en="Put the files of the dossier in this folder, or take the folder away.",
)

SHELF = "fairwoo.ingest.metadata"
MADE_BY = made_by("ingest", 4)

_JSON = ".json"
_FOLDER_CONFIDENCE = 0.3
_WRAPPING = 99  # the precedence of what the wrapping says: after every form of metadata


class _Form(NamedTuple):
    """A metadata file in a form that was recognised, with what it says of each dossier in it."""

    precedence: int
    path: str
    readings: Sequence[MetadataReading]


class _Sorted(NamedTuple):
    """The files with their fates, the metadata that were read, what a person should know."""

    files: list[DeliveredFile]
    forms: list[_Form]
    findings: list[Finding]


def deliver(folder: Folder, options: Options, hash_file: Callable[[Path], str]) -> Delivery | Refusal:
    """Give every file of a folder its fate, read the metadata, name the dossier and its documents.

    A Refusal when the publisher is missing, unknown or ambiguous, or nothing is left to take in. Strange files raise nothing.
    """
    files, forms, findings = _sort(folder, hash_file)
    forms += [_Form(_WRAPPING, path, [reading]) for path, reading in folder.told]
    files = sorted([*files, *folder.rejected], key=lambda file: file.path)
    documents = delivered(file for file in files if file.fate is FileFate.DOCUMENT)
    readings, doubts = _choose(forms, [document.path or "" for document in documents], folder.name)
    if not documents and not forms:
        kind = DOSSIER_EMPTY if files else DOSSIER_WITHOUT_FILES
        empty = kind.at(Place(file=folder.location), location=folder.location)
        return Refusal(location=folder.location, findings=(empty, *_reasons(files)), files=tuple(files))
    found = publisher(folder.location, said(options.publisher, readings), MADE_BY)
    if isinstance(found, Refused):
        return Refusal(
            location=folder.location, findings=(found.finding,), files=tuple(files), candidates=tuple(found.candidates)
        )
    about = described(documents, readings)
    compared = checksums.compare(about.claims, folder.root)
    identifier = next((reading.identifier for _, reading in readings if reading.identifier), folder.name)
    told = (finding for _, reading in readings for finding in reading.findings)
    dossier = Dossier(
        id=f"{found.body.code}-{short_slug(identifier)}",
        location=folder.location,
        publisher=found.body,
        documents=_timed(about),
        findings=(
            *folder.findings,
            *findings,
            *duplicates(documents),
            *doubts,
            *found.findings,
            *told,
            *about.findings,
            *compared,
        ),
    )
    facts = [fact for _, reading in readings for fact in reading.facts]
    own = [found.fact, *_license(options, facts), _title(folder.name)]
    return Delivery(dossier=dossier, facts=(*own, *facts, *about.facts), files=tuple(files))


def _timed(about: Documents) -> tuple[Document, ...]:
    """The documents, with when their hashes were made as far as metadata say."""
    times = checksums.hashed(about.claims)
    return tuple(one.model_copy(update={"hashed": times[one.id]}) if one.id in times else one for one in about.documents)


def _sort(folder: Folder, hash_file: Callable[[Path], str]) -> _Sorted:
    found = _Sorted([], [], [])
    for path in folder.files:
        full = folder.root / path
        try:
            size = full.stat().st_size
            if not size:
                found.files.append(rejections.rejected(path, rejections.EMPTY))
                continue
            sha256 = hash_file(full)
            form, told, fate = _looked_at(full, path)
        except OSError as error:
            found.files.append(rejections.unreadable(path, error))
            continue
        found.files.append(DeliveredFile(path=path, size=size, fate=fate, sha256=sha256))
        found.forms.extend([form] if form else [])
        found.findings.extend(told)
    return found


def _looked_at(full: Path, path: str) -> tuple[_Form | None, tuple[Finding, ...], FileFate]:
    """Whether a file is metadata: in a form that is known, or because it lies in a folder for them."""
    place = Place(file=path)
    kept_apart = lies_in_metadata(path)
    fate = FileFate.METADATA if kept_apart else FileFate.DOCUMENT
    not_used = (NOT_USED.at(place, file=path),) if kept_apart else ()
    is_json = PurePosixPath(path).suffix.lower() == _JSON
    if not is_json and not may_be_metadata(full, path):
        return None, not_used, fate
    parsed = read_json(full, path) if is_json else read_xml(full, path)
    modules = [discover.load(SHELF, name) for name in discover.names(SHELF)]
    for module in sorted(modules, key=lambda one: int(one.PRECEDENCE)):
        if module.recognises(path, parsed.content):
            readings = module.read(path, parsed.content) if parsed.valid else ()
            return _Form(module.PRECEDENCE, path, readings), parsed.findings, FileFate.METADATA
    if not is_json:
        return None, not_used, fate
    unknown = (not_used or (NOT_RECOGNISED.at(place, file=path),)) if parsed.valid else ()
    return None, (*parsed.findings, *unknown), fate


def _choose(
    forms: Iterable[_Form], paths: Sequence[str], folder_name: str
) -> tuple[list[tuple[str, MetadataReading]], list[Finding]]:
    """Of each metadata file the reading that is about this dossier, most trusted first."""
    shelf = Shelf(paths)
    chosen: list[tuple[str, MetadataReading]] = []
    findings: list[Finding] = []
    for form in sorted(forms, key=lambda form: (form.precedence, form.path)):
        count = len(form.readings)
        best = _best(form, shelf, folder_name)
        if best is not None:
            chosen.append((form.path, form.readings[best]))
        if count > 1:
            kind = NO_DOSSIER_FITS if best is None else SEVERAL_DOSSIERS
            place = Place(file=form.path, path=None if best is None else f"$[{best}]")
            findings.append(kind.at(place, file=form.path, count=count, path=place.path))
    return chosen, findings


def _best(form: _Form, shelf: Shelf, folder_name: str) -> int | None:
    """The only reading; of several the one that names most of the files here, or has the name of the folder as its identifier."""
    if len(form.readings) <= 1:
        return 0 if form.readings else None
    hits = [sum(bool(one.file and shelf.find(one.file, form.path)) for one in reading.documents) for reading in form.readings]
    if max(hits):
        return hits.index(max(hits)) if hits.count(max(hits)) == 1 else None
    same = [
        n
        for n, reading in enumerate(form.readings)
        if reading.identifier and short_slug(reading.identifier) == short_slug(folder_name)
    ]
    return same[0] if len(same) == 1 else None


def _reasons(files: Iterable[DeliveredFile]) -> Iterator[Finding]:
    """Why files were rejected, but for those that never matter."""
    return (file.reason for file in files if file.reason and file.reason.level is not Level.INFO)


def _license(options: Options, facts: Iterable[Fact]) -> list[Fact]:
    """The licence of the settings, where the metadata are silent."""
    if options.license is None or any(fact.property == "license" for fact in facts):
        return []
    source = Source(kind=SourceKind.SETTING, phrase=options.license)
    return [Fact(subject="", property="license", values=(options.license,), raw=options.license, source=source, made_by=MADE_BY)]


def _title(name: str) -> Fact:
    """The last-resort title: the name of the folder."""
    words = " ".join(clean_text(name).replace("_", " ").split()) or name
    source = Source(kind=SourceKind.FOLDER, phrase=name[:200])
    return Fact(
        subject="", property="title", values=(words,), raw=name, source=source, confidence=_FOLDER_CONFIDENCE, made_by=MADE_BY
    )
