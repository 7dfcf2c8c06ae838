"""Content that is in a file but that nobody sees on opening it: counted, never taken over."""

from __future__ import annotations

from collections.abc import Mapping

from fairwoo.model import Finding, FindingKind, Level

HIDDEN_CONTENT = FindingKind(
    code="hidden-content",
    level=Level.WARNING,
    nl="In het bestand zit inhoud die je bij het openen niet ziet: {what_nl}. Die is niet overgenomen, maar zit wel in het bestand.",
    en="The file holds content that is not seen on opening it: {what_en}. It was not taken over, but it is in the file.",
    do_nl="Verwijder deze inhoud (in Office: Bestand › Info › Controleren op problemen › Document controleren) en lever het opnieuw aan.",
    do_en="Remove this content (in Office: File › Info › Check for Issues › Inspect Document) and deliver the file again.",
)
_WORDS = {
    "comments": ("opmerkingen", "comments"),
    "deletions": ("verwijderingen met “wijzigingen bijhouden”", "tracked deletions"),
    "embedded": ("ingesloten bestanden, zoals een werkblad achter een tabel", "embedded files, such as a sheet behind a table"),
    "hidden_texts": ("stukken verborgen tekst", "pieces of hidden text"),
    "hidden_slides": ("verborgen dia’s", "hidden slides"),
    "notes": ("dia’s met notities van de spreker", "slides with speaker notes"),
    "pivot_caches": ("draaitabellen met een kopie van hun brongegevens", "pivot tables with a copy of their source data"),
}


def hidden_content(counts: Mapping[str, int]) -> tuple[Finding, ...]:
    """The finding on what was hidden, if anything was. The keys are those of `_WORDS`."""
    found = [(counts[what], *words) for what, words in _WORDS.items() if counts.get(what)]
    if not found:
        return ()
    what_nl = ", ".join(f"{count} {nl}" for count, nl, _ in found)
    return (HIDDEN_CONTENT.at(what_nl=what_nl, what_en=", ".join(f"{count} {en}" for count, _, en in found)),)
