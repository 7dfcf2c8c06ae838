"""Bodies by what is no name: the address or code of a register, an OIN, a web address."""

from __future__ import annotations

import re
from functools import cache

from fairwoo.model import Body
from fairwoo.vocab.body_register import body
from fairwoo.vocab.words import fold, rows

_TOOI = re.compile(r"https?://identifier\.overheid\.nl/tooi/id/(?P<register>[a-z]+)/(?P<code>\w+)/?", re.IGNORECASE)
_OIN = re.compile(r"(?:oin\b[ :]*)?(?P<number>\d(?:[ .]?\d){19})", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://)?(?P<host>(?:[\w-]+\.)+[a-z]{2,})\.?(?::\d+)?(?P<path>/[^\s?#]*)?(?:[?#]\S*)?", re.IGNORECASE)
_MUNICIPAL = re.compile(r"0?(?P<number>\d{4})")


def by_address(text: str) -> Body | None:
    """The body of this TOOI address or code (any case, http or https, with or without a last slash), OIN or web address."""
    said = text.strip()
    return body(said.casefold()) or _by_tooi(said) or _by_number(said) or _by_web(said)


def by_municipal_number(text: str) -> Body | None:
    """The municipality with this CBS number (`0392`, in some registers `00392`). A year looks the same: use where a body is meant."""
    found = _MUNICIPAL.fullmatch(text.strip())
    return body(f"gm{found['number']}") if found else None


def page_name(text: str) -> str | None:
    """What a web address calls the body where a site has a page for each: `.../ministeries/ministerie-van-financien`."""
    if not (found := _WEB.fullmatch(text.strip())):
        return None
    address = f"{found['host'].casefold().removeprefix('www.')}{found['path'] or ''}"
    start = next((each for each in _pages() if address.casefold().startswith(each)), None)
    if start is None:
        return None
    parts = (part for part in address[len(start) :].split("/") if not part.isdigit())
    return fold(next(parts, "").replace("_", " ")) or None


def _by_tooi(text: str) -> Body | None:
    if not (found := _TOOI.fullmatch(text)):
        return None
    named = body(found["code"].casefold())
    return named if named and named.uri.split("/")[-2] == found["register"].casefold() else None


@cache
def _numbers() -> dict[str, str]:
    return {row["number"]: row["code"] for row in rows("body_numbers")}


def _by_number(text: str) -> Body | None:
    found = _OIN.fullmatch(text)
    code = _numbers().get(re.sub(r"\D", "", found["number"])) if found else None
    return body(code) if code else None


@cache
def _domains() -> dict[str, str]:
    return {row["address"]: row["code"] for row in rows("body_domains") if row["code"]}


@cache
def _pages() -> tuple[str, ...]:
    """The beginnings of addresses after which the name of a body follows."""
    return tuple(row["address"] for row in rows("body_domains") if not row["code"])


def _by_web(text: str) -> Body | None:
    """The owner of the host, or of a domain that the host is in: what is under a body's domain is the body's."""
    if not (found := _WEB.fullmatch(text)):
        return None
    labels = found["host"].casefold().split(".")
    domains = (".".join(labels[first:]) for first in range(len(labels) - 1))
    code = next((_domains()[domain] for domain in domains if domain in _domains()), None)
    return body(code) if code else None
