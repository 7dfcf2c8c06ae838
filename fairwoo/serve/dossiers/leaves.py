"""Single pages of documents. A few are kept in memory: whoever looks at a page asks for its image a moment later."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from weakref import WeakKeyDictionary

from fairwoo.model import Page
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site

_MOST = 40  # pages
_LARGEST = 200_000  # characters of a page that is kept: of forty of these the texts take 8 MB, or 32 in the worst case

_Key = tuple[str, str, str, int]
_LOCK = Lock()
_KEPT: WeakKeyDictionary[Site, OrderedDict[_Key, Page]] = WeakKeyDictionary()


def leaf(site: Site, dossier: PublicDossier, document: PublicDocument, number: int) -> Page | None:
    """The page with that number (from 1) if it may be read, else None."""
    key = (dossier.id, dossier.revision, document.name, number)
    with _LOCK:
        kept = _KEPT.setdefault(site, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    page = site.page(document, number)
    if page is not None and len(page.whole_text) <= _LARGEST:
        with _LOCK:
            kept[key] = page
            while len(kept) > _MOST:
                kept.popitem(last=False)
    return page
