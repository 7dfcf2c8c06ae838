"""The round: to each confirmed subscription a mail with what is new since the last one, and to the others none.

A mail is remembered before it goes and again at once after the server took it. So a round that is broken off and repeated sends the
rest, and loses nothing. Between the server's word and our remembering it lie milliseconds in which no program can know whether a mail
went; after a crash in just those it goes once more with the same Message-ID, by which mail servers and programs see that it is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from fairwoo.errors import UsageError
from fairwoo.model import Text
from fairwoo.serve.alerts.asked import Asked, read
from fairwoo.serve.alerts.mails import Line, Mails
from fairwoo.serve.alerts.news import Feed
from fairwoo.serve.alerts.postman import NoMailError, Postman, RefusedError, mail_is_set, sender_address
from fairwoo.serve.alerts.store import FILE, Going, Subscription, Subscriptions

if TYPE_CHECKING:
    from fairwoo.serve.site import Site

SITES_TURN = timedelta(minutes=10)  # after that a round sends what the site should have sent

Outcome = Literal["sent", "would", "none", "later", "refused", "ended"]


class Told(NamedTuple):
    """What became of a subscription: "sent", "would" be sent (a rehearsal), "none" for nothing to tell, "later" when the server asks for
    patience, "refused" when it never takes mail for the address, "ended" when that was so too often. `dossiers` are those told of.
    """

    subscription: Subscription
    outcome: Outcome
    dossiers: tuple[str, ...] = ()


def send(site: Site, postman: Postman, *, dry: bool = False) -> Iterator[Told]:
    """Do a round; with `dry` nothing is sent or changed. Yields what became of each subscription, when it did.

    Raises UsageError if no mail is set up or another round is under way, NoMailError when the server takes none, EngineError.
    """
    if not mail_is_set(site.settings.mail):
        raise UsageError(
            Text(
                nl="Er is geen mailserver ingesteld. Zet host en sender onder [mail] in fairwoo.toml.",
                en="No mail server is set. Put host and sender under [mail] in fairwoo.toml.",
            )
        )
    sender_address(site.settings.mail)
    store = Subscriptions(site.workspace.root)
    if dry:
        yield from _Round(site, store, None).all()
        return
    import filelock

    try:
        with filelock.FileLock(site.workspace.root / f"{FILE}.lock", timeout=0):
            store.forget(site.clock())
            inform(site, store, postman, older_than=SITES_TURN)
            yield from _Round(site, store, postman).all()
    except filelock.Timeout as error:
        raise UsageError(
            Text(
                nl="Er worden al attenderingen verstuurd. Wacht tot dat klaar is.",
                en="Alerts are being sent already. Wait for that.",
            )
        ) from error


def inform(site: Site, store: Subscriptions, postman: Postman, *, older_than: timedelta = timedelta(0)) -> None:
    """Send the mails about subscriptions themselves that wait. Raises NoMailError; what did not go still waits then."""
    waiting = [one for one in store.waiting() if site.clock() - one.asked >= older_than]
    if not waiting:
        return
    mails = Mails(site, store.secret())
    for one in waiting:
        written = mails.to_confirm if one.waiting == "confirm" else mails.confirmed_before
        try:
            postman.send(written(one.handle, one.address), one.address)
        except RefusedError as error:
            if not error.for_good:
                continue
            store.refused(one.handle)
        store.informed(one.handle, one.waiting or "")


class _Round:
    def __init__(self, site: Site, store: Subscriptions, postman: Postman | None) -> None:
        self._site = site
        self._store = store
        self._postman = postman  # None: a rehearsal

    def all(self) -> Iterator[Told]:
        subscriptions = self._store.confirmed()
        if not subscriptions:
            return
        self._mails = Mails(self._site, self._store.secret())
        self._feed = Feed(self._site, min(one.seen for one in subscriptions))
        for one in subscriptions:
            yield from self._one(one)

    def _one(self, subscription: Subscription) -> Iterator[Told]:
        asked = read(subscription.query)
        if asked is None:  # kept by a version that allowed more
            return
        if subscription.going is not None:  # a round was broken off here, or the server asked for patience
            outcome = self._deliver(subscription, asked, subscription.going)
            yield outcome
            if outcome.outcome not in {"sent", "none"}:
                return
            subscription = self._store.one(subscription.handle) or subscription
        told = self._store.told(subscription.handle)
        since = self._feed.since(subscription.seen, told, asked)
        if not since.news:
            if self._postman and (since.seen, since.told) != (subscription.seen, told):
                self._store.sent(subscription.handle, since.seen, since.told)
            yield Told(subscription, "none")
            return
        what = repr((subscription.seen, sorted(since.news)))
        message_id = self._mails.message_id("nieuw", subscription.handle, what)
        yield self._deliver(subscription, asked, Going(message_id, since.seen, since.news, dict(since.told)))

    def _deliver(self, subscription: Subscription, asked: Asked, going: Going) -> Told:
        handle = subscription.handle
        lines = [Line(shown, one.new) for one in going.news if (shown := self._feed.dossier(one.dossier))]
        dossiers = tuple(line.dossier.id for line in lines)
        if self._postman is None:
            return Told(subscription, "would", dossiers)
        if not lines:  # withdrawn since the mail was made up
            self._store.sent(handle, going.seen, going.told)
            return Told(subscription, "none")
        self._store.about_to_send(handle, going)
        try:
            message = self._mails.news(handle, subscription.address, asked, lines, going.message_id)
            self._postman.send(message, subscription.address)
        except RefusedError as error:
            if not error.for_good:
                return Told(subscription, "later")
            return Told(subscription, "ended" if self._store.refused(handle) else "refused")
        self._store.sent(handle, going.seen, going.told)
        return Told(subscription, "sent", dossiers)


__all__ = ["NoMailError", "Told", "inform", "send"]
