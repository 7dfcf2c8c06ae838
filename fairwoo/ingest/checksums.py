"""Whether files are those that their metadata tell of: the sizes and checksums that were delivered with them, compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from fairwoo.ingest.said import Claim
from fairwoo.model import Document, Finding, FindingKind, Level

CHECKSUM_DIFFERS = FindingKind(
    code="metadata-checksum-differs",
    level=Level.ERROR,
    nl="{file} is niet het bestand waar de metadata over gaan: de controlesom ({kind}) in {metadata} is een andere.",
    en="{file} is not the file that the metadata tell of: the checksum ({kind}) in {metadata} is another.",
    do_nl="Kijk welk van de twee het goede is: lever het goede bestand aan, of maak de metadata opnieuw.",
    do_en="See which of the two is right: deliver the right file, or make the metadata again.",
)
SIZE_DIFFERS = FindingKind(
    code="metadata-size-differs",
    level=Level.ERROR,
    nl="{file} is {found} bytes groot, maar volgens {metadata} zijn het er {said}.",
    en="{file} is {found} bytes, but {metadata} says {said}.",
    do_nl="Kijk welk van de twee het goede is: lever het goede bestand aan, of maak de metadata opnieuw.",
    do_en="See which of the two is right: deliver the right file, or make the metadata again.",
)
NOT_COMPARED = FindingKind(
    code="metadata-checksum-not-compared",
    level=Level.INFO,
    nl="De controlesom van {file} in {metadata} is niet vergeleken: “{kind}” is geen SHA-2.",
    en="The checksum of {file} in {metadata} was not compared: “{kind}” is no SHA-2.",
    do_nl="Gebruik SHA-256 of SHA-512.",
    do_en="Use SHA-256 or SHA-512.",
)

SIZE = "size"
_HASHES = frozenset({"sha224", "sha256", "sha384", "sha512"})


def compare(claims: Iterable[tuple[Document, Claim]], root: Path) -> list[Finding]:
    """A finding for each claim that is not so. `root` is the folder of the documents' paths; only SHA-256 needs no second reading.

    A file that can no longer be read is told elsewhere.
    """
    return [told for document, claim in claims if (told := _compared(document, claim, root))]


def hashed(claims: Iterable[tuple[Document, Claim]]) -> dict[str, datetime]:
    """When the SHA-256 of documents was made, by their ids, where metadata say so of the right one."""
    return {document.id: claim.made for document, claim in claims if claim.made and _is_right(document, claim)}


def _is_right(document: Document, claim: Claim) -> bool:
    return claim.kind == "sha256" and claim.value.lower() == document.sha256


def _compared(document: Document, claim: Claim, root: Path) -> Finding | None:
    file, metadata = document.path or document.id, claim.place.file
    if claim.kind == SIZE:
        if claim.value == str(document.size):
            return None
        return SIZE_DIFFERS.at(claim.place, file=file, metadata=metadata, found=document.size, said=claim.value[:40])
    if claim.kind not in _HASHES:
        return NOT_COMPARED.at(claim.place, file=file, metadata=metadata, kind=claim.kind[:40])
    found = document.sha256 if claim.kind == "sha256" else _hash(root / file, claim.kind)
    if found is None or found == claim.value.lower():
        return None
    return CHECKSUM_DIFFERS.at(claim.place, file=file, metadata=metadata, kind=claim.kind)


def _hash(path: Path, kind: str) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, kind).hexdigest()
    except OSError:
        return None
