"""What can be the matter with a package: a file that is missing, was changed, or does not belong."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from fairwoo.ingest import rejections
from fairwoo.ingest.tree import size_of
from fairwoo.model import DeliveredFile, FileFate, Finding, FindingKind, Level, Place

CHANGED = FindingKind(
    code="package-file-changed",
    level=Level.ERROR,
    nl="{file} is niet meer het bestand dat in het pakket is gedaan: {what} klopt niet.",
    en="{file} is no longer the file that was put in the package: its {what} is not right.",
    do_nl="Vraag de maker om het pakket opnieuw, of om dit bestand. Het is niet opgenomen.",
    do_en="Ask the maker for the package again, or for this file. It was not taken in.",
)
MISSING = FindingKind(
    code="package-file-missing",
    level=Level.ERROR,
    nl="{file} hoort volgens {list} in het pakket, maar is er niet.",
    en="{file} should be in the package by {list}, but is not there.",
    do_nl="Vraag de maker om het pakket opnieuw, of om dit bestand.",
    do_en="Ask the maker for the package again, or for this file.",
)
UNLISTED = FindingKind(
    code="package-file-unlisted",
    level=Level.WARNING,
    nl="{file} ligt in het pakket, maar hoort er niet bij: {list} noemt het niet.",
    en="{file} lies in the package but is no part of it: {list} does not name it.",
    do_nl="Haal het weg. Hoort het wel bij het dossier, neem het dan als gewone map op, of vraag de maker om een nieuw pakket.",
    do_en="Take it away. If it is part of the dossier, bring that in as an ordinary folder, or ask the maker for a new package.",
)
UNDESCRIBED = FindingKind(
    code="package-file-undescribed",
    level=Level.INFO,
    nl="{file} ligt in het pakket, maar {list} beschrijft het niet; het is opgenomen.",
    en="{file} lies in the package but {list} does not describe it; it was taken in.",
    do_nl="Kijk of het bij het dossier hoort.",
    do_en="See whether it is part of the dossier.",
)
DAMAGED = FindingKind(
    code="package-damaged",
    level=Level.ERROR,
    nl="{file} is niet te gebruiken, dus van het pakket is niet na te gaan of het compleet en ongewijzigd is: {what}.",
    en="{file} cannot be used, so it cannot be checked whether the package is complete and unchanged: {what_en}.",
    do_nl="Vraag de maker om het pakket opnieuw.",
    do_en="Ask the maker for the package again.",
)

_BLOCK = 1 << 20


class Checked(NamedTuple):
    """What is in a package, as paths relative to its root, with `/`: what to take in, what is refused, what a person should know."""

    files: tuple[str, ...]
    rejected: tuple[DeliveredFile, ...]
    findings: tuple[Finding, ...]


def changed(root: Path, path: str, what: str, shown: str | None = None) -> DeliveredFile:
    """A file that is not what it was: its size, or its digest by the algorithm `what`. `shown` is how to call it."""
    return rejections.rejected(shown or path, CHANGED, size_of(root / path), what=what)


def unlisted(root: Path, path: str, list_name: str) -> DeliveredFile:
    """A file that is no part of the package."""
    return rejections.rejected(path, UNLISTED, size_of(root / path), list=list_name)


def own_file(root: Path, path: str, shown: str | None = None) -> DeliveredFile:
    """A file of the package itself: metadata that were read or that can be made again, so its bytes are not kept."""
    return DeliveredFile(path=shown or path, size=size_of(root / path), fate=FileFate.METADATA)


def missing(path: str, list_name: str) -> Finding:
    """A file that should be there."""
    return MISSING.at(Place(file=path), file=path, list=list_name)


def differs(file: Path, wanted: Mapping[str, str]) -> str | None:
    """The first algorithm (as hashlib calls it) by which the file has another digest than `wanted` says; None if all agree.

    The file is read once, block by block. Raises OSError.
    """
    hashes = {name: hashlib.new(name, usedforsecurity=False) for name in wanted}
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            for one in hashes.values():
                one.update(block)
    return next((name for name in sorted(wanted) if hashes[name].hexdigest() != wanted[name].strip().lower()), None)
