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

_TAG = re.compile(r'(?:W/)?("[^"]*")')


def conditional(request: Request, tag: str, make: Callable[[], Response], *, keep: str = "no-cache") -> Response:
    """The answer of `make`, or 304 without making it if the visitor has it already.

    `tag` is any text that differs whenever the answer does: the revision of the dossier and whatever else shows, the form that was
    negotiated included. The look and the settings of the site count by themselves. An answer is asked for anew each time, unless
    `keep` (the value of Cache-Control) says otherwise. An answer other than 200 is handed on as it is.
    """
    entity = f'"{_digest(_edition(request.app.state.site), tag)}"'
    given = ", ".join(request.headers.getlist("if-none-match")).strip() if request.method in {"GET", "HEAD"} else ""
    if entity in _TAG.findall(given):  # compared weakly, since a proxy that compresses may have weakened it
        answer = Response(status_code=304)
    else:
        answer = make()
        if answer.status_code != 200:
            return answer
        if given == "*":  # whoever has anything of it, if there is anything
            answer = Response(status_code=304)
    answer.headers["etag"] = entity
    answer.headers["cache-control"] = keep
    return answer


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
