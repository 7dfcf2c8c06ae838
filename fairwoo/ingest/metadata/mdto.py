"""MDTO 1.0: one XML file an object, `X.mdto.xml` and `X.bestand.mdto.xml` beside the file X, or by the names inside.

The informatieobject of a dossier tells of the dossier, that of a document of its file; a bestand tells the size and checksum of a
file, which are compared. Objects above the dossier (archief, serie) are not used. Which words stand for what is in
`vocab/mdto_*.csv`; MDTO's own lists are https://www.nationaalarchief.nl/archiveren/mdto/begrippenlijsten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from fairwoo import vocab
from fairwoo.ingest.checksums import SIZE
from fairwoo.ingest.mdto_statements import (
    coded,
    disclosure,
    events,
    grounds_of,
    identifications,
    kind_words,
    number_of,
    numbers,
    places,
    texts,
)
from fairwoo.ingest.said import Claim, Described, MetadataReading
from fairwoo.ingest.statements import state
from fairwoo.ingest.xmlfile import MDTO, SIDECAR, Element
from fairwoo.model import Disclosure, Finding, FindingKind, Level, Place
from fairwoo.shared import made_by
from fairwoo.vocab.words import fold, rows

PRECEDENCE = 4

FORM_WRONG = FindingKind(
    code="metadata-mdto-form-wrong",
    level=Level.ERROR,
    nl="{file}, regel {line}: hier hoort één informatieobject of bestand van MDTO te staan; het bestand is niet gebruikt.",
    en="{file}, line {line}: one informatieobject or bestand of MDTO should be here; the file was not used.",
    do_nl="Begin met <MDTO xmlns=“https://www.nationaalarchief.nl/mdto”> en zet er één object in.",
    do_en="Begin with <MDTO xmlns=“https://www.nationaalarchief.nl/mdto”> and put one object in it.",
)
ELEMENT_MISSING = FindingKind(
    code="metadata-mdto-element-missing",
    level=Level.ERROR,
    nl="{file}, regel {line}: het verplichte element {path} ontbreekt of is leeg.",
    en="{file}, line {line}: the mandatory element {path} is missing or empty.",
    do_nl="Vul het in volgens MDTO 1.0; de andere elementen zijn wel gebruikt.",
    do_en="Fill it in as MDTO 1.0 says; the other elements were used.",
)
ABOVE_DOSSIER = FindingKind(
    code="metadata-mdto-above-dossier",
    level=Level.INFO,
    nl="{file} gaat over iets boven het dossier ({level}) en is niet gebruikt.",
    en="{file} is about something above the dossier ({level}) and was not used.",
    do_nl="Je hoeft niets te doen.",
    do_en="Nothing needs to be done.",
)

_MADE_BY = made_by("ingest/mdto", 1)
_OF_FILE = ".bestand"
_MANDATORY = {
    "informatieobject": (
        ("identificatie", "identificatieKenmerk"),
        ("naam",),
        ("waardering", "begripLabel"),
        ("archiefvormer", "verwijzingNaam"),
        ("beperkingGebruik", "beperkingGebruikType", "begripLabel"),
    ),
    "bestand": (
        ("identificatie", "identificatieKenmerk"),
        ("naam",),
        ("omvang",),
        ("bestandsformaat", "begripLabel"),
        ("checksum", "checksumWaarde"),
        ("isRepresentatieVan", "verwijzingNaam"),
    ),
}


def recognises(name: str, content: object) -> bool:
    """Whether the file has the ending of a sidecar, or its root is MDTO's."""
    return name.lower().endswith(SIDECAR) or (isinstance(content, Element) and content.name == f"{MDTO}}}MDTO")


def read(name: str, content: object) -> list[MetadataReading]:
    """The one reading. A document is tied to the file beside which the metadata lie, else to those that they name."""
    root = content if isinstance(content, Element) else None
    found = [one for kind in _MANDATORY for one in root.all(kind)] if root and root.name == f"{MDTO}}}MDTO" else []
    if len(found) != 1:
        line = root.line if root else 1
        return [MetadataReading(findings=(FORM_WRONG.at(Place(file=name, line=line), file=name, line=line),))]
    (object_,) = found
    kind = object_.name.rpartition("}")[2]
    findings = tuple(_missing(name, object_, kind))
    if kind == "bestand":
        return [MetadataReading(documents=(_file(name, object_),), findings=findings)]
    level = object_.words("aggregatieniveau", "begripLabel")
    if _level(object_) == "above":
        told = ABOVE_DOSSIER.at(Place(file=name, line=object_.line), file=name, level=level)
        return [MetadataReading(findings=(*findings, told))]
    reading = _dossier(name, object_) if _level(object_) == "dossier" else _document(name, object_)
    return [reading._replace(findings=(*findings, *reading.findings))]


