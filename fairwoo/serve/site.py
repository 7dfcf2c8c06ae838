"""What every page of the site is given: the dossiers as the public may see them, the search engine, addresses, templates, the clock."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fairwoo.errors import FairwooError
from fairwoo.map.addresses import Addresses, base_address
from fairwoo.map.addresses import Site as SharedAddresses
from fairwoo.model import Page, Text, Withdrawal
from fairwoo.serve.engine import Engine
from fairwoo.serve.public import PublicDocument, PublicDossier, public_dossier
from fairwoo.settings import Settings
from fairwoo.store import Held, Workspace

if TYPE_CHECKING:
    from jinja2 import Environment

_MOST_KEPT = 20_000  # documents of dossiers in memory, some 2 kB each; results of one search are of ten dossiers


class NotReadyError(FairwooError):
    """A dossier that has just changed, of which it is not known yet what may be shown."""


class Site:
    """One site over one workspace; safe to use from many threads.

    `prefix` is the path of the base address, "" or such as "/woo": all addresses of pages begin with it.
    """

    def __init__(self, workspace: Workspace, settings: Settings, clock: Callable[[], datetime]) -> None:
        self.workspace = workspace
        self.settings = settings
        self.clock = clock
        self.base = base_address(settings.map.base_url)
        self.prefix = urlsplit(self.base).path.rstrip("/")
        self.engine = Engine(settings.index, workspace.root)
        self.templates = _templates(self)
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[str, PublicDossier]] = OrderedDict()
        self._weight = 0

    # --- addresses

    def links(self, dossier_id: str = "") -> Addresses:
        """The addresses on this site, as paths, for links in pages."""
        return Addresses(self.prefix, dossier_id)

    def absolute(self, dossier_id: str = "") -> Addresses:
        """The addresses as the world knows them."""
        return Addresses(self.base, dossier_id)

    @property
    def shared(self) -> SharedAddresses:
        """The addresses of what dossiers have in common, as the world knows them."""
        return SharedAddresses(self.base)

    # --- what there is

    def dossier(self, dossier_id: str) -> PublicDossier | None:
        """A dossier as the public may see it, or None. Raises NotReadyError while it is being brought in anew."""
        found = self.workspace.catalogue.held(dossier_id)
        return self._public(found[0]) if found else None

    def several(self, dossier_ids: Sequence[str]) -> dict[str, PublicDossier | None]:
        """Some dossiers as `dossier` gives them, by id: None for one that is being brought in anew; without those that are not there."""
        catalogue = self.workspace.catalogue
        held = catalogue.held_of(dossier_ids)
        mapped = catalogue.stage_inputs("map", list(held))
        found: dict[str, PublicDossier | None] = {}
        for dossier_id, one in held.items():
            try:
                found[dossier_id] = self._public(one, mapped.get(dossier_id))
            except NotReadyError:
                found[dossier_id] = None
        return found

    def is_current(self, dossier: PublicDossier) -> bool:
        """Whether a dossier may still be shown as it was given. Who goes on with one for long asks now and then."""
        now = self.several([dossier.id]).get(dossier.id)
        return now is not None and now.revision == dossier.revision

    def dossiers(self) -> Iterator[PublicDossier]:
        """All dossiers that can be shown now, by id."""
        for held in self.workspace.catalogue.held():
            try:
                yield self._public(held)
            except NotReadyError:
                continue

    def withdrawals(self, dossier_id: str) -> tuple[Withdrawal, ...]:
        """What was taken back of a dossier, or the dossier itself."""
        return self.workspace.catalogue.withdrawals(dossier_id)

    def pages(self, document: PublicDocument) -> Iterator[Page]:
        """The pages of a document that may be read, in order. Their texts hold nothing hidden; the boxes of what is, are for no one."""
        if document.readable and document.reading is not None:
            yield from self.workspace.catalogue.pages_of(document.reading)

    def page(self, document: PublicDocument, number: int) -> Page | None:
        """One page of a document if there is such a page and it may be read; as `pages`."""
        if not document.readable or document.reading is None:
            return None
        return self.workspace.catalogue.page_of(document.reading, number)

    def _public(self, held: Held, mapped: str | None = None) -> PublicDossier:
        """What is kept of a dossier if its description was made of what it is now (`mapped`, if that was just looked up), or made anew."""
        from fairwoo.pipeline.derive import map_input

        catalogue = self.workspace.catalogue
        state = map_input(held, self.settings.map)
        with self._lock:
            kept = self._kept.get(held.id)
            if kept is not None and kept[0] == state == (mapped or catalogue.stage_input(held.id, "map")):
                self._kept.move_to_end(held.id)
                return kept[1]
        dossier = catalogue.dossier(held.id)
        if dossier is None or catalogue.stage_input(held.id, "map") != state:
            raise NotReadyError(
                Text(
                    nl="Dit dossier wordt op dit moment bijgewerkt. Probeer het over een paar minuten opnieuw.",
                    en="This dossier is being updated. Try again in a few minutes.",
                )
            )
        made = public_dossier(
            dossier, state, catalogue.shown(held.id), catalogue.readings(held.id), catalogue.page_counts(held.id)
        )
        self._keep(held.id, state, made)
        return made

    def _keep(self, dossier_id: str, state: str, made: PublicDossier) -> None:
        """Remember a dossier, and forget those that were not asked for longest."""
        with self._lock:
            former = self._kept.pop(dossier_id, None)
            self._kept[dossier_id] = (state, made)
            self._weight += _weight(made) - (_weight(former[1]) if former else 0)
            while self._weight > _MOST_KEPT and len(self._kept) > 1:
                _, (_, oldest) = self._kept.popitem(last=False)
                self._weight -= _weight(oldest)

    def close(self) -> None:
        """Let go of the engine; the workspace is its opener's."""
        self.engine.close()


def _weight(dossier: PublicDossier) -> int:
    return 1 + len(dossier.documents)


def _templates(site: Site) -> Environment:
    from fairwoo.serve.templating import environment

    return environment(site)
