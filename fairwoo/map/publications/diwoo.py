"""DiWoo: `robots.txt`, the sitemap indexes and the sitemaps by which the Woo harvester finds the documents of a host.

Source: the manual “sitemapindex en sitemaps” of DiWoo 0.9.8 (https://standaarden.overheid.nl/diwoo/metadata). The harvester reads
`/robots.txt` at the root of the host, there the addresses of indexes with a fixed name for each information category, and there the
sitemaps. The entries are those of the descriptions of the dossiers, with the time of the last change put in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from urllib.parse import urlsplit

from fairwoo import vocab
from fairwoo.map.addresses import LOCAL, Addresses, base_address
from fairwoo.map.case import BASE_URL_MISSING
from fairwoo.map.publishing import Output, Published
from fairwoo.map.sitemap import Located, around, located
from fairwoo.map.sitemap_files import LIMITS, Limits, SitemapFiles, in_utc, w3c
from fairwoo.model import Finding, FindingKind, Level, Text
from fairwoo.settings import MapSettings

NAME = "diwoo"
TITLE = Text(nl="DiWoo: robots.txt, indexen en sitemaps", en="DiWoo: robots.txt, indexes and sitemaps")

AT_ROOT = FindingKind(
    code="diwoo-files-at-root",
    level=Level.WARNING,
    nl="map.base_url heeft een pad ({path}), maar de harvester leest robots.txt alleen bovenaan de site: {root}/robots.txt. Daar horen "
    "ook de indexen en de sitemaps.",
    en="map.base_url has a path ({path}), but the harvester reads robots.txt at the root of the site only: {root}/robots.txt. The "
    "indexes and sitemaps belong there too.",
    do_nl="Zet deze bestanden in de hoofdmap van de site, en de regels in de robots.txt die daar al staat.",
    do_en="Put these files in the root folder of the site, and the lines in the robots.txt that is there.",
)
ADDRESS_ELSEWHERE = FindingKind(
    code="diwoo-address-elsewhere",
    level=Level.ERROR,
    nl="Adressen die niet onder {base} vallen, en daarom niet in een sitemap staan: {count}. Het eerste: {address}.",
    en="Addresses that are not below {base}, and so are in no sitemap: {count}. The first: {address}.",
    do_nl="Draai fairwoo map opnieuw: de beschrijvingen zijn met een andere map.base_url gemaakt.",
    do_en="Run fairwoo map again: the descriptions were made with another map.base_url.",
)
CATEGORY_WITHOUT_INDEX = FindingKind(
    code="diwoo-category-without-index",
    level=Level.WARNING,
    nl="Voor de categorie “{label}” bestaat geen sitemapindex. Bestanden die daarom niet worden aangeboden: {count}.",
    en="There is no sitemap index for the category “{label}”. Files that are not offered for that reason: {count}.",
    do_nl="Kies een van de 17 categorieën van artikel 3.3 Woo als die ook past.",
    do_en="Choose one of the 17 categories of section 3.3 Woo if one of them fits as well.",
)
CHANGE_UNKNOWN = FindingKind(
    code="diwoo-change-unknown",
    level=Level.WARNING,
    nl="Bestanden waarvan niet bekend is wanneer ze voor het laatst zijn gewijzigd, en die zonder lastmod in de sitemap staan: {count}.",
    en="Files of which it is not known when they last changed, and that are in the sitemap without lastmod: {count}.",
    do_nl="Draai fairwoo map opnieuw.",
    do_en="Run fairwoo map again.",
)
HANDLED_LATER = FindingKind(
    code="diwoo-date-ahead",
    level=Level.WARNING,
    nl="Documenten met een datum van vaststelling of ontvangst die later is dan de laatste wijziging: {count}. Het eerste: {address}.",
    en="Documents with a date of adoption or receipt that is later than the last change: {count}. The first: {address}.",
    do_nl="Controleer de datum: waarschijnlijk ligt hij in de toekomst.",
    do_en="Check the date: it probably lies in the future.",
)
TOO_MUCH = FindingKind(
    code="diwoo-too-much",
    level=Level.ERROR,
    nl="Bestanden die niet in een sitemap of index passen (categorie {infocat}): {count}.",
    en="Files that do not fit in a sitemap or index (category {infocat}): {count}.",
    do_nl="Een sitemap heeft hoogstens 50 MiB, een index hoogstens 50.000 sitemaps. Verdeel de documenten over meer sites.",
    do_en="A sitemap has at most 50 MiB, an index at most 50,000 sitemaps. Divide the documents over more sites.",
)


def publish(dossiers: Callable[[], Iterator[Published]], settings: MapSettings) -> Iterator[Output | Finding]:
    """The sitemaps as soon as each is full, then the indexes, then `robots.txt`; no file for a category without documents.

    All paths are at the root of the host, also if `base_url` has a path. No more than one sitemap is in memory.
    Raises UsageError if `base_url` is no web address.
    """
    base = base_address(settings.base_url)
    if settings.base_url is None:
        yield BASE_URL_MISSING.at(base=LOCAL)
    elif path := urlsplit(base).path:
        yield AT_ROOT.at(path=path, root=_root(base))
    with ExitStack() as stack:
        yield from _Chain(base, stack).publish(dossiers())


def _root(base: str) -> str:
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}"


def _dossiers_changed(published: Published) -> datetime | None:
    """When the dossier itself last changed, or others that are told with it because they are gone: files may have been taken away."""
    return max((moment for subject, moment in published.changed.items() if "://" not in subject), default=None)


class _Counted:
    """How many addresses something is the matter with, and the first of them."""

    def __init__(self) -> None:
        self.count, self.first = 0, ""

    def add(self, address: str) -> None:
        self.count += 1
        self.first = self.first or address


class _Chain:
    """The files of one host while they are put together."""

    def __init__(self, base: str, stack: ExitStack, limits: Limits = LIMITS) -> None:
        self._base, self._stack, self._limits = base, stack, limits
        self._files: dict[str, SitemapFiles] = {}
        self._without_index = Counter[str]()
        self._unknown = 0
        self._elsewhere, self._ahead = _Counted(), _Counted()
        self._emptied: datetime | None = None

    def publish(self, dossiers: Iterator[Published]) -> Iterator[Output | Finding]:
        for published in dossiers:
            yield from self._dossier(published)
        yield from self._finish()

    def _dossier(self, published: Published) -> Iterator[Output]:
        # an address below that of its own dossier cannot be that of a file of another
        own, offered = Addresses(self._base, published.dossier.id).dossier, False
        for description in published.descriptions:
            if description.standard != NAME:
                continue
            frame = around(description.content)
            for entry in located(description.content):
                files = self._files_for(entry, own)
                if files is not None:
                    offered = True
                    moment = published.changed.get(entry.address)
                    self._look(entry, moment)
                    yield from files.add(entry.published(w3c(moment)), frame)
                    files.changed(moment, _dossiers_changed(published))
        if not offered:
            self._emptied = max(filter(None, (self._emptied, _dossiers_changed(published))), default=None)
            for files in self._files.values():
                files.changed(self._emptied)

    def _look(self, entry: Located, moment: datetime | None) -> None:
        if moment is None:
            self._unknown += 1
        elif datetime.fromisoformat(entry.handled) > in_utc(moment):
            self._ahead.add(entry.address)

    def _files_for(self, entry: Located, own: str) -> SitemapFiles | None:
        """The files that the entry of a dossier belongs in, or None if it can be in none; `own` is the address of its dossier."""
        if not entry.address.startswith(f"{own}/"):
            self._elsewhere.add(entry.address)
            return None
        category = vocab.category(entry.category)
        if category is None or category.infocat is None:
            self._without_index[category.label if category else entry.category] += 1
            return None
        if category.infocat not in self._files:
            files = self._files[category.infocat] = SitemapFiles(_root(self._base), category.infocat, self._limits)
            files.changed(self._emptied)
            self._stack.callback(files.close)
        return self._files[category.infocat]

    def _finish(self) -> Iterator[Output | Finding]:
        lines = []
        for infocat, files in sorted(self._files.items()):
            outputs = list(files.finish())
            yield from outputs
            lines += [f"Sitemap: {_root(self._base)}/{output.path}\n" for output in outputs if output.path == files.index]
            if files.left_out:
                yield TOO_MUCH.at(infocat=infocat, count=files.left_out)
        if lines:
            yield Output("robots.txt", "".join(lines).encode())
        yield from self._told()

    def _told(self) -> Iterator[Finding]:
        if self._elsewhere.count:
            yield ADDRESS_ELSEWHERE.at(base=self._base, count=self._elsewhere.count, address=self._elsewhere.first)
        if self._ahead.count:
            yield HANDLED_LATER.at(count=self._ahead.count, address=self._ahead.first)
        for label, count in sorted(self._without_index.items()):
            yield CATEGORY_WITHOUT_INDEX.at(label=label, count=count)
        if self._unknown:
            yield CHANGE_UNKNOWN.at(count=self._unknown)
