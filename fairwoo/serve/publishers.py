"""Who publishes here: the bodies with dossiers in the workspace."""

from __future__ import annotations

from typing import NamedTuple

from fairwoo import vocab
from fairwoo.serve.site import Site


class Publisher(NamedTuple):
    """A body, and how many dossiers of it there are."""

    code: str
    name: str
    dossiers: int


def publishers(site: Site) -> tuple[Publisher, ...]:
    """The bodies by name."""
    known = ((vocab.body(address), number) for address, number in site.workspace.catalogue.publishers().items())
    found = (Publisher(body.code, body.name, number) for body, number in known if body is not None)
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.code)))
