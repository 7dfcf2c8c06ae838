"""Which files of a dossier go into a package: what was released. What stays out is said, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from fairwoo.map.case import Case
from fairwoo.map.documents import Described
from fairwoo.map.held_back import Held, inside, is_kept_back
from fairwoo.model import DeliveredFile, Document, FileFate, Finding, FindingKind, Level, Place

WITHHELD = FindingKind(
    code="package-file-withheld",
    level=Level.WARNING,
    nl="{file} zit niet in het pakket: het document is niet openbaar.",
    en="{file} is not in the package: the document is not public.",
    do_nl="Klopt de beoordeling niet, verbeter die dan en maak het pakket opnieuw.",
    do_en="If the judgement is wrong, mend it and make the package again.",
)
PART_WITHHELD = FindingKind(
    code="package-file-holds-withheld",
    level=Level.WARNING,
    nl="{file} zit niet in het pakket: er zit een document in dat niet openbaar of ingetrokken is ({part}).",
    en="{file} is not in the package: it holds a document that is not public or was withdrawn ({part}).",
    do_nl="Lever het bestand aan zonder dat deel, en maak het pakket opnieuw.",
    do_en="Deliver the file without that part, and make the package again.",
)
HIDDEN = FindingKind(
    code="package-file-hidden-text",
    level=Level.ERROR,
    nl="{file} zit niet in het pakket: er zit leesbare tekst onder een lakvlak, of inhoud die verborgen had moeten zijn.",
    en="{file} is not in the package: it holds readable text under a redaction, or content that should have been hidden.",
    do_nl="Lak het bestand opnieuw met een programma dat de tekst verwijdert, en lever het opnieuw aan.",
    do_en="Redact the file again with a program that removes the text, and deliver it again.",
)
UNREAD = FindingKind(
    code="package-file-unread",
    level=Level.WARNING,
    nl="{file} zit niet in het pakket: het is niet of nog niet helemaal gelezen, dus niemand weet of er tekst onder een lakvlak zit.",
    en="{file} is not in the package: it was not read, or not all of it yet, so nobody knows whether there is text under a redaction.",
    do_nl="Laat fairwoo extract doorlopen, of lever een bestand aan dat niet beschadigd of versleuteld is, en maak het pakket opnieuw.",
    do_en="Let fairwoo extract run on, or deliver a file that is not damaged or encrypted, and make the package again.",
)
HIDDEN_INCLUDED = FindingKind(
    code="package-hidden-text-included",
    level=Level.WARNING,
    nl="{file} zit in het pakket, al zit er leesbare tekst onder een lakvlak of verborgen inhoud in: zo is het gevraagd.",
    en="{file} is in the package although it holds readable text under a redaction, or hidden content: that was asked for.",
    do_nl="Geef dit pakket niet aan anderen zonder dat de uitgever daarmee instemt.",
    do_en="Give this package to nobody without the publisher's consent.",
)
NAME_TAKEN = FindingKind(
    code="package-name-taken",
    level=Level.ERROR,
    nl="{file} zit niet in het pakket: die naam is daarin van het pakket zelf.",
    en="{file} is not in the package: in there that name belongs to the package itself.",
    do_nl="Geef het bestand een andere naam, neem het dossier opnieuw op, en maak het pakket opnieuw.",
    do_en="Rename the file, bring the dossier in again, and make the package again.",
)
ELSEWHERE = FindingKind(
    code="package-file-elsewhere",
    level=Level.INFO,
    nl="{file} zit niet in het pakket: het was al openbaar, en staat op {address}.",
    en="{file} is not in the package: it was public already, and is at {address}.",
    do_nl="Je hoeft niets te doen.",
    do_en="Nothing needs to be done.",
)
GIVEN_METADATA = FindingKind(
    code="package-metadata-left-out",
    level=Level.INFO,
    nl="{file} zit niet in het pakket: het is aangeleverde metadata; wat erin staat, staat in dossier.json.",
    en="{file} is not in the package: it is delivered metadata; what it says is in dossier.json.",
    do_nl="Je hoeft niets te doen.",
    do_en="Nothing needs to be done.",
)


class Released(NamedTuple):
    """The documents whose file goes into the package, in the order of their paths, and what a person should know."""

    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]


def released(case: Case, hidden: Collection[str], taken: Iterable[str]) -> Released:
    """The files that go in: those that the descriptions offer and that are not inside another. `taken` are paths of the package itself.

    `hidden` are ids of documents with text that should not be seen; the descriptions offer them only if the publisher said so.
    """
    own = {path.casefold() for path in taken}
    within = inside(case.dossier.documents)
    documents: list[Document] = []
    findings: list[Finding] = []
    for document in sorted(case.dossier.documents, key=lambda one: one.path or ""):
        if document.parent is not None or document.path is None or document.sha256 is None:
            continue
        parts = within.get(document.id, ())
        finding = _refusal(case.documents[document.id], parts, own)
        if finding is not None:
            findings.append(finding)
            continue
        documents.append(document)
        if any(one.id in hidden for one in (document, *parts)):
            findings.append(HIDDEN_INCLUDED.at(Place(file=document.path), file=document.path))
    return Released(tuple(documents), tuple(findings))


def metadata_left_out(files: Iterable[DeliveredFile]) -> tuple[Finding, ...]:
    """A finding for each delivered metadata file."""
    return tuple(GIVEN_METADATA.at(Place(file=one.path), file=one.path) for one in files if one.fate is FileFate.METADATA)


def _refusal(described: Described, parts: Sequence[Document], own: set[str]) -> Finding | None:
    place, path = described.place, described.document.path or ""
    if described.held is Held.REFUSED:
        return WITHHELD.at(place, file=path)
    if described.held is Held.HOLDS:
        part = next((one.path or one.number or one.id for one in parts if is_kept_back(one)), "")
        return PART_WITHHELD.at(place, file=path, part=part)
    if described.held is Held.LEAKING:
        return HIDDEN.at(place, file=path)
    if described.held is Held.UNREAD:
        return UNREAD.at(place, file=path)
    if described.file is None:
        return ELSEWHERE.at(place, file=path, address=described.elsewhere or "")
    folders = {"/".join(path.casefold().split("/")[:depth]) for depth in range(1, path.count("/") + 2)}
    return NAME_TAKEN.at(place, file=path) if folders & own else None
