"""How to cite a dossier or a document: APA, the Dutch guide for legal authors, BibTeX and RIS.

* APA, 7th edition, 9.7 and 10.16 (works of a group, with the kind in brackets; date unknown: z.d.), in Dutch as Dutch universities do it.
  Of a document in a dossier it is not known who wrote it (senders may be people), so its title comes first (9.12).
* Leidraad voor juridische auteurs (Wolters Kluwer, 2022), 3.5 (policy documents: who, what, day, reference) and 1.5 (online sources).
* BibTeX: `@misc` with the body as one author in braces; RIS: `GOVDOC` (https://en.wikipedia.org/wiki/RIS_(file_format)), CRLF.

What is cited is the persistent identifier where there is one. It comes from strangers: in BibTeX and RIS it cannot end its field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from fairwoo.map.wording import dutch_date, one_line
from fairwoo.model import Role
from fairwoo.serve.linked.signposting import addresses
from fairwoo.serve.public import PublicDocument, PublicDossier
from fairwoo.serve.site import Site

_LONGEST = 500  # characters of a title
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BIBTEX = {
    "\\": r"\textbackslash{}",
    **{mark: f"\\{mark}" for mark in "{}$&#_%"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Source:
    """What is cited. `within` is the dossier where that is a document in one; `author` is None where it is not known who wrote it."""

    key: str
    author: str | None
    publisher: str
    dated: date | None
    title: str
    kind: str
    reference: str | None
    address: str
    within: Source | None = None


def source(site: Site, dossier: PublicDossier, document: PublicDocument | None = None) -> Source:
    """The dossier, or a document of it, as something to cite."""
    own = addresses(site, dossier.id)
    publisher = _capital(one_line(dossier.publisher.name))
    whole = Source(
        key=dossier.id,
        author=publisher,
        publisher=publisher,
        dated=dossier.decided or dossier.published,
        title=_title(dossier.title),
        kind=_kind(dossier),
        reference=one_line(dossier.inquiry) or None,
        address=own.identifier,
    )
    if document is None:
        return whole
    return Source(
        key=f"{dossier.id}-{document.name}",
        author=publisher if document.role in {Role.DECISION, Role.INVENTORY} else None,
        publisher=publisher,
        dated=document.dated,
        title=_title(document.called),
        kind=one_line(document.kind) or "document",
        reference=f"nr. {document.number}" if document.number else None,
        address=own.document_identifier(document.name),
        within=whole,
    )


def apa(one: Source) -> str:
    """APA 7, as plain text: the title is to be set in italics."""
    when = f"({one.dated.year}, {one.dated.day} {dutch_date(one.dated).split()[1]})" if one.dated else "(z.d.)"
    kind = f"[{_capital(one.kind)}]"
    inside = ""
    if one.within is not None:
        inside = f" In {one.within.publisher}, {one.within.title} [{_capital(one.within.kind)}]."
    if one.author is None:
        return f"{one.title} {kind}. {when}.{inside} {one.address}"
    return f"{_ended(one.author)} {when}. {one.title} {kind}.{inside} {one.address}"


def legal(one: Source) -> str:
    """The guide for legal authors, for a footnote."""
    parts = [one.author or "", f"‘{one.title}’" if one.within else ""]
    day = f" van {dutch_date(one.dated)}" if one.dated else ""
    parts.append(f"{one.kind}{day}" if one.within else f"{one.kind}{day} (‘{one.title}’)")
    parts.append(one.reference if one.within and one.reference else f"kenmerk {one.reference}" if one.reference else "")
    if one.within is not None:
        decided = f" van {dutch_date(one.within.dated)}" if one.within.dated else ""
        parts.append(f"in: {one.within.publisher}, {one.within.kind}{decided} (‘{one.within.title}’)")
        parts.append(f"kenmerk {one.within.reference}" if one.within.reference else "")
    return f"{_capital(', '.join(part for part in parts if part))}, {one.address}."


def bibtex(one: Source) -> str:
    """A BibTeX entry in UTF-8."""
    within = one.within
    fields = {
        "author": f"{{{_braced(one.author)}}}" if one.author else None,
        "title": f"{{{_braced(one.title)}}}",
        "year": str(one.dated.year) if one.dated else None,
        "month": _MONTHS[one.dated.month - 1] if one.dated else None,
        "howpublished": _braced(_capital(one.kind)),
        "publisher": _braced(one.publisher),
        "number": _braced(one.reference) if one.reference else None,
        "note": _braced(f"In: {within.title} ({within.kind}, {within.publisher})") if within else None,
        "language": "dutch",
        "url": one.address,
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value is not None]
    return f"@misc{{{re.sub(r'[^a-zA-Z0-9-]', '-', one.key)},\n" + ",\n".join(lines) + "\n}\n"


def ris(one: Source) -> str:
    """A RIS record in UTF-8."""
    fields = (
        ("TY", "GOVDOC"),
        ("AU", one.author),
        ("TI", one.title),
        ("T2", one.within.title if one.within else None),
        ("PY", f"{one.dated.year:04}" if one.dated else None),
        ("DA", f"{one.dated:%Y/%m/%d}" if one.dated else None),
        ("M3", _capital(one.kind)),
        ("PB", one.publisher),
        ("M1", one.reference),
        ("LA", "nl"),
        ("UR", one.address),
    )
    lines = [f"{tag}  - {one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


FORMS: Mapping[str, tuple[Callable[[Source], str], str, str]] = {
    "apa.txt": (apa, "text/plain", "APA 7"),
    "leidraad.txt": (legal, "text/plain", "Leidraad voor juridische auteurs"),
    "bibtex": (bibtex, "application/x-bibtex", "BibTeX"),
    "ris": (ris, "application/x-research-info-systems", "RIS"),
}
"""Last part of the address → how it is made, its media type, what it is called."""


def _kind(dossier: PublicDossier) -> str:
    law = dossier.regime or ("Woo" if dossier.decided and dossier.decided >= date(2022, 5, 1) else None)
    thing = "besluit" if dossier.decided or any(one.role is Role.DECISION for one in dossier.documents) else "dossier"
    return f"{law}-{thing}" if law else thing


def _title(text: str) -> str:
    line = one_line(text).rstrip(".")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _braced(text: str) -> str:
    """A value that stays within its braces: every mark with a meaning for TeX is written as a character."""
    return "".join(_BIBTEX.get(mark, mark) for mark in one_line(text))
