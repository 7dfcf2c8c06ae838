"""Whether the index is up to what the catalogue has of a dossier. Until it is, what a search quotes may not be there any more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fairwoo.index import Held as Indexed
from fairwoo.pipeline.derive import index_revision

if TYPE_CHECKING:
    from fairwoo.serve.site import Site
    from fairwoo.store import Held


def is_indexed(site: Site, held: Held, revisions: Mapping[str, Indexed]) -> bool:
    """Whether a dossier is found as it is now; `revisions` are those of the engine. One without pages need not be in the index."""
    found = revisions.get(held.id)
    if found is None:
        return site.workspace.catalogue.entries(held.id) == 0
    return found.revision == index_revision(held)
