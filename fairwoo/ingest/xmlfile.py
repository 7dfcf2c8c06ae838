"""Reading an XML file of a stranger: limits on size, depth and number of elements, no entities, errors that name line and column.

The parser is expat, which fetches nothing. A document type is refused where it begins, so that no entity is ever defined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from fairwoo.model import Finding, FindingKind, Level, Place, Text
from fairwoo.shared import clean_text

MALFORMED = FindingKind(
    code="metadata-xml-malformed",
    level=Level.ERROR,
    nl="{file}, regel {line}: dit is geen geldige XML: {what}.",
    en="{file}, line {line}: this is no valid XML: {what_en}.",
    do_nl="Herstel het bestand in een editor die XML controleert; het is nu niet als metadata gebruikt.",
    do_en="Mend the file in an editor that checks XML; it was not used as metadata.",
)
DOCTYPE = FindingKind(
    code="metadata-xml-doctype",
    level=Level.ERROR,
    nl="{file}, regel {line}: er staat een DOCTYPE in, en dat hoort in metadata niet; het bestand is niet gebruikt.",
    en="{file}, line {line}: there is a DOCTYPE in it, which metadata do not have; the file was not used.",
    do_nl="Haal de DOCTYPE en de entiteiten weg en schrijf de tekens zelf.",
    do_en="Take out the DOCTYPE and the entities and write the characters themselves.",
)
TOO_LARGE = FindingKind(
    code="metadata-xml-too-large",
    level=Level.ERROR,
    nl="{file} is te groot voor metadata: {what}.",
    en="{file} is too large for metadata: {what_en}.",
    do_nl="Lever per document een eigen metadatabestand aan.",
    do_en="Deliver a metadata file for each document.",
)

SIDECAR = ".mdto.xml"
MDTO = "https://www.nationaalarchief.nl/mdto"

_LARGEST_MB = 20
_MOST_ELEMENTS = 500_000
_DEEPEST = 50  # MDTO has less than ten
_SNIFFED_BYTES = 65_536
_NAMESPACE_END = "}"


@dataclass(slots=True)
class Element:
    """An element: its name as {namespace}name, its text (clean, without that of its children), the line it begins on."""

    name: str
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, *names: str) -> Iterator[Element]:
        """The elements at the end of a path of local names, in the namespace of this one, in order."""
        if not names:
            yield self
            return
        wanted = self.name.rpartition(_NAMESPACE_END)[0] + _NAMESPACE_END + names[0]
        for child in self.children:
            if child.name == wanted:
                yield from child.all(*names[1:])

    def first(self, *names: str) -> Element | None:
        """The first of these that has text, or None."""
        return next((one for one in self.all(*names) if one.text), None)

    def words(self, *names: str) -> str:
        """Its text; "" if there is none."""
        found = self.first(*names)
        return found.text if found else ""


class ParsedXml(NamedTuple):
    """What an XML file holds: `content` is the root and counts only if `valid`."""

    valid: bool
    content: Element | None
    findings: tuple[Finding, ...]


class _UnusableError(Exception):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message.en)
        self.finding = finding


def may_be_metadata(path: Path, name: str) -> bool:
    """Whether a file is to be parsed at all: its name says so, or it is XML and a namespace of metadata stands at its beginning.

    Other XML is a document, which is read behind limits elsewhere. Raises OSError if it cannot be opened.
    """
    if name.lower().endswith(SIDECAR):
        return True
    if not name.lower().endswith(".xml"):
        return False
    with path.open("rb") as file:
        beginning = file.read(_SNIFFED_BYTES).replace(b"\0", b"")  # so that UTF-16 is seen too
    return MDTO.encode("ascii") in beginning


def read_xml(path: Path, name: str) -> ParsedXml:
    """The parsed content of a file that is called `name` in findings. Raises OSError if it cannot be opened."""
    if path.stat().st_size > _LARGEST_MB * 1_000_000:
        what = Text(nl=f"meer dan {_LARGEST_MB} MB", en=f"more than {_LARGEST_MB} MB")
        return ParsedXml(False, None, (TOO_LARGE.at(Place(file=name), file=name, what=what.nl, what_en=what.en),))
    try:
        return ParsedXml(True, _Builder(name).build(path.read_bytes()), ())
    except _UnusableError as unusable:
        return ParsedXml(False, None, (unusable.finding,))


class _Builder:
    """Builds the tree of one file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._root: Element | None = None
        self._count = 0
        self._parser = expat.ParserCreate(namespace_separator=_NAMESPACE_END)
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def build(self, content: bytes) -> Element | None:
        """The root. Raises _UnusableError."""
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            english = expat.ErrorString(error.code)
            what = Text(nl=f"kolom {error.offset + 1} ({english})", en=f"column {error.offset + 1}, {english}")
            raise _UnusableError(self._finding(MALFORMED, what, error.lineno)) from error
        except (LookupError, ValueError) as error:  # an encoding that Python does not have, or that is no single-byte one
            what = Text(nl="de tekencodering is onbekend", en="its encoding is not known")
            raise _UnusableError(self._finding(MALFORMED, what)) from error
        return self._root

    def _finding(self, kind: FindingKind, what: Text, line: int | None = None) -> Finding:
        line = line or self._parser.CurrentLineNumber
        return kind.at(Place(file=self._name, line=line), file=self._name, line=line, what=what.nl, what_en=what.en)

    def _doctype(self, *_: object) -> None:
        raise _UnusableError(self._finding(DOCTYPE, Text(nl="", en="")))

    def _start(self, name: str, _attributes: object) -> None:
        self._count += 1
        if self._count > _MOST_ELEMENTS or len(self._open) >= _DEEPEST:
            what = Text(nl="te veel of te diep geneste elementen", en="too many elements, or nested too deep")
            raise _UnusableError(self._finding(TOO_LARGE, what))
        element = Element(name, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._root = element
        self._open.append(element)
        self._texts.append([])

    def _end(self, _name: str) -> None:
        self._open.pop().text = clean_text("".join(self._texts.pop())).strip()

    def _text(self, text: str) -> None:
        self._texts[-1].append(text)
