"""The image of a page as the public may see it: whether there is one, its address, and the drawing of it.

Where the file itself is handed to nobody, redactions are painted over in black and other hidden content in white, so that a redaction
that lets text through does not do so here. Of a file that anybody can have, the image shows what the file shows.
"""

from __future__ import annotations

import hashlib
import json
import weakref
from collections.abc import Iterator
from threading import Lock
from typing import Literal, NamedTuple
from urllib.parse import quote
from weakref import WeakKeyDictionary

from fairwoo.model import HiddenKind, Page
from fairwoo.serve.drawing import Box, Drawing, Order, kind_of
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site
from fairwoo.shared import VERSION

_MADE_BY = f"{VERSION} 1"  # to be raised whenever a page is drawn otherwise
_SHOWN_AT = 96 / 72  # pixels of a browser a point
_ENLARGED = 1.5  # times: so that 9 points, which is small print, are 18 pixels of a browser
_NOT_DRAWN = {
    HiddenKind.ANNOTATION,
    HiddenKind.FORM_FIELD,
    HiddenKind.EARLIER_REVISION,
    HiddenKind.ATTACHMENT,
    HiddenKind.METADATA,
}
_BLACK = {HiddenKind.UNDER_REDACTION}

_LOCK = Lock()
_DRAWINGS: WeakKeyDictionary[Site, Drawing] = WeakKeyDictionary()


class Picture(NamedTuple):
    """An image: its address, its size in pixels of a browser, and that of the page in points."""

    link: str
    digest: str
    width: int
    height: int
    page_width: float
    page_height: float


def picture(site: Site, dossier: PublicDossier, document: PublicDocument, page: Page, *, large: bool = False) -> Picture | None:
    """The image of a page, or with `large` a finer one to be enlarged; None if there is none, as of mails and sheets."""
    if document.original is None or not page.width or not page.height:
        return None
    if kind_of(site.workspace.originals.path(document.original)) is None:
        return None
    digest = _digest(document, page, large=large)
    link = f"{site.links(dossier.id).document(document.name)}/pagina/{page.number}/beeld/{quote(digest)}.webp"
    scale = _SHOWN_AT * (_ENLARGED if large else 1)
    width, height = (max(1, round(length * scale)) for length in (page.width, page.height))
    return Picture(link, digest, width, height, page.width, page.height)


def order(site: Site, document: PublicDocument, page: Page, task: Literal["image", "words"], *, large: bool = False) -> Order:
    """What to ask a drawing process. Of words all that is redacted or hidden is left out, of every file."""
    sha256 = document.original or ""
    black, white = _boxes(page) if task == "words" or document.file_name is None else ((), ())
    return Order(task, site.workspace.originals.path(sha256), sha256, page.number, black, white, large)


def drawing(site: Site) -> Drawing:
    """What draws for a site; its processes end with the site."""
    with _LOCK:
        made = _DRAWINGS.get(site)
        if made is None:
            made = _DRAWINGS[site] = Drawing(site.workspace.images, site.workspace.originals, site.settings.serve.workers)
            weakref.finalize(site, made.close)
        return made


def concealed(page: Page) -> tuple[Box, ...]:
    """All boxes of a page in which nothing may be pointed at."""
    black, white = _boxes(page)
    return (*black, *white)


def _digest(document: PublicDocument, page: Page, *, large: bool) -> str:
    boxes = _boxes(page) if document.file_name is None else ()
    made_from = json.dumps([_MADE_BY, document.original, page.number, boxes, *(["large"] if large else [])])
    return hashlib.sha256(made_from.encode()).hexdigest()[:32]


def _boxes(page: Page) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    redacted = (Box(one.x, one.y, one.width, one.height) for one in page.redactions)
    return (*redacted, *_hidden(page, black=True)), tuple(_hidden(page, black=False))


def _hidden(page: Page, *, black: bool) -> Iterator[Box]:
    for one in page.hidden:
        if one.kind in _NOT_DRAWN or (one.kind in _BLACK) is not black:
            continue
        if one.x is not None and one.y is not None and one.width is not None and one.height is not None:
            yield Box(one.x, one.y, one.width, one.height)
