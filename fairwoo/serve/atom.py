"""Atom feeds (RFC 4287): any list of things with an address and a time, for a program that looks every now and then what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple
from xml.etree import ElementTree

from starlette.requests import Request
from starlette.responses import Response

from fairwoo.shared import clean_text

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # an empty feed has to say when it changed too (section 4.1.1)


class Entry(NamedTuple):
    """One thing. `id` is an absolute IRI that stays the same for ever, `link` the absolute address of its page; times have a zone.

    `summary` and `title` are plain text; `author` is a name, where it is not that of the feed.
    """

    id: str
    title: str
    link: str
    updated: datetime
    summary: str = ""
    published: datetime | None = None
    author: str = ""


class Feed(NamedTuple):
    """A feed: `link` is the page that shows the same, `address` that of the feed itself, `following` that of its next part, if any."""

    title: str
    link: str
    address: str
    author: str
    entries: Sequence[Entry]
    subtitle: str = ""
    following: str | None = None


def written(feed: Feed) -> bytes:
    """The feed as XML. It changed when the entry that changed last did: the same entries are the same bytes."""
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "nl"})
    _text(root, "id", feed.address)
    _text(root, "title", feed.title)
    _text(root, "updated", _time(max((one.updated for one in feed.entries), default=_NEVER)))
    if feed.subtitle:
        _text(root, "subtitle", feed.subtitle)
    _text(ElementTree.SubElement(root, "author"), "name", feed.author)
    _link(root, "self", feed.address, MEDIA_TYPE)
    _link(root, "alternate", feed.link, "text/html")
    if feed.following:
        _link(root, "next", feed.following, MEDIA_TYPE)
    for entry in feed.entries:
        _put(root, entry)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def answer(request: Request, feed: Feed) -> Response:
    """The feed as an answer, or 304 for a reader that has it already."""
    content = written(feed)
    tag = f'"{blake2b(content, digest_size=12).hexdigest()}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=f"{MEDIA_TYPE}; charset=utf-8", headers=headers)


def _put(root: ElementTree.Element, entry: Entry) -> None:
    made = ElementTree.SubElement(root, "entry")
    _text(made, "id", entry.id)
    _text(made, "title", entry.title)
    _text(made, "updated", _time(entry.updated))
    if entry.published:
        _text(made, "published", _time(entry.published))
    if entry.author:
        _text(ElementTree.SubElement(made, "author"), "name", entry.author)
    _link(made, "alternate", entry.link, "text/html")
    if entry.summary:
        _text(made, "summary", entry.summary)


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = clean_text(text)  # XML has no place for most control characters


def _link(parent: ElementTree.Element, relation: str, address: str, media_type: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": relation, "type": media_type, "href": clean_text(address)})


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
