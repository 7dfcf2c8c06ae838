"""The mails: plain text in UTF-8, in Dutch.

Nothing that a stranger wrote can become a header, and a mail to an address that was not confirmed yet holds nothing of it.

Sources: RFC 5322 (the form), RFC 3834 section 5 (Auto-Submitted), RFC 2369 and RFC 8058 (List-Unsubscribe, and in one click).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, formataddr, parseaddr
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from fairwoo.map.wording import one_line
from fairwoo.serve.alerts import tokens
from fairwoo.serve.alerts.asked import Asked
from fairwoo.serve.alerts.postman import sender_address
from fairwoo.serve.public import PublicDossier

if TYPE_CHECKING:
    from fairwoo.serve.site import Site

CONFIRM, STOP = "confirm", "stop"  # what a link is for
MOST_LISTED = 25  # dossiers in one mail; of more the number is said
_LONGEST_SUBJECT = 120
# What the HTML standard takes for an e-mail address (https://html.spec.whatwg.org/#valid-e-mail-address), with a dot in its domain.
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+",
    re.ASCII,
)


_WHOLE = {"to", "message-id", "list-unsubscribe", "list-unsubscribe-post"}


class _Policy(EmailPolicy):
    """Leaves headers that are for programs on one line. The library would write addresses of more than 78 characters as encoded words
    (RFC 2047), which do not belong there (section 5), and which mail programs do not understand as a link to stop.
    """

    def fold(self, name: str, value: str) -> str:
        return f"{name}: {value}{self.linesep}" if name.lower() in _WHOLE else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii") if name.lower() in _WHOLE else super().fold_binary(name, value)


_POLICY = _Policy(linesep="\r\n")


class Line(NamedTuple):
    """A dossier in a mail, and whether it is new (else it was changed)."""

    dossier: PublicDossier
    new: bool


def clean_address(text: str) -> str | None:
    """An e-mail address as it is kept: ASCII, its domain in lower case; None for what is no address or could be none to send to."""
    local, at, domain = text.strip().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    address = f"{local}{at}{ascii_domain}"
    return address if len(address) <= 254 and _ADDRESS.fullmatch(address) else None


class Mails:
    """Writes the mails of a site; `secret` signs their links."""

    def __init__(self, site: Site, secret: bytes) -> None:
        self._site = site
        self._secret = secret

    def link(self, purpose: str, handle: bytes) -> str:
        """The address of the page to confirm or stop a subscription."""
        path = {CONFIRM: "bevestigen", STOP: "stoppen"}[purpose]
        return f"{self._site.base}/attenderen/{path}/{tokens.token(self._secret, purpose, handle)}"

    def to_confirm(self, handle: bytes, address: str) -> EmailMessage:
        """The mail that asks whether it was you. It holds nothing that was typed, so that nobody can send a message to others by it."""
        subject = f"Bevestig uw attendering van {self._site.settings.serve.name}"
        text = self._text("bevestigen.txt", link=self.link(CONFIRM, handle))
        return self._mail(address, subject, text, self.message_id("bevestigen", handle, self._site.clock().isoformat()))

    def confirmed_before(self, handle: bytes, address: str) -> EmailMessage:
        """The mail to someone who asked for what was confirmed before."""
        subject = f"U hebt deze attendering van {self._site.settings.serve.name} al"
        text = self._text("al.txt", stop=self.link(STOP, handle))
        return self._mail(address, subject, text, self.message_id("al", handle, self._site.clock().isoformat()))

    def news(self, handle: bytes, address: str, asked: Asked, lines: Sequence[Line], message_id: str) -> EmailMessage:
        """The alert: what is new or changed, with links, and how to stop."""
        subject = f"{_counted(len(lines))}: {asked.text or 'alle dossiers'}"
        stop = self.link(STOP, handle)
        search = f"{self._site.base}/zoeken{'?' if asked.query else ''}{asked.query}"
        shown = [
            (line, one_line(line.dossier.title), self._site.absolute(line.dossier.id).dossier) for line in lines[:MOST_LISTED]
        ]
        text = self._text("nieuw.txt", asked=asked, shown=shown, more=len(lines) - len(shown), search=search, stop=stop)
        message = self._mail(address, subject, text, message_id)
        message["List-Unsubscribe"] = f"<{stop}>"
        if urlsplit(stop).scheme == "https":  # RFC 8058 section 3.1 has it for no other
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        return message

    def message_id(self, kind: str, handle: bytes, what: str) -> str:
        """A Message-ID that is the same for the same mail to the same subscription, and says nothing of either."""
        digest = hashlib.sha256(self._secret + handle + f"{kind}\0{what}".encode()).hexdigest()[:32]
        return f"<{kind}.{digest}@{urlsplit(self._site.base).hostname or 'localhost'}>"

    def _text(self, template: str, **values: Any) -> str:
        plain = self._site.templates.overlay(autoescape=False)
        return plain.get_template(f"mail/{template}").render(**values)

    def _mail(self, to: str, subject: str, text: str, message_id: str) -> EmailMessage:
        settings = self._site.settings
        message = EmailMessage(policy=_POLICY)
        name = parseaddr(settings.mail.sender or "")[0] or settings.serve.name
        message["From"] = formataddr((one_line(name), sender_address(settings.mail)))
        message["To"] = to
        message["Subject"] = _cut(one_line(subject), _LONGEST_SUBJECT)
        message["Date"] = format_datetime(self._site.clock())
        message["Message-ID"] = message_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text, charset="utf-8", cte="quoted-printable")
        return message


def _counted(number: int) -> str:
    return "1 dossier nieuw of gewijzigd" if number == 1 else f"{number} dossiers nieuw of gewijzigd"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
