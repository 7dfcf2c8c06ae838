"""The ids of the dossiers, in order, a portion at a time: a list of many is never read whole to show a part of it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from fairwoo.serve.site import Site
from fairwoo.store import tables as t

_PORTION = 200


def number(site: Site) -> int:
    """How many dossiers there are."""
    rows = site.workspace.catalogue.rows(select(func.count().label("number")).select_from(t.dossier))
    return int(rows[0].number)


def behind(site: Site, last: str, limit: int) -> list[str]:
    """The ids behind one, at most so many; that one need not be there any more."""
    c = t.dossier.c
    return [row.id for row in site.workspace.catalogue.rows(select(c.id).where(c.id > last).order_by(c.id).limit(limit))]


def from_on(site: Site, first: str) -> Iterator[str]:
    """The ids from one on, that one included if it is there."""
    c = t.dossier.c
    yield from (row.id for row in site.workspace.catalogue.rows(select(c.id).where(c.id == first)))
    while portion := behind(site, first, _PORTION):
        yield from portion
        first = portion[-1]
