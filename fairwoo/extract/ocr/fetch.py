"""Fetches a package with data for Tesseract from its public address. Only the explicit command `fairwoo ocr --install` does so."""

from __future__ import annotations

import hashlib
import http.client
import time
import urllib.error
import urllib.request
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from fairwoo.errors import DependencyError, InputError
from fairwoo.extract.ocr import data
from fairwoo.model import Text
from fairwoo.shared import VERSION

MOST_BYTES = 50_000_000  # the known packages have 13 and 9 million
_SILENCE, _PATIENCE = 30.0, 900.0  # seconds without a byte; for all of it
_PIECE = 1 << 16
_SCHEMES = ("http", "https")


def is_address(source: str) -> bool:
    """Is this an address to fetch from, and no path?"""
    return urlsplit(source).scheme.lower() in _SCHEMES


def fetched(address: str, scratch: Path, sha256: str | None = None) -> Path:
    """Fetch a file into the folder `scratch`, under the last name of the address; the proxies of the system are used.

    `sha256` is what it must have; without, whoever uses it must know it. Raises DependencyError if it cannot be fetched, InputError
    if it is something else.
    """
    target = scratch / (PurePosixPath(urlsplit(address).path).name or "data")
    digest = hashlib.sha256()
    request = urllib.request.Request(address, headers={"User-Agent": f"fairwoo/{VERSION}"})  # noqa: S310 - see is_address
    end = time.monotonic() + _PATIENCE
    try:
        with urllib.request.urlopen(request, timeout=_SILENCE) as answer, target.open("wb") as file:  # noqa: S310
            size = 0
            while piece := answer.read(_PIECE):
                size += len(piece)
                if size > MOST_BYTES or time.monotonic() > end:
                    raise _not_fetched(address, f"> {MOST_BYTES} bytes" if size > MOST_BYTES else f"> {_PATIENCE:.0f} s")
                digest.update(piece)
                file.write(piece)
            if answer.length:  # what was announced and did not come
                raise _not_fetched(address, f"{size} / {size + answer.length} bytes")
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()  # it is an answer too
        raise _not_fetched(address, str(getattr(error, "reason", "") or error)) from error
    if sha256 and digest.hexdigest() != sha256:
        raise InputError(
            Text(
                nl=f"Wat van {address} kwam is niet wat wij kennen (SHA-256 {digest.hexdigest()}, verwacht {sha256}); het is "
                f"weggegooid. Probeer het later nog eens, of {_by_hand().nl}",
                en=f"What came from {address} is not what we know (SHA-256 {digest.hexdigest()}, expected {sha256}); it was "
                f"thrown away. Try again later, or {_by_hand().en}",
            )
        )
    return target


def _not_fetched(address: str, reason: str) -> DependencyError:
    return DependencyError(
        Text(
            nl=f"{address} is niet op te halen: {reason}. Kijk of deze computer daar mag komen (proxy: HTTPS_PROXY), of {_by_hand().nl}",
            en=f"{address} cannot be fetched: {reason}. See whether this computer may go there (proxy: HTTPS_PROXY), or {_by_hand().en}",
        )
    )


def _by_hand() -> Text:
    addresses = " ".join(data.with_package(language).package for language in (data.DUTCH, data.ORIENTATION))
    return Text(
        nl=f"haal op een andere computer op: {addresses} en geef van elk: fairwoo ocr --install --from BESTAND.",
        en=f"fetch on another computer: {addresses} and say for each: fairwoo ocr --install --from FILE.",
    )