def _missing(name: str, given: Element, kind: str) -> Iterator[Finding]:
    for path in _MANDATORY[kind]:
        if not given.words(*path):
            told = "/".join((kind, *path))
            yield ELEMENT_MISSING.at(Place(file=name, line=given.line, path=told), file=name, line=given.line, path=told)


def _level(given: Element) -> str:
    """What the object is: as it says, else by whether it has parts."""
    known = {row["label"]: row["level"] for row in rows("mdto_levels")}
    parts = next(given.all("bevatOnderdeel"), None)
    return known.get(fold(given.words("aggregatieniveau", "begripLabel")), "dossier" if parts else "document")


# --- the dossier


def _dossier(name: str, given: Element) -> MetadataReading:
    said = [
        *texts(given, title="naam", description="omschrijving"),
        *coded(given, "category", vocab.category),
        *coded(given, "theme", vocab.theme),
        *numbers(given, ("identificatie",)),
        *numbers(given, ("isOnderdeelVan", "verwijzingIdentificatie")),
        *places(given, "raadpleeglocatie", "raadpleeglocatieOnline"),
        *events(given, "dossier"),
        *grounds_of(given),
    ]
    stated = state(name, _MADE_BY, said)
    publisher = _publisher(given)
    body = vocab.body(publisher) if publisher else None
    identifier = next((one for one, source in identifications(given, ("identificatie",)) if not number_of(source)), None)
    own = identifier.text.removeprefix(f"{body.code}-") if identifier and body else identifier and identifier.text
    return MetadataReading(own or None, publisher, stated.facts, findings=stated.findings)


def _publisher(given: Element) -> str | None:
    """The address in TOOI where that is what identifies the body, else its name."""
    address = given.words("archiefvormer", "verwijzingIdentificatie", "identificatieKenmerk")
    return (address if vocab.body(address) else given.words("archiefvormer", "verwijzingNaam")) or None


# --- documents and files


def _document(name: str, given: Element) -> MetadataReading:
    said = [
        *texts(given, title="naam"),
        *coded(given, "kind_code", vocab.kind),
        *kind_words(given),
        *numbers(given, ("identificatie",)),
        *places(given, "raadpleeglocatie", "raadpleeglocatieOnline"),
        *events(given, "document"),
        *disclosure(given),
        *grounds_of(given),
    ]
    stated = state(name, _MADE_BY, said)
    files = [one.text for one in given.all("heeftRepresentatie", "verwijzingNaam") if one.text]
    withheld = any(fact.property == "disclosure" and fact.values[0] == Disclosure.NOT_PUBLIC for fact in stated.facts)
    beside = None if withheld and not files else _beside(name)
    if len(files) > 1:
        described = [Described(file, "informatieobject", stated.facts) for file in files]
    else:
        described = [Described(files[0] if files else None, "informatieobject", stated.facts, beside)]
    return MetadataReading(None, _publisher(given), documents=tuple(described), findings=stated.findings)


def _file(name: str, given: Element) -> Described:
    """A bestand: nothing but the address of the file and what its bytes are to be."""
    stated = state(name, _MADE_BY, places(given, "URLBestand"))
    return Described(given.words("naam") or None, "bestand", stated.facts, _beside(name), tuple(_claims(name, given)))


def _beside(name: str) -> str | None:
    """The path of the file that a sidecar is named after."""
    if not name.lower().endswith(SIDECAR):
        return None
    target = name[: -len(SIDECAR)]
    return target[: -len(_OF_FILE)] if target.lower().endswith(_OF_FILE) else target


def _claims(name: str, given: Element) -> Iterator[Claim]:
    if size := given.first("omvang"):
        yield Claim(SIZE, size.text.lstrip("+").lstrip("0") or "0", Place(file=name, path="bestand/omvang", line=size.line))
    for one in given.all("checksum"):
        kind = one.words("checksumAlgoritme", "begripLabel")
        if value := one.first("checksumWaarde"):
            place = Place(file=name, path="bestand/checksum/checksumWaarde", line=value.line)
            plain = re.sub(r"[\s_-]", "", kind).lower()
            checksum = re.sub(r"\s", "", value.text)
            yield Claim(plain if plain.startswith("sha") else kind, checksum, place, _moment(one.words("checksumDatum")))


def _moment(words: str) -> datetime | None:
    """A moment; None without a distance to UTC, since it is not known what clock it was read from."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found if found.tzinfo else None
