"""Alerts by e-mail without an account: asked for on the site, confirmed by mail, sent by `fairwoo alerts send`, stopped in one click.

    desk = Desk(site)                     what the pages of the site use
    for told in send(site, dry=False):    the round, once a day
        ...

What is kept of people is in a file of its own beside the catalogue (`store.py`), and is deleted when they stop.
"""

from __future__ import annotations

from fairwoo.serve.alerts.asked import Asked, read
from fairwoo.serve.alerts.desk import Desk
from fairwoo.serve.alerts.postman import NoMailError, mail_is_set
from fairwoo.serve.alerts.rounds import Told, send
from fairwoo.serve.alerts.store import FILE, Subscription, Subscriptions

__all__ = ["FILE", "Asked", "Desk", "NoMailError", "Subscription", "Subscriptions", "Told", "mail_is_set", "read", "send"]
