"""Coded values of DiWoo: an address from the list of that very element, and exactly the label that the list has for it.

The lists are those of fairwoo's own vocabulary (DiWoo 0.9.8, XSD of 12 August 2025). The official XSD lets a value without an
address pass, and does not compare labels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from fairwoo import vocab
from fairwoo.model import FindingKind, Level, Text
from fairwoo.validate.xml_grammar import Rule
from fairwoo.validate.xml_told import Told, looks_like, shown, shown_codes, shown_spaces

if TYPE_CHECKING:
    from lxml.etree import _Element

RESOURCE_ABSENT = FindingKind(
    code="diwoo-resource-absent",
    level=Level.ERROR,
    nl="{name} heeft geen code: het attribuut resource ontbreekt of is leeg. Er staat alleen “{found}”.",
    en="{name} has no code: the attribute resource is missing or empty. There is only “{found}”.",
    do_nl="{hint_nl}",
    do_en="{hint_en}",
)
CODE_MISSPELLED = FindingKind(
    code="diwoo-code-misspelled",
    level=Level.ERROR,
    nl="De code “{found}” van {name} is niet goed geschreven.",
    en="The code “{found}” of {name} is not spelled right.",
    do_nl="Schrijf {expected}, teken voor teken en zonder spaties.",
    do_en="Write {expected}, to the character and without spaces.",
)
CODE_OF_OTHER_LIST = FindingKind(
    code="diwoo-code-of-other-list",
    level=Level.ERROR,
    nl="De code “{found}” van {name} komt uit de lijst met {other_nl} (“{label}”), en hier hoort {list_nl}.",
    en="The code “{found}” of {name} is from the list of {other_en} (“{label}”), where one of {list_en} belongs.",
    do_nl="Kies een code uit de lijst met {list_nl}.",
    do_en="Choose a code from the list of {list_en}.",
)
CODE_UNKNOWN = FindingKind(
    code="diwoo-code-unknown",
    level=Level.ERROR,
    nl="De code “{found}” van {name} bestaat niet: hij staat in geen enkele lijst van DiWoo 0.9.8.",
    en="The code “{found}” of {name} does not exist: it is in none of the lists of DiWoo 0.9.8.",
    do_nl="{hint_nl}",
    do_en="{hint_en}",
)
BODY_NOT_LISTED = FindingKind(
    code="diwoo-body-not-listed",
    level=Level.ERROR,
    nl="De organisatie “{found}” van {name} staat niet in de registers van DiWoo 0.9.8. Ze is misschien nieuwer dan de lijst.",
    en="The organisation “{found}” of {name} is not in the registers of DiWoo 0.9.8. It may be newer than the list.",
    do_nl="{hint_nl}",
    do_en="{hint_en}",
)
LABEL_ABSENT = FindingKind(
    code="diwoo-label-absent",
    level=Level.ERROR,
    nl="{name} heeft wel een code, maar geen tekst.",
    en="{name} has a code, but no text.",
    do_nl="Zet het label van de lijst erin: “{expected}”.",
    do_en="Put in the label of the list: “{expected}”.",
)
LABEL_DIFFERS = FindingKind(
    code="diwoo-label-differs",
    level=Level.ERROR,
    nl="{name} heeft de tekst “{found}”, maar bij deze code hoort “{expected}”.",
    en="{name} has the text “{found}”, but the label of this code is “{expected}”.",
    do_nl="Neem het label van de lijst teken voor teken over, of kies de code die bij de tekst hoort.",
    do_en="Copy the label of the list to the character, or choose the code that goes with the text.",
)
LABEL_SPACES = FindingKind(
    code="diwoo-label-spaces",
    level=Level.ERROR,
    nl="De tekst van {name} ziet eruit als het label “{expected}”, maar heeft andere witruimte of tekens: “{found}”.",
    en="The text of {name} looks like the label “{expected}”, but has other white space or characters: “{found}”.",
    do_nl="Typ het label over, met gewone spaties, of laat een programma het uit de lijst halen.",
    do_en="Type the label anew, with plain spaces, or have a program take it from the list.",
)
LABEL_PADDED = FindingKind(
    code="diwoo-label-padded",
    level=Level.WARNING,
    nl="Om de tekst van {name} staat witruimte: “{found}”.",
    en="There is white space around the text of {name}: “{found}”.",
    do_nl="Haal die weg: “{expected}”.",
    do_en="Take it away: “{expected}”.",
)
REFERENCE_ABSENT = FindingKind(
    code="diwoo-reference-absent",
    level=Level.ERROR,
    nl="{name} verwijst nergens naar: het attribuut resource ontbreekt of is leeg.",
    en="{name} points nowhere: the attribute resource is missing or empty.",
    do_nl="Zet in resource de loc van het andere document.",
    do_en="Put the loc of the other document in resource.",
)


class CodeList(NamedTuple):
    """A list of codes: what it is called, and its labels by address."""

    title: Text
    labels: Callable[[], Mapping[str, str]]


def _of(concepts: Callable[[], tuple[vocab.Concept, ...]] | Callable[[], tuple[vocab.Category, ...]]) -> Mapping[str, str]:
    return {each.uri: each.label for each in concepts()}


@cache
def _bodies() -> Mapping[str, str]:
    return {body.uri: body.name for body in vocab.bodies()}


LISTS: Mapping[str, CodeList] = {
    "bodies": CodeList(Text(nl="organisaties", en="organisations"), _bodies),
    "categories": CodeList(Text(nl="informatiecategorieën", en="information categories"), cache(lambda: _of(vocab.categories))),
    "kinds": CodeList(Text(nl="documentsoorten", en="document kinds"), cache(lambda: _of(vocab.kinds))),
    "themes": CodeList(Text(nl="thema’s", en="themes"), cache(lambda: _of(vocab.themes))),
    "handlings": CodeList(Text(nl="documenthandelingen", en="document handlings"), cache(lambda: _of(vocab.handlings))),
    "relations": CodeList(Text(nl="documentrelaties", en="document relations"), cache(lambda: _of(vocab.relations))),
    "reasons": CodeList(Text(nl="redenen van intrekking", en="reasons for withdrawal"), cache(lambda: _of(vocab.reasons))),
    "formats": CodeList(Text(nl="bestandsformaten", en="file formats"), cache(lambda: _of(vocab.formats))),
    "languages": CodeList(Text(nl="talen", en="languages"), cache(lambda: _of(vocab.languages))),
}

LIST_OF: Mapping[str, str] = {
    **dict.fromkeys(("publisher", "verantwoordelijke", "medeverantwoordelijke", "opsteller", "wasAssociatedWith"), "bodies"),
    "informatiecategorie": "categories",
    "documentsoort": "kinds",
    "thema": "themes",
    "language": "languages",
    "format": "formats",
    "soortHandeling": "handlings",
    "role": "relations",
    "redenVerwijderingVervanging": "reasons",
}
"""Which list the values of an element come from."""

_BODY = "/tooi/id/"


@cache
def _by_last_part(name: str) -> Mapping[str, str]:
    return {_last_part(uri): uri for uri in LISTS[name].labels()}


def _last_part(uri: str) -> str:
    return "".join(uri.split()).rstrip("/#").replace("#", "/").rpartition("/")[2].lower()


@cache
def _by_label(name: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for uri, label in LISTS[name].labels().items():  # two ministries have one name: then there is no telling which
        found[label.lower()] = "" if label.lower() in found else uri
    return found


def check_code(element: _Element, rule: Rule, told: Told) -> None:
    """Compare a coded value with the list of its element."""
    key = LIST_OF[rule.name]
    labels = LISTS[key].labels()
    uri, text = element.get("resource"), element.text or ""
    if not uri or uri.isspace():
        hint = _hint(key, text)
        told.add(RESOURCE_ABSENT, element, name=rule.name, found=shown(text), hint_nl=hint.nl, hint_en=hint.en)
    elif (label := labels.get(uri)) is not None:
        if not text.strip():
            told.add(LABEL_ABSENT, element, name=rule.name, expected=label)
        elif not looks_like(text, label):
            told.add(LABEL_DIFFERS, element, name=rule.name, found=shown(text), expected=label)
        elif text != label:
            kind = LABEL_PADDED if text.strip() == label else LABEL_SPACES
            told.add(kind, element, name=rule.name, found=shown_codes(text), expected=label)
    else:
        _wrong_code(element, rule.name, key, told)


def check_reference(element: _Element, rule: Rule, told: Told) -> None:
    """Whether a reference to another document points somewhere."""
    if not (element.get("resource") or "").strip():
        told.add(REFERENCE_ABSENT, element, name=rule.name)


def _wrong_code(element: _Element, name: str, key: str, told: Told) -> None:
    uri = element.get("resource") or ""
    found, own = shown_spaces(uri), LISTS[key]
    if expected := _by_last_part(key).get(_last_part(uri)):
        told.add(CODE_MISSPELLED, element, name=name, found=found, expected=expected)
        return
    for other in LISTS.values():
        if label := other.labels().get(uri.strip()):
            titles = {"other_nl": other.title.nl, "other_en": other.title.en, "list_nl": own.title.nl, "list_en": own.title.en}
            told.add(CODE_OF_OTHER_LIST, element, name=name, found=found, label=label, **titles)
            return
    kind = BODY_NOT_LISTED if key == "bodies" and _BODY in uri else CODE_UNKNOWN
    hint = _hint(key, element.text or "")
    told.add(kind, element, name=name, found=found, hint_nl=hint.nl, hint_en=hint.en)


def _hint(key: str, text: str) -> Text:
    """What to write: the address that goes with the text, if the list has it."""
    title = LISTS[key].title
    if uri := _by_label(key).get(text.strip().lower()):
        label = LISTS[key].labels()[uri]
        return Text(nl=f'Bij “{label}” hoort resource="{uri}".', en=f'With “{label}” goes resource="{uri}".')
    return Text(nl=f"Kies een code uit de lijst met {title.nl}.", en=f"Choose a code from the list of {title.en}.")
