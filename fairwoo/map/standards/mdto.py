"""MDTO 1.0.1: the dossier and its documents as informatieobject, each released file as bestand, one XML file an object.

Source: https://www.nationaalarchief.nl/mdto (metadata schema 1.0, XML schema 1.0.1). The files lie in the folder `mdto`, beside
where the documents themselves would: `X.mdto.xml` and `X.bestand.mdto.xml`. Left out because a Woo dossier does not tell them:
bewaartermijn, activiteit, and informatiecategorie, which is the category of the selection list and not that of the Woo. The
valuation is therefore "Nader te bepalen".
"""

from __future__ import annotations

from collections.abc import Iterator

from fairwoo.map.case import Case
from fairwoo.map.documents import Described
from fairwoo.map.mdto_names import DOSSIER, FILE, OBJECT, Names
from fairwoo.map.mdto_objects import Objects, file_name, name_of
from fairwoo.map.mdto_xml import Elements, document
from fairwoo.map.wording import one_line
from fairwoo.model import Description, Finding, FindingKind, Level, Mapped, Place, Text

NAME = "mdto"
TITLE = Text(nl="MDTO 1.0.1 (XML per object)", en="MDTO 1.0.1 (XML per object)")


def _missing(code: str, element: str, what: Text, advice: Text) -> FindingKind:
    return FindingKind(
        code=code,
        level=Level.ERROR,
        nl=f"Voor MDTO ontbreekt een verplichte waarde van {{name}}: {what.nl} ({element}). {{result_nl}}",
        en=f"A value that MDTO demands of {{name_en}} is missing: {what.en} ({element}). {{result_en}}",
        do_nl=advice.nl,
        do_en=advice.en,
    )


_AGAIN = Text(nl="Neem het dossier opnieuw op met --force.", en="Bring the dossier in again with --force.")
IDENTIFICATION_MISSING = _missing(
    "mdto-identification-missing",
    "identificatie",
    Text(nl="het kenmerk", en="the identifier"),
    Text(nl="Geef een kenmerk op in de metadata.", en="Give an identifier in the metadata."),
)
NAME_MISSING = _missing(
    "mdto-name-missing",
    "naam",
    Text(nl="de titel", en="the title"),
    Text(nl="Vul de titel in de metadata of de inventarislijst in.", en="Fill in the title in the metadata or the inventory."),
)
CREATOR_MISSING = _missing(
    "mdto-creator-missing",
    "archiefvormer",
    Text(nl="de naam van het bestuursorgaan", en="the name of the public body"),
    Text(nl="Geef het bestuursorgaan mee met --publisher.", en="Give the public body with --publisher."),
)
SIZE_MISSING = _missing("mdto-size-missing", "omvang", Text(nl="het aantal bytes", en="the number of bytes"), _AGAIN)
FORMAT_MISSING = _missing("mdto-format-missing", "bestandsformaat", Text(nl="het formaat", en="the format"), _AGAIN)
CHECKSUM_MISSING = _missing("mdto-checksum-missing", "checksumWaarde", Text(nl="de controlesom", en="the checksum"), _AGAIN)
CHECKSUM_DATE_MISSING = _missing(
    "mdto-checksum-date-missing",
    "checksumDatum",
    Text(nl="wanneer de controlesom is gemaakt", en="when the checksum was made"),
    _AGAIN,
)
NAMELESS_WITHDRAWN = FindingKind(
    code="mdto-withdrawn-nameless",
    level=Level.INFO,
    nl="{number} geweigerde of ingetrokken documenten hebben geen titel en geen nummer. Ze staan niet in MDTO.",
    en="{number} refused or withdrawn documents have no title and no number. They are not in MDTO.",
    do_nl="Geef ze een nummer in de inventarislijst als ze vindbaar moeten blijven.",
    do_en="Give them a number in the inventory if they are to stay findable.",
)

_NOTHING = Text(nl="Er is geen MDTO gemaakt.", en="No MDTO was made.")
_NO_OBJECT = Text(nl="Het staat niet in MDTO.", en="It is not in MDTO.")
_NO_FILE = Text(nl="Het bestand staat niet in MDTO.", en="The file is not in MDTO.")


def describe(case: Case) -> Mapped:
    """`mdto/dossier.mdto.xml` and the files of the documents, each valid and referring only to others that are there."""
    if lacking := _lacking_in_dossier(case):
        return Mapped((), tuple(_told(kind, _NOTHING, Text(nl="het dossier", en="the dossier")) for kind in lacking))
    findings: list[Finding] = []
    documents = {key: one for key, one in case.documents.items() if _is_described(one, findings)}
    files = {key: one for key, one in documents.items() if _is_released(one) and _has_file(one, findings)}
    findings += _nameless(case)
    objects = Objects(case, documents, files)
    return Mapped(tuple(_descriptions(objects)), tuple(findings))


def _descriptions(objects: Objects) -> Iterator[Description]:
    yield _description(DOSSIER, "informatieobject", objects.describe_dossier())
    names = Names()
    for key, described in objects.documents.items():
        name = names.name(described)
        yield _description(name + OBJECT, "informatieobject", objects.describe_document(described))
        if key in objects.files:
            yield _description(name + FILE, "bestand", objects.describe_file(described))


def _description(name: str, kind: str, elements: Elements) -> Description:
    return Description(standard=NAME, file_name=name, media_type="application/xml", content=document(kind, elements))


def _lacking_in_dossier(case: Case) -> list[FindingKind]:
    """What is missing without which nothing at all can be said: every object refers to the dossier and names the body."""
    dossier = case.dossier
    wanted = ((dossier.id, IDENTIFICATION_MISSING), (case.title, NAME_MISSING), (dossier.publisher.name, CREATOR_MISSING))
    return [kind for value, kind in wanted if not one_line(value)]


def _is_described(described: Described, findings: list[Finding]) -> bool:
    document = described.document
    if _is_nameless(described):
        return False  # told in one finding for all of them
    wanted = ((document.id, IDENTIFICATION_MISSING), (name_of(described), NAME_MISSING))
    lacking = [kind for value, kind in wanted if not one_line(value)]
    findings += [_about(kind, described, _NO_OBJECT) for kind in lacking]
    return not lacking


def _is_released(described: Described) -> bool:
    return described.file is not None and not described.withdrawn


def _has_file(described: Described, findings: list[Finding]) -> bool:
    document = described.document
    wanted: tuple[tuple[object, FindingKind], ...] = (
        (file_name(document), NAME_MISSING),
        (document.size, SIZE_MISSING),
        (described.standard or one_line(document.media_type), FORMAT_MISSING),
        (document.sha256, CHECKSUM_MISSING),
        (document.hashed or document.sha256 is None, CHECKSUM_DATE_MISSING),
    )
    lacking = [kind for value, kind in wanted if value in {None, "", False}]
    findings += [_about(kind, described, _NO_FILE) for kind in lacking]
    return not lacking


def _nameless(case: Case) -> list[Finding]:
    number = sum(_is_nameless(one) for one in case.documents.values())
    return [NAMELESS_WITHDRAWN.at(number=number)] if number else []


def _is_nameless(described: Described) -> bool:
    """Whether nothing is left to call it: of a document that is not to be seen, the text gives no title."""
    return bool(described.withheld or described.withdrawn) and not name_of(described)


def _about(kind: FindingKind, described: Described, result: Text) -> Finding:
    return _told(kind, result, Text(nl=described.name, en=described.name), described.place)


def _told(kind: FindingKind, result: Text, what: Text, place: Place | None = None) -> Finding:
    return kind.at(place, name=what.nl, name_en=what.en, result_nl=result.nl, result_en=result.en)
