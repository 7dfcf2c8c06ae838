"""The case of one dossier: what all standards say of it, worked out once, with findings for what had to be worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fairwoo import vocab
from fairwoo.map.addresses import LOCAL, Addresses, base_address, mail_address, web_address
from fairwoo.map.documents import Described, Maker, describe_document, document_findings
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
CONTACT_MISSING = FindingKind(
    code="contact-missing",
    level=Level.WARNING,
    nl="Er is geen contactpunt met e-mailadres of webadres ingesteld. Nu staat {name} zelf er als contactpunt, zonder adres.",
    en="No contact point with an e-mail or web address is set. For now {name} itself is given as contact point, without address.",
    do_nl="Zet in fairwoo.toml onder [map] contact_name met contact_email of contact_url.",
    do_en="Set contact_name with contact_email or contact_url under [map] in fairwoo.toml.",
)
CONTACT_UNUSABLE = FindingKind(
    code="contact-unusable",
    level=Level.WARNING,
    nl="De instelling {setting} is niet bruikbaar als adres: “{value}”. Hij is overgeslagen.",
    en="The setting {setting} cannot be used as an address: “{value}”. It is left out.",
    do_nl="Schrijf een e-mailadres als woo@gemeente.nl of een heel webadres met https:// ervoor.",
    do_en="Write an e-mail address such as woo@gemeente.nl, or a whole web address with https:// in front.",
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


@dataclass(frozen=True)
class Contact:
    """Whom to ask. `iri` names the contact in the descriptions; `email` is a `mailto:` address. One of the two is there."""

    iri: str
    name: str
    email: str | None
    url: str | None


@dataclass(frozen=True)
class Case:
    """A dossier with all that the standards say of it. Texts are on one line; what is None or empty is not known.

    `source` is where the dossier was published before; `documents` are in the dossier's order by their id; `languages` are those
    of the documents, in the order of their codes; `period` is what the documents cover, first and last day.
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
    documents: Mapping[str, Described]
    languages: tuple[vocab.Concept, ...]
    period: tuple[date, date] | None
    keywords: tuple[str, ...]


def prepare(dossier: Dossier, extractions: Mapping[str, Extraction], settings: MapSettings) -> tuple[Case, tuple[Finding, ...]]:
    """The case of `dossier`, and what had to be worked out or left out. Raises UsageError if `base_url` is no web address."""
    findings: list[Finding] = []
    addresses = Addresses(base_address(settings.base_url), dossier.id)
    if settings.base_url is None:
        findings.append(BASE_URL_MISSING.at(base=LOCAL))
    given = _licence(dossier, findings)
    documents = {one.id: describe_document(one, dossier, addresses, extractions.get(one.id), given) for one in dossier.documents}
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
        contact=_contact(dossier, addresses, settings, findings),
        documents=documents,
        languages=_languages(documents.values()),
        period=_period(dossier),
        keywords=_distinct([law.name if law else "", *labels, one_line(dossier.publisher.name)]),
    )
    findings += [finding for one in documents.values() for finding in document_findings(one)]
    findings += _licence_not_applied(case)
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
    findings.append(CATEGORY_DERIVED.at(label=derived.label if derived else vocab.WOO_DECISIONS))
    return derived


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


def _licence_not_applied(case: Case) -> list[Finding]:
    """The publisher's licence is never put on what others made, nor on what may be theirs (section E.7 of the standards)."""
    if case.licence is None or case.licence == not_open():
        return []
    number = sum(one.file is not None and one.maker is not Maker.BODY for one in case.documents.values())
    if number == 0:
        return []
    plural = ("en", "s") if number > 1 else ("", "")
    return [LICENCE_NOT_APPLIED.at(number_nl=f"{number} document{plural[0]}", number_en=f"{number} document{plural[1]}")]


def _contact(dossier: Dossier, addresses: Addresses, settings: MapSettings, findings: list[Finding]) -> Contact:
    email, url = mail_address(settings.contact_email), web_address(settings.contact_url)
    given = (("map.contact_email", settings.contact_email, email), ("map.contact_url", settings.contact_url, url))
    findings += [CONTACT_UNUSABLE.at(setting=name, value=one_line(text)) for name, text, usable in given if text and not usable]
    name = one_line(settings.contact_name) or one_line(dossier.publisher.name)
    if email or url:
        return Contact(addresses.contact, name, email, url)
    findings.append(CONTACT_MISSING.at(name=one_line(dossier.publisher.name)))
    return Contact(f"{addresses.dossier}#contact", name, None, dossier.publisher.uri)


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
