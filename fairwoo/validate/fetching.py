"""Fetches the official schemas and shapes from the standards' own addresses. Only the explicit command `fairwoo schemas fetch` does so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from fairwoo.errors import InputError
from fairwoo.model import Finding, FindingKind, Level, Place
from fairwoo.shared import sha256_of, write_atomically
from fairwoo.validate.web import download
from fairwoo.vocab.words import rows

NEWER = FindingKind(
    code="schemas-other-edition",
    level=Level.WARNING,
    nl="Wat op {address} staat is een andere uitgave dan die waarop fairwoo is getoetst (SHA-256 {found}, bekend is {known}).",
    en="What is at {address} is another edition than the one that fairwoo was tested with (SHA-256 {found}, known is {known}).",
    do_nl="Zij staat apart, in {folder}; de bekende uitgave gaat voor waar die er is. Meld het, dan wordt de lijst bijgewerkt.",
    do_en="It is kept apart, in {folder}; the known edition comes first where it is there. Report it, and the list will be updated.",
)
NOT_FETCHED = FindingKind(
    code="schemas-not-fetched",
    level=Level.ERROR,
    nl="{reason.nl}",
    en="{reason.en}",
    do_nl="Kijk of deze computer daar mag komen (proxy: HTTPS_PROXY), of leg het bestand zelf als {name} in {folder}.",
    do_en="See whether this computer may go there (proxy: HTTPS_PROXY), or put the file into {folder} yourself, as {name}.",
)


class State(StrEnum):
    """What became of a file: fetched now, there already, another edition than the known one, or not fetched."""

    NEW = "new"
    THERE = "there"
    OTHER = "other"
    FAILED = "failed"


class Fetched(NamedTuple):
    """One official file: standard and name as in `vocab/official_schemas.csv`, what became of it, where it is, what to know."""

    standard: str
    name: str
    state: State
    path: Path | None = None
    finding: Finding | None = None


def user_folder() -> Path:
    """Where `fetch` puts the files for this user, unless told otherwise."""
    import platformdirs

    return platformdirs.user_data_path("fairwoo", appauthor=False) / "schemas"


def fetch(folder: Path, mirror: str | None = None) -> Iterator[Fetched]:
    """Fetch every official file that is not there yet into `folder`, one after the other, and tell of each.

    `mirror` is an address under which they lie as `standard/name`, in place of their own. A file whose digest is not the known one
    goes to `standard/edition-…/`, so that it hides no known edition. Raises OSError if `folder` cannot be written.
    """
    for row in rows("official_schemas"):
        target = folder / row["standard"] / row["name"]
        if target.is_file() and sha256_of(target) == row["sha256"]:
            yield Fetched(row["standard"], row["name"], State.THERE, target)
            continue
        address = f"{mirror.rstrip('/')}/{row['standard']}/{row['name']}" if mirror else row["address"]
        yield _one(row, address, target)


def _one(row: Mapping[str, str], address: str, target: Path) -> Fetched:
    try:
        content = download(address).content
    except InputError as error:
        finding = NOT_FETCHED.at(Place(file=row["name"]), reason=error.text, name=row["name"], folder=target.parent)
        return Fetched(row["standard"], row["name"], State.FAILED, None, finding)
    digest = hashlib.sha256(content).hexdigest()
    if digest == row["sha256"]:
        write_atomically(target, content)
        return Fetched(row["standard"], row["name"], State.NEW, target)
    beside = target.parent / f"edition-{digest[:12]}" / row["name"]
    write_atomically(beside, content)
    finding = NEWER.at(Place(file=row["name"]), address=address, found=digest, known=row["sha256"], folder=beside.parent)
    return Fetched(row["standard"], row["name"], State.OTHER, beside, finding)
