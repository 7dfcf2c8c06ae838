"""What MDTO 1.0.1 has in an object, element by element, and the rules that its XML schema cannot state.

Source: https://www.nationaalarchief.nl/mdto, MDTO-XML1.0.1.xsd of 21 February 2023, and its lists of terms
(`vocab/mdto_labels.csv`). Only the list of appraisals (waardering) is closed. Of the open lists a label is compared if it is
said to come from the list of MDTO itself.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from fairwoo import vocab
from fairwoo.model import FindingKind, Level
from fairwoo.validate.xml_grammar import PREFIXES, Grammar, absent_kind, grammar, tag
from fairwoo.validate.xml_told import Told, local, shown
from fairwoo.vocab.words import rows

if TYPE_CHECKING:
    from lxml.etree import _Element

OBJECTS_MANY = FindingKind(
    code="mdto-objects-many",
    level=Level.ERROR,
    nl="In dit bestand staan {count} objecten; MDTO beschrijft er één per bestand.",
    en="In this file are {count} objects; MDTO describes one a file.",
    do_nl="Zet elk informatieobject en elk bestand in een eigen XML-bestand.",
    do_en="Put each informatieobject and each bestand in an XML file of its own.",
)
OBJECT_ABSENT = FindingKind(
    code="mdto-object-absent",
    level=Level.ERROR,
    nl="In MDTO staat geen informatieobject en geen bestand.",
    en="In MDTO is no informatieobject and no bestand.",
    do_nl="Beschrijf er één object in.",
    do_en="Describe one object in it.",
)
APPRAISAL_WRONG = FindingKind(
    code="mdto-waardering-wrong",
    level=Level.ERROR,
    nl="De waardering is “{label}” met code “{code}”; dat staat niet zo in de gesloten lijst van MDTO.",
    en="The appraisal (waardering) is “{label}” with code “{code}”; the closed list of MDTO does not have it so.",
    do_nl="Kies {choices}.",
    do_en="Choose {choices}.",
)
TERM_NOT_LISTED = FindingKind(
    code="mdto-term-not-listed",
    level=Level.WARNING,
    nl="{name} is “{label}” en zegt uit de lijst van MDTO te komen, maar daar staat dat niet in.",
    en="{name} is “{label}” and says that it comes from the list of MDTO, which does not have it.",
    do_nl="Kies uit: {choices}. Of noem de lijst waar het wel in staat.",
    do_en="Choose from: {choices}. Or name the list that does have it.",
)
CATEGORY_OF_WOO = FindingKind(
    code="mdto-informatiecategorie-woo",
    level=Level.WARNING,
    nl="informatiecategorie is “{label}”, een categorie van de Woo. MDTO bedoelt er de categorie van de selectielijst mee, "
    "waar de bewaartermijn op rust.",
    en="informatiecategorie is “{label}”, a category of the Woo. MDTO means the category of the selection list by it, "
    "on which retention rests.",
    do_nl="Zet de categorie van de Woo in classificatie, en laat informatiecategorie weg als de selectielijst niet bekend is.",
    do_en="Put the category of the Woo in classificatie, and leave informatiecategorie out if the selection list is not known.",
)
CHECKSUM_WRONG = FindingKind(
    code="mdto-checksum-wrong",
    level=Level.ERROR,
    nl="De checksum “{found}” kan geen {algorithm} zijn: die heeft {length} tekens, 0-9 en a-f.",
    en="The checksum “{found}” cannot be {algorithm}: that has {length} characters, 0-9 and a-f.",
    do_nl="Bereken de checksum van het bestand opnieuw, of verbeter checksumAlgoritme.",
    do_en="Compute the checksum of the file again, or mend checksumAlgoritme.",
)

_NOTATION = """
    informatieobject = identificatie+ naam aggregatieniveau? classificatie* trefwoord* omschrijving* raadpleeglocatie* \
 dekkingInTijd* dekkingInRuimte* taal* event* waardering bewaartermijn? informatiecategorie? isOnderdeelVan* bevatOnderdeel* \
 heeftRepresentatie* aanvullendeMetagegevens* gerelateerdInformatieobject* archiefvormer+ betrokkene* activiteit? beperkingGebruik+
    bestand = identificatie+ naam omvang bestandsformaat checksum+ URLBestand? isRepresentatieVan
    MDTO ~ informatieobject* bestand*
    identificatie verwijzingIdentificatie = identificatieKenmerk identificatieBron
    aggregatieniveau classificatie waardering informatiecategorie bestandsformaat checksumAlgoritme dekkingInTijdType eventType \
 gerelateerdInformatieobjectTypeRelatie betrokkeneTypeRelatie beperkingGebruikType termijnTriggerStartLooptijd \
 = begripLabel begripCode? begripBegrippenlijst
    dekkingInRuimte eventVerantwoordelijkeActor isOnderdeelVan bevatOnderdeel heeftRepresentatie aanvullendeMetagegevens \
 gerelateerdInformatieobjectVerwijzing archiefvormer betrokkeneActor activiteit beperkingGebruikDocumentatie isRepresentatieVan \
 raadpleeglocatieFysiek begripBegrippenlijst = verwijzingNaam verwijzingIdentificatie?
    raadpleeglocatie = raadpleeglocatieFysiek* raadpleeglocatieOnline*
    dekkingInTijd = dekkingInTijdType dekkingInTijdBegindatum dekkingInTijdEinddatum?
    event = eventType eventTijd? eventVerantwoordelijkeActor? eventResultaat?
    bewaartermijn beperkingGebruikTermijn = termijnTriggerStartLooptijd? termijnStartdatumLooptijd? termijnLooptijd? termijnEinddatum?
    gerelateerdInformatieobject = gerelateerdInformatieobjectVerwijzing gerelateerdInformatieobjectTypeRelatie
    betrokkene = betrokkeneTypeRelatie betrokkeneActor
    beperkingGebruik = beperkingGebruikType beperkingGebruikNadereBeschrijving? beperkingGebruikDocumentatie* beperkingGebruikTermijn?
    checksum = checksumAlgoritme checksumWaarde checksumDatum
    dekkingInTijdBegindatum dekkingInTijdEinddatum termijnEinddatum : period
    eventTijd : moment
    termijnStartdatumLooptijd : date
    termijnLooptijd : duration
    checksumDatum : dateTime
    omvang : number
    taal : language
    raadpleeglocatieOnline URLBestand : uri
