"""What the pages of the site use: asking for alerts, confirming, stopping.

What a visitor gets to see when asking does not depend on the address: the request is only put in a line, and a thread of its own looks
whether the address is known, writes to the file and sends the mail. So neither the answer nor its time tells who has which alerts, and a
slow mail server keeps no visitor waiting.
"""

from __future__ import annotations

import logging
from queue import Empty, Full, Queue
from threading import Lock, Thread
from typing import TYPE_CHECKING, Literal

from fairwoo.errors import FairwooError
from fairwoo.serve.alerts import tokens
from fairwoo.serve.alerts.asked import Asked
from fairwoo.serve.alerts.mails import CONFIRM, STOP
from fairwoo.serve.alerts.postman import NoMailError, Postman
from fairwoo.serve.alerts.rounds import inform
from fairwoo.serve.alerts.store import Subscription, Subscriptions

if TYPE_CHECKING:
    from fairwoo.serve.site import Site

MOST_OF_ADDRESS, MOST_OF_VISITOR, MOST_OF_ALL = 5, 20, 1_000  # requests in 24 hours
MOST_KEPT_OF_ADDRESS, MOST_KEPT = 25, 100_000  # subscriptions
_LINE = 100  # requests that wait
_AGAIN = 60.0  # seconds until the mail server is tried again
_MOST_TRIES = 5

_LOG = logging.getLogger("fairwoo.serve")


class Desk:
    """One for a site; safe to use from many threads."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._store = Subscriptions(site.workspace.root)
        self._line: Queue[tuple[str, str]] = Queue(_LINE)
        self._lock = Lock()
        self._thread: Thread | None = None
        self._head = 0

    def ask(self, address: str, asked: Asked, visitor: str) -> Literal["asked", "too often", "too busy"]:
        """Ask for alerts on a search; `address` was cleaned. "too often" is of this visitor alone, "too busy" of the whole site."""
        secret, now = self._store.secret(), self._site.clock()
        everyone = tokens.pseudonym(secret, "site", "")
        limits = {tokens.pseudonym(secret, "visitor", visitor): MOST_OF_VISITOR, everyone: MOST_OF_ALL}
        over = self._store.attempts(limits, now)
        if over is not None:
            return "too busy" if over == everyone else "too often"
        try:
            self._line.put_nowait((address, asked.query))
        except Full:
            return "too busy"
        self._begin()
        return "asked"

    def to_confirm(self, token: str) -> Subscription | None:
        """The subscription that a link to confirm is for."""
        return self._of(CONFIRM, token)

    def to_stop(self, token: str) -> Subscription | None:
        """The subscription that a link to stop is for."""
        return self._of(STOP, token)

    def confirm(self, subscription: Subscription) -> bool:
        """Mails go from now on; False if it is too late for that."""
        return self._store.confirm(subscription.handle, self._latest(), self._site.clock())

    def stop(self, subscription: Subscription) -> None:
        """Forget everything of it."""
        self._store.stop(subscription.handle)

    def _of(self, purpose: str, token: str) -> Subscription | None:
        handle = tokens.handle_of(self._store.secret(), purpose, token)
        if handle is None:
            return None
        self._store.forget(self._site.clock())
        return self._store.one(handle)

    def _latest(self) -> int:
        """Where the change feed is now; only what came since the last time is read."""
        with self._lock:
            self._head = max((one[0] for one in self._site.workspace.catalogue.changes(self._head)), default=self._head)
            return self._head

    # --- the thread, which ends when there is nothing to do

    def _begin(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._work, name="attenderen", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        tries = 0
        while True:
            try:
                address, query = self._line.get(timeout=_AGAIN if tries else 0)
            except Empty:
                if not tries and self._over():
                    return
            else:
                self._take(address, query)
            tries = 0 if self._sent() or tries >= _MOST_TRIES else tries + 1  # in the end the daily round sends what waits

    def _over(self) -> bool:
        with self._lock:
            over = self._line.empty()
            self._thread = None if over else self._thread
            return over

    def _take(self, address: str, query: str) -> None:
        try:
            self._store.forget(self._site.clock())
            secret = self._store.secret()
            if self._store.attempts({tokens.pseudonym(secret, "address", address.lower()): MOST_OF_ADDRESS}, self._site.clock()):
                return
            own, all_of_them = self._store.counts(address)
            if own < MOST_KEPT_OF_ADDRESS and all_of_them < MOST_KEPT:
                self._store.ask(address, query, self._site.clock())
        except Exception:
            _LOG.exception("a request for alerts could not be kept")

    def _sent(self) -> bool:
        """Send what waits; False if it has to be tried again."""
        try:
            with Postman(self._site.settings.mail) as postman:
                inform(self._site, self._store, postman)
        except NoMailError as error:
            _LOG.error("%s", error)
            return False
        except FairwooError as error:
            _LOG.error("%s", error)
        except Exception:
            _LOG.exception("a mail about a subscription could not be sent")
        return True
