"""The commands for alerts by e-mail: send what is new, see who is subscribed, take someone out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from fairwoo.cli.frame import Frame, opened
from fairwoo.cli.words import Command, Group, option
from fairwoo.model import Text
from fairwoo.terminal import Column

if TYPE_CHECKING:
    from fairwoo.serve.alerts import Subscription, Told
    from fairwoo.serve.site import Site

_OUTCOMES = {
    "sent": Text(nl="verstuurd", en="sent"),
    "would": Text(nl="zou worden verstuurd", en="would be sent"),
    "none": Text(nl="niets nieuws", en="nothing new"),
    "later": Text(nl="later opnieuw", en="again later"),
    "refused": Text(nl="geweigerd", en="refused"),
    "ended": Text(nl="opgeheven: het adres weigert steeds", en="ended: the address keeps refusing"),
}


@click.group(
    cls=Group,
    about=Text(
        nl="Attenderingen per e-mail: versturen wat nieuw is, bekijken, opheffen.",
        en="Alerts by e-mail: send what is new, look, end.",
    ),
)
def alerts() -> None:
    pass


@alerts.command(
    cls=Command,
    about=Text(
        nl="Stuur ieder die dat bevestigde wat sinds de vorige keer nieuw is. Laat dit elke dag draaien (cron, Taakplanner).",
        en="Send everyone who confirmed what is new since the last time. Have this run every day (cron, Task Scheduler).",
    ),
)
@option("--dry-run", is_flag=True, about=Text(nl="Toon wat zou worden verstuurd.", en="Show what would be sent."))
@click.pass_obj
def send(frame: Frame, /, dry_run: bool) -> int:
    from fairwoo.serve.alerts import send as sending
    from fairwoo.serve.alerts.postman import Postman

    terminal = frame.terminal()
    counted: Counter[str] = Counter()
    with _site(frame) as site, Postman(site.settings.mail) as postman:
        for told in sending(site, postman, dry=dry_run):
            counted[told.outcome] += 1
            if frame.json:
                terminal.record(_record(told))
            elif dry_run and told.dossiers:
                terminal.print(f"{told.subscription.address}  {told.subscription.query}  {' '.join(told.dossiers)}")
    said = ", ".join(f"{_OUTCOMES[outcome].get(frame.lang)}: {number}" for outcome, number in sorted(counted.items()))
    nothing = Text(nl="er is geen enkele bevestigd", en="none is confirmed")
    terminal.say(Text(nl=f"Attenderingen: {said or nothing.nl}.", en=f"Alerts: {said or nothing.en}."))
    return int(bool(counted["later"] or counted["refused"]))


@alerts.command(
    "list",
    cls=Command,
    about=Text(
        nl="Toon wie welke attendering heeft. Dit zijn persoonsgegevens.",
        en="Show who has which alert. These are personal data.",
    ),
)
@click.pass_obj
def list_(frame: Frame, /) -> int:
    from fairwoo.serve.alerts import Subscriptions

    terminal = frame.terminal()
    with opened(frame) as workspace:
        found = Subscriptions(workspace.root).confirmed()
    if frame.json:
        for one in found:
            terminal.record(_plain(one))
        return 0
    columns = (
        Column(Text(nl="adres", en="address")),
        Column(Text(nl="zoekvraag", en="search")),
        Column(Text(nl="sinds", en="since")),
    )
    terminal.table(columns, [(one.address, one.query, f"{one.confirmed:%Y-%m-%d}") for one in found])
    return 0


@alerts.command(
    cls=Command,
    about=Text(
        nl="Hef alle attenderingen van een adres op en verwijder het.",
        en="End all alerts of an address and delete it.",
    ),
)
@click.argument("address", metavar="ADRES")
@click.pass_obj
def stop(frame: Frame, /, address: str) -> int:
    from fairwoo.serve.alerts import Subscriptions

    with opened(frame) as workspace:
        number = Subscriptions(workspace.root).stop_address(address)
    frame.terminal().say(
        Text(
            nl=f"Attenderingen opgeheven: {number}." if number else "Dit adres heeft geen attenderingen.",
            en=f"Alerts ended: {number}." if number else "This address has no alerts.",
        )
    )
    return 0 if number else 1


@contextmanager
def _site(frame: Frame) -> Iterator[Site]:
    from fairwoo.serve.site import Site

    settings = frame.settings()
    with opened(frame, settings) as workspace:
        site = Site(workspace, settings, frame.clock)
        try:
            yield site
        finally:
            site.close()


def _record(told: Told) -> dict[str, object]:
    return {**_plain(told.subscription), "outcome": told.outcome, "dossiers": list(told.dossiers)}


def _plain(one: Subscription) -> dict[str, object]:
    confirmed = one.confirmed.isoformat() if one.confirmed else None
    return {"address": one.address, "query": one.query, "confirmed": confirmed}
