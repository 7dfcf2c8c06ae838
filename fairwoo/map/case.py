"""The case of one dossier: what all standards say of it, worked out once, with findings for what had to be worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fairwoo import vocab
from fairwoo.map.addresses import LOCAL, Addresses, base_address, web_address
from fairwoo.map.contact import Contact, contact_of, persistence_policy
from fairwoo.map.documents import Described, Maker, Shared, describe_document, document_findings, without_files
from fairwoo.map.held_back import held_back, public_ids
from fairwoo.map.service import Service, service_of
from fairwoo.map.terms import Law, Licence, law_of, licence, not_open
from fairwoo.map.wording import describe_dossier, one_line
from fairwoo.model import Dossier, Extraction, Finding, FindingKind, Level, Role
from fairwoo.settings import MapSettings

BASE_URL_MISSING = FindingKind(
    code="base-url-missing",
    level=Level.WARNING,
    nl="Er is geen webadres ingesteld. De adressen in de beschrijvingen wijzen naar deze computer ({base}).",
    en="No web address is set. The addresses in the descriptions point to this computer ({base}).",
    do_nl="Zet in fairwoo.toml onder [map] base_url het adres waarop je publiceert.",
    do_en="Set base_url under [map] in fairwoo.toml to the address you publish on.",
)
DESCRIPTION_COMPOSED = FindingKind(
    code="description-composed",
    level=Level.INFO,
    nl="Het dossier heeft geen beschrijving. Die is samengesteld uit wat bekend is: “{text}”",
    en="The dossier has no description. One was made of what is known: “{text}”",
    do_nl="Geef zelf een beschrijving als je iets anders wilt tonen.",
    do_en="Give a description yourself if something else should be shown.",
)
SOURCE_UNUSABLE = FindingKind(
    code="dossier-link-unusable",
    level=Level.WARNING,
    nl="De link van het dossier is geen volledig webadres: “{link}”. Hij is niet overgenomen in de beschrijvingen.",
    en="The link of the dossier is not a full web address: “{link}”. The descriptions leave it out.",
    do_nl="Schrijf het hele adres, met https:// ervoor.",
    do_en="Write the whole address, with https:// in front.",
)
CATEGORY_DERIVED = FindingKind(
    code="category-derived",
    level=Level.INFO,
    nl="De informatiecategorie is niet opgegeven. Er is een verzoek of besluit, dus is het “{label}”.",
    en="The information category is not given. There is a request or a decision, so it is “{label}”.",
    do_nl="Geef de categorie zelf op als het een andere is.",
    do_en="Give the category yourself if it is another one.",
)
CATEGORY_ASSUMED = FindingKind(
    code="category-assumed",
    level=Level.WARNING,
    nl="De informatiecategorie is niet opgegeven. Er is een besluit, maar van een verzoek blijkt niets; aangenomen is “{label}”.",
    en="The information category is not given. There is a decision, but no sign of a request; “{label}” is assumed.",
    do_nl="Geef de categorie op in de metadata van het dossier.",
    do_en="Give the category in the dossier's metadata.",
)
CATEGORY_UNKNOWN = FindingKind(
    code="category-unknown",
    level=Level.ERROR,
    nl="De informatiecategorie “{value}” staat niet in de lijst van TOOI.",
    en="The information category “{value}” is not in TOOI's list.",
    do_nl="Gebruik een naam of code uit de lijst, bijvoorbeeld “Woo-verzoeken en -besluiten”.",
    do_en="Use a name or code of the list, for instance “Woo-verzoeken en -besluiten”.",
)
THEME_GENERAL = FindingKind(
    code="theme-general",
    level=Level.INFO,
    nl="Het dossier heeft geen thema uit de TOP-lijst. Het krijgt alleen het algemene thema “overheid en publieke sector”.",
    en="The dossier has no theme of the TOP list. It gets only the general theme “government and public sector”.",
    do_nl="Geef een thema op, bijvoorbeeld “verkeer”, zodat het dossier beter te vinden is.",
    do_en="Give a theme, for instance “verkeer”, so that the dossier is easier to find.",
)
THEME_UNKNOWN = FindingKind(
    code="theme-unknown",
    level=Level.WARNING,
    nl="Het thema “{value}” staat niet in de TOP-lijst. Het is niet overgenomen.",
    en="The theme “{value}” is not in the TOP list. It is left out.",
    do_nl="Kies een thema uit de TOP-lijst, bijvoorbeeld “verkeer”.",
    do_en="Choose a theme of the TOP list, for instance “verkeer”.",
)
LICENCE_MISSING = FindingKind(
    code="licence-missing",
    level=Level.INFO,
    nl="Er is geen licentie opgegeven. In de beschrijvingen staat bij de bestanden dat er geen open licentie is.",
    en="No licence is given. The descriptions say of the files that there is no open licence.",
    do_nl="Geef de licentie op die je op je eigen stukken geeft, bijvoorbeeld CC0, of “niet open” als dat zo bedoeld is.",
    do_en="Give the licence that you put on your own works, for instance CC0, or “niet open” if that is what is meant.",
)
LICENCE_UNKNOWN = FindingKind(
    code="licence-unknown",
    level=Level.WARNING,
    nl="De licentie “{value}” is niet herkend. In de beschrijvingen staat nu dat er geen open licentie is.",
    en="The licence “{value}” is not known. The descriptions now say that there is no open licence.",
    do_nl="Geef het webadres van de licentie, bijvoorbeeld https://creativecommons.org/publicdomain/zero/1.0/.",
    do_en="Give the web address of the licence, for instance https://creativecommons.org/publicdomain/zero/1.0/.",
)
LICENCE_UNLISTED = FindingKind(
    code="licence-unlisted",
    level=Level.WARNING,
    nl="De licentie {value} staat niet in de licentielijst van DCAT-AP-NL. Hij is overgenomen zoals opgegeven.",
    en="The licence {value} is not in the licence list of DCAT-AP-NL. It is kept as given.",
    do_nl="Kies zo mogelijk CC0, Public Domain Mark of CC BY 4.0.",
    do_en="Choose CC0, Public Domain Mark or CC BY 4.0 if you can.",
)
LICENCE_NOT_APPLIED = FindingKind(
    code="licence-not-applied",
    level=Level.INFO,
    nl="Bij {number_nl} is de licentie niet gezet: het is van een ander, of er staat niet bij van wie het is.",
    en="On {number_en} the licence is not set: someone else made it, or it is not said who did.",
    do_nl="Vul de afzender in de inventarislijst in bij documenten die je organisatie zelf maakte.",
    do_en="Fill in the sender in the inventory for the documents your organisation made itself.",
)

_ON_REQUEST = "c_4f50ca9c"  # of vocab/kinds.csv: beslissing op Wob-/Woo-verzoek
_ARCHIVES = frozenset({"ZIP", "7z"})  # of vocab/formats.csv: what is in an archive is a part of it and no attachment to it


@dataclass(frozen=True)
class Case:
    """A dossier with all that the standards say of it. Texts are on one line; what is None or empty is not known.

    `source` is where the dossier was published before; `documents` are in the dossier's order by their id; `languages` are those
    of the documents, in the order of their codes; `period` is what the documents cover, first and last day; `persistence` is the page
    that says how long the addresses stay; `service` is the search API that the documents can be found in.
    """

    dossier: Dossier
    addresses: Addresses
    title: str
    description: str
    source: str | None
    category: vocab.Concept | None
    theme: vocab.Concept | None
    law: Law | None
    licence: Licence | None
    contact: Contact
    persistence: str | None
    service: Service | None
    documents: Mapping[str, Described]
    languages: tuple[vocab.Concept, ...]
    period: tuple[date, date] | None
    keywords: tuple[str, ...]

    @cached_property
    def attachments(self) -> Mapping[str, tuple[str, ...]]:
        """By document id, which came with it: what was attached to a mail, say."""
        return self._within(attached=True)

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """By document id, what is a part of it: what lies in an archive or another file."""
        return self._within(attached=False)

    def _within(self, *, attached: bool) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for key, one in self.documents.items():
            outer = self.documents.get(one.document.parent or "")
            if outer is not None and outer is not one and _is_attached(one, outer) is attached:
                found[outer.document.id] = (*found.get(outer.document.id, ()), key)
        return found


def _is_attached(one: Described, outer: Described) -> bool:
    return one.document.role is Role.ATTACHMENT and (outer.format is None or outer.format.code not in _ARCHIVES)


def prepare(dossier: Dossier, extractions: Mapping[str, Extraction], settings: MapSettings) -> tuple[Case, tuple[Finding, ...]]:
    """The case of `dossier`, and what had to be worked out or left out. Raises UsageError if `base_url` is no web address."""
    findings: list[Finding] = []
    addresses = Addresses(base_address(settings.base_url), dossier.id, settings.ark_naan)
    if settings.base_url is None:
        findings.append(BASE_URL_MISSING.at(base=LOCAL))
    given = _licence(dossier, findings)
    held, ids = held_back(dossier.documents), public_ids(dossier.documents)
    shared = Shared(dossier.publisher, addresses, given, held, ids)
    documents = {one.id: describe_document(one, extractions.get(one.id), shared) for one in dossier.documents}
    category, theme, law = _category(dossier, findings), _theme(dossier, findings), law_of(dossier)
    labels = [concept.label for concept in (category, theme) if concept]
    case = Case(
        dossier=dossier,
        addresses=addresses,
        title=one_line(dossier.title),
        description=_description(dossier, findings),
        source=_source(dossier, findings),
        category=category,
        theme=theme,
        law=law,
        licence=given,
        contact=contact_of(dossier.publisher, addresses, addresses.dossier, settings, findings),
        persistence=persistence_policy(settings, findings),
        service=service_of(dossier.publisher, addresses, settings, findings),
        documents=documents,
        languages=_languages(documents.values()),
        period=_period(dossier),
        keywords=_distinct([law.name if law else "", *labels, one_line(dossier.publisher.name)]),
    )
    findings += [finding for one in documents.values() for finding in document_findings(one)]
    findings += [*without_files(documents.values()), *_licence_findings(case)]
    return case, tuple(findings)


def _description(dossier: Dossier, findings: list[Finding]) -> str:
    given = one_line(dossier.description)
    if given:
        return given
    composed = describe_dossier(dossier)
    findings.append(DESCRIPTION_COMPOSED.at(text=composed))
    return composed


def _source(dossier: Dossier, findings: list[Finding]) -> str | None:
    address = web_address(dossier.source_url)
    if dossier.source_url and address is None:
        findings.append(SOURCE_UNUSABLE.at(link=one_line(dossier.source_url)))
    return address


def _category(dossier: Dossier, findings: list[Finding]) -> vocab.Concept | None:
    if dossier.category:
        found = vocab.category(dossier.category)
        if found is None:
            findings.append(CATEGORY_UNKNOWN.at(value=one_line(dossier.category)))
        return found
    if not any(document.role in {Role.REQUEST, Role.DECISION} for document in dossier.documents):
        return None
    derived = vocab.category(vocab.WOO_DECISIONS)
    kind = CATEGORY_DERIVED if _was_asked(dossier) else CATEGORY_ASSUMED
    findings.append(kind.at(label=derived.label if derived else vocab.WOO_DECISIONS))
    return derived


def _was_asked(dossier: Dossier) -> bool:
    """Whether anything tells of a request: the request itself, its date or text, or a decision that is of that kind."""
    told = dossier.requested or dossier.received or one_line(dossier.request_text)
    return bool(told) or any(
        one.role is Role.REQUEST or (one.role is Role.DECISION and one.kind_code == _ON_REQUEST) for one in dossier.documents
    )


def _theme(dossier: Dossier, findings: list[Finding]) -> vocab.Concept | None:
    if not dossier.theme:
        findings.append(THEME_GENERAL.at())
        return None
    found = vocab.theme(dossier.theme)
    if found is None:
        findings.append(THEME_UNKNOWN.at(value=one_line(dossier.theme)))
    return found


def _licence(dossier: Dossier, findings: list[Finding]) -> Licence | None:
    if not dossier.license:
        return None
    found = licence(dossier.license)
    if found is not None:
        return found
    address = web_address(dossier.license)
    kind = LICENCE_UNLISTED if address else LICENCE_UNKNOWN
    findings.append(kind.at(value=address or one_line(dossier.license)))
    return Licence("", address, address) if address else None


def _licence_findings(case: Case) -> list[Finding]:
    """None given, or not put on all.

    The publisher's licence is never put on what others made, nor on what may be theirs (section E.7 of the standards).
    """
    if not case.dossier.license and any(one.file for one in case.documents.values()):
        return [LICENCE_MISSING.at()]
    if case.licence is None or case.licence == not_open():
        return []
    number = sum(one.file is not None and one.maker is not Maker.BODY for one in case.documents.values())
    if number == 0:
        return []
    plural = ("en", "s") if number > 1 else ("", "")
    return [LICENCE_NOT_APPLIED.at(number_nl=f"{number} document{plural[0]}", number_en=f"{number} document{plural[1]}")]


def _languages(documents: Iterable[Described]) -> tuple[vocab.Concept, ...]:
    found = {one.language.code: one.language for one in documents if one.language}
    return tuple(found[code] for code in sorted(found))


def _period(dossier: Dossier) -> tuple[date, date] | None:
    """The first and last day of the documents asked for; without dates on those, from the request to the decision."""
    about = [one.dated for one in dossier.documents if one.dated and one.role in {None, Role.DOCUMENT, Role.ATTACHMENT}]
    start, end = dossier.requested or dossier.received, dossier.decided
    if about:
        return min(about), max(about)
    return (start, end) if start and end and start <= end else None


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
