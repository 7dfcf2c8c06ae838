"""Which files may show what they should not: they are handed to nobody until they are delivered anew, or read to the end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from fairwoo.model import Dossier, Extraction, Finding, HiddenKind, Level

HIDDEN_CODES = frozenset({"text-under-redaction", "hidden-content"})
UNREAD_CODES = frozenset(
    {
        *("pdf-broken", "pdf-encrypted", "pdf-without-pages", "page-unread", "file-encrypted"),
        *("reading-failed", "reading-crashed", "reading-timed-out", "reading-out-of-memory", "reading-too-much-output"),
    }
)
"""Of files that could have been read and were not. What has a format that is not read at all (a film) is the publisher's to judge."""


def with_hidden_text(dossier: Dossier, findings: Iterable[Finding], extractions: Mapping[str, Extraction]) -> set[str]:
    """The ids of the documents with text under a redaction, or words in an earlier version that the last one lacks, or with hidden
    content of which the finding is an error, and of those that hold such a document.

    `extractions` are by document id; only their counts are looked at.
    """
    told = _told(dossier, (one for one in findings if one.code in HIDDEN_CODES and one.level is Level.ERROR))
    counted = {name for name, extraction in extractions.items() if _shows(extraction)}
    return _outwards(dossier, told | counted)


def not_read(dossier: Dossier, findings: Iterable[Finding], waiting: Collection[str]) -> set[str]:
    """The ids of the documents that could not be read, or of which pages are still to be read (`waiting`), and of those that hold one."""
    return _outwards(dossier, _told(dossier, (one for one in findings if one.code in UNREAD_CODES)) | set(waiting))


def _shows(extraction: Extraction) -> bool:
    return any(
        page.hidden_words or any(one.words and one.kind is HiddenKind.EARLIER_REVISION for one in page.hidden)
        for page in extraction.pages
    )


def _told(dossier: Dossier, findings: Iterable[Finding]) -> set[str]:
    by_path = {document.path: document.id for document in dossier.documents if document.path}
    return {by_path[one.place.file] for one in findings if one.place.file in by_path}


def _outwards(dossier: Dossier, found: set[str]) -> set[str]:
    """These documents, and those that hold one of them."""
    parents = {document.id: document.parent for document in dossier.documents}
    waiting = list(found)
    while waiting:
        parent = parents.get(waiting.pop())
        if parent is not None and parent not in found:
            found.add(parent)
            waiting.append(parent)
    return found
