"""The findings on PDFs."""

from __future__ import annotations

from collections.abc import Sequence

from fairwoo.model import Finding, FindingKind, Level, Place

PDF_ENCRYPTED = FindingKind(
    code="pdf-encrypted",
    level=Level.ERROR,
    nl="De PDF is met een wachtwoord beveiligd; de inhoud is niet te lezen.",
    en="The PDF is protected with a password; its contents cannot be read.",
    do_nl="Open de PDF met het wachtwoord, sla haar zonder beveiliging op (of druk haar af naar PDF) en lever die aan.",
    do_en="Open the PDF with the password, save it without protection (or print it to PDF) and deliver that.",
)
PDF_BROKEN = FindingKind(
    code="pdf-broken",
    level=Level.ERROR,
    nl="De PDF is beschadigd: geen van beide lezers kan haar openen ({error}).",
    en="The PDF is damaged: neither of the two readers can open it ({error}).",
    do_nl="Open het oorspronkelijke document en maak er opnieuw een PDF van.",
    do_en="Open the original document and make a PDF of it again.",
)
PDF_WITHOUT_PAGES = FindingKind(
    code="pdf-without-pages",
    level=Level.ERROR,
    nl="De PDF heeft geen bladzijden.",
    en="The PDF has no pages.",
    do_nl="Open het oorspronkelijke document en maak er opnieuw een PDF van.",
    do_en="Open the original document and make a PDF of it again.",
)
PDF_RESTRICTED = FindingKind(
    code="pdf-restricted",
    level=Level.WARNING,
    nl="De PDF heeft een beveiliging die verbiedt: {what_nl}. Dat belemmert hergebruik en toegankelijkheid.",
    en="The PDF has a protection that forbids: {what_en}. That hinders reuse and accessibility.",
    do_nl="Sla de PDF zonder beveiliging op.",
    do_en="Save the PDF without protection.",
)
PDF_PROPERTIES_UNREAD = FindingKind(
    code="pdf-properties-unread",
    level=Level.INFO,
    nl="De eigenschappen van de PDF (titel, taal, toegankelijkheid) zijn niet te lezen; de tekst wel.",
    en="The properties of the PDF (title, language, accessibility) cannot be read; the text can.",
    do_nl="Sla de PDF opnieuw op vanuit het programma waarin ze gemaakt is.",
    do_en="Save the PDF again from the program that made it.",
)
PDF_PARTS_UNCHECKED = FindingKind(
    code="pdf-parts-unchecked",
    level=Level.WARNING,
    nl="Niet nagegaan is of er verborgen woorden staan in {what_nl} van de PDF: die zijn beschadigd. De bladzijden zelf zijn wel gelezen.",
    en="It was not checked whether there are hidden words in the {what_en} of the PDF: they are damaged. The pages themselves were read.",
    do_nl="Sla de PDF opnieuw op vanuit het programma waarin ze gemaakt is, en lever die versie aan.",
    do_en="Save the PDF again from the program that made it, and deliver that version.",
)
PDF_EMPTY_BUT_LARGE = FindingKind(
    code="pdf-empty-but-large",
    level=Level.WARNING,
    nl="De PDF is groot ({megabytes:.1f} MB), maar er staat geen tekst en geen afbeelding op de {pages} bladzijden.",
    en="The PDF is large ({megabytes:.1f} MB), but its {pages} pages hold no text and no image.",
    do_nl="Open de PDF en kijk of ze heel is.",
    do_en="Open the PDF and see whether it is whole.",
)
PAGE_WITHOUT_TEXT = FindingKind(
    code="page-without-text",
    level=Level.WARNING,
    nl="Zonder tekst: bladzijde {which} ({count} van de {pages}). Wat daar staat, waarschijnlijk een scan, is niet te vinden.",
    en="Without text: page {which} ({count} of {pages}). What it says, probably a scan, cannot be found.",
    do_nl="Lever een PDF met doorzoekbare tekst aan: bewaar het origineel als PDF, of gebruik tekstherkenning (OCR).",
    do_en="Deliver a PDF with searchable text: save the original as PDF, or use text recognition (OCR).",
)
PAGE_UNREAD = FindingKind(
    code="page-unread",
    level=Level.ERROR,
    nl="Beschadigd en niet te lezen: bladzijde {which} ({count} van de {pages}).",
    en="Damaged and not to be read: page {which} ({count} of {pages}).",
    do_nl="Open het oorspronkelijke document en maak er opnieuw een PDF van.",
    do_en="Open the original document and make a PDF of it again.",
)
TEXT_WITHHELD = FindingKind(
    code="page-text-withheld",
    level=Level.WARNING,
    nl="Tekst weggelaten, omdat er misschien gelakte tekst in zit: bladzijde {which} ({count} van de {pages}).",
    en="Text left out, because it may hold redacted text: page {which} ({count} of {pages}).",
    do_nl="Sla de PDF opnieuw op (“Opslaan als PDF”), zodat de gewone lezer haar aankan.",
    do_en="Save the PDF again (“Save as PDF”), so that the usual reader can cope with it.",
)
TEXT_UNDER_REDACTION = FindingKind(
    code="text-under-redaction",
    level=Level.ERROR,
    nl="Onder vlakken staat nog leesbare tekst ({words} woorden): daar is het lakken mislukt. Bladzijde: {which}.",
    en="There is still readable text under boxes ({words} words): the redaction failed there. Page: {which}.",
    do_nl="Haal dit bestand meteen offline, lak het opnieuw met een programma dat de tekst verwijdert, en lever dat aan.",
    do_en="Take this file offline at once, redact it again with a program that removes the text, and deliver that.",
)

_PERMISSIONS = (
    (1 << 2, "afdrukken", "printing"),
    (1 << 4, "tekst kopiëren", "copying text"),
    (1 << 9, "voorlezen door hulpmiddelen", "reading aloud by assistive tools"),
)
_EXTRACT = (1 << 4) | (1 << 9)
_MOST_RANGES = 20


def extractable(permissions: int) -> bool:
    """May text be taken out, also by tools for accessibility? (ISO 32000-1, table 22, bits 5 and 10)."""
    return permissions & _EXTRACT == _EXTRACT


def on_restrictions(permissions: int) -> tuple[Finding, ...]:
    """The finding on what the permissions forbid, if that hinders readers."""
    forbidden = [(nl, en) for bit, nl, en in _PERMISSIONS if not permissions & bit]
    if not forbidden:
        return ()
    return (PDF_RESTRICTED.at(what_nl=", ".join(nl for nl, _ in forbidden), what_en=", ".join(en for _, en in forbidden)),)


def on_pages(kind: FindingKind, numbers: Sequence[int], pages: int) -> tuple[Finding, ...]:
    """One finding of this kind that counts and names the pages, if there are any."""
    place = Place(page=numbers[0]) if len(numbers) == 1 else None
    return (kind.at(place, count=len(numbers), pages=pages, which=ranges(numbers)),) if numbers else ()


def ranges(numbers: Sequence[int]) -> str:
    """Ascending page numbers as people write them: "1–3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    written = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:_MOST_RANGES]]
    return ", ".join(written) + (", …" if len(runs) > _MOST_RANGES else "")