"""
_WORDS: Mapping[str, tuple[str, str]] = {
    "identificatie": ("een kenmerk van het object en waar dat vandaan komt", "an identifier of the object and where it is from"),
    "naam": ("hoe het object heet", "what the object is called"),
    "waardering": ("of het bewaard of vernietigd wordt", "whether it is kept or destroyed"),
    "archiefvormer": ("de organisatie die het maakte of ontving", "the organisation that made or received it"),
    "beperkingGebruik": ("of het gebruik beperkt is", "whether its use is restricted"),
    "omvang": ("het aantal bytes", "the number of bytes"),
    "bestandsformaat": ("het formaat van het bestand", "the format of the file"),
    "checksum": ("de controlegetallen van het bestand", "the checksums of the file"),
    "isRepresentatieVan": ("van welk informatieobject dit het bestand is", "of which informatieobject this is the file"),
    "identificatieKenmerk": ("het kenmerk zelf", "the identifier itself"),
    "identificatieBron": ("waar het kenmerk vandaan komt", "where the identifier is from"),
    "begripLabel": ("het begrip in woorden", "the term in words"),
    "begripBegrippenlijst": ("de lijst waar het begrip uit komt", "the list that the term is from"),
    "verwijzingNaam": ("hoe het genoemde heet", "what is referred to is called"),
    "dekkingInTijdType": ("waar de periode voor staat", "what the period stands for"),
    "dekkingInTijdBegindatum": ("het begin van de periode", "the beginning of the period"),
    "eventType": ("wat er gebeurd is", "what happened"),
    "gerelateerdInformatieobjectVerwijzing": ("het andere informatieobject", "the other informatieobject"),
    "gerelateerdInformatieobjectTypeRelatie": ("het soort verband", "the kind of relation"),
    "betrokkeneTypeRelatie": ("hoe iemand betrokken is", "how somebody is concerned"),
    "betrokkeneActor": ("wie betrokken is", "who is concerned"),
    "beperkingGebruikType": ("het soort beperking", "the kind of restriction"),
    "checksumAlgoritme": ("hoe de checksum berekend is", "how the checksum was computed"),
    "checksumWaarde": ("de checksum zelf", "the checksum itself"),
    "checksumDatum": ("wanneer de checksum berekend is", "when the checksum was computed"),
}

RULES: Grammar = grammar("mdto", _NOTATION)
ABSENT: Mapping[str, FindingKind] = {tag("mdto", name): absent_kind("mdto", name, *words) for name, words in _WORDS.items()}
"""The finding for each mandatory element, by its tag."""

ROOT = tag("mdto", "MDTO")
_M = f"{{{PREFIXES['mdto']}}}"
_HEX = re.compile(r"[0-9a-fA-F]+")
_LENGTHS = {"md5": 32, "sha1": 40, "sha224": 56, "sha256": 64, "sha384": 96, "sha512": 128}  # characters of hex
_NEAR = 0.75  # difflib ratio from which a label is a spelling of another


class _Term(NamedTuple):
    code: str
    label: str


@cache
def _terms(element: str) -> tuple[_Term, ...]:
    return tuple(_Term(row["code"], row["label"]) for row in rows("mdto_labels") if row["element"] == element)


@cache
def _open_lists() -> frozenset[str]:
    return frozenset(row["element"] for row in rows("mdto_labels") if row["closed"] == "no")


def check_object(root: _Element, told: Told) -> None:
    """The rules for an `MDTO` element beyond its grammar: one object, terms of its lists, checksums that can be right."""
    objects = [child for child in root if local(child) in {"informatieobject", "bestand"}]
    if not objects and local(root) == "MDTO":
        told.add(OBJECT_ABSENT, root)
    elif len(objects) > 1:
        told.add(OBJECTS_MANY, objects[1], count=len(objects))
    for element in root.iter(f"{_M}*"):
        name = local(element)
        if name == "waardering":
            _appraisal(element, told)
        elif name == "informatiecategorie":
            _category(element, told)
        elif name == "checksum":
            _checksum(element, told)
        if name in _open_lists():
            _open_term(element, name, told)


def _text(element: _Element, path: str) -> str:
    steps = "/".join(f"{_M}{step}" for step in path.split("/"))
    return (element.findtext(steps) or "").strip()


def _appraisal(element: _Element, told: Told) -> None:
    label, code = _text(element, "begripLabel"), _text(element, "begripCode")
    if label and not any(label == term.label and code in {"", term.code} for term in _terms("waardering")):
        choices = ", ".join(f"{term.label} ({term.code})" for term in _terms("waardering"))
        told.add(APPRAISAL_WRONG, element, label=shown(label), code=shown(code), choices=choices)


def _open_term(element: _Element, name: str, told: Told) -> None:
    label, source = _text(element, "begripLabel"), _text(element, "begripBegrippenlijst/verwijzingNaam")
    labels = [term.label for term in _terms(name)]
    if label and label not in labels and "mdto" in source.lower():
        near = difflib.get_close_matches(label, labels, n=1, cutoff=_NEAR)
        told.add(TERM_NOT_LISTED, element, name=name, label=shown(label), choices=", ".join(near or labels))


def _category(element: _Element, told: Told) -> None:
    label, code = _text(element, "begripLabel"), _text(element, "begripCode")
    of_selection = "selectielijst" in _text(element, "begripBegrippenlijst/verwijzingNaam").lower()
    names = {name.lower() for each in vocab.categories() for name in (each.label, each.singular, each.code, each.uri)}
    if not of_selection and {label.lower(), code.lower()} & names:
        told.add(CATEGORY_OF_WOO, element, label=shown(label))


class Checksum(NamedTuple):
    """A checksum of a `bestand`: the algorithm as Python's hashlib calls it, and its value in lower-case hex."""

    algorithm: str
    value: str
    element: _Element


def checksums(root: _Element) -> Iterator[Checksum]:
    """The checksums that can be compared: of an algorithm that is known, in hex of the right length."""
    for element in root.iter(f"{_M}checksum"):
        algorithm, value = _algorithm(element), _text(element, "checksumWaarde").lower()
        if _HEX.fullmatch(value) and len(value) == _LENGTHS.get(algorithm):
            yield Checksum(algorithm, value, element)


def _algorithm(checksum: _Element) -> str:
    return re.sub(r"[\s/_-]", "", _text(checksum, "checksumAlgoritme/begripLabel")).lower()


def _checksum(element: _Element, told: Told) -> None:
    algorithm, value = _algorithm(element), _text(element, "checksumWaarde")
    length = _LENGTHS.get(algorithm)
    if value and length and not (_HEX.fullmatch(value) and len(value) == length):
        told.add(CHECKSUM_WRONG, element, found=shown(value), algorithm=algorithm.upper(), length=length)
