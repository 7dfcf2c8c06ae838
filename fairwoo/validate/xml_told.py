"""What is told of XML: findings with their lines, and values, names and lines as a message shows them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from fairwoo.model import Finding, FindingKind, Level, Place
from fairwoo.shared import clean_text

if TYPE_CHECKING:
    from lxml.etree import _Element

MORE = FindingKind(
    code="xml-more-findings",
    level=Level.ERROR,
    nl="In dit deel van het bestand is meer dan {most} keer iets mis; van hier af is het niet meer verteld.",
    en="There are more than {most} faults in this part of the file; from here on they are not told.",
    do_nl="Verbeter wat er gemeld is, en toets opnieuw.",
    do_en="Mend what is told, and check again.",
)

_MOST = 1000  # findings about one entry, or about a file that has none
_LONG_LINE = 65_535  # from here libxml2 tells the line where the first text in or after an element ends
_LONGEST = 80


def shown(text: str | None) -> str:
    """A value as a message can quote it: one line, at most 80 characters, nothing that cannot be seen."""
    line = " ".join(clean_text(text or "").split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def shown_spaces(text: str | None) -> str:
    """A value as a message can quote it, with its spaces to be seen."""
    return shown("".join("␣" if each.isspace() else each for each in text or ""))


def shown_codes(text: str) -> str:
    """A value as a message can quote it, with spaces that catch no eye as ␣ and the number of every character that cannot be seen."""
    inner = text.strip(" ")
    before, after = (len(text) - len(part) for part in (text.lstrip(" "), text.rstrip(" ")))
    padded = "␣" * before + inner.replace("  ", " ␣") + "␣" * after
    return shown("".join(f"[U+{ord(each):04X}]" if _unseen(each) else each for each in padded))


def looks_like(text: str, other: str) -> bool:
    """Whether two values look the same: they differ in white space, or in characters that cannot be seen or are written otherwise."""
    return _seen(text) == _seen(other)


def _seen(text: str) -> str:
    whole = unicodedata.normalize("NFC", " ".join(text.split()))
    return " ".join("".join(each for each in whole if unicodedata.category(each)[0] != "C").split())


def _unseen(character: str) -> bool:
    return character != " " and (character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Co", "Cn", "Mn", "Me"})


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def line_of(element: _Element) -> int:
    """The line of an element, from 1; 0 for one that was made rather than read."""
    line: Any = element.sourceline
    if line is None or line < _LONG_LINE:
        return line or 0
    while not element.text and len(element):
        element = element[0]
    return int(line) - (element.text or ("" if len(element) else element.tail) or "").count("\n")


class Told:
    """What was found in one entry: the findings, and the elements that have errors."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.findings: list[Finding] = []
        self.elements: list[_Element] = []

    def add(self, kind: FindingKind, element: _Element, **values: object) -> None:
        """A finding of this kind at the line of `element`."""
        self.note(kind, element, **values)
        if kind.level is Level.ERROR:
            self.elements.append(element)

    def note(self, kind: FindingKind, element: _Element, **values: object) -> None:
        """A finding at the line of `element` that is no error of that element. After a thousand only that there is more is told."""
        if len(self.findings) < _MOST:
            self.findings.append(kind.at(Place(file=self._file, line=line_of(element) or None), **values))
        elif not self.full:
            self.findings.append(MORE.at(Place(file=self._file, line=line_of(element) or None), most=_MOST))

    @property
    def full(self) -> bool:
        """Whether there was more to tell than is told."""
        return len(self.findings) > _MOST

    def in_order(self) -> list[Finding]:
        """The findings by their line."""
        return sorted(self.findings, key=lambda finding: finding.place.line or 0)
