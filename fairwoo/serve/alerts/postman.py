"""Sending mail by SMTP (RFC 5321), encrypted as the settings say and never less (RFC 3207), with patience for what fails for a moment."""

from __future__ import annotations

import smtplib
import ssl
import time
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from email.utils import parseaddr
from types import TracebackType
from typing import Self

from fairwoo.errors import FairwooError, UsageError
from fairwoo.model import Text
from fairwoo.settings import MailSettings

TIMEOUT = 30.0  # seconds for each answer of the server
_PAUSES = (1.0, 5.0)  # seconds before another try
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class NoMailError(FairwooError):
    """No mail can be sent at all: the server is away, or does not take any from us."""


class RefusedError(Exception):
    """The server will not take mail for this address, now or (`for_good`) ever."""

    def __init__(self, *, for_good: bool) -> None:
        super().__init__("the address is refused")
        self.for_good = for_good


def mail_is_set(settings: MailSettings) -> bool:
    """Whether alerts by e-mail are offered at all."""
    return bool(settings.host and settings.sender)


def sender_address(settings: MailSettings) -> str:
    """The bare address that mail comes from. Raises UsageError if the setting is no address."""
    address = parseaddr(settings.sender or "")[1]
    if "@" not in address or any(character.isspace() for character in address):
        raise UsageError(
            Text(
                nl=f"De instelling mail.sender is “{settings.sender}”, en dat is geen e-mailadres.",
                en=f"The setting mail.sender is “{settings.sender}”, which is no e-mail address.",
            )
        )
    return address


class Postman:
    """A connection to the mail server, made when the first mail goes and again after it broke. Close it, or use it as a context.

    `pauses` are the seconds to wait before each further try of one mail.
    """

    def __init__(self, settings: MailSettings, *, timeout: float = TIMEOUT, pauses: Sequence[float] = _PAUSES) -> None:
        self._settings = settings
        self._timeout = timeout
        self._pauses = pauses
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def send(self, message: EmailMessage, to: str) -> None:
        """Send a mail to one address. Raises RefusedError if that is not taken, NoMailError if nothing is.

        After a break in the middle the same mail may be sent twice; it has the same Message-ID then.
        """
        for pause in (*self._pauses, None):
            try:
                self._try(message, to)
            except smtplib.SMTPRecipientsRefused as error:
                code = next((code for code, _ in error.recipients.values()), 550)
                if code >= 500 or pause is None:
                    raise RefusedError(for_good=code >= 500) from error
            except smtplib.SMTPResponseException as error:
                self.close()
                if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500:
                    raise RefusedError(for_good=False) from error  # of this mail, which says nothing of the address
                if error.smtp_code >= 500 or pause is None:
                    raise _no_mail(self._settings, error) from error
            except (OSError, smtplib.SMTPException) as error:
                self.close()
                if pause is None or isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError):
                    raise _no_mail(self._settings, error) from error
            else:
                return
            time.sleep(pause)

    def close(self) -> None:
        """Say goodbye, or just hang up."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.quit()
            except (OSError, smtplib.SMTPException):
                connection.close()

    def _try(self, message: EmailMessage, to: str) -> None:
        if self._connection is None:
            self._connection = self._connected()
        self._connection.send_message(message, sender_address(self._settings), [to])

    def _connected(self) -> smtplib.SMTP:
        settings, context = self._settings, ssl.create_default_context()
        host = settings.host or ""
        if settings.username is not None and settings.security == "none" and host not in _LOOPBACK:
            raise _open_password()
        connect: Callable[[], smtplib.SMTP] = lambda: smtplib.SMTP(host, settings.port, timeout=self._timeout)  # noqa: E731
        if settings.security == "tls":
            connect = lambda: smtplib.SMTP_SSL(host, settings.port, timeout=self._timeout, context=context)  # noqa: E731
        connection = connect()
        try:
            if settings.security == "starttls":
                connection.starttls(context=context)
            if settings.username is not None:
                connection.login(settings.username, settings.password or "")
        except BaseException:
            connection.close()
            raise
        return connection


def _open_password() -> UsageError:
    return UsageError(
        Text(
            nl="Met mail.security = “none” zou het wachtwoord onversleuteld over het netwerk gaan. Kies starttls of tls.",
            en="With mail.security = “none” the password would go over the network unencrypted. Choose starttls or tls.",
        )
    )


def _no_mail(settings: MailSettings, error: Exception) -> NoMailError:
    said = type(error).__name__
    if isinstance(error, smtplib.SMTPResponseException):
        said = f"{said} {error.smtp_code}"
    elif isinstance(error, OSError) and error.strerror:
        said = f"{said}: {error.strerror}"
    return NoMailError(
        Text(
            nl=f"De mailserver {settings.host}:{settings.port} neemt geen mail aan ({said}). Kijk de instellingen [mail] na; "
            "wat niet is verstuurd, gaat de volgende keer mee.",
            en=f"The mail server {settings.host}:{settings.port} takes no mail ({said}). Check the settings [mail]; "
            "what was not sent goes the next time.",
        )
    )
