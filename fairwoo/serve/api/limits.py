"""How much one address may ask in a minute, and how that is told: `RateLimit-Policy` and `RateLimit`.

Source: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/10/, with the units of a question as quota units.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Lock
from time import monotonic
from typing import NamedTuple

_MINUTE = 60.0
_MOST_KNOWN = 20_000  # addresses that are remembered; of more the one that asked longest ago begins anew
_SUBNET = 64  # bits: who has an IPv6 address has all of its subnet


class Left(NamedTuple):
    """What an address has left: whether this question is answered, whole units, seconds until all are back, and until this one may be."""

    granted: bool
    units: int
    whole_again: int
    wait: int


class Limits:
    """A bucket for each address that fills evenly. Safe to use from many threads; its memory is bounded."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._lock = Lock()
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()  # address → (units left then, when)

    def take(self, address: str, cost: float) -> Left:
        """Take what a question costs, if it is there. A question that costs more than a minute gives costs all of it."""
        cost = min(cost, float(self.per_minute))
        with self._lock:
            now = self._clock()
            key = _who(address)
            units = self._units(key, now)
            granted = units >= cost
            units -= cost if granted else 0.0
            self._keep(key, units, now)
        rate = self.per_minute / _MINUTE
        return Left(granted, int(units), ceil((self.per_minute - units) / rate), 0 if granted else ceil((cost - units) / rate))

    def give_back(self, address: str, units: float) -> None:
        """Give back part of what a question took, because answering it was cheaper."""
        with self._lock:
            now = self._clock()
            key = _who(address)
            self._keep(key, min(float(self.per_minute), self._units(key, now) + units), now)

    def headers(self, left: Left) -> dict[str, str]:
        """The fields that tell a client where it stands."""
        told = {
            "ratelimit-policy": f'"minuut";q={self.per_minute};w=60',
            "ratelimit": f'"minuut";r={left.units};t={left.whole_again}',
        }
        return told if left.granted else {**told, "retry-after": str(max(1, left.wait))}

    def _units(self, key: str, now: float) -> float:
        units, then = self._known.get(key, (float(self.per_minute), now))
        return min(float(self.per_minute), units + (now - then) * self.per_minute / _MINUTE)

    def _keep(self, key: str, units: float, now: float) -> None:
        self._known[key] = (units, now)
        self._known.move_to_end(key)
        while len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)


def _who(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or int(found) >> _SUBNET)
    return str(found)
