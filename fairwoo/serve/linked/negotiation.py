"""Which form of a thing a visitor wants, by the `Accept` header, and how an answer that is data is sent.

Source: RFC 9110, 12.5.1 (Accept), 15.5.7 (406), 12.5.5 (Vary), 8.7 (Content-Location).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from fairwoo.serve.templating import page

HTML, JSON, JSON_LD = "text/html", "application/json", "application/ld+json"
SYNTAXES: Mapping[str, str] = {
    "jsonld": JSON_LD,
    "ttl": "text/turtle",
    "rdf": "application/rdf+xml",
    "nt": "application/n-triples",
}
"""The syntaxes of RDF that descriptions are in, by the endings of their addresses."""

_LONGEST = 4_000  # characters of a header that are looked at
_PART = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*")+')
_PARAMETER = re.compile(r';\s*([\w!#$%&\'*+.^`|~-]+)\s*=\s*("(?:\\.|[^"\\])*"|[^;,\s]*)')
_QUALITY = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")


class _Range(NamedTuple):
    """A range of media types that a visitor takes: both parts in lower case, "*" for any."""

    main: str
    sub: str
    quality: float

    def closeness(self, media_type: str) -> int:
        """How exactly the range means a media type: 3 that one, 2 all of its kind, 1 any, 0 not at all."""
        main, _, sub = media_type.partition("/")
        if (self.main, self.sub) == (main, sub):
            return 3
        if self.sub == "*" and self.main in {main, "*"}:
            return 2 if self.main == main else 1
        return 0


def chosen(accept: str | None, offered: Sequence[str]) -> str | None:
    """Which of the media types that are offered fits best, or None if none does.

    Of two that are wanted as much comes first the one that is named more exactly, then the one that is offered first. Parameters of a
    range other than `q` are taken as wishes and not as conditions; a range that cannot be read counts for nothing. A visitor who says
    nothing gets the first.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = list(filter(None, map(_range, _PART.findall(accept[:_LONGEST]))))
    best: tuple[float, int, int] = (0.0, 0, 0)
    found = None
    for place, media_type in enumerate(offered):
        matching = [(one.closeness(media_type), one.quality) for one in ranges if one.closeness(media_type)]
        if not matching:
            continue
        closeness = max(matching)[0]
        quality = max(quality for close, quality in matching if close == closeness)
        if quality > 0 and (quality, closeness, -place) > best:
            best, found = (quality, closeness, -place), media_type
    return found


def negotiated(request: Request, html: Callable[[], Response], others: Mapping[str, Callable[[], Response]]) -> Response:
    """The answer in the form that the visitor wants: a page, or by media type one of the others; 406 if it is none of them.

    Who takes JSON and no JSON-LD gets the JSON-LD as what it is as well: JSON, with its context inside (JSON-LD 1.1, 6.1).
    """
    offered = (HTML, *others, *((JSON,) if JSON_LD in others else ()))
    form = chosen(", ".join(request.headers.getlist("accept")) or None, offered)
    if form is None:
        answer: Response = page(request, "geen-vorm.html", status=406, forms=offered)
    elif form == JSON:
        answer = _as_json(others[JSON_LD]())
    else:
        answer = html() if form == HTML else others[form]()
    answer.headers.add_vary_header("Accept")
    return answer


def _as_json(answer: Response) -> Response:
    """The same bytes under the other name; the address of the JSON-LD does not say that name, so it is not told as where these are."""
    if "content-type" in answer.headers:
        answer.headers["content-type"] = JSON
    if "content-location" in answer.headers:
        del answer.headers["content-location"]
    return answer


def data(text: str, media_type: str, links: str = "") -> Response:
    """An answer that any site may read (CORS); `links` is the value of its `Link` header."""
    headers = {"access-control-allow-origin": "*", **({"link": links} if links else {})}
    return Response(text, media_type=media_type, headers=headers)


def _range(text: str) -> _Range | None:
    """One range of the header. RFC 9110, 12.4.2: a quality has at most three decimals and is 1 where it is not given."""
    name, semicolon, rest = text.partition(";")
    main, slash, sub = (part.strip().lower() for part in name.partition("/"))
    if not (main and slash and sub):
        return None
    given = {key.lower(): value for key, value in _PARAMETER.findall(semicolon + rest)}
    quality = given.get("q", "1")
    return _Range(main, sub, float(quality)) if _QUALITY.fullmatch(quality) else None
