"""From what a person names (files, folders, addresses, standard input) to what is validated, one by one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from fairwoo.errors import InputError, why
from fairwoo.model import Finding, FindingKind, Level, Place, Text
from fairwoo.validate import zipped
from fairwoo.validate.given import Given
from fairwoo.validate.web import MOST_BYTES, download, is_address
from fairwoo.validate.xml_address import locs
from fairwoo.validate.xml_sitemap import LARGEST
from fairwoo.validate.xml_source import Reading, prolog

MOST_FOLLOWED = 500  # sitemaps of one index; 500 hold 25 million documents

UNREADABLE = FindingKind(
    code="validate-unreadable",
    level=Level.ERROR,
    nl="{reason.nl}",
    en="{reason.en}",
    do_nl="Controleer het pad of adres, en de rechten erop.",
    do_en="Check the path or address, and the rights on it.",
)
TOO_MANY = FindingKind(
    code="validate-too-many-sitemaps",
    level=Level.WARNING,
    nl="De index noemt {count} sitemaps; de eerste {most} zijn gevolgd.",
    en="The index names {count} sitemaps; the first {most} were followed.",
    do_nl="Geef de andere zelf op.",
    do_en="Name the others yourself.",
)

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Gathered(NamedTuple):
    """A file to validate, or why there is none. `named` says that a person named it, so that it must be something we know."""

    name: str
    given: Given | None
    named: bool = True
    finding: Finding | None = None


def gather(named: Iterable[str], stdin: BinaryIO, *, follow: bool = False) -> Iterator[Gathered]:
    """What each of `named` is: "-" standard input, an http(s) address, a file, or a folder with all files in it, by path.

    With `follow` the sitemaps that an index names come after it: from its host for an address, from beside it for a file.
    """
    for name in named:
        for found in _one(name, stdin):
            yield found
            if follow and found.given is not None and prolog(found.given.content).root == "sitemapindex":
                yield from _followed(found.given)


def _one(name: str, stdin: BinaryIO) -> Iterator[Gathered]:
    if name == "-":
        yield _read_stdin(stdin)
    elif is_address(name):
        yield _downloaded(name)
    elif os.path.isdir(name):  # noqa: PTH112 # a name that is too long is an error for pathlib
        path = Path(name)
        for one in sorted(path.rglob("*")):
            if one.is_file() and not _hidden(one.relative_to(path)):
                yield _read(str(one), one, named=False)
    else:
        yield _read(name, Path(name))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _read(name: str, path: Path, *, named: bool = True) -> Gathered:
    try:
        with path.open("rb") as file:
            start = file.read(1024)
            if start.startswith(zipped.MARK) and (crate := zipped.crate_in(name, path)) is not None:
                return Gathered(crate.name, crate, named)
            if not named and b"\0" in start and not start.startswith(_UTF16):
                return Gathered(name, None, named=False)  # no text, so no metadata
            content = start + file.read(MOST_BYTES)  # a device has no size, and may have no end
        if len(content) > MOST_BYTES:
            return _unreadable(
                name, Text(nl=f"{name} is groter dan {MOST_BYTES} bytes.", en=f"{name} is larger than {MOST_BYTES} bytes.")
            )
        return Gathered(name, Given(name, content, folder=path.parent), named)
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        reason = why(error)
        return _unreadable(name, Text(nl=f"{name} is niet te lezen: {reason.nl}.", en=f"{name} cannot be read: {reason.en}."))


def _read_stdin(stdin: BinaryIO) -> Gathered:
    content = stdin.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        text = Text(
            nl=f"Standaardinvoer is groter dan {MOST_BYTES} bytes.", en=f"Standard input is larger than {MOST_BYTES} bytes."
        )
        return _unreadable("-", text)
    return Gathered("-", Given("-", content))


def _downloaded(address: str, origin: str | None = None) -> Gathered:
    try:
        found = download(address, origin=origin)
    except InputError as error:
        return _unreadable(address, error.text)
    return Gathered(address, Given(address, found.content, media_type=found.media_type, address=found.address))


def _unreadable(name: str, reason: Text) -> Gathered:
    return Gathered(name, None, finding=UNREADABLE.at(Place(file=name), reason=reason))


def _followed(index: Given) -> Iterator[Gathered]:
    """The sitemaps that an index names, where they may be got."""
    addresses = _sitemaps(index)
    for address in addresses[:MOST_FOLLOWED]:
        try:
            yield from _sitemap(index, address)
        except ValueError:  # of urlsplit and urljoin
            text = Text(
                nl=f"{address} is geen webadres en is niet gevolgd.", en=f"{address} is no web address and was not followed."
            )
            yield _unreadable(address, text)
    if len(addresses) > MOST_FOLLOWED:
        finding = TOO_MANY.at(Place(file=index.name), count=len(addresses), most=MOST_FOLLOWED)
        yield Gathered(index.name, None, finding=finding)


def _sitemap(index: Given, address: str) -> Iterator[Gathered]:
    """The sitemap at one address of an index. Raises ValueError if that is no address."""
    if index.address:
        whole = urljoin(index.address, address)
        if urlsplit(whole).hostname == urlsplit(index.address).hostname:
            yield _downloaded(whole, origin=index.address)
        else:
            text = Text(
                nl=f"{whole} staat niet op de host van de index en is niet gevolgd.",
                en=f"{whole} is not on the host of the index and was not followed.",
            )
            yield _unreadable(whole, text)
    elif index.folder is not None:
        beside = index.folder / Path(unquote(urlsplit(address).path)).name
        yield _read(str(beside), beside)


def _sitemaps(index: Given) -> list[str]:
    """The addresses in an index, each once, as far as it can be read."""
    entries = Reading(index, LARGEST).children(("sitemap", "url"))
    found = [(loc.text or "").strip() for entry in entries for loc in locs(entry)]
    return [one for one in dict.fromkeys(found) if one]
