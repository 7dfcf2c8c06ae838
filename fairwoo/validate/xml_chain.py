"""The sitemaps that an index names, as far as they lie in the same folder: are they of its category, is a document in two of them?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from fairwoo import vocab
from fairwoo.model import FindingKind, Level
from fairwoo.validate.given import Given
from fairwoo.validate.xml_address import LOC_HOST, host_of
from fairwoo.validate.xml_grammar import PREFIXES
from fairwoo.validate.xml_sitemap import LARGEST, MOST_READ
from fairwoo.validate.xml_source import Reading
from fairwoo.validate.xml_told import Told, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

OTHER_CATEGORY = FindingKind(
    code="sitemapindex-other-category",
    level=Level.ERROR,
    nl="De index is voor infocat{number} ({label}), maar in {name} hebben {count} documenten die categorie niet.",
    en="The index is for infocat{number} ({label}), but {count} documents in {name} do not have that category.",
    do_nl="Noem elke sitemap in de index van haar eigen categorie.",
    do_en="Name each sitemap in the index of its own category.",
)
IN_TWO = FindingKind(
    code="sitemapindex-document-twice",
    level=Level.WARNING,
    nl="{count} documenten van {name} staan ook in een eerdere sitemap van deze index. Een harvester kiest er dan willekeurig een.",
    en="{count} documents of {name} are in an earlier sitemap of this index too. A harvester then takes either of them.",
    do_nl="Zet elk document in één sitemap.",
    do_en="Put each document in one sitemap.",
)

_S, _D = f"{{{PREFIXES['sitemap']}}}", f"{{{PREFIXES['diwoo']}}}"
_CATEGORY = f"{_D}Document/{_D}DiWoo/{_D}classificatiecollectie/{_D}informatiecategorieen/{_D}informatiecategorie"


class _Entry(NamedTuple):
    loc: str
    categories: frozenset[str]


class Chain:
    """The sitemaps of one index, as they come by. Of each document only a hash of its address is kept."""

    def __init__(self, folder: Path | None, number: str) -> None:
        """`folder` is where the index lies, `number` the three digits in its name ("" if there are none)."""
        self._folder = folder
        self._category = next((each for each in vocab.categories() if number and each.infocat == number), None)
        self._seen: set[int] = set()
        self._read: set[Path] = set()

    def sitemap(self, loc: _Element, address: str, host: str, told: Told) -> None:
        """Look at the sitemap with this address, if its file is there; `host` is where its documents must be."""
        file = _beside(self._folder, address)
        if file is None or file in self._read:
            return
        self._read.add(file)
        others, twice, strange = 0, 0, ""
        for entry in _entries(file):
            others += self._category is not None and self._category.uri not in entry.categories
            twice += hash(entry.loc) in self._seen
            self._seen.add(hash(entry.loc))
            found = host_of(entry.loc)
            strange = strange or (found if found and host and found != host else "")
        if others and self._category:
            told.add(
                OTHER_CATEGORY,
                loc,
                number=self._category.infocat,
                label=self._category.label,
                name=shown(file.name),
                count=others,
            )
        if twice:
            told.add(IN_TWO, loc, name=shown(file.name), count=twice)
        if strange:
            told.add(LOC_HOST, loc, found=shown(strange), expected=shown(host))


def _entries(file: Path) -> Iterator[_Entry]:
    """Address and categories of each entry of a sitemap. One that cannot be read has none: it is told when itself is validated."""
    try:
        content = file.read_bytes()
    except OSError:
        return
    for url in islice(Reading(Given(file.name, content), LARGEST).children(("url",)), MOST_READ):
        loc = (url.findtext(f"{_S}loc") or "").strip()
        if loc:
            yield _Entry(loc, frozenset(each.get("resource") or "" for each in url.iterfind(_CATEGORY)))


def _beside(folder: Path | None, address: str) -> Path | None:
    """The file of this address at or below `folder`: by its whole path, or as much of the end of it as there is."""
    try:
        path = PurePosixPath(unquote(urlsplit(address).path))
        parts = [part for part in path.parts if part != "/"]
        if folder is None or any(part == ".." or "\\" in part or ":" in part or "\0" in part for part in parts):
            return None
        candidates = (folder.joinpath(*parts[start:]) for start in range(len(parts)))
        return next((file for file in candidates if file.is_file()), None)
    except (ValueError, OSError):  # no address, or a name that the file system cannot have
        return None
