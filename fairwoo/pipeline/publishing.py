"""All dossiers as they are published, for the files about many: the catalogues, the sitemaps of a host."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from fairwoo.map import Published
from fairwoo.store import Held, Workspace


def published(workspace: Workspace, ready: Callable[[Held], bool] | None = None) -> Iterator[Published]:
    """Every dossier as it is published, by id; those only that are `ready`, if it is given.

    With the first also when whole dossiers were taken back.
    """
    gone = {one.dossier: datetime.fromisoformat(one.time) for one in workspace.catalogue.withdrawals() if not one.document}
    for held in workspace.catalogue.held():
        dossier = workspace.catalogue.dossier(held.id) if ready is None or ready(held) else None
        if dossier is not None:
            descriptions = workspace.catalogue.descriptions(held.id)
            addresses = [address for one in descriptions for address in one.parts]
            changed = gone | workspace.catalogue.changed([held.id, *addresses])
            yield Published(dossier, descriptions, changed, workspace.catalogue.created(addresses))
            gone = {}
