"""Which documents are named without their file, and under which name: those refused or taken back, and files that hold such documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import PurePosixPath

from fairwoo.map.wording import one_line
from fairwoo.model import Disclosure, Document
from fairwoo.shared import slug

_REFUSED, _WITHDRAWN, _NUMBERED = "geweigerd", "ingetrokken", "nr"
_OURS = re.compile(rf"(?:{_REFUSED}|{_WITHDRAWN}|{_NUMBERED})-.+")

# An id that ingest makes of a long name is the first part of that and a hash.
_SURE_PART = 40


class Held(StrEnum):
    """Why the file of a document is handed to nobody."""

    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    HOLDS = "holds"
    LEAKING = "leaking"
    UNREAD = "unread"


def held_back(documents: Iterable[Document]) -> dict[str, Held]:
    """By id why a document's file is held back. Who has the outer file has the inner ones, so what forbids those forbids that."""
    documents = tuple(documents)
    parents = {one.id: one.parent for one in documents}
    found = {one.id: reason for one in documents if (reason := _own(one))}
    holding: dict[str, Held] = {}
    # the outer files of those that leak or were not read are marked as such themselves
    waiting = [key for key, reason in found.items() if reason not in {Held.LEAKING, Held.UNREAD}]
    while waiting:
        outer = parents.get(waiting.pop())
        if outer is not None and outer not in holding:
            holding[outer] = Held.HOLDS
            waiting.append(outer)
    return holding | found


def public_ids(documents: Iterable[Document]) -> dict[str, str]:
    """By id the name that a document has in addresses and files.

    That is the id, unless the document was refused or taken back and the id may come from the name of its file, which can tell what is
    in it: then its number, else `geweigerd-N` or `ingetrokken-N`, counted in the order of the dossier.
    """
    documents = tuple(documents)
    hidden = {one.id for one in documents if _tells(one)}
    taken = {one.id for one in documents if one.id not in hidden}
    names: dict[str, str] = {}
    for document in documents:
        names[document.id] = _new_name(document, taken) if document.id in hidden else document.id
        taken.add(names[document.id])
    return names


def is_kept_back(document: Document) -> bool:
    """Whether a document was itself refused or taken back."""
    return _own(document) in {Held.REFUSED, Held.WITHDRAWN}


def _own(document: Document) -> Held | None:
    if document.disclosure is Disclosure.NOT_PUBLIC:
        return Held.REFUSED
    if one_line(document.withdrawn):
        return Held.WITHDRAWN
    if document.leaking:
        return Held.LEAKING
    return Held.UNREAD if document.unread else None


def _tells(document: Document) -> bool:
    """Whether the id of a document that is not to be seen may be the name of its file.

    A withdrawn document had one, whatever is known of it now. A refused one without a file that has a number or a title got its id from
    that, or from the metadata.
    """
    if not is_kept_back(document) or _OURS.fullmatch(document.id):
        return False
    if document.path is None:
        return _own(document) is Held.WITHDRAWN or not (document.number or document.title)
    path = PurePosixPath(document.path)
    made = (slug(str(path.with_suffix("")), _SURE_PART), slug(path.stem, _SURE_PART))
    return document.parent is not None or any(name in document.id for name in made)


def _new_name(document: Document, taken: Iterable[str]) -> str:
    wanted = f"{_NUMBERED}-{slug(document.number)}" if document.number else None
    if wanted is not None and wanted not in taken:
        return wanted
    word, number = (_WITHDRAWN if _own(document) is Held.WITHDRAWN else _REFUSED), 1
    while f"{word}-{number}" in taken:
        number += 1
    return f"{word}-{number}"


def inside(documents: Iterable[Document]) -> Mapping[str, tuple[Document, ...]]:
    """All documents inside each outer one, at any depth, by its id: the nearest first."""
    children: dict[str, list[Document]] = {}
    for document in documents:
        if document.parent is not None:
            children.setdefault(document.parent, []).append(document)
    found: dict[str, tuple[Document, ...]] = {}
    for outer, direct in children.items():
        waiting, seen = list(direct), {outer: None}
        within: list[Document] = []
        while waiting:
            one = waiting.pop(0)
            if one.id not in seen:
                seen[one.id] = None
                within.append(one)
                waiting += children.get(one.id, [])
        found[outer] = tuple(within)
    return found
