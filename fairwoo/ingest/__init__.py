"""A location → deliveries: the dossiers there, the fate of every file, and what the metadata beside the documents say.

The shelf `sources` holds the kinds of places (first that accepts, an archive before any file), the shelf `metadata` the forms of
metadata files. Nothing of a document is read here: that happens in `extract`, behind limits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from fairwoo import discover
from fairwoo.errors import InputError
from fairwoo.ingest import delivery
from fairwoo.ingest.found import Folder, Found, MetadataModule, Options, SourceModule
from fairwoo.model import Delivery, Refusal, Text
from fairwoo.shared import made_by, sha256_of

__all__ = ["MADE_BY", "Folder", "Found", "MetadataModule", "Options", "SourceModule", "deliver", "find"]

MADE_BY = made_by("ingest", 1)
SHELF = "fairwoo.ingest.sources"


def find(location: Path) -> Iterator[Found]:
    """The dossiers at a location, sorted. Raises InputError if it does not exist, cannot be read, or holds nothing."""
    place = location.absolute()
    try:
        place.stat()
        if place.is_dir():
            next(place.iterdir(), None)
        else:
            place.open("rb").close()
    except OSError as error:
        raise InputError(
            Text(
                nl=f"{location} is niet te lezen: {_reason_nl(error)}. Controleer het pad en je leesrechten.",
                en=f"{location} cannot be read: {error.strerror}. Check the path and your rights.",
            )
        ) from error
    for name in discover.names(SHELF):  # archive, file, folder: an archive is asked before it would be any file
        source = discover.load(SHELF, name)
        if source.accepts(place):
            found = source.find(place)
            if not found:
                raise _nothing(location)
            yield from found
            return
    raise _nothing(location)


def deliver(folder: Folder, options: Options, hash_file: Callable[[Path], str] = sha256_of) -> Delivery | Refusal:
    """What ingest makes of one opened folder; see `fairwoo.ingest.delivery`."""
    return delivery.deliver(folder, options, hash_file)


def _reason_nl(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "het bestaat niet"
    if isinstance(error, PermissionError):
        return "je hebt geen leesrecht"
    return error.strerror or type(error).__name__


def _nothing(location: Path) -> InputError:
    return InputError(
        Text(
            nl=f"In {location} is geen dossier gevonden: er staan geen bestanden in. Wijs de map met documenten aan.",
            en=f"No dossier was found in {location}: there are no files in it. Name the folder with the documents.",
        )
    )
