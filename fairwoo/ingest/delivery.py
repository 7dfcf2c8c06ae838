"""From an opened folder to a delivery: the fate of every file, what the metadata say, the publisher, and the documents with their ids."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from fairwoo import discover, vocab
from fairwoo.errors import UnknownBodyError
from fairwoo.ingest.found import Folder, MetadataReading, Options
from fairwoo.ingest.jsonfile import read_json
from fairwoo.ingest.sorting import UNREADABLE_FILE, part_folder, rejection
from fairwoo.model import (
    Body,
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
from fairwoo.shared import clean_text, slug

PUBLISHER_MISSING = FindingKind(
    code="publisher-missing",
    level=Level.ERROR,
    nl="Van {location} is niet bekend welk bestuursorgaan het publiceert.",
    en="It is not known which public body publishes {location}.",
    do_nl='Geef het mee: --publisher "gemeente Naam" (of de TOOI-code), of zet publisher in dossier.json of fairwoo.toml.',
    do_en='Say so: --publisher "gemeente Name" (or the TOOI code), or put publisher in dossier.json or fairwoo.toml.',
)
PUBLISHER_UNKNOWN = FindingKind(
    code="publisher-unknown",
    level=Level.ERROR,
    nl="{location}: {reason}",
    en="{location}: {reason_en}",
    do_nl="Kies een van de kandidaten en geef de code mee met --publisher: {candidates}.",
    do_en="Choose one of the candidates and give its code with --publisher: {candidates}.",
)
PUBLISHER_CONTRADICTION = FindingKind(
    code="publisher-contradiction",
    level=Level.WARNING,
    nl="Het opgegeven bestuursorgaan is {given}, maar {file} noemt “{said}”.",
    en="The public body given is {given}, but {file} names “{said}”.",
    do_nl="Het opgegeven orgaan is aangehouden. Kijk of dit dossier wel van {given} is.",
    do_en="The body given was kept. See whether this dossier is really of {given}.",
)
NOT_METADATA = FindingKind(
    code="metadata-not-recognised",
    level=Level.WARNING,
    nl="{file} is JSON, maar geen metadata in een vorm die fairwoo kent; het is als document bewaard.",
    en="{file} is JSON, but no metadata in a form that fairwoo knows; it was kept as a document.",
    do_nl="Gebruik dossier.json (schemas/dossier.schema.json), Woogle 2.0 of WooFAIRify als dit metadata moet zijn.",
    do_en="Use dossier.json (schemas/dossier.schema.json), Woogle 2.0 or WooFAIRify if this should be metadata.",
)
METADATA_UNUSED = FindingKind(
    code="metadata-not-used",
    level=Level.INFO,
    nl="{file} ligt in een map met metadata, maar is niet gebruikt.",
    en="{file} lies in a folder of metadata, but was not used.",
    do_nl="Hoort het bij de vrijgegeven documenten, zet het dan in een andere map.",
    do_en="If it is one of the released documents, put it in another folder.",
)
FILE_MISSING = FindingKind(
    code="metadata-file-missing",
    level=Level.WARNING,
    nl="{file} noemt het document “{name}”, maar dat bestand is niet aangeleverd.",
    en="{file} names the document “{name}”, but that file was not delivered.",
    do_nl="Lever het bestand alsnog aan, of verbeter de bestandsnaam. Het document is zonder bestand opgenomen.",
    do_en="Deliver the file after all, or mend its name. The document was taken in without a file.",
)
SAME_CONTENT = FindingKind(
    code="file-twice",
    level=Level.INFO,
    nl="{file} is byte voor byte gelijk aan {other}.",
    en="{file} is byte for byte the same as {other}.",
    do_nl="Haal er een weg als dat niet de bedoeling is.",
    do_en="Take one away if this is not meant.",
)

SHELF = "fairwoo.ingest.metadata"


class _Read(NamedTuple):
    """A metadata file with what it says."""

    precedence: int
    path: str
    reading: MetadataReading


def deliver(folder: Folder, options: Options, hash_file: Callable[[Path], str]) -> Delivery | Refusal:
    """Give every file of a folder its fate, read the metadata, and name the dossier and its documents.

    A Refusal when the publisher is missing, unknown or ambiguous: nothing is invented. Raises nothing on strange files.
    """
    files, read, findings = _sort(folder, hash_file)
    read.sort(key=lambda one: (one.precedence, one.path))
    body = _publisher(folder.location, options, read)
    if not isinstance(body, Body):
        refused = tuple(files) + folder.rejected
        return Refusal(location=folder.location, findings=(body[0],), files=refused, candidates=body[1])
    findings += _contradictions(body, options, read)
    documents = _documents(files)
    findings += _twice(documents)
    facts, missing, without_file = _resolve(documents, read)
    identifier = next((one.reading.identifier for one in read if one.reading.identifier), None) or folder.name
    dossier = Dossier(
        id=f"{body.code}-{slug(identifier)}",
        location=folder.location,
        publisher=body,
        documents=(*documents, *without_file),
        findings=(*findings, *(finding for one in read for finding in one.reading.findings), *missing),
    )
    return Delivery(
        dossier=dossier, facts=(*_settings_facts(options), _folder_title(folder.name), *facts), files=(*files, *folder.rejected)
    )


def _sort(folder: Folder, hash_file: Callable[[Path], str]) -> tuple[list[DeliveredFile], list[_Read], list[Finding]]:
    files: list[DeliveredFile] = []
    read: list[_Read] = []
    findings: list[Finding] = []
    for path in folder.files:
        refused = rejection(folder.root, path)
        if refused is not None:
            files.append(refused.model_copy(update={"path": clean_text(path)}) if path != clean_text(path) else refused)
            continue
        in_metadata = any(part_folder(part) == "metadata" for part in PurePosixPath(path).parts[:-1])
        found, told = _metadata(folder.root / path, path, in_metadata=in_metadata)
        findings += told
        read += [found] if found else []
        fate = FileFate.METADATA if found or in_metadata else FileFate.DOCUMENT
        files.append(_delivered(folder.root / path, path, fate, hash_file))
    return files, read, findings


def _metadata(full: Path, path: str, *, in_metadata: bool) -> tuple[_Read | None, list[Finding]]:
    place = Place(file=path)
    unused = [METADATA_UNUSED.at(place, file=path)] if in_metadata else []
    if full.suffix.lower() != ".json":
        return None, unused
    content, malformed = read_json(full, path)
    if malformed:
        return None, [malformed]
    for name in discover.names(SHELF):
        module = discover.load(SHELF, name)
        if module.recognises(content):
            return _Read(module.PRECEDENCE, path, module.read(path, content)), []
    return None, unused or [NOT_METADATA.at(place, file=path)]


def _delivered(full: Path, path: str, fate: FileFate, hash_file: Callable[[Path], str]) -> DeliveredFile:
    try:
        size = full.stat().st_size
        return DeliveredFile(path=path, size=size, fate=fate, sha256=hash_file(full))
    except OSError as error:
        reason = UNREADABLE_FILE.at(Place(file=path), file=path, reason=error.strerror or type(error).__name__)
        return DeliveredFile(path=path, size=0, fate=FileFate.REJECTED, reason=reason)


def _publisher(location: str, options: Options, read: Iterable[_Read]) -> Body | tuple[Finding, tuple[tuple[str, str], ...]]:
    said = options.publisher or next((one.reading.publisher for one in read if one.reading.publisher), None)
    place = Place(file=location)
    if said is None:
        return PUBLISHER_MISSING.at(place, location=location), ()
    try:
        return vocab.match_body(said)
    except UnknownBodyError as error:
        names = "; ".join(f"{code} ({name})" for code, name in error.candidates) or "—"
        reason = {"reason": error.text.nl, "reason_en": error.text.en}
        return PUBLISHER_UNKNOWN.at(place, location=location, candidates=names, **reason), error.candidates


def _contradictions(body: Body, options: Options, read: Iterable[_Read]) -> list[Finding]:
    if options.publisher is None:
        return []
    return [
        PUBLISHER_CONTRADICTION.at(Place(file=one.path), given=body.name, file=one.path, said=one.reading.publisher)
        for one in read
        if one.reading.publisher and body not in (vocab.body(one.reading.publisher), *vocab.find_bodies(one.reading.publisher))
    ]


def _documents(files: Iterable[DeliveredFile]) -> list[Document]:
    documents: list[Document] = []
    for file in files:
        if file.fate is FileFate.DOCUMENT:
            taken = {document.id for document in documents}
            document_id = _unique(slug(str(PurePosixPath(file.path).with_suffix(""))), taken)
            documents.append(Document(id=document_id, path=file.path, sha256=file.sha256, size=file.size))
    return documents


def _unique(base: str, taken: set[str]) -> str:
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _twice(documents: Iterable[Document]) -> list[Finding]:
    first: dict[str, str] = {}
    findings = []
    for document in documents:
        path = document.path or ""
        other = first.setdefault(document.sha256 or path, path)
        if other != path:
            findings.append(SAME_CONTENT.at(Place(file=path), file=path, other=other))
    return findings


def _resolve(documents: list[Document], read: Iterable[_Read]) -> tuple[list[Fact], list[Finding], list[Document]]:
    """Facts about `file:NAME` become facts about the document of that file; a file that is not there becomes one without."""
    facts: list[Fact] = []
    findings: list[Finding] = []
    without_file: dict[str, Document] = {}
    for one in read:
        for fact in one.reading.facts:
            if not fact.subject.startswith("file:"):
                facts.append(fact)
                continue
            name = fact.subject.removeprefix("file:")
            document = match_document(name, documents) or without_file.get(name)
            if document is None:
                taken = {document.id for document in (*documents, *without_file.values())}
                document = without_file[name] = Document(id=_unique(slug(PurePosixPath(name).stem or name), taken), title=name)
                findings.append(FILE_MISSING.at(Place(file=one.path), file=one.path, name=name))
            facts.append(fact.model_copy(update={"subject": document.id}))
    return facts, findings, list(without_file.values())


def match_document(name: str, documents: Iterable[Document]) -> Document | None:
    """The document a metadata file means: by relative path, by file name, the same folded, then by the name without its ending."""
    listed = list(documents)
    wanted = PurePosixPath(name.replace("\\", "/"))
    for key in (_as_is, _name_only, _folded_name, _folded_stem):
        found = [document for document in listed if document.path and key(PurePosixPath(document.path)) == key(wanted)]
        if len(found) == 1:
            return found[0]
    return None


def _as_is(path: PurePosixPath) -> str:
    return unicodedata.normalize("NFC", str(path))


def _name_only(path: PurePosixPath) -> str:
    return unicodedata.normalize("NFC", path.name)


def _folded_name(path: PurePosixPath) -> str:
    return _name_only(path).casefold().strip()


def _folded_stem(path: PurePosixPath) -> str:
    return unicodedata.normalize("NFC", path.stem).casefold().strip()


def _settings_facts(options: Options) -> list[Fact]:
    if options.license is None:
        return []
    source = Source(kind=SourceKind.SETTING)
    return [Fact(subject="", property="license", values=(options.license,), raw=options.license, source=source, made_by="ingest")]


def _folder_title(name: str) -> Fact:
    source = Source(kind=SourceKind.FOLDER, phrase=name[:200])
    title = clean_text(name).replace("_", " ").strip() or name
    return Fact(subject="", property="title", values=(title,), raw=name, source=source, confidence=0.3, made_by="ingest")
