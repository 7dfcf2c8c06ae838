"""Getting the newest editions from where they are published.

They go into a folder of the form that `make.py --standards` reads, so that what was made can be made again without a network.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPMessage
from pathlib import Path
from typing import IO
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

TOOI = "https://repository.officiele-overheidspublicaties.nl/waardelijsten"
DIWOO = "https://standaarden.overheid.nl/diwoo/metadata"
EU = "https://op.europa.eu/o/opportal-service/euvoc-download-handler"
EU_TABLES = {"file-type": "filetypes-skos-ap-act.rdf", "data-theme": "data-theme-skos-ap-act.rdf"}

_LARGEST = 64 * 2**20  # bytes; the largest list today is 1 MiB
_SECONDS = 60
_NOT_FOUND = (404, 410)


class FetchError(Exception):
    """An address may not be used, does not answer, or answers with too much."""


@dataclass(frozen=True)
class Places:
    """Where the lists are published; a mirror may stand in."""

    tooi: str = TOOI
    diwoo: str = DIWOO
    eu: str = EU


class _SafeRedirects(HTTPRedirectHandler):
    def redirect_request(  # noqa: PLR0913, PLR0917 - the form of the standard library
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        _check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_OPENER = build_opener(_SafeRedirects)


def _check(address: str) -> None:
    """Only https, except to this machine itself."""
    parts = urlsplit(address)
    try:
        here = ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        here = False
    if parts.scheme != "https" and not (parts.scheme == "http" and here):
        raise FetchError(f"{address}: only https addresses are used")


def get(address: str) -> bytes | None:
    """What is at an address, or None if there is nothing. Raises FetchError."""
    _check(address)
    try:
        with _OPENER.open(Request(address, headers={"User-Agent": "fairwoo vocab/make.py"}), timeout=_SECONDS) as answer:  # noqa: S310
            content: bytes = answer.read(_LARGEST + 1)
    except HTTPError as error:
        if error.code in _NOT_FOUND:
            return None
        raise FetchError(f"{address}: {error}") from error
    except OSError as error:
        raise FetchError(f"{address}: {error}") from error
    if len(content) > _LARGEST:
        raise FetchError(f"{address}: more than {_LARGEST} bytes")
    return content


def fetch(folder: Path, known: Mapping[str, int], diwoo: str, places: Places | None = None) -> list[Path]:
    """Put the newest editions into `folder`: the TOOI lists, from the `known` versions on, the lists of DiWoo, the EU tables.

    Gives the files. Raises FetchError, also where a known version is gone.
    """
    at = places or Places()
    found = [_newest(folder, name, version, at.tooi) for name, version in known.items()]
    schema = f"{at.diwoo}/{diwoo}/xsd/diwoo/diwoo-metadata-lijsten.xsd"
    found.append(_keep(folder / "diwoo" / "diwoo-metadata-lijsten.xsd", _have(schema)))
    for table, file in EU_TABLES.items():
        inside = f"http://publications.europa.eu/resource/distribution/{table}/rdf/skos_ap_act/{file}"
        found.append(_keep(folder / "eu-vocab" / file, _have(f"{at.eu}?cellarURI={quote(inside, safe='')}&fileName={file}")))
    return found


def _newest(folder: Path, name: str, version: int, base: str) -> Path:
    """Editions are numbered without gaps; the last that is there is the newest."""
    content = _have(_address(base, name, version))
    while (later := get(_address(base, name, version + 1))) is not None:
        content, version = later, version + 1
    return _keep(folder / "tooi" / "json" / f"{name}_{version}.json", content)


def _address(base: str, name: str, version: int) -> str:
    return f"{base}/{name}/{version}/json/{name}_{version}.json"


def _have(address: str) -> bytes:
    if (content := get(address)) is None:
        raise FetchError(f"{address}: there is nothing there")
    return content


def _keep(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
