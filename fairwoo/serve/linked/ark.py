"""Where an ARK leads: to a dossier or document that is there, or that was taken back.

Nothing is kept for it: the names are worked out of the ids that there are (`map/ark.py`), and looked for among these.
Source: https://www.ietf.org/archive/id/draft-kunze-ark-41.txt, 2.7 (what counts as the same ARK: hyphens and spaces do not count).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from fairwoo.map.ark import digest_of, document_name
from fairwoo.map.ark import dossier_name as _dossier_name
from fairwoo.serve.linked.signposting import addresses
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site

# Hyphens of all kinds and spaces, which word processors put in and leave out.
_NOTHING = re.compile("[\\s\u00ad\u2010-\u2015-]+")

dossier_name = lru_cache(maxsize=200_000)(_dossier_name)


class Target(NamedTuple):
    """What an ARK names: the page of it as the world knows it. `dossier` is None if it was taken back whole; so was a document that is
    named and is None, and then the page is that of what stays of it.
    """

    page: str
    ark: str
    dossier: PublicDossier | None
    document: PublicDocument | None
    gone: bool


def target(site: Site, naan: str, rest: str) -> Target | None:
    """What the ARK names under that number, or None. Raises NotReadyError while its dossier is being brought in anew."""
    ours = site.settings.map.ark_naan
    name, *parts = _NOTHING.sub("", rest).rstrip("/.").split("/")
    if ours is None or naan != ours or len(parts) > 1:
        return None
    dossier_id = next((one for one in _ids(site) if dossier_name(ours, one) == name), None)
    if dossier_id is None:
        return None
    own, dossier = addresses(site, dossier_id), site.dossier(dossier_id)
    if dossier is None or not parts:
        return Target(own.dossier, own.identifier, dossier, None, dossier is None)
    return _within(site, dossier, parts[0])


def _ids(site: Site) -> Iterator[str]:
    """The ids of dossiers that there are, then of those that were taken back."""
    catalogue = site.workspace.catalogue
    yield from (held.id for held in catalogue.held())
    yield from (one.dossier for one in catalogue.withdrawals() if not one.document)


def _within(site: Site, dossier: PublicDossier, part: str) -> Target | None:
    own = addresses(site, dossier.id)
    ark = f"{own.identifier}/{part}"
    for document in dossier.documents:
        if document_name(dossier.id, digest_of(document.name)) == part:
            return Target(own.document(document.name), ark, dossier, document, gone=False)
    for one in site.withdrawals(dossier.id):
        # of the name that a document had before only a digest is known, and its ARK is made of that
        if one.document in dossier.names and part in {document_name(dossier.id, digest) for digest in one.was[:1]}:
            return Target(own.document(dossier.names[one.document]), ark, dossier, None, gone=True)
    return None
