"""The documents of a dossier: those delivered, with stable ids, and those that only the metadata know."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from fairwoo.ingest.matching import Shelf
from fairwoo.ingest.names import same_name
from fairwoo.ingest.said import Claim, Described, MetadataReading
from fairwoo.model import DeliveredFile, Disclosure, Document, Fact, Finding, FindingKind, Level, Place
from fairwoo.shared import slug

FILE_MISSING = FindingKind(
    code="metadata-file-missing",
    level=Level.WARNING,
    nl="{file}, {path}: het bestand “{name}” is niet aangeleverd; het document is zonder bestand opgenomen.",
    en="{file}, {path}: the file “{name}” was not delivered; the document was taken in without a file.",
    do_nl="Lever het bestand alsnog aan of verbeter de bestandsnaam. Is het document geweigerd, vermeld dat dan als beoordeling.",
    do_en="Deliver the file after all or mend its name. If the document was withheld, say so in its judgement.",
)
FILE_NOT_NAMED = FindingKind(
    code="metadata-file-not-named",
    level=Level.WARNING,
    nl="{file}, {path}: bij het document “{name}” staat geen bestand; het is zonder bestand opgenomen.",
    en="{file}, {path}: the document “{name}” names no file; it was taken in without one.",
    do_nl="Vul de bestandsnaam in. Is het document geweigerd, vermeld dat dan als beoordeling.",
    do_en="Fill in the name of the file. If the document was withheld, say so in its judgement.",
)
FILE_TWICE = FindingKind(
    code="metadata-file-twice",
    level=Level.WARNING,
    nl="{file}, {path}: het bestand “{name}” hoort al bij een eerder genoemd document; dit document is zonder bestand opgenomen.",
    en="{file}, {path}: the file “{name}” belongs to a document named before; this document was taken in without a file.",
    do_nl="Lever elk document als een eigen bestand aan.",
    do_en="Deliver each document as a file of its own.",
)
NOT_DESCRIBED = FindingKind(
    code="file-not-in-metadata",
    level=Level.INFO,
    nl="{file} wordt in de metadata niet genoemd.",
    en="{file} is not named in the metadata.",
    do_nl="Voeg het document aan de metadata toe, of haal het weg als het er niet bij hoort.",
    do_en="Add the document to the metadata, or take it away if it does not belong here.",
)
SAME_CONTENT = FindingKind(
    code="file-duplicate",
    level=Level.INFO,
    nl="{file} is byte voor byte gelijk aan {other}.",
    en="{file} is byte for byte the same as {other}.",
    do_nl="Haal er een weg als dat niet de bedoeling is.",
    do_en="Take one away if this is not meant.",
)

_LONGEST_ID = 60
_WITHOUT_FILE = {Disclosure.NOT_PUBLIC, Disclosure.ALREADY_PUBLIC}


class Documents(NamedTuple):
    """The documents, delivered ones first; the facts about them with their ids as subjects; what a person should know.

    `claims` are what metadata say of the files of delivered documents, to be compared.
    """

    documents: tuple[Document, ...]
    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    claims: tuple[tuple[Document, Claim], ...] = ()


def short_slug(text: str) -> str:
    """A slug of at most 60 characters; of a longer one the end is a hash of the whole, so that two long names stay apart."""
    whole = slug(text, limit=len(text) + 1)
    if len(whole) <= _LONGEST_ID:
        return whole
    return f"{whole[: _LONGEST_ID - 9].strip('-')}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def delivered(files: Iterable[DeliveredFile]) -> list[Document]:
    """A document for each file. The id is the path without its ending, with it where that is not unique, else numbered."""
    files = sorted(files, key=lambda file: file.path)
    by_base: dict[str, int] = defaultdict(int)
    for file in files:
        by_base[_base(file.path)] += 1
    documents: list[Document] = []
    taken: set[str] = set()
    for file in files:
        wanted = _base(file.path) if by_base[_base(file.path)] == 1 else short_slug(file.path)
        document_id = _free(wanted, taken)
        documents.append(Document(id=document_id, path=file.path, sha256=file.sha256, size=file.size))
    return documents


def _base(path: str) -> str:
    return short_slug(str(PurePosixPath(path).with_suffix("")))


def _free(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


def duplicates(documents: Iterable[Document]) -> list[Finding]:
    """A finding for each file that has the bytes of an earlier one."""
    first: dict[str, str] = {}
    findings = []
    for document in documents:
        if document.path and document.sha256:
            other = first.setdefault(document.sha256, document.path)
            if other != document.path:
                findings.append(SAME_CONTENT.at(Place(file=document.path), file=document.path, other=other))
    return findings


def described(documents: Sequence[Document], readings: Sequence[tuple[str, MetadataReading]]) -> Documents:
    """Tie what metadata files (path, reading) say to the documents they mean.

    A document that is not there is added without a file, with a warning unless it is said that it was withheld, withdrawn or public
    already; where a later metadata file describes it again, by file, number or title, it is the same document. An id that a metadata
    file gives is kept. What is said of a part of a delivered file waits for that file to be read.
    """
    documents = _with_given_ids(documents, readings)
    matching = _Matching(documents)
    for path, reading in readings:
        matching.take(path, reading.documents)
    if any(reading.documents for _, reading in readings):
        for document in documents:
            if document.id not in matching.described and document.path:
                matching.findings.append(NOT_DESCRIBED.at(Place(file=document.path), file=document.path))
    return Documents((*documents, *matching.added), tuple(matching.facts), tuple(matching.findings), tuple(matching.claims))


def _with_given_ids(documents: Sequence[Document], readings: Sequence[tuple[str, MetadataReading]]) -> list[Document]:
    """The delivered documents under the ids that metadata give them; an id that is given twice, or is no id, changes nothing."""
    shelf = Shelf(document.path for document in documents if document.path)
    given: dict[str, str] = {}
    for metadata_file, reading in readings:
        for one in reading.documents:
            wanted = _given_id(one)
            path = shelf.find(one.file, metadata_file) if wanted and one.file else None
            if path and wanted and wanted not in given.values():
                given.setdefault(path, wanted)
    renamed = [one.model_copy(update={"id": given[one.path]}) if one.path in given else one for one in documents]
    return renamed if len({document.id for document in renamed}) == len(renamed) else list(documents)


def _given_id(one: Described) -> str | None:
    """The id that a metadata file gives, if it is one."""
    text = next(iter(one.values("id")), "")
    return text if text and slug(text, limit=len(text) + 1) == text else None


class _Matching:
    """The state of tying descriptions to documents."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.added: list[Document] = []
        self.facts: list[Fact] = []
        self.findings: list[Finding] = []
        self.described: set[str] = set()
        self.claims: list[tuple[Document, Claim]] = []
        self._shelf = Shelf(document.path for document in documents if document.path)
        self._by_path = {document.path: document for document in documents}
        self._taken = {document.id for document in documents}
        self._known_as: dict[str, str] = {}
        self._with_parts = {document.id for document in documents}

    def take(self, metadata_file: str, descriptions: Iterable[Described]) -> None:
        """Tie the descriptions of one metadata file; in one file each describes another document."""
        claimed: set[str] = set()
        for one in descriptions:
            if part := self._waiting_part(one):
                self.facts += [fact.model_copy(update={"subject": part}) for fact in one.facts]
                continue
            document = self._delivered(one, metadata_file)
            found = document.id if document else None
            if found is None or found in claimed:
                again = next(
                    (known for name in _names(one) if (known := self._known_as.get(name)) and known not in claimed), None
                )
                if again is None:
                    self._doubt(metadata_file, one, twice=found is not None)
                found = again or self._add(one)
            elif document:
                self.claims += [(document, claim) for claim in one.claims]
            claimed.add(found)
            self.facts += [fact.model_copy(update={"subject": found}) for fact in one.facts]
        self.described |= claimed

    def _delivered(self, one: Described, metadata_file: str) -> Document | None:
        path = self._shelf.beside(one.beside) if one.beside else None
        if path is None and one.file:
            path = self._shelf.find(one.file, metadata_file)
        return self._by_path.get(path)

    def _waiting_part(self, one: Described) -> str | None:
        """The id of a document inside a delivered file, which is there once that has been read."""
        given, parent = _given_id(one), next(iter(one.values("parent")), None)
        if given is None or one.file or given in self._taken or parent not in self._with_parts:
            return None
        self._with_parts.add(given)
        return given

    def _add(self, one: Described) -> str:
        number, title = one.values("number"), one.values("title")
        wanted = f"nr-{slug(number[0])}" if number else short_slug((title or (one.file or "document",))[0])
        added = _free(_given_id(one) or wanted, self._taken)
        self.added.append(Document(id=added))
        for name in _names(one):
            self._known_as.setdefault(name, added)
        return added

    def _doubt(self, metadata_file: str, one: Described, *, twice: bool) -> None:
        if not twice and (set(one.values("disclosure")) & _WITHOUT_FILE or one.values("withdrawn")):
            return
        name = one.file or (one.values("title") or one.values("number") or ("?",))[0]
        kind = FILE_TWICE if twice else FILE_MISSING if one.file else FILE_NOT_NAMED
        self.findings.append(kind.at(Place(file=metadata_file, path=one.path), file=metadata_file, path=one.path, name=name))


def _names(one: Described) -> list[str]:
    """What a description may be recognised by in another metadata file, surest first."""
    given = (("file", one.file and (one.file,)), ("number", one.values("number")), ("title", one.values("title")))
    return [f"{kind}:{same_name(value)}" for kind, values in given for value in values or ()]
