"""Whom to ask about a dossier, and what is promised of its addresses: from the settings."""

from __future__ import annotations

from dataclasses import dataclass

from fairwoo.map.addresses import Site, base_address, mail_address, web_address
from fairwoo.map.wording import one_line
from fairwoo.model import Body, Finding, FindingKind, Level
from fairwoo.settings import MapSettings

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
PERSISTENCE_UNUSABLE = FindingKind(
    code="persistence-policy-unusable",
    level=Level.WARNING,
    nl="De instelling map.persistence_policy is geen volledig webadres: “{value}”. Zij is overgeslagen.",
    en="The setting map.persistence_policy is no full web address: “{value}”. It is left out.",
    do_nl="Schrijf het hele adres van de pagina waarop staat hoe lang de adressen blijven bestaan, met https:// ervoor.",
    do_en="Write the whole address of the page that says how long the addresses stay, with https:// in front.",
)


@dataclass(frozen=True)
class Contact:
    """Whom to ask. `iri` names the contact in the descriptions; `email` is a `mailto:` address. One of the two is there."""

    iri: str
    name: str
    email: str | None
    url: str | None


def contact_of(body: Body, site: Site, owner: str, settings: MapSettings, findings: list[Finding]) -> Contact:
    """The contact point of the settings; `body` itself where it has no address, then named after `owner`, what it is of."""
    email, url = mail_address(settings.contact_email), web_address(settings.contact_url)
    given = (("map.contact_email", settings.contact_email, email), ("map.contact_url", settings.contact_url, url))
    findings += [CONTACT_UNUSABLE.at(setting=name, value=one_line(text)) for name, text, usable in given if text and not usable]
    name = one_line(settings.contact_name) or one_line(body.name)
    if email or url:
        return Contact(site.contact, name, email, url)
    findings.append(CONTACT_MISSING.at(name=one_line(body.name)))
    return Contact(f"{owner}#contact", name, None, body.uri)


def persistence_policy(settings: MapSettings, findings: list[Finding]) -> str | None:
    """The page that says how long addresses stay: the one that is set, else that of the site; a finding if what is set is no address.

    None where it is not set where the site will be: what is on this computer is promised to nobody.
    """
    given = settings.persistence_policy
    usable = web_address(given)
    if given and not usable:
        findings.append(PERSISTENCE_UNUSABLE.at(value=one_line(given)))
    return usable or (Site(base_address(settings.base_url)).policy if settings.base_url else None)
