"""The official XML schemas, where the user has them: compiled once, offline, and their messages turned into sentences.

`sitemap.xsd` admits the extension by a strict wildcard, so a small schema of our own imports both; the import of MDTO in
`diwoo-metadata.xsd` points to the web and is led to the user's file.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from fairwoo.model import Finding, FindingKind, Level, Place
from fairwoo.shared import clean_text
from fairwoo.validate.given import Schemas
from fairwoo.validate.xml_grammar import PREFIXES
from fairwoo.validate.xml_told import Told, local, shown

if TYPE_CHECKING:
    from lxml.etree import XMLSchema, _Element

NOT_FOUND = FindingKind(
    code="xsd-not-found",
    level=Level.WARNING,
    nl="In de map met schema’s staat geen {missing}; er is alleen met de regels van fairwoo gekeken.",
    en="The folder of schemas has no {missing}; only the rules of fairwoo were applied.",
    do_nl="Zet het officiële schema in de map.",
    do_en="Put the official schema in the folder.",
)
NOT_USABLE = FindingKind(
    code="xsd-not-usable",
    level=Level.WARNING,
    nl="De schema’s {names} zijn niet te gebruiken; er is alleen met de regels van fairwoo gekeken.",
    en="The schemas {names} cannot be used; only the rules of fairwoo were applied.",
    do_nl="Haal ze opnieuw op van het adres van de standaard.",
    do_en="Fetch them again from the address of the standard.",
)
UNEXPECTED = FindingKind(
    code="xsd-element-unexpected",
    level=Level.ERROR,
    nl="Het officiële schema verwacht {name} hier niet. Het verwacht: {expected_nl}.",
    en="The official schema does not expect {name} here. It expects: {expected_en}.",
    do_nl="Zet het element op zijn plaats, of laat het weg.",
    do_en="Put the element in its place, or leave it out.",
)
INCOMPLETE = FindingKind(
    code="xsd-element-incomplete",
    level=Level.ERROR,
    nl="In {name} ontbreekt iets volgens het officiële schema: {expected_nl}.",
    en="Something is missing in {name} by the official schema: {expected_en}.",
    do_nl="Vul het aan.",
    do_en="Complete it.",
)
VALUE = FindingKind(
    code="xsd-value-wrong",
    level=Level.ERROR,
    nl="“{found}” kan niet in {name} volgens het officiële schema ({rule_nl}).",
    en="“{found}” cannot be in {name} by the official schema ({rule_en}).",
    do_nl="Verbeter de waarde.",
    do_en="Mend the value.",
)
ATTRIBUTE = FindingKind(
    code="xsd-attribute-wrong",
    level=Level.ERROR,
    nl="Het attribuut {attribute} van {name} kan niet volgens het officiële schema.",
    en="The attribute {attribute} of {name} is not possible by the official schema.",
    do_nl="Laat het weg, of verbeter het.",
    do_en="Leave it out, or mend it.",
)
CONTENT = FindingKind(
    code="xsd-content-wrong",
    level=Level.ERROR,
    nl="De inhoud van {name} kan niet volgens het officiële schema: er staat tekst waar elementen horen, of andersom.",
    en="The content of {name} is not possible by the official schema: there is text where elements belong, or the reverse.",
    do_nl="Verbeter de inhoud.",
    do_en="Mend the content.",
)
OTHER = FindingKind(
    code="xsd-invalid",
    level=Level.ERROR,
    nl="{name} voldoet niet aan het officiële schema; dat zegt (Engels): “{message}”.",
    en="{name} is not valid by the official schema, which says: “{message}”.",
    do_nl="Verbeter het element.",
    do_en="Mend the element.",
)

_MOST_LINES = 65_000  # libxml2 keeps them in 16 bits
_MDTO = "MDTO-XML1.0.1.xsd"
_LISTS = "diwoo-metadata-lijsten.xsd"  # a part of diwoo-metadata.xsd
_ELEMENT = re.compile(r"##other\{[^}]*\}\*|\{[^}]*\}([\w.\-*]+)")
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*) \)")
_ATTRIBUTE = re.compile(r"attribute '(?:\{[^}]*\})?([^']*)'")
_TYPE = re.compile(r"type '(?:\{[^}]*\}|xs:)?([\w.\-]+)'")
_FACET = re.compile(r"\[facet '(\w+)'\]")
_FACETS: Mapping[str, tuple[str, str]] = {
    "enumeration": ("de waarde staat niet in de lijst", "the value is not in the list"),
    "minLength": ("te kort", "too short"),
    "maxLength": ("te lang", "too long"),
    "pattern": ("verkeerde vorm", "wrong form"),
    "minInclusive": ("te klein", "too small"),
    "maxInclusive": ("te groot", "too large"),
}


def official(schemas: Schemas, names: tuple[str, ...], file: str) -> XMLSchema | Finding:
    """The schema of the files with these names together, or the finding why there is none."""
    paths = {name: schemas.find(name) for name in names}
    if missing := [name for name, path in paths.items() if path is None]:
        return NOT_FOUND.at(Place(file=file), missing=", ".join(missing))
    found = _compiled(tuple(path.resolve() for path in paths.values() if path))
    return found or NOT_USABLE.at(Place(file=file), names=", ".join(names))


@lru_cache(maxsize=8)
def _compiled(paths: tuple[Path, ...]) -> XMLSchema | None:
    from lxml import etree

    by_name = {path.name: path for path in paths}

    class Offline(etree.Resolver):
        def resolve(self, *asked: Any) -> Any:  # address, public id, context; the stubs forget the last
            path, resolver = by_name.get(asked[0].rpartition("/")[2]), cast("Any", self)
            return resolver.resolve_filename(str(path), asked[-1]) if path else None

    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(Offline())
    wrapper = etree.Element("{http://www.w3.org/2001/XMLSchema}schema")
    try:
        for path in [path for path in paths if path.name != _LISTS]:
            namespace = etree.parse(path, parser).getroot().get("targetNamespace") or ""
            etree.SubElement(
                wrapper, "{http://www.w3.org/2001/XMLSchema}import", namespace=namespace, schemaLocation=path.as_uri()
            )
        return etree.XMLSchema(etree.fromstring(etree.tostring(wrapper), parser))
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError, OSError):
        return None


def check_official(schema: XMLSchema, element: _Element, told: Told, under: str | None = None) -> None:
    """Tell what the official schema says of `element`, but for what is told already of it or of an element next to it.

    `under` is the tag of the root that it is put in, for an element that cannot be a root itself.
    """
    from lxml import etree

    originals = list(element.iter())
    twin = copy.deepcopy(element)
    twin.tail = None
    numbered: Any = enumerate(twin.iter(), start=1)
    for number, each in numbered:  # libxml2 says only on which line an error is, so every element gets a line of its own
        each.sourceline = min(number, _MOST_LINES)
    root = twin
    if under:
        root = etree.Element(under)
        root.append(twin)
    if told.full or schema.validate(root):
        return
    known = set(told.elements)
    for error in _entries(schema):
        original = originals[error.line - 1] if 1 <= error.line <= len(originals) else element
        if not known & {original, original.getparent(), original.getprevious(), original.getnext(), *original}:
            _tell(str(error.type_name), " ".join(clean_text(error.message).split()), original, told)


def _entries(schema: XMLSchema) -> list[Any]:
    return list(cast("Any", schema.error_log))


def _tell(kind: str, message: str, element: _Element, told: Told) -> None:
    say = next((say for part, say in _SAY.items() if part in kind), None)
    if _FACET.search(message) or "is not a valid value" in message:
        say = _value
    (say or _other)(message, element, told)


def _expected(message: str) -> dict[str, str]:
    found = _EXPECTED.search(message)
    names = [name or "*" for name in _ELEMENT.findall(found[1])] if found else []
    listed = ", ".join(name for name in names if name != "*")
    return {"expected_nl": listed or "niets meer", "expected_en": listed or "nothing more"}


def _content(message: str, element: _Element, told: Told) -> None:
    told.add(INCOMPLETE if "Missing child" in message else UNEXPECTED, element, name=local(element), **_expected(message))


def _value(message: str, element: _Element, told: Told) -> None:
    facet, of_type, attribute = _FACET.search(message), _TYPE.search(message), _ATTRIBUTE.search(message)
    rule_nl, rule_en = _FACETS.get(facet[1] if facet else "", ("", ""))
    if not rule_nl:
        name = of_type[1] if of_type else "?"
        rule_nl, rule_en = f"het type is {name}", f"the type is {name}"
    found = element.get(attribute[1]) if attribute else element.text
    told.add(VALUE, element, name=local(element), found=shown(found), rule_nl=rule_nl, rule_en=rule_en)


def _attribute(message: str, element: _Element, told: Told) -> None:
    found = _ATTRIBUTE.search(message)
    told.add(ATTRIBUTE, element, name=local(element), attribute=shown(found[1]) if found else "")


def _mixed(_message: str, element: _Element, told: Told) -> None:
    told.add(CONTENT, element, name=local(element))


def _other(message: str, element: _Element, told: Told) -> None:
    told.add(OTHER, element, name=local(element), message=message[:200])


_SAY: Mapping[str, Callable[[str, _Element, Told], None]] = {
    "ELEMENT_CONTENT": _content,
    "CVC_DATATYPE": _value,
    "FACET": _value,
    "CVC_COMPLEX_TYPE_3": _attribute,
    "CVC_COMPLEX_TYPE_2": _mixed,
    "CVC_TYPE_3_1": _mixed,
}

SITEMAP_FILES = ("sitemap.xsd", "diwoo-metadata.xsd", _LISTS, _MDTO)
INDEX_FILES = ("siteindex.xsd",)
MDTO_FILES = (_MDTO,)
URLSET = f"{{{PREFIXES['sitemap']}}}urlset"
