"""Which files show what they should not: their addresses are handed to nobody until they are delivered anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fairwoo.model import Dossier, Extraction, Finding, Level

HIDDEN_CODES = frozenset({"text-under-redaction", "hidden-content"})


def with_hidden_text(dossier: Dossier, findings: Iterable[Finding], extractions: Mapping[str, Extraction]) -> set[str]:
    """The ids of the documents with text under a redaction, or with hidden content of which the finding is an error, and of those that
    hold such a document.

    `extractions` are by document id; only their counts are looked at.
    """
    by_path = {document.path: document.id for document in dossier.documents if document.path}
    told = {
        by_path[finding.place.file]
        for finding in findings
        if finding.code in HIDDEN_CODES and finding.level is Level.ERROR and finding.place.file in by_path
    }
    counted = {name for name, extraction in extractions.items() if any(page.hidden_words for page in extraction.pages)}
    found = told | counted
    parents = {document.id: document.parent for document in dossier.documents}
    waiting = list(found)
    while waiting:
        parent = parents.get(waiting.pop())
        if parent is not None and parent not in found:
            found.add(parent)
            waiting.append(parent)
    return found
