"""The files about all dossiers: catalogues, sitemaps, robots.txt. They are made in the background, kept on disk, and handed out whole.

An edition is of the state that the change feed had when it was begun. When something has changed since, visitors get the edition that
there is while the next is made; but once a dossier, document or file was taken back, no edition from before is handed out.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock, Thread
from time import monotonic
from typing import NamedTuple

from fairwoo import map as mapping
from fairwoo.map import Output, Published
from fairwoo.model import Body, Finding, Text
from fairwoo.pipeline.derive import map_input
from fairwoo.pipeline.publishing import published
from fairwoo.serve.linked import site_map
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.site import NotReadyError, Site
from fairwoo.store import Held

_LOG = logging.getLogger("fairwoo.serve")

_PATIENCE = 20.0  # seconds that a visitor waits for an edition where there is none to be had
_MOMENT = 1.0  # seconds that one waits for a newer edition
_MOST_WAITING = 4  # visitors at once, of the 40 that are served at once; the others are told to come back, or get what there is
_REST, _SHARE = 10.0, 10  # seconds between editions, and how many times what one took: making them takes a tenth of a processor


class File(NamedTuple):
    """A file of an edition: where it is kept, and the SHA-256 of its bytes."""

    place: Path
    sha256: str


class Edition:
    """The files of one moment, by their paths as publications give them, and what was counted on the way.

    `bodies` have a catalogue, with `dossiers` in it; on each of the `grounds` so many documents were withheld in whole or part. The
    folder goes with the edition.
    """

    def __init__(self, sequence: int) -> None:
        self.sequence = sequence
        self.whole = True
        self.files: dict[str, File] = {}
        self.bodies: dict[str, Body] = {}
        self.dossiers = Counter[str]()
        self.grounds = Counter[str]()
        self._folder = Path(tempfile.mkdtemp(prefix="fairwoo-site-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    def add(self, made: Output) -> None:
        """Keep a file."""
        place = self._folder / str(len(self.files))
        place.write_bytes(made.content)
        self.files[made.path] = File(place, hashlib.sha256(made.content).hexdigest())

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, or None if there is none of that path."""
        file = self.files.get(path)
        return file.place.read_bytes() if file else None


class _Press:
    """Makes the editions of one site, one at a time."""

    def __init__(self) -> None:
        self.edition: Edition | None = None
        self.ended, self.took = 0.0, 0.0
        self.lock = Lock()
        self.waiting = BoundedSemaphore(_MOST_WAITING)
        self.running: Event | None = None

    def current(self, site: Site) -> Edition:
        edition = self.edition
        if edition is None:
            return self._insist(site)
        news = site.workspace.catalogue.changes(edition.sequence)
        if any(operation == "withdrawn" or (operation == "described" and not told) for _, operation, _, told in news):
            return self._insist(site, after=edition)
        rested = monotonic() - self.ended > max(_REST, self.took * _SHARE)
        if (news or not edition.whole) and (rested or self.running):
            self._wait(self._start(site), _MOMENT)
        return self.edition or edition

    def latest(self, site: Site) -> Edition | None:
        if self.edition is None:
            self._start(site)
        return self.edition

    def _insist(self, site: Site, after: Edition | None = None) -> Edition:
        """A newer edition than that one. What was begun before may not do, so there may be two to wait for."""
        until = monotonic() + _PATIENCE
        while self.edition is None or self.edition is after:
            if not self._wait(self._start(site), until - monotonic()):
                raise NotReadyError(
                    Text(
                        nl="Dit overzicht wordt op dit moment gemaakt. Probeer het over een paar minuten opnieuw.",
                        en="This overview is being made. Try again in a few minutes.",
                    )
                )
        return self.edition

    def _wait(self, done: Event, seconds: float) -> bool:
        """Whether it is done within that time; not if too many wait for it already."""
        if seconds <= 0 or not self.waiting.acquire(blocking=False):
            return False
        try:
            return done.wait(seconds)
        finally:
            self.waiting.release()

    def _start(self, site: Site) -> Event:
        """The end of the making that is going on, or of one that is begun now."""
        with self.lock:
            if self.running is None:
                self.running = Event()
                Thread(target=self._make, args=(site, self.running), name="fairwoo-edition", daemon=True).start()
            return self.running

    def _make(self, site: Site, done: Event) -> None:
        started = monotonic()
        try:
            self.edition = _edition(site, self.edition.sequence if self.edition else 0)
        except Exception:
            _LOG.exception("the catalogues and sitemaps could not be made")
        finally:
            self.ended = monotonic()
            self.took = self.ended - started
            with self.lock:
                self.running = None
            done.set()


_LOCK = Lock()
_PRESSES: weakref.WeakKeyDictionary[Site, _Press] = weakref.WeakKeyDictionary()


def edition(site: Site) -> Edition:
    """The newest edition that may be handed out. Raises NotReadyError if there is none yet."""
    return _press(site).current(site)


def latest(site: Site) -> Edition | None:
    """The edition that there is, for what it counted; None while the first is being made."""
    return _press(site).latest(site)


def _press(site: Site) -> _Press:
    with _LOCK:
        return _PRESSES.setdefault(site, _Press())


def _edition(site: Site, known: int) -> Edition:
    """`known` is a sequence number that the feed has passed."""
    news = site.workspace.catalogue.changes(known)
    made = Edition(news[-1][0] if news else known)
    addresses = site_map.Collected()

    def ready(held: Held) -> bool:
        current = site.workspace.catalogue.stage_input(held.id, "map") == map_input(held, site.settings.map)
        made.whole = made.whole and current
        return current

    def dossiers() -> Iterator[Published]:
        return published(site.workspace, ready)

    for name in mapping.with_publication():
        for output in _outputs(mapping.publish(name, dossiers, site.settings.map)):
            made.add(output)
    for one in dossiers():
        dossier = _public(site, one.dossier.id)
        if dossier is None:
            made.whole = False
            continue
        addresses.add(site, dossier, one.changed)
        _count(made, one, dossier)
    for output in site_map.files(site, addresses, sorted(made.bodies)):
        made.add(output)
    return made


def _outputs(made: Iterable[Output | Finding]) -> Iterator[Output]:
    """The findings are told where dossiers are brought in and exported; a visitor has no use for them."""
    return (one for one in made if isinstance(one, Output))


def _public(site: Site, dossier_id: str) -> PublicDossier | None:
    try:
        return site.dossier(dossier_id)
    except NotReadyError:
        return None


def _count(made: Edition, one: Published, dossier: PublicDossier) -> None:
    code = dossier.publisher.code
    if f"catalogus/{code}.ttl" in made.files and any(each.file_name == "dcat.jsonld" for each in one.descriptions):
        made.bodies.setdefault(code, dossier.publisher)
        made.dossiers[code] += 1
    for document in dossier.documents:
        made.grounds.update(set(document.grounds))
