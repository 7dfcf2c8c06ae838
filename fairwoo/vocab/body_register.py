"""Public bodies: the TOOI registers that DiWoo admits and what newer editions add, historic bodies included, and when they existed."""

from __future__ import annotations

from datetime import date
from functools import cache

from fairwoo.model import Body
from fairwoo.vocab.editions import ListedBody, listed_bodies


@cache
def bodies() -> tuple[Body, ...]:
    """All bodies, in the order of the registers."""
    return tuple(Body(uri=row.uri, code=row.code, name=row.name, register_name=row.register_name) for row in listed_bodies())


@cache
def _by_key() -> dict[str, Body]:
    return {key: found for found in bodies() for key in (found.uri, found.code)}


@cache
def _listed() -> dict[str, ListedBody]:
    return {row.code: row for row in listed_bodies()}


def body(key: str) -> Body | None:
    """The body with this address or code (`gm0363`) exactly as the register has it, or None."""
    return _by_key().get(key.strip())


def existed(of: Body, on: date) -> bool | None:
    """Whether the body existed that day; None where the registers give no date that decides it."""
    begins, ends = _day(_listed()[of.code].begins), _day(_listed()[of.code].ends)
    if (begins and on < begins) or (ends and on > ends):
        return False
    return True if begins else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
