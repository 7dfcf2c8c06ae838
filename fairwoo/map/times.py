"""When a dossier came on the site and when it last changed: from the change feed, since no room has a clock.

It is told beside what the dossier's own metadata say, and never in their place: they know of the time before it came here.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from fairwoo.map.linked_data import Node


class Times(NamedTuple):
    """When a dataset was first described, and when what is said of it last changed, as far as is known."""

    created: datetime | None
    changed: datetime | None


def instant(time: datetime) -> Node:
    """A moment as a value of a node."""
    return {"@value": time.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}


def with_times(dataset: Node, times: Times) -> Node:
    """The node of a dataset with the times that its metadata do not give; `dct:issued` is since when it can be had here."""
    told = (("dct:issued", times.created), ("dct:modified", times.changed))
    return {**dataset, **{name: instant(time) for name, time in told if time and name not in dataset}}
