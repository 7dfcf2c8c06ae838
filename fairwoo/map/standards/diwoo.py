"""DiWoo 0.9.8: the released files of the dossier as a sitemap with the national Woo metadata.

Source: https://standaarden.overheid.nl/diwoo/metadata (XSD 0.9.8, value lists of 12 August 2025). Beyond the XSD every coded
value has its address and exactly the list's label. `lastmod` is left to the publication of the same name, which puts the sitemaps
of a host together: it must change with the file or its metadata, which only the one who keeps both can know. `Description.parts`
has a digest of both for every file.

A withdrawn document is not in the sitemap, and what replaced it says why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from fairwoo import vocab
from fairwoo.map.case import Case
from fairwoo.map.documents import Described, Maker
from fairwoo.map.handling import Handling, handling
from fairwoo.map.sitemap import Entry, Reference, Relation, located, urlset
from fairwoo.map.wording import disclosure_words, file_sentence, grounds_in_words, one_line
from fairwoo.model import Description, Finding, FindingKind, Level, Mapped, Role, Text
from fairwoo.vocab.editions import admitted_bodies

NAME = "diwoo"
TITLE = Text(nl="DiWoo 0.9.8 (sitemap)", en="DiWoo 0.9.8 (sitemap)")

# Codes of the list in vocab/relations.csv. That one document reacts to another, or works it out, no source says yet.
_HAS_ATTACHMENT, _REFERS_TO = "c_05f4a5f3", "c_75fac459"

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
HANDLING_ASSUMED = FindingKind(
    code="diwoo-handling-assumed",
    level=Level.INFO,
    nl="Van {number_nl} is niet bekend wie het maakte. In DiWoo staat dat het is vastgesteld, niet dat het is ontvangen.",
    en="Of {number_en} it is not known who made it. DiWoo says that it was adopted, not that it was received.",
    do_nl="Vul in de inventarislijst de afzender in, of een soort die dat zegt, zoals “klacht” of “ingekomen brief”.",
    do_en="Fill in the sender in the inventory, or a kind that tells, such as “klacht” or “ingekomen brief”.",
)
NOTHING_TO_PUBLISH = FindingKind(
    code="diwoo-nothing-to-publish",
    level=Level.INFO,
    nl="Er is geen document dat in een DiWoo-sitemap kan, dus is er geen gemaakt.",
    en="There is no document that can be in a DiWoo sitemap, so none was made.",
    do_nl="Controleer of dit klopt: een dossier heeft ten minste een besluit als bestand.",
    do_en="Check whether this is right: a dossier has at least a decision as a file.",
)


class _Ready(NamedTuple):
    """A released file that has all that DiWoo demands; `reference` is its address and title."""

    described: Described
    reference: Reference
    format: vocab.Concept
    handling: Handling


def describe(case: Case) -> Mapped:
    """`diwoo.xml`, a valid sitemap of the released files that have all that DiWoo demands, and findings for the others."""
    body = vocab.body(case.dossier.publisher.uri)
    if body is None or body.uri not in admitted_bodies():
        publisher = case.dossier.publisher
        return Mapped((), (BODY_UNKNOWN.at(name=one_line(publisher.name), uri=one_line(publisher.uri)),))
    if case.category is None:
        return Mapped((), (CATEGORY_MISSING.at(),))
    findings: list[Finding] = []
    ready: dict[str, _Ready] = {}
    for key, described in case.documents.items():
        if described.file is not None:
            checked = _check(case, described, described.file)
            if isinstance(checked, _Ready):
                ready[key] = checked
            else:
                findings += checked
    if not ready:
        return Mapped((), (*findings, NOTHING_TO_PUBLISH.at()))
    findings += _assumed(ready.values())
    content = urlset(_entries(case, ready, Reference(body.uri, body.name), _coded(case.category)))
    parts = _digests(content, {one.reference.resource: one.described.document.sha256 or "" for one in ready.values()})
    description = Description(standard=NAME, file_name="diwoo.xml", media_type="application/xml", content=content, parts=parts)
    return Mapped((description,), tuple(findings))


def _assumed(ready: Iterable[_Ready]) -> Iterator[Finding]:
    number = sum(one.described.maker is Maker.UNKNOWN for one in ready)
    if number:
        plural = ("en", "s") if number > 1 else ("", "")
        yield HANDLING_ASSUMED.at(number_nl=f"{number} document{plural[0]}", number_en=f"{number} document{plural[1]}")


def _digests(content: str, hashes: Mapping[str, str]) -> dict[str, str]:
    """By address what changes when the file or anything that is said of it changes, and only then."""
    return {
        entry.address: hashlib.sha256(f"{hashes[entry.address]}\n{entry.xml}".encode()).hexdigest() for entry in located(content)
    }


def _check(case: Case, described: Described, file: str) -> _Ready | list[Finding]:
    """The file as it can be in the sitemap, or why it cannot."""
    name, place = described.name, described.place
    done = handling(case.dossier, described)
    if described.format and described.title and done:
        return _Ready(described, Reference(file, described.title), described.format, done)
    if described.format is None:
        media_type = described.document.media_type or "onbekend"
        return [FORMAT_NOT_TAKEN.at(place, name=name, media_type=media_type)]
    found = []
    if not described.title:
        found.append(VALUE_MISSING.at(place, name=name, property="officieleTitel", what_nl="de titel", what_en="the title"))
    if done is None:
        found.append(DATE_MISSING.at(place, name=name))
    return found


def _decision(ready: Mapping[str, _Ready]) -> str | None:
    return next((key for key, one in ready.items() if one.described.document.role is Role.DECISION), None)


def _wholes(ready: Mapping[str, _Ready]) -> dict[str, str]:
    """Of which document each is a part, by id: an attachment of what it came with, all others of the first decision."""
    decision = _decision(ready)
    wholes = {}
    for key, one in ready.items():
        parent = one.described.document.parent
        whole = parent if parent in ready else decision
        if whole is not None and decision != key != whole:
            wholes[key] = whole
    return wholes


def _relations(case: Case, ready: Mapping[str, _Ready]) -> dict[str, tuple[Relation, ...]]:
    """What a document has with it, and which others it is said to belong with; by id, only to documents that are published."""
    roles = {each.code: _coded(each) for each in vocab.relations()}
    found: dict[str, list[Relation]] = {key: [] for key in ready}
    for key in ready:
        attached = (ready[other] for other in case.attachments.get(key, ()) if other in ready)
        found[key] += [Relation(roles[_HAS_ATTACHMENT], one.reference) for one in attached]
    for key, one in ready.items():
        others = dict.fromkeys(other for other in one.described.document.related if other in ready and other != key)
        found[key] += [Relation(roles[_REFERS_TO], ready[other].reference) for other in others]
    return {key: tuple(relations) for key, relations in found.items()}


def _entries(case: Case, ready: Mapping[str, _Ready], publisher: Reference, category: Reference) -> Iterator[Entry]:
    wholes, relations, decision = _wholes(ready), _relations(case, ready), _decision(ready)
    parts: dict[str, list[Reference]] = {}
    for key, whole in wholes.items():
        parts.setdefault(whole, []).append(ready[key].reference)
    said = {publisher.text, category.text, case.theme.label if case.theme else "", one_line(case.dossier.publisher.name)}
    for key, (described, reference, file_format, done) in ready.items():
        document, kind = described.document, described.kind
        reason = described.correction
        yield Entry(
            address=reference.resource,
            identifiers=tuple(filter(None, (described.address, one_line(document.number)))),
            publisher=publisher,
            responsible=publisher if described.maker is Maker.BODY else None,
            author=_author(described, publisher),
            title=reference.text,
            description=case.description if key == decision else file_sentence(document, kind.label if kind else None),
            category=category,
            kind=_coded(kind) if kind else None,
            theme=_coded(case.theme) if case.theme else None,
            keywords=tuple(word for word in case.keywords if word not in said),
            created=document.dated,
            language=_coded(described.language) if described.language else None,
            format=_coded(file_format),
            collection=one_line(case.dossier.id),
            whole=ready[wholes[key]].reference if key in wholes else None,
            parts=tuple(parts.get(key, ())),
            handling=_coded(done.kind),
            handled=done.at_time,
            relations=relations[key],
            correction=Reference(reason.uri, reason.words) if reason and reason.uri else None,
            extra={"beoordeling": disclosure_words(document), "uitzonderingsgrond": grounds_in_words(document)},
        )


def _author(described: Described, publisher: Reference) -> Reference | None:
    """The organisation that made a document: our own body, or the one other body that its sender is; never a person."""
    if described.maker is Maker.BODY:
        return publisher
    found = vocab.find_bodies(one_line(described.document.sender)) if described.maker is Maker.OTHER else ()
    return Reference(found[0].uri, found[0].name) if len(found) == 1 and found[0].uri in admitted_bodies() else None


def _coded(concept: vocab.Concept) -> Reference:
    return Reference(concept.uri, concept.label)
