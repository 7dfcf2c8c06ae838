"""Contact cards (.vcf, vCard 2.1 to 4.0, RFC 6350): a page per card."""

from __future__ import annotations

import re
from pathlib import Path

from fairwoo.extract.content_lines import Component, Line, components, iso
from fairwoo.extract.reading import Limits, Reading
from fairwoo.extract.texts import decode, read_bytes
from fairwoo.model import FindingKind, Level, Page
from fairwoo.shared import clean_text

MEDIA_TYPES = ("text/vcard",)

CARD_PICTURES = FindingKind(
    code="contact-card-pictures",
    level=Level.INFO,
    nl="{count} afbeeldingen op de visitekaartjes (foto’s of logo’s) zijn niet als apart document opgenomen.",
    en="{count} pictures on the contact cards (photos or logos) were not taken as documents of their own.",
    do_nl="Je hoeft niets te doen.",
    do_en="You need not do anything.",
)
_LABELS = (
    ("NICKNAME", "Roepnaam"),
    ("ORG", "Organisatie"),
    ("TITLE", "Functie"),
    ("ROLE", "Rol"),
    ("EMAIL", "E-mail"),
    ("TEL", "Telefoon"),
    ("ADR", "Adres"),
    ("LABEL", "Adresetiket"),
    ("URL", "Internetadres"),
    ("BDAY", "Geboortedatum"),
    ("CATEGORIES", "Categorie"),
)
_PICTURES = frozenset({"PHOTO", "LOGO"})


def read(path: Path, limits: Limits) -> Reading:
    """Read a file of contact cards. Raises OSError. A file without a card in it is read as plain text."""
    content = read_bytes(path, limits)
    cards = [one for one in components(content) if one.kind == "VCARD"]
    pages: list[Page] = []
    pictures = 0
    for card in cards:
        pages.append(Page(number=len(pages) + 1, text=_text(card)))
        pictures += sum(line.name in _PICTURES and line.is_packed for line in card.lines)
        limits.step()
    if not cards:
        pages.append(Page(number=1, text=decode(content)[0].strip()))
    properties = {
        "title": _name(cards[0]) if len(cards) == 1 else "",
        "modified": next((iso(line) for line in cards[0].all("REV")), "") if len(cards) == 1 else "",
        "producer": next((card.text("PRODID") for card in cards), ""),
        "pages": str(len(pages)),
    }
    findings = (CARD_PICTURES.at(count=pictures),) if pictures else ()
    return Reading(pages=tuple(pages), properties=properties, findings=findings)


def _text(card: Component) -> str:
    lines = [f"Naam: {_name(card)}"] if _name(card) else []
    for name, label in _LABELS:
        values = [value for line in card.all(name) if (value := " ".join(_value(line).split()))]
        if values:
            lines.append(f"{label}: {'; '.join(values)}")
    note = card.text("NOTE")
    return clean_text("\n".join([*lines, *(["", note] if note else [])]))


def _name(card: Component) -> str:
    """The name as it is written, else put together from its fields: family, given, other, before and after it."""
    whole = " ".join(card.text("FN").split())
    fields = next((line.fields for line in card.all("N")), [])
    family, given, other, before, after = [*fields, "", "", "", "", ""][:5]
    return whole or " ".join(part for part in (before, given, other, family, after) if part)


def _value(line: Line) -> str:
    if line.name == "BDAY":
        return iso(line)
    if line.name in {"ADR", "ORG"}:
        return ", ".join(part for part in line.fields if part)
    return re.sub(r"^(?:mailto|tel):", "", line.text, flags=re.IGNORECASE)
