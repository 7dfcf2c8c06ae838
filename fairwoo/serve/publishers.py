"""Who publishes here: the bodies with dossiers in the workspace."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select

from fairwoo import vocab
from fairwoo.serve.site import Site
from fairwoo.store import tables as t


class Publisher(NamedTuple):
    """A body, and how many dossiers of it there are."""

    code: str
    name: str
    dossiers: int


def publishers(site: Site) -> tuple[Publisher, ...]:
    """The bodies by name."""
    c = t.dossier.c
    rows = site.workspace.catalogue.rows(select(c.publisher, func.count().label("number")).group_by(c.publisher))
    known = ((vocab.body(row.publisher), row.number) for row in rows)
    found = (Publisher(body.code, body.name, number) for body, number in known if body is not None)
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.code)))
