"""XML that is no XML: what libxml2 says of it, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fairwoo.model import Finding, FindingKind, Level, Place, Text
from fairwoo.shared import clean_text

NOT_WELL_FORMED = FindingKind(
    code="xml-not-well-formed",
    level=Level.ERROR,
    nl="Dit is geen goede XML: {why_nl} (regel {line}, kolom {column}). Wat erna komt is niet gelezen.",
    en="This is not proper XML: {why_en} (line {line}, column {column}). What follows was not read.",
    do_nl="Schrijf XML met een programma dat daarvoor gemaakt is, niet door teksten aan elkaar te plakken. "
    "In tekst wordt & geschreven als &amp; en < als &lt;.",
    do_en="Write XML by a program made for it, not by joining texts. In text & is written as &amp; and < as &lt;.",
)
ENCODING = FindingKind(
    code="xml-encoding",
    level=Level.ERROR,
    nl="De tekens kloppen niet met de codering die het bestand opgeeft of heeft: {why_nl} (regel {line}). "
    "Wat erna komt is niet gelezen.",
    en="The characters do not fit the encoding that the file states or has: {why_en} (line {line}). What follows was not read.",
    do_nl='Sla het bestand op als UTF-8 en begin het met <?xml version="1.0" encoding="UTF-8"?>.',
    do_en='Save the file as UTF-8 and begin it with <?xml version="1.0" encoding="UTF-8"?>.',
)

_ENCODING_ERRORS: Mapping[str, Text] = {
    "ERR_INVALID_ENCODING": Text(nl="er staan bytes die geen teken zijn", en="there are bytes that are no character"),
    "ERR_UNSUPPORTED_ENCODING": Text(nl="deze codering bestaat niet", en="there is no such encoding"),
    "ERR_UNKNOWN_ENCODING": Text(nl="deze codering bestaat niet", en="there is no such encoding"),
    "I18N_CONV_FAILED": Text(nl="er staan bytes die geen teken zijn", en="there are bytes that are no character"),
}
_NAME = Text(nl="er staat een “&” of “<” die niets begint", en="there is an “&” or “<” that begins nothing")
_ATTRIBUTE = Text(nl="een attribuut is niet af", en="an attribute is not complete")
_UNCLOSED = Text(
    nl="een element is niet of in de verkeerde volgorde gesloten", en="an element is not closed, or in the wrong order"
)
_REASONS: Mapping[str, Text] = {
    "ERR_DOCUMENT_EMPTY": Text(
        nl="het bestand is leeg of begint niet met “<”", en="the file is empty or does not begin with “<”"
    ),
    "ERR_DOCUMENT_END": Text(nl="na het laatste element staat nog iets", en="something follows the last element"),
    "ERR_UNDECLARED_ENTITY": Text(nl="er staat een entiteit die XML niet kent", en="there is an entity that XML does not know"),
    "ERR_ENTITYREF_SEMICOL_MISSING": _NAME,
    "ERR_NAME_REQUIRED": _NAME,
    "ERR_LT_IN_ATTRIBUTE": Text(nl="er staat een “<” in een attribuut", en="there is a “<” in an attribute"),
    "ERR_INVALID_CHAR": Text(nl="er staat een teken dat in XML niet mag", en="there is a character that XML forbids"),
    "ERR_INVALID_CHARREF": Text(nl="er staat een teken dat in XML niet mag", en="there is a character that XML forbids"),
    "NS_ERR_UNDEFINED_NAMESPACE": Text(
        nl="een voorvoegsel heeft geen naamruimte (xmlns)", en="a prefix has no namespace (xmlns)"
    ),
    "ERR_ATTRIBUTE_REDEFINED": Text(nl="een attribuut staat er twee keer", en="an attribute is there twice"),
    "NS_ERR_ATTRIBUTE_REDEFINED": Text(nl="een attribuut staat er twee keer", en="an attribute is there twice"),
    "ERR_ATTRIBUTE_NOT_STARTED": _ATTRIBUTE,
    "ERR_ATTRIBUTE_NOT_FINISHED": _ATTRIBUTE,
    "ERR_ATTRIBUTE_WITHOUT_VALUE": _ATTRIBUTE,
    "ERR_EQUAL_REQUIRED": _ATTRIBUTE,
    "ERR_SPACE_REQUIRED": Text(nl="er ontbreekt een spatie", en="a space is missing"),
    "ERR_GT_REQUIRED": Text(nl="er ontbreekt een “>”", en="a “>” is missing"),
    "ERR_TAG_NAME_MISMATCH": _UNCLOSED,
    "ERR_TAG_NOT_FINISHED": _UNCLOSED,
    "ERR_LTSLASH_REQUIRED": _UNCLOSED,
    "ERR_RESERVED_XML_NAME": Text(nl="voor <?xml staat al iets", en="something comes before <?xml"),
    "ERR_XMLDECL_NOT_FINISHED": Text(
        nl="de eerste regel, <?xml …?>, is niet af", en="the first line, <?xml …?>, is not complete"
    ),
}
_LONGEST = 120


def syntax_finding(log: Iterable[Any], file: str) -> Finding:
    """The finding for the first error of libxml2 in its log. `file` is the name to call the document by."""
    fatal = next(iter(log), None)  # an empty file leaves the log empty
    kind_name = fatal.type_name if fatal else "ERR_DOCUMENT_EMPTY"
    line, column = (max(fatal.line, 1), fatal.column) if fatal else (1, 1)
    place = Place(file=file, line=line)
    if encoding := _ENCODING_ERRORS.get(kind_name):
        return ENCODING.at(place, line=line, why_nl=encoding.nl, why_en=encoding.en)
    said = " ".join(clean_text(fatal.message if fatal else "").split())[:_LONGEST]
    why = _REASONS.get(kind_name) or Text(nl=f"“{said}”", en=f"“{said}”")
    return NOT_WELL_FORMED.at(place, line=line, column=column, why_nl=why.nl, why_en=why.en)
