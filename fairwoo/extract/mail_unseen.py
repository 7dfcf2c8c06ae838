"""Headers of mail that no mail program shows on opening it: a blind copy, a remark, and to whom servers delivered the message.

RFC 5322, 3.6.3 (Bcc), 3.6.5 (Comments), 3.6.7 (Received); the others are what servers add by custom. Counted only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.utils import getaddresses

from fairwoo.extract.program_data import says_something

_SHOWN = frozenset({"from", "to", "cc", "sender", "reply-to", "resent-from", "resent-to", "resent-cc"})
_DELIVERED = frozenset({"delivered-to", "envelope-to", "x-delivered-to", "x-envelope-to", "x-original-to", "x-rcpt-to"}) | {
    "apparently-to",
    "x-apparently-to",
}
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)*")
_DELIVERED_FOR = re.compile(r"\bfor\s+<?(" + _ADDRESS.pattern + ")", re.IGNORECASE)

Headers = Iterable[tuple[str, str]]


def unseen_headers(headers: Headers, shown: Iterable[str] = ()) -> dict[str, int]:
    """How many people got a blind copy ("bcc"), how many remarks there are ("comments"), and how many others were delivered to.

    `headers` are the names and values as they came, `shown` further texts with addresses that are seen. One mailbox has several
    addresses: the same name at another host (a server inside), or with "+" and a word behind it, is the same one.
    """
    told = [(name.lower(), " ".join(value.split())) for name, value in headers]
    known = [value for name, value in told if name in _SHOWN or name.endswith("bcc")]  # a blind copy is counted as such
    boxes = {_mailbox(one) for text in (*known, *shown) for one in _ADDRESS.findall(text)}
    others = {_mailbox(one) for name, value in told for one in _delivered(name, value)} - boxes
    remarks = sum(name == "comments" and says_something(value) for name, value in told)
    return {"bcc": _blind_copies(told), "comments": remarks, "delivery": len(others)}


def _blind_copies(told: list[tuple[str, str]]) -> int:
    """How many people got the message without the others knowing: by Bcc, Resent-Bcc, and what programs call X-Bcc and the like."""
    headers = [value for name, value in told if name.endswith("bcc") and value]
    people = sum(any(person) for person in getaddresses(headers))
    return max(people, sum("undisclosed" not in header.lower() and ":;" not in header for header in headers))


def _delivered(name: str, value: str) -> list[str]:
    if name == "received":
        return _DELIVERED_FOR.findall(value)
    return _ADDRESS.findall(value) if name in _DELIVERED else []


def _mailbox(address: str) -> str:
    return address.lower().rpartition("@")[0].partition("+")[0]
