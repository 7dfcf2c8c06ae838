"""security.txt (RFC 9116): whom to tell of a weakness of this site. Made of two settings; without both there is none."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from fairwoo.map.addresses import mail_address, web_address
from fairwoo.model import Text
from fairwoo.serve.site import Site
from fairwoo.settings import ServeSettings

PATH = "/.well-known/security.txt"
_SOON = timedelta(days=30)


def written(site: Site) -> str | None:
    """The file, or None where the settings do not give a contact and a day until which it holds.

    Contact and Expires are mandatory, and a web address in it has to be HTTPS (RFC 9116, 2.5.3, 2.5.5, 2.5.2). Lines end with CRLF.
    """
    contact, expires = _contact(site.settings.serve), _expires(site.settings.serve)
    if contact is None or expires is None:
        return None
    fields = [("Contact", contact), ("Expires", expires.strftime("%Y-%m-%dT%H:%M:%SZ")), ("Preferred-Languages", "nl, en")]
    base = urlsplit(site.base)
    if base.scheme == "https":
        fields.append(("Canonical", f"https://{base.netloc}{PATH}"))
    return "".join(f"{name}: {value}\r\n" for name, value in fields)


def warning(settings: ServeSettings, now: datetime) -> Text | None:
    """What is wrong with the settings of security.txt, for whoever runs the site; None if all is well or nothing is set."""
    if settings.security_contact is None and settings.security_expires is None:
        return None
    if _contact(settings) is None:
        return Text(
            nl="security.txt ontbreekt: serve.security_contact moet een e-mailadres of een adres met https:// zijn.",
            en="There is no security.txt: serve.security_contact has to be an e-mail address or an address with https://.",
        )
    expires = _expires(settings)
    if expires is None:
        return Text(
            nl="security.txt ontbreekt: zet in serve.security_expires tot welke dag het geldt.",
            en="There is no security.txt: say in serve.security_expires until which day it holds.",
        )
    if expires <= now:
        return Text(
            nl=f"security.txt is verlopen ({expires:%Y-%m-%d}): kijk of het contact klopt en verleng serve.security_expires.",
            en=f"security.txt has expired ({expires:%Y-%m-%d}): see whether the contact is right and extend serve.security_expires.",
        )
    if expires <= now + _SOON:
        return Text(
            nl=f"security.txt verloopt binnenkort ({expires:%Y-%m-%d}): verleng serve.security_expires.",
            en=f"security.txt expires soon ({expires:%Y-%m-%d}): extend serve.security_expires.",
        )
    return None


def _contact(settings: ServeSettings) -> str | None:
    """The contact as a URI: mailto: of an e-mail address, or a web address over HTTPS."""
    given = (settings.security_contact or "").strip().removeprefix("mailto:")
    web = web_address(given)
    return mail_address(given) or (web if web and web.startswith("https://") else None)


def _expires(settings: ServeSettings) -> datetime | None:
    """The end of the day that is set."""
    day = settings.security_expires
    return datetime.combine(day, time(23, 59, 59), UTC) if day else None
