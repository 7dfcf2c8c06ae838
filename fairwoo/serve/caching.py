"""Answers that a browser, proxy or harvester may keep: an entity tag, and 304 for one who has the answer already (RFC 9110, 13.1.2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from fairwoo.serve.site import Site
from fairwoo.shared import VERSION

_YEAR = 31_536_000  # seconds; RFC 8246: what never changes is kept as long as one likes
_TAG = re.compile(r'(?:W/)?("[^"]*")')


def conditional(
    request: Request, tag: str, make: Callable[[], Response], *, max_age: int = 0, immutable: bool = False
) -> Response:
    """The answer of `make`, or 304 without making it if the visitor has it already.

    `tag` is any text that differs whenever the answer does: the revision of the dossier and whatever else shows, the form that was
    negotiated included. The look and the settings of the site count by themselves. An answer is asked for anew each time, unless
    `max_age` (seconds) says how long it may be kept, or `immutable` that its address says what is in it. An answer other than 200
    is handed on as it is.
    """
    entity = f'"{_digest(_edition(request.app.state.site), tag)}"'
    if request.method in {"GET", "HEAD"} and _has(request.headers.getlist("if-none-match"), entity):
        answer = Response(status_code=304)
    else:
        answer = make()
        if answer.status_code != 200:
            return answer
    answer.headers["etag"] = entity
    answer.headers["cache-control"] = _kept(max_age, immutable=immutable)
    return answer


def _kept(seconds: int, *, immutable: bool) -> str:
    if immutable:
        return f"public, max-age={seconds or _YEAR}, immutable"
    return f"public, max-age={seconds}" if seconds else "no-cache"


def _has(given: list[str], entity: str) -> bool:
    """Whether one of the tags is ours: compared weakly, since a proxy that compresses may have weakened it."""
    text = ", ".join(given)
    return text.strip() == "*" or entity in _TAG.findall(text)


def _edition(site: Site) -> str:
    """What all pages have in common: a new version, another template or another setting is another answer."""
    return _digest(VERSION, _templates(), site.settings.map.model_dump_json(), site.settings.serve.model_dump_json())


@cache
def _templates() -> str:
    folder = files("fairwoo.serve") / "templates"
    return _digest(
        *(one.read_text(encoding="utf-8") for one in sorted(folder.iterdir(), key=lambda one: one.name) if one.is_file())
    )


def _digest(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]
