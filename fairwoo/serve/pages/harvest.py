"""What harvesters read at the root of the host: robots.txt, the sitemaps, those of DiWoo, and the list of APIs.

Sources: RFC 9309 (robots.txt), https://www.sitemaps.org/protocol.html, https://standaarden.overheid.nl/diwoo/metadata (the chain of
the Woo harvester), RFC 9727 (api-catalog).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from fairwoo.serve import answers
from fairwoo.serve.caching import conditional
from fairwoo.serve.linked import signposting, site_map
from fairwoo.serve.linked.editions import edition
from fairwoo.serve.linked.negotiation import data
from fairwoo.serve.site import Site

_API_CATALOG = "/.well-known/api-catalog"
_PROFILE = "https://www.rfc-editor.org/info/rfc9727"


def routes(site: Site) -> Sequence[BaseRoute]:
    """All at the root of the host, also if the site has a path."""
    del site
    return (
        Route("/robots.txt", _robots, name="root:robots"),
        Route("/sitemap.xml", _file, name="root:sitemap"),
        Route("/sitemap-{number:int}.xml", _file, name="root:sitemap-part"),
        Route("/sitemapindex-diwoo-{category}.xml", _file, name="root:diwoo-index"),
        Route("/sitemap-diwoo-{category}.xml", _file, name="root:diwoo"),
        Route(_API_CATALOG, _apis, name="root:api-catalog"),
    )


def _robots(request: Request) -> Response:
    """Everything may be read, or nothing at all (`serve.robots`); behind it where the sitemaps are."""
    site: Site = request.app.state.site
    if not site.settings.serve.robots:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")
    host = urlsplit(site.base)
    sitemaps = (edition(site).read("robots.txt") or b"").decode()
    own = f"Sitemap: {host.scheme}://{host.netloc}/{site_map.NAME}\n"
    return PlainTextResponse(f"User-agent: *\nAllow: /\n\n{own}{sitemaps}")


def _file(request: Request) -> Response:
    site: Site = request.app.state.site
    now = edition(site)
    path = request.url.path.lstrip("/")
    file = now.files.get(path)
    if file is None:
        raise answers.missing()
    return conditional(request, file.sha256, lambda: Response(now.read(path), media_type="application/xml"))


def _apis(request: Request) -> Response:
    """RFC 9727, 4: a linkset of the APIs of the host."""
    site: Site = request.app.state.site
    host = urlsplit(site.base)
    own = f"{host.scheme}://{host.netloc}{_API_CATALOG}"
    description = signposting.openapi(site)
    api = description.removesuffix("/openapi.json")
    found = [
        {"anchor": own, "item": [{"href": api}]},
        {"anchor": api, "service-desc": [{"href": description, "type": signposting.OPENAPI}]},
    ]
    text = json.dumps({"linkset": found}, indent=1) + "\n"
    return data(text, f'{signposting.LINKSET}; profile="{_PROFILE}"', signposting.header([signposting.Link("api-catalog", own)]))
