"""A location → deliveries: the dossiers there, the fate of every file, and what the metadata beside the documents say.

The shelf `sources` holds the kinds of places (the first that accepts), the shelf `metadata` the forms of metadata files, each with
its precedence. Nothing of a document is read here: that happens in `extract`, behind limits.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from fairwoo import discover
from fairwoo.errors import InputError, why
from fairwoo.ingest import delivery
from fairwoo.ingest.delivery import MADE_BY
from fairwoo.ingest.found import Folder, Found, Options, SourceModule
from fairwoo.ingest.names import is_writable, readable
from fairwoo.ingest.own import is_own
from fairwoo.ingest.packages import opening
from fairwoo.ingest.said import MetadataModule
from fairwoo.model import Delivery, Refusal, Text
from fairwoo.shared import sha256_of

__all__ = ["MADE_BY", "Folder", "Found", "MetadataModule", "Options", "SourceModule", "deliver", "find"]

SHELF = "fairwoo.ingest.sources"


def find(location: Path) -> Iterator[Found]:
    """The dossiers at a location, sorted.

    Raises InputError, at the first, if it does not exist, cannot be read, holds nothing or is what fairwoo itself made; but packages
    that it exported may come in again.
    """
    place = Path(os.path.abspath(location))  # noqa: PTH100 - without following links, unlike Path.resolve
    if not is_writable(str(place)):
        raise InputError(
            Text(
                nl=f"De naam van {readable(str(location))} bevat tekens die niet te lezen zijn. Geef een andere naam.",
                en=f"The name of {readable(str(location))} holds characters that cannot be read. Give another name.",
            )
        )
    _check_readable(location, place)
    if any(is_own(one) for one in {place, place.resolve()}) and not _is_package(place):
        raise InputError(
            Text(
                nl=f"{location} is van fairwoo zelf (een werkmap, een export of instellingen). Wijs de map met de documenten aan.",
                en=f"{location} is of fairwoo itself (a workspace, an export or settings). Name the folder with the documents.",
            )
        )
    for name in discover.names(SHELF):
        source = discover.load(SHELF, name)
        if source.accepts(place):
            yield from source.find(place)
            return
    raise InputError(
        Text(
            nl=f"{location} is geen map en geen gewoon bestand. Wijs de map met de documenten aan.",
            en=f"{location} is no folder and no ordinary file. Name the folder with the documents.",
        )
    )


def deliver(folder: Folder, options: Options, hash_file: Callable[[Path], str] = sha256_of) -> Delivery | Refusal:
    """What ingest makes of one opened dossier: every file with its fate, the documents with their ids, the facts of its metadata.

    `hash_file` gives the SHA-256 of a file and may raise OSError: such a file is rejected. A Refusal, with the reason, when the
    publisher is missing, unknown or ambiguous, or when nothing can be taken in.
    """
    return delivery.deliver(folder, options, hash_file)


def _is_package(place: Path) -> bool:
    return opening.is_package(place) if place.is_dir() else opening.is_packed(place)


def _check_readable(location: Path, place: Path) -> None:
    try:
        if place.is_dir():
            with os.scandir(place):
                return
        if place.is_file():
            with place.open("rb"):
                return
        place.stat()
    except OSError as error:
        reason = why(error)
        raise InputError(
            Text(
                nl=f"{location} is niet te lezen: {reason.nl}. Controleer het pad en je leesrechten.",
                en=f"{location} cannot be read: {reason.en}. Check the path and your rights.",
            )
        ) from error
