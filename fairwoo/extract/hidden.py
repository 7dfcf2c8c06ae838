"""Content that is in a file but that nobody sees on opening it: counted, never taken over."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fairwoo.model import Finding, FindingKind, Level

HIDDEN_CONTENT = FindingKind(
    code="hidden-content",
    level=Level.WARNING,
    nl="In het bestand zit inhoud die je bij het openen niet ziet: {what_nl}. Die is niet overgenomen, maar zit wel in het bestand.",
    en="The file holds content that is not seen on opening it: {what_en}. It was not taken over, but it is in the file.",
    do_nl="Verwijder deze inhoud (in Office: Bestand › Info › Controleren op problemen › Document controleren; in Acrobat: Redigeren › "
    "Verborgen informatie verwijderen) en lever het opnieuw aan.",
    do_en="Remove this content (in Office: File › Info › Check for Issues › Inspect Document; in Acrobat: Redact › Sanitize) and "
    "deliver the file again.",
)
_WORDS = {
    "bcc": ("ontvangers in blinde kopie (Bcc)", "recipients of a blind copy (Bcc)"),
    "comments": ("opmerkingen", "comments"),
    "connections": ("verbindingen met gegevensbronnen", "connections to data sources"),
    "constants": ("namen (Namen beheren) waar een waarde in staat", "defined names that hold a value"),
    "covered": ("stukken tekst onder een ander object op een dia", "pieces of text under another object on a slide"),
    "data_after_image": ("stukken gegevens na het einde van de afbeelding", "pieces of data after the end of the image"),
    "data_parts": (
        "onderdelen met gegevens achter het document (aangepaste XML)",
        "parts with data behind the document (custom XML)",
    ),
    "data_models": ("gegevensmodellen (Power Pivot) met een kopie van brongegevens", "data models with a copy of source data"),
    "deletions": ("verwijderingen met “wijzigingen bijhouden”", "tracked deletions"),
    "delivery": (
        "e-mailadressen in de kopregels van de bezorging die niet bij Aan of Cc staan",
        "mail addresses in the headers of the delivery that are not under To or Cc",
    ),
    "embedded": ("ingesloten bestanden, zoals een werkblad achter een tabel", "embedded files, such as a sheet behind a table"),
    "external_links": ("koppelingen met een kopie uit andere bestanden", "links with a copy from other files"),
    "field_texts": ("velden met tekst in hun instructie", "fields with text in their instruction"),
    "hidden_texts": ("stukken verborgen tekst", "pieces of hidden text"),
    "hidden_shapes": ("verborgen objecten op dia’s", "hidden objects on slides"),
    "hidden_slides": ("verborgen dia’s", "hidden slides"),
    "html_comments": ("opmerkingen in de HTML-code", "comments in the HTML code"),
    "lists": ("keuzelijsten in cellen met waarden die nergens staan", "drop-down lists of cells with values that stand nowhere"),
    "messages": ("invoer- en foutmeldingen bij cellen", "input and error messages of cells"),
    "notes": ("dia’s met notities van de spreker", "slides with speaker notes"),
    "off_slide": ("objecten buiten de rand van de dia", "objects outside the edges of a slide"),
    "own_properties": ("eigen documenteigenschappen", "custom document properties"),
    "photo_details": (
        "tekstvelden in de gegevens van de afbeelding, zoals maker of opmerking",
        "text fields in the data of the image, such as author or comment",
    ),
    "pivot_caches": ("draaitabellen met een kopie van hun brongegevens", "pivot tables with a copy of their source data"),
    "revisions": ("bewaarde eerdere versies", "earlier versions that were kept"),
    "unreadable": (
        "stukken tekst in de kleur van hun achtergrond of te klein om te lezen",
        "pieces of text in the colour of their background or too small to read",
    ),
    "variables": ("documentvariabelen", "document variables"),
}
_LITERAL = re.compile(r'"(?:[^"]|"")+"')
_MADE_BY_PROGRAM = re.compile(r"_xlnm\.|solver_", re.IGNORECASE)
_NOT_REFERENCE = re.compile(r'""|\b(?:TRUE|FALSE)\b|[A-Z_][\w.]*(?=\()|(?<=\d)E(?=[+-]?\d)|^(?:of|oooc):=', re.IGNORECASE)


def hidden_content(counts: Mapping[str, int]) -> tuple[Finding, ...]:
    """The finding on what was hidden, if anything was. The keys are those of `_WORDS`."""
    found = [(counts[what], *words) for what, words in _WORDS.items() if counts.get(what)]
    if not found:
        return ()
    what_nl = ", ".join(f"{count} {nl}" for count, nl, _ in found)
    return (HIDDEN_CONTENT.at(what_nl=what_nl, what_en=", ".join(f"{count} {en}" for count, _, en in found)),)


def is_constant(name: str, formula: str) -> bool:
    """Does a name of a workbook stand for a value (a text, a number, a list of them) and not for cells of the workbook?"""
    rest = _NOT_REFERENCE.sub("", _LITERAL.sub("0", formula))
    return bool(re.search(r"\d", rest)) and not re.search(r"[^\W\d]|[!$#:\[\]]", rest) and not _MADE_BY_PROGRAM.match(name)
