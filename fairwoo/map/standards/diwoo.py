"""DiWoo 0.9.8: the released files of the dossier as a sitemap with the national Woo metadata.

Source: https://standaarden.overheid.nl/diwoo/metadata (XSD 0.9.8, value lists of 12 August 2025). Beyond the XSD every coded
value has its address and exactly the list's label. `lastmod` is left to whoever publishes the sitemap: it must change with
the file or its metadata, which only the one who keeps both can know.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from fairwoo import vocab
from fairwoo.map.case import Case
from fairwoo.map.documents import Described, Maker
from fairwoo.map.handling import handling
from fairwoo.map.sitemap import Entry, Reference, urlset
from fairwoo.map.wording import disclosure_words, grounds_in_words, one_line
from fairwoo.model import Description, Finding, FindingKind, Level, Mapped, Role, Text

NAME = "diwoo"
TITLE = Text(nl="DiWoo 0.9.8 (sitemap)", en="DiWoo 0.9.8 (sitemap)")

VALUE_MISSING = FindingKind(
    code="diwoo-value-missing",
    level=Level.ERROR,
    nl="Voor DiWoo ontbreekt een verplichte waarde van {name}: {what_nl} ({property}). {name} staat niet in de sitemap.",
    en="A value that DiWoo demands of {name} is missing: {what_en} ({property}). {name} is not in the sitemap.",
    do_nl="Vul de waarde in de metadata of de inventarislijst in.",
    do_en="Fill in the value in the metadata or the inventory.",
)
CATEGORY_MISSING = FindingKind(
    code="diwoo-category-missing",
    level=Level.ERROR,
    nl="Voor DiWoo ontbreekt een verplichte waarde van het dossier: de informatiecategorie (informatiecategorie). "
    "Er is geen sitemap gemaakt.",
    en="A value that DiWoo demands of the dossier is missing: the information category (informatiecategorie). "
    "No sitemap was made.",
    do_nl="Vul de categorie in de metadata van het dossier in, bijvoorbeeld “Woo-verzoeken en -besluiten”.",
    do_en="Fill in the category in the dossier's metadata, for instance “Woo-verzoeken en -besluiten”.",
)
DATE_MISSING = FindingKind(
    code="diwoo-date-missing",
    level=Level.ERROR,
    nl="{name} heeft geen datum van vaststelling of ontvangst (documenthandeling). Het staat niet in de sitemap.",
    en="{name} has no date of adoption or receipt (documenthandeling). It is not in the sitemap.",
    do_nl="Vul de datum van het document in de inventarislijst of de metadata in.",
    do_en="Fill in the date of the document in the inventory or the metadata.",
)
BODY_UNKNOWN = FindingKind(
    code="diwoo-body-unknown",
    level=Level.ERROR,
    nl="“{name}” ({uri}) staat niet in de lijsten met organisaties van DiWoo 0.9.8. Er is geen sitemap gemaakt.",
    en="“{name}” ({uri}) is not in the lists of organisations of DiWoo 0.9.8. No sitemap was made.",
    do_nl="Kies een organisatie uit de lijst. Zie fairwoo list bodies.",
    do_en="Choose an organisation of the list. See fairwoo list bodies.",
)
FORMAT_NOT_TAKEN = FindingKind(
    code="diwoo-format-not-taken",
    level=Level.WARNING,
    nl="{name} heeft een bestandsformaat dat de Woo-harvester niet ophaalt ({media_type}). Het staat niet in de sitemap.",
    en="{name} has a file format that the Woo harvester does not take ({media_type}). It is not in the sitemap.",
    do_nl="Lever het document ook als PDF aan.",
    do_en="Deliver the document as PDF as well.",
)
NOTHING_TO_PUBLISH = FindingKind(
    code="diwoo-nothing-to-publish",
    level=Level.INFO,
    nl="Er is geen document dat in een DiWoo-sitemap kan, dus is er geen gemaakt.",
    en="There is no document that can be in a DiWoo sitemap, so none was made.",
    do_nl="Controleer of dit klopt: een dossier heeft ten minste een besluit als bestand.",
    do_en="Check whether this is right: a dossier has at least a decision as a file.",
)


def describe(case: Case) -> Mapped:
    """`diwoo.xml`, a valid sitemap of the released files that have all that DiWoo demands, and findings for the others."""
    body = vocab.body(case.dossier.publisher.uri)
    if body is None:
        publisher = case.dossier.publisher
        return Mapped((), (BODY_UNKNOWN.at(name=one_line(publisher.name), uri=one_line(publisher.uri)),))
    if case.category is None:
        return Mapped((), (CATEGORY_MISSING.at(),))
    released = [described for described in case.documents.values() if described.file]
    lacking = {described.document.id: _lacking(case, described) for described in released}
    findings = [finding for found in lacking.values() for finding in found]
    complete = {described.document.id: described for described in released if not lacking[described.document.id]}
    if not complete:
        return Mapped((), (*findings, NOTHING_TO_PUBLISH.at()))
    whole_of = _wholes(complete)
    publisher_and_category = (Reference(body.uri, body.name), _coded(case.category))
    entries = [_entry(case, described, publisher_and_category, _Links(complete, whole_of)) for described in complete.values()]
    description = Description(standard=NAME, file_name="diwoo.xml", media_type="application/xml", content=urlset(entries))
    return Mapped((description,), tuple(findings))


def _lacking(case: Case, described: Described) -> list[Finding]:
    """Why a released file cannot be in the sitemap; empty if it can."""
    name = described.name
    if described.format is None:
        media_type = described.document.media_type or "onbekend"
        return [FORMAT_NOT_TAKEN.at(described.place, name=name, media_type=media_type)]
    found = []
    if not described.title:
        found.append(
            VALUE_MISSING.at(described.place, name=name, property="officieleTitel", what_nl="de titel", what_en="the title")
        )
    if handling(case.dossier, described) is None:
        found.append(DATE_MISSING.at(described.place, name=name))
    return found


class _Links(NamedTuple):
    """The documents of the sitemap by id, and of which other one each is a part, by id."""

    documents: Mapping[str, Described]
    whole_of: Mapping[str, str]


def _wholes(complete: Mapping[str, Described]) -> dict[str, str]:
    """Of which document each is a part: an attachment of what it came with, all others of the first decision."""
    decision = next((key for key, described in complete.items() if described.document.role is Role.DECISION), None)
    wholes = {}
    for key, described in complete.items():
        parent = described.document.parent
        whole = parent if parent in complete else decision
        if whole is not None and decision != key != whole:
            wholes[key] = whole
    return wholes


def _entry(case: Case, described: Described, fixed: tuple[Reference, Reference], links: _Links) -> Entry:
    document, done = described.document, handling(case.dossier, described)
    assert described.file and described.title and described.format and done, "only complete documents come here"  # noqa: S101
    publisher, category = fixed
    whole = links.documents.get(links.whole_of.get(document.id, ""))
    number = one_line(document.number)
    return Entry(
        address=described.file,
        identifiers=(described.address, *([number] if number else [])),
        publisher=publisher,
        author=publisher if described.maker is Maker.BODY else None,
        title=described.title,
        category=category,
        kind=_coded(described.kind) if described.kind else None,
        theme=_coded(case.theme) if case.theme else None,
        created=document.dated,
        language=_coded(described.language) if described.language else None,
        format=_coded(described.format),
        collection=one_line(case.dossier.id),
        whole=_reference(whole) if whole else None,
        parts=tuple(
            _reference(part) for key, part in links.documents.items() if links.whole_of.get(key) == document.id
        ),
        handling=_coded(done.kind),
        handled=done.at_time,
        extra={"beoordeling": disclosure_words(document), "uitzonderingsgrond": grounds_in_words(document)},
    )


def _coded(concept: vocab.Concept) -> Reference:
    return Reference(concept.uri, concept.label)


def _reference(described: Described) -> Reference:
    return Reference(described.file or described.address, described.title or described.name)
