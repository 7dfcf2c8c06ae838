"""Which editions of the official lists we have, and the registers of bodies as they are listed: with dates and successors."""

from __future__ import annotations

from functools import cache

from fairwoo.model import Value
from fairwoo.vocab.words import rows


class ListEdition(Value):
    """An edition of a list: the file of `vocab/` that has it, its name and version, its date, its entries, who published it.

    `date` is an ISO date, or as much of one as is known; None where it is not.
    """

    file: str
    list: str
    date: str | None
    entries: int
    source: str


class ListedBody(Value):
    """A row of the registers.

    `begins` and `ends` are the first and the last day a body existed (ISO dates; None: not known, or not yet). `successors` are
    the codes of the bodies that its work went to. `edition` is the list it is from. `diwoo` is whether DiWoo 0.9.8 admits it.
    `newer_name` is what a later edition than DiWoo's calls it, where that differs.
    """

    uri: str
    code: str
    name: str
    register_name: str
    edition: str
    begins: str | None
    ends: str | None
    successors: tuple[str, ...]
    diwoo: bool
    newer_name: str | None


@cache
def editions() -> tuple[ListEdition, ...]:
    """Every list that `vocab/` has a copy of or facts from."""
    return tuple(
        ListEdition(
            file=row["file"],
            list=row["list"],
            date=row["date"] or None,
            entries=int(row["entries"]),
            source=row["source"],
        )
        for row in rows("lists")
    )


@cache
def listed_bodies() -> tuple[ListedBody, ...]:
    """All bodies, in the order of the registers."""
    return tuple(
        ListedBody(
            uri=row["uri"],
            code=row["code"],
            name=row["name"],
            register_name=row["register"],
            edition=row["list"],
            begins=row["begins"] or None,
            ends=row["ends"] or None,
            successors=tuple(row["successors"].split()),
            diwoo=row["diwoo"] == "yes",
            newer_name=row["newer_name"] or None,
        )
        for row in rows("bodies")
    )


@cache
def admitted_bodies() -> frozenset[str]:
    """The addresses of the bodies that the schema of DiWoo 0.9.8 admits; a sitemap that names another is invalid."""
    return frozenset(each.uri for each in listed_bodies() if each.diwoo)
