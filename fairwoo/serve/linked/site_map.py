"""`sitemap.xml`: the pages of the site for search engines. Results of searches are not in it.

Limits: 50,000 addresses a file, 50,000 files an index (https://www.sitemaps.org/protocol.html).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from fairwoo.map import Output
from fairwoo.map.sitemap import sitemapindex
from fairwoo.map.sitemap_files import LIMITS, w3c
from fairwoo.serve.linked.signposting import addresses
from fairwoo.serve.practices import practices
from fairwoo.serve.public import PublicDossier
from fairwoo.serve.publishers import publishers
from fairwoo.serve.scores.standings import code_of, ranking
from fairwoo.serve.site import Site

NAME = "sitemap.xml"
PAGES = (
    *("/", "/over", "/ranglijst", "/goede-voorbeelden", "/catalogus", "/hulp-bij-zoeken", "/status", "/api"),
    *("/blijvende-adressen", "/contact", "/privacy", "/toegankelijkheid", "/begrip/uitzonderingsgrond"),
)
"""The pages that stand by themselves. Those of the pages of a document are not here: their document is, which leads to them."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_NAMESPACE}">\n'
_TAIL = "</urlset>\n"
# An address holds at most 2,048 characters, so 20,000 of them stay below the 50 MiB that a file may have.
_MOST = min(LIMITS.entries, 20_000)


class _Entry(NamedTuple):
    address: str
    changed: str | None


class Collected:
    """The addresses of dossiers and documents, with the time at which what is said of the dossier last changed."""

    def __init__(self) -> None:
        self.entries: list[_Entry] = []

    def add(self, site: Site, dossier: PublicDossier, changes: Mapping[str, datetime]) -> None:
        """Take in a dossier with those of its documents that have a page; `changes` is when what is said of an address changed."""
        own = addresses(site, dossier.id)
        changed = w3c(changes.get(own.dossier))
        self.entries.append(_Entry(own.dossier, changed))
        self.entries += [_Entry(own.document(document.name), changed) for document in dossier.documents if not document.withdrawn]


def files(site: Site, collected: Collected, bodies: Sequence[str]) -> Iterator[Output]:
    """`sitemap.xml`; where there is more than fits in one, an index under that name, and `sitemap-1.xml` and so on."""
    own = [_Entry(f"{site.base}{path}", None) for path in PAGES]
    own += [_Entry(f"{site.base}/goede-voorbeelden/{metric}", None) for metric in practices()]
    own += [_Entry(site.shared.catalogue(code), None) for code in bodies]
    publishing = [one.code for one in publishers(site)]
    scored = {code_of(one) for one in ranking(site).standings}
    own += [_Entry(f"{site.base}/orgaan/{code}", None) for code in publishing]
    own += [_Entry(f"{site.base}/ranglijst/{code}", None) for code in publishing if code in scored]
    entries = [*own, *collected.entries]
    parts = [entries[start : start + _MOST] for start in range(0, len(entries), _MOST)]
    if len(parts) == 1:
        yield Output(NAME, _urlset(parts[0]))
        return
    host = urlsplit(site.base)
    listed: list[tuple[str, str | None]] = []
    for number, part in enumerate(parts, 1):
        name = f"sitemap-{number}.xml"
        listed.append((f"{host.scheme}://{host.netloc}/{name}", max(filter(None, (one.changed for one in part)), default=None)))
        yield Output(name, _urlset(part))
    yield Output(NAME, sitemapindex(listed).encode())


def _urlset(entries: Sequence[_Entry]) -> bytes:
    return "".join([_HEAD, *map(_url, entries), _TAIL]).encode()


def _url(entry: _Entry) -> str:
    changed = f"<lastmod>{entry.changed}</lastmod>" if entry.changed else ""
    return f"<url><loc>{escape(entry.address)}</loc>{changed}</url>\n"
