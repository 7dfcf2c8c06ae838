"""The change feed as the public may see it, made of the catalogue's own.

A dossier is there from "created" until "withdrawn"; what others fetch has its own rows, "described". Names of documents that are not
public, or no longer, are not told: that the dossier changed says enough, and its list of documents says the rest.

The numbers are those of one catalogue. One that was made anew gives them to other changes; so with a number goes which feed it is of, and
who comes with a number of another feed is told to begin again: going on, it would miss what has lower numbers now.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple
from urllib.parse import unquote

from fairwoo.map.held_back import Held
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import NotReadyError, Site
from fairwoo.store import Change as Row

_OPERATIONS = {"created": "aangemaakt", "changed": "gewijzigd", "withdrawn": "verwijderd"}
_BELOW = re.compile(r"([^/#.]+)(?:/document/([^/#]+)/bestand/([^/#]+))?")


class Change(NamedTuple):
    """A change. `document` is the name of a document as the public knows it; `address` that of the dossier, the document or its file."""

    sequence: int
    operation: str
    kind: str
    dossier: str
    document: str | None
    address: str
    hash: str | None
    time: str


def newest(site: Site) -> int:
    """The number of the last change."""
    return site.workspace.catalogue.last_change()


def numbering(site: Site) -> str:
    """Which feed the numbers are of: a text that stays, and that a catalogue made anew does not have; "0" before there is a change.

    Made of the first change and its time; not of what it was about, which withdrawing may hide.
    """
    first = site.workspace.catalogue.feed(0, 1, f"{site.base}/dossier")
    return hashlib.sha256(f"{first[0].hash} {first[0].time}".encode()).hexdigest()[:16] if first else "0"


def goes_on(site: Site, number: int, given: str | None) -> bool:
    """Whether who has all changes up to this number, of the feed with that numbering, can go on from it. Who has none always can."""
    return not number or (number <= newest(site) and given in {None, numbering(site)})


def changes(site: Site, after: int, limit: int) -> tuple[list[Change], int, bool]:
    """The changes among the next `limit` rows behind a number, the number of the last row, and whether there are more."""
    rows = site.workspace.catalogue.feed(after, limit + 1, f"{site.base}/dossier")
    seen = rows[:limit]
    found = [change for row in seen if (change := _change(site, row))]
    return found, seen[-1].sequence if seen else after, len(rows) > limit


def _change(site: Site, row: Row) -> Change | None:
    if row.operation == "described":
        return _described(site, row)
    dossier_id, _, document_id = row.subject.partition("/")
    if document_id:
        return _document_gone(site, row, dossier_id, document_id)
    told = None if row.operation == "withdrawn" else row.hash
    address = site.absolute(dossier_id).dossier
    return Change(row.sequence, _OPERATIONS[row.operation], "dossier", dossier_id, None, address, told, row.time)


def _document_gone(site: Site, row: Row, dossier_id: str, document_id: str) -> Change | None:
    dossier = _public(site, dossier_id)
    document = dossier.by_name.get(dossier.names.get(document_id, "")) if dossier else None
    if document is None or document.held is not Held.WITHDRAWN:
        return None
    address = site.absolute(dossier_id).document(document.name)
    return Change(row.sequence, "verwijderd", "document", dossier_id, document.name, address, None, row.time)


def _described(site: Site, row: Row) -> Change | None:
    found = _BELOW.fullmatch(row.subject.removeprefix(f"{site.base}/dossier/"))
    if found is None:
        return None
    dossier_id, name, file = (unquote(one) if one else "" for one in found.groups())
    if not name:  # that a dossier is gone is another row
        told = Change(row.sequence, "gewijzigd", "dossier", dossier_id, None, row.subject, row.hash, row.time)
        return told if row.hash else None
    address = _file_address(site, dossier_id, name, file, gone=not row.hash)
    operation = "verwijderd" if not row.hash else "gewijzigd" if row.before else "aangemaakt"
    told = Change(row.sequence, operation, "bestand", dossier_id, name, address or "", row.hash or None, row.time)
    return told if address is not None else None


def _file_address(site: Site, dossier_id: str, name: str, file: str, *, gone: bool) -> str | None:
    """The address to tell of a file: its own while it is handed out, that of its document when it is not; None if that is not public."""
    dossier = _public(site, dossier_id)
    document: PublicDocument | None = dossier.by_name.get(name) if dossier else None
    if document is None:
        return None
    same = document.file_name is not None and unquote(document.file_name) == file
    if gone:
        return None if same else site.absolute(dossier_id).document(name)
    return site.absolute(dossier_id).file(name, file) if same else None


def _public(site: Site, dossier_id: str) -> PublicDossier | None:
    try:
        return site.dossier(dossier_id)
    except NotReadyError:
        return None
